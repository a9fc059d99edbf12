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
	parMission := make([][]optim.Arc, len(s.Missions))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const lot = 64
	for debut := 0; debut < len(s.Missions); debut += lot {
		g.Go(func() error {
			for j := debut; j < min(debut+lot, len(s.Missions)); j++ {
				parMission[j] = p.arcs(int32(j), detenteurs, voisins) //nolint:gosec // an index
			}
			return nil
		})
	}
	_ = g.Wait()
	p.Arcs = slices.Concat(parMission...)
	p.Omis = func(poste int32) []optim.Arc {
		return p.omis(poste, detenteurs, parMission[p.Origine[poste][0]])
	}
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

type offre struct{ personne, cout, trajet int32 }

// arcs of one mission: who stands on it, whatever the rules say now of the convoked; then the cheapest of the others.
func (p *Probleme) arcs(j int32, detenteurs map[uuid.UUID][]int32, voisins int) []optim.Arc {
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
	offres := s.offres(j, m.vivier(detenteurs), voisins+parPlace*int(places-1), poses)
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
	slices.SortFunc(arcs, func(a, b optim.Arc) int {
		return cmp.Or(cmp.Compare(a.Poste, b.Poste), cmp.Compare(a.Personne, b.Personne))
	})
	return arcs
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

// offres are the n cheapest people who may be called on a mission.
func (s *Session) offres(j int32, vivier []int32, n int, sauf map[int32]bool) []offre {
	tas := make([]offre, 0, len(vivier))
	for _, i := range vivier {
		if !sauf[i] {
			total, trajet := s.chiffrer(i, j, nil)
			tas = append(tas, offre{i, total, trajet})
		}
	}
	slices.SortFunc(tas, func(a, b offre) int { return cmp.Or(cmp.Compare(a.cout, b.cout), cmp.Compare(a.personne, b.personne)) })
	gardes := make([]offre, 0, min(n, len(tas)))
	for _, o := range tas {
		if len(gardes) == n {
			break
		}
		if s.possible(o.personne, j) {
			gardes = append(gardes, o)
		}
	}
	return gardes
}

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
		for _, o := range s.offres(j, voulus, parSouhait, nil) {
			deja[o.personne] = true
			offres = append(offres, o)
		}
	}
	for _, k := range s.duosDe[j] {
		for _, i := range []int32{s.Duos[k].A, s.Duos[k].B} {
			if !deja[i] && slices.Contains(vivier, i) {
				deja[i] = true
				offres = append(offres, s.offres(j, []int32{i}, 1, nil)...)
			}
		}
	}
	return offres
}

// omis are the eligible arcs of a poste that were not offered.
func (p *Probleme) omis(poste int32, detenteurs map[uuid.UUID][]int32, arcsOfferts []optim.Arc) []optim.Arc {
	j := p.Origine[poste][0]
	m := &p.S.Missions[j]
	if m.Fixe {
		return nil
	}
	offerts := make(map[int32]bool, len(arcsOfferts))
	for _, a := range arcsOfferts {
		if a.Poste == poste {
			offerts[a.Personne] = true
		}
	}
	var arcs []optim.Arc
	for _, i := range m.vivier(detenteurs) {
		if !offerts[i] && p.S.possible(i, j) {
			total, trajet := p.S.chiffrer(i, j, nil)
			arcs = append(arcs, optim.Arc{Poste: poste, Personne: i, Cout: total, Trajet: trajet})
		}
	}
	return arcs
}
