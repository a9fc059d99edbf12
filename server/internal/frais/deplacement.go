package frais

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/activite"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais/calcul"
	"imagin/server/internal/list"
)

// heureCivile is how an hour is written at the clock of the centre.
const heureCivile = "2006-01-02T15:04"

// porteur is the part that carries the travel of the day, and between which communes it goes.
type porteur struct {
	PartID                         uuid.UUID
	Etat                           string
	Jour                           time.Time
	Lieu, Residence, Etablissement *string
}

const sqlPorteur = `SELECT p.id AS part_id, p.etat, p.jour, commune_de_mission(e.academie, e.mission_id) AS lieu, i.code_commune AS residence, et.code_commune AS etablissement
	FROM etat_frais e JOIN efm_part p ON p.academie = e.academie AND p.etat_frais_id = e.id AND p.genre = 'deplacement'
	JOIN intervenant i ON i.academie = e.academie AND i.id = e.intervenant_id
	LEFT JOIN rattachement r ON r.academie = e.academie AND r.intervenant_id = e.intervenant_id AND r.type = 'principal'
	LEFT JOIN etablissement et ON et.academie = r.academie AND et.id = r.etablissement_id WHERE e.academie = $1 AND e.id = $2`

// DeclarerDeplacement answers PUT /etats-frais/{id}/deplacement. It returns fail.NotFound out of scope, fail.Conflict
// when the part is not open to entry, fail.Invalid for hours that cannot be.
func (a API) DeclarerDeplacement(ctx context.Context, r api.DeclarerDeplacementRequestObject) (api.DeclarerDeplacementResponseObject, error) {
	if err := a.permis(ctx, r.Id, r.Body.Simulation == nil || !*r.Body.Simulation); err != nil {
		return nil, err
	}
	academie := access.De(ctx).Academie
	depart, retour, err := heures(r.Body)
	if err != nil {
		return nil, err
	}
	if err := a.assurerDistances(ctx, academie, r.Id); err != nil {
		return nil, err
	}
	simulation := r.Body.Simulation != nil && *r.Body.Simulation
	var rendues []api.PartFrais
	err = a.Base.InAcademie(ctx, academie, func(tx *db.Tx) (err error) {
		if err = inscrire(ctx, tx, r.Id, r.Body, depart, retour); err != nil {
			return err
		}
		if rendues, err = parts(ctx, tx.Reader, academie, r.Id); err == nil && simulation {
			err = errSimulation
		}
		return err
	})
	if err != nil && fail.As(err) != errSimulation {
		return nil, err
	}
	tout, err := a.detail(ctx, r.Id)
	if simulation {
		tout.Parts = rendues
	}
	return api.DeclarerDeplacement200JSONResponse(tout), err
}

// permis: the état de frais is in scope and, to write, its examen is open to the service. It returns fail.NotFound,
// fail.Forbidden.
func (a API) permis(ctx context.Context, id uuid.UUID, ecrire bool) error {
	e, ok, err := list.Un[api.EtatFrais](ctx, a.Base, EtatsFrais, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cet état de frais")
	}
	if err != nil || !ecrire || e.Examen == nil {
		return err
	}
	return activite.PourExamens(ctx, *e.Examen)
}

// inscrire keeps a claim, prices it, and sends it to control when asked.
func inscrire(ctx context.Context, tx *db.Tx, etat uuid.UUID, d *api.DeclarationDeplacement, depart, retour time.Time) error {
	p, err := ouvert(ctx, tx, etat, d.Simulation != nil && *d.Simulation)
	if err != nil {
		return err
	}
	if d0, f := calcul.JourDe(depart), calcul.JourDe(p.Jour); d0 < f-2 || d0 > f+2 {
		return fail.New(fail.Invalid, "deplacement.jour", "Le départ n’est pas autour du jour de la mission ("+f.String()+").", fail.Field{Pointer: "/depart", Code: "jour", Message: "vérifiez la date"})
	}
	if err := garder(ctx, tx, p, d, depart, retour); err != nil {
		return err
	}
	if err := calculerDeplacements(ctx, tx, []uuid.UUID{p.PartID}); err != nil {
		return err
	}
	if d.Valider == nil || !*d.Valider || p.Etat == "a_valider" {
		return nil
	}
	if tx.Acteur.Profil == "intervenant" {
		if err := dossierAJour(ctx, tx, etat); err != nil {
			return err
		}
	}
	return suivreChemin(ctx, tx, []string{"a_valider"}, []uuid.UUID{p.PartID}, "")
}

// dossierAJour refuses a claim while the dossier of the person is older than the académie allows.
func dossierAJour(ctx context.Context, tx *db.Tx, etat uuid.UUID) error {
	perime, err := db.Scalar[bool](ctx, tx.Reader, `SELECT dossier_mois($1) > 0 AND (d.confirme_le IS NULL OR d.confirme_le + dossier_mois($1) * interval '1 month' < now())
		FROM etat_frais e LEFT JOIN dossier_frais d ON d.academie = e.academie AND d.intervenant_id = e.intervenant_id WHERE e.academie = $1 AND e.id = $2`, tx.Academie, etat)
	if err == nil && perime {
		err = fail.New(fail.Conflict, "dossier.perime", "Confirmez d’abord votre dossier (adresse, véhicule, compte) : votre paiement en dépend. Rien de ce que vous avez saisi n’est perdu.")
	}
	return err
}

func heures(d *api.DeclarationDeplacement) (depart, retour time.Time, err error) {
	for _, x := range []struct {
		texte, champ string
		vers         *time.Time
	}{{d.Depart, "/depart", &depart}, {d.Retour, "/retour", &retour}} {
		if *x.vers, err = time.Parse(heureCivile, x.texte); err != nil {
			return depart, retour, fail.New(fail.Invalid, "deplacement.heure", "Une date et une heure sont attendues, par exemple 2026-06-15T07:30.", fail.Field{Pointer: x.champ, Code: "forme", Message: "date et heure attendues"})
		}
	}
	if !retour.After(depart) {
		return depart, retour, fail.New(fail.Invalid, "deplacement.ordre", "Le retour doit suivre le départ.", fail.Field{Pointer: "/retour", Code: "ordre", Message: "le retour doit suivre le départ"})
	}
	return depart, retour, nil
}

// ouvert locks the part and says whether it may be entered. A simulation may come before the mission.
func ouvert(ctx context.Context, tx *db.Tx, etat uuid.UUID, simulation bool) (*porteur, error) {
	if _, err := tx.Exec(ctx, `SELECT 1 FROM efm_part WHERE academie = $1 AND etat_frais_id = $2 ORDER BY id FOR UPDATE`, tx.Academie, etat); err != nil {
		return nil, err
	}
	p, ok, err := db.One[porteur](ctx, tx.Reader, sqlPorteur, tx.Academie, etat)
	if err == nil && !ok {
		err = fail.Introuvable("Cet état de frais")
	}
	if err != nil {
		return nil, err
	}
	switch p.Etat {
	case "effectuee", "a_valider", "rejete":
		return &p, nil
	case "non_effectuee":
		if simulation {
			return &p, nil
		}
		return nil, fail.New(fail.Conflict, "deplacement.a_venir", "La mission n’est pas terminée : le déplacement se déclare ensuite.")
	case "sans_objet", "invalidable", "non_fait":
		return nil, fail.New(fail.Conflict, "deplacement.sans_objet", "Aucun déplacement ne se déclare sur cet état de frais.")
	}
	return nil, fail.New(fail.Conflict, "etat_frais.fige", "Ce déplacement est validé, transmis, payé ou annulé : il ne change plus.")
}

// garder writes the claim. Receipts are not believed on a word: proven and authorised are not the claimant's to say.
func garder(ctx context.Context, tx *db.Tx, p *porteur, d *api.DeclarationDeplacement, depart, retour time.Time) error {
	trajets, err := json.Marshal(d.Trajets)
	if err != nil {
		return err
	}
	n := func(v *int) int {
		if v == nil {
			return 0
		}
		return *v
	}
	_, err = tx.Exec(ctx, `INSERT INTO deplacement (academie, part_id, depart, retour, trajets, distance_id, convenance, repas, repas_ra, repas_offerts, nuits, nuits_offertes, observation, saisi_par, saisi_profil)
		VALUES ($1, $2, $3, $4, $5, (SELECT id FROM distance WHERE academie = $1 AND (insee_a, insee_b) IN (`+paires+`) ORDER BY metres, id LIMIT 1),
			coalesce($9, false), $10, $11, $12, $13, $14, nullif(trim($15), ''), $16, $17)
		ON CONFLICT (academie, part_id) DO UPDATE SET depart = excluded.depart, retour = excluded.retour, trajets = excluded.trajets, distance_id = excluded.distance_id, convenance = excluded.convenance,
			repas = excluded.repas, repas_ra = excluded.repas_ra, repas_offerts = excluded.repas_offerts, nuits = excluded.nuits, nuits_offertes = excluded.nuits_offertes,
			observation = excluded.observation, saisi_par = excluded.saisi_par, saisi_profil = excluded.saisi_profil, maj_le = now()`,
		tx.Academie, p.PartID, depart, retour, trajets, p.Lieu, p.Residence, p.Etablissement, d.Convenance, n(d.Repas), n(d.RepasRa), n(d.RepasOfferts), n(d.Nuits), n(d.NuitsOffertes), d.Observation,
		tx.Acteur.Qui, tx.Acteur.Profil)
	return err
}

// paires of communes between which one may leave: from the residence ($7) or the establishment ($8) to the mission ($6).
const paires = `SELECT least($6::text, x), greatest($6::text, x) FROM unnest(ARRAY[$7::text, $8::text]) x WHERE x IS NOT NULL`

// assurerDistances looks for the distances that are missing, before any transaction: a routing service may be slow.
func (a API) assurerDistances(ctx context.Context, academie string, etat uuid.UUID) error {
	var p porteur
	var manquent []string
	err := a.Base.Lire(ctx, academie, func(r db.Reader) (err error) {
		if p, _, err = db.One[porteur](ctx, r, sqlPorteur, academie, etat); err != nil || p.Lieu == nil {
			return err
		}
		l, err := db.Query[struct{ Insee string }](ctx, r, `SELECT x AS insee FROM unnest(ARRAY[$3::text, $4::text]) x WHERE x IS NOT NULL AND x <> $2 AND EXISTS (SELECT 1 FROM commune WHERE academie = $1 AND code_insee = x)
			AND EXISTS (SELECT 1 FROM commune WHERE academie = $1 AND code_insee = $2)
			AND NOT EXISTS (SELECT 1 FROM distance d WHERE d.academie = $1 AND d.insee_a = least(x, $2) AND d.insee_b = greatest(x, $2))`, academie, *p.Lieu, p.Residence, p.Etablissement)
		for _, x := range l {
			manquent = append(manquent, x.Insee)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, insee := range slices.Compact(manquent) {
		x, y, coefficient, err := a.lieux(ctx, academie, min(insee, *p.Lieu), max(insee, *p.Lieu))
		if err != nil {
			return err
		}
		t, err := a.chercher(ctx, x, y, coefficient)
		if fail.As(err) != nil {
			continue // without coordinates: the gestionnaire will type it
		}
		if err != nil {
			return err
		}
		if err := a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO distance (academie, id, insee_a, insee_b, metres, methode, source, corrige_par) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
				academie, uuid.Must(uuid.NewV7()), x.CodeInsee, y.CodeInsee, t.metres, t.methode, t.source, tx.Acteur.Qui)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

func preuves(ecarts []calcul.Ecart) bool {
	return slices.ContainsFunc(ecarts, func(e calcul.Ecart) bool { return strings.HasSuffix(e.Regle, ".PREUVE") })
}
