package demo

import (
	"fmt"

	"github.com/google/uuid"
)

// derive names a row after another, without a draw: what is added here changes nothing of what is drawn elsewhere.
func derive(de uuid.UUID, quoi string, rang int) uuid.UUID {
	return uuid.NewSHA1(de, fmt.Appendf(nil, "%s/%d", quoi, rang))
}

// usagesDe: a lycée receives written and oral épreuves, some of them deliberations; a lycée professionnel, practical ones.
func (e ecrivain) usagesDe(a *academie, s *session) error {
	var lignes [][]any
	rang := 0
	for _, et := range a.etablissements {
		if et.genre == "COLLEGE" {
			continue
		}
		centre := s.centres[rang]
		genres := []string{"ecrit", "oral"}
		if et.genre == "LP" {
			genres = []string{"ecrit", "pratique"}
		}
		if rang%3 == 0 {
			genres = append(genres, "deliberation")
		}
		for k, g := range genres {
			lignes = append(lignes, []any{a.code, derive(centre, "usage", k), centre, g, 60 + 30*(rang%5), "ocean"})
		}
		rang++
	}
	lignes = append(lignes, []any{a.code, derive(s.virtuel, "usage", 0), s.virtuel, "correction", nil, "ocean"})
	return e.copier("centre_usage", []string{"academie", "id", "centre_id", "genre", "capacite", "origine"}, lignes)
}
