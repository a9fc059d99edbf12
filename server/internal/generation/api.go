// Package generation makes the missions of a session from its jurys, commissions and centres, by rules that the
// gestionnaires set; says what a refresh changed under people; and reports what does not hold together.
package generation

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// API holds the generation of missions, its rules, its alertes and the report of coherence.
type API struct {
	Base *db.DB
	File *job.File
}

// LancerGeneration answers POST /sessions/{id}/generations. It returns fail.NotFound, fail.Conflict when the session is
// over, or when a generation is going on.
func (a API) LancerGeneration(ctx context.Context, r api.LancerGenerationRequestObject) (api.LancerGenerationResponseObject, error) {
	p := access.De(ctx)
	simulation, ouvrir := r.Body.Simulation == nil || *r.Body.Simulation, r.Body.Ouvrir == nil || *r.Body.Ouvrir
	id := uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		code, err := sessionVivante(ctx, tx, r.Id)
		if err != nil {
			return err
		}
		enCours, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM generation g JOIN tache t ON t.academie = g.academie AND t.id = g.tache_id
			WHERE g.academie = $1 AND g.session_id = $2 AND g.etat = 'demandee' AND t.etat IN ('en_attente', 'en_cours'))`, p.Academie, r.Id)
		if err != nil {
			return err
		}
		if enCours {
			return fail.New(fail.Conflict, "generation.en_cours", "Une génération est déjà en cours pour cette session : attendez sa fin.")
		}
		// A simulation that nobody answered is replaced by this one.
		if _, err := tx.Exec(ctx, `UPDATE generation SET etat = 'abandonnee', version = version + 1 WHERE academie = $1 AND session_id = $2 AND etat = 'simulee'`, p.Academie, r.Id); err != nil {
			return err
		}
		tache, err := a.enfiler(ctx, tx, id, code)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO generation (academie, id, session_id, tache_id, ouvrir, simulation, lancee_par) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			p.Academie, id, r.Id, tache, ouvrir, simulation, tx.Acteur.Qui)
		return err
	})
	if err != nil {
		return nil, err
	}
	g, err := a.lire(ctx, id)
	return api.LancerGeneration202JSONResponse(g), err
}

// sessionVivante locks the session against its closing, and gives its code.
func sessionVivante(ctx context.Context, tx *db.Tx, id uuid.UUID) (string, error) {
	type ligne struct{ Code, Etat string }
	s, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT code, etat FROM session WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, id)
	switch {
	case err != nil:
		return "", err
	case !ok:
		return "", fail.Introuvable("Cette session")
	case s.Etat == "close" || s.Etat == "archivee":
		return "", fail.New(fail.Conflict, "session.close", "Cette session est close : ses missions ne se génèrent plus. Rouvrez-la d’abord.")
	}
	return s.Code, nil
}

func (a API) enfiler(ctx context.Context, tx *db.Tx, id uuid.UUID, code string) (uuid.UUID, error) {
	tache := uuid.Must(uuid.NewV7())
	return tache, a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: typeGeneration, Libelle: "Génération des missions de " + code, Objet: "/generations/" + id.String()})
}

// LireGeneration answers GET /generations/{id}. It returns fail.NotFound.
func (a API) LireGeneration(ctx context.Context, r api.LireGenerationRequestObject) (api.LireGenerationResponseObject, error) {
	g, err := a.lire(ctx, r.Id)
	return api.LireGeneration200JSONResponse(g), err
}

func (a API) lire(ctx context.Context, id uuid.UUID) (api.Generation, error) {
	g, ok, err := list.Un[api.Generation](ctx, a.Base, Generations, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette génération")
	}
	return g, err
}

type enAttente struct {
	Etat, Code string
	SessionID  uuid.UUID
	Difference *string
}

func lireAttente(ctx context.Context, tx *db.Tx, id uuid.UUID) (enAttente, error) {
	l, ok, err := db.One[enAttente](ctx, tx.Reader, `SELECT g.etat, s.code, g.session_id, g.difference FROM generation g JOIN session s ON s.academie = g.academie AND s.id = g.session_id
		WHERE g.academie = $1 AND g.id = $2 FOR UPDATE OF g`, tx.Academie, id)
	switch {
	case err != nil:
	case !ok:
		err = fail.Introuvable("Cette génération")
	case l.Etat != "simulee":
		err = fail.New(fail.Conflict, "generation.rien_a_appliquer", "Cette génération n’attend rien. Relisez-la.")
	}
	return l, err
}

// AppliquerGeneration answers POST /generations/{id}/application: the missions are worked out again, and written if the
// difference is the one that was read. It returns fail.NotFound, fail.Conflict.
func (a API) AppliquerGeneration(ctx context.Context, r api.AppliquerGenerationRequestObject) (api.AppliquerGenerationResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := lireAttente(ctx, tx, r.Id)
		if err != nil {
			return err
		}
		if l.Difference == nil || *l.Difference != r.Body.Difference {
			return fail.New(fail.Conflict, "generation.difference_changee", "La différence a changé depuis que vous l’avez lue. Relisez-la avant de l’appliquer.")
		}
		if _, err := sessionVivante(ctx, tx, l.SessionID); err != nil {
			return err
		}
		tache, err := a.enfiler(ctx, tx, r.Id, l.Code)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE generation SET etat = 'demandee', simulation = false, accepte = difference, tache_id = $3, version = version + 1 WHERE academie = $1 AND id = $2`,
			p.Academie, r.Id, tache); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "confirmation", Objet: "generation", ObjetID: r.Id.String(), Apres: map[string]any{"difference": r.Body.Difference}})
	})
	if err != nil {
		return nil, err
	}
	g, err := a.lire(ctx, r.Id)
	return api.AppliquerGeneration202JSONResponse(g), err
}

// AbandonnerGeneration answers POST /generations/{id}/abandon. It returns fail.NotFound, fail.Conflict.
func (a API) AbandonnerGeneration(ctx context.Context, r api.AbandonnerGenerationRequestObject) (api.AbandonnerGenerationResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if _, err := lireAttente(ctx, tx, r.Id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE generation SET etat = 'abandonnee', message = 'Abandonnée par ' || $3 || '. Rien n’a été modifié.', version = version + 1 WHERE academie = $1 AND id = $2`,
			p.Academie, r.Id, tx.Acteur.Qui)
		return err
	})
	if err != nil {
		return nil, err
	}
	g, err := a.lire(ctx, r.Id)
	return api.AbandonnerGeneration200JSONResponse(g), err
}
