package imaoce

import "time"

// Session as OCEAN knows it.
type Session struct {
	Ligne          int
	Code           string
	Annee          int
	Tour           string // NORMALE, REMPLACEMENT
	Academie       string
	PiloteValideLe *time.Time
}

// Epreuve names an épreuve-option.
type Epreuve struct{ Examen, Specialite, Epreuve, Option string }

// Reglement of one épreuve-option. Durations in minutes.
type Reglement struct {
	Ligne   int
	Session string
	Epreuve
	ExamenLibelle, SpecialiteLibelle, Libelle string
	Groupe                                    *int
	Nature, Mode                              string // ecrit, oral, pratique, eps, vae; ponctuel, ccf, eca
	Coefficient                               *string
	DureeMin, PreparationMin                  *int
	Anticipee, Facultative                    bool
	GroupeRemuneration                        string
}

// Inscription counts the candidates of one establishment to one épreuve-option.
type Inscription struct {
	Ligne   int
	Session string
	Epreuve
	Origine             string
	Inscrits, Dispenses int
}

// Centre of one examen for one kind of work.
type Centre struct {
	Ligne                                int
	Session, Examen, UAI, Genre, Libelle string
	Capacite                             *int
}

// Jury and when it deliberates, by the wall clock of its centre.
type Jury struct {
	Ligne                                              int
	Session, Examen, Specialite, Code, Libelle, Centre string
	Le                                                 *time.Time
	A                                                  string // HH:MM
	Candidats                                          *int
}

// Commission of a jury: one épreuve-option, its centre, its days and its candidates.
type Commission struct {
	Ligne   int
	Session string
	Epreuve
	Jury, Code, Type, Centre string
	Le                       *time.Time
	A                        string
	DureeMin                 *int
	Jours, Candidats         int
	Demandes                 *int
	Profil                   string
}

// Origine counts the candidates of one establishment in a commission. Where the épreuve is not named, the line holds
// for every commission of that number in the jury.
type Origine struct {
	Ligne   int
	Session string
	Epreuve
	Jury, Commission, Origine string
	Candidats                 int
}

// Presents of a commission, once marks are returned.
type Presents struct {
	Ligne   int
	Session string
	Epreuve
	Jury, Commission      string
	Prevus                *int
	NbPresents, NbAbsents int
	RemonteLe             *time.Time
}
