package mission

import (
	"context"
	"fmt"
	"time"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// ScinderMission answers POST /missions/{id}/scission: the mission keeps the first part, each other part is a new draft.
// It returns fail.NotFound, fail.Stale, fail.Conflict when people are affected or there is nothing to share.
func (a API) ScinderMission(ctx context.Context, r api.ScinderMissionRequestObject) (api.ScinderMissionResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	faites := api.MissionsFaites{Missions: []api.Mission{}}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		m, err := prendre(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if err := libre(ctx, tx, m, "scinder"); err != nil {
			return err
		}
		parts, err := partsDe(ctx, tx, m, r.Body)
		if err != nil {
			return err
		}
		return scinder(ctx, tx, m, parts, &faites)
	})
	return api.ScinderMission200JSONResponse(faites), err
}

// libre: only a living mission where nobody is affected, nor was, is cut or melted: the history of the others stays.
func libre(ctx context.Context, tx *db.Tx, m ligne, pour string) error {
	if m.Etat == "annulee" || m.Etat == "close" {
		return fail.New(fail.Conflict, "mission.etat", fmt.Sprintf("« %s » est close ou annulée : on ne peut pas la %s.", m.Nom, pour))
	}
	n, err := db.Scalar[int](ctx, tx.Reader, `SELECT count(*) FROM affectation WHERE academie = $1 AND mission_id = $2 AND etat <> 'desaffectee'`, tx.Academie, m.ID)
	if err == nil && n > 0 {
		return fail.New(fail.Conflict, "mission.affectee", fmt.Sprintf("%s affectée(s) à « %s » : désaffectez-les avant de la %s.", majuscule(personnes(n)), m.Nom, pour))
	}
	return err
}

// part of a mission that is cut.
type part struct {
	creneaux  []creneau
	candidats *int
	besoins   []api.BesoinMission
	origines  []api.OrigineMission
}

func partsDe(ctx context.Context, tx *db.Tx, m ligne, b *api.ScissionMission) ([]part, error) {
	c, err := complete(ctx, tx.Reader, m.ID)
	if err != nil {
		return nil, err
	}
	cs, err := creneauxDe(ctx, tx.Reader, tx.Academie, m.ID)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(m.Fuseau)
	if err != nil {
		return nil, err
	}
	n, jours := b.Parts, parJour(cs, zone)
	if b.Selon == "jours" {
		if n = len(jours); n < 2 {
			return nil, fail.New(fail.Conflict, "mission.un_jour", "Cette mission tient en un jour : scindez-la par effectifs.", fail.Field{Pointer: "/selon", Code: "un_jour", Message: "un seul jour"})
		}
	}
	parts := make([]part, n)
	besoins := repartirBesoins(c.Besoins, n)
	total := 0
	for _, o := range c.Origines {
		total += o.Candidats
	}
	if m.Candidats != nil {
		total = *m.Candidats
	}
	tailles := partager(total, n)
	origines := repartirOrigines(c.Origines, tailles)
	for i := range parts {
		parts[i] = part{creneaux: cs, besoins: besoins[i], origines: origines[i]}
		if m.Candidats != nil {
			parts[i].candidats = &tailles[i]
		}
		if b.Selon == "jours" { // the same people are wanted each day
			parts[i].creneaux, parts[i].besoins = jours[i], c.Besoins
		}
	}
	return parts, nil
}

func scinder(ctx context.Context, tx *db.Tx, m ligne, parts []part, faites *api.MissionsFaites) error {
	for i, p := range parts {
		id := m.ID
		if i > 0 {
			var err error
			if id, err = copier(ctx, tx, m, p.creneaux); err != nil {
				return err
			}
		}
		if err := ecrireCreneaux(ctx, tx, id, p.creneaux); err != nil {
			return err
		}
		if err := ecrireBesoins(ctx, tx, id, p.besoins); err != nil {
			return err
		}
		if err := ecrireOrigines(ctx, tx, id, p.origines); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE mission SET candidats = $3, version = version + CASE WHEN $4 THEN 1 ELSE 0 END, maj_le = now(),
				saisis = CASE WHEN origine = 'ocean' THEN ARRAY(SELECT DISTINCT x FROM unnest(saisis || '{besoins,candidats,creneaux}') x ORDER BY x) ELSE saisis END
			WHERE academie = $1 AND id = $2`, tx.Academie, id, p.candidats, i == 0); err != nil {
			return err
		}
		if err := ajouter(ctx, tx, faites, id); err != nil {
			return err
		}
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "scission", Objet: "mission", ObjetID: m.ID.String(), Apres: map[string]any{"parts": len(parts)}})
}
