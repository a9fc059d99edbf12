package optim

import "slices"

// poids of a mission in the quotas other than missions: days, copies, candidates.
type poids [3]int64

func (p poids) plus(q poids) poids  { return poids{p[0] + q[0], p[1] + q[1], p[2] + q[2]} }
func (p poids) moins(q poids) poids { return poids{p[0] - q[0], p[1] - q[1], p[2] - q[2]} }

func (p poids) max(q poids) poids { return poids{max(p[0], q[0]), max(p[1], q[1]), max(p[2], q[2])} }

func (p poids) tient(q poids) bool { return p[0] <= q[0] && p[1] <= q[1] && p[2] <= q[2] }

// poids of arc k; days already in jours weigh nothing.
func (x *partie) poids(k int32, jours []int32) poids {
	m := &x.m.p.Missions[x.mission[x.arcs[k].poste]]
	return poids{int64(len(m.jours(nil, jours))), int64(m.Copies), int64(m.Candidats)}
}

// jours appends to dst the days of the mission that neither dst nor sauf holds.
func (m *Mission) jours(dst, sauf []int32) []int32 {
	if m.ADistance {
		return dst
	}
	for _, c := range m.Creneaux {
		if !slices.Contains(sauf, c.Jour) && !slices.Contains(dst, c.Jour) {
			dst = append(dst, c.Jour)
		}
	}
	return dst
}

// reste is what a person may still take besides the arcs given, and the days they use.
func (x *partie) reste(i int32, arcs []int32) (r poids, jours []int32) {
	g := &x.m.p.Personnes[x.pers[i]]
	r = poids{int64(g.Jours), int64(g.Copies), int64(g.Candidats)}
	for _, k := range arcs {
		m := &x.m.p.Missions[x.mission[x.arcs[k].poste]]
		r[1], r[2] = r[1]-int64(m.Copies), r[2]-int64(m.Candidats)
		jours = m.jours(jours, nil)
	}
	r[0] -= int64(len(jours))
	return r, jours
}

// limiter leaves out the candidates which, taken one per group, could break a quota in days, copies or candidates. What
// the person holds stays possible; the room left goes to the groups in turn.
func (x *partie) limiter(i int32, p *personneFamille) {
	f := &x.f
	r, jours := x.reste(i, p.garde)
	for _, k := range f.cand[:p.tenus] {
		r = r.moins(x.poids(k, jours))
	}
	garde := append([]int32(nil), f.cand[:p.tenus]...)
	vus := map[int32]bool{}
	for n, k := range f.cand {
		g := f.groupe[x.arcs[k].poste]
		if g == sansGroupe {
			if w := x.poids(k, jours); n >= int(p.tenus) && w.tient(r) {
				garde, r = append(garde, k), r.moins(w)
			}
			continue
		}
		if !vus[g] {
			vus[g] = true
			garde, r = x.limiterGroupe(p, g, n, jours, garde, r)
		}
	}
	f.cand = append(f.cand[:0], garde...)
}

// limiterGroupe keeps the candidates of a group that fit in the room of the arc held plus what is left.
func (x *partie) limiterGroupe(p *personneFamille, g int32, depuis int, jours, garde []int32, r poids) ([]int32, poids) {
	f := &x.f
	var tenu, pris poids
	for _, k := range f.cand[:p.tenus] {
		if f.groupe[x.arcs[k].poste] == g {
			tenu = x.poids(k, jours)
		}
	}
	pris = tenu
	for n := max(depuis, int(p.tenus)); n < len(f.cand); n++ {
		k := f.cand[n]
		if f.groupe[x.arcs[k].poste] != g {
			continue
		}
		if w := x.poids(k, jours); w.tient(tenu.plus(r)) {
			garde, pris = append(garde, k), pris.max(w)
		}
	}
	return garde, r.moins(pris.moins(tenu))
}

// admet: person i can take arc k besides arcs, quotas included.
func (x *partie) admet(i, k int32, arcs []int32) bool {
	if i32(len(arcs)) >= x.quota[i] || !x.libre(i, k, arcs) {
		return false
	}
	if !x.cote[i] {
		return true
	}
	r, jours := x.reste(i, arcs)
	return x.poids(k, jours).tient(r)
}
