// Package frais holds the états de frais: what is due for a mission, how it was established, where it stands.
package frais

import (
	"context"

	"github.com/google/uuid"

	"imagin/server/internal/db"
)

// Creer makes the états de frais of affectations, in the transaction that convokes them, and returns how many it made.
// Those that already have one are left alone.
func Creer(ctx context.Context, tx *db.Tx, affectations []uuid.UUID) (int, error) {
	return db.Scalar[int](ctx, tx.Reader, `SELECT efm_creer($1, $2)`, tx.Academie, affectations)
}

// Retirer takes them back, in the transaction that cancels the convocations, and returns how many it removed. What had been
// entered goes to the journal. It fails with etat_frais.transmis once one of them was sent for payment, with
// etat_frais.constat once the service was seen to be done.
func Retirer(ctx context.Context, tx *db.Tx, affectations []uuid.UUID) (int, error) {
	return db.Scalar[int](ctx, tx.Reader, `SELECT efm_retirer($1, $2)`, tx.Academie, affectations)
}

// Suivre moves them to the new day and place of their missions, in the transaction that rectifies the convocations, and
// returns how many moved. It fails with etat_frais.commence once somebody has entered something on one that must move.
func Suivre(ctx context.Context, tx *db.Tx, affectations []uuid.UUID) (int, error) {
	return db.Scalar[int](ctx, tx.Reader, `SELECT efm_suivre($1, $2)`, tx.Academie, affectations)
}

// Retenues says of which affectations the états de frais keep the convocation as it is, and why: those taken away that can
// no longer be taken back, those kept that can no longer move.
func Retenues(ctx context.Context, r db.Reader, academie string, otees, gardees []uuid.UUID) (map[uuid.UUID]string, error) {
	type ligne struct {
		AffectationID uuid.UUID
		Pourquoi      string
	}
	lues, err := db.Query[ligne](ctx, r, `SELECT affectation_id, pourquoi FROM efm_tenus($1, $2)
		UNION ALL SELECT affectation_id, 'commence' FROM efm_bouges($1, $3) WHERE commence`, academie, otees, gardees)
	m := map[uuid.UUID]string{}
	for _, l := range lues {
		m[l.AffectationID] = raisons[l.Pourquoi]
	}
	return m, err
}

var raisons = map[string]string{
	"transmis": "L’état de frais d’une mission retirée est déjà transmis ou payé.",
	"constat":  "Le service fait d’une mission retirée est déjà constaté.",
	"commence": "L’état de frais est déjà saisi pour l’ancienne date.",
}
