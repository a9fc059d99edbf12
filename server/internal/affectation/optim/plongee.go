package optim

import (
	"math"
	"slices"
)

// plonger makes a plan out of the prices of the bound. Everyone starts from her best schedule under the prices; then,
// person after person, each is given the best one when seats too full cost ρ more for each excess, and seats too empty
// pay as much; ρ grows from rho0 to rho1. What is still too full in the end is emptied, what is empty is filled greedily.
func (x *partie) plonger(sweeps int, rho0, rho1 float64) {
	for j := range x.pleins {
		x.pleins[j] = 0
	}
	clear(x.pris)
	mod := slices.Clone(x.prix)
	for i := range x.nbPersonnes() {
		x.meilleur(i, x.prix)
		x.tenu[i] = append(x.tenu[i][:0], x.d.choix...)
		for _, k := range x.d.choix {
			x.pleins[x.arcs[k].poste]++
		}
	}
	ordre := x.alea.Perm(len(x.pers))
	for t := range sweeps {
		rho := rho0 * math.Pow(rho1/rho0, float64(t)/float64(max(1, sweeps-1)))
		r := int64(rho * echelle)
		actuel := func(j int32) {
			d := int64(x.besoin[j] - x.pleins[j])
			mod[j] = min(x.prix[j]+r*(2*d-1), x.u[j]*echelle)
		}
		for j := range x.postes {
			actuel(int32(j))
		}
		for _, q := range ordre {
			i := i32(q)
			for _, k := range x.tenu[i] {
				x.pleins[x.arcs[k].poste]--
				actuel(x.arcs[k].poste)
			}
			x.meilleur(i, mod)
			x.tenu[i] = append(x.tenu[i][:0], x.d.choix...)
			for _, k := range x.tenu[i] {
				x.pleins[x.arcs[k].poste]++
				actuel(x.arcs[k].poste)
			}
		}
	}
	x.rebatir()
}

// rebatir turns schedules that may not fit together into a plan.
func (x *partie) rebatir() {
	voulus := make([]bool, len(x.arcs))
	for i := range x.tenu {
		for _, k := range x.tenu[i] {
			voulus[k] = true
		}
		x.tenu[i] = x.tenu[i][:0]
	}
	clear(x.pleins)
	clear(x.pris)
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
		a := &x.arcs[k]
		if voulus[k] && !x.pris[k] && x.pleins[a.poste] < x.besoin[a.poste] && x.admet(a.pers, k, x.tenu[a.pers]) {
			x.poser(k)
		}
	}
	x.completer()
}
