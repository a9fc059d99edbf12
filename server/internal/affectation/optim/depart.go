package optim

import (
	"cmp"
	"slices"
)

// demarrer puts the locked arcs, then the plan to start from, then whoever costs least on each seat, scarce postes first.
func (x *partie) demarrer(depart map[Affectation]bool) {
	x.cout = 0
	for j := range x.postes {
		x.cout += int64(x.besoin[j]) * x.u[j]
	}
	for k := range x.nbArcs() {
		if x.arcs[k].fixe {
			x.poser(k)
		}
	}
	for k := range x.nbArcs() {
		g := &x.m.p.Arcs[x.arcs[k].global]
		if depart[Affectation{g.Poste, g.Personne}] && !x.pris[k] && x.pleins[x.arcs[k].poste] < x.besoin[x.arcs[k].poste] &&
			x.admet(x.arcs[k].pers, k, x.tenu[x.arcs[k].pers]) {
			x.poser(k)
		}
	}
	x.completer()
}

// completer fills the seats left, one after the other, at the least cost.
func (x *partie) completer() {
	ordre := make([]int32, len(x.postes))
	for j := range ordre {
		ordre[j] = int32(j)
	}
	rarete := func(j int32) float64 { return float64(x.ad[j+1]-x.ad[j]) / float64(max(1, x.besoin[j])) }
	slices.SortStableFunc(ordre, func(a, b int32) int { return cmp.Compare(rarete(a), rarete(b)) })
	for _, j := range ordre {
		for x.pleins[j] < x.besoin[j] {
			k, c := x.moinsCher(j)
			if k < 0 || c > x.u[j] {
				break
			}
			x.poser(k)
		}
	}
}

func (x *partie) moinsCher(j int32) (choix int32, cout int64) {
	choix = -1
	for _, k := range x.parPoste[x.ad[j]:x.ad[j+1]] {
		i := x.arcs[k].pers
		if x.pris[k] || (choix >= 0 && int64(x.arcs[k].cout-x.arcs[k].trajet)+x.marge(i, len(x.tenu[i])) >= cout && x.arcs[k].trajet == 0) {
			continue
		}
		if !x.admet(i, k, x.tenu[i]) {
			continue
		}
		if c := x.ajout(i, k, x.tenu[i]); choix < 0 || c < cout {
			choix, cout = k, c
		}
	}
	x.travail += int64(x.ad[j+1] - x.ad[j])
	return choix, cout
}

// poser gives arc k, and counts what it changes.
func (x *partie) poser(k int32) {
	a := &x.arcs[k]
	i := a.pers
	x.cout += x.ajout(i, k, x.tenu[i]) - x.u[a.poste]
	pos, _ := slices.BinarySearch(x.tenu[i], k)
	x.tenu[i] = slices.Insert(x.tenu[i], pos, k)
	x.pris[k] = true
	x.pleins[a.poste]++
}

// retirer takes arc k away.
func (x *partie) retirer(k int32) {
	a := &x.arcs[k]
	i := a.pers
	pos, _ := slices.BinarySearch(x.tenu[i], k)
	x.tenu[i] = slices.Delete(x.tenu[i], pos, pos+1)
	x.cout -= x.ajout(i, k, x.tenu[i]) - x.u[a.poste]
	x.pris[k] = false
	x.pleins[a.poste]--
}

// ajout is what arc k costs on top of those given, load included.
func (x *partie) ajout(i, k int32, tenus []int32) int64 {
	return x.coutMarginal(&personneFamille{garde: tenus}, k) + x.marge(i, len(tenus))
}
