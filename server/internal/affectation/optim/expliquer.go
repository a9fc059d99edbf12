package optim

// Raison is why a person holds a poste.
type Raison struct {
	Cout Vecteur
	// Rang among the Possibles: those who hold the poste and those who could be added to it, by cost.
	Rang, Possibles int
	// Alternative is the cheapest way to do without her (nil: none), Alternative.Delta what it would cost more.
	Alternative *Remplacement
	// Vide is what leaving her seat empty would cost more.
	Vide int64
}

// Pourquoi explains a pair that the plan holds; ok is false when it does not.
func (x *Index) Pourquoi(a Affectation) (r Raison, ok bool) {
	pt, k := x.arc(a.Poste, a.Personne)
	if k < 0 || !pt.pris[k] {
		return r, false
	}
	r.Cout = pt.candidat(k).Cout
	r.Rang = 1
	for _, c := range x.Candidats(a.Poste) {
		if len(c.Obstacles) > 0 {
			continue
		}
		r.Possibles++
		if c.Personne != a.Personne && c.Cout.Total() < r.Cout.Total() {
			r.Rang++
		}
	}
	avant := pt.cout
	pt.retirer(k)
	r.Vide = pt.cout - avant
	pt.poser(k)
	if rs := x.Remplacer(a, Reparation{Nombre: 1}); len(rs) > 0 {
		r.Alternative = &rs[0]
	}
	return r, true
}

// Refus is why a person does not hold a poste.
type Refus struct {
	// Obstacles: with SansArc or PaireInterdite she cannot at all; the others tell what she would have to leave.
	Obstacles []Obstacle
	Possible  bool
	Cout      Vecteur
	// AuLieuDe is the holder whose seat she would take in the cheapest way found (−1: an empty seat).
	AuLieuDe int32
	// Ecart by terms between her and that holder.
	Ecart Vecteur
	// Delta is what the plan would cost more if she were imposed there: the cheapest way found, so that it is an upper
	// bound of the truth. Mouvements are that way; applied, they cost Delta exactly.
	Delta      int64
	Mouvements []Mouvement
	// Minimum is a lower bound of the same, proved by the prices (see Proposer); zero without prices. Exact: both agree.
	Minimum int64
	Exact   bool
}

// PourquoiPas explains why a person is not on a poste, by imposing her there and looking for the cheapest way to put up
// with it: whose seat she takes, who fills those she leaves.
func (x *Index) PourquoiPas(a Affectation) Refus {
	pt, k := x.arc(a.Poste, a.Personne)
	if k < 0 {
		return x.sansArc(a)
	}
	c := pt.candidat(k)
	r := Refus{Obstacles: c.Obstacles, Cout: c.Cout, AuLieuDe: -1}
	if pt.pris[k] {
		r.Obstacles = []Obstacle{{DejaLa, -1}}
		return r
	}
	f := &forcage{x: x, pt: pt, k: k, c: x.poste[a.Poste].partie}
	f.essayer()
	if !f.trouve {
		if len(r.Obstacles) == 0 {
			r.Obstacles = []Obstacle{{SansPlace, -1}}
		}
		return r
	}
	r.Possible, r.Delta, r.Mouvements, r.AuLieuDe = true, f.delta, f.moves, -1
	if f.evince >= 0 {
		r.AuLieuDe = pt.pers[pt.arcs[f.evince].pers]
		v := pt.candidat(f.evince).Cout
		r.Ecart = Vecteur{r.Cout.Arc - v.Arc, r.Cout.TrajetPartage - v.TrajetPartage, r.Cout.Charge - v.Charge}
	}
	r.Minimum, r.Exact = x.minimum(pt, k, r.Delta)
	return r
}

func (x *Index) sansArc(a Affectation) Refus {
	genre := SansArc
	for k := range x.p.Arcs {
		if b := &x.p.Arcs[k]; b.Poste == a.Poste && b.Personne == a.Personne {
			genre = PaireInterdite
		}
	}
	return Refus{Obstacles: []Obstacle{{genre, -1}}, AuLieuDe: -1}
}

// Proposer gives the index the prices of a plan (Plan.Prix), from which lower bounds are proved.
func (x *Index) Proposer(prix []int64) {
	for _, pt := range x.parties {
		for n, j := range pt.postes {
			pt.prix[n] = min(prix[j], pt.u[n]) * echelle
		}
		usage := make([]int32, len(pt.postes))
		pt.borne, pt.borneSure = entier(pt.lagrange(pt.prix, usage)), true
	}
}

// minimum is a lower bound of what imposing arc k costs more than the plan.
func (x *Index) minimum(pt *partie, k int32, delta int64) (int64, bool) {
	if !pt.borneSure {
		return 0, false
	}
	if pt.ecart == nil {
		pt.ecart = make([]int32, len(pt.arcs))
	}
	pt.minimum[pt.arcs[k].pers] = pt.meilleur(pt.arcs[k].pers, pt.prix)
	pt.mesurerPersonne(pt.arcs[k].pers)
	m := max(0, pt.borne+int64(pt.ecart[k])-pt.cout)
	return m, m >= delta
}
