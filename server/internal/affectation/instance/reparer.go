package instance

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/optim"
)

// Liberer lets a repair move everyone, the convoked too: whoever can no longer hold her mission by the rules stays where
// she is, and so do those of the affectations in fixes, the one that a repair is about first of all.
func (s *Session) Liberer(fixes map[uuid.UUID]bool) {
	s.deSuite = true
	for j := range s.Missions {
		for k := range s.Missions[j].Postes {
			tenus := s.Missions[j].Postes[k].Tenus
			for n := range tenus {
				t := &tenus[n]
				t.Convoque = false
				t.Verrouille = fixes[t.Affectation] || s.premier(t.Personne, int32(j)) != ""
			}
		}
	}
}

// Etendue is from the beginning of the first créneau to the end of the last.
func (m *Mission) Etendue() (debut, fin time.Time) {
	for k := range m.Creneaux {
		c := &m.Creneaux[k]
		if k == 0 || c.Debut.Before(debut) {
			debut = c.Debut
		}
		if c.Fin.After(fin) {
			fin = c.Fin
		}
	}
	return debut, fin
}

// Admettre offers one more pair to the engine, where the rules allow it: what somebody else proposed is judged even when
// the person is not among those whom this problem offers first.
func (p *Probleme) Admettre(a optim.Affectation) {
	j := p.Origine[a.Poste][0]
	if p.S.Missions[j].Fixe || !p.S.possible(a.Personne, j) ||
		slices.ContainsFunc(p.Arcs, func(x optim.Arc) bool { return x.Poste == a.Poste && x.Personne == a.Personne }) {
		return
	}
	total, trajet := p.S.chiffrer(a.Personne, j, nil)
	p.Arcs = append(p.Arcs, optim.Arc{Poste: a.Poste, Personne: a.Personne, Cout: total, Trajet: max(0, trajet)})
}
