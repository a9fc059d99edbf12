package mission

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// FusionnerMissions answers POST /missions/fusion: one mission takes the créneaux, the candidates, the origins and the
// needs of the others, which go away (cancelled, when OCEAN would bring them back). It returns fail.NotFound and
// fail.Conflict when they are not of one kind, have people, or overlap without being at the same hours.
func (a API) FusionnerMissions(ctx context.Context, r api.FusionnerMissionsRequestObject) (api.FusionnerMissionsResponseObject, error) {
	b := r.Body
	var bilan api.BilanFusion
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		m, err := prendre(ctx, tx, b.Vers, 0)
		if err != nil {
			return err
		}
		autres, err := prendreAutres(ctx, tx, m, b.Avec)
		if err != nil {
			return err
		}
		if err := reunir(ctx, tx, m, autres); err != nil {
			return err
		}
		if err := effacer(ctx, tx, m, autres, &bilan); err != nil {
			return err
		}
		if bilan.Mission, err = complete(ctx, tx.Reader, m.ID); err == nil && b.Simulation != nil && *b.Simulation {
			return errSimulation
		}
		return err
	})
	if fail.As(err) == errSimulation {
		err = nil
	}
	return api.FusionnerMissions200JSONResponse(bilan), err
}

// prendreAutres locks the missions that go away, in the order of their identifiers, and checks that they may.
func prendreAutres(ctx context.Context, tx *db.Tx, m ligne, avec []uuid.UUID) ([]ligne, error) {
	avec = slices.Clone(avec)
	slices.SortFunc(avec, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	avec = slices.Compact(avec)
	var autres []ligne
	for _, id := range avec {
		x, err := prendre(ctx, tx, id, 0)
		switch {
		case err != nil:
			return nil, err
		case id == m.ID:
			return nil, fail.New(fail.Invalid, "mission.fusion", "Une mission ne se fusionne pas avec elle-même.", fail.Field{Pointer: "/avec", Code: "elle_meme", Message: "mission qui reste"})
		case x.SessionID != m.SessionID || x.Type != m.Type || !egal(x.CentreID, m.CentreID) || !egal(x.EpreuveOptionID, m.EpreuveOptionID):
			return nil, fail.New(fail.Conflict, "mission.fusion", fmt.Sprintf("« %s » n’a pas la session, le type, le centre et l’épreuve-option de « %s » : elles ne se fusionnent pas.", x.Nom, m.Nom))
		}
		if err := libre(ctx, tx, x, "fusionner"); err != nil {
			return nil, err
		}
		autres = append(autres, x)
	}
	return autres, libre(ctx, tx, m, "fusionner")
}

func egal[T comparable](a, b *T) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

func reunir(ctx context.Context, tx *db.Tx, m ligne, autres []ligne) error {
	groupes := [][]creneau{}
	ids := []uuid.UUID{m.ID}
	for _, x := range autres {
		ids = append(ids, x.ID)
	}
	for _, id := range ids {
		cs, err := creneauxDe(ctx, tx.Reader, tx.Academie, id)
		if err != nil {
			return err
		}
		groupes = append(groupes, cs)
	}
	union, ok := unir(groupes...)
	if !ok {
		return fail.New(fail.Conflict, "mission.fusion", "Leurs créneaux sur place se chevauchent sans être les mêmes : accordez-les d’abord.")
	}
	if err := ecrireCreneaux(ctx, tx, m.ID, union); err != nil {
		return err
	}
	for _, sql := range []string{
		`INSERT INTO mission_besoin (academie, mission_id, role, nombre, reservistes)
			SELECT $1, $2, role, sum(nombre), sum(reservistes) FROM mission_besoin WHERE academie = $1 AND mission_id = ANY ($3) GROUP BY role
			ON CONFLICT (academie, mission_id, role) DO UPDATE SET nombre = excluded.nombre, reservistes = excluded.reservistes`,
		`INSERT INTO mission_origine (academie, mission_id, uai_origine, candidats)
			SELECT $1, $2, uai_origine, sum(candidats) FROM mission_origine WHERE academie = $1 AND mission_id = ANY ($3) GROUP BY uai_origine
			ON CONFLICT (academie, mission_id, uai_origine) DO UPDATE SET candidats = excluded.candidats`,
		`UPDATE mission SET candidats = (SELECT sum(candidats) FROM mission WHERE academie = $1 AND id = ANY ($3)), version = version + 1, maj_le = now(),
			saisis = CASE WHEN origine = 'ocean' THEN ARRAY(SELECT DISTINCT x FROM unnest(saisis || '{besoins,candidats,creneaux}') x ORDER BY x) ELSE saisis END
			WHERE academie = $1 AND id = $2`,
	} {
		if _, err := tx.Exec(ctx, sql, tx.Academie, m.ID, ids); err != nil {
			return err
		}
	}
	return nil
}

func effacer(ctx context.Context, tx *db.Tx, m ligne, autres []ligne, bilan *api.BilanFusion) error {
	var noms []string
	for _, x := range autres {
		noms = append(noms, x.Nom)
		action, sql := "suppression", `DELETE FROM mission WHERE academie = $1 AND id = $2`
		args := []any{tx.Academie, x.ID}
		if err := supprimable(ctx, tx, x); err != nil {
			action, sql = "etat", `UPDATE mission SET etat = 'annulee', motif = $3, version = version + 1, maj_le = now(),
				saisis = CASE WHEN origine = 'ocean' AND NOT 'etat' = ANY (saisis) THEN saisis || '{etat}' ELSE saisis END WHERE academie = $1 AND id = $2`
			args = append(args, "Fusionnée avec « "+m.Nom+" »")
			bilan.Annulees++
		} else {
			bilan.Supprimees++
		}
		if _, err := tx.Exec(ctx, sql, args...); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: action, Objet: "mission", ObjetID: x.ID.String(), Avant: map[string]any{"etat": x.Etat}, Apres: map[string]any{"fusionnee_avec": m.Nom}}); err != nil {
			return err
		}
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "fusion", Objet: "mission", ObjetID: m.ID.String(), Apres: map[string]any{"avec": noms}})
}
