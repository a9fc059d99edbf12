package calcul

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"sync"
)

// The national values, with where each was read and how far it is to be believed. An académie adds its own decisions
// to them (see Bareme.Avec): a new text is a row, not a release.
//
//go:embed donnees/*.csv
var donnees embed.FS

// Source is where a value was read.
type Source struct{ ID, Texte, Adresse string }

// National is the barème before any decision of an académie.
var National = sync.OnceValue(func() *Bareme {
	tarifs := append(lireTaux("taux"), lireTaux("parametres")...)
	tarifs = append(tarifs, lireKilometriques()...)
	tarifs = append(tarifs, lireSNCF()...)
	return NouveauBareme(tarifs, lireExamens())
})

// Sources by their id.
var Sources = sync.OnceValue(func() map[string]Source {
	s := map[string]Source{}
	for _, l := range lignesDe("sources") {
		s[l[0]] = Source{l[0], l[1], l[2]}
	}
	return s
})

// lignesDe reads an embedded file, whose faults are ours: they stop the program at its first test.
func lignesDe(nom string) [][]string {
	contenu, err := donnees.ReadFile("donnees/" + nom + ".csv")
	if err != nil {
		panic(err)
	}
	r := csv.NewReader(bytes.NewReader(contenu))
	r.Comma = ';'
	lignes, err := r.ReadAll()
	if err != nil {
		panic(fmt.Errorf("%s : %w", nom, err))
	}
	return lignes[1:]
}

func jour(texte string) Jour {
	if texte == "" {
		return 0
	}
	j, err := LireJour(texte)
	if err != nil {
		panic(err)
	}
	return j
}

func taux(texte string) Taux {
	t, err := LireTaux(texte)
	if err != nil {
		panic(err)
	}
	return t
}

func lireTaux(nom string) (t []Tarif) {
	for _, l := range lignesDe(nom) {
		t = append(t, Tarif{Code: l[0], Libelle: l[1], Devise: Devise(l[2]), Unite: l[3], Valeur: taux(l[4]),
			Debut: jour(l[5]), Fin: jour(l[6]), Source: l[7], Confiance: l[8]})
	}
	return t
}

// Words of the kilometric codes.
var (
	zonesIK   = map[string]string{"METRO_DOM": "métropole et outre-mer en euros", "PF": "Polynésie française", "NC": "Nouvelle-Calédonie", "WF": "Wallis-et-Futuna"}
	vehicules = map[string]string{"CV5": "5 CV et moins", "CV6_7": "6 et 7 CV", "CV8": "8 CV et plus", "MOTO": "moto de plus de 125 cm³", "VELO": "vélomoteur et autres"}
	tranches  = [3]string{"jusqu’à 2 000 km", "de 2 001 à 10 000 km", "au-delà de 10 000 km"}
)

func lireKilometriques() (t []Tarif) {
	for _, l := range lignesDe("kilometriques") {
		for i, tranche := range tranches {
			t = append(t, Tarif{Code: codeIK(l[0], l[1], i), Libelle: "Kilomètre, " + vehicules[l[1]] + ", " + tranche + " (" + zonesIK[l[0]] + ")",
				Devise: Devise(l[2]), Unite: "km", Valeur: taux(l[5+i]), Debut: jour(l[3]), Fin: jour(l[4]), Source: l[8], Confiance: l[9]})
		}
	}
	return t
}

func codeIK(zone, vehicule string, tranche int) string {
	return "IK." + zone + "." + vehicule + [...]string{".T1", ".T2", ".T3"}[tranche]
}

func lireSNCF() (t []Tarif) {
	for _, l := range lignesDe("sncf") {
		for i, part := range [2]string{"FIXE", "KM"} {
			t = append(t, Tarif{Code: "SNCF." + l[2] + "." + part, Libelle: "Train en seconde classe, jusqu’à " + l[2] + " km, " + [2]string{"part fixe", "par kilomètre"}[i],
				Devise: EUR, Unite: [2]string{"trajet", "km"}[i], Valeur: taux(l[3+i]), Debut: jour(l[0]), Fin: jour(l[1]), Source: l[5], Confiance: l[6]})
		}
	}
	return t
}

func lireExamens() (e []ExamenTaux) {
	for _, l := range lignesDe("examens") {
		e = append(e, ExamenTaux{Examen: l[0], Copie: l[1], Oral: l[2], Debut: jour(l[3]), Fin: jour(l[4]), Source: l[5], Confiance: l[6]})
	}
	return e
}
