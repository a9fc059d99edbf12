package demo

// Taille of what is generated.
type Taille string

// The sizes.
const (
	Mini      Taille = "mini"      // every screen has something to show
	Academie  Taille = "academie"  // Rennes at its real size: 700 établissements, 20,000 intervenants
	Nationale Taille = "nationale" // a million affectations, more than half of them in one académie
)

// dimensions of one académie.
type dimensions struct {
	etablissements, intervenants, affectations int
	competences                                int // at most, for each intervenant
}

// Rennes is the académie of the demonstration: its people sign in.
const Rennes = "014"

func (t Taille) de(academie string) (dimensions, bool) {
	switch {
	case t == Mini && academie == Rennes:
		return dimensions{14, 300, 1_500, 4}, true
	case t == Academie && academie == Rennes:
		return dimensions{700, 20_000, 100_000, 3}, true
	case t == Nationale && academie == Rennes:
		return dimensions{700, 60_000, 550_000, 2}, true
	case t == Nationale:
		return dimensions{80, 3_500, 16_100, 1}, true
	}
	return dimensions{}, false
}
