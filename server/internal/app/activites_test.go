package app_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// TestOuvertureDesActivites: what the gestionnaire opens or closes takes effect at once, for the menu as for the API,
// and whoever is refused reads why.
func TestOuvertureDesActivites(t *testing.T) {
	s := apitest.Nouveau(t)
	jour := func(d int) string { return time.Now().AddDate(0, 0, d).UTC().Format(time.RFC3339) }
	// The académie's order of the day, one line after the other: the latest decides.
	for _, c := range []struct {
		quoi, campagne string
		ouverte        bool
		raison         string
	}{
		{"sans campagne, l’activité est ouverte", "", true, ""},
		{"fermée", "(false, NULL, NULL)", false, "Activité fermée par le gestionnaire académique."},
		{"rouverte sans dates", "(true, NULL, NULL)", true, ""},
		{"ouverte plus tard", "(true, '" + jour(3) + "', NULL)", false, "Activité ouverte à partir du"},
		{"ouverte jusqu’à hier", "(true, '" + jour(-9) + "', '" + jour(-1) + "')", false, "Activité fermée depuis le"},
		{"ouverte ces jours-ci", "(true, '" + jour(-1) + "', '" + jour(1) + "')", true, ""},
	} {
		t.Run(c.quoi, func(t *testing.T) {
			if c.campagne != "" {
				s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, ouverte, debut, fin, cree_le)
					SELECT '014', gen_random_uuid(), 'intervenant', a, x.ouverte, x.debut::timestamptz, x.fin::timestamptz, clock_timestamp()
					FROM unnest(ARRAY['competences-saisie', 'mon-dossier']) a, (VALUES `+c.campagne+`) x (ouverte, debut, fin)`)
			}
			api := s.ClientAvec(t, s.Jeton(t, "intervenant", ""))
			moi, err := api.LireMoiWithResponse(t.Context())
			require.NoError(t, err)
			vue := false
			for _, a := range moi.JSON200.Activites {
				if a.Code != "competences-saisie" {
					continue
				}
				vue = true
				require.Equal(t, c.ouverte, a.Ouverte)
				if c.raison != "" {
					require.Contains(t, *a.Raison, c.raison)
				}
			}
			require.True(t, vue, "fermée ou non, l’activité reste au menu")
			r, err := api.ListerCompetencesWithResponse(t.Context(), &client.ListerCompetencesParams{})
			require.NoError(t, err)
			if c.ouverte {
				require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
				return
			}
			require.Equal(t, 403, r.StatusCode())
			require.Contains(t, string(r.Body), `"code":"activite_fermee"`)
			require.Contains(t, string(r.Body), c.raison)
		})
	}
	t.Run("un autre service n’est pas touché", func(t *testing.T) {
		r, err := s.ClientAvec(t, s.Jeton(t, "gestionnaire", "")).ListerCompetencesWithResponse(t.Context(), &client.ListerCompetencesParams{})
		require.NoError(t, err)
		require.Equal(t, 200, r.StatusCode())
	})
}
