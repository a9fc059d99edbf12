package optim

import (
	"context"
	"slices"
)

// toursOmis is how many times omitted arcs are taken in before the answer is given.
const toursOmis = 4

// resoudreTronque solves with the arcs at hand, prices those left out, takes in the ones that some best schedule wants,
// and goes on. The bound is that of the last prices over every eligible arc: it holds for the whole problem, whether or
// not all that could pay was taken in.
func resoudreTronque(ctx context.Context, p *Probleme, o Options) (*Plan, error) {
	q := *p
	q.Omis = nil
	omis := p.omis()
	borne := int64(0)
	for tour := 0; ; tour++ {
		pl, fins, err := resoudreEntier(ctx, &q, o)
		if err != nil {
			return nil, err
		}
		complet := q
		complet.Arcs = append(slices.Clip(q.Arcs), omis...)
		b, voulus := complet.pricer(fins, len(q.Arcs))
		if tour == 0 || b > borne {
			borne = b
		}
		if len(voulus) == 0 || tour == toursOmis || ctx.Err() != nil {
			pl.Borne, pl.Complet = min(borne, pl.Cout), len(voulus) == 0
			return pl, nil //nolint:nilerr // stopped, the best plan so far is the answer: Rejouable says it
		}
		o.Depart = pl.Affectations
		garde := omis[:0]
		pris := map[int32]bool{}
		for _, k := range voulus {
			pris[k-i32(len(q.Arcs))] = true
		}
		arcs := slices.Clip(q.Arcs)
		for n, a := range omis {
			if pris[i32(n)] {
				arcs = append(arcs, a)
			} else {
				garde = append(garde, a)
			}
		}
		q.Arcs, omis = arcs, garde
	}
}

// omis lists the arcs left out, without those that Arcs holds all the same.
func (p *Probleme) omis() (arcs []Arc) {
	connus := make(map[Affectation]bool, len(p.Arcs))
	for k := range p.Arcs {
		connus[Affectation{p.Arcs[k].Poste, p.Arcs[k].Personne}] = true
	}
	for s := range p.Postes {
		for _, a := range p.Omis(i32(s)) {
			if !connus[Affectation{a.Poste, a.Personne}] {
				arcs = append(arcs, a)
			}
		}
	}
	return arcs
}

// pricer is the bound of the problem under given prices (× echelle), and the arcs from the n-th that best schedules use.
func (p *Probleme) pricer(prix []int64, n int) (borne int64, voulus []int32) {
	m := preparer(p)
	s := &seance{m: m, parties: m.parties(0)}
	s.initialiser()
	for _, x := range s.parties {
		for k, j := range x.postes {
			x.prix[k] = prix[j]
		}
		total := int64(0)
		for k := range x.prix {
			total += x.prix[k] * int64(x.besoin[k])
		}
		for i := range x.nbPersonnes() {
			total += x.meilleur(i, x.prix)
			for _, k := range x.d.choix {
				if g := x.arcs[k].global; int(g) >= n {
					voulus = append(voulus, g)
				}
			}
		}
		borne += entier(total)
	}
	return borne + s.fixe, voulus
}
