package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// TestPreseance tries every set of voices: nothing, a creation, an agreement or a refusal of each of the five. The list,
// its filter and its export say the same.
func TestPreseance(t *testing.T) {
	s := apitest.Nouveau(t)
	types := []string{"systeme", "etablissement", "intervenant", "inspecteur", "gestionnaire"} // from the lowest voice to the highest
	ids := strings.Split(sql(t, s, `SELECT string_agg(id::text, ',' ORDER BY id) FROM competence WHERE academie = '014'`), ",")
	c := s.Client(t, "gestionnaire")
	for debut := 0; debut < 1024; debut += len(ids) {
		var valeurs strings.Builder
		valeurs.WriteString(`DELETE FROM competence_auteur WHERE academie = '014';`)
		attendues := map[string]bool{}
		for n := debut; n < min(debut+len(ids), 1024); n++ {
			id, reste := ids[n-debut], n
			attendues[id] = false
			for _, genre := range types {
				avis := []string{"", "C", "V", "R"}[reste%4]
				reste /= 4
				if avis != "" {
					attendues[id] = avis != "R"
					fmt.Fprintf(&valeurs, `INSERT INTO competence_auteur (academie, id, competence_id, type, auteur, libelle, etat) VALUES ('014', uuid_v7(), '%s', '%s', 'x', 'X', '%s');`, id, genre, avis)
				}
			}
		}
		s.Pg.Sql(t, valeurs.String())
		lues := map[string]bool{}
		for page := 1; len(lues) < len(ids); page++ {
			l, err := c.ListerCompetencesWithResponse(t.Context(), &client.ListerCompetencesParams{Taille: ptr(client.TaillePageN200), Page: &page})
			require.NoError(t, err)
			for _, x := range l.JSON200.Items {
				lues[x.Id.String()] = x.Effective
			}
		}
		effectives := 0
		for id, attendue := range attendues {
			require.Equal(t, attendue, lues[id], sql(t, s, `SELECT string_agg(type || ' ' || etat, ', ' ORDER BY rang) FROM competence_auteur WHERE competence_id = $1`, id))
			if attendue {
				effectives++
			}
		}
		f, err := c.ListerCompetencesWithResponse(t.Context(), &client.ListerCompetencesParams{Filtre: ptr("effective==true")})
		require.NoError(t, err)
		require.Equal(t, effectives, f.JSON200.Total)
		x, err := c.ExporterWithResponse(t.Context(), "competences", &client.ExporterParams{Format: "csv", Colonnes: ptr("effective")})
		require.NoError(t, err)
		require.Equal(t, effectives, strings.Count(string(x.Body), "oui"))
	}
}

// TestPreseanceDuDernier: of two of the same rank, the latest decides.
func TestPreseanceDuDernier(t *testing.T) {
	s := apitest.Nouveau(t)
	id := sql(t, s, `SELECT id FROM competence WHERE academie = '014' ORDER BY id LIMIT 1`)
	c := s.Client(t, "gestionnaire")
	for _, cas := range []struct{ ancien, recent string }{{"R", "V"}, {"V", "R"}} {
		s.Pg.Sql(t, fmt.Sprintf(`DELETE FROM competence_auteur WHERE competence_id = '%[1]s' AND type = 'gestionnaire'; INSERT INTO competence_auteur (academie, id, competence_id, type, auteur, libelle, etat, le)
			VALUES ('014', uuid_v7(), '%[1]s', 'gestionnaire', 'b', 'B', '%[3]s', now()), ('014', uuid_v7(), '%[1]s', 'gestionnaire', 'a', 'A', '%[2]s', now() - interval '1 day')`, id, cas.ancien, cas.recent))
		l, err := c.ListerCompetencesWithResponse(t.Context(), &client.ListerCompetencesParams{Filtre: ptr("id==" + id)})
		require.NoError(t, err)
		require.Equal(t, cas.recent == "V", l.JSON200.Items[0].Effective)
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
