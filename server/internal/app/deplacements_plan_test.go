package app_test

import (
	"net/http"
	"strconv"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// A person goes from one place to another: the difference is that of the plan, and two gestionnaires at once lose nothing.
func TestDeplacerDansUnPlan(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, sessionAAffecter)
	c, p := planCalcule(t, s)
	lire := func() []client.PlacePlan {
		r, err := c.ListerPlacesPlanWithResponse(t.Context(), &client.ListerPlacesPlanParams{Filtre: ptr("plan==" + p.Id.String() + ";role==interrogateur"), Tri: ptr("id"), Taille: ptr(client.TailleParam(50))})
		require.NoError(t, err)
		return r.JSON200.Items
	}
	deplacer := func(de, vers client.PlacePlan, simulation bool) *client.DeplacerPlaceResponse {
		r, err := c.DeplacerPlaceWithResponse(t.Context(), p.Id, client.DeplacementPlace{De: client.PlaceLue{Id: de.Id, Version: de.Version},
			Vers: client.PlaceLue{Id: vers.Id, Version: vers.Version}, Simulation: &simulation})
		require.NoError(t, err)
		return r
	}
	cout := func() int64 {
		n, err := strconv.ParseInt(sql(t, s, `SELECT cout FROM plan WHERE id = $1`, p.Id), 10, 64)
		require.NoError(t, err)
		return n
	}
	personnes := func() string {
		return sql(t, s, `SELECT string_agg(intervenant_id::text, ',' ORDER BY intervenant_id) FROM plan_place WHERE plan_id = $1`, p.Id)
	}

	// Two people who may exchange: neither is on the other's mission, nor in the school of its centre.
	places := lire()
	var de, vers client.PlacePlan
	var essai *client.DeplacerPlaceResponse
trouver:
	for _, a := range places {
		for _, b := range places {
			if a.Mission != b.Mission {
				if essai = deplacer(a, b, true); essai.JSON200 != nil {
					de, vers = a, b
					break trouver
				}
				require.Equal(t, http.StatusConflict, essai.StatusCode(), string(essai.Body))
				require.Contains(t, string(essai.Body), "plan.impossible")
			}
		}
	}
	require.NotNil(t, essai.JSON200, "deux personnes peuvent échanger")
	avant, gens := cout(), personnes()
	somme := int64(0)
	for _, x := range essai.JSON200.Termes {
		somme += int64(x.Centimes)
	}
	require.Equal(t, essai.JSON200.Delta, somme)
	fait := deplacer(de, vers, false)
	require.NotNil(t, fait.JSON200, string(fait.Body))
	require.True(t, fait.JSON200.Echange)
	require.Equal(t, essai.JSON200.Delta, fait.JSON200.Delta)
	require.Equal(t, avant+fait.JSON200.Delta, cout())
	require.Equal(t, gens, personnes(), "personne ne se perd")
	require.Equal(t, vers.Intervenant.String(), sql(t, s, `SELECT intervenant_id FROM plan_place WHERE id = $1`, de.Id))
	require.Equal(t, http.StatusPreconditionFailed, deplacer(de, vers, false).StatusCode(), "les versions lues ne sont plus celles-là")

	// Back again: the plan costs what it cost.
	retour := map[uuid.UUID]client.PlacePlan{}
	for _, x := range lire() {
		retour[x.Id] = x
	}
	require.Equal(t, -fait.JSON200.Delta, deplacer(retour[de.Id], retour[vers.Id], false).JSON200.Delta)
	require.Equal(t, avant, cout())

	// Two empty places, one person wanted on both by two gestionnaires at the same time.
	places = lire()
	for n := range 2 {
		r, err := c.ModifierPlacePlanWithResponse(t.Context(), places[n].Id, &client.ModifierPlacePlanParams{IfMatch: strconv.Itoa(places[n].Version)},
			client.ModificationPlace{Intervenant: nullable.NewNullNullable[uuid.UUID]()})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, string(r.Body))
	}
	places = lire()
	require.Equal(t, http.StatusConflict, deplacer(places[0], places[5], true).StatusCode(), "il n’y a personne à déplacer")
	var elle client.PlacePlan
	for _, x := range places[2:] {
		if deplacer(x, places[0], true).JSON200 != nil && deplacer(x, places[1], true).JSON200 != nil {
			elle = x
		}
	}
	require.NotNil(t, elle.Intervenant)
	gens = personnes()
	statuts := make([]int, 2)
	var g sync.WaitGroup
	for n := range 2 {
		g.Go(func() { statuts[n] = deplacer(elle, places[n], false).StatusCode() })
	}
	g.Wait()
	require.ElementsMatch(t, []int{http.StatusOK, http.StatusPreconditionFailed}, statuts)
	require.Equal(t, gens, personnes(), "personne ne se perd, personne n’est deux fois")

	// What one gestionnaire changed is not published by the one who has not read it.
	r, err := c.PublierPlanWithResponse(t.Context(), p.Id, &client.PublierPlanParams{IfMatch: strconv.Itoa(p.Version)}, client.DemandePublication{})
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, r.StatusCode())
	_, autre := planCalcule(t, s)
	ailleurs, err := c.DeplacerPlaceWithResponse(t.Context(), autre.Id, client.DeplacementPlace{De: client.PlaceLue{Id: lire()[3].Id, Version: lire()[3].Version}, Vers: client.PlaceLue{Id: lire()[4].Id, Version: lire()[4].Version}})
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, ailleurs.StatusCode(), "des places d’un autre plan")
}
