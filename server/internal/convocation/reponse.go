package convocation

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// OuvrirConvocation answers POST /convocations/{id}/ouverture: seen by the person herself. It returns fail.NotFound.
func (a API) OuvrirConvocation(ctx context.Context, r api.OuvrirConvocationRequestObject) (api.OuvrirConvocationResponseObject, error) {
	c, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error { return ouvrir(ctx, tx, r.Id) })
	if err != nil {
		return nil, err
	}
	c, err = a.lireConvocation(ctx, c.Id)
	return api.OuvrirConvocation200JSONResponse(c), err
}

// ouvrir marks a letter as seen. Seen before any mail left, it was delivered on line.
func ouvrir(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	n, err := tx.Exec(ctx, `UPDATE convocation SET etat = 'envoyee', canal = coalesce(canal, 'en_ligne'), envoyee_le = coalesce(envoyee_le, now()) WHERE academie = $1 AND id = $2 AND etat = 'editee'`, tx.Academie, id)
	if err != nil {
		return err
	}
	m, err := tx.Exec(ctx, `UPDATE convocation SET etat = 'ouverte', ouverte_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'envoyee'`, tx.Academie, id)
	if err != nil || n+m == 0 {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "ouverture", Objet: "convocation", ObjetID: id.String(), Apres: map[string]any{"etat": "ouverte"}})
}

// RepondreConvocation answers POST /convocations/{id}/reponse. It returns fail.NotFound, fail.Invalid for a contestation
// without motive, fail.Conflict for a letter that is no longer in force.
func (a API) RepondreConvocation(ctx context.Context, r api.RepondreConvocationRequestObject) (api.RepondreConvocationResponseObject, error) {
	lue, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	reponse := string(r.Body.Reponse)
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := ouvrir(ctx, tx, r.Id); err != nil {
			return err
		}
		avant, err := db.Scalar[string](ctx, tx.Reader, `SELECT etat FROM convocation WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, r.Id)
		if err != nil || avant == reponse && reponse == "acquittee" {
			return err
		}
		if avant == "remplacee" || avant == "annulee" {
			return fail.New(fail.Conflict, "convocation.perimee", "Cette convocation n’est plus en vigueur. Répondez à celle qui la remplace.")
		}
		var dispense *uuid.UUID
		if reponse == "contestee" {
			if dispense, err = a.demanderDispense(ctx, tx, lue, r.Body); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, `UPDATE convocation SET etat = $3, motif = CASE WHEN $3 = 'contestee' THEN 'Dispense demandée' ELSE motif END, dispense_id = coalesce($4, dispense_id), repondue_le = now(),
			version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, r.Id, reponse, dispense); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "reponse", Objet: "convocation", ObjetID: r.Id.String(), Avant: map[string]any{"etat": avant}, Apres: map[string]any{"etat": reponse, "dispense": dispense}})
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireConvocation(ctx, r.Id)
	return api.RepondreConvocation200JSONResponse(c), err
}

// DonnerSuite answers POST /convocations/{id}/suite: the word of the gestionnaire on a contestation; the letter stays in
// force, or is cancelled. It returns fail.NotFound, fail.Conflict when nothing is contested.
func (a API) DonnerSuite(ctx context.Context, r api.DonnerSuiteRequestObject) (api.DonnerSuiteResponseObject, error) {
	avant, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if avant.Etat != api.EtatConvocationContestee {
		return nil, fail.New(fail.Conflict, "convocation.non_contestee", "Cette convocation n’est pas contestée.")
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE convocation SET suite = $3, suite_par = $4, suite_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`,
			tx.Academie, r.Id, strings.TrimSpace(r.Body.Suite), tx.Acteur.Qui); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "suite", Objet: "convocation", ObjetID: r.Id.String(), Apres: r.Body}); err != nil || valeur(r.Body.Maintenue, true) {
			return err
		}
		return a.annulerUne(ctx, tx, r.Id, r.Body.Suite, "affectee")
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireConvocation(ctx, r.Id)
	return api.DonnerSuite200JSONResponse(c), err
}
