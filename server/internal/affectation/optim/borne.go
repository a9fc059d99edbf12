package optim

import (
	"math"
	"runtime"
	"sync"
)

// enParallele is how many people a partie must have for its bound to be computed on several processors.
const enParallele = 256

// lagrange is the value of the bound under prices × echelle: seats paid their price, each person at her best. usage
// counts how many want each poste. No plan costs less, whatever the prices.
func (x *partie) lagrange(prix []int64, usage []int32) (total int64) {
	for j, p := range prix {
		total += p * int64(x.besoin[j])
		usage[j] = 0
	}
	if n := runtime.GOMAXPROCS(0); n > 1 && len(x.pers) >= enParallele {
		return total + x.ensemble(n, prix, usage)
	}
	return total + x.meilleurs(0, x.nbPersonnes(), prix, usage)
}

// meilleurs adds up the best schedules of the people from de to a (excluded).
func (x *partie) meilleurs(de, a int32, prix []int64, usage []int32) (total int64) {
	for i := de; i < a; i++ {
		v := x.meilleur(i, prix)
		x.minimum[i] = v
		total += v
		for _, k := range x.d.choix {
			usage[x.arcs[k].poste]++
		}
	}
	return total
}

// ensemble is meilleurs for everybody, by n goroutines that each have their own buffers: whole numbers are added, so that
// the result is the same whatever their number.
func (x *partie) ensemble(n int, prix []int64, usage []int32) (total int64) {
	for len(x.aides) < n {
		x.aides = append(x.aides, aide{usage: make([]int32, len(x.postes))})
	}
	var w sync.WaitGroup
	for c := range n {
		h := &x.aides[c]
		clear(h.usage)
		y := *x // the same partie, read only but for minimum, of which each writes its share
		y.d, y.travail = h.d, 0
		de, a := i32(len(x.pers)*c/n), i32(len(x.pers)*(c+1)/n)
		w.Go(func() {
			h.total = y.meilleurs(de, a, prix, h.usage)
			h.d, h.travail = y.d, y.travail
		})
	}
	w.Wait()
	for c := range n {
		h := &x.aides[c]
		total, x.travail = total+h.total, x.travail+h.travail
		for j := range usage {
			usage[j] += h.usage[j]
		}
	}
	return total
}

// aide is what one of the goroutines of a bound works with.
type aide struct {
	d              dp
	usage          []int32
	total, travail int64
}

// entier rounds the value of a bound to the cost of a plan: costs are whole, so that it is up.
func entier(valeur int64) int64 { return -((-valeur) >> decimales) }

// montee raises the bound by moving each price the way its poste is short or overfull, each at its own scale (the
// square root of its recent imbalances); steps shrink geometrically.
type montee struct {
	pi, m, v []float64
	pas      float64 // centimes
	taux     float64
	c1, c2   float64
	restants int
}

const (
	inertie  = 0.7
	inertie2 = 0.95
)

// commencer prepares so many steps from prices in centimes, the last one reduction times smaller than the first.
func (g *montee) commencer(depart []float64, tours int, pas, reduction float64) {
	n := len(depart)
	g.pi, g.m, g.v = append(g.pi[:0], depart...), make([]float64, n), make([]float64, n)
	g.pas, g.restants, g.c1, g.c2 = pas, tours, 1, 1
	g.taux = math.Pow(1/reduction, 1/float64(max(1, tours-1)))
}

// oracle is a bound as a function of prices, as lagrange is.
type oracle func(prix []int64, usage []int32) int64

// monter makes at most tours steps, keeps the best bound and its prices, and stops when the plan is proved optimal.
func (x *partie) monter(g *montee, tours int, valeur oracle) {
	entiers, usage := make([]int64, len(x.postes)), make([]int32, len(x.postes))
	for ; tours > 0 && g.restants > 0; tours, g.restants = tours-1, g.restants-1 {
		for j := range g.pi {
			g.pi[j] = min(g.pi[j], float64(x.u[j]))
			entiers[j] = int64(math.Round(float64(g.pi[j] * echelle)))
		}
		if b := entier(valeur(entiers, usage)); !x.borneSure || b > x.borne {
			x.borne, x.borneSure = b, true
			copy(x.prix, entiers)
		}
		if x.borne >= x.meilleurCout {
			g.restants = 0
			return
		}
		x.corriger(g, entiers, usage)
	}
}

func (x *partie) corriger(g *montee, entiers []int64, usage []int32) {
	g.c1, g.c2 = g.c1*inertie, g.c2*inertie2
	for j := range g.pi {
		e := float64(x.besoin[j] - usage[j])
		if e > 0 && entiers[j] >= x.u[j]*echelle {
			e = 0 // left empty at its price
		}
		g.m[j] = float64(inertie*g.m[j]) + float64((1-inertie)*e)
		g.v[j] = float64(inertie2*g.v[j]) + float64(float64((1-inertie2)*e)*e)
		if g.v[j] > 0 {
			g.pi[j] += float64(g.pas*(g.m[j]/(1-g.c1))) / (math.Sqrt(g.v[j]/(1-g.c2)) + 1e-3)
		}
	}
	g.pas *= g.taux
}

// prixInitiaux are what the dearest holder of each poste costs there: the first guess of the price of a seat.
func (x *partie) prixInitiaux() (pi []float64, moyenne float64) {
	pi = make([]float64, len(x.postes))
	for j := range pi {
		if x.pleins[j] < x.besoin[j] {
			pi[j] = float64(x.u[j])
			continue
		}
		for _, k := range x.parPoste[x.ad[j]:x.ad[j+1]] {
			if x.pris[k] {
				i := x.arcs[k].pers
				pi[j] = max(pi[j], float64(int64(x.arcs[k].cout)+x.marge(i, len(x.tenu[i])-1)))
			}
		}
	}
	n := 0
	for j := range pi {
		if x.pleins[j] == x.besoin[j] {
			moyenne, n = moyenne+math.Abs(pi[j]), n+1
		}
	}
	return pi, max(1, moyenne/float64(max(1, n)))
}
