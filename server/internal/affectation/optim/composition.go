package optim

import "slices"

// Wishes of composition are no part of the flows: they are priced on whole plans, and a local search answers them by
// putting someone else on a seat, or by exchanging two people.

// repartirCompositions gives each partie its own, in local numbers.
func (m *modele) repartirCompositions(ps []*partie, local []int32, np int32, rang map[int32]int, pere []int32) {
	for _, c := range m.p.Compositions {
		if len(c.Postes) == 0 {
			continue
		}
		n, vu := rang[racine(pere, np+c.Postes[0])]
		if !vu {
			continue // nobody is eligible: the penalty is the same whatever is decided
		}
		x := ps[n]
		if x.duPoste == nil {
			x.duPoste = make([][]int32, len(x.postes))
		}
		mien := c
		mien.Postes = nil
		for _, s := range c.Postes {
			if j := local[np+s]; j >= 0 {
				mien.Postes = append(mien.Postes, j)
				x.duPoste[j] = append(x.duPoste[j], i32(len(x.compositions)))
			}
		}
		x.compositions = append(x.compositions, mien)
	}
}

// penalite is the price of all the wishes of the partie that its plan does not grant.
func (x *partie) penalite() (total int64) {
	x.asseoir()
	for n := range x.compositions {
		total += x.manque(&x.compositions[n])
	}
	return total
}

// asseoir lists the arcs that hold the seats of each poste: wishes are asked about many changes, and few arcs are held.
func (x *partie) asseoir() {
	if len(x.compositions) == 0 {
		return
	}
	if x.assis == nil {
		x.assis = make([][]int32, len(x.postes))
	}
	for j := range x.assis {
		x.assis[j] = x.assis[j][:0]
	}
	for i := range x.tenu {
		for _, k := range x.tenu[i] {
			x.assis[x.arcs[k].poste] = append(x.assis[x.arcs[k].poste], k)
		}
	}
}

// installer and lever change the plan and who sits where.
func (x *partie) installer(k int32) {
	x.poser(k)
	x.assis[x.arcs[k].poste] = append(x.assis[x.arcs[k].poste], k)
}

func (x *partie) lever(k int32) {
	x.retirer(k)
	j := x.arcs[k].poste
	x.assis[j] = slices.DeleteFunc(x.assis[j], func(h int32) bool { return h == k })
}

// manque is the price of a wish under the plan that asseoir read.
func (x *partie) manque(c *Composition) int64 {
	var n int32
	var vus []int32
	seuls := map[int32]bool{}
	for _, j := range c.Postes {
		for _, k := range x.assis[j] {
			i := x.arcs[k].pers
			cl := c.Classe[x.pers[i]]
			if !c.compte(cl) || slices.Contains(vus, i) {
				continue
			}
			vus = append(vus, i)
			if cl == c.Valeur {
				n++
			}
			if seuls[cl] {
				delete(seuls, cl)
			} else {
				seuls[cl] = true
			}
		}
	}
	if c.Paires {
		return c.Prix * int64(len(seuls))
	}
	return c.Prix * int64(max(c.Min-n, n-c.Max, 0))
}

// composer improves the plan around the wishes not granted, as long as each change pays.
func (x *partie) composer() {
	x.asseoir()
	for passe := 0; passe < 4; passe++ {
		mieux := false
		for n := range x.compositions {
			if x.manque(&x.compositions[n]) > 0 {
				mieux = x.retoucher(&x.compositions[n]) || mieux
			}
		}
		if !mieux {
			return
		}
	}
}

// retoucher looks for one change, on the postes of a wish, that pays: only people whom it looks at can make it better.
func (x *partie) retoucher(c *Composition) bool {
	for _, j := range c.Postes {
		for _, h := range slices.Clone(x.assis[j]) {
			if x.arcs[h].fixe {
				continue
			}
			sort := c.compte(x.classe(c, h))
			for _, k := range x.parPoste[x.ad[j]:x.ad[j+1]] {
				if !x.pris[k] && (sort || c.compte(x.classe(c, k))) && (x.remplacer(h, k) || x.echanger(h, k)) {
					return true
				}
			}
		}
	}
	return false
}

// classe that a wish sees in the person of an arc.
func (x *partie) classe(c *Composition, k int32) int32 { return c.Classe[x.pers[x.arcs[k].pers]] }

// remplacer puts the person of k in place of that of h, if she is free for it and it pays.
func (x *partie) remplacer(h, k int32) bool {
	i := x.arcs[k].pers
	x.travail += 8
	if !x.admet(i, k, x.tenu[i]) {
		return false
	}
	avant := x.cout + x.autour(h)
	x.lever(h)
	x.installer(k)
	if x.cout+x.autour(h) < avant {
		return true
	}
	x.lever(k)
	x.installer(h)
	return false
}

// echanger makes the people of h and k change places: she of k leaves the one mission that stands in her way to him of h.
func (x *partie) echanger(h, k int32) bool {
	a, b := x.arcs[h].pers, x.arcs[k].pers
	t, nombre := x.gene(b, k, x.tenu[b])
	x.travail += 16
	if nombre != 1 || x.arcs[t].fixe {
		return false
	}
	r := x.arcDe(a, x.arcs[t].poste)
	if r < 0 || x.pris[r] {
		return false
	}
	avant := x.cout + x.autour(h, t)
	x.lever(h)
	x.lever(t)
	if x.admet(b, k, x.tenu[b]) && x.admet(a, r, x.tenu[a]) {
		x.installer(k)
		x.installer(r)
		if x.cout+x.autour(h, t) < avant {
			return true
		}
		x.lever(k)
		x.lever(r)
	}
	x.installer(h)
	x.installer(t)
	return false
}

// autour is the price of the wishes that look at the postes of some arcs, each wish once.
func (x *partie) autour(ks ...int32) (total int64) {
	var vus []int32
	for _, k := range ks {
		for _, n := range x.duPoste[x.arcs[k].poste] {
			if !slices.Contains(vus, n) {
				vus = append(vus, n)
				total += x.manque(&x.compositions[n])
			}
		}
	}
	return total
}

func (x *partie) arcDe(i, j int32) int32 {
	for k := x.pd[i]; k < x.pd[i+1]; k++ {
		if x.arcs[k].poste == j {
			return k
		}
	}
	return -1
}
