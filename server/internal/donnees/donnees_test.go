package donnees_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

const attenteRonde, pasRonde = 20 * time.Second, 10 * time.Millisecond

// TestPurge: each category loses what is older than its duration, no more; the journal keeps its seals, and its lines of
// less than six months whatever is asked.
func TestPurge(t *testing.T) {
	s := apitest.Nouveau(t)
	admin := s.Client(t, "administrateur")
	tenirLaRonde(t, s)
	s.Pg.Sql(t, `INSERT INTO session_web (academie, id, utilisateur_id, profil_id, ouverte_le, expire_le, limite_le) SELECT '014', gen_random_uuid(), md5('014uintervenant')::uuid,
			md5('014pintervenant')::uuid, le, le, le FROM unnest(ARRAY[now() - interval '13 months', now() - interval '11 months']) le;
		INSERT INTO changement (academie, ressource, objet_id, operation, le) VALUES ('014', 'missions', gen_random_uuid(), 'creation', now() - interval '3 months'),
			('014', 'missions', gen_random_uuid(), 'creation', now()), ('099', 'missions', gen_random_uuid(), 'creation', now() - interval '3 months')`)
	purger := func(simulation bool) map[string]int {
		r, err := admin.PurgerWithResponse(t.Context(), client.DemandePurge{Simulation: simulation})
		require.NoError(t, err)
		require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
		m := map[string]int{}
		for _, l := range r.JSON200.Lignes {
			if l.Effacees > 0 {
				m[l.Categorie] = l.Effacees
			}
		}
		return m
	}
	attendu := map[string]int{"Connexions closes": 1, "Suite des changements et envois aux outils": 1}
	require.Equal(t, attendu, purger(true))
	require.Equal(t, attendu, purger(true), "simuler n’efface rien")
	require.Equal(t, attendu, purger(false))
	require.Empty(t, purger(false))
	lus := apitest.Lignes[struct{ N int }](t, s, `SELECT count(*) AS n FROM journal WHERE action = 'purge'`)
	require.Equal(t, 2, lus[0].N)

	for mois, statut := range map[int]int{5: 422, 6: 200} {
		r, err := admin.ReglerConservationWithResponse(t.Context(), client.ReglageConservation{Categorie: "journal", Mois: mois})
		require.NoError(t, err)
		require.Equal(t, statut, r.StatusCode(), "%s", r.Body)
	}
}

// TestDroitsDesPersonnes: what is known of a person, all of it, without her secrets in clear; and what is put right, with
// why.
func TestDroitsDesPersonnes(t *testing.T) {
	s := apitest.Nouveau(t)
	admin := s.Client(t, "administrateur")
	r, err := admin.ExporterDonneesPersonnellesWithResponse(t.Context(), apitest.Intervenant("014", 1))
	require.NoError(t, err)
	require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
	var tables []string
	for _, x := range r.JSON200.Rubriques {
		tables = append(tables, x.Table)
	}
	for _, attendue := range []string{"intervenant", "rattachement", "enseignement", "competence", "affectation", "utilisateur"} {
		require.Contains(t, tables, attendue)
	}
	require.NotContains(t, string(r.Body), "empreinte")
	require.Equal(t, 1, strings.Count(string(r.Body), `"table":"rattachement"`))
	autre, err := admin.ExporterDonneesPersonnellesWithResponse(t.Context(), apitest.Intervenant("099", 1))
	require.NoError(t, err)
	require.Equal(t, 404, autre.StatusCode())

	nom := "ABGRALL-MORVAN"
	m, err := admin.RectifierPersonneWithResponse(t.Context(), apitest.Intervenant("014", 1), client.Rectification{Nom: &nom, Motif: "Mariage, livret de famille vu"})
	require.NoError(t, err)
	require.Equal(t, 200, m.StatusCode(), "%s", m.Body)
	require.Equal(t, nom, m.JSON200.Nom)
	l := apitest.Lignes[struct{ Action, Pourquoi, Avant string }](t, s, `SELECT action, coalesce(pourquoi, '') AS pourquoi, coalesce(avant->>'Nom', '') AS avant FROM journal
		WHERE objet = 'intervenant' AND action IN ('droit_acces', 'rectification') ORDER BY le`)
	require.Equal(t, []struct{ Action, Pourquoi, Avant string }{{"droit_acces", "", ""}, {"rectification", "Mariage, livret de famille vu", "LE GOFF"}}, l)
}
