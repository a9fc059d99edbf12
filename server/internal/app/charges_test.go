package app_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/apitest"
)

// Somebody's load beside her discipline: counted again here in the plainest way.
func TestChargesDUnePersonne(t *testing.T) {
	s := apitest.Nouveau(t)
	c := s.Client(t, "gestionnaire")
	qui := uuid.MustParse(sql(t, s, `SELECT a.intervenant_id FROM affectation a JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal' AND r.effectif
		WHERE a.academie = '014' AND a.etat IN ('affectee', 'convoquee', 'effectuee') AND r.discipline IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`))
	r, err := c.LireChargesIntervenantWithResponse(t.Context(), qui)
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, string(r.Body))
	require.NotEmpty(t, r.JSON200.Sessions)
	for _, x := range r.JSON200.Sessions {
		require.Equal(t, sql(t, s, `SELECT count(*) FROM affectation a JOIN session s ON s.academie = a.academie AND s.id = a.session_id
			WHERE a.academie = '014' AND s.code = $1 AND a.intervenant_id = $2 AND a.etat IN ('affectee', 'convoquee', 'effectuee')`, x.Session, qui), strconv.Itoa(int(x.Moi.Missions)))
		if x.Mediane == nil {
			require.Zero(t, x.Personnes)
			continue
		}
		require.Equal(t, sql(t, s, `SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY n))::text FROM (SELECT count(*) AS n FROM affectation a JOIN session s ON s.academie = a.academie AND s.id = a.session_id
			JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal' AND r.effectif
			WHERE a.academie = '014' AND s.code = $1 AND a.etat IN ('affectee', 'convoquee', 'effectuee')
			AND r.discipline = (SELECT discipline FROM rattachement WHERE academie = '014' AND intervenant_id = $2 AND type = 'principal' AND effectif) GROUP BY a.intervenant_id) x`, x.Session, qui),
			strconv.FormatFloat(float64(x.Mediane.Missions), 'f', -1, 32))
	}

	// Kilometres are those that plans count.
	a, b := instance.Lieu{Latitude: 48.11, Longitude: -1.68, Connu: true}, instance.Lieu{Latitude: 48.39, Longitude: -4.49, Connu: true}
	s.Pg.Sql(t, `UPDATE etablissement e SET latitude = 48.11, longitude = -1.68 FROM rattachement r WHERE e.academie = '014' AND r.academie = '014' AND r.etablissement_id = e.id AND r.intervenant_id = $1::uuid AND r.type = 'principal'`, qui.String())
	s.Pg.Sql(t, `UPDATE centre SET latitude = 48.39, longitude = -4.49 WHERE academie = '014'`)
	s.Pg.Sql(t, `UPDATE type_mission SET sur_place = true WHERE academie = '014'`)
	r, err = c.LireChargesIntervenantWithResponse(t.Context(), qui)
	require.NoError(t, err)
	x := r.JSON200.Sessions[0]
	require.InDelta(t, float64(instance.Kilometres(&a, &b))*float64(x.Moi.Missions), float64(x.Moi.Km), float64(x.Moi.Missions))

	// Each reads her own, and a median of few people is kept from her.
	moi := s.Client(t, "intervenant")
	autre, err := moi.LireChargesIntervenantWithResponse(t.Context(), qui)
	require.NoError(t, err)
	elle := uuid.MustParse(sql(t, s, `SELECT intervenant_id FROM utilisateur WHERE academie = '014' AND intervenant_id IS NOT NULL ORDER BY id LIMIT 1`))
	if elle != qui {
		require.Equal(t, http.StatusNotFound, autre.StatusCode())
	}
	inconnue, err := c.LireChargesIntervenantWithResponse(t.Context(), uuid.New())
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, inconnue.StatusCode())
}
