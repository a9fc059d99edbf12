package optim

import (
	"math"
	"slices"
)

// Prices have 8 bits after the point: the bound is computed in integers all the same.
const (
	decimales = 8
	echelle   = 1 << decimales
	// impose makes a locked arc win over everything, and is given back once per arc.
	impose = int64(1) << 46
	infini = int64(math.MaxInt64 / 4)
)

// dp holds the buffers of the best schedule of one person.
type dp struct {
	liste, loin []int32 // arcs worth considering: on site, à distance
	r           []int64 // reduced cost of those on site
	rLoin       []int64
	avant       []int32 // predecessors of each arc of liste, one list after the other
	debut       []int32
	tous        []int32 // how many of the first ones are all predecessors
	cumul       []int32
	val         []int64 // [l·K + k]: best path of l+1 missions that ends with liste[k]
	par         []int32
	choix       []int32
	apres       []int64 // [l·K + k]: best end of l missions after liste[k]
	partage     bool    // some journey may be shared
}

// meilleur finds the schedule of person i that costs least once each seat is paid its price: arcs, load and shared
// journeys, within her quota in missions. The schedule is left in d.choix. Value × echelle.
//
// Missions are taken in the order of their ends; only neighbours are checked for compatibility. A true schedule passes
// all these checks, so that the value never exceeds the best true one, whatever the travel times.
func (x *partie) meilleur(i int32, prix []int64) int64 {
	d := &x.d
	fixes := x.retenir(i, prix)
	d.choix = d.choix[:0]
	if len(d.liste)+len(d.loin) == 0 {
		return 0
	}
	loads := x.chemins(i)
	valeur := x.combiner(i, loads)
	return valeur + int64(fixes)*impose
}

// retenir lists the arcs that can pay.
func (x *partie) retenir(i int32, prix []int64) (fixes int) {
	d := &x.d
	d.liste, d.loin, d.r, d.rLoin = d.liste[:0], d.loin[:0], d.r[:0], d.rLoin[:0]
	lo, hi := x.pd[i], x.pd[i+1]
	seuil := -x.marge(i, 0) * echelle
	arcs := x.arcs[lo:hi]
	d.partage = false
	for k := range arcs {
		a := &arcs[k]
		r := int64(a.cout)<<decimales - prix[a.poste]
		if a.fixe {
			r -= impose
			fixes++
		}
		if r-int64(a.trajet+a.aide)*echelle >= seuil {
			continue
		}
		d.partage = d.partage || a.trajet > 0
		if a.distance {
			d.loin, d.rLoin = append(d.loin, lo+int32(k)), append(d.rLoin, r)
		} else {
			d.liste, d.r = append(d.liste, lo+int32(k)), append(d.r, r)
		}
	}
	x.travail += int64(hi-lo) + 8*int64(len(d.liste))
	return fixes
}

// chemins fills d.val, and returns the greatest number of missions on site.
func (x *partie) chemins(i int32) int {
	d := &x.d
	n := len(d.liste)
	loads := x.utiles(i, min(n, int(x.quota[i])))
	d.val, d.par = d.val[:0], d.par[:0]
	if loads == 0 {
		return 0
	}
	d.val = append(d.val, d.r...)
	d.par = slices.Grow(d.par, n)[:n]
	if loads == 1 {
		return 1
	}
	x.predecesseurs(i)
	for l := 1; l < loads; l++ {
		if !x.allonger(l, n) {
			return l
		}
	}
	return loads
}

// utiles: no more missions than pay the load that the last of them adds.
func (x *partie) utiles(i int32, loads int) int {
	if x.d.partage {
		return loads
	}
	mieux := int64(0)
	for _, r := range x.d.r {
		mieux = max(mieux, -r)
	}
	for loads > 1 && x.marge(i, loads-1)*echelle >= mieux {
		loads--
	}
	return loads
}

// predecesseurs: of the arcs considered, those that come long before are all compatible (tous of them, from the first);
// the few others that are come one by one.
func (x *partie) predecesseurs(i int32) {
	d := &x.d
	d.avant, d.debut, d.tous = d.avant[:0], append(d.debut[:0], 0), d.tous[:0]
	lo := x.pd[i]
	for k, a := range d.liste {
		prefixe := x.prefixe[a]
		q := k
		for q > 0 && d.liste[q-1]-lo >= prefixe {
			q--
		}
		d.tous = append(d.tous, int32(q))
		ligne := x.ligne(i, a)
		if x.arcs[a].trajet > 0 {
			q = 0
		}
		for ; q < k; q++ {
			b := d.liste[q] - lo
			if ligne[b/64]>>(b%64)&1 != 0 {
				d.avant = append(d.avant, int32(q))
			}
		}
		d.debut = append(d.debut, i32(len(d.avant)))
	}
}

// allonger extends the paths of l missions by one.
func (x *partie) allonger(l, n int) (possible bool) {
	d := &x.d
	d.val = slices.Grow(d.val, n)[:(l+1)*n]
	d.par = slices.Grow(d.par, n)[:(l+1)*n]
	prec, val, par := d.val[(l-1)*n:l*n], d.val[l*n:(l+1)*n], d.par[l*n:(l+1)*n]
	d.cumul = slices.Grow(d.cumul[:0], n+1)[:n+1] // rank of the best of the first ones
	best := int32(0)
	for k := range prec {
		d.cumul[k] = best
		if prec[k] < prec[best] {
			best = int32(k)
		}
		d.cumul[k+1] = best
	}
	for k := range n {
		meilleur, qui := infini, int32(-1)
		if d.tous[k] > 0 {
			qui = d.cumul[d.tous[k]]
			meilleur = prec[qui]
		}
		for _, q := range d.avant[d.debut[k]:d.debut[k+1]] {
			v := prec[q]
			if x.d.partage {
				v -= x.economie(d.liste[q], d.liste[k])
			}
			if v < meilleur {
				meilleur, qui = v, q
			}
		}
		val[k], par[k] = infini, qui
		if meilleur < infini/2 {
			val[k], possible = meilleur+d.r[k], true
		}
	}
	x.travail += int64(len(d.avant) + n)
	return possible
}

// economie is the journey to arc b that is not paid when a comes just before, × echelle.
func (x *partie) economie(a, b int32) int64 {
	if t := x.arcs[b].trajet; t > 0 && x.m.suit(x.mission[x.arcs[a].poste], x.mission[x.arcs[b].poste]) {
		return int64(t) * echelle
	}
	return 0
}

// combiner chooses how many missions on site and how many à distance.
func (x *partie) combiner(i int32, loads int) int64 {
	d := &x.d
	n := len(d.liste)
	x.trierLoin()
	meilleur, ml, mk, mr := int64(0), 0, -1, 0
	var charge, loin int64
	quota := int(x.quota[i])
	bests := make([]int, 0, 16)
	for l := range loads {
		b := 0
		for k := range n {
			if d.val[l*n+k] < d.val[l*n+b] {
				b = k
			}
		}
		bests = append(bests, b)
	}
	for r := 0; r <= len(d.loin) && r <= quota; r++ {
		if r > 0 {
			loin += d.rLoin[r-1]
			charge += x.marge(i, r-1) * echelle
		}
		c := loin + charge
		if c < meilleur {
			meilleur, ml, mk, mr = c, 0, -1, r
		}
		f := int64(0)
		for l := 0; l < loads && l+1+r <= quota; l++ {
			f += x.marge(i, r+l) * echelle
			if v := c + f + d.val[l*n+bests[l]]; v < meilleur {
				meilleur, ml, mk, mr = v, l+1, bests[l], r
			}
		}
	}
	for l, k := ml-1, mk; l >= 0; l-- {
		d.choix = append(d.choix, d.liste[k])
		k = int(d.par[l*n+k])
	}
	d.choix = append(d.choix, d.loin[:mr]...)
	return meilleur
}

func (x *partie) trierLoin() {
	d := &x.d
	for a := 1; a < len(d.loin); a++ {
		for b := a; b > 0 && d.rLoin[b] < d.rLoin[b-1]; b-- {
			d.rLoin[b], d.rLoin[b-1] = d.rLoin[b-1], d.rLoin[b]
			d.loin[b], d.loin[b-1] = d.loin[b-1], d.loin[b]
		}
	}
}
