package optim

import (
	"cmp"
	"slices"
)

// modele is the problem laid out for the search, shared by all its parties, never written after preparer.
type modele struct {
	p       *Probleme
	centres []int32 // of each mission, renumbered from 0
	nb      int32   // number of centres
	minutes []int32 // nb × nb, when small enough
	origine []int32 // number of each centre for Probleme.Trajet
	cumuls  map[[2]int32]bool
	partage bool                 // some journey can be shared
	publies map[Affectation]bool // paid for in advance, and given back by the arcs kept
}

const centresMax = 1200 // beyond, travel is asked each time rather than kept in a table

func preparer(p *Probleme) *modele {
	m := &modele{p: p, centres: make([]int32, len(p.Missions)), cumuls: map[[2]int32]bool{}}
	rang := map[int32]int32{}
	for j := range p.Missions {
		c := p.Missions[j].Centre
		if _, vu := rang[c]; !vu {
			rang[c] = i32(len(rang))
			m.origine = append(m.origine, c)
		}
		m.centres[j] = rang[c]
	}
	m.nb = i32(len(rang))
	for _, c := range p.CumulsInterdits {
		m.cumuls[c], m.cumuls[[2]int32{c[1], c[0]}] = true, true
	}
	m.publies = m.paires(Publie)
	for k := range p.Arcs {
		m.partage = m.partage || p.Arcs[k].Trajet > 0
	}
	if p.Trajet != nil && m.nb <= centresMax {
		m.minutes = make([]int32, m.nb*m.nb)
		for a := range m.nb {
			for b := range m.nb {
				m.minutes[a*m.nb+b] = p.Trajet(m.origine[a], m.origine[b])
			}
		}
	}
	return m
}

func (m *modele) trajet(a, b int32) int32 {
	switch {
	case m.p.Trajet == nil:
		return 0
	case m.minutes != nil:
		return m.minutes[m.centres[a]*m.nb+m.centres[b]]
	}
	return m.p.Trajet(m.origine[m.centres[a]], m.origine[m.centres[b]])
}

// compatibles: one person can hold missions a and b.
func (m *modele) compatibles(a, b int32) bool {
	if a == b {
		return false
	}
	x, y := &m.p.Missions[a], &m.p.Missions[b]
	if len(m.cumuls) > 0 && m.cumuls[[2]int32{x.Famille, y.Famille}] {
		return false
	}
	if !x.surPlace() || !y.surPlace() {
		return true
	}
	if len(x.Creneaux) == 1 && len(y.Creneaux) == 1 {
		return m.separes(a, b, x.Creneaux[0], y.Creneaux[0])
	}
	for _, c := range x.Creneaux {
		for _, d := range y.Creneaux {
			if !m.separes(a, b, c, d) {
				return false
			}
		}
	}
	return true
}

func (m *modele) separes(a, b int32, c, d Creneau) bool {
	if c.Fin <= d.Debut && d.Debut-c.Fin >= m.trajet(a, b) {
		return true
	}
	return d.Fin <= c.Debut && c.Debut-d.Fin >= m.trajet(b, a)
}

// suit: the journey to b is shared when a comes just before.
func (m *modele) suit(a, b int32) bool {
	x, y := &m.p.Missions[a], &m.p.Missions[b]
	return x.surPlace() && y.surPlace() && x.partage(y)
}

// retenus are the arcs that count: not forbidden, the better of each pair, ordered by person, then by the end of the
// mission (missions à distance last).
func (m *modele) retenus() []int32 {
	p := m.p
	ks := make([]int32, 0, len(p.Arcs))
	interdits := m.paires(Interdit)
	for k := range p.Arcs {
		if !interdits[Affectation{p.Arcs[k].Poste, p.Arcs[k].Personne}] {
			ks = append(ks, int32(k))
		}
	}
	cle := func(k int32) (distance, fin, debut int32) {
		x := p.mission(k)
		if !x.surPlace() {
			return 1, 0, 0
		}
		return 0, x.fin(), x.debut()
	}
	slices.SortFunc(ks, func(a, b int32) int {
		x, y := &p.Arcs[a], &p.Arcs[b]
		if x.Personne != y.Personne {
			return cmp.Compare(x.Personne, y.Personne)
		}
		da, fa, ba := cle(a)
		db, fb, bb := cle(b)
		if c := cmp.Or(cmp.Compare(da, db), cmp.Compare(fa, fb), cmp.Compare(ba, bb), cmp.Compare(x.Poste, y.Poste)); c != 0 {
			return c
		}
		if prefere(x, y) != prefere(y, x) {
			if prefere(x, y) {
				return -1
			}
			return 1
		}
		return cmp.Compare(a, b)
	})
	return slices.CompactFunc(ks, func(a, b int32) bool {
		return p.Arcs[a].Personne == p.Arcs[b].Personne && p.Arcs[a].Poste == p.Arcs[b].Poste
	})
}

// paires are the pairs of which some arc carries a mark.
func (m *modele) paires(e Etat) map[Affectation]bool {
	ps := map[Affectation]bool{}
	for k := range m.p.Arcs {
		if a := &m.p.Arcs[k]; a.Etat&e != 0 {
			ps[Affectation{a.Poste, a.Personne}] = true
		}
	}
	return ps
}
