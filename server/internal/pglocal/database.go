package pglocal

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// extensions are those the migrations create.
var extensions = []string{"btree_gist", "pg_trgm", "pgcrypto", "unaccent"}

// checkExtensions fails now rather than in the middle of the migrations: some
// distributions package them apart from the server.
func checkExtensions(ctx context.Context, conn *pgx.Conn) error {
	rows, _ := conn.Query(ctx, `select e from unnest($1::text[]) e where e not in (select name from pg_available_extensions) order by e`, extensions)
	missing, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("extensions de PostgreSQL : %w", err)
	}
	if len(missing) > 0 {
		return fmt.Errorf("ce PostgreSQL n'a pas les extensions %s : installer le paquet postgresql-contrib, ou indiquer d'autres binaires par IMAGIN_PG_BIN",
			strings.Join(missing, ", "))
	}
	return nil
}

func ensureDatabase(ctx context.Context, conn *pgx.Conn) error {
	var exists bool
	err := conn.QueryRow(ctx, `select exists (select from pg_database where datname = $1)`, database).Scan(&exists)
	if err != nil || exists {
		return err
	}
	if _, err := conn.Exec(ctx, `create database `+pgx.Identifier{database}.Sanitize()); err != nil {
		return fmt.Errorf("création de la base %s : %w", database, err)
	}
	return nil
}

// refreshCollations rebuilds the indexes of the databases written with another
// version of the sorting rules: they come from the system's ICU or the package's,
// and an index in yesterday's order silently misses rows and lets doubles in.
func (s *Server) refreshCollations(ctx context.Context, conn *pgx.Conn) error {
	rows, _ := conn.Query(ctx, `select datname::text from pg_database
		where datallowconn and datcollversion is distinct from pg_database_collation_actual_version(oid)
		and datcollversion is not null order by datname`)
	stale, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return fmt.Errorf("version des règles de tri : %w", err)
	}
	for _, name := range stale {
		s.log.Warn("les règles de tri du système ont changé : les index sont reconstruits", "base", name)
		if err := s.reindex(ctx, name); err != nil {
			return fmt.Errorf("reconstruction des index de la base %s : %w", name, err)
		}
	}
	return nil
}

func (s *Server) reindex(ctx context.Context, name string) error {
	conn, err := s.connect(ctx, name)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	quoted := pgx.Identifier{name}.Sanitize()
	if _, err := conn.Exec(ctx, `reindex database `+quoted); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, `alter database `+quoted+` refresh collation version`)
	return err
}
