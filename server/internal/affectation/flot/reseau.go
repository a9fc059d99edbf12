package flot

import (
	"errors"
	"fmt"
	"math"
)

// Reseau is a minimum-cost flow problem; De, Vers, Min, Cap and Cout have one element per arc.
type Reseau struct {
	Offre          []int64 // per node: positive gives, negative takes
	De, Vers       []int32
	Min, Cap, Cout []int64
}

// ErrReseau wraps every refusal of a Reseau that does not hold together.
var ErrReseau = errors.New("réseau incohérent")

// Solution of a Reseau.
type Solution struct {
	Flot []int64 // per arc
	// Potentiel of each node: reduced cost = Cout + Potentiel[de] − Potentiel[vers].
	Potentiel       []int64
	Cout            int64
	Composantes     int
	Pivots, Travail int64
}

// Valider checks sizes, indices, bounds, balance, and that nothing can overflow.
func (r *Reseau) Valider() error {
	m := len(r.De)
	if len(r.Vers) != m || len(r.Min) != m || len(r.Cap) != m || len(r.Cout) != m {
		return fmt.Errorf("%w : tableaux d’arcs de longueurs différentes", ErrReseau)
	}
	if len(r.Offre) > math.MaxInt32/4 || m > math.MaxInt32/4 {
		return fmt.Errorf("%w : trop grand", ErrReseau)
	}
	var maxCout int64
	objectif := 0.0
	for k := range m {
		if err := r.validerArc(k); err != nil {
			return err
		}
		maxCout = max(maxCout, r.Cout[k], -r.Cout[k])
		objectif += math.Abs(float64(r.Cout[k])) * math.Max(math.Abs(float64(r.Cap[k])), math.Abs(float64(r.Min[k])))
	}
	if float64(maxCout+1)*float64(len(r.Offre)+2) > 1<<60 || objectif > 1<<62 {
		return fmt.Errorf("%w : coûts ou capacités trop grands pour un calcul exact", ErrReseau)
	}
	return r.validerOffres()
}

func (r *Reseau) validerArc(k int) error {
	n := i32(len(r.Offre))
	switch {
	case r.De[k] < 0 || r.De[k] >= n || r.Vers[k] < 0 || r.Vers[k] >= n:
		return fmt.Errorf("%w : arc %d : nœud inconnu", ErrReseau, k+1)
	case r.Cap[k] < r.Min[k]:
		return fmt.Errorf("%w : arc %d : capacité %d sous le minimum %d", ErrReseau, k+1, r.Cap[k], r.Min[k])
	case max(r.Cap[k], -r.Min[k]) > 1<<50:
		return fmt.Errorf("%w : arc %d : borne démesurée", ErrReseau, k+1)
	}
	return nil
}

func (r *Reseau) validerOffres() error {
	var total int64
	for u, b := range r.Offre {
		if b > 1<<50 || b < -1<<50 {
			return fmt.Errorf("%w : nœud %d : offre démesurée", ErrReseau, u+1)
		}
		total += b
	}
	if total != 0 {
		return fmt.Errorf("%w : les offres dépassent les demandes de %d", ErrReseau, total)
	}
	return nil
}
