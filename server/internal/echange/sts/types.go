// Package sts reads the export of STS-WEB (sts_emp_<UAI>_<année>.xml): who teaches what, to whom, in one school.
package sts

import "imagin/server/internal/echange/source"

// Parametres open the file: the school and its year.
type Parametres struct {
	Ligne                                         int
	UAI, Academie                                 string // Academie: three digits
	Sigle, Denomination, Complement, Nature       string
	Adresse, Commune, CodePostal, Telephone, Type string
	Public                                        bool
	Annee                                         int // first year of the school year
}

// Nomenclature is one code and its label.
type Nomenclature struct{ Type, Code, Libelle string }

// The kinds of nomenclature the file carries.
const (
	Matiere    = "matiere"
	Mef        = "mef"
	Modalite   = "modalite"
	Discipline = "discipline"
)

// Individu is one member of the staff. Type is epp (known to HR), local (made in the school), dir or eppsup (stands in
// for somebody).
type Individu struct {
	Ligne                                  int
	ID, Type                               string
	Civilite, NomUsage, NomPatronymique    string
	Prenom, DateNaissance, Grade, Fonction string
	Discipline, DisciplineLibelle          string // the one with most hours
}

// Cle identifies the person: in the académie for epp and eppsup, in her school otherwise.
func (i Individu) Cle(uai string) string { return Cle(uai, i.Type, i.ID) }

// Cle builds the key of a reference to a person.
func Cle(uai, genre, id string) string {
	if genre == "epp" || genre == "eppsup" {
		return genre + ":" + id
	}
	return genre + ":" + uai + ":" + id
}

// Enseignement is derived: structure × service × enseignant × MEF.
type Enseignement struct {
	Ligne                                       int
	Type, ID, Matiere, Mef, Modalite, Structure string
	MilliemeHeures                              int // weekly hours of the person, in thousandths
	CoEnseignement                              bool
}

// Suppleance says who stands in for whom in one service, from when (ISO dates; Fin may be empty).
type Suppleance struct {
	Ligne                                    int
	Suppleant, TypeAbsent, Absent            string // identifiers in the file; the suppléant's type is eppsup
	Matiere, Structure, Modalite, Debut, Fin string
	MilliemeHeures                           int
}

// Visiteur receives the file as it is read, in its order. Any nil function is skipped.
type Visiteur struct {
	Parametres   func(Parametres) error
	Nomenclature func(Nomenclature) error
	Individu     func(Individu) error
	Enseignement func(Enseignement) error
	Suppleance   func(Suppleance) error
	Anomalie     func(source.Anomalie) error
}
