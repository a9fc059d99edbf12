package optim

import (
	"math"
	"slices"
)

// mesurer computes, under the best prices, what each arc would cost at least if it were imposed (ecart, in whole centimes
// rounded down): the best schedule of the person through this arc, less her best schedule. Zero where it cannot be told.
// An arc whose ecart exceeds cost − bound is in no better plan.
func (x *partie) mesurer() {
	if x.ecart == nil {
		x.ecart = make([]int32, len(x.arcs))
	}
	usage := make([]int32, len(x.postes))
	x.lagrange(x.prix, usage)
	for i := range x.nbPersonnes() {
		x.mesurerPersonne(i)
	}
}

func (x *partie) mesurerPersonne(i int32) {
	d := &x.d
	lo, hi := x.pd[i], x.pd[i+1]
	d.liste, d.r = d.liste[:0], d.r[:0]
	clear(x.ecart[lo:hi])
	for k := lo; k < hi; k++ {
		a := &x.arcs[k]
		if a.distance || a.fixe || x.quota[i] == 0 {
			return
		}
		d.liste = append(d.liste, k)
		d.r = append(d.r, int64(a.cout)<<decimales-x.prix[a.poste])
	}
	n := len(d.liste)
	loads := min(n, int(x.quota[i]), x.utiles(i, n)+1)
	d.val, d.par = append(d.val[:0], d.r...), slices.Grow(d.par[:0], n)[:n]
	x.predecesseurs(i)
	for l := 1; l < loads; l++ {
		if !x.allonger(l, n) {
			loads = l
		}
	}
	apres := x.suites(i, loads, n)
	x.travail += int64(n * n)
	for k := range n {
		x.ecart[lo+int32(k)] = sature(x.imposer(i, k, n, loads, apres) - x.minimum[i])
	}
}

// suites: apres[l·n+k] is the best way to go on with l missions after liste[k].
func (x *partie) suites(i int32, loads, n int) []int64 {
	d := &x.d
	d.apres = slices.Grow(d.apres[:0], loads*n)[:loads*n]
	for k := range n {
		d.apres[k] = 0
	}
	lo := x.pd[i]
	for l := 1; l < loads; l++ {
		for k := n - 1; k >= 0; k-- {
			meilleur := infini
			ligne := x.ligne(i, d.liste[k])
			for q := k + 1; q < n; q++ {
				b := d.liste[q] - lo
				if ligne[b/64]>>(b%64)&1 == 0 {
					continue
				}
				v := d.apres[(l-1)*n+q] + d.r[q]
				if x.partage {
					v -= x.economie(d.liste[k], d.liste[q])
				}
				meilleur = min(meilleur, v)
			}
			d.apres[l*n+k] = min(meilleur, infini)
		}
	}
	return d.apres
}

// imposer is the best schedule through liste[k].
func (x *partie) imposer(i int32, k, n, loads int, apres []int64) int64 {
	meilleur, charge := infini, int64(0)
	for total := 1; total <= loads; total++ {
		charge += x.marge(i, total-1) * echelle
		for a := range total {
			if v, w := x.d.val[a*n+k], apres[(total-1-a)*n+k]; v < infini/2 && w < infini/2 {
				meilleur = min(meilleur, charge+v+w)
			}
		}
	}
	return meilleur
}

func sature(v int64) int32 { return int32(min(max(v>>decimales, 0), math.MaxInt32)) }
