package app_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// planCalcule computes a plan of the session to assign.
func planCalcule(t *testing.T, s *apitest.Serveur) (*client.ClientWithResponses, client.Plan) {
	t.Helper()
	c := s.Client(t, "gestionnaire")
	session := uuid.MustParse(sql(t, s, `SELECT id FROM session WHERE academie = '014' AND annee = 2027`))
	cree, err := c.CreerPlanWithResponse(t.Context(), client.NouveauPlan{Session: session, Libelle: "À expliquer"})
	require.NoError(t, err)
	require.NotNil(t, cree.JSON202, string(cree.Body))
	p := attendrePlan(t, c, cree.JSON202.Id)
	require.Equal(t, client.EtatPlanPropose, p.Etat)
	return c, p
}

func expliquer(t *testing.T, c *client.ClientWithResponses, place uuid.UUID, qui *uuid.UUID) *client.ExpliquerPlaceResponse {
	t.Helper()
	r, err := c.ExpliquerPlaceWithResponse(t.Context(), place, &client.ExpliquerPlaceParams{Intervenant: qui})
	require.NoError(t, err)
	return r
}

func TestExpliquerUnPlan(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, sessionAAffecter)
	c, p := planCalcule(t, s)
	places, err := c.ListerPlacesPlanWithResponse(t.Context(), &client.ListerPlacesPlanParams{Filtre: ptr("plan==" + p.Id.String() + ";role==interrogateur")})
	require.NoError(t, err)
	place := places.JSON200.Items[0]

	elle := expliquer(t, c, place.Id, nil)
	require.NotNil(t, elle.JSON200, string(elle.Body))
	require.Equal(t, client.ExplicationPlaceGenreRetenue, elle.JSON200.Genre)
	require.Contains(t, elle.JSON200.Phrases[0], "personnes qui peuvent tenir cette place")
	require.NotNil(t, elle.JSON200.Delta)

	chezLui := uuid.MustParse(sql(t, s, `SELECT r.intervenant_id FROM rattachement r JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		WHERE r.academie = '014' AND e.nom = 'LYCEE 1' ORDER BY 1 LIMIT 1`))
	pas := expliquer(t, c, place.Id, &chezLui)
	require.Equal(t, client.ExplicationPlaceGenreImpossible, pas.JSON200.Genre)
	require.Equal(t, "propre_etablissement", pas.JSON200.Empechements[0].Regle)

	// Somebody else who might: what is announced is what putting her there makes of the plan, once the seats she leaves are
	// filled as it says. The rules are those of the plan, whatever they became since.
	s.Pg.Sql(t, `INSERT INTO regle_affectation (academie, code, force, valeur, decide_par) VALUES ('014', 'rayon', 'imperative', 0, 'x')`)
	autre := uuid.MustParse(sql(t, s, `SELECT i.id FROM intervenant i JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id AND r.type = 'principal'
		JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id WHERE i.academie = '014' AND e.nom <> 'LYCEE 1' AND i.etat = 'actif'
		AND NOT EXISTS (SELECT 1 FROM plan_place p WHERE p.plan_id = $2 AND p.mission_id = $1 AND p.intervenant_id = i.id) ORDER BY i.id LIMIT 1`, place.Mission, p.Id))
	ailleurs := expliquer(t, c, place.Id, &autre)
	require.NotNil(t, ailleurs.JSON200, string(ailleurs.Body))
	require.Equal(t, client.ExplicationPlaceGenreEcartee, ailleurs.JSON200.Genre, ailleurs.JSON200.Phrases)
	somme := int64(0)
	for _, x := range ailleurs.JSON200.Termes {
		somme += int64(x.Centimes)
	}
	require.Equal(t, *ailleurs.JSON200.Delta, somme)

	// A change by hand is seen by the next question.
	vider := func() {
		r, err := c.ModifierPlacePlanWithResponse(t.Context(), place.Id, &client.ModifierPlacePlanParams{IfMatch: strconv.Itoa(place.Version)},
			client.ModificationPlace{Intervenant: nullable.NewNullNullable[uuid.UUID]()})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, string(r.Body))
	}
	s.Pg.Sql(t, `DELETE FROM regle_affectation WHERE code = 'rayon'`)
	vider()
	vide := expliquer(t, c, place.Id, nil)
	require.Equal(t, client.ExplicationPlaceGenreVide, vide.JSON200.Genre)
	require.Contains(t, strings.Join(vide.JSON200.Phrases, " "), "Quelqu’un peut venir")

	inconnue := uuid.New()
	require.Equal(t, http.StatusUnprocessableEntity, expliquer(t, c, place.Id, &inconnue).StatusCode())
	tenue, err := c.ListerLeviersWithResponse(t.Context(), places.JSON200.Items[1].Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusConflict, tenue.StatusCode())
}

// When people are missing, the set that competes for them is told, and what would fill one more seat.
func TestExpliquerUnePenurie(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, sessionAAffecter)
	s.Pg.Sql(t, `DELETE FROM mission_besoin WHERE academie = '014' AND mission_id NOT IN (SELECT id FROM mission WHERE academie = '014' AND session_id = (SELECT id FROM session WHERE academie = '014' AND annee = 2027) ORDER BY id LIMIT 1);
		UPDATE mission SET etat = 'close' WHERE academie = '014' AND session_id = (SELECT id FROM session WHERE academie = '014' AND annee = 2027) AND id NOT IN (SELECT mission_id FROM mission_besoin);
		UPDATE creneau SET debut = '2027-06-05 08:00+02', fin = '2027-06-05 12:00+02' WHERE academie = '014' AND mission_id IN (SELECT mission_id FROM mission_besoin);
		UPDATE mission_besoin SET nombre = 500, reservistes = 0 WHERE academie = '014'`)
	c, p := planCalcule(t, s)
	require.Positive(t, *p.Vides)
	vide := uuid.MustParse(sql(t, s, `SELECT id FROM plan_place WHERE plan_id = $1 AND intervenant_id IS NULL ORDER BY id LIMIT 1`, p.Id))
	r := expliquer(t, c, vide, nil)
	require.NotNil(t, r.JSON200, string(r.Body))
	require.Equal(t, client.ExplicationPlaceGenreVide, r.JSON200.Genre)
	require.NotNil(t, r.JSON200.Penurie, r.JSON200.Phrases)
	require.True(t, r.JSON200.Penurie.Stricte, r.JSON200.Phrases)
	require.EqualValues(t, *p.Vides, r.JSON200.Penurie.Demande-r.JSON200.Penurie.Pourvues, "at one moment, all that lacks is in the set")
	require.Equal(t, sql(t, s, `SELECT count(DISTINCT c.intervenant_id) FROM competence c JOIN mission m ON m.academie = c.academie AND m.epreuve_option_id = c.epreuve_option_id
		JOIN mission_besoin b ON b.mission_id = m.id JOIN rattachement r ON r.academie = c.academie AND r.intervenant_id = c.intervenant_id AND r.type = 'principal'
		JOIN centre x ON x.academie = m.academie AND x.id = m.centre_id WHERE c.academie = '014' AND x.etablissement_id <> r.etablissement_id`), strconv.Itoa(r.JSON200.Penurie.NombrePersonnes))
	leviers, err := c.ListerLeviersWithResponse(t.Context(), vide)
	require.NoError(t, err)
	require.NotNil(t, leviers.JSON200, string(leviers.Body))
	regles := map[string]int{}
	for _, l := range leviers.JSON200.Leviers {
		regles[l.Regle] = l.Places
	}
	require.Equal(t, 1, regles["personne"], leviers.JSON200.Leviers)
}

// A plan outlives the people and the missions that it was made with.
func TestExpliquerUnPlanPerime(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, sessionAAffecter)
	c, p := planCalcule(t, s)
	type place struct{ id, qui, mission string }
	prendre := func(n int) (x place) {
		ligne := func(quoi string) string {
			return sql(t, s, `SELECT `+quoi+` FROM plan_place WHERE plan_id = $1 AND intervenant_id IS NOT NULL ORDER BY mission_id DESC, rang LIMIT 1 OFFSET $2`, p.Id, n)
		}
		return place{ligne("id"), ligne("intervenant_id"), ligne("mission_id")}
	}
	partie, close := prendre(0), place{id: sql(t, s, `SELECT id FROM plan_place WHERE plan_id = $1 ORDER BY mission_id, rang LIMIT 1`, p.Id), mission: sql(t, s, `SELECT mission_id FROM plan_place WHERE plan_id = $1 ORDER BY mission_id, rang LIMIT 1`, p.Id)}
	s.Pg.Sql(t, `UPDATE intervenant SET etat = 'historise' WHERE academie = '014' AND id = $1::uuid`, partie.qui)
	s.Pg.Sql(t, `UPDATE mission SET etat = 'close' WHERE academie = '014' AND id = $1::uuid`, close.mission)
	r := expliquer(t, c, uuid.MustParse(partie.id), nil)
	require.NotNil(t, r.JSON200, string(r.Body))
	require.Contains(t, r.JSON200.Phrases[0], "a quitté le vivier")
	require.Equal(t, http.StatusConflict, expliquer(t, c, uuid.MustParse(close.id), nil).StatusCode())
	s.Pg.Sql(t, `UPDATE plan SET etat = 'en_calcul' WHERE id = $1::uuid`, p.Id)
	require.Equal(t, http.StatusConflict, expliquer(t, c, uuid.MustParse(partie.id), nil).StatusCode())
}
