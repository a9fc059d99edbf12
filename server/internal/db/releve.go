package db

import (
	"context"
	"sync"

	"github.com/jackc/pgx/v5"
)

// Instruction is one statement that was sent, with its arguments.
type Instruction struct {
	SQL  string
	Args []any
}

// Releve is what a context asked of the database: tests count it, since a list must not ask more for more rows;
// measures replay it.
type Releve struct {
	mu    sync.Mutex
	suite []Instruction
}

type cleReleve struct{}

// Relever gives a context whose statements are recorded.
func Relever(ctx context.Context) (context.Context, *Releve) {
	r := &Releve{}
	return context.WithValue(ctx, cleReleve{}, r), r
}

// Instructions lists what was sent, in order.
func (r *Releve) Instructions() []Instruction {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Instruction(nil), r.suite...)
}

// Nombre counts what was sent; statements sent together count each.
func (r *Releve) Nombre() int { return len(r.Instructions()) }

func (r *Releve) noter(sql string, args []any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.suite = append(r.suite, Instruction{sql, args})
}

// releveur is the pool's tracer; without Relever it does nothing.
type releveur struct{}

func (releveur) TraceQueryStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceQueryStartData) context.Context {
	if r, ok := ctx.Value(cleReleve{}).(*Releve); ok {
		r.noter(d.SQL, d.Args)
	}
	return ctx
}

func (releveur) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (releveur) TraceBatchStart(ctx context.Context, _ *pgx.Conn, d pgx.TraceBatchStartData) context.Context {
	if r, ok := ctx.Value(cleReleve{}).(*Releve); ok {
		for _, q := range d.Batch.QueuedQueries {
			r.noter(q.SQL, q.Arguments)
		}
	}
	return ctx
}

func (releveur) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}

func (releveur) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}
