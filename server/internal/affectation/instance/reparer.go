package instance

import "github.com/google/uuid"

// Liberer lets a repair move everyone, the convoked too: whoever can no longer hold her mission by the rules stays where
// she is, and so do those of the affectations in fixes, the one that a repair is about first of all.
func (s *Session) Liberer(fixes map[uuid.UUID]bool) {
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
