package app_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// TestOuvertures: a decision is in force at once, for the menu and for the API; the last one wins, and is not taken over
// another unseen.
func TestOuvertures(t *testing.T) {
	s := apitest.Nouveau(t)
	g, i := s.Client(t, "gestionnaire"), s.Client(t, "intervenant")
	lire := func() client.Ouverture {
		l, err := g.ListerOuverturesWithResponse(t.Context())
		require.NoError(t, err)
		require.NotNil(t, l.JSON200, "%s", l.Body)
		for _, o := range l.JSON200.Ouvertures {
			if o.Service == "intervenant" && o.Activite == "competences-saisie" {
				return o
			}
		}
		t.Fatal("activité absente")
		return client.Ouverture{}
	}
	acces := func() int {
		r, err := i.ListerCompetencesWithResponse(t.Context(), nil)
		require.NoError(t, err)
		return r.StatusCode()
	}
	decider := func(d client.DecisionOuverture) *client.DeciderOuvertureResponse {
		d.Service, d.Activite = "intervenant", "competences-saisie"
		r, err := g.DeciderOuvertureWithResponse(t.Context(), d)
		require.NoError(t, err)
		return r
	}
	avant := lire()
	require.True(t, avant.Ouverte)
	require.Equal(t, http.StatusOK, acces())

	r := decider(client.DecisionOuverture{Ouverte: false, Message: ptr(" Reprise lundi. "), Derniere: avant.Derniere})
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.False(t, r.JSON200.Ouverte)
	require.Equal(t, "Reprise lundi.", *r.JSON200.Message)
	require.NotNil(t, r.JSON200.DecidePar)
	require.Equal(t, http.StatusForbidden, acces(), "fermée aussitôt")

	require.Equal(t, http.StatusPreconditionFailed, decider(client.DecisionOuverture{Ouverte: true, Derniere: avant.Derniere}).StatusCode(), "décidée entre-temps")
	demain := time.Now().Add(24 * time.Hour)
	require.Equal(t, "campagne.dates", decider(client.DecisionOuverture{Ouverte: true, Debut: &demain, Fin: ptr(demain.Add(-time.Hour)), Derniere: lire().Derniere}).ApplicationproblemJSONDefault.Code)
	require.NotNil(t, decider(client.DecisionOuverture{Ouverte: true, Debut: &demain, Derniere: lire().Derniere}).JSON200)
	require.Equal(t, http.StatusForbidden, acces(), "pas avant demain")
	require.NotNil(t, decider(client.DecisionOuverture{Ouverte: true, Fin: &demain, Derniere: lire().Derniere}).JSON200)
	require.Equal(t, http.StatusOK, acces())

	inconnue, err := g.DeciderOuvertureWithResponse(t.Context(), client.DecisionOuverture{Service: "centre", Activite: "inconnue", Ouverte: true})
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, inconnue.StatusCode())
	h, err := g.ListerCampagnesWithResponse(t.Context(), &client.ListerCampagnesParams{Filtre: ptr("activite==competences-saisie;service==intervenant")})
	require.NoError(t, err)
	require.Len(t, h.JSON200.Items, 4, "chaque décision reste à l’historique")
	require.Equal(t, "3", sql(t, s, `SELECT count(*) FROM journal WHERE objet = 'campagne' AND academie = '014' AND qui <> 'postgres' AND pourquoi IS NOT DISTINCT FROM NULL AND apres->>'decide_par' IS NOT NULL`))
}
