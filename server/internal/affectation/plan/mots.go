package plan

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"imagin/api"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
)

// nomsTermes are what a cost is made of, as one says it after an amount.
var nomsTermes = map[regle.Code]string{
	regle.Frais: "de déplacement", regle.Equite: "d’équité", regle.ClasseExamen: "faute de classe d’examen", regle.Contractuels: "pour appeler les titulaires d’abord",
	regle.Voeux: "de vœux", regle.Bassin: "pour le même bassin", regle.Rayon: "au-delà du rayon", regle.PropreEtablissement: "pour son propre établissement",
	reste: "d’équité et de trajets partagés", regle.PropresEleves: "pour ses propres élèves", regle.Stabilite: "de stabilité", regle.Couverture: "de places vides", regle.Reserve: "de réserve",
	regle.Regroupement: "de trajets partagés", regle.Composition: "de composition du jury", regle.Binome: "de binôme",
}

// enEuros writes an amount of centimes as the French do.
func enEuros(centimes int64) string {
	return optim.Euros(centimes)
}

// de elides before a vowel: « d’AUFFRET », « de MOREL ».
func de(nom string) string {
	if r, _ := utf8.DecodeRuneInString(nom); strings.ContainsRune("AÀÂEÉÈÊËIÎÏOÔUÙÛ", r) {
		return "d’" + nom
	}
	return "de " + nom
}

func nomTerme(code string) string {
	if n := nomsTermes[regle.Code(code)]; n != "" {
		return n
	}
	return "de " + code
}

// decompose writes a cost term by term, the largest first.
func decompose(termes []api.TermeCout) string {
	if len(termes) == 0 {
		return "aucun frais, aucune contrainte"
	}
	return enumerer(sommes(termes, nil))
}

// differences writes what makes one cost larger than another.
func differences(de, sur []api.TermeCout) string { return enumerer(sommes(de, sur)) }

func sommes(plus, moins []api.TermeCout) map[string]int64 {
	n := map[string]int64{}
	for _, t := range plus {
		n[t.Regle] += int64(t.Centimes)
	}
	for _, t := range moins {
		n[t.Regle] -= int64(t.Centimes)
	}
	return n
}

func enumerer(n map[string]int64) string {
	var cles []string
	for k, v := range n {
		if v != 0 {
			cles = append(cles, k)
		}
	}
	slices.SortFunc(cles, func(a, b string) int { return cmp.Or(cmp.Compare(abs(n[b]), abs(n[a])), cmp.Compare(a, b)) })
	parts := make([]string, len(cles))
	for k, c := range cles {
		parts[k] = enEuros(n[c]) + " " + nomTerme(c)
	}
	return strings.Join(parts, ", ")
}

func abs(n int64) int64 { return max(n, -n) }

// triees lists the terms that count, the largest first.
func triees(n map[regle.Code]int64) []api.TermeCout {
	termes := []api.TermeCout{}
	for c, v := range n {
		if v != 0 {
			termes = append(termes, api.TermeCout{Regle: string(c), Centimes: int(v)})
		}
	}
	slices.SortFunc(termes, func(a, b api.TermeCout) int {
		return cmp.Or(cmp.Compare(abs(int64(b.Centimes)), abs(int64(a.Centimes))), cmp.Compare(a.Regle, b.Regle))
	})
	return termes
}
