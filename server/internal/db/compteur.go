package db

import (
	"context"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
)

type cleCompteur struct{}

// Compter gives a context whose statements are counted: a list must not ask more of the database for more rows.
func Compter(ctx context.Context) (context.Context, *atomic.Int64) {
	n := new(atomic.Int64)
	return context.WithValue(ctx, cleCompteur{}, n), n
}

// compteur is the pool's tracer; without Compter it does nothing.
type compteur struct{}

func (compteur) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	if n, ok := ctx.Value(cleCompteur{}).(*atomic.Int64); ok {
		n.Add(1)
	}
	return ctx
}

func (compteur) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// Statements sent together count each.
func (compteur) TraceBatchStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceBatchStartData) context.Context {
	if n, ok := ctx.Value(cleCompteur{}).(*atomic.Int64); ok {
		n.Add(int64(d.Batch.Len()))
	}
	return ctx
}

func (compteur) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}

func (compteur) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}
