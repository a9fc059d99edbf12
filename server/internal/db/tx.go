package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/gorm"

	"imagin/server/internal/fail"
)

// Acteur is who makes a change, as the journal will tell it.
type Acteur struct {
	Utilisateur uuid.UUID
	Qui         string // first and last name, or the job
	Profil      string
	Depuis      string // network address, or the job's id
}

type cleActeur struct{}

// AvecActeur carries the author of the changes that will be made under ctx.
func AvecActeur(ctx context.Context, a Acteur) context.Context {
	return context.WithValue(ctx, cleActeur{}, a)
}

// ActeurDe returns the author carried by ctx, or the zero value.
func ActeurDe(ctx context.Context) Acteur {
	a, _ := ctx.Value(cleActeur{}).(Acteur)
	return a
}

// Reader runs hand-written SQL in an open transaction.
type Reader struct{ conn *pgx.Conn }

// Tx is a read-write transaction in one académie. CRUD goes through its GORM functions, everything else is SQL.
type Tx struct {
	Reader
	Academie string
	Acteur   Acteur
	orm      *gorm.DB
	sql      *sql.Tx
}

// SQL is the transaction as the job queue wants it.
func (t *Tx) SQL() *sql.Tx { return t.sql }

// InAcademie runs fn in one read-write transaction of one académie, under the actor of ctx. The function that calls
// it is the use case; helpers take the *Tx. Constraint violations come back as errors for the caller.
func (d *DB) InAcademie(ctx context.Context, academie string, fn func(*Tx) error) (err error) {
	conn, err := d.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	// Not under ctx: database/sql would roll back from a goroutine of its own, on a connection that a statement still uses.
	// The statements carry ctx; what they leave is undone below.
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	a := ActeurDe(ctx)
	utilisateur := ""
	if a.Utilisateur != uuid.Nil {
		utilisateur = a.Utilisateur.String()
	}
	if _, err := tx.ExecContext(ctx, `SELECT set_config('app.academie', $1, true), set_config('app.qui', $2, true),
		set_config('app.utilisateur', $3, true), set_config('app.profil', $4, true), set_config('app.depuis', $5, true)`,
		academie, a.Qui, utilisateur, a.Profil, a.Depuis); err != nil {
		return err
	}
	t := &Tx{Academie: academie, Acteur: a, sql: tx}
	t.orm = d.orm.Session(&gorm.Session{NewDB: true, Context: ctx})
	t.orm.Statement.ConnPool = tx
	err = conn.Raw(func(dc any) error {
		c, ok := dc.(*stdlib.Conn)
		if !ok {
			return fmt.Errorf("connexion inattendue : %T", dc)
		}
		t.conn = c.Conn()
		return nil
	})
	if err != nil {
		return err
	}
	if err := fn(t); err != nil {
		return traduire(err)
	}
	return traduire(tx.Commit())
}

// Exec runs one statement and returns the number of rows it touched.
func (r Reader) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	tag, err := r.conn.Exec(ctx, sql, args...)
	return tag.RowsAffected(), err
}

// CopyFrom streams rows into a staging table; tables under row-level security refuse COPY.
func (r Reader) CopyFrom(ctx context.Context, schema, table string, colonnes []string, lignes pgx.CopyFromSource) (int64, error) {
	return r.conn.CopyFrom(ctx, pgx.Identifier{schema, table}, colonnes, lignes)
}

// Batch sends several statements in one round trip.
func (r Reader) Batch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return r.conn.SendBatch(ctx, b)
}

// Rows runs a query and hands each row to fn, which must not keep it.
func (r Reader) Rows(ctx context.Context, sql string, args []any, fn func(pgx.Rows) error) error {
	rows, err := r.conn.Query(ctx, sql, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Query runs a SELECT and maps each row on T by column name.
func Query[T any](ctx context.Context, r Reader, sql string, args ...any) ([]T, error) {
	rows, err := r.conn.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByNameLax[T])
}

// One runs a SELECT that gives at most one row; ok is false when it gives none.
func One[T any](ctx context.Context, r Reader, sql string, args ...any) (ligne T, ok bool, err error) {
	rows, err := r.conn.Query(ctx, sql, args...)
	if err != nil {
		return ligne, false, err
	}
	return uneAuPlus[T](rows)
}

func uneAuPlus[T any](rows pgx.Rows) (ligne T, ok bool, err error) {
	ligne, err = pgx.CollectOneRow(rows, pgx.RowToStructByNameLax[T])
	if errors.Is(err, pgx.ErrNoRows) {
		return ligne, false, nil
	}
	return ligne, err == nil, err
}

// Scalar runs a SELECT of one value; the zero value when there is no row.
func Scalar[T any](ctx context.Context, r Reader, sql string, args ...any) (v T, err error) {
	err = r.conn.QueryRow(ctx, sql, args...).Scan(&v)
	if errors.Is(err, pgx.ErrNoRows) {
		return v, nil
	}
	return v, err
}

// Get loads one row of a GORM model by its key. It returns fail.Introuvable when the académie has no such row.
func Get[T any](t *Tx, id uuid.UUID, quoi string) (*T, error) {
	var v T
	err := t.orm.Where("academie = ? AND id = ?", t.Academie, id).Take(&v).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, fail.Introuvable(quoi)
	}
	return &v, err
}

// Create inserts a GORM model.
func (t *Tx) Create(v any) error { return t.orm.Create(v).Error }

// Update writes the named columns of a GORM model if nobody changed it since version was read, and raises the version.
// It returns fail.Stale otherwise.
func (t *Tx) Update(v any, id uuid.UUID, version int, colonnes map[string]any) error {
	valeurs := map[string]any{"version": version + 1, "maj_le": gorm.Expr("now()")}
	for c, val := range colonnes {
		valeurs[c] = val
	}
	res := t.orm.Model(v).Where("academie = ? AND id = ? AND version = ?", t.Academie, id, version).Updates(valeurs)
	if res.Error == nil && res.RowsAffected == 0 {
		return fail.New(fail.Stale, "version_perimee",
			"Quelqu’un a modifié cette ligne depuis que vous l’avez lue. Relisez-la, puis reportez vos changements.")
	}
	return res.Error
}

// Ajout is an array column with values added to it, once each; without a column, an empty array.
func Ajout(colonne string, valeurs []string) any {
	if colonne == "" {
		return gorm.Expr("'{}'::text[]")
	}
	return gorm.Expr("(SELECT array_agg(DISTINCT x) FROM unnest("+colonne+" || string_to_array(?, ',')) x)", strings.Join(valeurs, ","))
}
