package mission

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// LireMission answers GET /missions/{id}. It returns fail.NotFound.
func (a API) LireMission(ctx context.Context, r api.LireMissionRequestObject) (api.LireMissionResponseObject, error) {
	var c api.MissionComplete
	err := access.De(ctx).Lire(ctx, a.Base, func(l db.Reader, _ string) (err error) {
		c, err = complete(ctx, l, r.Id)
		return err
	})
	return api.LireMission200JSONResponse(c), err
}

// complete reads a mission and all that hangs from it, as the principal may see it.
func complete(ctx context.Context, l db.Reader, id uuid.UUID) (c api.MissionComplete, err error) {
	var ok bool
	if c.Mission, ok, err = list.Dans[api.Mission](ctx, l, Missions, id); err != nil {
		return c, err
	}
	if !ok {
		return c, fail.Introuvable("Cette mission")
	}
	zone, err := time.LoadLocation(c.Mission.Fuseau)
	if err != nil {
		return c, err
	}
	lus, err := db.Query[struct {
		ID uuid.UUID
		creneau
	}](ctx, l, `SELECT id, debut, fin, sur_place FROM creneau WHERE mission_id = $1 ORDER BY debut, id`, id)
	if err != nil {
		return c, err
	}
	c.Creneaux = []api.CreneauMission{}
	for _, x := range lus {
		k := x.lu(zone)
		k.Id = x.ID
		c.Creneaux = append(c.Creneaux, k)
	}
	if c.Besoins, err = lues[api.BesoinMission](ctx, l, `SELECT b.role, b.nombre, b.reservistes, (SELECT count(*) FROM affectation f WHERE f.academie = b.academie
		AND f.mission_id = b.mission_id AND f.role = b.role AND f.etat <> 'desaffectee' AND f.etat <> 'proposee')::int AS affectes
		FROM mission_besoin b WHERE b.mission_id = $1 ORDER BY array_position(ARRAY['president', 'vice_president', 'membre', 'coordonnateur', 'correcteur',
		'interrogateur', 'secretaire', 'surveillant'], b.role)`, id); err != nil {
		return c, err
	}
	if c.Origines, err = lues[api.OrigineMission](ctx, l, `SELECT o.uai_origine AS uai, e.nom AS etablissement, e.commune, o.candidats FROM mission_origine o
		LEFT JOIN etablissement e ON e.academie = o.academie AND e.uai = o.uai_origine WHERE o.mission_id = $1 ORDER BY o.candidats DESC, o.uai_origine`, id); err != nil {
		return c, err
	}
	c.Alertes, err = lues[api.AlerteMission](ctx, l, `SELECT id, nature, suite, affectes, convoques, le, traitee_le, traitee_par FROM mission_alerte
		WHERE mission_id = $1 ORDER BY traitee_le NULLS FIRST, le DESC LIMIT 50`, id)
	return c, err
}

// lues is db.Query whose nothing is an empty list: that is what the contract promises.
func lues[T any](ctx context.Context, l db.Reader, sql string, args ...any) ([]T, error) {
	x, err := db.Query[T](ctx, l, sql, args...)
	if x == nil {
		x = []T{}
	}
	return x, err
}
