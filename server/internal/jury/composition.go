// Package jury holds jurys, their commissions, and the rules by which each diploma composes them: warnings, never refusals.
package jury

import (
	"fmt"
	"slices"
	"strings"
)

// Membre of a jury, as the rules of composition look at him.
type Membre struct {
	Role        string
	Discipline  string   // of post; empty when unknown
	Qualites    []string // see qualitesSQL
	Specialites []string // those that he may examine, for the examen of the jury
}

// Regle of composition; see the table regle_jury.
type Regle struct {
	Exigence               string
	Roles, Qualites, FaceA []string
	Minimum, Part          *int
}

// Verifier a rule against the members, réservistes left out. It gives what is found, in French. Nothing is ever refused
// for it: the absence of a member does not make a deliberation void.
func (r Regle) Verifier(membres []Membre, specialites []string) (respectee bool, constat string) {
	var vises []Membre
	for _, m := range membres {
		if m.Role != "reserviste" && (len(r.Roles) == 0 || slices.Contains(r.Roles, m.Role)) {
			vises = append(vises, m)
		}
	}
	avec := compter(vises, r.Qualites)
	switch r.Exigence {
	case "role_qualite":
		if r.Minimum != nil && len(vises) < *r.Minimum {
			return false, "Personne n’y est encore affecté."
		}
		return avec == len(vises), fmt.Sprintf("%s sur %s.", combien(avec, "qui convient", "qui conviennent"), combien(len(vises), "personne", "personnes"))
	case "nombre_minimal":
		return avec >= valeur(r.Minimum, 1), fmt.Sprintf("%d, pour %d attendu(s) au moins.", avec, valeur(r.Minimum, 1))
	case "part_minimale":
		part := 0
		if len(vises) > 0 {
			part = avec * 100 / len(vises)
		}
		return len(vises) > 0 && part >= valeur(r.Part, 50), fmt.Sprintf("%d sur %d, soit %d %%, pour %d %% attendus.", avec, len(vises), part, valeur(r.Part, 50))
	case "parite":
		face := compter(vises, r.FaceA)
		return len(vises) > 0 && avec-face <= 1 && face-avec <= 1, fmt.Sprintf("%d contre %d.", avec, face)
	case "disciplines_differentes":
		vues := map[string]bool{}
		for _, m := range vises {
			if m.Discipline != "" {
				vues[m.Discipline] = true
			}
		}
		return len(vues) >= valeur(r.Minimum, 2), fmt.Sprintf("%s pour %s.", combien(len(vues), "discipline", "disciplines"), combien(len(vises), "personne", "personnes"))
	}
	return r.representees(vises, specialites)
}

// representees: somebody of the jury may examine each spécialité that it serves.
func (r Regle) representees(vises []Membre, specialites []string) (bool, string) {
	var absentes []string
	for _, s := range specialites {
		if !slices.ContainsFunc(vises, func(m Membre) bool { return slices.Contains(m.Specialites, s) }) {
			absentes = append(absentes, s)
		}
	}
	if len(absentes) == 0 {
		return true, combien(len(specialites), "spécialité représentée", "spécialités représentées") + "."
	}
	return false, "Sans représentant : " + strings.Join(absentes, ", ") + "."
}

func compter(membres []Membre, qualites []string) int {
	n := 0
	for _, m := range membres {
		if slices.ContainsFunc(m.Qualites, func(q string) bool { return slices.Contains(qualites, q) }) {
			n++
		}
	}
	return n
}

func valeur(n *int, defaut int) int {
	if n == nil {
		return defaut
	}
	return *n
}

// combien: French is singular up to two, not included.
func combien(n int, un, plusieurs string) string {
	if n > 1 {
		return fmt.Sprintf("%d %s", n, plusieurs)
	}
	return fmt.Sprintf("%d %s", n, un)
}
