package donnees

import "strings"

// Two categories are not purged: what names nobody, or names an agent beside what he decided, lives as long as the
// decision.
const (
	reference = "reference"
	gestion   = "gestion"
)

// Permanentes says why these categories have no duration.
var Permanentes = map[string]string{
	reference: "Nomenclatures et règles : aucune personne, ou l’agent qui a décidé, tant que la décision vaut",
	gestion:   "Préparation des épreuves : aucune personne, ou l’agent qui a agi ; motifs et consignes sans identité",
}

// Table is one table as the protection of people sees it.
type Table struct {
	Nom, Categorie string
	Ordinaires     []string          // columns that tell nothing of a person
	Personnelles   map[string]nature // the others, and what they hold
	Vide           bool              // secrets, sessions and queues: a copy has none of it
}

// communes are columns that every table may have and that tell nothing.
var communes = []string{"academie", "id", "version", "maj_le", "cree_le"}

func table(categorie, nom, ordinaires, personnelles string) Table {
	t := Table{Nom: nom, Categorie: categorie, Ordinaires: append(strings.Fields(ordinaires), communes...), Personnelles: map[string]nature{}}
	for _, mot := range strings.Fields(personnelles) {
		colonne, n, _ := strings.Cut(mot, ":")
		t.Personnelles[colonne] = nature(n)
	}
	return t
}

func vide(categorie, nom, ordinaires, personnelles string) Table {
	t := table(categorie, nom, ordinaires, personnelles)
	t.Vide = true
	return t
}
