package optim_test

import (
	"math"
	"math/rand/v2"

	"imagin/server/internal/affectation/optim"
)

// traits are the parts of the model that an invented problem uses.
type traits struct{ verrous, plafonds, cumuls, partages, distance, creneaux, publie bool }

var tous = traits{true, true, true, true, true, true, true}

// inventer makes a small problem: few people, few missions over three days.
func inventer(a *rand.Rand, personnes, missions int, t traits) *optim.Probleme {
	p := &optim.Probleme{Trajet: func(de, vers int32) int32 { return min(240, 30*max(de-vers, vers-de)) }}
	for range personnes {
		p.Personnes = append(p.Personnes, personne(a, t))
	}
	for j := range missions {
		p.Missions = append(p.Missions, mission(a, t))
		for range 1 + a.IntN(5)/4 {
			p.Postes = append(p.Postes, optim.Poste{Mission: int32(j), Besoin: int32(a.IntN(4)), NonPourvu: int64(2000 + a.IntN(8000))})
		}
	}
	for s := range p.Postes {
		for i := range personnes {
			if a.IntN(3) > 0 {
				p.Arcs = append(p.Arcs, arc(a, t, int32(s), int32(i)))
			}
		}
	}
	if t.cumuls {
		p.CumulsInterdits = [][2]int32{{1, 2}}
	}
	if t.publie {
		p.PrixDeplacement = int64(a.IntN(1500))
	}
	return p
}

func personne(a *rand.Rand, t traits) optim.Personne {
	x := optim.Personne{Plafonds: optim.Libre(int32(1 + a.IntN(4)))}
	prior := int64(a.IntN(3))
	for l := range int64(4) {
		x.Charge = append(x.Charge, 400*l*l+200*l*prior)
	}
	if t.plafonds && a.IntN(2) == 0 {
		x.Jours, x.Copies, x.Candidats = int32(1+a.IntN(3)), int32(20+a.IntN(100)), int32(10+a.IntN(20))
	}
	return x
}

func mission(a *rand.Rand, t traits) optim.Mission {
	jour := int32(a.IntN(3))
	debut := jour*1440 + 480 + 30*int32(a.IntN(16))
	m := optim.Mission{Centre: int32(a.IntN(4)), Creneaux: []optim.Creneau{{Debut: debut, Fin: debut + 60 + 60*int32(a.IntN(6)), Jour: jour}}}
	if t.creneaux && a.IntN(4) == 0 {
		m.Creneaux = append(m.Creneaux, optim.Creneau{Debut: debut + 1440, Fin: debut + 1440 + 120, Jour: jour + 1})
	}
	if t.distance {
		m.ADistance = a.IntN(5) == 0
	}
	if t.cumuls {
		m.Famille = int32(a.IntN(4))
	}
	if t.plafonds {
		m.Copies, m.Candidats = int32(a.IntN(60)), int32(a.IntN(12))
	}
	return m
}

func arc(a *rand.Rand, t traits, poste, personne int32) optim.Arc {
	x := optim.Arc{Poste: poste, Personne: personne, Cout: int32(a.IntN(3000))}
	if t.partages {
		x.Trajet = x.Cout / 2
	}
	if t.verrous && a.IntN(25) == 0 {
		x.Etat |= optim.Interdit
	}
	if t.publie && a.IntN(5) == 0 {
		x.Etat |= optim.Publie
	}
	return x
}

// exhaustif finds the optimum by trying every schedule of every person, apart from the engine: seats left are the state
// of a dynamic programme over people.
func exhaustif(p *optim.Probleme) int64 {
	etats := map[string]int64{string(make([]byte, len(p.Postes))): 0}
	for i := range p.Personnes {
		suite := map[string]int64{}
		for _, h := range horaires(p, int32(i)) {
			for e, c := range etats {
				b := []byte(e)
				bon := true
				for _, s := range h.postes {
					b[s]++
					bon = bon && int32(b[s]) <= p.Postes[s].Besoin
				}
				if v, vu := suite[string(b)]; bon && (!vu || c+h.cout < v) {
					suite[string(b)] = c + h.cout
				}
			}
		}
		etats = suite
	}
	meilleur := int64(math.MaxInt64)
	for e, c := range etats {
		for s := range p.Postes {
			c += int64(p.Postes[s].Besoin-int32(e[s])) * p.Postes[s].NonPourvu
		}
		meilleur = min(meilleur, c)
	}
	for _, a := range p.Arcs {
		if a.Etat&optim.Publie != 0 {
			meilleur += p.PrixDeplacement
		}
	}
	return meilleur
}

type horaire struct {
	postes []int32
	cout   int64
}

// horaires lists all that one person may hold, with its cost (a published affectation kept gives its price back).
func horaires(p *optim.Probleme, i int32) (hs []horaire) {
	var arcs []optim.Arc
	for _, a := range p.Arcs {
		if a.Personne == i && a.Etat&optim.Interdit == 0 {
			arcs = append(arcs, a)
		}
	}
	for n := range 1 << len(arcs) {
		var pris []optim.Arc
		var h horaire
		verrous := true
		for k, a := range arcs {
			if n>>k&1 != 0 {
				pris = append(pris, a)
				h.postes = append(h.postes, a.Poste)
				if a.Etat&optim.Publie != 0 {
					h.cout -= p.PrixDeplacement
				}
			} else if a.Etat&optim.Verrouille != 0 {
				verrous = false
			}
		}
		if !verrous || !permis(p, i, pris) {
			continue
		}
		plan := make([]optim.Affectation, 0, len(pris))
		for _, a := range pris {
			plan = append(plan, optim.Affectation{Poste: a.Poste, Personne: i})
		}
		t, err := optim.Evaluer(p, plan)
		if err != nil {
			panic(err)
		}
		h.cout += t.Arcs + t.Charge + t.TrajetsPartages
		hs = append(hs, h)
	}
	return hs
}

// permis reads the hard rules in the plainest way.
func permis(p *optim.Probleme, i int32, pris []optim.Arc) bool {
	x := &p.Personnes[i]
	var copies, candidats int32
	jours := map[int32]bool{}
	for n, a := range pris {
		m := &p.Missions[p.Postes[a.Poste].Mission]
		copies, candidats = copies+m.Copies, candidats+m.Candidats
		for _, c := range m.Creneaux {
			if !m.ADistance {
				jours[c.Jour] = true
			}
		}
		for _, b := range pris[:n] {
			if !compatibles(p, p.Postes[a.Poste].Mission, p.Postes[b.Poste].Mission) {
				return false
			}
		}
	}
	return len(pris) <= int(x.Missions) && len(jours) <= int(x.Jours) && copies <= x.Copies && candidats <= x.Candidats
}

func compatibles(p *optim.Probleme, a, b int32) bool {
	x, y := &p.Missions[a], &p.Missions[b]
	if a == b {
		return false
	}
	for _, c := range p.CumulsInterdits {
		if c == [2]int32{x.Famille, y.Famille} || c == [2]int32{y.Famille, x.Famille} {
			return false
		}
	}
	if x.ADistance || y.ADistance {
		return true
	}
	if p.Trajet == nil {
		q := *p
		q.Trajet = func(_, _ int32) int32 { return 0 }
		p = &q
	}
	for _, c := range x.Creneaux {
		for _, d := range y.Creneaux {
			if c.Fin+p.Trajet(x.Centre, y.Centre) > d.Debut && d.Fin+p.Trajet(y.Centre, x.Centre) > c.Debut {
				return false
			}
		}
	}
	return true
}
