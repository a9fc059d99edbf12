package optim

import "slices"

const (
	renfortParPlace = 4 // people offered for each seat that nobody at hand can take
)

// premierJet is a plan made at once, each seat to the cheapest of those who are free.
func (p *Probleme) premierJet(o Options) []Affectation {
	m := preparer(p)
	s := &seance{m: m, o: o, parties: m.parties(o.Graine)}
	s.initialiser()
	var plan []Affectation
	for _, x := range s.parties {
		x.demarrer(x.depart)
		x.retenirPlan()
		plan = x.affectations(plan)
	}
	return plan
}

// agenda is what each person holds, in missions, to know who is free.
type agenda struct {
	m      *modele
	tenues [][]int32
}

// renforcer asks for more people wherever a plan leaves seats empty: where few people are offered to many missions of the
// same hours, those further away are free. Each is counted as taken, so that the next seat gets others.
func (p *Probleme) renforcer(plan []Affectation) {
	if p.Renfort == nil {
		return
	}
	a := agenda{m: preparer(p), tenues: make([][]int32, len(p.Personnes))}
	manques := make([]int32, len(p.Postes))
	for j := range p.Postes {
		manques[j] = p.Postes[j].Besoin
	}
	for _, t := range plan {
		manques[t.Poste]--
		a.tenues[t.Personne] = append(a.tenues[t.Personne], p.Postes[t.Poste].Mission)
	}
	arcs := slices.Clip(p.Arcs)
	for j := range p.Postes {
		if manques[j] <= 0 || p.Postes[j].NonPourvu <= 0 {
			continue
		}
		mission := p.Postes[j].Mission
		offerts := p.Renfort(i32(j), int(renfortParPlace*manques[j]), func(i int32) bool { return a.libre(i, mission) })
		for n, x := range offerts {
			if n < int(manques[j]) {
				a.tenues[x.Personne] = append(a.tenues[x.Personne], mission)
			}
		}
		arcs = append(arcs, offerts...)
	}
	p.Arcs = arcs
}

// libre: a person can hold one mission more, by her hours and her quotas.
func (a *agenda) libre(i, mission int32) bool {
	g := &a.m.p.Personnes[i]
	if i32(len(a.tenues[i])) >= g.Missions {
		return false
	}
	x := &a.m.p.Missions[mission]
	copies, candidats := int64(x.Copies), int64(x.Candidats)
	jours := x.jours(nil, nil)
	for _, t := range a.tenues[i] {
		if !a.m.compatibles(mission, t) {
			return false
		}
		y := &a.m.p.Missions[t]
		copies, candidats, jours = copies+int64(y.Copies), candidats+int64(y.Candidats), y.jours(jours, nil)
	}
	return len(jours) <= int(g.Jours) && copies <= int64(g.Copies) && candidats <= int64(g.Candidats)
}
