package instance

import (
	"slices"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
)

// Occupation is who holds what in a plan, by indices of a problem.
type Occupation struct {
	Tient [][]int32 // postes of each person
	Assis [][]int32 // people of each poste
	Fixes map[optim.Affectation]bool
}

// NouvelleOccupation is empty, for the people and the postes of p.
func (p *Probleme) NouvelleOccupation() *Occupation {
	return &Occupation{Tient: make([][]int32, len(p.S.Personnes)), Assis: make([][]int32, len(p.Probleme.Postes)), Fixes: map[optim.Affectation]bool{}}
}

// Asseoir puts somebody on a poste; fixe: nobody may move her.
func (o *Occupation) Asseoir(a optim.Affectation, fixe bool) {
	if slices.Contains(o.Tient[a.Personne], a.Poste) {
		return
	}
	o.Tient[a.Personne] = append(o.Tient[a.Personne], a.Poste)
	o.Assis[a.Poste] = append(o.Assis[a.Poste], a.Personne)
	if fixe {
		o.Fixes[a] = true
	}
}

// Lever takes somebody off a poste.
func (o *Occupation) Lever(a optim.Affectation) {
	ailleurs := func(l []int32, x int32) []int32 {
		return slices.DeleteFunc(slices.Clone(l), func(y int32) bool { return x == y })
	}
	o.Tient[a.Personne], o.Assis[a.Poste] = ailleurs(o.Tient[a.Personne], a.Poste), ailleurs(o.Assis[a.Poste], a.Personne)
	delete(o.Fixes, a)
}

// Question is what is asked of a plan: some postes, with how many of the cheapest people may come on each (zero: all),
// and pairs to look at besides. Fige: what is held elsewhere does not move.
type Question struct {
	Libres map[int32]int
	Aussi  []optim.Affectation
	Fige   bool
}

// Part lays out the part of the problem that a question is about: everyone who may come on its postes, by the rules, with
// all that she holds elsewhere. It returns it with the plan on it. Indices are those of p; wishes of composition are left out.
func (p *Probleme) Part(o *Occupation, q Question) (*optim.Probleme, []optim.Affectation) {
	x := &part{p: p, o: o, q: q, vues: map[int32]bool{}, poses: map[optim.Affectation]bool{}}
	x.partie = &optim.Probleme{Personnes: p.Personnes, Missions: p.Missions, Postes: slices.Clone(p.Probleme.Postes), Trajet: p.Trajet,
		CumulsInterdits: p.CumulsInterdits, PrixDeplacement: p.PrixDeplacement}
	libres := make([]int32, 0, len(q.Libres))
	for n := range x.partie.Postes {
		if _, libre := q.Libres[int32(n)]; libre {
			libres = append(libres, int32(n))
			x.partie.Postes[n].Besoin = max(x.partie.Postes[n].Besoin, int32(len(o.Assis[n]))) //nolint:gosec // a few
		} else {
			x.partie.Postes[n].Besoin = 0 // only those who sit there and matter
		}
	}
	for _, n := range libres {
		x.ouvrir(n)
	}
	for _, a := range q.Aussi {
		x.arc(a)
	}
	return x.partie, x.plan
}

type part struct {
	p      *Probleme
	o      *Occupation
	q      Question
	partie *optim.Probleme
	plan   []optim.Affectation
	vues   map[int32]bool
	poses  map[optim.Affectation]bool
}

func (x *part) ouvrir(n int32) {
	for _, i := range x.o.Assis[n] {
		x.arc(optim.Affectation{Poste: n, Personne: i})
	}
	for _, i := range x.p.Possibles(n, x.q.Libres[n]) {
		x.arc(optim.Affectation{Poste: n, Personne: i})
	}
}

// Possibles lists who may come on a poste by the rules alone, the cheapest first; limite zero: all.
func (p *Probleme) Possibles(n int32, limite int) []int32 {
	j := p.Origine[n][0]
	m := &p.S.Missions[j]
	if m.Fixe {
		return nil
	}
	vivier := m.vivier(p.detenteurs)
	if limite == 0 {
		limite = len(vivier)
	}
	offres := p.S.offres(j, vivier, limite, personneEncore)
	gens := make([]int32, len(offres))
	for k := range offres {
		gens[k] = offres[k].personne
	}
	return gens
}

func (x *part) arc(a optim.Affectation) {
	if x.poses[a] {
		return
	}
	x.poses[a] = true
	j := x.p.Origine[a.Poste][0]
	m := &x.p.S.Missions[j]
	arc := optim.Arc{Poste: a.Poste, Personne: a.Personne}
	if !m.Fixe {
		arc.Cout, arc.Trajet = x.p.S.chiffrer(a.Personne, j, nil)
		arc.Trajet = max(0, arc.Trajet)
		if t, ok := x.p.Tenus[a]; ok && t.Affectation != uuid.Nil {
			arc.Etat |= optim.Publie
		}
	}
	if slices.Contains(x.o.Assis[a.Poste], a.Personne) {
		x.plan = append(x.plan, a)
		_, libre := x.q.Libres[a.Poste]
		if m.Fixe || x.o.Fixes[a] || x.q.Fige && !libre || !x.p.S.possible(a.Personne, j) {
			arc.Etat |= optim.Verrouille
		}
		if !libre {
			x.partie.Postes[a.Poste].Besoin++
		}
	}
	x.partie.Arcs = append(x.partie.Arcs, arc)
	if x.vues[a.Personne] {
		return
	}
	x.vues[a.Personne] = true
	for _, n := range x.o.Tient[a.Personne] {
		x.arc(optim.Affectation{Poste: n, Personne: a.Personne})
	}
}

// Penalite is what the wishes on a mission cost with these people on its postes, in centimes.
func (p *Probleme) Penalite(j int32, assis func(poste int32) []int32) (total int64) {
	for _, k := range p.S.souhaitsDe[j] {
		w := &p.S.Souhaits[k]
		c := optim.Composition{Classe: w.Classe, Valeur: w.Valeur, Min: w.Min, Max: w.Max, Paires: w.Paires, Prix: p.prixDe(w), Postes: p.postesDe(w)}
		total += c.Penalite(assis)
	}
	return total
}

func (p *Probleme) prixDe(w *Souhait) int64 {
	code := regle.Composition
	if w.Paires {
		code = regle.Binome
	}
	return int64(p.S.Reglages.Prix(code, p.S.Missions[w.Mission].Examen))
}

// Sous is the same problem under other rules, nobody offered yet.
func (p *Probleme) Sous(r regle.Reglages) *Probleme { return p.avec(p.S.Avec(r)) }

// SansBlocages is the same problem with these people available at any time.
func (p *Probleme) SansBlocages(gens []int32) *Probleme {
	s := *p.S
	s.Personnes = slices.Clone(s.Personnes)
	for _, i := range gens {
		s.Personnes[i].Blocages = nil
	}
	return p.avec(&s)
}

func (p *Probleme) avec(s *Session) *Probleme {
	q := *p
	q.S = s
	q.Probleme = &optim.Probleme{Personnes: s.personnes(), Missions: p.Missions, Postes: p.Probleme.Postes, Trajet: s.trajet(),
		CumulsInterdits: s.cumuls(), PrixDeplacement: p.PrixDeplacement}
	return &q
}

// Ecartes lists whom the rules keep from a mission among those who could be thought of, with the rules; whom a
// gestionnaire refused counts by her word alone.
func (p *Probleme) Ecartes(j int32, voir func(i int32, regles []Empechement)) (vivier int) {
	gens := p.S.Missions[j].vivier(p.detenteurs)
	for _, i := range gens {
		if e := p.S.Empechements(i, j); len(e) > 0 {
			voir(i, e)
		}
	}
	return len(gens)
}

// Refusee says whether a gestionnaire refused this person on this mission.
func (p *Probleme) Refusee(i, j int32) bool { return p.S.Interdits[[2]int32{j, i}] }

// Refusees lists whom a gestionnaire refused on a mission.
func (p *Probleme) Refusees(j int32) (gens []int32) {
	for paire := range p.S.Interdits {
		if paire[0] == j {
			gens = append(gens, paire[1])
		}
	}
	return gens
}
