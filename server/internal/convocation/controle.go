package convocation

import (
	"context"
	"io"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/pdf"
)

// constat is one thing to check before convoking: its query gives the affectations concerned, among those of the
// temporary table a_convoquer, with a detail.
type constat struct {
	code, gravite, message, sql string
}

var constats = []constat{
	{"mission_fermee", "ecarte", "Mission qui n’est pas ouverte : ces personnes ne seront pas convoquées.",
		`SELECT q.id, m.etat AS detail FROM a_convoquer q JOIN mission m ON m.academie = $1 AND m.id = q.mission_id WHERE m.etat <> 'ouverte'`},
	{"historisee", "ecarte", "Personne sortie du vivier : elle ne sera pas convoquée.",
		`SELECT q.id, NULL AS detail FROM a_convoquer q JOIN intervenant i ON i.academie = $1 AND i.id = q.intervenant_id WHERE i.etat = 'historise'`},
	{"ecartee", "attention", "Personne écartée du vivier depuis son affectation.",
		`SELECT q.id, NULL AS detail FROM a_convoquer q JOIN intervenant i ON i.academie = $1 AND i.id = q.intervenant_id WHERE i.etat = 'ecarte'`},
	{"indisponible", "attention", "Personne devenue indisponible depuis son affectation.",
		`SELECT q.id, min(d.raison) AS detail FROM a_convoquer q JOIN creneau c ON c.academie = $1 AND c.mission_id = q.mission_id
			JOIN indisponibles($1, ARRAY(SELECT DISTINCT intervenant_id FROM a_convoquer), ARRAY(SELECT c.id FROM creneau c JOIN (SELECT DISTINCT mission_id FROM a_convoquer) x ON x.mission_id = c.mission_id WHERE c.academie = $1)) d
			  ON d.intervenant_id = q.intervenant_id AND d.creneau_id = c.id
			WHERE d.raison <> 'occupe' GROUP BY q.id`},
	{"chevauchement", "attention", "Deux missions se chevauchent pour la même personne.",
		`SELECT q.id, NULL AS detail FROM a_convoquer q WHERE EXISTS (SELECT 1 FROM occupation x JOIN occupation y ON y.academie = x.academie AND y.intervenant_id = x.intervenant_id
			AND y.affectation_id <> x.affectation_id AND y.active AND y.periode && x.periode WHERE x.academie = $1 AND x.affectation_id = q.id AND x.active AND (x.sur_place OR y.sur_place))`},
	{"mission_changee", "attention", "Mission modifiée depuis que la personne y est affectée.",
		`SELECT q.id, string_agg(DISTINCT w.nature, ', ') AS detail FROM a_convoquer q JOIN mission_alerte w ON w.academie = $1 AND w.mission_id = q.mission_id AND w.traitee_le IS NULL GROUP BY q.id`},
	{"sans_mel", "attention", "Personne sans courriel : sa lettre sera dans le lot à imprimer.",
		`SELECT q.id, NULL AS detail FROM a_convoquer q JOIN intervenant i ON i.academie = $1 AND i.id = q.intervenant_id WHERE coalesce(i.mel, '') = ''`},
	{"sans_adresse", "attention", "Personne sans établissement principal ni adresse : sa lettre n’a pas d’adresse.",
		`SELECT q.id, NULL AS detail FROM a_convoquer q JOIN intervenant i ON i.academie = $1 AND i.id = q.intervenant_id
			WHERE coalesce(i.adresse, '') = '' AND NOT EXISTS (SELECT 1 FROM rattachement r WHERE r.academie = $1 AND r.intervenant_id = q.intervenant_id AND r.type = 'principal')`},
}

// choisir makes the temporary table of what a setting would convoke, for the length of the transaction.
func choisir(ctx context.Context, tx *db.Tx, p *access.Principal, g api.Parametrage) error {
	choix, args, err := aConvoquer(p, g)
	if err != nil {
		return err
	}
	ids, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT id FROM (`+choix+`) x`, args...)
	if err != nil {
		return err
	}
	liste := make([]uuid.UUID, len(ids))
	for i, x := range ids {
		liste[i] = x.ID
	}
	if _, err := tx.Exec(ctx, `CREATE TEMPORARY TABLE a_convoquer ON COMMIT DROP AS
		SELECT a.id, a.intervenant_id, a.mission_id, a.nom || ' ' || a.prenom AS nom FROM affectation a WHERE a.academie = $1 AND a.id = ANY ($2)`, p.Academie, liste); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `ANALYZE a_convoquer`)
	return err
}

// ControlerConvocations answers GET /parametrages-edition/{id}/controle: nothing is changed. It returns fail.NotFound.
func (a API) ControlerConvocations(ctx context.Context, r api.ControlerConvocationsRequestObject) (api.ControlerConvocationsResponseObject, error) {
	p := access.De(ctx)
	g, err := a.lireParametrage(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	c := api.ControleConvocations{Constats: []api.ConstatControle{}}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := choisir(ctx, tx, p, g); err != nil {
			return err
		}
		type compte struct{ Affectations, Personnes, SansMel int }
		n, _, err := db.One[compte](ctx, tx.Reader, `SELECT count(*) AS affectations, count(DISTINCT q.intervenant_id) AS personnes,
			count(DISTINCT q.intervenant_id) FILTER (WHERE coalesce(i.mel, '') = '') AS sans_mel FROM a_convoquer q JOIN intervenant i ON i.academie = $1 AND i.id = q.intervenant_id`, p.Academie)
		if err != nil {
			return err
		}
		c.Affectations, c.Personnes, c.SansMel, c.Lettres = n.Affectations, n.Personnes, n.SansMel, n.Affectations
		if g.Regroupement == api.RegroupementPersonne {
			c.Lettres = n.Personnes
		}
		for _, x := range constats {
			lu, err := x.lire(ctx, tx, p.Academie)
			if err != nil {
				return err
			}
			if lu.Nombre > 0 {
				c.Constats = append(c.Constats, lu)
			}
		}
		return a.constatsGeneraux(ctx, tx, g, &c)
	})
	return api.ControlerConvocations200JSONResponse(c), err
}

func (x constat) lire(ctx context.Context, tx *db.Tx, academie string) (api.ConstatControle, error) {
	lu := api.ConstatControle{Code: x.code, Gravite: api.ConstatControleGravite(x.gravite), Message: x.message, Exemples: []api.ExempleControle{}}
	type ligne struct {
		api.ExempleControle
		Total int
	}
	lignes, err := db.Query[ligne](ctx, tx.Reader, `SELECT q.id AS affectation, q.intervenant_id AS intervenant, q.nom, m.type || coalesce(', ' || ce.libelle, '') AS mission, d.detail, count(*) OVER () AS total
		FROM (`+x.sql+`) d JOIN a_convoquer q ON q.id = d.id JOIN mission m ON m.academie = $1 AND m.id = q.mission_id
		LEFT JOIN centre ce ON ce.academie = $1 AND ce.id = m.centre_id ORDER BY q.nom, q.id LIMIT 20`, academie)
	for _, l := range lignes {
		lu.Nombre = l.Total
		lu.Exemples = append(lu.Exemples, l.ExempleControle)
	}
	return lu, err
}

// constatsGeneraux say what concerns every letter at once.
func (a API) constatsGeneraux(ctx context.Context, tx *db.Tx, g api.Parametrage, c *api.ControleConvocations) error {
	signes, err := lireSignatures(ctx, tx.Reader, tx.Academie)
	if err != nil {
		return err
	}
	dire := func(code, message string) {
		c.Constats = append(c.Constats, api.ConstatControle{Code: code, Gravite: api.ConstatControleGraviteAttention, Message: message, Nombre: c.Affectations, Exemples: []api.ExempleControle{}})
	}
	if signes["academie"] == nil && g.Signataire == api.PorteeSignatureAcademie {
		dire("sans_signature", "Aucune signature de l’académie n’est déposée : les lettres n’en porteront pas.")
	}
	if g.Tel == "" && g.Mel == "" {
		dire("sans_contact", "Ni téléphone ni courriel du service : les lettres ne disent pas qui prévenir.")
	}
	ouverte, err := db.Scalar[bool](ctx, tx.Reader, `SELECT ouverte AND coalesce(debut <= now(), true) AND coalesce(fin > now(), true) FROM campagne
		WHERE academie = $1 AND service = 'intervenant' AND activite = 'missions-consultation' AND examen IS NULL ORDER BY cree_le DESC, id DESC LIMIT 1`, tx.Academie)
	if err == nil && !ouverte {
		dire("activite_fermee", "La consultation des missions est fermée aux intervenants : ils ne pourront pas répondre en ligne.")
	}
	return err
}

// ImprimerControle answers GET /parametrages-edition/{id}/controle/lettres: every letter, marked, nothing changed. It
// returns fail.NotFound.
func (a API) ImprimerControle(ctx context.Context, r api.ImprimerControleRequestObject) (api.ImprimerControleResponseObject, error) {
	p := access.De(ctx)
	g, err := a.lireParametrage(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	choix, args, err := aConvoquer(p, g)
	if err != nil {
		return nil, err
	}
	return rendu{"application/pdf", "controle.pdf", func(w io.Writer) error {
		return a.Base.Lire(ctx, p.Academie, func(lecteur db.Reader) error {
			t := traitement{SessionCode: g.SessionCode, reglages: reglagesDe(g)}
			if t.ModeleVersion, err = derniereVersion(ctx, lecteur, p.Academie, g.Modele); err != nil {
				return err
			}
			if err := t.completer(ctx, lecteur, p.Academie); err != nil {
				return err
			}
			lues, err := db.Query[ligneTraitement](ctx, lecteur, `SELECT a.id AS affectation_id, CASE WHEN $`+plus(args, 1)+` THEN a.intervenant_id ELSE a.id END AS groupe
				FROM affectation a JOIN (`+choix+`) c ON c.id = a.id WHERE a.academie = $`+plus(args, 2)+` ORDER BY a.nom, a.prenom, groupe, a.debut, a.id`,
				append(args, t.reglages.Regroupement == "personne", p.Academie)...)
			if err != nil {
				return err
			}
			return a.imprimerControle(ctx, lecteur, p.Academie, &t, lues, w)
		})
	}}, nil
}

func (a API) imprimerControle(ctx context.Context, r db.Reader, academie string, t *traitement, lues []ligneTraitement, w io.Writer) error {
	d := pdf.Nouveau(w, pdf.Infos{Titre: "Édition de contrôle", Auteur: academie, Cree: time.Now()})
	n := 0
	for debut := 0; debut < len(lues); {
		fin := min(debut+2*parTranche, len(lues))
		for fin < len(lues) && lues[fin].Groupe == lues[fin-1].Groupe { // a letter is never cut
			fin++
		}
		var ids []uuid.UUID
		for _, l := range lues[debut:fin] {
			ids = append(ids, l.AffectationID)
		}
		ss, err := sources(ctx, r, academie, ids)
		if err != nil {
			return err
		}
		groupes, _ := grouper(lues[debut:fin], ss)
		for _, g := range groupes {
			n++
			l, err := composer(g, t.reglages, t.signatures.pour(t.reglages.Signataire, g[0]))
			if err != nil {
				return err
			}
			l.Numero, l.Le, l.Verification = "CONTRÔLE "+numero(t.SessionCode, n), time.Now(), a.URL
			if err := lettre.Dessiner(d, &l, t.modele); err != nil {
				return err
			}
		}
		debut = fin
	}
	if n == 0 {
		return (&lot{w: w}).fermer()
	}
	return d.Terminer()
}
