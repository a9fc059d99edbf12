package regle

import (
	"maps"
	"strconv"
	"strings"
)

// Reglage is what an académie decided of a rule, for an examen or, when Examen is empty, for all of them.
type Reglage struct {
	Code   Code   `json:"code"`
	Examen string `json:"examen,omitempty"`
	Force  Force  `json:"force"`
	Poids  int32  `json:"poids"`  // centimes
	Valeur int32  `json:"valeur"` // in the unit of the rule
}

// Reglages are the settings in force: those of an examen, else those of the académie, else those of the catalogue.
type Reglages struct {
	parExamen map[string]map[Code]Reglage
}

// Nouveaux indexes an académie's decisions.
func Nouveaux(decisions []Reglage) Reglages {
	r := Reglages{map[string]map[Code]Reglage{}}
	for _, d := range decisions {
		if r.parExamen[d.Examen] == nil {
			r.parExamen[d.Examen] = map[Code]Reglage{}
		}
		r.parExamen[d.Examen][d.Code] = d
	}
	return r
}

// Avec returns the same settings but one.
func (r Reglages) Avec(d Reglage) Reglages {
	n := Reglages{parExamen: make(map[string]map[Code]Reglage, len(r.parExamen)+1)}
	for x, m := range r.parExamen {
		n.parExamen[x] = maps.Clone(m)
	}
	if n.parExamen[d.Examen] == nil {
		n.parExamen[d.Examen] = map[Code]Reglage{}
	}
	n.parExamen[d.Examen][d.Code] = d
	return n
}

// De is the setting of a rule for an examen ("" for what belongs to none).
func (r Reglages) De(c Code, examen string) Reglage {
	for _, x := range []string{examen, ""} {
		if d, ok := r.parExamen[x][c]; ok {
			return d
		}
	}
	def, _ := De(c)
	return Reglage{Code: c, Force: def.Forces[0], Poids: def.Poids, Valeur: def.Valeur}
}

// Prix is what breaking a soft rule costs, in centimes; zero for the rules that do not bind.
func (r Reglages) Prix(c Code, examen string) int32 {
	if d := r.De(c, examen); d.Force == Souple {
		return d.Poids
	}
	return 0
}

// Imperative says whether a rule must never be broken.
func (r Reglages) Imperative(c Code, examen string) bool { return r.De(c, examen).Force == Imperative }

// EnMots writes the rule with its threshold.
func (r Regle) EnMots(d Reglage) string {
	return strings.ReplaceAll(r.Phrase, "{valeur}", strconv.Itoa(int(d.Valeur))+" "+r.Unite)
}
