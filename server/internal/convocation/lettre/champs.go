package lettre

import (
	"fmt"
	"regexp"
	"strings"
)

// Champ is a field that a model may name between braces.
type Champ struct {
	Nom, Sens string
	valeur    func(*Lettre) string
}

// Champs is every field, in the order in which the editor offers them.
var Champs = []Champ{
	{"numero", "Numéro de la convocation", func(l *Lettre) string { return l.Numero }},
	{"date", "Date de la lettre", func(l *Lettre) string { return jour(l.Le) }},
	{"date_remplacee", "Date de la convocation remplacée ou annulée", func(l *Lettre) string {
		if l.Remplace == nil {
			return ""
		}
		return jour(*l.Remplace)
	}},
	{"motif", "Motif de l’annulation", func(l *Lettre) string { return l.Motif }},
	{"appel", "Madame, Monsieur, ou les deux", func(l *Lettre) string { return appel(l.Destinataire.Civilite) }},
	{"civilite", "Civilité", func(l *Lettre) string { return l.Destinataire.Civilite }},
	{"nom", "Nom", func(l *Lettre) string { return l.Destinataire.Nom }},
	{"prenom", "Prénom", func(l *Lettre) string { return l.Destinataire.Prenom }},
	{"identifiant", "Numéro d’intervenant", func(l *Lettre) string { return l.Destinataire.Numero }},
	{"etablissement", "Établissement principal", func(l *Lettre) string { return l.Destinataire.Etablissement }},
	{"academie", "Académie", func(l *Lettre) string { return l.Service.Academie }},
	{"service", "Service qui convoque", func(l *Lettre) string { return l.Service.Nom }},
	{"contact", "Qui prévenir en cas d’empêchement", contact},
	{"session", "Session", de(func(m *Mission) string { return m.Session })},
	{"examens", "Examens", de(func(m *Mission) string { return m.Examen })},
	{"specialites", "Spécialités", de(func(m *Mission) string { return m.Specialite })},
	{"epreuves", "Épreuves-options", de(func(m *Mission) string { return m.Epreuve })},
	{"types", "Types de mission", de(func(m *Mission) string { return m.Type })},
	{"roles", "Rôles", de(func(m *Mission) string { return Role(m.Role) })},
	{"jurys", "Jurys", de(func(m *Mission) string { return m.Jury })},
	{"commissions", "Commissions", de(func(m *Mission) string { return m.Commission })},
	{"centres", "Centres", de(func(m *Mission) string { return m.Centre.Nom })},
	{"premier_jour", "Premier jour de présence ou de travail", premierJour},
}

var (
	parNom = func() map[string]*Champ {
		m := map[string]*Champ{}
		for i := range Champs {
			m[Champs[i].Nom] = &Champs[i]
		}
		return m
	}()
	accolades = regexp.MustCompile(`\{([^{}]*)\}`)
)

// remplir puts the values of a letter in place of the fields.
func remplir(texte string, l *Lettre) string {
	if !strings.Contains(texte, "{") {
		return texte
	}
	return strings.TrimSpace(accolades.ReplaceAllStringFunc(texte, func(c string) string {
		if champ := parNom[c[1:len(c)-1]]; champ != nil {
			return champ.valeur(l)
		}
		return c
	}))
}

// champsInconnus says, for each field that does not exist, its name and the nearest one that does.
func champsInconnus(texte string) (fautes []string) {
	for _, c := range accolades.FindAllStringSubmatch(texte, -1) {
		if parNom[c[1]] != nil {
			continue
		}
		phrase := fmt.Sprintf("Le champ « {%s} » n’existe pas.", c[1])
		if p := proche(c[1]); p != "" {
			phrase += fmt.Sprintf(" Vouliez-vous écrire « {%s} » ?", p)
		}
		fautes = append(fautes, phrase)
	}
	if reste := accolades.ReplaceAllString(texte, ""); strings.ContainsAny(reste, "{}") {
		fautes = append(fautes, "Une accolade est seule : un champ s’écrit « {nom} », sur une seule paire d’accolades.")
	}
	return fautes
}

// proche is the known field at the smallest distance of a misspelt one, if it is near enough to be meant.
func proche(nom string) (p string) {
	mieux := max(2, len(nom)/3) + 1
	for _, c := range Champs {
		if d := distance(strings.ToLower(strings.TrimSpace(nom)), c.Nom); d < mieux {
			mieux, p = d, c.Nom
		}
	}
	return p
}

// distance of Levenshtein, in characters.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	ligne := make([]int, len(y)+1)
	for j := range ligne {
		ligne[j] = j
	}
	for i, r := range x {
		diagonale := ligne[0]
		ligne[0] = i + 1
		for j, s := range y {
			cout := diagonale
			if r != s {
				cout++
			}
			diagonale = ligne[j+1]
			ligne[j+1] = min(cout, ligne[j]+1, ligne[j+1]+1)
		}
	}
	return ligne[len(y)]
}

// de joins what the missions say, once each.
func de(lire func(*Mission) string) func(*Lettre) string {
	return func(l *Lettre) string {
		var vus []string
		for i := range l.Missions {
			if v := lire(&l.Missions[i]); v != "" && !contient(vus, v) {
				vus = append(vus, v)
			}
		}
		return strings.Join(vus, ", ")
	}
}

func contient(l []string, v string) bool {
	for _, x := range l {
		if x == v {
			return true
		}
	}
	return false
}
