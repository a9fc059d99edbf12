package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/pglocal"
	"imagin/server/internal/pgtest"
)

// agentsDe makes an extraction of n agents, each with a NUMEN and a school.
func agentsDe(n int) []byte {
	var b bytes.Buffer
	b.WriteString("numen;id_sts;nom_usage;prenom;date_naissance;mel_pro;uai;fonction\n")
	for i := range n {
		fmt.Fprintf(&b, "99E06%05dCTD;%d;AGENT%d;PRENOM%d;19%02d-%02d-01;a%d@exemple.invalid;035%04dA;ENS\n", i, 700000+i, i, i%50, 50+i%45, 1+i%12, i, i%200)
	}
	return b.Bytes()
}

// lentement gives its bytes by pieces, and tells when half of them are gone.
type lentement struct {
	io.Reader
	reste  int
	moitie func()
}

func (l *lentement) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p[:min(len(p), 4<<10)])
	if l.reste -= n; l.reste < 0 && l.moitie != nil {
		l.moitie()
		l.moitie = nil
	}
	return n, err
}

// TestTueAChaqueEtape kills the server while it receives, reads, compares and applies an extraction; another one
// finishes, and the base is the very same as when nothing happened.
func TestTueAChaqueEtape(t *testing.T) {
	if testing.Short() {
		t.Skip("lance de vrais serveurs")
	}
	bin, err := pglocal.Find(pgtest.Racine())
	require.NoError(t, err)
	pg, err := pglocal.Start(t.Context(), bin, pglocal.Options{Rapide: true})
	require.NoError(t, err)
	fichier := agentsDe(20_000)
	var temoin string
	for _, etape := range []string{"", "Envoi", "Lecture", "Comparaison", "Application"} {
		t.Run("pendant : "+etape, func(t *testing.T) {
			dsn, donnees := baseVide(t, pg.URL()), t.TempDir()
			s := demarrer(t, dsn, donnees)
			api := s.client(t)
			if etape == "Envoi" {
				envoyerCoupe(t, s, api, fichier)
				s = demarrer(t, dsn, donnees)
				api = s.client(t)
			}
			depot := deposer(t, api, "epp_prive", "agents.csv", fichier)
			if etape != "" && etape != "Envoi" {
				x := attendre(t, api, depot.Tache, func(x *client.Tache) bool {
					return finie(x) || x.Etape != nil && strings.HasPrefix(*x.Etape, etape)
				})
				require.False(t, finie(x), "l’étape %s a été manquée", etape)
				require.NoError(t, s.Process.Kill())
				_ = s.Wait()
				api = demarrer(t, dsn, donnees).client(t)
			}
			x := attendre(t, api, depot.Tache, finie)
			require.Equal(t, client.EtatTacheTerminee, x.Etat, "%v", x.Message)
			e := empreinteAgents(t, dsn)
			if temoin == "" {
				temoin = e
			}
			require.Equal(t, temoin, e)
		})
	}
}

// envoyerCoupe kills the server when half of the file is sent: what was received is nobody's import.
func envoyerCoupe(t *testing.T, s *serveurReel, api *client.ClientWithResponses, fichier []byte) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	require.NoError(t, remplir(m, "epp_prive", "auto", "agents.csv", bytes.NewReader(fichier)))
	corps := &lentement{Reader: &b, reste: b.Len() / 2, moitie: func() { _ = s.Process.Kill() }}
	_, err := api.DeposerImportWithBodyWithResponse(t.Context(), nil, m.FormDataContentType(), io.NopCloser(corps))
	require.Error(t, err)
	_ = s.Wait()
	time.Sleep(50 * time.Millisecond)
}

func empreinteAgents(t *testing.T, dsn string) string {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	var e string
	require.NoError(t, c.QueryRow(ctx, `SELECT concat_ws(' / ',
		(SELECT count(*) || ' ' || md5(string_agg(concat_ws('|', nom, prenom, date_naissance, mel, etat, origine), '|' ORDER BY nom, prenom, date_naissance, mel)) FROM intervenant WHERE origine = 'EPP_PRIVE'),
		(SELECT count(*) || ' ' || count(DISTINCT empreinte) FROM intervenant_secret),
		(SELECT count(*) FROM intervenant_cle k JOIN intervenant i USING (academie) WHERE i.id = k.intervenant_id AND i.origine = 'EPP_PRIVE'),
		(SELECT count(*) || ' ' || count(*) FILTER (WHERE effectif AND type = 'principal') FROM rattachement WHERE source = 'EPP_PRIVE'),
		(SELECT string_agg(etat || ' ' || message || ' ' || comptes::text, '|') FROM import),
		(SELECT count(*) FROM journal WHERE objet = 'import' AND action = 'application'),
		(SELECT count(*) FROM import_ecart), (SELECT count(*) FROM import_anomalie),
		(SELECT count(*) FROM staging.individu) + (SELECT count(*) FROM staging.rattachement) + (SELECT count(*) FROM staging.etablissement),
		(SELECT count(*) FROM fichier))`).Scan(&e))
	return e
}
