package optim

import (
	"cmp"
	"slices"
)

// The exact finish: any plan better than the best known is made of schedules which, together, cost little above the
// bound. When these are few, all the ways to combine them are tried; nothing better found, the plan is proved optimal.
const (
	colonnesMax = 20_000
	parPersonne = 3_000
	// Limits under which all the schedules of all are listed, and the steps of the bound upon them.
	parPersonneTout, toutesMax, monteesFin = 500, 5_000, 300
	travailFin                             = 20_000_000 // elementary steps of one attempt
	placesFinies                           = 400        // beyond, only parties whose gap is small
)

type fin struct {
	x       *partie
	cols    [][]colonne
	reste   []int32 // seats left of each poste
	vide    []int64 // price of an empty seat above its price, × echelle
	libres  []int32 // people to place
	budget  int64   // what may still be spent above the bound
	choix   []int32 // column of each person
	travail int64
	couvre  []int32
	marque  []int32
	abandon bool
}

// finir attempts the exact finish of a partie. When all the schedules of all its people can be listed, the bound is
// first raised again upon them: unlike the chains of neighbours, they respect every hard rule.
func (x *partie) finir() {
	usage := make([]int32, len(x.postes))
	valeur := x.lagrange(x.prix, usage)
	f := &fin{x: x, choix: make([]int32, len(x.pers)), couvre: make([]int32, len(x.postes)), marque: make([]int32, len(x.postes))}
	if f.lister(infini/4, parPersonneTout, toutesMax) {
		valeur = f.remonter()
		f.filtrer((x.meilleurCout-1)*echelle - valeur)
	} else if !f.lister((x.meilleurCout-1)*echelle-valeur, parPersonne, colonnesMax) {
		return
	}
	f.budget = (x.meilleurCout-1)*echelle - valeur
	if f.budget >= 0 {
		f.reste = slices.Clone(x.besoin)
		for j := range x.besoin {
			f.vide = append(f.vide, max(0, x.u[j]*echelle-x.prix[j]))
		}
		f.descendre()
		x.travail += f.travail
	}
	if !f.abandon {
		x.borne, x.borneSure, x.exact = x.meilleurCout, true, true
	}
}

// lister enumerates the schedules of all whose ecart is at most marge; false when they are too many.
func (f *fin) lister(marge int64, chacun, total int) bool {
	f.cols, f.libres = f.cols[:0], f.libres[:0]
	for i := range f.x.nbPersonnes() {
		cols, ok := f.x.enumerer(i, marge, min(chacun, total))
		if total -= len(cols); !ok || total < 0 {
			return false
		}
		f.cols, f.libres = append(f.cols, cols), append(f.libres, i)
	}
	return true
}

// remonter raises the bound with the schedules listed, which must be all there are. The ecarts are then those of the
// best prices, whose value it returns.
func (f *fin) remonter() int64 {
	x := f.x
	pi := make([]float64, len(x.prix))
	for j := range pi {
		pi[j] = float64(x.prix[j]) / echelle
	}
	for i := range f.cols { // from ecarts to costs
		for n := range f.cols[i] {
			c := &f.cols[i][n]
			c.ecart += x.minimum[i]
			for _, k := range c.arcs {
				c.ecart += x.prix[x.arcs[k].poste]
			}
		}
	}
	var g montee
	for _, pas := range []float64{pasRelatif, pasReprise} {
		g.commencer(pi, monteesFin, pas*max(1, x.moyenne), reduction)
		x.monter(&g, monteesFin, f.valeur)
		for j := range pi {
			pi[j] = float64(x.prix[j]) / echelle
		}
	}
	usage := make([]int32, len(x.postes))
	valeur := f.valeur(x.prix, usage)
	for i := range f.cols {
		for n := range f.cols[i] {
			f.cols[i][n].ecart = f.reduit(&f.cols[i][n], x.prix) - x.minimum[i]
		}
		slices.SortStableFunc(f.cols[i], func(a, b colonne) int { return cmp.Compare(a.ecart, b.ecart) })
	}
	return valeur
}

// valeur is the bound over the schedules listed, whose ecart holds the cost.
func (f *fin) valeur(prix []int64, usage []int32) (total int64) {
	for j, p := range prix {
		total += p * int64(f.x.besoin[j])
		usage[j] = 0
	}
	for i := range f.cols {
		b, v := 0, infini
		for n := range f.cols[i] {
			if r := f.reduit(&f.cols[i][n], prix); r < v {
				b, v = n, r
			}
		}
		f.travail += int64(len(f.cols[i]))
		f.x.minimum[i] = v
		total += v
		for _, k := range f.cols[i][b].arcs {
			usage[f.x.arcs[k].poste]++
		}
	}
	return total
}

func (f *fin) reduit(c *colonne, prix []int64) int64 {
	r := c.ecart
	for _, k := range c.arcs {
		r -= prix[f.x.arcs[k].poste]
	}
	return r
}

func (f *fin) filtrer(marge int64) {
	for i := range f.cols {
		n := 0
		for n < len(f.cols[i]) && f.cols[i][n].ecart <= marge {
			n++
		}
		f.cols[i] = f.cols[i][:n]
	}
}

// descendre places one person, the one who has least choice, in each way that the budget allows.
func (f *fin) descendre() {
	if f.travail > travailFin {
		f.abandon = true
	}
	if f.abandon {
		return
	}
	if len(f.libres) == 0 {
		f.feuille()
		return
	}
	qui, depense := f.examiner()
	if qui < 0 || depense > f.budget {
		return
	}
	i := f.libres[qui]
	f.libres[qui] = f.libres[len(f.libres)-1]
	f.libres = f.libres[:len(f.libres)-1]
	for n := range f.cols[i] {
		c := &f.cols[i][n]
		if c.ecart > f.budget {
			break
		}
		if !f.possible(c) {
			continue
		}
		f.poser(c, 1)
		f.choix[i] = i32(n)
		f.descendre()
		f.poser(c, -1)
	}
	f.libres = append(f.libres, i)
	f.libres[qui], f.libres[len(f.libres)-1] = f.libres[len(f.libres)-1], f.libres[qui]
}

func (f *fin) poser(c *colonne, sens int32) {
	f.budget -= int64(sens) * c.ecart
	for _, k := range c.arcs {
		f.reste[f.x.arcs[k].poste] -= sens
	}
}

func (f *fin) possible(c *colonne) bool {
	f.travail += int64(1 + len(c.arcs))
	for _, k := range c.arcs {
		if f.reste[f.x.arcs[k].poste] <= 0 {
			return false
		}
	}
	return true
}

// examiner chooses whom to place next, and bounds below what is still to spend: the least of each, and the seats that
// nobody left can fill. −1: someone has no way left.
func (f *fin) examiner() (qui int, depense int64) {
	clear(f.couvre)
	clear(f.marque)
	qui = -1
	moins := 1 << 30
	for n, i := range f.libres {
		nombre := 0
		for c := range f.cols[i] {
			col := &f.cols[i][c]
			if col.ecart > f.budget {
				break
			}
			if !f.possible(col) {
				continue
			}
			if nombre++; nombre == 1 {
				depense += col.ecart
			}
			for _, k := range col.arcs {
				if j := f.x.arcs[k].poste; f.marque[j] != i+1 {
					f.marque[j] = i + 1
					f.couvre[j]++
				}
			}
		}
		if nombre == 0 {
			return -1, 0
		}
		if nombre < moins {
			qui, moins = n, nombre
		}
	}
	for j, r := range f.reste {
		depense += f.vide[j] * int64(max(0, r-f.couvre[j]))
	}
	f.travail += int64(len(f.reste))
	return qui, depense
}

// feuille is a whole plan: it is taken if the seats left empty, and the wishes of composition, still make it better.
func (f *fin) feuille() {
	d := int64(0)
	for j, r := range f.reste {
		d += f.vide[j] * int64(r)
	}
	if d > f.budget {
		return
	}
	x := f.x
	for i := range x.tenu {
		for _, k := range x.tenu[i] {
			x.pris[k] = false
		}
		x.tenu[i] = x.tenu[i][:0]
	}
	clear(x.pleins)
	x.cout = 0
	for j := range x.postes {
		x.cout += int64(x.besoin[j]) * x.u[j]
	}
	for i, c := range f.choix {
		for _, k := range f.cols[i][c].arcs {
			x.poser(k)
		}
	}
	avant := x.meilleurCout
	x.retenirPlan()
	f.budget -= (avant - x.meilleurCout) * echelle
}
