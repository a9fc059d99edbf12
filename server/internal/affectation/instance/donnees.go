// Package instance turns what is known of a session — people, missions, rules — into the problem that the engine solves,
// and says of each pair whether it is possible, why not, and what it costs. It knows no database and no clock.
package instance

import (
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/disponibilite"
)

// Donnees is a session as it is read: slices are indexed by the fields that point to them.
type Donnees struct {
	Session   uuid.UUID
	Fuseau    *time.Location // of the académie
	Lieux     []Lieu
	Personnes []Personne
	Missions  []Mission
	Reglages  regle.Reglages
	Cumuls    []Cumul
	Bareme    Bareme
	Souhaits  []Souhait
	// Interdits are the pairs that a gestionnaire refused, as indices (mission, person).
	Interdits map[[2]int32]bool
}

// Lieu is a point people leave from or go to. Connu is false where no coordinates are known: such a place is near
// nothing, and costs the journey of an average one.
type Lieu struct {
	Latitude, Longitude float64
	Connu               bool
	Commune             string // INSEE code, "" unknown
	Bassin              string
}

// Personne is somebody who may be called.
type Personne struct {
	ID          uuid.UUID
	Nom         string // last name, first name
	Lieu        int32  // résidence administrative
	Communes    []string
	UAI         []string // where she works
	Discipline  string
	Competences map[uuid.UUID]int16 // épreuve-option → priority: 1 holds an exam class
	Blocages    []disponibilite.Blocage
	Contractuel bool
	Designee    bool // a contractuel whom the inspecteur designated
	Quotite     int32
	Passe       int32 // missions of past sessions
	Jours       int32 // quota of days on site of her own (prorata); 0: none
	Voeux       []Voeu
}

// Voeu is one wish; Sens is +1 for what is wished, −1 for what is avoided.
type Voeu struct {
	Genre      string
	Sens       int32
	Debut, Fin time.Time // periode, half-open
	Lieu       int32     // etablissement
	DistanceKm int32
	Type       string
	Collegue   uuid.UUID
}

// Mission is a work to be held.
type Mission struct {
	ID            uuid.UUID
	Libelle       string
	Type, Examen  string
	EpreuveOption uuid.UUID // Nil: none
	Exige         bool      // only holders of the compétence
	Centre        int32     // lieu; −1: none (at a distance)
	CentreUAI     string
	Origines      []string // UAI whose candidates are examined
	Creneaux      []Creneau
	SurPlace      bool
	Copies        int32 // of one person
	Candidats     int32 // of one person
	Jury          uuid.UUID
	Postes        []Poste
	// Fixe: outside the plan; its people are taken as they are.
	Fixe bool
}

// Creneau is a period, half-open; Jour is its day where it happens, in days since 1970.
type Creneau struct {
	ID         uuid.UUID
	Debut, Fin time.Time
	Jour       int32
}

// Poste is a role and its seats. Tenus are the people already affected, as indices.
type Poste struct {
	Role    string
	Besoin  int32
	Reserve bool
	Tenus   []Tenu
}

// Tenu is somebody on a poste before the plan.
type Tenu struct {
	Personne    int32
	Affectation uuid.UUID
	Convoque    bool
	Verrouille  bool
}

// Cumul forbids one person to hold both kinds of mission; an empty field stands for any.
type Cumul struct{ ExamenA, TypeA, ExamenB, TypeB string }

// Bareme is what a journey makes the académie pay, in centimes.
type Bareme struct {
	ParKm, Repas, Nuitee int32
	// NuiteeAuDela is the distance, one way, above which two days running are worth a night.
	NuiteeAuDela int32
	// Limitrophe says whether two communes touch: no journey is paid then.
	Limitrophe func(a, b string) bool
}
