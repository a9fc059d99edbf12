// Package db is the only door to PostgreSQL. Every access names an académie (InAcademie, Lire) or says why it crosses
// them (Across); row-level security does the rest. No other package holds a connection or a GORM handle.
package db

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"gorm.io/gorm/schema"
)

// DB is one pool of connections under the application role, seen by pgx, database/sql and GORM alike.
type DB struct {
	pool *pgxpool.Pool
	sql  *sql.DB
	orm  *gorm.DB
}

// Open connects as the application role. It refuses a role that row-level security does not bind.
func Open(ctx context.Context, dsn string) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("adresse de base de données illisible : %w", err)
	}
	cfg.MaxConns = max(cfg.MaxConns, 24)
	cfg.MaxConnIdleTime = 5 * time.Minute
	cfg.ConnConfig.RuntimeParams["application_name"] = "imagin"
	cfg.ConnConfig.RuntimeParams["timezone"] = "UTC"
	cfg.ConnConfig.Tracer = releveur{}
	cfg.AfterConnect = func(_ context.Context, c *pgx.Conn) error { scanDates(c); return nil }
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := refuserRoleLibre(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	sqlDB := stdlib.OpenDBFromPool(pool)
	sqlDB.SetMaxIdleConns(0) // the pgx pool keeps the connections
	orm, err := gorm.Open(postgres.New(postgres.Config{Conn: sqlDB}), &gorm.Config{
		SkipDefaultTransaction: true,
		NamingStrategy:         schema.NamingStrategy{SingularTable: true},
		Logger:                 logger.Discard,
		NowFunc:                func() time.Time { return time.Now().UTC() },
	})
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &DB{pool: pool, sql: sqlDB, orm: orm}, nil
}

func refuserRoleLibre(ctx context.Context, pool *pgxpool.Pool) error {
	var role string
	var libre bool
	err := pool.QueryRow(ctx, `SELECT rolname, rolsuper OR rolbypassrls OR EXISTS (
		SELECT 1 FROM pg_class WHERE relname = 'journal' AND relnamespace = 'public'::regnamespace AND relowner = r.oid)
		FROM pg_roles r WHERE rolname = current_user`).Scan(&role, &libre)
	if err != nil {
		return fmt.Errorf("la base de données ne répond pas : %w", err)
	}
	if libre {
		return fmt.Errorf("le rôle PostgreSQL « %s » échappe au cloisonnement des académies : connecter le service avec imagin_app", role)
	}
	return nil
}

// Close ends every connection.
func (d *DB) Close() {
	_ = d.sql.Close()
	d.pool.Close()
}

// Ping says whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.pool.Ping(ctx) }

// River gives the job queue the same pool: it enqueues inside our transactions and listens on our connections.
func (d *DB) River() (*sql.DB, *pgxpool.Pool) { return d.sql, d.pool }

// Across reads across académies, for national profiles, sign-in and the job supervisor. Read-only by the rights of
// the role it takes; the reason goes to the log.
func (d *DB) Across(ctx context.Context, raison string, fn func(Reader) error) error {
	slog.DebugContext(ctx, "lecture inter-académies", "raison", raison)
	return d.lire(ctx, "SET LOCAL ROLE imagin_national", nil, fn)
}

// Lire opens a read-only transaction in one académie.
func (d *DB) Lire(ctx context.Context, academie string, fn func(Reader) error) error {
	return d.lire(ctx, "SELECT set_config('app.academie', $1, true)", []any{academie}, fn)
}

func (d *DB) lire(ctx context.Context, entree string, args []any, fn func(Reader) error) error {
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	// BEGIN and the académie travel together: one round trip before the real work.
	b := &pgx.Batch{}
	b.Queue("BEGIN READ ONLY")
	b.Queue(entree, args...)
	if err := conn.SendBatch(ctx, b).Close(); err != nil {
		_, _ = conn.Exec(context.WithoutCancel(ctx), "ROLLBACK")
		return err
	}
	err = traduire(fn(Reader{conn.Conn()}))
	if _, fin := conn.Exec(context.WithoutCancel(ctx), "ROLLBACK"); fin != nil && err == nil {
		return fin
	}
	return err
}

// Verrouiller takes a session lock that dies with this process: the proof, for others, that a job is being worked on.
// It returns nil when somebody else holds it.
func (d *DB) Verrouiller(ctx context.Context, cle string) (liberer func(), err error) {
	conn, err := d.pool.Acquire(ctx)
	if err != nil {
		return nil, err
	}
	var pris bool
	err = conn.QueryRow(ctx, "SELECT pg_try_advisory_lock(hashtextextended($1, 0))", cle).Scan(&pris)
	if err != nil || !pris {
		conn.Release()
		return nil, err
	}
	return func() {
		fin, annuler := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer annuler()
		if _, err := conn.Exec(fin, "SELECT pg_advisory_unlock(hashtextextended($1, 0))", cle); err != nil {
			_ = conn.Conn().Close(fin) // the lock must not outlive us in the pool
		}
		conn.Release()
	}, nil
}
