// Package aaf reads the annuaire académique fédérateur (ficAlimMENESR): establishments with their classes, staff with
// what they teach. It is the fallback of HR and STS-WEB; pupils and families are never read.
package aaf

import (
	"regexp"

	"imagin/server/internal/echange/source"
)

// Structure is one establishment. Classes maps a class or group to its MEF codes.
type Structure struct {
	Ligne                                                             int
	Jointure, UAI, Nom, Type, Adresse, CodePostal, Commune, Telephone string
	Public                                                            bool
	Classes                                                           map[string][]string
	Supprimee                                                         bool
}

// Personne is one member of the staff. Dates are ISO or empty.
type Personne struct {
	Ligne                                                 int
	Jointure, Civilite, NomUsage, NomPatronymique, Prenom string
	DateNaissance, Mel, Fonction                          string
	CleSTS                                                string // of newer loads: the bridge to STS-WEB and EPP
	Rattachements                                         []Rattachement
	Supprimee                                             bool
}

// Rattachement attaches a person to a structure, named by its jointure.
type Rattachement struct {
	Structure, Fonction, Discipline string
	Principal                       bool
}

// Enseignement is derived: class × matière × MEF of the class.
type Enseignement struct {
	Ligne                                     int
	Personne, Structure, Matiere, Mef, Classe string
}

// Visiteur receives what is read. Any nil function is skipped.
type Visiteur struct {
	Structure    func(Structure) error
	Personne     func(Personne) error
	Enseignement func(Enseignement) error
	Anomalie     func(source.Anomalie) error
}

// Fichier is what the name of a file says.
type Fichier struct {
	Delta           bool
	Categorie, Date string // Date: yyyymmdd
}

var nomFichier = regexp.MustCompile(`(?i)^ENT[A-Z0-9-]*_(Complet|Delta)_(\d{8})_([A-Za-z]+)_\d+\.xml$`)

// NomDeFichier reads ENT<projet>_{Complet|Delta}_<yyyymmdd>_<categorie>_<nnnn>.xml.
func NomDeFichier(nom string) (Fichier, bool) {
	m := nomFichier.FindStringSubmatch(nom)
	if m == nil {
		return Fichier{}, false
	}
	return Fichier{Delta: m[1] == "Delta" || m[1] == "delta", Categorie: m[3], Date: m[2]}, true
}

// Structures remembers the classes of each establishment: the file of the staff refers to them.
type Structures struct {
	classes map[string]map[string][]string
}

// NewStructures is empty.
func NewStructures() *Structures { return &Structures{map[string]map[string][]string{}} }

func (s *Structures) noter(st Structure) {
	if s.classes[st.Jointure] == nil {
		s.classes[st.Jointure] = map[string][]string{}
	}
	for c, m := range st.Classes {
		s.classes[st.Jointure][c] = m
	}
}

func (s *Structures) mefs(structure, classe string) []string { return s.classes[structure][classe] }
