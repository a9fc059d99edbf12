// Package disponibilite says who is available for what, and why not: indisponibilités, situations, dispenses, vœux.
//
// The rules live in SQL (functions blocages and indisponibles): this package reads them, and says them in French.
package disponibilite

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
)

// The reasons why somebody is not available: stable codes.
const (
	Ecarte          = "ecarte"
	Historise       = "historise"
	CongeLong       = "conge_long"
	Admissible      = "admissible"
	Stagiaire       = "stagiaire"
	HorsContrat     = "hors_contrat"
	TempsPartiel    = "temps_partiel"
	QuotiteAtteinte = "quotite_atteinte"
	Indisponible    = "indisponibilite"
	Dispense        = "dispense"
	Occupe          = "occupe"
)

// Blocage is one reason why a person is not available, as a period: half-open, unbounded where nil.
type Blocage struct {
	IntervenantID uuid.UUID
	Raison        string
	Debut, Fin    *time.Time
	Portee        string     // tout, sur_place, moitie: see blocages() in the migrations
	SessionID     *uuid.UUID // only for this session
	Examen        *string    // only for this examen
	TypesPermis   []string   // not for these types of mission; nil: for all
	Donnee        json.RawMessage
}

// Creneau is what Bloque needs to know of a créneau and of its mission.
type Creneau struct {
	ID         uuid.UUID
	Debut, Fin time.Time
	SurPlace   bool
	Type       string
	SessionID  uuid.UUID
	Examen     *string
}

// Bloque says whether the reason holds for a créneau, as the SQL function bloque does: over a whole session, thousands of
// people and créneaux, one reads the blocages once and asks here.
func (b *Blocage) Bloque(c *Creneau) bool {
	debut, fin := c.Debut, c.Fin
	if b.Debut != nil && b.Debut.After(debut) {
		debut = *b.Debut
	}
	if b.Fin != nil && b.Fin.Before(fin) {
		fin = *b.Fin
	}
	switch {
	case !fin.After(debut), // they do not meet
		b.SessionID != nil && *b.SessionID != c.SessionID,
		b.Examen != nil && (c.Examen == nil || *b.Examen != *c.Examen),
		b.TypesPermis != nil && slices.Contains(b.TypesPermis, c.Type):
		return false
	case c.SurPlace || b.Portee == "tout":
		return true
	case b.Portee == "sur_place":
		return false
	}
	return 2*fin.Sub(debut) >= c.Fin.Sub(c.Debut)
}

// Blocages reads every reason of some people (nil: of everyone) between two days, both included, in the zone of the
// académie. It is meant for bulk: 20,000 people in one statement.
func Blocages(ctx context.Context, r db.Reader, academie string, qui []uuid.UUID, du, au time.Time) ([]Blocage, error) {
	return db.Query[Blocage](ctx, r, `SELECT intervenant_id, raison, lower(periode) AS debut, upper(periode) AS fin, portee, session_id, examen,
		types_permis, donnee FROM blocages($1, $2, $3, $4)`, academie, qui, du.Format(time.DateOnly), au.Format(time.DateOnly))
}

// Refus is one reason why one person does not go with one créneau.
type Refus struct {
	IntervenantID, CreneauID uuid.UUID
	Raison                   string
	Donnee                   json.RawMessage
}

// Indisponibles reads, for some people (nil: everyone) and some créneaux, the pairs that do not go together, and why.
func Indisponibles(ctx context.Context, r db.Reader, academie string, qui, creneaux []uuid.UUID) ([]Refus, error) {
	return db.Query[Refus](ctx, r, `SELECT intervenant_id, creneau_id, raison, donnee FROM indisponibles($1, $2, $3)
		ORDER BY intervenant_id, creneau_id, raison`, academie, qui, creneaux)
}

// DuCreneau says whether an occupation is that of this very créneau: whoever is on a mission is not kept from it by it.
func (b *Blocage) DuCreneau(id uuid.UUID) bool {
	var d struct {
		Creneau uuid.UUID `json:"creneau"`
	}
	return json.Unmarshal(b.Donnee, &d) == nil && d.Creneau == id
}
