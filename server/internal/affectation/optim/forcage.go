package optim

import "slices"

// forcage imposes arc k on a plan and looks for the cheapest way to put up with it.
type forcage struct {
	x      *Index
	pt     *partie
	c, k   int32
	trouve bool
	delta  int64
	evince int32 // arc of the holder who loses the seat; −1: there was an empty one
	moves  []Mouvement
}

// essayer tries each holder of the poste in turn.
func (f *forcage) essayer() {
	pt := f.pt
	j := pt.arcs[f.k].poste
	if pt.pleins[j] < pt.besoin[j] {
		f.sansEvincer()
		return
	}
	for _, h := range pt.parPoste[pt.ad[j]:pt.ad[j+1]] {
		if pt.pris[h] && !pt.arcs[h].fixe {
			f.evincer(h)
		}
	}
}

func (f *forcage) sansEvincer() { f.tenter(-1, nil) }

func (f *forcage) evincer(h int32) { f.tenter(h, []int32{h}) }

// tenter makes the changes for good on the index's partie, measures, and undoes them.
func (f *forcage) tenter(evince int32, retires []int32) {
	pt := f.pt
	i := pt.arcs[f.k].pers
	avant := pt.cout
	for _, h := range retires {
		pt.retirer(h)
	}
	laisses := f.ceder(i)
	if laisses == nil {
		for _, h := range retires {
			pt.poser(h)
		}
		return
	}
	for _, t := range laisses {
		pt.retirer(t)
	}
	pt.poser(f.k)
	moves, poses := f.combler(laisses, evince)
	if d := pt.cout - avant; !f.trouve || d < f.delta {
		f.trouve, f.delta, f.evince, f.moves = true, d, evince, moves
	}
	for _, t := range slices.Backward(poses) {
		pt.retirer(t)
	}
	pt.retirer(f.k)
	for _, t := range laisses {
		pt.poser(t)
	}
	for _, h := range retires {
		pt.poser(h)
	}
}

// ceder lists what the person must leave to take k: what excludes it, then, at a quota, whatever costs most until she
// can. Nil: locks forbid it.
func (f *forcage) ceder(i int32) []int32 {
	pt := f.pt
	tenus := slices.Clone(pt.tenu[i])
	laisses := []int32{}
	quitter := func(t int32) {
		laisses = append(laisses, t)
		tenus = slices.DeleteFunc(tenus, func(u int32) bool { return u == t })
	}
	for _, t := range pt.tenu[i] {
		if !pt.compatible(i, f.k, t) {
			if pt.arcs[t].fixe {
				return nil
			}
			quitter(t)
		}
	}
	for !pt.admet(i, f.k, tenus) {
		choix := int32(-1)
		for _, t := range tenus {
			if !pt.arcs[t].fixe && (choix < 0 || pt.arcs[t].cout > pt.arcs[choix].cout) {
				choix = t
			}
		}
		if choix < 0 {
			return nil
		}
		quitter(choix)
	}
	return laisses
}

// combler fills the seats left, directly, at the least cost; a seat that nobody can take stays empty.
func (f *forcage) combler(laisses []int32, evince int32) (moves []Mouvement, poses []int32) {
	pt := f.pt
	elle := pt.pers[pt.arcs[f.k].pers]
	prend := pt.postes[pt.arcs[f.k].poste]
	for _, t := range laisses {
		moves = append(moves, Mouvement{Personne: elle, Prend: prend, Quitte: pt.postes[pt.arcs[t].poste]})
		prend = -1
	}
	if len(laisses) == 0 {
		moves = append(moves, Mouvement{Personne: elle, Prend: prend, Quitte: -1})
	}
	for _, t := range laisses {
		k, c := pt.moinsCherSauf(pt.arcs[t].poste, pt.arcs[f.k].pers)
		if k < 0 || c > pt.u[pt.arcs[t].poste] {
			continue
		}
		pt.poser(k)
		poses = append(poses, k)
		moves = append(moves, Mouvement{Personne: pt.pers[pt.arcs[k].pers], Prend: pt.postes[pt.arcs[k].poste], Quitte: -1})
	}
	if evince >= 0 {
		moves = append(moves, Mouvement{Personne: pt.pers[pt.arcs[evince].pers], Prend: -1, Quitte: pt.postes[pt.arcs[evince].poste]})
	}
	return moves, poses
}

func (x *partie) moinsCherSauf(j, sauf int32) (choix int32, cout int64) {
	var d directs
	x.chercherDirects(j, &d, []int32{sauf})
	if len(d.les) == 0 {
		return -1, 0
	}
	return d.les[0].arc, d.les[0].cout
}
