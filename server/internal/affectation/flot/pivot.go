package flot

import "math"

// pivoter brings an arc into the tree: flow turns along the cycle that it closes, the last arc that blocks leaves, and
// the part of the tree that hung from it is hung from the new arc.
func (s *Simplexe) pivoter(entrant int32) {
	a := &s.arcs[entrant]
	premier, second := s.de[entrant], a.vers // flow goes premier → second on the new arc
	if a.etat < 0 {
		premier, second = second, premier
	}
	jonction, delta, sortant, cote := s.cycle(entrant, premier, second)
	s.pousser(entrant, premier, second, jonction, delta)
	if cote == 0 { // from one bound to the other
		a.etat = -a.etat
		return
	}
	p := s.arbre[sortant].pred
	if p < s.nombre() {
		s.arcs[p].etat = 1
		if s.flot[p] != 0 {
			s.arcs[p].etat = -1
		}
	}
	a.etat = 0
	if cote == 1 {
		s.raccrocher(entrant, premier, second, sortant)
	} else {
		s.raccrocher(entrant, second, premier, sortant)
	}
}

// cycle climbs from both ends of the new arc to where they meet. It finds how much can turn, and the last arc to block
// when one goes round from the junction: that choice keeps the tree strongly feasible.
func (s *Simplexe) cycle(entrant, u, v int32) (jonction int32, delta int64, sortant int32, cote int) {
	t, flot, capa := s.arbre, s.flot, s.cap
	delta = capa[entrant]
	retour := int64(math.MaxInt64) // what the second side lets through
	fin := int32(-1)
	pas := int64(0)
	for u != v {
		pas++
		if t[u].prof >= t[v].prof {
			n := &t[u]
			d := flot[n.pred]
			if !n.haut {
				d = capa[n.pred] - d
			}
			if d < delta {
				delta, sortant, cote = d, u, 1
			}
			u = n.parent
		} else {
			n := &t[v]
			d := flot[n.pred]
			if n.haut {
				d = capa[n.pred] - d
			}
			if d <= retour {
				retour, fin = d, v
			}
			v = n.parent
		}
	}
	s.Travail += pas
	if retour <= delta {
		delta, sortant, cote = retour, fin, 2
	}
	return u, delta, sortant, cote
}

func (s *Simplexe) pousser(entrant, premier, second, jonction int32, delta int64) {
	if delta == 0 {
		return
	}
	t := s.arbre
	s.flot[entrant] += int64(s.arcs[entrant].etat) * delta
	for u := premier; u != jonction; u = t[u].parent {
		if t[u].haut {
			s.flot[t[u].pred] -= delta
		} else {
			s.flot[t[u].pred] += delta
		}
	}
	for u := second; u != jonction; u = t[u].parent {
		if t[u].haut {
			s.flot[t[u].pred] += delta
		} else {
			s.flot[t[u].pred] -= delta
		}
	}
}

// raccrocher turns the path u … sortant upside down, hangs it from v by the new arc, and shifts depths and potentials.
func (s *Simplexe) raccrocher(entrant, u, v, sortant int32) {
	t := s.arbre
	sigma := s.pi[v] - s.arcs[entrant].cout
	haut := s.de[entrant] == u
	if !haut {
		sigma = s.pi[v] + s.arcs[entrant].cout
	}
	sigma -= s.pi[u]
	pere, pred := v, entrant
	for x := u; ; {
		ancienPere, ancienPred, ancienHaut := t[x].parent, t[x].pred, t[x].haut
		s.detacher(x)
		t[x].pred, t[x].haut = pred, haut
		s.attacher(x, pere)
		if x == sortant {
			break
		}
		pere, pred, haut = x, ancienPred, !ancienHaut
		x = ancienPere
	}
	s.decaler(u, sigma)
}

func (s *Simplexe) detacher(x int32) {
	t := s.arbre
	n := &t[x]
	if n.prec >= 0 {
		t[n.prec].suiv = n.suiv
	} else {
		t[n.parent].fils = n.suiv
	}
	if n.suiv >= 0 {
		t[n.suiv].prec = n.prec
	}
}

func (s *Simplexe) attacher(x, pere int32) {
	t := s.arbre
	n := &t[x]
	n.parent, n.prec, n.suiv = pere, -1, t[pere].fils
	if n.suiv >= 0 {
		t[n.suiv].prec = x
	}
	t[pere].fils = x
}

// decaler walks the subtree of u.
func (s *Simplexe) decaler(u int32, sigma int64) {
	t, pi := s.arbre, s.pi
	x := u
	for vus := int64(1); ; vus++ {
		n := &t[x]
		n.prof = t[n.parent].prof + 1
		pi[x] += sigma
		if n.fils >= 0 {
			x = n.fils
			continue
		}
		for x != u && t[x].suiv < 0 {
			x = t[x].parent
		}
		if x == u {
			s.Travail += vus
			return
		}
		x = t[x].suiv
	}
}
