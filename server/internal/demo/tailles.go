package demo

// Taille of what is generated.
type Taille string

// The sizes.
const (
	Mini      Taille = "mini"      // every screen has something to show
	Academie  Taille = "academie"  // Rennes at its real size: 700 établissements, 20,000 intervenants, 150,000 enseignements, 800 rules
	Nationale Taille = "nationale" // a million affectations, more than half of them in one académie
)

// dimensions of one académie.
type dimensions struct {
	etablissements, intervenants, affectations int
	competences                                int    // at most, for each intervenant
	enseignements                              [2]int // between the two, for each intervenant
	reglesFines                                bool   // one rule for each modalité
}

// Rennes is the académie of the demonstration: its people sign in.
const Rennes = "014"

func (t Taille) de(academie string) (dimensions, bool) {
	switch {
	case t == Mini && academie == Rennes:
		return dimensions{14, 300, 1_500, 4, [2]int{2, 4}, false}, true
	case t == Academie && academie == Rennes:
		return dimensions{700, 20_000, 100_000, 3, [2]int{6, 9}, true}, true
	case t == Nationale && academie == Rennes:
		return dimensions{700, 60_000, 550_000, 2, [2]int{2, 4}, false}, true
	case t == Nationale:
		return dimensions{80, 3_500, 16_100, 1, [2]int{2, 4}, false}, true
	}
	return dimensions{}, false
}
