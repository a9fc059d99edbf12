package mission

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// ecrireCreneaux gives a mission these créneaux and no other; those that it has already keep their identifier. The
// people affected follow: while it is done nobody holds a place here, so that a créneau may take the hours of the one
// that leaves, and every place is taken again at the end, under the exclusion constraint.
func ecrireCreneaux(ctx context.Context, tx *db.Tx, mission uuid.UUID, cs []creneau) error {
	debuts, fins, surPlace := bornes(cs)
	for _, sql := range []string{
		`UPDATE occupation o SET active = false FROM affectation a WHERE a.academie = $1 AND a.mission_id = $2 AND o.academie = a.academie AND o.affectation_id = a.id AND o.active`,
		`INSERT INTO creneau (academie, id, mission_id, debut, fin, sur_place)
			SELECT $1, uuid_v7(), $2, n.debut, n.fin, n.sur_place FROM unnest($3::timestamptz[], $4::timestamptz[], $5::boolean[]) n(debut, fin, sur_place)
			WHERE NOT EXISTS (SELECT 1 FROM creneau k WHERE k.academie = $1 AND k.mission_id = $2 AND k.debut = n.debut AND k.fin = n.fin AND k.sur_place = n.sur_place)`,
		`DELETE FROM creneau k WHERE k.academie = $1 AND k.mission_id = $2 AND NOT EXISTS (
			SELECT 1 FROM unnest($3::timestamptz[], $4::timestamptz[], $5::boolean[]) n(debut, fin, sur_place) WHERE k.debut = n.debut AND k.fin = n.fin AND k.sur_place = n.sur_place)`,
		`UPDATE occupation o SET active = true FROM affectation a WHERE a.academie = $1 AND a.mission_id = $2 AND o.academie = a.academie AND o.affectation_id = a.id
			AND NOT o.active AND a.etat NOT IN ('proposee', 'desaffectee')`,
	} {
		args := []any{tx.Academie, mission, debuts, fins, surPlace}
		if sql[0] == 'U' {
			args = args[:2]
		}
		if _, err := tx.Exec(ctx, sql, args...); err != nil {
			return err
		}
	}
	return nil
}

func bornes(cs []creneau) (debuts, fins []time.Time, surPlace []bool) {
	for _, c := range cs {
		debuts, fins, surPlace = append(debuts, c.Debut), append(fins, c.Fin), append(surPlace, c.SurPlace)
	}
	return debuts, fins, surPlace
}

// ecrireBesoins gives a mission these needs and no other. It returns fail.Invalid for a role named twice.
func ecrireBesoins(ctx context.Context, tx *db.Tx, mission uuid.UUID, bs []api.BesoinMission) error {
	var roles []string
	var nombres, reserves []int
	for _, b := range bs {
		if slices.Contains(roles, string(b.Role)) {
			return fail.New(fail.Invalid, "mission.besoins", "Un rôle ne figure qu’une fois dans les besoins.", fail.Field{Pointer: "/besoins", Code: "doublon", Message: string(b.Role) + " deux fois"})
		}
		reserve := 0
		if b.Reservistes != nil {
			reserve = *b.Reservistes
		}
		roles, nombres, reserves = append(roles, string(b.Role)), append(nombres, b.Nombre), append(reserves, reserve)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM mission_besoin WHERE academie = $1 AND mission_id = $2 AND role <> ALL ($3)`, tx.Academie, mission, roles); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO mission_besoin (academie, mission_id, role, nombre, reservistes)
		SELECT $1, $2, n.role, n.nombre, n.reservistes FROM unnest($3::text[], $4::int[], $5::int[]) n(role, nombre, reservistes)
		ON CONFLICT (academie, mission_id, role) DO UPDATE SET nombre = excluded.nombre, reservistes = excluded.reservistes
		WHERE (mission_besoin.nombre, mission_besoin.reservistes) IS DISTINCT FROM (excluded.nombre, excluded.reservistes)`, tx.Academie, mission, roles, nombres, reserves)
	return err
}

// ecrireOrigines gives a mission these establishments of origin and no other; a code named twice counts once, added up.
func ecrireOrigines(ctx context.Context, tx *db.Tx, mission uuid.UUID, os []api.OrigineMission) error {
	var codes []string
	var candidats []int
	for _, o := range os {
		codes, candidats = append(codes, o.Uai), append(candidats, o.Candidats)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM mission_origine WHERE academie = $1 AND mission_id = $2 AND uai_origine <> ALL ($3)`, tx.Academie, mission, codes); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO mission_origine (academie, mission_id, uai_origine, candidats)
		SELECT $1, $2, n.uai, sum(n.candidats) FROM unnest($3::text[], $4::int[]) n(uai, candidats) GROUP BY n.uai
		ON CONFLICT (academie, mission_id, uai_origine) DO UPDATE SET candidats = excluded.candidats WHERE mission_origine.candidats <> excluded.candidats`,
		tx.Academie, mission, codes, candidats)
	return err
}
