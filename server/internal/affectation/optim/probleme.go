package optim

import "math"

// SansLimite lifts a quota.
const SansLimite = math.MaxInt32

// Probleme is a session to assign. Indices of slices are identifiers: Arc.Personne is an index of Personnes, and so on.
// It is only read, and may be shared by several solves.
type Probleme struct {
	Personnes []Personne
	Missions  []Mission
	Postes    []Poste
	// Arcs are the eligible pairs, in any order. Of two arcs of the same pair the cheaper counts, a locked one first.
	Arcs []Arc
	// Trajet gives the minutes that must separate the end of a mission in centre de from the start of one in centre
	// vers (preparation included). Nil: none. It must be pure, and safe to call from several goroutines.
	Trajet func(de, vers int32) int32
	// CumulsInterdits are the pairs of Mission.Famille that one person may not hold together.
	CumulsInterdits [][2]int32
	// Compositions are wishes on who sits together; see Composition.
	Compositions []Composition
	// Recomposer writes Compositions again when arcs are added to those at hand. Nil: they do not depend on them.
	Recomposer func(arcs []Arc) []Composition
	// PrixDeplacement is paid for each arc Publie that the plan does not keep.
	PrixDeplacement int64
	// Omis tells, when Arcs holds only the nearest people, what each person could hold besides: given the price paid for a
	// seat of each poste, in centimes, it returns a function that appends the arcs of a person which could pay. It may leave
	// out whatever never lowers the cost of her schedule less the prices, and say again what Arcs holds; it is called from
	// several goroutines. Nil: Arcs is complete. The engine asks at the end, takes in the arcs that pay, and goes on: the
	// bound then holds for every eligible pair.
	Omis func(prix []int64) func(personne int32, dst []Arc) []Arc
	// Renfort returns, of the eligible arcs of a poste that Arcs leaves out, the n cheapest whose person is libre. The engine
	// calls it for the seats that it cannot fill with the arcs at hand. Nil: there is nobody else.
	Renfort func(poste int32, n int, libre func(personne int32) bool) []Arc
}

// Places counts the seats to fill.
func (p *Probleme) Places() (n int64) {
	for j := range p.Postes {
		n += int64(p.Postes[j].Besoin)
	}
	return n
}

// Personne is someone who can be assigned.
type Personne struct {
	Plafonds
	// Charge[l] is the cost of an (l+1)-th mission on top of l: never decreasing. The last value is repeated beyond the
	// end; nil costs nothing. Part-time and past sessions are said here. People may share one slice.
	Charge []int64
}

// Plafonds are what one person may hold in all. Zero means nothing at all: see Libre.
type Plafonds struct{ Missions, Jours, Copies, Candidats int32 }

// Libre returns plafonds that limit the number of missions only.
func Libre(missions int32) Plafonds {
	return Plafonds{Missions: missions, Jours: SansLimite, Copies: SansLimite, Candidats: SansLimite}
}

// Mission is a work at a place, held by the people of its postes.
type Mission struct {
	// Centre is any number, meaningful to Trajet. Missions of one Centre can share a journey.
	Centre int32
	// Creneaux are its periods on site, sorted, without overlap. Missions without créneau exclude nothing.
	Creneaux []Creneau
	// ADistance: the créneaux are a period, and exclude nothing.
	ADistance bool
	// Famille is any number, meaningful to CumulsInterdits.
	Famille int32
	// Copies and Candidats are the weights for each person in the quotas of the same names.
	Copies, Candidats int32
}

// Creneau is a period: minutes of one same clock for the whole problem, without zone (instants, so that a change of hour
// or a night is nothing special). Fin is excluded: what ends at 12:00 is compatible, in one place, with what starts then.
type Creneau struct {
	Debut, Fin int32
	// Jour numbers the local day: quota in days and shared journeys go by it.
	Jour int32
}

// Poste is a role of a mission: so many seats.
type Poste struct {
	Mission int32
	Besoin  int32
	// NonPourvu is the price of each seat left empty.
	NonPourvu int64
	// Role is any number that the caller understands.
	Role int32
	// Reserve: holders can be called elsewhere by a repair, which then empties the seat.
	Reserve bool
}

// Arc is an eligible pair.
type Arc struct {
	Poste, Personne int32
	// Cout is the whole cost of the pair, in centimes; negative is allowed (a wish granted).
	Cout int32
	// Trajet is the part of Cout that is not paid when the mission that the person holds just before, on the same day,
	// is in the same centre. Between 0 and the journey's cost.
	Trajet int32
	Etat   Etat
}

// Etat is a set of marks on an arc.
type Etat uint8

// Marks of an arc.
const (
	Verrouille Etat = 1 << iota // the plan must hold it
	Interdit                    // the plan must not hold it
	Publie                      // the plan published holds it: see Probleme.PrixDeplacement
)

// Composition is a wish on the people of a set of postes (a jury, a pair of correctors): among them, at least Min and at
// most Max are of the class; each person missing or too many costs Prix. Paires: people of one class should come by two,
// and each one left alone costs Prix (correctors of one establishment). Somebody on several of the postes counts once. Soft:
// outside the bound.
type Composition struct {
	Postes []int32
	// Classe numbers the class of each person (index of Personnes); negative: none.
	Classe []int32
	// Valeur is the class counted, unless Paires.
	Valeur   int32
	Min, Max int32
	Paires   bool
	// Une: in Paires, the class Valeur alone is looked at; the others belong to other wishes.
	Une  bool
	Prix int64
}
