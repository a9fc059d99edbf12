package optim

import (
	"cmp"
	"slices"
)

// Reparation says how to look for replacements. The zero value asks for the ten cheapest, chains of three included.
type Reparation struct {
	// Nombre of answers; zero: 10.
	Nombre int
	// Chaine is the greatest number of people moved, from 1 to 3; zero: 3.
	Chaine int
	// ReserveDabord puts first the answers that only call reservists.
	ReserveDabord bool
	// PrixDerange is added, for the ranking only, for each person who leaves another mission.
	PrixDerange int64
	// Mobile says which postes may be left; nil: all of them.
	Mobile func(poste int32) bool
	// Absents may not be called (who holds the freed seat is one already).
	Absents []int32
}

// Mouvement is one person who takes a poste, leaves another, or both.
type Mouvement struct {
	Personne, Prend, Quitte int32 // −1: none
}

// Remplacement is one way to fill a freed seat.
type Remplacement struct {
	// Delta is the cost of the plan afterwards, less its cost before the absence.
	Delta int64
	// Mouvements, the first takes the freed seat, each next one the seat that the one before leaves.
	Mouvements []Mouvement
	// Reserve: the last one leaves a reserve seat, which stays empty (its price is in Delta).
	Reserve bool
	// Deranges counts those who leave another mission.
	Deranges int
}

// Remplacer ranks the ways to fill the seat of a poste that a person leaves: direct replacements, reservists called,
// chains of two and three. Everything else stays. It returns nothing when the plan does not hold the pair.
func (x *Index) Remplacer(a Affectation, o Reparation) []Remplacement {
	pt, k := x.arc(a.Poste, a.Personne)
	if k < 0 || !pt.pris[k] {
		return nil
	}
	if o.Nombre <= 0 {
		o.Nombre = 10
	}
	if o.Chaine <= 0 || o.Chaine > 3 {
		o.Chaine = 3
	}
	// The plan is left as it is: whoever leaves is excluded, so that what she holds plays no part.
	i := pt.arcs[k].pers
	r := &reparation{pt: pt, x: x, o: o, c: x.poste[a.Poste].partie, exclus: []int32{i}}
	r.reserves = x.reserves[r.c]
	r.base = -pt.ajout(i, k, slices.DeleteFunc(slices.Clone(pt.tenu[i]), func(t int32) bool { return t == k }))
	for _, p := range o.Absents {
		if l := x.personne[p]; l.partie == r.c {
			r.exclus = append(r.exclus, l.local)
		}
	}
	r.chercher(pt.arcs[k].poste, 0, nil)
	r.trier()
	return r.trouves[:min(len(r.trouves), o.Nombre)]
}

// reparation is one search. Costs are relative to the plan with the seat freed and empty at no price.
type reparation struct {
	x        *Index
	pt       *partie
	c        int32
	o        Reparation
	base     int64   // what the departure alone changes
	exclus   []int32 // people who may not move (again)
	reserves bool    // some poste of the partie is a reserve
	trouves  []Remplacement
	plein    bool // enough answers are kept: those that do not beat the last are dropped
	dernier  int64
}

// chercher fills a freed seat of poste j, cout being spent by the moves before. Nobody may follow the last of a chain: she
// is free, and the cheapest is known already, or only leaves a reserve seat.
func (r *reparation) chercher(j int32, cout int64, moves []Mouvement) {
	d := r.x.pasVers(r.c, j)
	les := d.les
	if len(moves) > 0 && len(moves) == r.o.Chaine-1 {
		les = d.appels
	}
	for n := range les {
		switch p := &les[n]; {
		case slices.Contains(r.exclus, r.pt.arcs[p.arc].pers):
		case p.quitte < 0:
			r.noter(cout+p.cout, append(moves, r.mouvement(p.arc, -1)), false)
		case r.mobile(p.quitte):
			r.quitter(p, cout+p.cout, moves)
		}
	}
}

// gene counts the missions held that exclude arc k, and names one.
func (x *partie) gene(i, k int32, tenus []int32) (t int32, nombre int) {
	for _, b := range tenus {
		if !x.compatible(i, k, b) {
			t, nombre = b, nombre+1
		}
	}
	return t, nombre
}

// quitter has the person leave a seat for another one, then fills the one she left.
func (r *reparation) quitter(p *pas, cout int64, moves []Mouvement) {
	pt := r.pt
	j := pt.arcs[p.quitte].poste
	moves = append(moves, r.mouvement(p.arc, pt.postes[j]))
	if r.reserve(p.quitte) {
		if r.noter(cout+pt.u[j], moves, true); len(moves) == r.o.Chaine {
			return
		}
	}
	r.exclus = append(r.exclus, pt.arcs[p.arc].pers)
	switch r.o.Chaine - len(moves) {
	case 0:
	case 1:
		if d := r.x.direct(r.c, j, r.exclus); d.arc >= 0 {
			r.noter(cout+d.cout, append(moves, r.mouvement(d.arc, -1)), false)
		}
		if r.reserves {
			r.chercher(j, cout, moves)
		}
	default:
		r.chercher(j, cout, moves)
	}
	r.exclus = r.exclus[:len(r.exclus)-1]
}

func (r *reparation) mobile(t int32) bool {
	return r.o.Mobile == nil || r.o.Mobile(r.pt.postes[r.pt.arcs[t].poste])
}

func (r *reparation) reserve(t int32) bool {
	return r.pt.m.p.Postes[r.pt.postes[r.pt.arcs[t].poste]].Reserve
}

func (r *reparation) mouvement(k, quitte int32) Mouvement {
	a := &r.pt.arcs[k]
	return Mouvement{Personne: r.pt.pers[a.pers], Prend: r.pt.postes[a.poste], Quitte: quitte}
}

// noter keeps an answer, and now and then only the best ones.
func (r *reparation) noter(cout int64, moves []Mouvement, reserve bool) {
	deranges := len(moves) - 1
	if reserve {
		deranges++
	}
	n := Remplacement{Delta: cout + r.base, Reserve: reserve, Deranges: deranges}
	appel := r.o.ReserveDabord && reserve && len(moves) == 1
	if r.plein && !appel && r.rang(&n) >= r.dernier {
		return
	}
	n.Mouvements = slices.Clone(moves)
	r.trouves = append(r.trouves, n)
	if len(r.trouves) >= 4*r.o.Nombre {
		r.trier()
		r.trouves = r.trouves[:r.o.Nombre]
		r.plein, r.dernier = true, r.rang(&r.trouves[r.o.Nombre-1])
	}
}

func (r *reparation) rang(a *Remplacement) int64 { return a.Delta + int64(a.Deranges)*r.o.PrixDerange }

func (r *reparation) trier() {
	apres := func(a *Remplacement) int {
		if r.o.ReserveDabord && a.Reserve && len(a.Mouvements) == 1 {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(r.trouves, func(a, b Remplacement) int {
		return cmp.Or(cmp.Compare(apres(&a), apres(&b)), cmp.Compare(r.rang(&a), r.rang(&b)), cmp.Compare(len(a.Mouvements), len(b.Mouvements)))
	})
}
