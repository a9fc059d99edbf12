package mission

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// DupliquerMission answers POST /missions/{id}/duplication: drafts with the same créneaux (so many days later each time,
// at the same wall clock), needs and origins, and nobody affected. It returns fail.NotFound, fail.Conflict for a closed
// session, fail.Invalid for a centre of another session.
func (a API) DupliquerMission(ctx context.Context, r api.DupliquerMissionRequestObject) (api.DupliquerMissionResponseObject, error) {
	b, nombre := r.Body, 1
	if b.Nombre != nil {
		nombre = *b.Nombre
	}
	faites := api.MissionsFaites{Missions: []api.Mission{}}
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		m, err := prendre(ctx, tx, r.Id, 0)
		if err != nil {
			return err
		}
		cs, err := creneauxDe(ctx, tx.Reader, tx.Academie, m.ID)
		if err != nil {
			return err
		}
		de, err := time.LoadLocation(m.Fuseau)
		if err != nil {
			return err
		}
		vers := de
		if b.Centre != nil {
			if vers, err = zoneDe(ctx, tx, m.SessionID, b.Centre); err != nil {
				return err
			}
			m.CentreID = b.Centre
		}
		for i := range nombre {
			jours := 0
			if b.DecalageJours != nil {
				jours = *b.DecalageJours * (i + 1)
			}
			id, err := copier(ctx, tx, m, decaler(transporter(cs, de, vers), vers, jours))
			if err != nil {
				return err
			}
			if err := ajouter(ctx, tx, &faites, id); err != nil {
				return err
			}
		}
		return nil
	})
	return api.DupliquerMission201JSONResponse(faites), err
}

// decaler moves créneaux by days at the wall clock of their zone.
func decaler(cs []creneau, zone *time.Location, jours int) []creneau {
	faits := make([]creneau, len(cs))
	for i, c := range cs {
		faits[i] = creneau{c.Debut.In(zone).AddDate(0, 0, jours), c.Fin.In(zone).AddDate(0, 0, jours), c.SurPlace}
	}
	return faits
}

// copier makes a draft of a mission, at its centre, with these créneaux.
func copier(ctx context.Context, tx *db.Tx, m ligne, cs []creneau) (uuid.UUID, error) {
	id := uuid.Must(uuid.NewV7())
	if _, err := tx.Exec(ctx, `INSERT INTO mission (academie, id, session_id, type, libelle, centre_id, examen, epreuve_option_id, origine, besoin, candidats, charge, charge_unite, consigne, jury_id)
			SELECT academie, $3, session_id, type, libelle, $4, examen, epreuve_option_id, 'saisie', 0, candidats, charge, charge_unite, consigne, jury_id
			FROM mission WHERE academie = $1 AND id = $2`, tx.Academie, m.ID, id, m.CentreID); err != nil {
		return id, err
	}
	for _, sql := range []string{
		`INSERT INTO mission_besoin (academie, mission_id, role, nombre, reservistes) SELECT academie, $3, role, nombre, reservistes FROM mission_besoin WHERE academie = $1 AND mission_id = $2`,
		`INSERT INTO mission_origine (academie, mission_id, uai_origine, candidats) SELECT academie, $3, uai_origine, candidats FROM mission_origine WHERE academie = $1 AND mission_id = $2`,
	} {
		if _, err := tx.Exec(ctx, sql, tx.Academie, m.ID, id); err != nil {
			return id, err
		}
	}
	if err := ecrireCreneaux(ctx, tx, id, cs); err != nil {
		return id, err
	}
	return id, journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "mission", ObjetID: id.String(), Apres: map[string]any{"copie_de": m.Nom}})
}

// ajouter reads back, in its transaction, what an operation made.
func ajouter(ctx context.Context, tx *db.Tx, faites *api.MissionsFaites, id uuid.UUID) error {
	m, ok, err := list.Dans[api.Mission](ctx, tx.Reader, Missions, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette mission")
	}
	faites.Missions = append(faites.Missions, m)
	return err
}
