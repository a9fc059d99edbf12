package optim

import (
	"cmp"
	"slices"
)

// Genre of an obstacle: the hard rule that stands in the way.
type Genre string

// Obstacles that the engine knows. SansArc covers all that was decided before it: competence, availability,
// establishment, pupils, distance; the caller knows which.
const (
	SansArc          Genre = "sans_arc"
	PaireInterdite   Genre = "interdit"
	DejaLa           Genre = "deja_la"
	SansPlace        Genre = "sans_place" // no seat, or all locked
	MemeMission      Genre = "meme_mission"
	Chevauchement    Genre = "chevauchement"
	TempsDeTrajet    Genre = "trajet"
	CumulInterdit    Genre = "cumul"
	PlafondMissions  Genre = "plafond_missions"
	PlafondJours     Genre = "plafond_jours"
	PlafondCopies    Genre = "plafond_copies"
	PlafondCandidats Genre = "plafond_candidats"
)

// Obstacle is a hard rule that stops a pair, and the poste held that causes it (−1: none in particular).
type Obstacle struct {
	Genre Genre
	Poste int32
}

// Vecteur breaks down what one pair costs on top of the rest of the plan.
type Vecteur struct{ Arc, TrajetPartage, Charge int64 }

// Total of the vector; TrajetPartage is negative.
func (v Vecteur) Total() int64 { return v.Arc + v.TrajetPartage + v.Charge }

// Candidat is someone for a poste, or a poste for someone.
type Candidat struct {
	Poste, Personne int32
	// Cout of the pair on top of what the person holds (without the missions that stand in the way).
	Cout Vecteur
	// Tient: the plan holds the pair.
	Tient bool
	// Obstacles are empty when the pair can simply be added (or is held).
	Obstacles []Obstacle
}

// Candidats ranks the eligible people of a poste: those who hold it and those who could first, by cost.
func (x *Index) Candidats(poste int32) (cs []Candidat) {
	l := x.poste[poste]
	if l.partie < 0 {
		return nil
	}
	pt := x.parties[l.partie]
	for _, k := range pt.parPoste[pt.ad[l.local]:pt.ad[l.local+1]] {
		cs = append(cs, pt.candidat(k))
	}
	trierCandidats(cs)
	return cs
}

// Missions ranks the postes for which a person is eligible, likewise.
func (x *Index) Missions(personne int32) (cs []Candidat) {
	l := x.personne[personne]
	if l.partie < 0 {
		return nil
	}
	pt := x.parties[l.partie]
	for k := pt.pd[l.local]; k < pt.pd[l.local+1]; k++ {
		cs = append(cs, pt.candidat(k))
	}
	trierCandidats(cs)
	return cs
}

func trierCandidats(cs []Candidat) {
	slices.SortStableFunc(cs, func(a, b Candidat) int {
		return cmp.Or(cmp.Compare(min(1, len(a.Obstacles)), min(1, len(b.Obstacles))), cmp.Compare(a.Cout.Total(), b.Cout.Total()))
	})
}

func (x *partie) candidat(k int32) Candidat {
	a := &x.arcs[k]
	tenus := make([]int32, 0, len(x.tenu[a.pers]))
	for _, t := range x.tenu[a.pers] {
		if t != k {
			tenus = append(tenus, t)
		}
	}
	c := Candidat{Poste: x.postes[a.poste], Personne: x.pers[a.pers], Tient: x.pris[k]}
	if !c.Tient {
		c.Obstacles = x.obstacles(k, tenus)
		tenus = slices.DeleteFunc(tenus, func(t int32) bool { return !x.compatible(a.pers, k, t) })
	}
	c.Cout = x.vecteur(k, tenus)
	return c
}

func (x *partie) vecteur(k int32, tenus []int32) Vecteur {
	i := x.arcs[k].pers
	arc := int64(x.m.p.Arcs[x.arcs[k].global].Cout)
	return Vecteur{Arc: arc, TrajetPartage: x.coutMarginal(&personneFamille{garde: tenus}, k) - int64(x.arcs[k].cout), Charge: x.marge(i, len(tenus))}
}

// obstacles names the rules that keep arc k from being added.
func (x *partie) obstacles(k int32, tenus []int32) (os []Obstacle) {
	a := &x.arcs[k]
	for _, t := range tenus {
		if !x.compatible(a.pers, k, t) {
			os = append(os, Obstacle{x.m.genre(x.mission[a.poste], x.mission[x.arcs[t].poste]), x.postes[x.arcs[t].poste]})
		}
	}
	g := &x.m.p.Personnes[x.pers[a.pers]]
	if len(tenus) >= int(g.Missions) {
		os = append(os, Obstacle{PlafondMissions, -1})
	}
	r, jours := x.reste(a.pers, tenus)
	w := x.poids(k, jours)
	for q, genre := range []Genre{PlafondJours, PlafondCopies, PlafondCandidats} {
		if w[q] > r[q] {
			os = append(os, Obstacle{genre, -1})
		}
	}
	return os
}

// genre says why two missions exclude each other.
func (m *modele) genre(a, b int32) Genre {
	x, y := &m.p.Missions[a], &m.p.Missions[b]
	if a == b {
		return MemeMission
	}
	if m.cumuls[[2]int32{x.Famille, y.Famille}] {
		return CumulInterdit
	}
	for _, c := range x.Creneaux {
		for _, d := range y.Creneaux {
			if c.Debut < d.Fin && d.Debut < c.Fin {
				return Chevauchement
			}
		}
	}
	return TempsDeTrajet
}
