package instance

import (
	"slices"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
)

// Duo is a wish to come with a colleague, or without: in one centre on one day, where the rules let both come. Whoever
// comes there alone thwarts it, or whoever comes together when they would rather not. A wish of both counts once.
type Duo struct {
	A, B     int32
	Evite    bool
	Missions []int32
	classe   []int32 // shared by duos that have nobody in common
	valeur   int32
}

type paireDuo struct {
	a, b  int32
	evite bool
}

// duos reads the wishes about colleagues against every place and day where both may be called.
func (s *Session) duos() []Duo {
	if s.Reglages.De(regle.Voeux, "").Force != regle.Souple {
		return nil
	}
	paires := s.paires()
	if len(paires) == 0 {
		return nil
	}
	type lieuJour struct{ centre, jour int32 }
	groupes := map[lieuJour][]int32{}
	var cles []lieuJour
	for j := range s.Missions {
		m := &s.Missions[j]
		if !m.SurPlace || m.Fixe || m.Centre < 0 || len(m.Creneaux) == 0 {
			continue
		}
		c := lieuJour{m.Centre, m.Creneaux[0].Jour}
		if groupes[c] == nil {
			cles = append(cles, c)
		}
		groupes[c] = append(groupes[c], int32(j))
	}
	var faits []Duo
	classes := repartir(paires, len(s.Personnes))
	for n, p := range paires {
		for _, c := range cles {
			a, b := s.ouvertes(p.a, groupes[c]), s.ouvertes(p.b, groupes[c])
			if len(a) == 0 || len(b) == 0 {
				continue
			}
			missions := slices.Concat(a, b)
			slices.Sort(missions)
			faits = append(faits, Duo{A: p.a, B: p.b, Evite: p.evite, Missions: slices.Compact(missions), classe: classes[n], valeur: int32(n)})
		}
	}
	return faits
}

// paires of colleagues, each once, in order.
func (s *Session) paires() (ps []paireDuo) {
	_, gens := s.Index()
	vues := map[paireDuo]bool{}
	for i := range s.Personnes {
		for k := range s.Personnes[i].Voeux {
			v := &s.Personnes[i].Voeux[k]
			autre, connu := gens[v.Collegue]
			if v.Genre != "collegue" || v.Collegue == uuid.Nil || !connu {
				continue
			}
			p := paireDuo{min(int32(i), autre), max(int32(i), autre), v.Sens < 0}
			if !vues[p] {
				vues[p] = true
				ps = append(ps, p)
			}
		}
	}
	return ps
}

// repartir gives each pair an array of classes in which its people belong to no other pair.
func repartir(ps []paireDuo, personnes int) [][]int32 {
	var tableaux [][]int32
	de := make([][]int32, len(ps))
	for n, p := range ps {
		k := slices.IndexFunc(tableaux, func(t []int32) bool { return t[p.a] < 0 && t[p.b] < 0 })
		if k < 0 {
			t := make([]int32, personnes)
			for i := range t {
				t[i] = -1
			}
			k, tableaux = len(tableaux), append(tableaux, t)
		}
		tableaux[k][p.a], tableaux[k][p.b] = int32(n), int32(n)
		de[n] = tableaux[k]
	}
	return de
}

// ouvertes are the missions of a place and day to which the rules let a person be called.
func (s *Session) ouvertes(i int32, missions []int32) (ms []int32) {
	for _, j := range missions {
		if s.premier(i, j) == "" {
			ms = append(ms, j)
		}
	}
	return ms
}

// composition of a duo, over the places of its missions; réservistes do not travel.
func (p *Probleme) duo(d *Duo) optim.Composition {
	c := optim.Composition{Classe: d.classe, Valeur: d.valeur, Prix: int64(p.S.Reglages.Prix(regle.Voeux, "")), Max: 1, Paires: !d.Evite, Une: !d.Evite}
	for _, j := range d.Missions {
		for k := range p.S.Missions[j].Postes {
			if !p.S.Missions[j].Postes[k].Reserve {
				c.Postes = append(c.Postes, p.Postes[j]+int32(k))
			}
		}
	}
	return c
}

// PenaliteDuos is what the wishes about colleagues of some people cost, in centimes; nil: of everyone.
func (p *Probleme) PenaliteDuos(gens map[int32]bool, assis func(poste int32) []int32) (total int64) {
	for k := range p.S.Duos {
		if d := &p.S.Duos[k]; gens == nil || gens[d.A] || gens[d.B] {
			c := p.duo(d)
			total += c.Penalite(assis)
		}
	}
	return total
}
