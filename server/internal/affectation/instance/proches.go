package instance

import (
	"cmp"
	"slices"
	"sync"
)

// abords is how people come to a place: those who are paid no journey, then the places they leave from, the nearest first.
type abords struct {
	gratuits []int32
	communes []string // theirs
	lieux    []depart
}

type depart struct {
	km   int32
	lieu int32 // −1: nobody knows where from
}

// alentours answers for places, and remembers. Safe to call from several goroutines.
type alentours struct {
	s *Session
	// parLieu lists who leaves from each place, shifted by one: those of no known place come first.
	parLieu   [][]int32
	communes  map[string][]int32 // who lives or works there
	voeux     []int32            // by place, shifted by one: the most wishes that somebody of it has
	voeuxTous int32
	verrou    sync.Mutex
	connus    map[int32]*abords
}

func (s *Session) alentours() *alentours {
	a := &alentours{s: s, parLieu: make([][]int32, len(s.Lieux)+1), communes: map[string][]int32{}, voeux: make([]int32, len(s.Lieux)+1), connus: map[int32]*abords{}}
	for i := range s.Personnes {
		p := &s.Personnes[i]
		l := p.Lieu + 1
		a.parLieu[l] = append(a.parLieu[l], int32(i))
		a.voeux[l] = max(a.voeux[l], int32(len(p.Voeux))) //nolint:gosec // a few
		a.voeuxTous = max(a.voeuxTous, a.voeux[l])
		for k, c := range p.Communes {
			if !slices.Contains(p.Communes[:k], c) {
				a.communes[c] = append(a.communes[c], int32(i))
			}
		}
	}
	return a
}

// de are the abords of a place.
func (a *alentours) de(lieu int32) *abords {
	a.verrou.Lock()
	defer a.verrou.Unlock()
	if x := a.connus[lieu]; x != nil {
		return x
	}
	x := &abords{}
	x.gratuits, x.communes = a.gratuits(a.s.Lieux[lieu].Commune)
	for l := range a.parLieu {
		if len(a.parLieu[l]) > 0 {
			x.lieux = append(x.lieux, depart{a.s.km.entre(int32(l)-1, lieu), int32(l) - 1})
		}
	}
	slices.SortFunc(x.lieux, func(p, q depart) int { return cmp.Or(cmp.Compare(p.km, q.km), cmp.Compare(p.lieu, q.lieu)) })
	a.connus[lieu] = x
	return x
}

// gratuits live or work in a commune, or in one that touches it; ou are these communes.
func (a *alentours) gratuits(commune string) (qui []int32, ou []string) {
	for c, gens := range a.communes {
		if c == commune || a.s.Bareme.Limitrophe != nil && a.s.Bareme.Limitrophe(c, commune) {
			qui, ou = append(qui, gens...), append(ou, c)
		}
	}
	slices.Sort(qui)
	return slices.Compact(qui), ou
}

// auMoins is what the journey to a mission costs at least from so far, or further.
func (s *Session) auMoins(m *Mission, km int32) int32 {
	if km == 0 {
		return 0
	}
	c := s.route(m, km)
	if km <= s.Bareme.NuiteeAuDela {
		c = min(c, s.route(m, s.Bareme.NuiteeAuDela+1))
	}
	return c
}

// proches are the n cheapest people who may be called on a mission. Where anybody may, people are looked for from near
// to far, until the journey alone is too dear: as many as that, of a whole académie, are quickly found.
func (s *Session) proches(j int32, vivier []int32, n int, sauf func(i int32) bool) []offre {
	m := &s.Missions[j]
	if m.Exige || !m.SurPlace || m.Centre < 0 || n == 0 {
		return s.disperses(j, vivier, n, sauf)
	}
	e := etal{s: s, j: j, n: n}
	a := s.autour.de(m.Centre)
	gratuit := map[int32]bool{}
	for _, i := range a.gratuits {
		if gratuit[i] = true; !sauf(i) {
			e.proposer(i)
		}
	}
	souhaits := s.gabarits[j].prixVoeux * s.autour.voeuxTous
	for _, d := range a.lieux {
		if e.plein(s.auMoins(m, d.km) - souhaits) {
			break
		}
		for _, i := range s.autour.parLieu[d.lieu+1] {
			if !sauf(i) && !gratuit[i] {
				e.proposer(i)
			}
		}
	}
	return e.offres
}

// disperses are the n/2 cheapest people of a vivier and as many others drawn from it, other ones for each mission: those who
// cost least are the same for all the missions of an épreuve, and could not hold them all.
func (s *Session) disperses(j int32, vivier []int32, n int, sauf func(i int32) bool) []offre {
	if s.deSuite {
		return s.offres(j, vivier, n, sauf)
	}
	moinsChers := s.offres(j, vivier, (n+1)/2, sauf)
	pris := make(map[int32]bool, n)
	for _, o := range moinsChers {
		pris[o.personne] = true
	}
	tires := etal{s: s, j: j, n: n / 2, auSort: true}
	for _, i := range vivier {
		if !pris[i] && !sauf(i) {
			tires.proposer(i)
		}
	}
	return append(moinsChers, tires.offres...)
}
