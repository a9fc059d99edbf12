package flot

import (
	"math"
)

// glouton proposes a first flow to a problem shaped as an assignment: each supply takes, unit by unit, the cheapest way
// to the root by one intermediate node, or straight. It leaves to the simplex whatever does not fit that shape.
func (s *Simplexe) glouton() {
	s.clore()
	direct := make([]int32, s.n) // cheapest arc to the root with room left
	for u := range s.n {
		direct[u] = s.prochain(u)
	}
	for u := range s.n {
		for reste := s.offre[u] - s.parti(u); reste > 0; {
			f := s.envoyer(u, reste, direct)
			if f == 0 {
				break
			}
			reste -= f
		}
	}
	s.ouvrir()
}

// parti is what leaves u in the flow so far, less what enters: glouton only starts from nodes that nothing enters.
func (s *Simplexe) parti(u int32) (f int64) {
	for k := s.debut[u]; k < s.debut[u+1]; k++ {
		f += s.flot[k]
	}
	return f
}

func (s *Simplexe) prochain(u int32) int32 {
	meilleur, choix := int64(math.MaxInt64), int32(-1)
	for k := s.debut[u]; k < s.debut[u+1]; k++ {
		if s.arcs[k].vers == s.n && s.flot[k] < s.cap[k] && s.arcs[k].cout < meilleur {
			meilleur, choix = s.arcs[k].cout, k
		}
	}
	return choix
}

// envoyer sends one unit from u by a unit arc to a node that can pass it on, or all that is left straight to the root. It
// returns how much it sent.
func (s *Simplexe) envoyer(u int32, reste int64, direct []int32) int64 {
	meilleur, choix := int64(math.MaxInt64), int32(-1)
	for k := s.debut[u]; k < s.debut[u+1]; k++ {
		a := &s.arcs[k]
		if s.flot[k] >= s.cap[k] {
			continue
		}
		c := a.cout
		if v := a.vers; v != s.n {
			if s.cap[k] != 1 || s.offre[v] != 0 || direct[v] < 0 || s.cap[direct[v]] != 1 {
				continue
			}
			c += s.arcs[direct[v]].cout
		}
		if c < meilleur {
			meilleur, choix = c, k
		}
	}
	if choix < 0 {
		return 0
	}
	if v := s.arcs[choix].vers; v != s.n {
		s.flot[choix] = 1
		s.flot[direct[v]] = 1
		direct[v] = s.prochain(v)
		return 1
	}
	f := min(s.cap[choix]-s.flot[choix], reste)
	s.flot[choix] += f
	return f
}

// ouvrir undoes clore, and marks the arcs that are full.
func (s *Simplexe) ouvrir() {
	m := len(s.arcs)
	s.cap, s.flot = s.cap[:m], s.flot[:m]
	for k := range s.arcs {
		s.arcs[k].etat = 1
		if s.flot[k] == s.cap[k] && s.flot[k] > 0 {
			s.arcs[k].etat = -1
		}
	}
}
