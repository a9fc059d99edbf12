package frais

import (
	"context"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

var champsDistances = []tabulaire.Champ{
	{Nom: "insee_a", Libelle: "Code INSEE", Alias: []string{"insee a", "insee_a", "inseea", "code insee", "depart"}, Requis: true},
	{Nom: "insee_b", Libelle: "Code INSEE (2)", Alias: []string{"insee b", "insee_b", "inseeb", "code insee 2", "arrivee"}, Requis: true},
	{Nom: "km", Libelle: "Kilomètres", Alias: []string{"km", "kilometres", "distance", "distance km"}, Requis: true},
}

var codeInsee = regexp.MustCompile(`^\d[0-9AB]\d{3}$`)

// tableDistances are the sound lines of a file, column by column, each pair once and in its order.
type tableDistances struct {
	a, b   []string
	metres []int32
	lignes []int32
}

// ChargerDistances answers POST /distances/chargement: a table known from elsewhere, with its source. What somebody corrected
// by hand is left alone. It returns fail.Invalid for a file that is no such table.
func (a API) ChargerDistances(ctx context.Context, r api.ChargerDistancesRequestObject) (api.ChargerDistancesResponseObject, error) {
	d, err := lireDepot(r.Body)
	if err != nil {
		return nil, err
	}
	origine := strings.TrimSpace(d.champs["source"])
	if origine == "" || len([]rune(origine)) > 200 {
		return nil, fail.New(fail.Invalid, "distance.source", "Dites d’où vient cette table, en 200 caractères au plus : c’est dit avec chaque distance.", fail.Field{Pointer: "/source", Code: "requis", Message: "dites d’où vient la table"})
	}
	refuses := rejets{premiers: []api.RejetLigne{}}
	t, lues, err := lireDistances(&d, &refuses)
	if err != nil {
		return nil, err
	}
	bilan := api.BilanDistances{Lues: lues}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := charger(ctx, tx, t, origine, &bilan, &refuses); err != nil {
			return err
		}
		if d.simulation() {
			return errSimulation
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "chargement", Objet: "distance", ObjetID: "-", Pourquoi: origine, Apres: map[string]any{"ajoutees": bilan.Ajoutees, "changees": bilan.Changees}})
	})
	if fail.As(err) == errSimulation {
		err = nil
	}
	bilan.Rejets, bilan.NbRejets = refuses.premiers, refuses.n
	return api.ChargerDistances200JSONResponse(bilan), err
}

func lireDistances(d *depot, refuses *rejets) (t tableDistances, lues int, err error) {
	vues := map[[2]string]int{}
	err = d.lireCSV(champsDistances, func(l ligneLueDe) error {
		lues++
		x, y := l.Val("insee_a"), l.Val("insee_b")
		km, err := strconv.ParseFloat(strings.ReplaceAll(strings.ReplaceAll(l.Val("km"), " ", ""), ",", "."), 64)
		paire := [2]string{min(x, y), max(x, y)}
		switch {
		case !codeInsee.MatchString(x) || !codeInsee.MatchString(y):
			refuses.ajouter(l.Numero, "un code INSEE compte cinq caractères, par exemple 35238")
		case x == y:
			refuses.ajouter(l.Numero, "deux fois la même commune")
		case err != nil || math.IsNaN(km) || km < 0 || km > 20_000:
			refuses.ajouter(l.Numero, "une distance va de 0 à 20 000 km")
		case vues[paire] != 0:
			refuses.ajouter(l.Numero, "déjà dite ligne "+strconv.Itoa(vues[paire]))
		default:
			vues[paire] = l.Numero
			t.a, t.b = append(t.a, paire[0]), append(t.b, paire[1])
			t.metres, t.lignes = append(t.metres, int32(math.Round(km*1000))), append(t.lignes, int32(l.Numero)) //nolint:gosec // bounded above
		}
		return nil
	}, func(ligne int, raison string) { lues++; refuses.ajouter(ligne, raison) })
	return t, lues, err
}

// charger writes what differs in two statements, then prices again the open claims that stand on it.
func charger(ctx context.Context, tx *db.Tx, t tableDistances, origine string, bilan *api.BilanDistances, refuses *rejets) error {
	const table = `(SELECT * FROM unnest($2::text[], $3::text[], $4::int[], $5::int[]) AS x (a, b, metres, ligne))`
	args := []any{tx.Academie, t.a, t.b, t.metres, t.lignes}
	sort, err := db.Query[struct {
		Ligne                    int
		Connues, Egale, Manuelle bool
		Nouvelle                 bool
	}](ctx, tx.Reader, `SELECT x.ligne, ca.code_insee IS NOT NULL AND cb.code_insee IS NOT NULL AS connues, d.id IS NULL AS nouvelle, coalesce(d.metres = x.metres AND d.methode = 'TABLE', false) AS egale,
		coalesce(d.methode = 'MANUEL', false) AS manuelle FROM `+table+` x LEFT JOIN commune ca ON ca.academie = $1 AND ca.code_insee = x.a LEFT JOIN commune cb ON cb.academie = $1 AND cb.code_insee = x.b
		LEFT JOIN distance d ON d.academie = $1 AND d.insee_a = x.a AND d.insee_b = x.b ORDER BY x.ligne`, args...)
	if err != nil {
		return err
	}
	for _, s := range sort {
		switch {
		case !s.Connues:
			refuses.ajouter(s.Ligne, "une des deux communes est inconnue de l’académie")
		case s.Manuelle:
			refuses.ajouter(s.Ligne, "corrigée à la main : gardée telle quelle")
		case s.Nouvelle:
			bilan.Ajoutees++
		case s.Egale:
			bilan.Identiques++
		default:
			bilan.Changees++
		}
	}
	touchees, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `INSERT INTO distance AS d (academie, id, insee_a, insee_b, metres, methode, source, corrige_par)
		SELECT $1, uuid_v7(), x.a, x.b, x.metres, 'TABLE', $6, $7 FROM `+table+` x JOIN commune ca ON ca.academie = $1 AND ca.code_insee = x.a JOIN commune cb ON cb.academie = $1 AND cb.code_insee = x.b
		ON CONFLICT (academie, insee_a, insee_b) DO UPDATE SET metres = excluded.metres, methode = 'TABLE', source = excluded.source, motif = NULL, corrige_par = excluded.corrige_par, maj_le = now(), version = d.version + 1
		WHERE d.methode <> 'MANUEL' AND (d.metres, d.methode) IS DISTINCT FROM (excluded.metres, 'TABLE') RETURNING d.id`, append(args, origine, tx.Acteur.Qui)...)
	if err != nil {
		return err
	}
	return reprendre(ctx, tx, touchees)
}

// reprendre gives a distance to the open claims that had none, and prices again those that stand on a changed one.
func reprendre(ctx context.Context, tx *db.Tx, distances []struct{ ID uuid.UUID }) error {
	ids := make([]uuid.UUID, len(distances))
	for i := range distances {
		ids[i] = distances[i].ID
	}
	l, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `WITH trouvees AS (
			UPDATE deplacement x SET distance_id = k.id FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
				JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id
				LEFT JOIN rattachement r ON r.academie = p.academie AND r.intervenant_id = p.intervenant_id AND r.type = 'principal' LEFT JOIN etablissement et ON et.academie = r.academie AND et.id = r.etablissement_id
				CROSS JOIN LATERAL (SELECT commune_de_mission(e.academie, e.mission_id) AS lieu) l
				CROSS JOIN LATERAL (SELECT d.id FROM distance d WHERE d.academie = p.academie AND d.id = ANY ($2)
					AND (d.insee_a, d.insee_b) IN (SELECT least(l.lieu, y), greatest(l.lieu, y) FROM unnest(ARRAY[i.code_commune, et.code_commune]) y WHERE y IS NOT NULL) ORDER BY d.metres, d.id LIMIT 1) k
			WHERE x.academie = $1 AND p.academie = $1 AND p.id = x.part_id AND x.distance_id IS NULL AND p.etat IN ('effectuee', 'a_valider', 'rejete') RETURNING x.part_id)
		SELECT part_id AS id FROM trouvees UNION SELECT part_id FROM deplacement WHERE academie = $1 AND distance_id = ANY ($2)`, tx.Academie, ids)
	if err != nil {
		return err
	}
	parts := make([]uuid.UUID, len(l))
	for i := range l {
		parts[i] = l[i].ID
	}
	return calculerDeplacements(ctx, tx, parts)
}
