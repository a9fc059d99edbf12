package jury_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/jury"
)

func TestComposition(t *testing.T) {
	n := func(i int) *int { return &i }
	m := func(role, discipline string, qualites ...string) jury.Membre {
		return jury.Membre{Role: role, Discipline: discipline, Qualites: qualites}
	}
	president := jury.Regle{Exigence: "role_qualite", Roles: []string{"president"}, Qualites: []string{"universitaire", "inspecteur"}, Minimum: n(1)}
	tiers := jury.Regle{Exigence: "part_minimale", Qualites: []string{"profession_employeur", "profession_salarie"}, Part: n(33)}
	parite := jury.Regle{Exigence: "parite", Qualites: []string{"enseignant"}, FaceA: []string{"profession_employeur", "profession_salarie"}}
	grandOral := jury.Regle{Exigence: "disciplines_differentes", Roles: []string{"interrogateur"}, Minimum: n(2)}
	for nom, cas := range map[string]struct {
		regle     jury.Regle
		membres   []jury.Membre
		respectee bool
		constat   string
	}{
		"sans président":                    {president, []jury.Membre{m("membre", "", "enseignant")}, false, "Personne n’y est encore affecté."},
		"un président inspecteur":           {president, []jury.Membre{m("president", "", "inspecteur"), m("membre", "", "enseignant")}, true, "1 qui convient sur 1 personne."},
		"un président certifié":             {president, []jury.Membre{m("president", "", "enseignant", "certifie")}, false, "0 qui convient sur 1 personne."},
		"un tiers de la profession":         {tiers, []jury.Membre{m("membre", "", "enseignant"), m("membre", "", "enseignant"), m("membre", "", "profession_salarie")}, true, "1 sur 3, soit 33 %, pour 33 % attendus."},
		"un réserviste ne compte pas":       {tiers, []jury.Membre{m("membre", "", "enseignant"), m("reserviste", "", "profession_salarie")}, false, "0 sur 1, soit 0 %, pour 33 % attendus."},
		"à un près, c’est la parité":        {parite, []jury.Membre{m("membre", "", "enseignant"), m("membre", "", "enseignant"), m("membre", "", "profession_employeur")}, true, "2 contre 1."},
		"deux de plus, ce ne l’est pas":     {parite, []jury.Membre{m("membre", "", "enseignant"), m("membre", "", "enseignant")}, false, "2 contre 0."},
		"personne, rien à comparer":         {parite, nil, false, "0 contre 0."},
		"grand oral, deux disciplines":      {grandOral, []jury.Membre{m("interrogateur", "L1300"), m("interrogateur", "L0202")}, true, "2 disciplines pour 2 personnes."},
		"grand oral, deux fois la même":     {grandOral, []jury.Membre{m("interrogateur", "L1300"), m("interrogateur", "L1300")}, false, "1 discipline pour 2 personnes."},
		"un privé au moins":                 {jury.Regle{Exigence: "nombre_minimal", Qualites: []string{"enseignant_prive"}, Minimum: n(1)}, []jury.Membre{m("membre", "", "enseignant")}, false, "0, pour 1 attendu(s) au moins."},
		"chaque spécialité est représentée": {jury.Regle{Exigence: "specialites_representees"}, []jury.Membre{{Role: "membre", Specialites: []string{"A", "B"}}}, true, "2 spécialités représentées."},
		"une spécialité manque":             {jury.Regle{Exigence: "specialites_representees"}, []jury.Membre{{Role: "membre", Specialites: []string{"A"}}}, false, "Sans représentant : B."},
	} {
		t.Run(nom, func(t *testing.T) {
			respectee, constat := cas.regle.Verifier(cas.membres, []string{"A", "B"})
			require.Equal(t, cas.respectee, respectee)
			require.Equal(t, cas.constat, constat)
		})
	}
}
