package identite

import (
	"slices"
	"strings"
	"time"

	"imagin/server/internal/uai"
)

// profils come from the groups, the title and the responsibilities; each one once, in a fixed order. Everybody may be
// an intervenant: whether she is one is for the base to say.
func profils(a Attributs, jour time.Time, r Reglage) []Profil {
	var l []Profil
	ajouter := func(p Profil) {
		if !slices.ContainsFunc(l, func(x Profil) bool { return x.Code == p.Code && x.Uai == p.Uai }) {
			l = append(l, p)
		}
	}
	for _, g := range a.groupes() {
		if code, ok := r.Groupes[g]; ok {
			ajouter(Profil{Code: code})
		}
	}
	if a.un("title") == "INS" {
		ajouter(Profil{Code: "inspecteur"})
	}
	for _, v := range a.valeurs("freduresp") {
		if code, ok := uaiResponsable(v); ok {
			ajouter(Profil{Code: "chef_etablissement", Uai: code})
			ajouter(Profil{Code: "chef_centre", Uai: code})
		}
	}
	for _, v := range a.delegations() {
		for _, p := range delegation(v, jour, r.Application) {
			ajouter(p)
		}
	}
	ajouter(Profil{Code: "intervenant"})
	return l
}

// uaiResponsable reads « UAI$UAJ$PU$N$T3$LYC$300 ». FrEduRne, the place of exercise, has one more field and gives no
// right: it is not read here.
func uaiResponsable(v string) (string, bool) {
	champs := strings.Split(v, "$")
	if len(champs) != 7 || !uai.Forme(champs[0]) {
		return "", false
	}
	return champs[0], true
}

// delegation reads « nom|url|début|fin|délégant|FrEduRneResp=…;…|serveur|fonction| »: for our application, whose dates
// hold the day, the secretariat acts as the head would until the end.
func delegation(v string, jour time.Time, application string) []Profil {
	c := strings.Split(v, "|")
	if len(c) < 6 || !strings.EqualFold(strings.TrimSpace(c[0]), application) {
		return nil
	}
	debut, err1 := time.Parse("02/01/2006", c[2])
	fin, err2 := time.Parse("02/01/2006", c[3])
	aujourdhui := time.Date(jour.Year(), jour.Month(), jour.Day(), 0, 0, 0, 0, time.UTC)
	if err1 != nil || err2 != nil || aujourdhui.Before(debut) || aujourdhui.After(fin) {
		return nil
	}
	attribut, valeurs, _ := strings.Cut(c[5], "=")
	if !strings.EqualFold(attribut, "FrEduRneResp") {
		return nil
	}
	var l []Profil
	for v := range strings.SplitSeq(valeurs, ";") {
		if code, ok := uaiResponsable(v); ok {
			l = append(l, Profil{"chef_etablissement", code, debut, fin, c[4]}, Profil{"chef_centre", code, debut, fin, c[4]})
		}
	}
	return l
}
