package competence

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// CreerRegleCompetence answers POST /regles-competence. It returns fail.Invalid naming each faulty criterion,
// fail.Conflict when the session already has this rule.
func (a API) CreerRegleCompetence(ctx context.Context, r api.CreerRegleCompetenceRequestObject) (api.CreerRegleCompetenceResponseObject, error) {
	id := uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		c := criteresDe(r.Body)
		session, err := preparerRegle(ctx, tx, &c, r.Body)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO regle_competence (academie, id, session_id, epreuve_option_id, sens, matiere, dispositif, diplome, annee, modalite, discipline, priorite, commentaire)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, nullif($13, ''))`, append([]any{tx.Academie, id, session, r.Body.EpreuveOption}, c.valeurs()...)...); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "regle_competence", ObjetID: id.String(), Apres: r.Body})
	})
	if err != nil {
		return nil, err
	}
	g, err := a.lireRegle(ctx, id)
	return api.CreerRegleCompetence201JSONResponse(g), err
}

func (c *criteres) valeurs() []any {
	return []any{c.Sens, c.Matiere, c.Dispositif, c.Diplome, c.Annee, c.Modalite, c.Discipline, c.Priorite, c.Commentaire}
}

// ModifierRegleCompetence answers PATCH /regles-competence/{id}: the rule as it is now entered, whole. It returns
// fail.NotFound, fail.Stale, fail.Invalid, fail.Conflict.
func (a API) ModifierRegleCompetence(ctx context.Context, r api.ModifierRegleCompetenceRequestObject) (api.ModifierRegleCompetenceResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	avant, err := a.lireRegle(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		c := criteresDe(r.Body)
		session, err := preparerRegle(ctx, tx, &c, r.Body)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `UPDATE regle_competence SET session_id = $3, epreuve_option_id = $4, sens = $5, matiere = $6, dispositif = $7, diplome = $8, annee = $9, modalite = $10,
			discipline = $11, priorite = $12, commentaire = nullif($13, ''), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND version = $14`,
			append(append([]any{tx.Academie, r.Id, session, r.Body.EpreuveOption}, c.valeurs()...), version)...)
		if err != nil {
			return err
		}
		if n == 0 {
			return errPerimee()
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "regle_competence", ObjetID: r.Id.String(), Avant: avant, Apres: r.Body})
	})
	if err != nil {
		return nil, err
	}
	g, err := a.lireRegle(ctx, r.Id)
	return api.ModifierRegleCompetence200JSONResponse(g), err
}

// SupprimerRegleCompetence answers DELETE /regles-competence/{id}. It returns fail.NotFound, fail.Stale.
func (a API) SupprimerRegleCompetence(ctx context.Context, r api.SupprimerRegleCompetenceRequestObject) (api.SupprimerRegleCompetenceResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	avant, err := a.lireRegle(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM regle_competence WHERE academie = $1 AND id = $2 AND version = $3`, tx.Academie, r.Id, version)
		if err != nil {
			return err
		}
		if n == 0 {
			return errPerimee()
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "suppression", Objet: "regle_competence", ObjetID: r.Id.String(), Avant: avant})
	})
	return api.SupprimerRegleCompetence204Response{}, err
}

func preparerRegle(ctx context.Context, tx *db.Tx, c *criteres, s *api.SaisieRegleCompetence) (session uuid.UUID, err error) {
	if err := c.verifier(); err != nil {
		return session, err
	}
	connue, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM epreuve_option WHERE academie = $1 AND id = $2)`, tx.Academie, s.EpreuveOption)
	if err != nil {
		return session, err
	}
	if !connue {
		return session, fail.New(fail.Invalid, "regle.epreuve", "Cette épreuve-option n’est pas dans la réglementation. Choisissez-la dans la liste.",
			fail.Field{Pointer: "/epreuve_option", Code: "inconnue", Message: "Épreuve-option inconnue."})
	}
	return sessionDe(ctx, tx, s.Session, "/session")
}

// sessionDe returns fail.Invalid when the académie has no session of this code.
func sessionDe(ctx context.Context, tx *db.Tx, code, pointeur string) (uuid.UUID, error) {
	id, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT id FROM session WHERE academie = $1 AND code = $2`, tx.Academie, code)
	if err == nil && id == uuid.Nil {
		err = fail.New(fail.Invalid, "session.inconnue", "La session « "+code+" » n’existe pas. Choisissez-la dans la liste des sessions.",
			fail.Field{Pointer: pointeur, Code: "inconnue", Message: "Session inconnue."})
	}
	return id, err
}

func (a API) lireRegle(ctx context.Context, id uuid.UUID) (api.RegleCompetence, error) {
	g, ok, err := list.Un[api.RegleCompetence](ctx, a.Base, Regles, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette règle")
	}
	return g, err
}

func errPerimee() error {
	return fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié cette règle depuis que vous l’avez lue. Relisez-la, puis reportez vos changements.")
}
