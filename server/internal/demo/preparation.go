package demo

import (
	"fmt"

	"github.com/google/uuid"
)

// derive names a row after another, without a draw: what is added here changes nothing of what is drawn elsewhere.
func derive(de uuid.UUID, quoi string, rang int) uuid.UUID {
	return uuid.NewSHA1(de, fmt.Appendf(nil, "%s/%d", quoi, rang))
}

// epreuvesDe a session: all of the réglementation; the EPS is evaluated during the year and gives no mission.
func (e ecrivain) epreuvesDe(a *academie, s *session) error {
	return e.copierN("session_epreuve", []string{"academie", "id", "session_id", "epreuve_option_id", "donne_lieu", "origine", "maj_le"}, len(epreuves), func(i int) []any {
		return []any{a.code, derive(s.id, "epreuve", i), s.id, a.epreuves[i], epreuves[i].nature != "eps", "ocean", a.le}
	})
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

// besoinsDe each mission, by role: whoever is designated and whoever is still to be found; a réserviste besides.
func (e ecrivain) besoinsDe(a *academie, missions []mission) error {
	var lignes [][]any
	for i := range missions {
		m := &missions[i]
		places, reserve, speciaux := map[string]int{}, 0, 0
		for _, d := range m.designes {
			if d.role == "reserviste" {
				reserve++
			} else {
				places[d.role]++
			}
			if d.role != m.genre.role {
				speciaux++
			}
		}
		places[m.genre.role] = max(m.besoin-speciaux, 0)
		for k, role := range []string{"president", "secretaire", m.genre.role} {
			if n := places[role]; n > 0 || role == m.genre.role {
				r := 0
				if role == m.genre.role {
					r = reserve
				}
				lignes = append(lignes, []any{a.code, derive(m.id, "besoin", k), m.id, role, n, r})
			}
		}
	}
	return e.copier("mission_besoin", []string{"academie", "id", "mission_id", "role", "nombre", "reservistes"}, lignes)
}

// originesDe what is interrogated: pupils of two schools of the académie.
func (e ecrivain) originesDe(a *academie, missions []mission) error {
	var lignes [][]any
	for i := range missions {
		m := &missions[i]
		if m.genre.code != "INTERROGATION" {
			continue
		}
		n := len(a.etablissements)
		for k, j := range []int{i % n, (i + 1 + i/n) % n} {
			if k == 1 && j == i%n {
				continue
			}
			lignes = append(lignes, []any{a.code, derive(m.id, "origine", k), m.id, a.etablissements[j].uai, 8 + (i+5*k)%9})
		}
	}
	return e.copier("mission_origine", []string{"academie", "id", "mission_id", "uai_origine", "candidats"}, lignes)
}
