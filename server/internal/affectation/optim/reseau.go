package optim

import "slices"

// batir writes the flow of the family: postes → groups → people → root, with the current plan as the flow to start from.
func (x *partie) batir() {
	f, s := &x.f, &x.simplexe
	np, ng := i32(len(f.postes)), i32(len(f.groupes))
	s.Vider(int(np+ng) + len(f.pers))
	x.trierAcces()
	for n := range np {
		x.batirPoste(n, np, ng)
	}
	for g := range ng {
		q := f.groupes[g]
		t := int64(0)
		if f.occupe[g] {
			t = 1
		}
		s.Arc(np+g, np+ng+q, 1, 0, t)
	}
	for q := range f.pers {
		p := &f.pers[q]
		for l := range p.capacite {
			t := int64(0)
			if l < p.tenus {
				t = 1
			}
			s.Arc(np+ng+int32(q), s.Racine(), 1, x.marge(p.i, int(p.fixes+l)), t)
		}
	}
}

func (x *partie) batirPoste(n, np, ng int32) {
	f, s := &x.f, &x.simplexe
	places := int64(f.places[n])
	s.Offrir(n, places)
	vides := places
	for _, a := range f.tri[f.debut[n]:f.debut[n+1]] {
		e := &f.acces[a]
		cible := np + e.cible
		if e.cible < 0 {
			cible = np + ng - 1 - e.cible
		}
		t := int64(0)
		if x.pris[e.arc] {
			t = 1
			vides--
		}
		e.num = s.Arc(n, cible, 1, e.cout, t)
	}
	if places > 0 {
		s.Arc(n, s.Racine(), places, x.u[f.postes[n]], vides)
	}
}

// trierAcces orders by poste, in linear time.
func (x *partie) trierAcces() {
	f := &x.f
	f.debut = slices.Grow(f.debut[:0], len(f.postes)+2)[:len(f.postes)+2]
	clear(f.debut)
	for k := range f.acces {
		f.debut[f.acces[k].poste+2]++
	}
	for n := range f.postes {
		f.debut[n+2] += f.debut[n+1]
	}
	f.tri = slices.Grow(f.tri[:0], len(f.acces))[:len(f.acces)]
	for k := range f.acces {
		n := f.acces[k].poste + 1
		f.tri[f.debut[n]] = int32(k)
		f.debut[n]++
	}
}

// appliquer takes the flow over as the plan.
func (x *partie) appliquer(delta int64) {
	f, s := &x.f, &x.simplexe
	for q := range f.pers {
		p := &f.pers[q]
		x.vider(p.i)
		x.tenu[p.i] = append(x.tenu[p.i], p.garde...)
	}
	for k := range f.acces {
		if e := &f.acces[k]; s.Flot(e.num) > 0 {
			i := x.arcs[e.arc].pers
			x.tenu[i] = append(x.tenu[i], e.arc)
		}
	}
	for q := range f.pers {
		x.remplir(f.pers[q].i)
	}
	x.cout += delta
}

// vider takes from a person all that she holds; remplir counts what has been put in its place.
func (x *partie) vider(i int32) {
	for _, k := range x.tenu[i] {
		x.pris[k] = false
		x.pleins[x.arcs[k].poste]--
	}
	x.tenu[i] = x.tenu[i][:0]
}

func (x *partie) remplir(i int32) {
	slices.Sort(x.tenu[i])
	for _, k := range x.tenu[i] {
		x.pris[k] = true
		x.pleins[x.arcs[k].poste]++
	}
}

// appliquerSiMieux measures the new plan as a whole, and goes back if it is worse: the flow knows shared journeys between
// what a person keeps and what she receives, not among what she receives; and it knows no wish of composition.
func (x *partie) appliquerSiMieux() {
	f := &x.f
	avant := x.local() + x.penalite()
	var tenus []int32
	for q := range f.pers {
		tenus = append(tenus, x.tenu[f.pers[q].i]...)
		tenus = append(tenus, -1)
	}
	nu := x.local()
	x.appliquer(0)
	if apres := x.local(); apres+x.penalite() <= avant {
		x.cout += apres - nu
		return
	}
	for q := range f.pers {
		x.vider(f.pers[q].i)
	}
	q := 0
	for _, k := range tenus {
		if k < 0 {
			x.remplir(f.pers[q].i)
			q++
		} else {
			x.tenu[f.pers[q].i] = append(x.tenu[f.pers[q].i], k)
		}
	}
}

// local is the cost of the people and postes of the family.
func (x *partie) local() (c int64) {
	f := &x.f
	for _, j := range f.postes {
		c += x.u[j] * int64(x.besoin[j]-x.pleins[j])
	}
	for q := range f.pers {
		c += x.horaire(f.pers[q].i)
	}
	return c
}

// horaire is the cost of all that a person holds.
func (x *partie) horaire(i int32) (c int64) {
	t := x.tenu[i]
	for n := range t {
		c += x.ajout(i, t[n], t[:n])
	}
	return c
}
