package lettre

import "strings"

// Differences is what a letter changes in the one that it replaces, mission by mission, in words.
func Differences(avant, apres *Lettre) (l []Changement) {
	anciennes := map[string]*Mission{}
	for i := range avant.Missions {
		anciennes[avant.Missions[i].ID] = &avant.Missions[i]
	}
	plusieurs := len(avant.Missions) > 1 || len(apres.Missions) > 1
	for i := range apres.Missions {
		m := &apres.Missions[i]
		a := anciennes[m.ID]
		delete(anciennes, m.ID)
		if a == nil {
			l = append(l, Changement{"Mission ajoutée", "", decrire(m)})
			continue
		}
		l = append(l, changements(a, m, plusieurs)...)
	}
	for i := range avant.Missions {
		if a := anciennes[avant.Missions[i].ID]; a != nil {
			l = append(l, Changement{"Mission retirée", decrire(a), "vous n’y êtes plus convoqué(e)"})
		}
	}
	return l
}

func changements(a, m *Mission, nommer bool) (l []Changement) {
	suffixe := ""
	if nommer {
		suffixe = " – " + m.Type + premierQuand(m)
	}
	for _, x := range [][3]string{
		{"Dates et heures", quands(a), quands(m)}, {"Lieu", lieu(*a), lieu(*m)}, {"Qualité", Role(a.Role), Role(m.Role)},
		{"Nature de la mission", a.Type, m.Type}, {"Épreuve", joindre(" – ", a.Examen, a.Specialite, a.Epreuve), joindre(" – ", m.Examen, m.Specialite, m.Epreuve)},
		{"Jury", joindre(" – ", a.Jury, a.Commission), joindre(" – ", m.Jury, m.Commission)}, {"Consignes", a.Consignes, m.Consignes},
	} {
		if x[1] != x[2] {
			l = append(l, Changement{x[0] + suffixe, x[1], x[2]})
		}
	}
	return l
}

func decrire(m *Mission) string { return joindre(", ", m.Type, m.Centre.Nom, quands(m)) }

func premierQuand(m *Mission) string {
	if len(m.Creneaux) == 0 {
		return ""
	}
	date, _ := Quand(m.Creneaux[0], m.Centre.Fuseau)
	return ", " + date
}

func quands(m *Mission) string {
	var t []string
	for _, c := range m.Creneaux {
		date, heures := Quand(c, m.Centre.Fuseau)
		t = append(t, date+", "+heures)
	}
	return strings.Join(t, " ; ")
}
