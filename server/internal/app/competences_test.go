package app_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// TestPreseance tries every set of voices: nothing, an agreement or a refusal of each of the five.
func TestPreseance(t *testing.T) {
	s := apitest.Nouveau(t)
	types := []string{"systeme", "etablissement", "intervenant", "inspecteur", "gestionnaire"} // from the lowest voice to the highest
	id := sql(t, s, `SELECT id FROM competence WHERE academie = '014' ORDER BY id LIMIT 1`)
	c := s.Client(t, "gestionnaire")
	for n := range 243 {
		valeurs, attendue, reste := "", false, n
		for _, genre := range types {
			avis := []string{"", "V", "R"}[reste%3]
			reste /= 3
			if avis != "" {
				attendue = avis == "V"
				valeurs += fmt.Sprintf(`INSERT INTO competence_auteur (academie, id, competence_id, type, auteur, libelle, etat) VALUES ('014', uuid_v7(), '%s', '%s', 'x', 'X', '%s');`, id, genre, avis)
			}
		}
		s.Pg.Sql(t, `DELETE FROM competence_auteur WHERE academie = '014' AND competence_id = '`+id+`';`+valeurs)
		l, err := c.ListerCompetencesWithResponse(t.Context(), &client.ListerCompetencesParams{Filtre: ptr("id==" + id)})
		require.NoError(t, err)
		require.Len(t, l.JSON200.Items, 1)
		require.Equal(t, attendue, l.JSON200.Items[0].Effective, valeurs)
	}
}

// TestAvis: each profile speaks for itself, within its scope, and takes nobody's line.
func TestAvis(t *testing.T) {
	s := apitest.Nouveau(t)
	for profil, genre := range map[string]string{"intervenant": "intervenant", "chef_etablissement": "etablissement", "inspecteur": "inspecteur", "gestionnaire": "gestionnaire"} {
		t.Run(profil, func(t *testing.T) {
			c := s.Client(t, profil)
			l, err := c.ListerCompetencesWithResponse(t.Context(), nil)
			require.NoError(t, err)
			require.NotEmpty(t, l.JSON200.Items)
			x := l.JSON200.Items[0]
			donner := func(a client.Avis, motif *string) *client.DonnerAvisResponse {
				r, err := c.DonnerAvisWithResponse(t.Context(), x.Id, client.AvisCompetence{Avis: a, Motif: motif})
				require.NoError(t, err)
				return r
			}
			lignes := func() string {
				return sql(t, s, `SELECT coalesce(string_agg(type || ' ' || etat, ', ' ORDER BY rang), '') FROM competence_auteur WHERE academie = '014' AND type <> 'systeme' AND competence_id = $1 AND type = $2`, x.Id, genre)
			}
			autres := sql(t, s, `SELECT count(*) FROM competence_auteur WHERE type <> $1`, genre)
			require.NotNil(t, donner("valider", nil).JSON200)
			require.Equal(t, genre+" V", lignes())
			sans := donner("refuser", ptr("  "))
			require.Equal(t, http.StatusUnprocessableEntity, sans.StatusCode())
			require.Equal(t, "competence.motif", sans.ApplicationproblemJSONDefault.Code)
			refus := donner("refuser", ptr("N’enseigne plus cette matière."))
			require.NotNil(t, refus.JSON200, "%s", refus.Body)
			require.Equal(t, genre+" R", lignes(), "une seule ligne par auteur")
			require.NotContains(t, string(refus.Body), "99E", "jamais un NUMEN")
			require.NotNil(t, donner("retirer", nil).JSON200)
			require.Empty(t, lignes())
			require.NotNil(t, donner("valider", ptr("Vu en conseil.")).JSON200)
			require.Contains(t, sql(t, s, `SELECT motif FROM competence_auteur WHERE academie = '014' AND competence_id = $1 AND type = $2`, x.Id, genre), "Vu en conseil.")
			require.NotNil(t, donner("retirer", nil).JSON200)
			require.Equal(t, autres, sql(t, s, `SELECT count(*) FROM competence_auteur WHERE type <> $1`, genre), "les autres voix restent")
		})
	}
	// Somebody else's compétence does not exist for a teacher.
	ailleurs := sql(t, s, `SELECT c.id FROM competence c WHERE academie = '014' AND NOT EXISTS (SELECT 1 FROM utilisateur u WHERE u.academie = c.academie AND u.intervenant_id = c.intervenant_id) LIMIT 1`)
	if ailleurs != "NULL" {
		r, err := s.Client(t, "intervenant").DonnerAvisWithResponse(t.Context(), uuid.MustParse(ailleurs), client.AvisCompetence{Avis: "valider"})
		require.NoError(t, err)
		require.Equal(t, http.StatusNotFound, r.StatusCode())
	}
}
