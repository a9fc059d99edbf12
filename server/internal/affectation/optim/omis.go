package optim

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	// toursOmis is how many times omitted arcs are taken in before the answer is given.
	toursOmis = 6
	// partTour is the part of the budget left that a tour spends, when others may follow.
	partTour = 6
	// arcsParUnite is how many omitted arcs are priced in a unit of work.
	arcsParUnite = 12
)

// resoudreTronque solves with the arcs at hand, prices those left out, takes in the ones that some best schedule wants,
// and goes on, as long as the budget lasts. The bound is that of the best prices over every eligible arc: it holds for the
// whole problem, whether or not all that could pay was taken in.
func resoudreTronque(ctx context.Context, p *Probleme, o Options) (*Plan, error) {
	q := *p
	q.Omis = nil
	q.renforcer(q.premierJet(o))
	q.recomposer()
	borne, reste, dernier := int64(0), q.budget(o), false
	for tour := 0; ; tour++ {
		if o.Budget = reste; reste > 0 && tour < toursOmis && !dernier {
			o.Budget = max(1, reste/partTour)
		}
		pl, prix, err := resoudreEntier(ctx, &q, o)
		if err != nil {
			return nil, err
		}
		if dernier {
			pl.Complet = false
			return pl.jusqua(borne), nil
		}
		b, voulus, travail := q.pricer(prix, p.Omis(enCentimes(prix)))
		if tour == 0 || b > borne {
			borne = b
		}
		travail += pl.Travail
		if reste > 0 {
			reste = max(0, reste-travail)
			dernier = reste < travail
		}
		if pl.Complet = len(voulus) == 0; pl.Complet || tour == toursOmis || reste == 0 || ctx.Err() != nil {
			return pl.jusqua(borne), nil //nolint:nilerr // stopped, the best plan so far is the answer: Rejouable says it
		}
		o.Depart = pl.Affectations
		q.Arcs = append(slices.Clip(q.Arcs), voulus...)
		q.renforcer(pl.Affectations)
		q.recomposer()
	}
}

// recomposer writes the wishes again for the arcs at hand.
func (p *Probleme) recomposer() {
	if p.Recomposer != nil {
		p.Compositions = p.Recomposer(p.Arcs)
	}
}

// jusqua gives a plan the bound that holds for every eligible pair.
func (pl *Plan) jusqua(borne int64) *Plan {
	pl.BorneOffre, pl.Borne = pl.Borne, min(borne, pl.Cout)
	return pl
}

// enCentimes rounds prices × echelle up.
func enCentimes(prix []int64) []int64 {
	c := make([]int64, len(prix))
	for j := range prix {
		c[j] = entier(prix[j])
	}
	return c
}

// pricer is the bound, under given prices (× echelle), over every eligible pair, and the omitted arcs that best schedules
// use. Whoever could hold nothing more is at her best among the arcs at hand; the others are judged on all theirs, the
// journeys between missions forgotten: that is less, never more.
func (p *Probleme) pricer(prix []int64, omis func(int32, []Arc) []Arc) (borne int64, voulus []Arc, travail int64) {
	minima := p.minima(prix)
	for j := range p.Postes {
		borne += prix[j] * int64(p.Postes[j].Besoin)
	}
	les := p.parPersonne()
	trouves := make([][]Arc, len(p.Personnes))
	var vus atomic.Int64
	var w sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for c := range n {
		w.Go(func() {
			l := large{p: p, prix: prix}
			var tous []Arc
			for i := c; i < len(p.Personnes); i += n {
				tous = omis(i32(i), tous[:0])
				if vus.Add(int64(len(tous))); len(tous) > 0 {
					minima[i], trouves[i] = l.meilleur(i32(i), les[i], tous)
				}
			}
		})
	}
	w.Wait()
	for i := range minima {
		borne += minima[i]
	}
	return entier(borne) + p.PrixDeplacement*int64(len(deplaces(p, nil))), slices.Concat(trouves...), vus.Load() / arcsParUnite
}

// minima are the best of each person among the arcs at hand, × echelle.
func (p *Probleme) minima(prix []int64) []int64 {
	m := preparer(p)
	minima := make([]int64, len(p.Personnes))
	for _, x := range m.parties(0) {
		for k, j := range x.postes {
			x.prix[k] = prix[j]
		}
		for i, g := range x.pers {
			minima[g] = x.meilleur(i32(i), x.prix)
		}
	}
	return minima
}

// parPersonne lists the arcs of each person that are not forbidden.
func (p *Probleme) parPersonne() [][]int32 {
	m := modele{p: p}
	interdits := m.paires(Interdit)
	les := make([][]int32, len(p.Personnes))
	for k := range p.Arcs {
		if a := &p.Arcs[k]; !interdits[Affectation{a.Poste, a.Personne}] {
			les[a.Personne] = append(les[a.Personne], i32(k))
		}
	}
	return les
}
