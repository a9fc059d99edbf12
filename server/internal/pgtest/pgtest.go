// Package pgtest gives each test a real, migrated PostgreSQL of its own, in milliseconds: one server for the run, one
// template made by the real migrations, a copy per test. Tests act under the application role.
package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/db"
	"imagin/server/internal/pglocal"
)

// Variable names the server that `imagin pg` started for the whole run of the tests.
const Variable = "IMAGIN_TEST_DATABASE_URL"

const motDePasse = "essai"

// Base is the database of one test.
type Base struct {
	*db.DB
	Proprietaire string // DSN of the owner, whom row-level security does not bind
	App          string // DSN of the application role
}

var serveur = sync.OnceValues(func() (string, error) {
	if u := os.Getenv(Variable); u != "" {
		return u, nil
	}
	bin, err := pglocal.Find(Racine())
	if err != nil {
		return "", err
	}
	s, err := pglocal.Start(context.Background(), bin, pglocal.Options{Rapide: true}) // ends with this process
	if err != nil {
		return "", err
	}
	return s.URL(), nil
})

var modele = sync.OnceValues(func() (string, error) {
	u, err := serveur()
	if err != nil {
		return "", err
	}
	return u, preparerModele(context.Background(), u)
})

// Racine is the top folder of the project.
func Racine() string {
	d, _ := os.Getwd()
	for d != "/" {
		if _, err := os.Stat(filepath.Join(d, "go.mod")); err == nil {
			return d
		}
		d = filepath.Dir(d)
	}
	return "."
}

// nomModele changes with the migrations, so that a server kept between runs never serves an old schema.
func nomModele() string {
	h := sha256.New()
	fichiers, _ := filepath.Glob(filepath.Join(Racine(), "server/internal/db/migrations/*.sql"))
	for _, f := range fichiers {
		b, _ := os.ReadFile(f)
		h.Write(b)
	}
	return "modele_" + hex.EncodeToString(h.Sum(nil)[:6])
}

func preparerModele(ctx context.Context, u string) error {
	c, err := pgx.Connect(ctx, u)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	// Packages are tested by processes of their own: one builds the template, the others wait.
	if _, err := c.Exec(ctx, "SELECT pg_advisory_lock(7104)"); err != nil {
		return err
	}
	defer func() { _, _ = c.Exec(ctx, "SELECT pg_advisory_unlock(7104)") }()
	var existe bool
	if err := c.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate)", nomModele()).Scan(&existe); err != nil || existe {
		return err
	}
	if _, err := c.Exec(ctx, "DROP DATABASE IF EXISTS "+nomModele()); err != nil {
		return err
	}
	if _, err := c.Exec(ctx, "CREATE DATABASE "+nomModele()); err != nil {
		return err
	}
	if err := db.Migrate(ctx, Adresse(u, nomModele()), motDePasse); err != nil {
		return err
	}
	_, err = c.Exec(ctx, "ALTER DATABASE "+nomModele()+" IS_TEMPLATE true")
	return err
}

// Adresse is the DSN of another database of the same server.
func Adresse(dsn, base string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		panic(err)
	}
	u.Path = "/" + base
	return u.String()
}

// Nouvelle gives a fresh database with the schema and académies 014 (Rennes) and 099 (another one), dropped at the end.
func Nouvelle(t testing.TB) *Base {
	t.Helper()
	b := Vide(t)
	b.Sql(t, `INSERT INTO academie (code, libelle) VALUES ('014', 'Rennes'), ('099', 'Autre')`)
	return b
}

// Vide gives a fresh database with the schema alone.
func Vide(t testing.TB) *Base {
	t.Helper()
	u, err := modele()
	require.NoError(t, err)
	ctx := context.Background()
	c, err := pgx.Connect(ctx, u)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	nom := "t_" + hex.EncodeToString(uuid.Must(uuid.NewV7()).NodeID()) + fmt.Sprint(os.Getpid())
	_, err = c.Exec(ctx, "CREATE DATABASE "+nom+" TEMPLATE "+nomModele()+" STRATEGY FILE_COPY")
	require.NoError(t, err)
	proprietaire := Adresse(u, nom)
	app, err := db.DSNApp(proprietaire, motDePasse)
	require.NoError(t, err)
	t.Cleanup(func() {
		c, err := pgx.Connect(ctx, u)
		if err == nil {
			_, err = c.Exec(ctx, "DROP DATABASE IF EXISTS "+nom+" WITH (FORCE)")
			_ = c.Close(ctx)
		}
		if err != nil {
			t.Log(err)
		}
	})
	b := &Base{Proprietaire: proprietaire, App: app}
	b.DB, err = db.Open(ctx, app)
	require.NoError(t, err)
	t.Cleanup(b.Close)
	return b
}

// Sql runs statements as the owner: for a test's own data.
func (b *Base) Sql(t testing.TB, sql string, args ...any) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, b.Proprietaire)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	_, err = c.Exec(ctx, sql, args...)
	require.NoError(t, err)
}
