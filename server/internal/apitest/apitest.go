// Package apitest runs the real service, as deployed, on a database of its own, and gives clients signed in under any
// profile. Every answer that passes through them is checked against openapi.yaml.
package apitest

import (
	"context"
	"crypto/md5"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/app"
	"imagin/server/internal/auth"
	"imagin/server/internal/config"
	"imagin/server/internal/contrat"
	"imagin/server/internal/db"
	"imagin/server/internal/pgtest"
	"imagin/server/internal/secret"
)

// Serveur is a running service.
type Serveur struct {
	*app.App
	URL string
	Pg  *pgtest.Base
}

// Nouveau starts a service on a fresh database that holds the fixtures: académies 014 and 099, and one person per
// profile in each (see donnees.sql).
func Nouveau(t testing.TB) *Serveur {
	t.Helper()
	return Regle(t, func(*config.Config) {})
}

// Regle is Nouveau with another configuration.
func Regle(t testing.TB, regler func(*config.Config)) *Serveur {
	t.Helper()
	b := pgtest.Nouvelle(t)
	b.Sql(t, Donnees)
	return Sur(t, b, regler)
}

// Sur starts a service on a database already filled; settings of the deployment may be changed.
func Sur(t testing.TB, b *pgtest.Base, reglages ...func(*config.Config)) *Serveur {
	t.Helper()
	signataire, err := auth.NewSignataire(make([]byte, 32))
	require.NoError(t, err)
	coffre, err := secret.NewCoffre(make([]byte, 32))
	require.NoError(t, err)
	a := &app.App{Config: config.Config{Demonstration: true, Ouvriers: 1, URL: "http://localhost", Donnees: t.TempDir(), CollecteLocale: true}, Base: b.DB,
		Signataire: signataire, Coffre: coffre, Proprietaire: b.Proprietaire}
	for _, regler := range reglages {
		regler(&a.Config)
	}
	e, file, err := a.Assembler()
	require.NoError(t, err)
	ctx, cesser := context.WithCancel(context.Background())
	require.NoError(t, file.Start(ctx))
	srv := httptest.NewServer(e)
	t.Cleanup(func() {
		srv.CloseClientConnections()
		srv.Close()
		arret, annuler := context.WithTimeout(context.Background(), 10*time.Second)
		defer annuler()
		_ = file.Stop(arret)
		cesser()
	})
	return &Serveur{App: a, URL: srv.URL, Pg: b}
}

// Jeton signs a person of the fixtures in; identifiant may be empty.
func (s *Serveur) Jeton(t testing.TB, profil, identifiant string) string {
	t.Helper()
	j, err := s.App.Jeton(context.Background(), profil, identifiant, time.Hour)
	require.NoError(t, err)
	return j
}

// Client is the generated client, signed in under a profile ("" for nobody), its answers checked.
func (s *Serveur) Client(t testing.TB, profil string) *client.ClientWithResponses {
	t.Helper()
	jeton := ""
	if profil != "" {
		jeton = s.Jeton(t, profil, "")
	}
	return s.ClientAvec(t, jeton)
}

// ClientAvec is the generated client with a given bearer token.
func (s *Serveur) ClientAvec(t testing.TB, jeton string) *client.ClientWithResponses {
	t.Helper()
	h := &http.Client{Transport: contrat.Transport(t, http.DefaultTransport)}
	c, err := client.NewClientWithResponses(s.URL+"/api/v1", client.WithHTTPClient(h),
		client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
			if jeton != "" {
				r.Header.Set("Authorization", "Bearer "+jeton)
			}
			return nil
		}))
	require.NoError(t, err)
	return c
}

// Echantillon opens a file of the sample data kept beside the project.
func Echantillon(t testing.TB, nom string) *os.File {
	t.Helper()
	f, err := os.Open(pgtest.Racine() + "/../shared/donnees/" + nom)
	require.NoError(t, err, "les données d’exemple doivent se trouver à côté du projet")
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// Intervenant is the identifier of a person of the fixtures.
func Intervenant(academie string, n int) uuid.UUID {
	return uuid.UUID(md5.Sum(fmt.Appendf(nil, "%si%d", academie, n)))
}

// Lignes reads the database of a service in the académie 014, past the API.
func Lignes[T any](t testing.TB, s *Serveur, sql string, args ...any) (l []T) {
	t.Helper()
	require.NoError(t, s.Base.Lire(context.Background(), "014", func(r db.Reader) (err error) {
		l, err = db.Query[T](context.Background(), r, sql, args...)
		return err
	}))
	return l
}
