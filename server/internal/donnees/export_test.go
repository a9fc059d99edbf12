package donnees

// SelectColonnes, Classee, Remplacement and Identifie open to the tests what the copy decides by.
const SelectColonnes = `SELECT "table", nom, type, calculee::text FROM (` + selectColonnes + `) x`

// Classee is classee.
func Classee(nom string) *Table { return classee(nom) }

// Remplacement is remplacement.
func (n nature) Remplacement(c string) string { return n.remplacement(c) }

// Identifie says whether a value of this nature may not be found in a copy: all but states, sizes and constants.
func (n nature) Identifie() bool {
	switch n {
	case "retenu", "arrete", "ferme", "non", "taille", "fournisseur", "autre", "auteur_libelle", "melange", "objet", "json", "lettre", "reglages", "scelle":
		return false
	}
	return true
}
