package flot

import "math"

// amorcer builds the first tree from the flow given. Each node is hung by an arc along which it can still send towards
// the root, the cheapest it sees: the potentials then start near the prices of replacement, and few pivots are left.
// What the flow leaves unbalanced goes by artificial arcs, at a price that drives it out.
func (s *Simplexe) amorcer() {
	t := s.arbre
	for u := range t {
		t[u] = noeud{parent: -1, pred: -1, fils: -1, suiv: -1, prec: -1}
	}
	s.desequilibres()
	for avance := true; avance; {
		avance = s.accrocherAvant()
		avance = s.accrocherArriere() || avance
	}
	for u := range s.n {
		if t[u].parent < 0 {
			s.artificiel(u, 0)
		}
	}
	s.profondeurs()
}

// desequilibres hangs from the root, by an artificial arc, the nodes whose balance is wrong, and by their own arc those
// whose flow is between its bounds.
func (s *Simplexe) desequilibres() {
	exces := append(make([]int64, 0, s.n+1), s.offre...)
	exces = append(exces, 0)
	for k := range s.arcs {
		if f := s.flot[k]; f != 0 {
			exces[s.de[k]] -= f
			exces[s.arcs[k].vers] += f
		}
	}
	for u := range s.n {
		if exces[u] != 0 {
			s.artificiel(u, exces[u])
		}
	}
}

// artificiel joins u and the root; flow, if any, sets its direction.
func (s *Simplexe) artificiel(u int32, exces int64) {
	k := s.nombre() + u
	haut := exces >= 0
	s.flot[k] = max(exces, -exces)
	cout := s.grosM
	if !haut {
		cout = -cout
	}
	s.accrocher(u, s.n, k, haut, cout)
}

// accrocher hangs u from v; cout is the price of one unit sent from u to v.
func (s *Simplexe) accrocher(u, v, k int32, haut bool, cout int64) {
	s.arbre[u].pred, s.arbre[u].haut = k, haut
	s.attacher(u, v)
	s.pi[u] = s.pi[v] - cout
	if k < s.nombre() {
		s.arcs[k].etat = 0
	}
}

func (s *Simplexe) pose(u int32) bool { return u == s.n || s.arbre[u].parent >= 0 }

// accrocherAvant goes from the last node to the first, so that one pass is enough when arcs lead to later nodes.
func (s *Simplexe) accrocherAvant() (avance bool) {
	for u := s.n - 1; u >= 0; u-- {
		if s.pose(u) {
			continue
		}
		meilleur, choix := int64(math.MaxInt64), int32(-1)
		for k := s.debut[u]; k < s.debut[u+1]; k++ {
			a, f := &s.arcs[k], s.flot[k]
			if f >= s.cap[k] || !s.pose(a.vers) || a.vers == u {
				continue
			}
			c := a.cout - s.pi[a.vers]
			if f > 0 { // between its bounds: it must be in the tree
				c = math.MinInt64
			}
			if c < meilleur {
				meilleur, choix = c, k
			}
		}
		if choix >= 0 {
			s.accrocher(u, s.arcs[choix].vers, choix, true, s.arcs[choix].cout)
			avance = true
		}
	}
	return avance
}

// accrocherArriere hangs what is left by the arcs that bring flow to it.
func (s *Simplexe) accrocherArriere() (avance bool) {
	for k := range s.nombre() {
		u, v := s.arcs[k].vers, s.de[k]
		if s.flot[k] > 0 && !s.pose(u) && s.pose(v) && u != v {
			s.accrocher(u, v, k, false, -s.arcs[k].cout)
			avance = true
		}
	}
	return avance
}

func (s *Simplexe) profondeurs() {
	for v := s.arbre[s.n].fils; v >= 0; v = s.arbre[v].suiv {
		s.decaler(v, 0)
	}
}
