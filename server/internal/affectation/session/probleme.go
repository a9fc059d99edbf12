package session

import (
	"math"

	"imagin/server/internal/affectation/optim"
)

// The constants that the format's doc states.
const (
	minutesParJour = 1440
	preparation    = 15   // minutes
	parKilometre   = 1.25 // minutes
	reposSuffisant = 240  // minutes after which no distance matters
)

// Probleme is the file as the engine reads it: one poste per mission, of the same index.
func (f *Fichier) Probleme() *optim.Probleme {
	p := &optim.Probleme{Trajet: f.trajets()}
	charges := map[int64][]int64{}
	for _, x := range f.Personnes {
		if charges[x.Prior] == nil {
			charges[x.Prior] = charge(x.Prior, f.MaxMissions)
		}
		p.Personnes = append(p.Personnes, optim.Personne{Plafonds: optim.Libre(f.MaxMissions), Charge: charges[x.Prior]})
	}
	centres := map[[3]float64]int32{}
	for j, m := range f.Missions {
		cle := [3]float64{float64(m.Est), m.X, m.Y}
		if _, vu := centres[cle]; !vu {
			centres[cle] = i32(len(centres))
		}
		p.Missions = append(p.Missions, optim.Mission{Centre: centres[cle],
			Creneaux: []optim.Creneau{{Debut: m.Start, Fin: m.End, Jour: m.Start / minutesParJour}}})
		p.Postes = append(p.Postes, optim.Poste{Mission: int32(j), Besoin: m.Need, NonPourvu: f.NonPourvu})
	}
	for _, a := range f.Arcs {
		p.Arcs = append(p.Arcs, optim.Arc{Poste: int32(a[0]), Personne: int32(a[1]), Cout: int32(a[2])}) //nolint:gosec // verifier bounds them
	}
	return p
}

// charge is 400·l² + 200·l·prior for the (l+1)-th mission, as far as a person can go.
func charge(prior int64, max int32) []int64 {
	var c []int64
	for l := range int64(min(max, 1<<12)) {
		c = append(c, 400*l*l+200*l*prior)
	}
	return c
}

// trajets indexes the centres by their order of appearance, as Probleme does. Nothing is needed in one establishment,
// and never more than reposSuffisant between two.
func (f *Fichier) trajets() func(de, vers int32) int32 {
	var lieux []Mission
	vus := map[[3]float64]bool{}
	for _, m := range f.Missions {
		if cle := [3]float64{float64(m.Est), m.X, m.Y}; !vus[cle] {
			vus[cle] = true
			lieux = append(lieux, m)
		}
	}
	return func(de, vers int32) int32 {
		a, b := &lieux[de], &lieux[vers]
		if a.Est == b.Est {
			return 0
		}
		d := math.Hypot(a.X-b.X, a.Y-b.Y)
		return int32(math.Ceil(min(preparation+parKilometre*d, reposSuffisant)))
	}
}
