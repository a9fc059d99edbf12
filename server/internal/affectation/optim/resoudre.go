package optim

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

const (
	gapDefaut     = 0.0001
	uniteTravail  = 1000 // elementary steps per unit of Options.Budget
	budgetParArc  = 60   // units: the default budget
	budgetMinimum = 1_000_000
	// plongeesPetites is how many plans a small party makes at most in search of its proof once the gap is reached.
	plongeesPetites = 24
)

// Resoudre searches for the least plan. It returns an error when the problem does not hold together (ErrProbleme); when
// ctx ends it returns the best plan so far, with Rejouable false.
func Resoudre(ctx context.Context, p *Probleme, o Options) (*Plan, error) {
	if err := p.Valider(); err != nil {
		return nil, err
	}
	if p.Omis != nil {
		return resoudreTronque(ctx, p, o)
	}
	pl, _, err := resoudreEntier(ctx, p, o)
	return pl, err
}

// resoudreEntier solves with the arcs given, and also returns the prices × echelle.
func resoudreEntier(ctx context.Context, p *Probleme, o Options) (*Plan, []int64, error) {
	m := preparer(p)
	if err := m.verifierVerrous(); err != nil {
		return nil, nil, err
	}
	s := &seance{m: m, o: o, parties: m.parties(o.Graine)}
	s.initialiser()
	s.chercher(ctx)
	fins := make([]int64, len(p.Postes))
	for j := range p.Postes {
		fins[j] = p.Postes[j].NonPourvu * echelle
	}
	for _, x := range s.parties {
		for n, j := range x.postes {
			fins[j] = x.prix[n]
		}
	}
	pl, err := s.plan()
	return pl, fins, err
}

// budget of a solve, in units.
func (p *Probleme) budget(o Options) int64 {
	if o.Budget != 0 {
		return o.Budget
	}
	return max(budgetMinimum, budgetParArc*int64(len(p.Arcs)))
}

// seance is one solve.
type seance struct {
	m         *modele
	o         Options
	parties   []*partie
	fixe      int64 // what no choice changes
	budget    int64
	gap       float64
	atteint   bool // the gap
	rejouable bool
}

func (s *seance) initialiser() {
	s.rejouable = true
	s.gap = s.o.Gap
	if s.gap == 0 {
		s.gap = gapDefaut
	}
	s.budget = s.m.p.budget(s.o)
	depart := make(map[Affectation]bool, len(s.o.Depart))
	for _, a := range s.o.Depart {
		depart[a] = true
	}
	avec := make([]bool, len(s.m.p.Postes))
	for _, x := range s.parties {
		x.depart = depart
		for _, j := range x.postes {
			avec[j] = true
		}
	}
	for j := range s.m.p.Postes {
		if !avec[j] {
			s.fixe += int64(s.m.p.Postes[j].Besoin) * s.m.p.Postes[j].NonPourvu
		}
	}
	s.fixe += s.m.p.PrixDeplacement * int64(len(deplaces(s.m.p, nil)))
}

// chercher goes round after round: each party not yet proved makes one étape, in parallel; what is decided between
// two rounds depends on totals alone, never on who was quicker.
func (s *seance) chercher(ctx context.Context) {
	avant := int64(0)
	for tour := 0; ; tour++ {
		actives := s.actives()
		if len(actives) == 0 {
			return
		}
		if !s.faireTour(ctx, actives) {
			s.rejouable = false
			s.completerBornes()
			return
		}
		pr := s.progres()
		if tour > 0 {
			pr.Gagne = avant - pr.Cout
		}
		avant = pr.Cout
		if s.o.Suivi != nil {
			s.o.Suivi(pr)
		}
		if s.assez(pr) {
			return
		}
	}
}

// assez: the budget is spent, or the gap is reached and no small party has anything left to prove; never before all
// have a bound.
func (s *seance) assez(p Progres) bool {
	for _, x := range s.parties {
		if !x.borneSure {
			return false
		}
	}
	if s.budget >= 0 && p.Travail >= s.budget {
		return true
	}
	s.atteint = s.gap >= 0 && p.Gap <= s.gap
	return false
}

// actives are the parties to go on with: once the gap is reached, the small ones alone, as far as their proof, which
// costs little.
func (s *seance) actives() (xs []*partie) {
	for _, x := range s.parties {
		if !x.exact && (!s.atteint || x.petite() && x.plongees < plongeesPetites) {
			xs = append(xs, x)
		}
	}
	return xs
}

// faireTour returns false when ctx ended.
func (s *seance) faireTour(ctx context.Context, xs []*partie) bool {
	var suivant atomic.Int64
	var w sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(xs)) {
		w.Go(func() {
			for {
				n := int(suivant.Add(1)) - 1
				if n >= len(xs) || ctx.Err() != nil {
					return
				}
				if xs[n].etape(ctx) != nil {
					return
				}
			}
		})
	}
	w.Wait()
	return ctx.Err() == nil
}

// completerBornes gives the parties that a cancellation left without plan or bound what they need for an answer.
func (s *seance) completerBornes() {
	for _, x := range s.parties {
		if !x.aPlan {
			x.demarrer(x.depart)
			x.retenirPlan()
		}
		if !x.borneSure {
			pi, moyenne := x.prixInitiaux()
			x.g.commencer(pi, 1, moyenne, 1)
			x.monter(&x.g, 1, x.lagrange)
		}
	}
}

func (s *seance) progres() Progres {
	p := Progres{Cout: s.fixe, Borne: s.fixe, Budget: s.budget}
	for _, x := range s.parties {
		p.Cout += x.meilleurCout
		p.Borne += min(x.borne, x.meilleurCout)
		p.Travail += x.travail
		p.NonPourvus += x.vides()
	}
	p.Travail /= uniteTravail
	p.Gap = Gap(p.Cout, p.Borne)
	return p
}

func (x *partie) vides() int64 { return x.places() - int64(len(x.meilleurPlan)) }

func (s *seance) plan() (*Plan, error) {
	pr := s.progres()
	pl := &Plan{Cout: pr.Cout, Borne: pr.Borne, BorneOffre: pr.Borne, Travail: pr.Travail, Rejouable: s.rejouable, Complet: true,
		Composantes: len(s.parties), Prix: make([]int64, len(s.m.p.Postes))}
	for j := range s.m.p.Postes {
		pl.Prix[j] = s.m.p.Postes[j].NonPourvu
	}
	for _, x := range s.parties {
		pl.Affectations = x.affectations(pl.Affectations)
		if x.exact {
			pl.Exactes++
		}
		for n, j := range x.postes {
			pl.Prix[j] = x.prix[n] / echelle
		}
	}
	trierPlan(pl.Affectations)
	pris := make([]int32, len(s.m.p.Postes))
	for _, a := range pl.Affectations {
		pris[a.Poste]++
	}
	for j := range pris {
		if n := s.m.p.Postes[j].Besoin - pris[j]; n > 0 {
			pl.Manques = append(pl.Manques, Manque{int32(j), n})
			pl.NonPourvus += int64(n)
		}
	}
	pl.Deplaces = int64(len(deplaces(s.m.p, pl.Affectations)))
	var err error
	if pl.Termes, err = Evaluer(s.m.p, pl.Affectations); err != nil {
		return nil, err
	}
	pl.Cout = pl.Termes.Total()
	return pl, nil
}
