package optim

import "slices"

// Index is a plan kept at hand to answer at once: who could replace, who could come, why. It reads the problem it was
// made from, and follows the changes it is told (Affecter, Desaffecter). One goroutine at a time.
type Index struct {
	p           *Probleme
	m           *modele
	parties     []*partie
	poste       []lieu // of each poste and person: partie and local number
	personne    []lieu
	directs     [][]directs // of each poste of each partie
	changements int         // each change gives the plan of a partie a number of its own: see etats
	reserves    []bool      // the partie has reserve postes
	pas         [][]pasDe   // of each poste of each partie
	etats       []int       // of each partie: the number of its plan, for what is remembered of it
}

type lieu struct{ partie, local int32 }

// Indexer lays a problem and its plan out. An affectation that has no arc, or does not go with the others, is an error
// that wraps ErrProbleme.
func Indexer(p *Probleme, plan []Affectation) (*Index, error) {
	if err := p.Valider(); err != nil {
		return nil, err
	}
	m := preparer(p)
	x := &Index{p: p, m: m, parties: m.parties(0), poste: make([]lieu, len(p.Postes)), personne: make([]lieu, len(p.Personnes)), changements: 1}
	for k := range x.poste {
		x.poste[k] = lieu{-1, -1}
	}
	for k := range x.personne {
		x.personne[k] = lieu{-1, -1}
	}
	for c, pt := range x.parties {
		for n, g := range pt.postes {
			x.poste[g] = lieu{i32(c), i32(n)}
		}
		for n, g := range pt.pers {
			x.personne[g] = lieu{i32(c), i32(n)}
		}
		x.reserves = append(x.reserves, slices.ContainsFunc(pt.postes, func(j int32) bool { return p.Postes[j].Reserve }))
		for n := range pt.besoin {
			pt.cout += int64(pt.besoin[n]) * pt.u[n]
		}
		x.directs = append(x.directs, make([]directs, len(pt.postes)))
		x.pas, x.etats = append(x.pas, make([]pasDe, len(pt.postes))), append(x.etats, 1)
	}
	for _, a := range plan {
		if err := x.Affecter(a); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// arc finds the pair; −1 when there is none.
func (x *Index) arc(poste, personne int32) (pt *partie, k int32) {
	if poste < 0 || personne < 0 || int(poste) >= len(x.poste) || int(personne) >= len(x.personne) {
		return nil, -1
	}
	s, i := x.poste[poste], x.personne[personne]
	if s.partie < 0 || s.partie != i.partie {
		return nil, -1
	}
	pt = x.parties[s.partie]
	for k := pt.pd[i.local]; k < pt.pd[i.local+1]; k++ {
		if pt.arcs[k].poste == s.local {
			return pt, k
		}
	}
	return pt, -1
}

// Affecter adds a pair to the plan; the error wraps ErrProbleme when it has no arc or breaks a rule.
func (x *Index) Affecter(a Affectation) error {
	pt, k := x.arc(a.Poste, a.Personne)
	if k < 0 {
		return refus("la personne %d n’a pas d’arc vers le poste %d", a.Personne, a.Poste)
	}
	i := pt.arcs[k].pers
	if pt.pris[k] {
		return refus("la personne %d tient déjà le poste %d", a.Personne, a.Poste)
	}
	if pt.pleins[pt.arcs[k].poste] >= pt.besoin[pt.arcs[k].poste] {
		return refus("le poste %d n’a plus de place", a.Poste)
	}
	if !pt.admet(i, k, pt.tenu[i]) {
		return refus("la personne %d ne peut pas tenir le poste %d avec ses autres missions", a.Personne, a.Poste)
	}
	pt.poser(k)
	x.oublier(x.poste[a.Poste].partie, i)
	return nil
}

// Desaffecter takes a pair away; it reports whether the plan held it.
func (x *Index) Desaffecter(a Affectation) bool {
	pt, k := x.arc(a.Poste, a.Personne)
	if k < 0 || !pt.pris[k] {
		return false
	}
	pt.retirer(k)
	x.oublier(x.poste[a.Poste].partie, pt.arcs[k].pers)
	return true
}

// Tient lists what a person holds.
func (x *Index) Tient(personne int32) (postes []int32) {
	l := x.personne[personne]
	if l.partie < 0 {
		return nil
	}
	pt := x.parties[l.partie]
	for _, k := range pt.tenu[l.local] {
		postes = append(postes, pt.postes[pt.arcs[k].poste])
	}
	return postes
}

// Places returns how many seats of a poste are taken.
func (x *Index) Places(poste int32) int32 {
	l := x.poste[poste]
	if l.partie < 0 {
		return 0
	}
	return x.parties[l.partie].pleins[l.local]
}

// Cout of the plan as it stands, in centimes, empty seats included.
func (x *Index) Cout() (c int64) {
	for _, pt := range x.parties {
		c += pt.cout
	}
	return c
}

// Provisoire runs f, which leaves the plan as it found it: what was remembered before is remembered again.
func (x *Index) Provisoire(f func()) {
	avant := slices.Clone(x.etats)
	f()
	copy(x.etats, avant)
}
