package optim

import (
	"cmp"
	"slices"
)

// Evaluer recomputes the cost of a list of affectations from the problem alone, term by term. It does not check the
// hard rules (package verif does); an affectation without arc is an error that wraps ErrProbleme.
func Evaluer(p *Probleme, plan []Affectation) (Termes, error) {
	var t Termes
	arcs, err := arcsDe(p, plan)
	if err != nil {
		return t, err
	}
	pris := make([]int32, len(p.Postes))
	parPersonne := make(map[int32][]int32)
	for _, k := range arcs {
		a := p.Arcs[k]
		pris[a.Poste]++
		t.Arcs += int64(a.Cout)
		parPersonne[a.Personne] = append(parPersonne[a.Personne], k)
	}
	for i, ks := range parPersonne {
		t.Charge += p.Personnes[i].charge(len(ks))
		t.TrajetsPartages -= p.partages(ks)
	}
	for s := range p.Postes {
		t.NonPourvus += p.Postes[s].NonPourvu * int64(max(0, p.Postes[s].Besoin-pris[s]))
	}
	t.Deplacements = p.PrixDeplacement * int64(len(deplaces(p, plan)))
	t.Composition = compositions(p, plan)
	return t, nil
}

// charge is the cost of n missions.
func (x *Personne) charge(n int) (c int64) {
	for l := range n {
		c += x.marge(l)
	}
	return c
}

// marge is the cost of one more mission on top of l.
func (x *Personne) marge(l int) int64 {
	if len(x.Charge) == 0 {
		return 0
	}
	return x.Charge[min(l, len(x.Charge)-1)]
}

// arcsDe finds the arc of each affectation.
func arcsDe(p *Probleme, plan []Affectation) ([]int32, error) {
	index := make(map[Affectation]int32, len(plan))
	for _, a := range plan {
		index[a] = -1
	}
	for k := range p.Arcs {
		a := &p.Arcs[k]
		if v, voulu := index[Affectation{a.Poste, a.Personne}]; voulu && (v < 0 || prefere(a, &p.Arcs[v])) {
			index[Affectation{a.Poste, a.Personne}] = int32(k)
		}
	}
	ids := make([]int32, len(plan))
	for n, a := range plan {
		if ids[n] = index[a]; ids[n] < 0 {
			return nil, refus("la personne %d n’a pas d’arc vers le poste %d", a.Personne, a.Poste)
		}
	}
	return ids, nil
}

// prefere tells which of two arcs of the same pair counts.
func prefere(a, b *Arc) bool {
	if v, w := a.Etat&Verrouille, b.Etat&Verrouille; v != w {
		return v != 0
	}
	return a.Cout < b.Cout
}

// partages is the travel that one person's arcs do not pay, being in the centre already.
func (p *Probleme) partages(arcs []int32) (gain int64) {
	if len(arcs) < 2 {
		return 0
	}
	tri := slices.Clone(arcs)
	slices.SortFunc(tri, func(a, b int32) int {
		x, y := p.mission(a), p.mission(b)
		return cmp.Or(cmp.Compare(x.fin(), y.fin()), cmp.Compare(x.debut(), y.debut()), cmp.Compare(p.Arcs[a].Poste, p.Arcs[b].Poste))
	})
	var avant *Mission
	for _, k := range tri {
		m := p.mission(k)
		if m.surPlace() {
			if avant != nil && avant.partage(m) {
				gain += int64(p.Arcs[k].Trajet)
			}
			avant = m
		}
	}
	return gain
}

func (p *Probleme) mission(arc int32) *Mission {
	return &p.Missions[p.Postes[p.Arcs[arc].Poste].Mission]
}

func (m *Mission) surPlace() bool { return !m.ADistance && len(m.Creneaux) > 0 }

func (m *Mission) debut() int32 {
	if len(m.Creneaux) == 0 {
		return 0
	}
	return m.Creneaux[0].Debut
}

func (m *Mission) fin() int32 {
	if len(m.Creneaux) == 0 {
		return 0
	}
	return m.Creneaux[len(m.Creneaux)-1].Fin
}

// partage: whoever leaves m for n has not to travel, being there the same day.
func (m *Mission) partage(n *Mission) bool {
	return m.Centre == n.Centre && m.Creneaux[len(m.Creneaux)-1].Jour == n.Creneaux[0].Jour
}

// deplaces lists the published affectations that a plan does not keep.
func deplaces(p *Probleme, plan []Affectation) []Affectation {
	garde := make(map[Affectation]bool, len(plan))
	for _, a := range plan {
		garde[a] = true
	}
	var perdus []Affectation
	for k := range p.Arcs {
		paire := Affectation{p.Arcs[k].Poste, p.Arcs[k].Personne}
		if p.Arcs[k].Etat&Publie != 0 && !garde[paire] {
			garde[paire] = true // a duplicate counts once
			perdus = append(perdus, paire)
		}
	}
	return perdus
}

func compositions(p *Probleme, plan []Affectation) (total int64) {
	if len(p.Compositions) == 0 {
		return 0
	}
	parPoste := make([][]int32, len(p.Postes))
	for _, a := range plan {
		parPoste[a.Poste] = append(parPoste[a.Poste], a.Personne)
	}
	for k := range p.Compositions {
		total += p.Compositions[k].Penalite(func(s int32) []int32 { return parPoste[s] })
	}
	return total
}

// compte: the wish looks at people of this class.
func (c *Composition) compte(classe int32) bool {
	if c.Paires && !c.Une {
		return classe >= 0
	}
	return classe == c.Valeur
}

// Penalite is the price of what the wish lacks; assis lists who holds each poste.
func (c *Composition) Penalite(assis func(poste int32) []int32) int64 {
	var n int32
	var vus []int32
	seuls := map[int32]int64{}
	for _, s := range c.Postes {
		for _, i := range assis(s) {
			cl := c.Classe[i]
			if !c.compte(cl) || slices.Contains(vus, i) {
				continue
			}
			vus = append(vus, i)
			if cl == c.Valeur {
				n++
			}
			seuls[cl] ^= 1
		}
	}
	if !c.Paires {
		return c.Prix * int64(max(c.Min-n, n-c.Max, 0))
	}
	var total int64
	for _, s := range seuls {
		total += s
	}
	return total * c.Prix
}
