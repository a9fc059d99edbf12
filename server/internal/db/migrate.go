package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"net/url"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib" // database/sql driver for goose
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*.sql
var migrations embed.FS

// SchemaRiver is where the job queue keeps its tables, away from the tenants'.
const SchemaRiver = "river"

// Migrate brings the schema up to date as its owner, then lets the application role sign in with that password.
// Several servers starting together are safe: a session lock makes them wait for each other.
func Migrate(ctx context.Context, dsnProprietaire, motDePasseApp string) error {
	base, err := sql.Open("pgx", dsnProprietaire)
	if err != nil {
		return err
	}
	defer func() { _ = base.Close() }()
	verrou, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return err
	}
	fichiers, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, base, fichiers, goose.WithSessionLocker(verrou))
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migration de la base : %w", err)
	}
	return migrerRiver(ctx, dsnProprietaire, motDePasseApp)
}

func migrerRiver(ctx context.Context, dsn, motDePasseApp string) error {
	pool, err := pgxpool.New(ctx, dsn)
	if err != nil {
		return err
	}
	defer pool.Close()
	if _, err := pool.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+SchemaRiver); err != nil {
		return err
	}
	m, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: SchemaRiver})
	if err != nil {
		return err
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migration de la file de tâches : %w", err)
	}
	_, err = pool.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('imagin:role', 0));
		GRANT USAGE ON SCHEMA river TO imagin_app;
		GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA river TO imagin_app;
		GRANT USAGE ON ALL SEQUENCES IN SCHEMA river TO imagin_app`)
	if err != nil {
		return err
	}
	return ouvrirRole(ctx, pool, motDePasseApp)
}

// ouvrirRole gives imagin_app its password. ALTER ROLE takes no parameter, hence format() on the server.
func ouvrirRole(ctx context.Context, pool *pgxpool.Pool, motDePasse string) error {
	if motDePasse == "" {
		return nil
	}
	// Two servers that start together change the same role: one after the other, or PostgreSQL refuses the second.
	tx, err := pool.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock(hashtextextended('imagin:role', 0))"); err != nil {
		return err
	}
	var ordre string
	err = tx.QueryRow(ctx, "SELECT format('ALTER ROLE imagin_app LOGIN PASSWORD %L', $1::text)", motDePasse).Scan(&ordre)
	if err != nil {
		return err
	}
	if _, err = tx.Exec(ctx, ordre, pgx.QueryExecModeSimpleProtocol); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// DSNApp is the owner's address with the application role in its place.
func DSNApp(dsnProprietaire, motDePasse string) (string, error) {
	cfg, err := url.Parse(dsnProprietaire)
	if err != nil {
		return "", fmt.Errorf("adresse de base de données illisible : %w", err)
	}
	cfg.User = url.UserPassword("imagin_app", motDePasse)
	return cfg.String(), nil
}
