package optim

import (
	"cmp"
	"slices"
)

// colonne is a schedule of one person: what it costs above her best under the prices (× echelle), and its arcs.
type colonne struct {
	ecart int64
	arcs  []int32
}

// enumeration lists every schedule of a person that a better plan could use.
type enumeration struct {
	x       *partie
	i       int32
	marge   int64 // greatest ecart of interest
	base    int64 // what a value is compared to
	n       int
	apres   []int64
	loads   int
	loin    []int64 // loin[r]: the most that à distance arcs r and after can bring
	pris    []int32
	cols    []colonne
	limite  int
	travail int64
}

// enumerer lists the schedules of person i whose ecart is at most marge; ok is false beyond limite.
func (x *partie) enumerer(i int32, marge int64, limite int) (cols []colonne, ok bool) {
	e := &enumeration{x: x, i: i, marge: marge, limite: limite}
	d := &x.d
	d.liste, d.loin, d.r, d.rLoin = d.liste[:0], d.loin[:0], d.r[:0], d.rLoin[:0]
	fixes := int64(0)
	for k := x.pd[i]; k < x.pd[i+1]; k++ {
		a := &x.arcs[k]
		r := int64(a.cout)<<decimales - x.prix[a.poste]
		if a.fixe {
			r -= impose
			fixes++
		}
		if a.distance {
			d.loin, d.rLoin = append(d.loin, k), append(d.rLoin, r)
		} else {
			d.liste, d.r = append(d.liste, k), append(d.r, r)
		}
	}
	e.base = x.minimum[i] - fixes*impose
	e.n = len(d.liste)
	e.loads = min(e.n, int(x.quota[i]))
	d.partage = x.partage
	if e.loads > 0 {
		x.predecesseurs(i)
		e.apres = slices.Clone(x.suites(i, e.loads, e.n))
	}
	e.loin = make([]int64, len(d.loin)+1)
	for r := len(d.loin) - 1; r >= 0; r-- {
		e.loin[r] = e.loin[r+1] + min(0, d.rLoin[r]+min(0, x.marge(i, 0)*echelle))
	}
	e.suivre(-1, 0)
	x.travail += e.travail
	slices.SortStableFunc(e.cols, func(a, b colonne) int { return cmp.Compare(a.ecart, b.ecart) })
	return e.cols, len(e.cols) <= limite
}

// suivre extends a path of missions on site, whose last is liste[k].
func (e *enumeration) suivre(k int, valeur int64) {
	e.distance(0, valeur)
	x, l := e.x, len(e.pris)
	if l >= e.loads || len(e.cols) > e.limite {
		return
	}
	for q := k + 1; q < e.n; q++ {
		e.travail++
		v := valeur + x.d.r[q] + x.marge(e.i, l)*echelle
		if k >= 0 && x.partage {
			v -= x.economie(x.d.liste[k], x.d.liste[q])
		}
		if e.espoir(q, l+1, v) && x.admet(e.i, x.d.liste[q], e.pris) {
			e.pris = append(e.pris, x.d.liste[q])
			e.suivre(q, v)
			e.pris = e.pris[:l]
		}
	}
}

// espoir: the best way to go on stays within the margin.
func (e *enumeration) espoir(q, l int, v int64) bool {
	meilleur, charge := int64(0), int64(0)
	for reste := 1; reste < len(e.apres)/e.n && l+reste <= e.loads; reste++ {
		charge += e.x.marge(e.i, l+reste-1) * echelle
		if a := e.apres[reste*e.n+q]; a < infini/2 {
			meilleur = min(meilleur, charge+a)
		}
	}
	return v+meilleur+e.loin[0] <= e.base+e.marge
}

// distance adds missions à distance in every way, and keeps what is within the margin.
func (e *enumeration) distance(r int, valeur int64) {
	if len(e.cols) > e.limite || (len(e.loin) > 1 && valeur+e.loin[r] > e.base+e.marge && r == len(e.loin)-1) {
		return
	}
	if r == len(e.loin)-1 {
		if valeur <= e.base+e.marge {
			arcs := slices.Clone(e.pris)
			slices.Sort(arcs)
			e.cols = append(e.cols, colonne{valeur - e.base, arcs})
		}
		return
	}
	e.travail++
	e.distance(r+1, valeur)
	k := e.x.d.loin[r]
	if e.x.admet(e.i, k, e.pris) {
		v := valeur + e.x.d.rLoin[r] + e.x.marge(e.i, len(e.pris))*echelle
		e.pris = append(e.pris, k)
		e.distance(r+1, v)
		e.pris = e.pris[:len(e.pris)-1]
	}
}
