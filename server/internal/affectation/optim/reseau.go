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
		for _, k := range x.tenu[p.i] {
			x.pris[k] = false
			x.pleins[x.arcs[k].poste]--
		}
		x.tenu[p.i] = append(x.tenu[p.i][:0], p.garde...)
	}
	for k := range f.acces {
		if e := &f.acces[k]; s.Flot(e.num) > 0 {
			i := x.arcs[e.arc].pers
			x.tenu[i] = append(x.tenu[i], e.arc)
		}
	}
	for q := range f.pers {
		t := x.tenu[f.pers[q].i]
		slices.Sort(t)
		for _, k := range t {
			x.pris[k] = true
			x.pleins[x.arcs[k].poste]++
		}
	}
	x.cout += delta
}
