package mission

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// ligne is a mission locked for a change, with what the change depends on.
type ligne struct {
	ID              uuid.UUID
	SessionID       uuid.UUID
	SessionEtat     string
	Type            string
	SurPlace        bool
	CentreID        *uuid.UUID
	EpreuveOptionID *uuid.UUID
	Examen          *string
	Libelle         *string
	Etat            string
	Origine         string
	Candidats       *int
	Charge          *int
	ChargeUnite     *string
	Consigne        *string
	Fuseau          string
	Version         int
	Nom             string // as people call it
}

const nomDeMission = `coalesce(nullif(m.libelle, ''), tm.libelle || coalesce(' – ' || o.libelle, '')) || coalesce(', ' || ce.libelle, '')`

const lireLigne = `SELECT m.id, m.session_id, s.etat AS session_etat, m.type, tm.sur_place, m.centre_id, m.epreuve_option_id, m.examen, m.libelle, m.etat,
	m.origine, m.candidats, m.charge, m.charge_unite, m.consigne, ` + fuseau + ` AS fuseau, m.version, ` + nomDeMission + ` AS nom
	FROM mission m JOIN session s ON s.academie = m.academie AND s.id = m.session_id JOIN type_mission tm ON tm.academie = m.academie AND tm.code = m.type
	JOIN academie ac ON ac.code = m.academie LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
	LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id WHERE m.academie = $1 AND `

// prendre locks a mission that was read at a version; zero asks for no version. It returns fail.NotFound, fail.Stale,
// fail.Conflict when its session takes no more changes.
func prendre(ctx context.Context, tx *db.Tx, id uuid.UUID, version int) (ligne, error) {
	m, ok, err := db.One[ligne](ctx, tx.Reader, lireLigne+`m.id = $2 FOR UPDATE OF m`, tx.Academie, id)
	switch {
	case err != nil:
		return m, err
	case !ok:
		return m, fail.Introuvable("Cette mission")
	case version != 0 && m.Version != version:
		return m, fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié cette mission depuis que vous l’avez lue. Relisez-la, puis reportez vos changements.")
	}
	return m, sessionVivante(m.SessionEtat)
}

func sessionVivante(etat string) error {
	switch etat {
	case "close":
		return fail.New(fail.Conflict, "session.close", "La session de cette mission est close : rouvrez-la pour y changer quelque chose.")
	case "archivee":
		return fail.New(fail.Conflict, "session.archivee", "La session de cette mission est archivée : elle se lit, et ne change plus.")
	}
	return nil
}

// zoneDe is the zone where a mission at this centre reads its hours. It returns fail.Invalid when the centre is not one
// of the session.
func zoneDe(ctx context.Context, tx *db.Tx, session uuid.UUID, centre *uuid.UUID) (*time.Location, error) {
	nom, err := db.Scalar[string](ctx, tx.Reader, `SELECT coalesce((SELECT fuseau FROM centre WHERE academie = $1 AND id = $2 AND session_id = $3),
		CASE WHEN $2::uuid IS NULL THEN (SELECT fuseau FROM academie WHERE code = $1) END, '')`, tx.Academie, centre, session)
	if err != nil {
		return nil, err
	}
	if nom == "" {
		return nil, fail.New(fail.Invalid, "mission.centre", "Ce centre n’est pas un centre de la session.", fail.Field{Pointer: "/centre", Code: "inconnu", Message: "centre inconnu dans cette session"})
	}
	return time.LoadLocation(nom)
}

// creneauxDe reads the créneaux of a mission.
func creneauxDe(ctx context.Context, l db.Reader, academie string, mission uuid.UUID) ([]creneau, error) {
	return db.Query[creneau](ctx, l, `SELECT debut, fin, sur_place FROM creneau WHERE academie = $1 AND mission_id = $2 ORDER BY debut, id`, academie, mission)
}
