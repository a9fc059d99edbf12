package flot

import "math"

// tailleBloc is how many arcs are priced before the best of them enters.
func (s *Simplexe) tailleBloc() int { return max(24, int(0.5*math.Sqrt(float64(len(s.arcs))))) }

// chercher prices whole nodes, from where it stopped last, until a block holds an arc that improves. It returns the best
// of the block, or −1 after a full turn without any: the flow is optimal.
func (s *Simplexe) chercher() int32 {
	bloc := s.bloc
	meilleur, entrant := int64(0), int32(-1)
	u, reste := s.reprise, bloc
	pi, debut := s.pi[:s.n+1], s.debut[:s.n+2]
	for range s.n + 1 {
		if u > s.n {
			u = 0
		}
		lo, hi := debut[u], debut[u+1]
		piU := pi[u]
		arcs := s.arcs[lo:hi]
		for k := range arcs {
			a := &arcs[k]
			if c := int64(a.etat) * (a.cout + piU - pi[a.vers]); c < meilleur {
				meilleur, entrant = c, lo+int32(k)
			}
		}
		u++
		if reste -= int(hi - lo); reste <= 0 {
			s.Travail += int64(bloc - reste)
			if entrant >= 0 {
				break
			}
			reste = bloc
		}
	}
	s.reprise = u
	return entrant
}
