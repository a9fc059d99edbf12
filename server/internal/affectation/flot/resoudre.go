package flot

import (
	"context"
	"fmt"
)

// Resoudre solves a network to the optimum. Errors: ErrReseau, ErrInfaisable, or the context's.
func Resoudre(ctx context.Context, r *Reseau) (*Solution, error) {
	if err := r.Valider(); err != nil {
		return nil, err
	}
	sol := &Solution{Flot: make([]int64, len(r.De)), Potentiel: make([]int64, len(r.Offre))}
	if len(r.Offre) == 0 {
		return sol, nil
	}
	p := r.parties()
	var s Simplexe
	s.Reserver(p.plusGrande())
	for c := range p.noeuds {
		if err := r.partie(ctx, &s, p, c, sol); err != nil {
			return nil, err
		}
	}
	for k := range r.De { // loops at the hub belong to no component
		if r.De[k] == p.moyeu && r.Vers[k] == p.moyeu {
			sol.Flot[k] = boucle(r.Min[k], r.Cap[k], r.Cout[k])
		}
		sol.Cout += sol.Flot[k] * r.Cout[k]
	}
	return sol, nil
}

// boucle is the best flow of an arc from a node to itself.
func boucle(mini, capacite, cout int64) int64 {
	if cout < 0 {
		return capacite
	}
	return mini
}

func (r *Reseau) partie(ctx context.Context, s *Simplexe, p *parties, c int, sol *Solution) error {
	noeuds, arcs := p.noeuds[c], p.arcs[c]
	if len(arcs) == 0 && r.Offre[noeuds[0]] == 0 {
		return nil
	}
	s.Vider(len(noeuds))
	for u, v := range noeuds {
		s.offre[u] = r.Offre[v]
	}
	p.local[p.moyeu] = s.n
	s.tailler(len(arcs))
	for n, k := range arcs {
		u, v, bas := p.local[r.De[k]], p.local[r.Vers[k]], r.Min[k]
		for s.dernier < u {
			s.dernier++
			s.debut = append(s.debut, i32(n))
		}
		s.arcs[n], s.de[n], s.cap[n], s.flot[n] = arc{cout: r.Cout[k], vers: v, etat: 1}, u, r.Cap[k]-bas, 0
		if bas != 0 {
			s.transferer(u, v, bas)
		}
	}
	s.glouton()
	if err := s.Resoudre(ctx); err != nil {
		return fmt.Errorf("composante de %d nœuds : %w", len(noeuds), err)
	}
	for n, k := range arcs {
		sol.Flot[k] = s.flot[n] + r.Min[k]
	}
	for u, v := range noeuds {
		sol.Potentiel[v] = s.pi[u] - s.pi[s.n]
	}
	sol.Composantes++
	sol.Pivots += s.Pivots
	sol.Travail += s.Travail
	return nil
}

// transferer takes from u, and gives to v, what an arc must carry anyway.
func (s *Simplexe) transferer(u, v int32, f int64) {
	if u != s.n {
		s.offre[u] -= f
	}
	if v != s.n {
		s.offre[v] += f
	}
}
