package optim

import "slices"

// Penurie is why a poste is not filled: the set of postes that compete for the same people, and these people. They all
// serve the set already; nobody outside could relieve them. Whom a lock keeps elsewhere at those hours is not of them.
type Penurie struct {
	Postes    []int32
	Personnes []int32
	// Demande is the seats of Postes, Pourvues those that the people fill.
	Demande, Pourvues int64
	// Stricte: the set is a proof (a Hall set): each of its people serves as many postes of it as she ever could, so that no
	// plan fills one more seat. Otherwise quotas or several missions at once came in, and it is a strong hint.
	Stricte bool
	// Tronquee: the search stopped at its limit; the set is only a part.
	Tronquee bool
	// Remede is a chain that would fill the seat all the same, when there is one: the plan preferred the empty seat, for
	// its Delta is what it would cost more.
	Remede *Remplacement
}

const limitePenurie = 4000

type penurie struct {
	pt        *partie
	postes    []int32
	vusPostes map[int32]bool
	vues      map[int32]bool
	pers      []int32
	stricte   bool
	de        map[int32]origine // how each poste of the set was reached
}

type origine struct{ prend, quitte int32 } // arcs of the person who would leave the poste for the one before

// PourquoiVide explains the empty seats of a poste.
func (x *Index) PourquoiVide(poste int32) Penurie {
	l := x.poste[poste]
	if l.partie < 0 {
		return Penurie{Postes: []int32{poste}, Demande: int64(x.p.Postes[poste].Besoin), Stricte: true}
	}
	pt := x.parties[l.partie]
	s := &penurie{pt: pt, vusPostes: map[int32]bool{l.local: true}, vues: map[int32]bool{}, postes: []int32{l.local}, stricte: true,
		de: map[int32]origine{}}
	var r Penurie
	for n := 0; n < len(s.postes); n++ {
		if len(s.postes)+len(s.pers) > limitePenurie {
			r.Tronquee = true
			break
		}
		if k := s.etendre(s.postes[n]); k >= 0 {
			r.Remede = s.chaine(k)
			break
		}
	}
	for _, j := range s.postes {
		r.Postes = append(r.Postes, pt.postes[j])
		r.Demande += int64(pt.besoin[j])
		r.Pourvues += int64(pt.pleins[j])
	}
	for _, i := range s.pers {
		r.Personnes = append(r.Personnes, pt.pers[i])
	}
	slices.Sort(r.Postes)
	slices.Sort(r.Personnes)
	r.Stricte = s.stricte && !r.Tronquee && r.Remede == nil && s.auMieux() <= r.Pourvues
	return r
}

// auMieux bounds the seats of the set that its people could hold in any plan: for each of them, postes that exclude each
// other two by two count once.
func (s *penurie) auMieux() (total int64) {
	pt := s.pt
	for _, i := range s.pers {
		var groupes [][]int32
		for k := pt.pd[i]; k < pt.pd[i+1]; k++ {
			if !s.vusPostes[pt.arcs[k].poste] || !pt.pris[k] && pt.retenue(i, k) {
				continue
			}
			g := slices.IndexFunc(groupes, func(g []int32) bool {
				return !slices.ContainsFunc(g, func(t int32) bool { return pt.compatible(i, k, t) })
			})
			if g < 0 {
				groupes = append(groupes, []int32{k})
			} else {
				groupes[g] = append(groupes[g], k)
			}
		}
		total += int64(len(groupes))
	}
	return total
}

// etendre takes in the people of a poste and what keeps them busy. It returns the arc of someone who could simply come.
func (s *penurie) etendre(j int32) int32 {
	pt := s.pt
	for _, k := range pt.parPoste[pt.ad[j]:pt.ad[j+1]] {
		i := pt.arcs[k].pers
		if !pt.pris[k] && pt.retenue(i, k) {
			continue // locked elsewhere at that moment: she is no more eligible than if she were not available
		}
		if !s.vues[i] {
			s.vues[i] = true
			s.pers = append(s.pers, i)
		}
		if pt.pris[k] {
			continue
		}
		gene, nombre := pt.gene(i, k, pt.tenu[i])
		if nombre == 0 && pt.admet(i, k, pt.tenu[i]) {
			return k
		}
		s.stricte = s.stricte && nombre == 1
		for _, t := range pt.tenu[i] {
			if pt.arcs[t].fixe || nombre > 0 && pt.compatible(i, k, t) {
				continue
			}
			js := pt.arcs[t].poste
			if s.vusPostes[js] {
				continue
			}
			s.vusPostes[js] = true
			s.postes = append(s.postes, js)
			if nombre == 1 && t == gene {
				s.de[js] = origine{k, t}
			}
		}
	}
	return -1
}

// retenue: a locked arc of person i excludes arc k.
func (x *partie) retenue(i, k int32) bool {
	for _, t := range x.tenu[i] {
		if x.arcs[t].fixe && !x.compatible(i, k, t) {
			return true
		}
	}
	return false
}

// chaine rebuilds the chain that ends with arc k; nil when it goes through more than one exchange at once.
func (s *penurie) chaine(k int32) *Remplacement {
	pt := s.pt
	r := &Remplacement{}
	depart := s.postes[0]
	avant := pt.cout
	var poses, retires []int32
	for j := pt.arcs[k].poste; ; {
		pt.poser(k)
		poses = append(poses, k)
		r.Mouvements = append(r.Mouvements, Mouvement{pt.pers[pt.arcs[k].pers], pt.postes[j], -1})
		if j == depart {
			break
		}
		o, vu := s.de[j]
		if !vu || !pt.pris[o.quitte] {
			r = nil
			break
		}
		pt.retirer(o.quitte)
		retires = append(retires, o.quitte)
		k, j = o.prend, pt.arcs[o.prend].poste
		if !pt.admet(pt.arcs[k].pers, k, pt.tenu[pt.arcs[k].pers]) {
			r = nil
			break
		}
	}
	if r != nil {
		r.Delta = pt.cout - avant
		slices.Reverse(r.Mouvements)
		for n := range r.Mouvements[:len(r.Mouvements)-1] {
			r.Mouvements[n].Quitte = r.Mouvements[n+1].Prend
		}
		r.Deranges = len(r.Mouvements) - 1
	}
	for n := len(poses) - 1; n >= 0; n-- {
		if pt.pris[poses[n]] {
			pt.retirer(poses[n])
		}
	}
	for _, t := range retires {
		if !pt.pris[t] {
			pt.poser(t)
		}
	}
	return r
}
