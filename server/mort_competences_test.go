package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/pglocal"
	"imagin/server/internal/pgtest"
)

// TestTuePendantUnCalcul kills the server while compétences are computed, then while they are applied: the next one ends
// the work, once, and leaves the very same compétences.
func TestTuePendantUnCalcul(t *testing.T) {
	if testing.Short() {
		t.Skip("lance de vrais serveurs")
	}
	bin, err := pglocal.Find(pgtest.Racine())
	require.NoError(t, err)
	pg, err := pglocal.Start(t.Context(), bin, pglocal.Options{Rapide: true})
	require.NoError(t, err)
	var temoin string
	for _, delai := range []time.Duration{-1, 0, 20, 60, 150} {
		t.Run(fmt.Sprintf("après %d ms", delai), func(t *testing.T) {
			dsn, donnees := baseVide(t, pg.URL()), t.TempDir()
			s := demarrer(t, dsn, donnees)
			api := s.client(t)
			suivre := func(tache client.Tache) {
				if delai >= 0 {
					attendre(t, api, tache.Id, func(x *client.Tache) bool { return x.Etat == client.EtatTacheEnCours || finie(x) })
					time.Sleep(delai * time.Millisecond)
					require.NoError(t, s.Process.Kill())
					_ = s.Wait()
					s = demarrer(t, dsn, donnees)
					api = s.client(t)
				}
				x := attendre(t, api, tache.Id, finie)
				require.Equal(t, client.EtatTacheTerminee, x.Etat, "%v", x.Message)
			}
			k, err := api.SimulerCalculCompetenceWithResponse(t.Context(), client.DemandeCalcul{Session: sessionDesRegles(t, dsn)})
			require.NoError(t, err)
			require.NotNil(t, k.JSON202, "%s", k.Body)
			suivre(client.Tache{Id: k.JSON202.Tache})
			lu, err := api.LireCalculCompetenceWithResponse(t.Context(), k.JSON202.Id)
			require.NoError(t, err)
			require.Positive(t, lu.JSON200.Gains)
			p, err := api.AppliquerCalculCompetenceWithResponse(t.Context(), lu.JSON200.Id, client.ApplicationCalcul{Empreinte: *lu.JSON200.Empreinte})
			require.NoError(t, err)
			require.NotNil(t, p.JSON202, "%s", p.Body)
			suivre(client.Tache{Id: p.JSON202.Tache})
			e := empreinteCompetences(t, dsn)
			if temoin == "" {
				temoin = e
			}
			require.Equal(t, temoin, e)
		})
	}
}

func sessionDesRegles(t *testing.T, dsn string) string {
	return unTexte(t, dsn, `SELECT n.code FROM session n JOIN regle_competence g ON g.session_id = n.id LIMIT 1`)
}

// empreinteCompetences: the SYS lines, the human ones, the state of the computation, and how often the journal tells it.
func empreinteCompetences(t *testing.T, dsn string) string {
	return unTexte(t, dsn, `SELECT concat_ws(' / ', (SELECT string_agg(etat || ' ' || gains || ' ' || pertes, '|') FROM calcul_competence),
		(SELECT count(*) FROM calcul_competence_ecart), (SELECT count(*) FROM journal WHERE action = 'calcul'),
		(SELECT count(*) || ' ' || md5(string_agg(concat_ws(' ', c.intervenant_id, c.epreuve_option_id, a.type, a.etat, a.priorite, a.regles, a.enseignements), '|'
			ORDER BY c.intervenant_id, c.epreuve_option_id, a.type, a.auteur)) FROM competence_auteur a JOIN competence c ON c.id = a.competence_id))`)
}

func unTexte(t *testing.T, dsn, sql string) (s string) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	require.NoError(t, c.QueryRow(ctx, sql).Scan(&s))
	return s
}
