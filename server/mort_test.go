package main

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/pglocal"
	"imagin/server/internal/pgtest"
	"imagin/server/internal/uai"
)

// The test binary is also the server: TestMain becomes it when asked.
const deguisement = "IMAGIN_ESSAI_COMMANDE"

func TestMain(m *testing.M) {
	if c := os.Getenv(deguisement); c != "" {
		os.Args = append([]string{"imagin"}, strings.Fields(c)...)
		main()
	}
	os.Exit(m.Run())
}

// serveurReel is a child process that a test may kill.
type serveurReel struct {
	*exec.Cmd
	url    string
	env    []string
	sortie *bytes.Buffer
}

func demarrer(t *testing.T, dsn, donnees string) *serveurReel {
	t.Helper()
	port := portLibre(t)
	s := &serveurReel{url: "http://127.0.0.1:" + port, sortie: &bytes.Buffer{}}
	s.env = slices.Concat(os.Environ(), []string{"PORT=" + port, "DATABASE_URL=" + dsn, "IMAGIN_DONNEES=" + donnees, "IMAGIN_URL=" + s.url})
	s.Cmd = exec.Command(os.Args[0])
	s.Env = slices.Concat(s.env, []string{deguisement + "=serve --demonstration"})
	s.Stdout, s.Stderr = s.sortie, s.sortie
	require.NoError(t, s.Start())
	t.Cleanup(func() { _ = s.Process.Kill(); _ = s.Wait() })
	require.Eventually(t, func() bool {
		r, err := http.Get(s.url + "/api/v1/sante")
		if err != nil {
			return false
		}
		_ = r.Body.Close()
		return r.StatusCode == http.StatusOK
	}, 60*time.Second, 50*time.Millisecond, "%s", s.sortie)
	return s
}

func portLibre(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	return port
}

func (s *serveurReel) client(t *testing.T) *client.ClientWithResponses {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = slices.Concat(s.env, []string{deguisement + "=jeton --profil gestionnaire"})
	jeton, err := c.Output()
	require.NoError(t, err)
	api, err := client.NewClientWithResponses(s.url+"/api/v1", client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(jeton)))
		return nil
	}))
	require.NoError(t, err)
	return api
}

// annuaireDe makes an official file of n schools of the académie.
func annuaireDe(n int) []byte {
	var b bytes.Buffer
	b.WriteString("numero_uai;appellation_officielle;nature_uai_libe;secteur_public_prive_libe;libelle_commune;code_commune;code_academie;latitude;longitude\n")
	for i := range n {
		sept := fmt.Sprintf("035%04d", i%10000)
		if i >= 10000 {
			sept = fmt.Sprintf("022%04d", i%10000)
		}
		fmt.Fprintf(&b, "%s%c;Collège n° %d;COLLEGE;Public;Rennes;35238;14;48.1;-1.6\n", sept, uai.Cle(sept), i)
	}
	return b.Bytes()
}

func deposer(t *testing.T, api *client.ClientWithResponses, source, nom string, contenu []byte) *client.Import {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	require.NoError(t, remplir(m, source, "auto", nom, bytes.NewReader(contenu)))
	r, err := api.DeposerImportWithBodyWithResponse(t.Context(), nil, m.FormDataContentType(), &b)
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	return r.JSON202
}

// attendre polls the tâche until the condition holds.
func attendre(t *testing.T, api *client.ClientWithResponses, id uuid.UUID, quand func(*client.Tache) bool) *client.Tache {
	t.Helper()
	for fin := time.Now().Add(60 * time.Second); time.Now().Before(fin); time.Sleep(10 * time.Millisecond) {
		r, err := api.LireTacheWithResponse(t.Context(), id)
		require.NoError(t, err)
		if r.JSON200 != nil && quand(r.JSON200) {
			return r.JSON200
		}
	}
	t.Fatal("la tâche n’est pas arrivée là où on l’attendait")
	return nil
}

func finie(t *client.Tache) bool {
	return t.Etat == client.EtatTacheTerminee || t.Etat == client.EtatTacheEchouee || t.Etat == client.EtatTacheAnnulee
}

// TestTuePendantUnImport kills the server at different moments of an import, starts another, and wants the very same
// database as when nothing happened.
func TestTuePendantUnImport(t *testing.T) {
	if testing.Short() {
		t.Skip("lance de vrais serveurs")
	}
	// Each start of a server sets the password of its role: this test has a cluster of its own.
	bin, err := pglocal.Find(pgtest.Racine())
	require.NoError(t, err)
	pg, err := pglocal.Start(t.Context(), bin, pglocal.Options{Rapide: true})
	require.NoError(t, err)
	fichier := annuaireDe(15_000)
	var temoin string
	for _, delai := range []time.Duration{-1, 0, 60, 150, 300, 500, 800, 1200} {
		t.Run(fmt.Sprintf("après %d ms", delai), func(t *testing.T) {
			dsn := baseVide(t, pg.URL())
			donnees := t.TempDir()
			s := demarrer(t, dsn, donnees)
			api := s.client(t)
			depot := deposer(t, api, "etablissements", "annuaire.csv", fichier)
			if delai >= 0 {
				attendre(t, api, depot.Tache, func(x *client.Tache) bool { return x.Etat == client.EtatTacheEnCours || finie(x) })
				time.Sleep(delai * time.Millisecond)
				require.NoError(t, s.Process.Kill())
				_ = s.Wait()
				api = demarrer(t, dsn, donnees).client(t)
			}
			x := attendre(t, api, depot.Tache, finie)
			require.Equal(t, client.EtatTacheTerminee, x.Etat, "%v", x.Message)
			e := empreinte(t, dsn)
			if temoin == "" {
				temoin = e
			}
			require.Equal(t, temoin, e)
		})
	}
}

func baseVide(t *testing.T, cluster string) string {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, cluster)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	nom := "essai_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	_, err = c.Exec(ctx, "CREATE DATABASE "+nom)
	require.NoError(t, err)
	return pgtest.Adresse(cluster, nom)
}

// empreinte of all that an import may write: the schools, its report, the journal, what should be emptied.
func empreinte(t *testing.T, dsn string) string {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	var e string
	require.NoError(t, c.QueryRow(ctx, `SELECT concat_ws(' / ',
		(SELECT count(*) || ' ' || md5(string_agg(uai || nom || ouvert || coalesce(latitude::text, ''), '|' ORDER BY uai)) FROM etablissement),
		(SELECT string_agg(etat || ' ' || message || ' ' || comptes::text, '|') FROM import),
		(SELECT count(*) FROM journal WHERE objet = 'import' AND action = 'application'),
		(SELECT count(*) FROM journal WHERE objet = 'etablissement'),
		(SELECT count(*) FROM import_anomalie), (SELECT count(*) FROM staging.etablissement))`).Scan(&e))
	return e
}
