package instance

import (
	"cmp"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
)

// parPlace is how many more people each seat beyond the first brings into the offer.
const parPlace = 5

func trierPaires(p [][2]int32) {
	slices.SortFunc(p, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
}

// offrir fills the arcs: missions are worked on side by side, and put together in their order.
func (p *Probleme) offrir(voisins int) {
	s, detenteurs := p.S, p.detenteurs
	ensemble := s.ensemble()
	parMission := make([][]optim.Arc, len(s.Missions))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const lot = 64
	for debut := 0; debut < len(s.Missions); debut += lot {
		g.Go(func() error {
			for j := debut; j < min(debut+lot, len(s.Missions)); j++ {
				parMission[j] = p.arcs(int32(j), detenteurs, voisins, ensemble[j]) //nolint:gosec // an index
			}
			return nil
		})
	}
	_ = g.Wait()
	p.apparier(parMission)
	p.Arcs = slices.Concat(parMission...)
	p.Omis = p.omis
	p.Renfort = func(poste int32, n int, libre func(int32) bool) []optim.Arc {
		return p.renfort(poste, n, libre, detenteurs, parMission)
	}
}

// ensemble counts, for each mission that anybody may hold, the seats that look for the same neighbours at the same time:
// those of its centre, of the same hours.
func (s *Session) ensemble() []int32 {
	n := make([]int32, len(s.Missions))
	parCentre := map[int32][]int{}
	for j := range s.Missions {
		if m := &s.Missions[j]; !m.Exige && !m.Fixe && m.SurPlace && m.Centre >= 0 {
			parCentre[m.Centre] = append(parCentre[m.Centre], j)
		}
	}
	sansTrajet := func(int32, int32) int32 { return 0 }
	for _, js := range parCentre {
		for _, j := range js {
			for _, k := range js {
				if j == k || seGenent(&s.Missions[j], &s.Missions[k], sansTrajet) {
					for _, p := range s.Missions[k].Postes {
						n[j] += p.Besoin
					}
				}
			}
		}
	}
	return n
}

// detenteurs lists who holds each épreuve-option; Nil lists everyone.
func (s *Session) detenteurs() map[uuid.UUID][]int32 {
	d := map[uuid.UUID][]int32{}
	for i := range s.Personnes {
		for o := range s.Personnes[i].Competences {
			d[o] = append(d[o], int32(i))
		}
		d[uuid.Nil] = append(d[uuid.Nil], int32(i))
	}
	return d
}

func (m *Mission) vivier(detenteurs map[uuid.UUID][]int32) []int32 {
	if m.Exige {
		return detenteurs[m.EpreuveOption]
	}
	return detenteurs[uuid.Nil]
}

type offre struct {
	personne, cout, trajet int32
	rang                   uint32
}

// arcs of one mission: who stands on it, whatever the rules say now of the convoked; then the cheapest of the others.
func (p *Probleme) arcs(j int32, detenteurs map[uuid.UUID][]int32, voisins int, ensemble int32) []optim.Arc {
	s, m := p.S, &p.S.Missions[j]
	var arcs []optim.Arc
	poses := map[int32]bool{}
	places := int32(0)
	for k := range m.Postes {
		n := p.Postes[j] + int32(k)
		places += p.Probleme.Postes[n].Besoin
		for _, t := range m.Postes[k].Tenus {
			if a, ok := p.tenu(n, j, t); ok {
				arcs, poses[t.Personne] = append(arcs, a), true
			}
		}
	}
	if m.Fixe || places == 0 {
		return arcs
	}
	offres := s.proches(j, m.vivier(detenteurs), voisins+parPlace*int(max(places, ensemble)-1), func(i int32) bool { return poses[i] })
	for _, o := range s.completer(j, m.vivier(detenteurs), offres, poses) {
		for k := range m.Postes {
			arcs = append(arcs, optim.Arc{Poste: p.Postes[j] + int32(k), Personne: o.personne, Cout: o.cout, Trajet: max(0, o.trajet)})
		}
	}
	// Whoever stands on one poste may be moved to another of the same mission.
	for k := range m.Postes {
		n := p.Postes[j] + int32(k)
		for i := range poses {
			if _, ici := p.Tenus[optim.Affectation{Poste: n, Personne: i}]; !ici && len(m.Postes) > 1 && s.possible(i, j) {
				total, trajet := s.chiffrer(i, j, nil)
				arcs = append(arcs, optim.Arc{Poste: n, Personne: i, Cout: total, Trajet: trajet})
			}
		}
	}
	slices.SortFunc(arcs, parPoste)
	return arcs
}

func parPoste(a, b optim.Arc) int {
	return cmp.Or(cmp.Compare(a.Poste, b.Poste), cmp.Compare(a.Personne, b.Personne))
}

// tenu is the arc of an affectation that stands: locked when convoked, or when the plan says so; gone when the person can
// no longer come and nobody told her yet.
func (p *Probleme) tenu(n, j int32, t Tenu) (optim.Arc, bool) {
	s, m := p.S, &p.S.Missions[j]
	a := optim.Arc{Poste: n, Personne: t.Personne}
	if m.Fixe {
		a.Etat = optim.Verrouille
		return a, true
	}
	a.Cout, a.Trajet = s.chiffrer(t.Personne, j, nil)
	switch {
	case t.Convoque || t.Verrouille:
		a.Etat = optim.Verrouille | optim.Publie
	case s.Interdits[[2]int32{j, t.Personne}] || s.premier(t.Personne, j) != "":
		return a, false
	case s.Reglages.Imperative(regle.Stabilite, m.Examen):
		a.Etat = optim.Verrouille | optim.Publie
	default:
		a.Etat = optim.Publie
	}
	if t.Affectation == uuid.Nil { // put there by hand in this plan: nobody is disturbed yet
		a.Etat &^= optim.Publie
	}
	return a, true
}

// possible says whether a person may be offered for a mission.
func (s *Session) possible(i, j int32) bool {
	return !s.Interdits[[2]int32{j, i}] && s.premier(i, j) == ""
}

// offres are the n cheapest people of a vivier who may be called on a mission.
func (s *Session) offres(j int32, vivier []int32, n int, sauf func(i int32) bool) []offre {
	e := etal{s: s, j: j, n: n}
	if n >= len(vivier) { // all of them: put in order once
		for _, i := range vivier {
			if !sauf(i) && s.possible(i, j) {
				total, trajet := s.chiffrer(i, j, nil)
				e.offres = append(e.offres, offre{i, total, trajet, melange(i, j)})
			}
		}
		slices.SortFunc(e.offres, moins)
		return e.offres
	}
	for _, i := range vivier {
		if !sauf(i) {
			e.proposer(i)
		}
	}
	return e.offres
}

// personneEncore leaves nobody out.
func personneEncore(int32) bool { return false }

// etal keeps the n cheapest of those who are proposed, in order of cost.
type etal struct {
	s      *Session
	j      int32
	n      int
	auSort bool // whoever they are, rather than the cheapest
	offres []offre
}

func (e *etal) proposer(i int32) {
	total, trajet := e.s.chiffrer(i, e.j, nil)
	o := offre{i, total, trajet, melange(i, e.j)}
	moins := moins
	if e.auSort {
		moins = parRang
	}
	if e.n == 0 || len(e.offres) == e.n && moins(e.offres[e.n-1], o) <= 0 || !e.s.possible(i, e.j) {
		return
	}
	if len(e.offres) == e.n {
		e.offres = e.offres[:e.n-1]
	}
	rang, _ := slices.BinarySearchFunc(e.offres, o, moins)
	e.offres = slices.Insert(e.offres, rang, o)
}

func moins(a, b offre) int {
	return cmp.Or(cmp.Compare(a.cout, b.cout), cmp.Compare(a.rang, b.rang), cmp.Compare(a.personne, b.personne))
}

func parRang(a, b offre) int {
	return cmp.Or(cmp.Compare(a.rang, b.rang), cmp.Compare(a.personne, b.personne))
}

// melange orders people who cost the same, each mission in its own way: missions that anybody of a town, or of a
// compétence, may hold must not all be offered to the same few.
func melange(i, j int32) uint32 {
	x := uint64(uint32(i))<<32 | uint64(uint32(j)) //nolint:gosec // bits
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return uint32(x >> 33)
}

// plein: nobody who costs that much may still enter.
func (e *etal) plein(cout int32) bool { return len(e.offres) == e.n && e.offres[e.n-1].cout < cout }

// parSouhait is how many people of a quality that a jury wants are offered to it, however far they are.
const parSouhait = 6

// completer adds, for each wish on a mission, the cheapest people of the class wanted.
func (s *Session) completer(j int32, vivier []int32, offres []offre, poses map[int32]bool) []offre {
	deja := make(map[int32]bool, len(offres)+len(poses))
	for _, o := range offres {
		deja[o.personne] = true
	}
	for i := range poses {
		deja[i] = true
	}
	for _, k := range s.souhaitsDe[j] {
		w := &s.Souhaits[k]
		if w.Paires {
			continue
		}
		var voulus []int32
		for _, i := range vivier {
			if w.Classe[i] == w.Valeur && !deja[i] {
				voulus = append(voulus, i)
			}
		}
		for _, o := range s.offres(j, voulus, parSouhait, personneEncore) {
			deja[o.personne] = true
			offres = append(offres, o)
		}
	}
	return offres
}
