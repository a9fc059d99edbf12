package habilitation_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// TestHabilitations: what a gestionnaire may touch follows, at each request, what the administrateur gave.
func TestHabilitations(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `DELETE FROM habilitation; INSERT INTO examen SELECT a, 'BAC', 'BACCALAUREAT' FROM unnest('{014,099}'::text[]) a;
		UPDATE mission SET examen = 'BAC', epreuve_option_id = NULL WHERE academie = '014' AND id = md5('014m20271')::uuid`)
	admin, gest := s.Client(t, "administrateur"), s.Client(t, "gestionnaire")
	var qui client.Utilisateur
	us, err := admin.ListerUtilisateursWithResponse(t.Context(), &client.ListerUtilisateursParams{})
	require.NoError(t, err)
	require.Equal(t, 200, us.StatusCode(), "%s", us.Body)
	for _, u := range us.JSON200.Items {
		if u.Identifiant == "gestionnaire.014" {
			qui = u
		}
	}
	missions := func() (int, int) {
		r, err := gest.ListerMissionsWithResponse(t.Context(), &client.ListerMissionsParams{})
		require.NoError(t, err)
		if r.JSON200 == nil {
			return r.StatusCode(), 0
		}
		return 200, r.JSON200.Total
	}
	donner := func(examens, activites *[]string, debut, fin string) (int, *client.Habilitation) {
		t.Helper()
		d := client.DemandeHabilitation{Utilisateur: qui.Id, Examens: examens, Activites: activites}
		d.Debut, d.Fin = apitest.Jour(debut), apitest.Jour(fin)
		r, err := admin.DonnerHabilitationWithResponse(t.Context(), d)
		require.NoError(t, err)
		return r.StatusCode(), r.JSON201
	}
	l := func(x ...string) *[]string { return &x }

	statut, _ := missions()
	require.Equal(t, 403, statut, "sans habilitation, rien")
	moi, err := gest.LireMoiWithResponse(t.Context())
	require.NoError(t, err)
	for _, a := range moi.JSON200.Activites {
		require.False(t, a.Ouverte, a.Code)
	}
	statut, h := donner(l("BAC"), l("missions"), "", "")
	require.Equal(t, 201, statut)
	statut, n := missions()
	require.Equal(t, 200, statut)
	require.Equal(t, 1, n, "les missions du BAC, et elles seules")
	r, err := gest.LireMissionWithResponse(t.Context(), apitest.Id("014m20272"))
	require.NoError(t, err)
	require.Equal(t, 404, r.StatusCode(), "une mission du BTS n’est pas dans son périmètre")
	j, err := gest.ListerJurysWithResponse(t.Context(), &client.ListerJurysParams{})
	require.NoError(t, err)
	require.Equal(t, 403, j.StatusCode(), "une autre activité")

	// The frais of the BTS say nothing of its missions.
	statut, _ = donner(l("BTS"), l("frais"), "", "")
	require.Equal(t, 201, statut)
	_, n = missions()
	require.Equal(t, 1, n)
	// In its dates only.
	for _, dates := range [][2]string{{"2020-01-01", "2020-12-31"}, {"2099-01-01", ""}} {
		statut, _ = donner(nil, nil, dates[0], dates[1])
		require.Equal(t, 201, statut)
		_, n = missions()
		require.Equal(t, 1, n)
	}
	statut, tout := donner(nil, nil, "", "")
	require.Equal(t, 201, statut)
	_, n = missions()
	require.Equal(t, 20, n)
	for _, id := range []client.Habilitation{*tout, *h} {
		x, err := admin.RetirerHabilitationWithResponse(t.Context(), id.Id)
		require.NoError(t, err)
		require.Equal(t, 204, x.StatusCode())
	}
	statut, _ = missions()
	require.Equal(t, 403, statut, "retirée, elle l’est à la demande suivante")

	// Nobody gives what he has not, nor what does not exist.
	for _, c := range [][2]*[]string{{nil, l("liquidation")}, {nil, l("inventee")}, {l("INCONNU"), nil}, {&[]string{}, nil}} {
		statut, _ = donner(c[0], c[1], "", "")
		require.Equal(t, 422, statut)
	}
	x, err := gest.DonnerHabilitationWithResponse(t.Context(), client.DemandeHabilitation{Utilisateur: qui.Id})
	require.NoError(t, err)
	require.Equal(t, 403, x.StatusCode())
	lus := apitest.Lignes[struct{ N int }](t, s, `SELECT count(*) AS n FROM journal WHERE objet = 'habilitation' AND qui = 'Essai ADMINISTRATEUR'`)
	require.Equal(t, 7, lus[0].N, "cinq données, deux retirées")
}
