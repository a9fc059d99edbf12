package reglementation

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

var errSimulation = fail.New(fail.Conflict, "simulation", "Simulation.")

// ChoisirSessionEpreuves answers POST /session-epreuves/choix. The choice is a person's: the next exchange keeps it.
// Missions that exist already stay, and are counted. It returns fail.Conflict when a session of the selection is closed.
func (a API) ChoisirSessionEpreuves(ctx context.Context, r api.ChoisirSessionEpreuvesRequestObject) (api.ChoisirSessionEpreuvesResponseObject, error) {
	var bilan api.BilanChoix
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		ids, err := list.Choisies(ctx, tx.Reader, SessionEpreuves, r.Body.Selection)
		if err != nil {
			return err
		}
		bilan.Choisies = len(ids)
		closes, err := db.Scalar[int](ctx, tx.Reader, `SELECT count(*) FROM session_epreuve se JOIN session s ON s.academie = se.academie AND s.id = se.session_id
			WHERE se.academie = $1 AND se.id = ANY ($2) AND s.etat IN ('close', 'archivee')`, tx.Academie, ids)
		if err != nil {
			return err
		}
		if closes > 0 {
			return fail.New(fail.Conflict, "session.close", "La session de ces épreuves est close : rouvrez-la pour y changer quelque chose.")
		}
		changees, err := db.Query[struct{ EpreuveOptionID uuid.UUID }](ctx, tx.Reader, `UPDATE session_epreuve SET donne_lieu = $3, choisi_par = $4, choisi_le = now(), version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = ANY ($2) AND donne_lieu <> $3 RETURNING epreuve_option_id`, tx.Academie, ids, r.Body.DonneLieu, tx.Acteur.Qui)
		if err != nil {
			return err
		}
		bilan.Changees = len(changees)
		if !r.Body.DonneLieu {
			if bilan.Missions, err = db.Scalar[int](ctx, tx.Reader, `SELECT count(*) FROM session_epreuve se JOIN mission m ON m.academie = se.academie AND m.session_id = se.session_id
				AND m.epreuve_option_id = se.epreuve_option_id AND m.etat <> 'annulee' WHERE se.academie = $1 AND se.id = ANY ($2)`, tx.Academie, ids); err != nil {
				return err
			}
		}
		if r.Body.Simulation != nil && *r.Body.Simulation {
			return errSimulation
		}
		return raconter(ctx, tx, changees, r.Body.DonneLieu)
	})
	if fail.As(err) == errSimulation {
		err = nil
	}
	return api.ChoisirSessionEpreuves200JSONResponse(bilan), err
}

func raconter(ctx context.Context, tx *db.Tx, changees []struct{ EpreuveOptionID uuid.UUID }, donneLieu bool) error {
	lignes := make([]journal.Ligne, len(changees))
	for i, x := range changees {
		lignes[i] = journal.Ligne{Action: "modification", Objet: "epreuve_option", ObjetID: x.EpreuveOptionID.String(),
			Avant: map[string]any{"donne_lieu": !donneLieu}, Apres: map[string]any{"donne_lieu": donneLieu}}
	}
	return journal.Ecrire(ctx, tx, lignes...)
}
