package flot

import (
	"errors"
	"fmt"
)

// Certificat is the proof of a solution: a flow that respects everything, and potentials whose dual value equals its cost.
type Certificat struct{ Primal, Dual int64 }

// ErrCertificat means that the solution is not what it claims.
var ErrCertificat = errors.New("certificat refusé")

// Certifier recomputes everything from the network, apart from the solver: bounds and balance of the flow, its cost, and
// the value of the dual. Equal, they prove the optimum.
func Certifier(r *Reseau, s *Solution) (Certificat, error) {
	var c Certificat
	if len(s.Flot) != len(r.De) || len(s.Potentiel) != len(r.Offre) {
		return c, fmt.Errorf("%w : tailles", ErrCertificat)
	}
	solde := append([]int64(nil), r.Offre...)
	for u, b := range r.Offre {
		c.Dual -= b * s.Potentiel[u]
	}
	for k, f := range s.Flot {
		u, v := r.De[k], r.Vers[k]
		if f < r.Min[k] || f > r.Cap[k] {
			return c, fmt.Errorf("%w : l’arc %d porte %d, hors de ses bornes", ErrCertificat, k+1, f)
		}
		solde[u] -= f
		solde[v] += f
		c.Primal += f * r.Cout[k]
		if reduit := r.Cout[k] + s.Potentiel[u] - s.Potentiel[v]; reduit >= 0 {
			c.Dual += reduit * r.Min[k]
		} else {
			c.Dual += reduit * r.Cap[k]
		}
	}
	for u, b := range solde {
		if b != 0 {
			return c, fmt.Errorf("%w : le nœud %d n’est pas équilibré (%d)", ErrCertificat, u+1, b)
		}
	}
	if c.Primal != c.Dual || c.Primal != s.Cout {
		return c, fmt.Errorf("%w : primal %d, dual %d, annoncé %d", ErrCertificat, c.Primal, c.Dual, s.Cout)
	}
	return c, nil
}
