package optim

import (
	"cmp"
	"slices"
)

// large finds the best schedule of a person among very many arcs, in a world where journeys take no time and every
// journey that could be shared is: of the missions of the same hours only the cheapest then counts. Its value never
// exceeds that of the best true schedule.
type large struct {
	p     *Probleme
	prix  []int64 // × echelle
	tas   []choixLarge
	loin  []choixLarge
	arret map[fins]int32 // first end of a mission
	val   [][]int64
	par   [][]int32
}

// fins are those of the missions of one période (or of several) in a centre, by their last day.
type fins struct {
	centre, jour int32
	plusieurs    bool
}

type choixLarge struct {
	debut, fin int32
	r          int64
	arc        *Arc
	omis       bool
}

// meilleur is the value × echelle, and the omitted arcs of the schedule.
func (l *large) meilleur(i int32, siens []int32, omis []Arc) (valeur int64, voulus []Arc) {
	fixes := l.retenir(siens, omis)
	g := &l.p.Personnes[i]
	slices.SortFunc(l.loin, func(a, b choixLarge) int { return cmp.Compare(a.r, b.r) })
	longueur := l.chemins(int(min(g.Missions, i32(len(l.tas)))))
	meilleur, ml, mr := int64(0), 0, 0
	var distance, charge int64
	for r := 0; r <= len(l.loin) && r <= int(g.Missions); r++ {
		if r > 0 {
			distance += l.loin[r-1].r
			charge += g.marge(r-1) * echelle
		}
		f := int64(0)
		for n := 0; n <= longueur && n+r <= int(g.Missions); n++ {
			if n > 0 {
				f += g.marge(r+n-1) * echelle
			}
			if v := distance + charge + f + l.val[n][len(l.tas)]; v < meilleur {
				meilleur, ml, mr = v, n, r
			}
		}
	}
	return meilleur + int64(fixes)*impose, l.omisDe(ml, mr)
}

// retenir keeps the arcs that may pay, of each hour the cheapest.
func (l *large) retenir(siens []int32, omis []Arc) (fixes int) {
	l.tas, l.loin = l.tas[:0], l.loin[:0]
	if l.arret == nil {
		l.arret = map[fins]int32{}
	}
	clear(l.arret)
	for _, k := range siens {
		l.noter(&l.p.Arcs[k])
	}
	for k := range omis {
		l.noter(&omis[k])
	}
	imposes := map[Affectation]bool{}
	for _, k := range siens {
		if a := &l.p.Arcs[k]; a.Etat&Verrouille != 0 && !imposes[Affectation{a.Poste, a.Personne}] {
			imposes[Affectation{a.Poste, a.Personne}] = true
			fixes++
		}
		l.ajouter(&l.p.Arcs[k], false)
	}
	for k := range omis {
		l.ajouter(&omis[k], true)
	}
	slices.SortFunc(l.tas, func(a, b choixLarge) int {
		return cmp.Or(cmp.Compare(a.fin, b.fin), cmp.Compare(a.debut, b.debut), cmp.Compare(a.r, b.r))
	})
	l.tas = slices.CompactFunc(l.tas, func(a, b choixLarge) bool { return a.fin == b.fin && a.debut == b.debut && a.debut < a.fin })
	return fixes
}

func (l *large) missionDe(a *Arc) *Mission { return &l.p.Missions[l.p.Postes[a.Poste].Mission] }

func (l *large) noter(a *Arc) {
	if m := l.missionDe(a); m.surPlace() {
		cle := fins{m.Centre, m.Creneaux[len(m.Creneaux)-1].Jour, len(m.Creneaux) > 1}
		if f, vu := l.arret[cle]; !vu || m.fin() < f {
			l.arret[cle] = m.fin()
		}
	}
}

func (l *large) ajouter(a *Arc, omis bool) {
	m := l.missionDe(a)
	c := choixLarge{r: int64(a.Cout)<<decimales - l.prix[a.Poste], arc: a, omis: omis}
	if a.Etat&Publie != 0 {
		c.r -= l.p.PrixDeplacement * echelle
	}
	if a.Etat&Verrouille != 0 {
		c.r -= impose
	}
	if !m.surPlace() {
		if c.r < 0 {
			l.loin = append(l.loin, c)
		}
		return
	}
	c.debut, c.fin = m.Creneaux[0].Debut, m.Creneaux[0].Fin // of several, the others are forgotten
	if l.partage(m) {
		c.r -= int64(a.Trajet) * echelle
	}
	if c.r < 0 {
		l.tas = append(l.tas, c)
	}
}

// partage: some mission could come just before in the same centre, in the order of their ends.
func (l *large) partage(m *Mission) bool {
	avant := m.fin()
	if len(m.Creneaux) == 1 {
		avant = m.debut()
	}
	f, vu := l.arret[fins{m.Centre, m.Creneaux[0].Jour, false}]
	g, aussi := l.arret[fins{m.Centre, m.Creneaux[0].Jour, true}]
	return vu && f <= avant || aussi && g <= m.fin()
}

// chemins fills val[n][k]: the best n missions on site among the k first.
func (l *large) chemins(longueur int) int {
	n := len(l.tas)
	for len(l.val) <= longueur {
		l.val, l.par = append(l.val, nil), append(l.par, nil)
	}
	for e := 0; e <= longueur; e++ {
		l.val[e], l.par[e] = slices.Grow(l.val[e][:0], n+1)[:n+1], slices.Grow(l.par[e][:0], n+1)[:n+1]
		for k := range n + 1 {
			switch {
			case e == 0:
				l.val[e][k] = 0
			case k == 0:
				l.val[e][k] = infini
			default:
				l.val[e][k], l.par[e][k] = l.val[e][k-1], -1
				q := k - 1
				for q > 0 && l.tas[q-1].fin > l.tas[k-1].debut {
					q--
				}
				if v := l.val[e-1][q]; v < infini/2 && v+l.tas[k-1].r < l.val[e][k] {
					l.val[e][k], l.par[e][k] = v+l.tas[k-1].r, i32(q)
				}
			}
		}
	}
	return longueur
}

func (l *large) omisDe(n, r int) (voulus []Arc) {
	for k := len(l.tas); n > 0; {
		if q := l.par[n][k]; q >= 0 {
			if c := &l.tas[k-1]; c.omis {
				voulus = append(voulus, *c.arc)
			}
			k, n = int(q), n-1
		} else {
			k--
		}
	}
	for _, c := range l.loin[:r] {
		if c.omis {
			voulus = append(voulus, *c.arc)
		}
	}
	return voulus
}
