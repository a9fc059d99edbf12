package db

import (
	"context"
	"log/slog"

	"github.com/jackc/pgx/v5"
)

// Lot sends reads that need nothing from each other in one round trip. PostgreSQL makes of them one implicit
// transaction, read-only and walled in the académie like Lire's: a request asks for nothing more than its answer.
func (d *DB) Lot(ctx context.Context, academie string, b *pgx.Batch, fn func(pgx.BatchResults) error) error {
	return d.lot(ctx, "SELECT set_config('app.academie', $1, true), set_config('transaction_read_only', 'on', true)",
		[]any{academie}, b, fn)
}

// LotAcross is Lot across académies, under the role that Across takes and for a reason that goes to the log.
func (d *DB) LotAcross(ctx context.Context, raison string, b *pgx.Batch, fn func(pgx.BatchResults) error) error {
	slog.DebugContext(ctx, "lecture inter-académies", "raison", raison)
	return d.lot(ctx, "SELECT set_config('role', 'imagin_national', true), set_config('transaction_read_only', 'on', true)",
		nil, b, fn)
}

func (d *DB) lot(ctx context.Context, entree string, args []any, b *pgx.Batch, fn func(pgx.BatchResults) error) (err error) {
	tout := &pgx.Batch{}
	tout.Queue(entree, args...)
	tout.QueuedQueries = append(tout.QueuedQueries, b.QueuedQueries...)
	reponses := d.pool.SendBatch(ctx, tout)
	defer func() {
		if fin := reponses.Close(); err == nil {
			err = fin // after a failure, closing only says it again
		}
		err = traduire(err)
	}()
	if _, err := reponses.Exec(); err != nil {
		return err
	}
	return fn(reponses)
}

// Suivantes maps the rows of the next answer of a Lot on T by column name.
func Suivantes[T any](reponses pgx.BatchResults) ([]T, error) {
	lignes, err := reponses.Query()
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(lignes, pgx.RowToStructByNameLax[T])
}

// Suivante maps the next answer of a Lot, of at most one row; ok is false when it has none.
func Suivante[T any](reponses pgx.BatchResults) (ligne T, ok bool, err error) {
	lignes, err := reponses.Query()
	if err != nil {
		return ligne, false, err
	}
	return uneAuPlus[T](lignes)
}
