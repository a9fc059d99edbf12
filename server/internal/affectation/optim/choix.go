package optim

import "slices"

// preparerFamilles lists, once, the postes of each day.
func (x *partie) preparerFamilles() {
	f := &x.f
	n := x.nbPostes()
	f.groupe, f.noeud = make([]int32, n), make([]int32, n)
	f.prixN, f.prixS = make([]int32, n), make([]float64, n)
	fenetre := map[int32][2]int32{}
	for j := range n {
		m := &x.m.p.Missions[x.mission[j]]
		if !m.surPlace() {
			x.distants = append(x.distants, j)
			continue
		}
		for _, c := range m.Creneaux {
			w, vu := fenetre[c.Jour]
			if !vu {
				w = [2]int32{c.Debut, c.Debut}
				x.calendrier = append(x.calendrier, c.Jour)
			}
			fenetre[c.Jour] = [2]int32{min(w[0], c.Debut), max(w[1], c.Debut)}
		}
	}
	slices.Sort(x.calendrier)
	for _, jour := range x.calendrier {
		x.parJour = append(x.parJour, x.pendant(fenetre[jour]))
	}
	f.nombre, f.noeudG = make([]int32, len(x.parJour)), make([]int32, len(x.parJour))
}

// pendant lists the postes on site at some moment of a window.
func (x *partie) pendant(w [2]int32) (postes []int32) {
	for j := range x.nbPostes() {
		m := &x.m.p.Missions[x.mission[j]]
		if m.surPlace() && slices.ContainsFunc(m.Creneaux, func(c Creneau) bool { return c.Debut <= w[1] && c.Fin >= w[0] }) {
			postes = append(postes, j)
		}
	}
	return postes
}

// choisir draws a family: one moment in each day, days in any order, and the missions à distance.
func (x *partie) choisir() {
	f := &x.f
	for j := range f.groupe {
		f.groupe[j] = horsFamille
	}
	f.postes = f.postes[:0]
	for g, d := range x.alea.Perm(len(x.parJour)) {
		du := x.parJour[d]
		j := du[x.alea.IntN(len(du))]
		t := x.moment(j, x.calendrier[d])
		for _, k := range du {
			if f.groupe[k] == horsFamille && x.m.p.Missions[x.mission[k]].couvre(t) {
				x.inclure(k, int32(g))
			}
		}
	}
	for _, j := range x.distants {
		if x.alea.IntN(2) == 0 {
			x.inclure(j, sansGroupe)
		}
	}
}

func (x *partie) inclure(j, g int32) {
	f := &x.f
	f.groupe[j], f.noeud[j] = g, i32(len(f.postes))
	f.postes = append(f.postes, j)
}

// moment is when mission j begins on a day, or its first moment.
func (x *partie) moment(j, jour int32) int32 {
	m := &x.m.p.Missions[x.mission[j]]
	for _, c := range m.Creneaux {
		if c.Jour == jour {
			return c.Debut
		}
	}
	return m.debut()
}

func (m *Mission) couvre(t int32) bool {
	for _, c := range m.Creneaux {
		if c.Debut <= t && (t < c.Fin || t == c.Debut) {
			return true
		}
	}
	return false
}
