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

// Retirer takes them back, in the transaction that cancels the convocations, and returns how many it removed. It fails
// with etat_frais.commence as soon as something was done on one of them.
func Retirer(ctx context.Context, tx *db.Tx, affectations []uuid.UUID) (int, error) {
	return db.Scalar[int](ctx, tx.Reader, `SELECT efm_retirer($1, $2)`, tx.Academie, affectations)
}
