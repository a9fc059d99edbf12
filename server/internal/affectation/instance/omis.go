package instance

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/optim"
)

// omission looks, among all the pairs that were not offered, for those which could pay under given prices.
//
// Missions of one centre whose days touch share a journey: they are judged together, as a groupe. A person is left out of
// it when all that its seats pay, of missions that one can hold one after the other, is less than the shortest of the
// journeys there; else she is offered each mission that pays by itself, the journey apart. What is left out so never
// lowers a schedule: taking away all of a groupe spares at least a journey, and taking away one mission makes no other
// dearer by more than what is counted here.
type omission struct {
	p        *Probleme
	prix     []int64 // of each mission: the dearest of its postes
	groupes  []groupe
	epreuves map[uuid.UUID][]int32 // groupes with a mission of each épreuve-option that its holders alone may take
	ouverts  [][]int32             // by place, shifted by one: the groupes near enough for whoever leaves from there
	gratuits map[string][]int32    // by commune: the groupes that cost no journey from there
	partout  []int32               // groupes open to all, without journey
}

type groupe struct {
	missions []int32
	libres   []int32 // those that anybody may hold
	unJour   bool
}

// omis returns the function that lists what each person could hold besides.
func (p *Probleme) omis(prix []int64) func(i int32, dst []optim.Arc) []optim.Arc {
	o := &omission{p: p, prix: make([]int64, len(p.S.Missions)), epreuves: map[uuid.UUID][]int32{}, gratuits: map[string][]int32{},
		ouverts: make([][]int32, len(p.S.Lieux)+1)}
	for n := range p.Origine {
		j := p.Origine[n][0]
		o.prix[j] = max(o.prix[j], prix[n])
	}
	o.grouper()
	for g := range o.groupes {
		o.situer(int32(g))
	}
	return o.pour
}

// grouper puts the missions together by centre and days that touch; those without journey each stay alone.
func (o *omission) grouper() {
	parCentre := map[int32][]int32{}
	var centres []int32
	for j := range o.p.S.Missions {
		m := &o.p.S.Missions[j]
		switch {
		case m.Fixe:
		case !m.SurPlace || m.Centre < 0 || len(m.Creneaux) == 0:
			if o.prix[j] > 0 || o.p.S.gabarits[j].prixVoeux != 0 {
				o.groupe([]int32{int32(j)})
			}
		default:
			if parCentre[m.Centre] == nil {
				centres = append(centres, m.Centre)
			}
			parCentre[m.Centre] = append(parCentre[m.Centre], int32(j))
		}
	}
	for _, c := range centres {
		o.parJours(parCentre[c])
	}
}

// parJours cuts the missions of a centre wherever no mission goes from a day to the next ones.
func (o *omission) parJours(missions []int32) {
	jours := func(j int32) (premier, dernier int32) {
		c := o.p.S.Missions[j].Creneaux
		return c[0].Jour, c[len(c)-1].Jour
	}
	slices.SortFunc(missions, func(a, b int32) int {
		x, _ := jours(a)
		y, _ := jours(b)
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	})
	debut, fin := 0, int32(0)
	for n, j := range missions {
		premier, dernier := jours(j)
		if n > debut && premier > fin {
			o.groupe(missions[debut:n])
			debut, fin = n, 0
		}
		fin = max(fin, dernier)
	}
	o.groupe(missions[debut:])
}

func (o *omission) groupe(missions []int32) {
	g := groupe{missions: missions, unJour: true}
	for _, j := range missions {
		m := &o.p.S.Missions[j]
		if !m.Exige {
			g.libres = append(g.libres, j)
		} else if n := int32(len(o.groupes)); !slices.Contains(o.epreuves[m.EpreuveOption], n) { //nolint:gosec // an index
			o.epreuves[m.EpreuveOption] = append(o.epreuves[m.EpreuveOption], n)
		}
		if c := m.Creneaux; len(c) > 0 {
			premier := o.p.S.Missions[missions[0]].Creneaux[0].Jour
			g.unJour = g.unJour && c[0].Jour == premier && c[len(c)-1].Jour == premier
		}
	}
	o.groupes = append(o.groupes, g)
}

// situer finds from where the missions of a groupe that anybody may hold could pay their journey.
func (o *omission) situer(n int32) {
	g, s := &o.groupes[n], o.p.S
	if len(g.libres) == 0 {
		return
	}
	m := &s.Missions[g.libres[0]]
	if !m.SurPlace || m.Centre < 0 || len(m.Creneaux) == 0 {
		o.partout = append(o.partout, n)
		return
	}
	gain := o.enchainer(g.libres, func(j int32) int64 { return o.prix[j] })
	longueur := o.enchainer(g.libres, func(int32) int64 { return 1 })
	voeu := int64(0)
	for _, j := range g.libres {
		voeu = max(voeu, int64(s.gabarits[j].prixVoeux))
	}
	if gain+longueur*voeu*int64(s.autour.voeuxTous) <= 0 {
		return
	}
	a := s.autour.de(m.Centre)
	for _, c := range a.communes {
		o.gratuits[c] = append(o.gratuits[c], n)
	}
	for _, d := range a.lieux {
		trajet := int32(1 << 30)
		for _, j := range g.libres {
			trajet = min(trajet, s.auMoins(&s.Missions[j], d.km))
		}
		if gain+longueur*voeu*int64(s.autour.voeux[d.lieu+1]) > int64(trajet) {
			o.ouverts[d.lieu+1] = append(o.ouverts[d.lieu+1], n)
		}
	}
}

// enchainer is the most that missions held one after the other are worth; those of several périodes count whatever goes
// on between.
func (o *omission) enchainer(missions []int32, valeur func(j int32) int64) int64 {
	total := int64(0)
	simples := make([]int32, 0, 8)
	for _, j := range missions {
		switch v := valeur(j); {
		case v <= 0:
		case len(o.p.S.Missions[j].Creneaux) != 1:
			total += v
		default:
			simples = append(simples, j)
		}
	}
	if len(simples) == 1 {
		return total + valeur(simples[0])
	}
	c := func(j int32) *Creneau { return &o.p.S.Missions[j].Creneaux[0] }
	slices.SortFunc(simples, func(a, b int32) int { return c(a).Fin.Compare(c(b).Fin) })
	mieux := make([]int64, len(simples)+1) // of the first ones
	for n, j := range simples {
		q := n
		for q > 0 && c(simples[q-1]).Fin.After(c(j).Debut) {
			q--
		}
		mieux[n+1] = max(mieux[n], mieux[q]+valeur(j))
	}
	return total + mieux[len(simples)]
}

// pour appends what a person could hold.
func (o *omission) pour(i int32, dst []optim.Arc) []optim.Arc {
	p := &o.p.S.Personnes[i]
	vus := map[int32]bool{}
	voir := func(groupes []int32) {
		for _, g := range groupes {
			if !vus[g] {
				vus[g] = true
				dst = o.juger(i, &o.groupes[g], dst)
			}
		}
	}
	for e := range p.Competences {
		voir(o.epreuves[e])
	}
	voir(o.ouverts[p.Lieu+1])
	for _, c := range p.Communes {
		voir(o.gratuits[c])
	}
	voir(o.partout)
	slices.SortFunc(dst, func(a, b optim.Arc) int { return cmp.Compare(a.Poste, b.Poste) })
	return dst
}

// juger appends what could pay of a groupe.
func (o *omission) juger(i int32, g *groupe, dst []optim.Arc) []optim.Arc {
	type prise struct {
		j, cout, trajet int32
		gain            int64
	}
	s := o.p.S
	prises := make([]prise, 0, 8)
	var ids [16]int32
	siens := ids[:0]
	court, long, gain := int32(1<<30), int32(0), int64(0)
	for _, j := range g.missions {
		m := &s.Missions[j]
		if m.Exige {
			if _, ok := s.Personnes[i].Competences[m.EpreuveOption]; !ok {
				continue
			}
		}
		c, t := s.chiffrer(i, j, nil)
		court, long = min(court, t), max(long, t)
		q := prise{j, c, t, o.prix[j] - int64(c-t)}
		prises, siens, gain = append(prises, q), append(siens, j), gain+max(0, q.gain)
	}
	if len(prises) == 0 || gain <= int64(court) {
		return dst
	}
	if len(prises) > 1 && o.enchainer(siens, func(j int32) int64 {
		return prises[slices.IndexFunc(prises, func(q prise) bool { return q.j == j })].gain
	}) <= int64(court) {
		return dst
	}
	aide := long // what a mission may spare to the next
	if g.unJour {
		aide -= court // the one before would spare it as well
	}
	for _, q := range prises {
		if q.gain+int64(aide) <= 0 || !s.possible(i, q.j) {
			continue
		}
		for k := range s.Missions[q.j].Postes {
			dst = append(dst, optim.Arc{Poste: o.p.Postes[q.j] + int32(k), Personne: i, Cout: q.cout, Trajet: q.trajet})
		}
	}
	return dst
}

// renfort lists the n cheapest people of a poste who were not offered and are libre.
func (p *Probleme) renfort(poste int32, n int, libre func(i int32) bool, detenteurs map[uuid.UUID][]int32, parMission [][]optim.Arc) []optim.Arc {
	j := p.Origine[poste][0]
	m := &p.S.Missions[j]
	if m.Fixe {
		return nil
	}
	offerts := map[int32]bool{}
	for _, a := range parMission[j] {
		offerts[a.Personne] = true
	}
	var arcs []optim.Arc
	for _, o := range p.S.proches(j, m.vivier(detenteurs), n, func(i int32) bool { return offerts[i] || !libre(i) }) {
		arcs = append(arcs, optim.Arc{Poste: poste, Personne: o.personne, Cout: o.cout, Trajet: max(0, o.trajet)})
	}
	return arcs
}
