// Package verif checks a plan before it may be published. It shares nothing with the engine that made the plan, neither
// code nor types: it is filled from the database, and reads each hard rule again in the plainest way.
package verif

import "time"

// Dossier is what is checked: the plan, and all that the rules read.
type Dossier struct {
	Personnes    []Personne
	Missions     []Mission
	Postes       []Poste
	Affectations []Affectation
	Verrous      []Affectation // must be in the plan
	Interdits    []Affectation // must not
	Stables      []Stable      // were there before: must stay unless a rule keeps them away
	// Cumuls are the pairs of Mission.Famille that one person may not hold together.
	Cumuls [][2]string
	// Trajet is the time needed between the end of a mission in one centre and the start of one in the other; nil: none.
	Trajet func(de, vers string) time.Duration
}

// Personne as the rules see her. A nil quota is no quota.
type Personne struct {
	ID          string
	Nom         string
	Competences []string
	// Etablissements where she works, or whose pupils she may not examine.
	Etablissements                     []string
	Indisponible                       []Periode
	Jusqua                             time.Time // end of contract; zero: none
	Missions, Jours, Copies, Candidats *int
}

// Periode is half-open: [Debut, Fin).
type Periode struct{ Debut, Fin time.Time }

// Mission as the rules see it. Times carry the zone of the centre: local days are read from it.
type Mission struct {
	ID, Libelle       string
	Centre            string
	Exige             string   // competence required; empty: none
	Origines          []string // establishments of the centre and of its candidates, whose staff may not come
	Ouverte           bool
	Creneaux          []Periode
	ADistance         bool
	Famille           string
	Copies, Candidats int
}

// Poste is so many seats of a mission, for one role.
type Poste struct {
	ID, Mission, Role string
	Places            int
}

// Affectation is one person on one poste.
type Affectation struct{ Poste, Personne string }

// Stable is somebody who was on a mission before the plan.
type Stable struct{ Mission, Role, Personne string }
