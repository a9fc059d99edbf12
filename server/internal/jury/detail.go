package jury

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// API holds jurys, commissions and the rules of composition.
type API struct{ Base *db.DB }

// qualites of a person: the one that was entered, or what his corps, his grade and his fonction say; then what makes it
// more precise. Professionals come from outside: somebody enters their quality.
const qualites = `ARRAY(SELECT DISTINCT q FROM unnest(ARRAY[
	coalesce(i.qualite, CASE WHEN sans_accent(concat_ws(' ', i.corps, i.grade, i.fonction)) ~ '(professeur des universites|maitre de conf|enseignant-chercheur|universit)' THEN 'universitaire'
		WHEN sans_accent(concat_ws(' ', i.corps, i.grade, i.fonction)) ~ '(inspect|ia-ipr)' THEN 'inspecteur'
		WHEN i.origine = 'SAISI' AND i.grade IS NULL AND i.corps IS NULL THEN 'autre' ELSE 'enseignant' END),
	CASE WHEN sans_accent(coalesce(i.grade, '')) LIKE '%agreg%' THEN 'agrege' WHEN sans_accent(coalesce(i.grade, '')) LIKE '%certif%' THEN 'certifie' END,
	CASE WHEN coalesce(i.qualite, 'enseignant') = 'enseignant' AND i.origine <> 'SAISI' THEN CASE WHEN e.secteur = 'prive' THEN 'enseignant_prive' ELSE 'enseignant_public' END END]) q WHERE q IS NOT NULL)`

type membre struct {
	Affectation, Intervenant uuid.UUID
	Nom, Prenom, Role, Etat  string
	Discipline               *string
	Qualites, Specialites    []string
}

// membres of the missions of a jury: its deliberation, or its interrogations of one épreuve.
const membres = `SELECT a.id AS affectation, a.intervenant_id AS intervenant, a.nom, a.prenom, a.role, a.etat, r.discipline, ` + qualites + ` AS qualites,
	ARRAY(SELECT DISTINCT o.specialite FROM competence k JOIN epreuve_option o ON o.academie = k.academie AND o.id = k.epreuve_option_id
		WHERE k.academie = a.academie AND k.intervenant_id = a.intervenant_id AND o.examen = j.examen) AS specialites
	FROM jury j JOIN mission m ON m.academie = j.academie AND m.jury_id = j.id AND m.etat <> 'annulee'
	JOIN affectation a ON a.academie = m.academie AND a.mission_id = m.id AND a.etat <> 'desaffectee'
	JOIN intervenant i ON i.academie = a.academie AND i.id = a.intervenant_id
	LEFT JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal' AND r.effectif
	LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
	LEFT JOIN epreuve_option x ON x.academie = m.academie AND x.id = m.epreuve_option_id
	WHERE j.academie = $1 AND j.id = $2`

type regle struct {
	ID                 uuid.UUID
	Moment             string
	Epreuve, Reference *string
	Libelle            string
	Regle
}

// LireJury answers GET /jurys/{id}: who sits there, and what the rules of the diploma say of it. It returns
// fail.NotFound.
func (a API) LireJury(ctx context.Context, r api.LireJuryRequestObject) (api.LireJuryResponseObject, error) {
	j, err := a.lire(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	d := api.DetailJury{Jury: j, Membres: []api.MembreJury{}, Composition: []api.ConstatComposition{}}
	p := access.De(ctx)
	err = a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		siegent, err := db.Query[membre](ctx, l, membres+` AND m.type = 'DELIBERATION' ORDER BY a.role = 'president' DESC, a.role = 'vice_president' DESC, a.nom, a.prenom`, p.Academie, r.Id)
		if err != nil {
			return err
		}
		for _, m := range siegent {
			d.Membres = append(d.Membres, api.MembreJury{Affectation: m.Affectation, Intervenant: m.Intervenant, Nom: m.Nom, Prenom: m.Prenom, Role: m.Role, Etat: m.Etat, Discipline: m.Discipline, Qualites: m.Qualites})
		}
		if d.Mission, err = db.Scalar[*uuid.UUID](ctx, l, `SELECT id FROM mission WHERE academie = $1 AND jury_id = $2 AND type = 'DELIBERATION' AND etat <> 'annulee' ORDER BY id LIMIT 1`, p.Academie, r.Id); err != nil {
			return err
		}
		d.Composition, err = a.composition(ctx, l, p.Academie, j, siegent)
		return err
	})
	return api.LireJury200JSONResponse(d), err
}

func (a API) composition(ctx context.Context, l db.Reader, academie string, j api.Jury, siegent []membre) ([]api.ConstatComposition, error) {
	regles, err := db.Query[regle](ctx, l, `SELECT id, moment, epreuve, reference, libelle, exigence, roles, qualites, face_a, minimum, part FROM regle_jury
		WHERE academie = $1 AND examen = $2 AND actif ORDER BY moment, rang`, academie, j.Examen)
	if err != nil {
		return nil, err
	}
	specialites, err := db.Query[struct{ Code string }](ctx, l, `SELECT DISTINCT o.specialite AS code FROM commission c JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id
		WHERE c.academie = $1 AND c.jury_id = $2 AND c.retire_le IS NULL ORDER BY 1`, academie, j.Id)
	if err != nil {
		return nil, err
	}
	var servies []string
	for _, s := range specialites {
		servies = append(servies, s.Code)
	}
	constats := []api.ConstatComposition{}
	for _, r := range regles {
		c := api.ConstatComposition{Regle: r.ID, Libelle: r.Libelle, Reference: r.Reference}
		if r.Moment == "interrogation" {
			interroge, err := interrogation(ctx, l, academie, j.Id, r)
			if err != nil {
				return nil, err
			}
			if interroge == nil {
				continue
			}
			c.Respectee, c.Constat = interroge.respectee, interroge.constat
		} else {
			c.Respectee, c.Constat = r.Verifier(enMembres(siegent), servies)
		}
		constats = append(constats, c)
	}
	return constats, nil
}

func enMembres(lus []membre) []Membre {
	var m []Membre
	for _, l := range lus {
		x := Membre{Role: l.Role, Qualites: l.Qualites, Specialites: l.Specialites}
		if l.Discipline != nil {
			x.Discipline = *l.Discipline
		}
		m = append(m, x)
	}
	return m
}

func (a API) lire(ctx context.Context, id uuid.UUID) (api.Jury, error) {
	j, ok, err := list.Un[api.Jury](ctx, a.Base, Jurys, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce jury")
	}
	return j, err
}
