package optim

import (
	"context"
	"slices"
)

// The search of a partie goes by étapes, so that all advance together and the total is known between two rounds:
// a first plan, prices and bound, then plans made out of the prices until the proof or the budget.
const (
	famillesDepart = 12  // flows of the first plan
	montees        = 400 // steps of a full rise of the prices
	montePar       = 50  // of them per étape
	pasRelatif     = 0.1 // first step, relative to the mean price
	pasReprise     = 0.01
	pasRarete      = 1.0 // the same when seats are left empty: prices have far to go
	reduction      = 500 // first step over last
	familles       = 30  // flows after each plan made out of the prices
	seuilEcart     = 100 // centimes beyond which an arc is not offered to these flows
)

// etape is one bounded piece of work.
func (x *partie) etape(ctx context.Context) error {
	defer func() { x.etapes++ }()
	if x.etapes == 0 {
		x.preparerFamilles()
		x.demarrer(x.depart)
		x.retenirPlan()
		return x.courir(ctx, famillesDepart)
	}
	if x.etapes == 1 {
		pi, moyenne := x.prixInitiaux()
		x.moyenne = moyenne
		x.g.commencer(pi, montees, x.premierPas()*moyenne, reduction)
	}
	if x.g.restants > 0 {
		x.monter(&x.g, montePar, x.lagrange)
		if x.g.restants == 0 {
			x.finirMontee()
		}
		return ctx.Err()
	}
	x.verifierPreuve()
	if x.exact {
		return nil
	}
	return x.creuser(ctx)
}

func (x *partie) premierPas() float64 {
	if x.vides() > 0 {
		return pasRarete
	}
	return pasRelatif
}

// finirMontee measures the arcs under the new prices; a rise that still gained much is followed by another, by smaller
// steps.
func (x *partie) finirMontee() {
	gain := x.borne - x.borneAvant
	x.borneAvant = x.borne
	x.mesurer()
	if x.plongees > 0 && gain > x.borne/5000 {
		x.relancer()
	}
}

// creuser makes one more plan out of the prices; one time in eight it also raises the bound again.
func (x *partie) creuser(ctx context.Context) error {
	x.plongees++
	if x.plongees%3 == 1 && x.finissable() {
		x.finir()
		return ctx.Err()
	}
	if x.plongees%8 == 2 {
		x.relancer()
		return ctx.Err()
	}
	sweeps := []int{10, 30, 20, 60}[x.plongees%4]
	x.plonger(sweeps, []float64{0.3, 3, 1}[x.plongees%3], []float64{50, 200}[x.plongees%2])
	return x.courir(ctx, familles)
}

// finissable: small, or so near the bound that few schedules can still matter.
func (x *partie) finissable() bool { return x.petite() || x.meilleurCout-x.borne <= x.places()/10 }

func (x *partie) petite() bool { return x.places() <= placesFinies }

func (x *partie) places() (n int64) {
	for _, b := range x.besoin {
		n += int64(b)
	}
	return n
}

// relancer raises the bound again from the best prices, by small steps.
func (x *partie) relancer() {
	pi := make([]float64, len(x.prix))
	for j := range pi {
		pi[j] = float64(x.prix[j]) / echelle
	}
	x.g.commencer(pi, montees/2, pasReprise*x.moyenne, reduction)
}

// courir runs families, and keeps the best plan.
func (x *partie) courir(ctx context.Context, n int) error {
	for range n {
		x.choisir()
		if err := x.resoudreFamille(ctx, seuilEcart); err != nil {
			return err
		}
	}
	x.composer()
	x.retenirPlan()
	x.verifierPreuve()
	return nil
}

func (x *partie) verifierPreuve() { x.exact = x.borneSure && x.borne >= x.meilleurCout }

// retenirPlan keeps the current plan if it is the best.
func (x *partie) retenirPlan() {
	cout := x.cout + x.penalite()
	if x.aPlan && cout >= x.meilleurCout {
		return
	}
	x.aPlan, x.meilleurCout = true, cout
	x.meilleurPlan = x.meilleurPlan[:0]
	for i := range x.tenu {
		x.meilleurPlan = append(x.meilleurPlan, x.tenu[i]...)
	}
}

// affectations lists the best plan.
func (x *partie) affectations(dst []Affectation) []Affectation {
	for _, k := range x.meilleurPlan {
		g := &x.m.p.Arcs[x.arcs[k].global]
		dst = append(dst, Affectation{g.Poste, g.Personne})
	}
	return dst
}

func trierPlan(plan []Affectation) {
	slices.SortFunc(plan, func(a, b Affectation) int {
		if a.Poste != b.Poste {
			return int(a.Poste) - int(b.Poste)
		}
		return int(a.Personne) - int(b.Personne)
	})
}
