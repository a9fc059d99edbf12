package session

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// Copie is one kind of thing that a session takes from another. Its SQL inserts, in session $3 of académie $1, what
// session $2 has and $3 has not: doing it twice changes nothing. Each noun declares its own.
type Copie struct{ Quoi, SQL string }

var errSimulation = fail.New(fail.Conflict, "simulation", "Simulation.")

// PreparerSession answers POST /sessions/{id}/preparation. It returns fail.NotFound for either session, fail.Conflict
// when the one that receives is closed or archived.
func (a API) PreparerSession(ctx context.Context, r api.PreparerSessionRequestObject) (api.PreparerSessionResponseObject, error) {
	p := access.De(ctx)
	var bilan api.BilanPreparation
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) (err error) {
		if bilan.Reprises, err = a.reprendre(ctx, tx, r.Body.Depuis, r.Id); err != nil {
			return err
		}
		if r.Body.Simulation != nil && *r.Body.Simulation {
			return errSimulation
		}
		return nil
	})
	if fail.As(err) == errSimulation {
		err = nil
	}
	return api.PreparerSession200JSONResponse(bilan), err
}

func (a API) reprendre(ctx context.Context, tx *db.Tx, de, vers uuid.UUID) ([]api.Reprise, error) {
	etats, err := db.Query[struct {
		ID   uuid.UUID
		Code string
		Etat string
	}](ctx, tx.Reader, `SELECT id, code, etat FROM session WHERE academie = $1 AND id IN ($2, $3) FOR UPDATE`, tx.Academie, de, vers)
	if err != nil {
		return nil, err
	}
	if len(etats) < 2 {
		return nil, fail.Introuvable("Cette session")
	}
	code := ""
	for _, s := range etats {
		if s.ID == vers && s.Etat != "preparation" && s.Etat != "ouverte" {
			return nil, fail.New(fail.Conflict, "session.close", "Cette session est close : rouvrez-la avant d’y reprendre quoi que ce soit.")
		}
		if s.ID == de {
			code = s.Code
		}
	}
	reprises, apres := []api.Reprise{}, map[string]any{"depuis": code}
	for _, c := range a.Copies {
		n, err := tx.Exec(ctx, c.SQL, tx.Academie, de, vers)
		if err != nil {
			return nil, err
		}
		reprises = append(reprises, api.Reprise{Quoi: c.Quoi, Nombre: int(n)})
		apres[c.Quoi] = n
	}
	if _, err := tx.Exec(ctx, `UPDATE session SET preparee_de = $3, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, vers, de); err != nil {
		return nil, err
	}
	return reprises, journal.Ecrire(ctx, tx, journal.Ligne{Action: "preparation", Objet: "session", ObjetID: vers.String(), Apres: apres})
}
