package calcul

import (
	"cmp"
	"maps"
	"slices"
)

// Tarif is one dated value of a code. Fin is inclusive; zero dates are open.
type Tarif struct {
	Code, Libelle string
	Devise        Devise // empty for what is no price
	Unite         string // copie, heure, km, repas, nuit, pour_cent, coefficient, minute…
	Valeur        Taux
	Debut, Fin    Jour
	Source        string
	Confiance     string // officielle, secondaire, non_verifiee
	Local         bool   // decided by the académie
}

// NonRemunere is the code of an examen whose work is a duty.
const NonRemunere = "NR"

// ExamenTaux says which codes price an examen over a period.
type ExamenTaux struct {
	Examen, Copie, Oral string
	Debut, Fin          Jour
	Source, Confiance   string
	Local               bool
}

func couvre(debut, fin, j Jour) bool { return debut <= j && (fin == 0 || j <= fin) }

// Bareme answers what a code is worth on a day. It never changes once made.
type Bareme struct {
	tarifs  map[string][]Tarif
	examens map[string][]ExamenTaux
}

// NouveauBareme takes the national values and those of the académie, oldest decision first: where several cover a day,
// the last one given is in force.
func NouveauBareme(tarifs []Tarif, examens []ExamenTaux) *Bareme {
	b := &Bareme{map[string][]Tarif{}, map[string][]ExamenTaux{}}
	for _, t := range slices.Backward(tarifs) {
		b.tarifs[t.Code] = append(b.tarifs[t.Code], t)
	}
	for _, e := range slices.Backward(examens) {
		b.examens[e.Examen] = append(b.examens[e.Examen], e)
	}
	return b
}

// Avec is this barème under further decisions.
func (b *Bareme) Avec(tarifs []Tarif, examens []ExamenTaux) *Bareme {
	n := &Bareme{maps.Clone(b.tarifs), maps.Clone(b.examens)}
	for _, t := range tarifs {
		n.tarifs[t.Code] = append([]Tarif{t}, n.tarifs[t.Code]...)
	}
	for _, e := range examens {
		n.examens[e.Examen] = append([]ExamenTaux{e}, n.examens[e.Examen]...)
	}
	return n
}

// Le returns what a code is worth on a day, or a Refus.
func (b *Bareme) Le(code string, j Jour) (*Tarif, error) {
	l := b.tarifs[code]
	for i := range l {
		if couvre(l[i].Debut, l[i].Fin, j) {
			return &l[i], nil
		}
	}
	return nil, refuser(SansTaux, "Le barème n’a pas de valeur pour « %s » au %s. Ajoutez-la dans Barèmes et distances.", code, j)
}

func (b *Bareme) valeur(code string, j Jour, defaut Taux) Taux {
	if t, err := b.Le(code, j); err == nil {
		return t.Valeur
	}
	return defaut
}

// Examen returns which codes price an examen on a day.
func (b *Bareme) Examen(examen string, j Jour) (*ExamenTaux, bool) {
	l := b.examens[examen]
	for i := range l {
		if couvre(l[i].Debut, l[i].Fin, j) {
			return &l[i], true
		}
	}
	return nil, false
}

// Au lists what is in force on a day, by code.
func (b *Bareme) Au(j Jour) (tarifs []Tarif, examens []ExamenTaux) {
	for code := range b.tarifs {
		if t, err := b.Le(code, j); err == nil {
			tarifs = append(tarifs, *t)
		}
	}
	for code := range b.examens {
		if e, ok := b.Examen(code, j); ok {
			examens = append(examens, *e)
		}
	}
	slices.SortFunc(tarifs, func(x, y Tarif) int { return cmp.Compare(x.Code, y.Code) })
	slices.SortFunc(examens, func(x, y ExamenTaux) int { return cmp.Compare(x.Examen, y.Examen) })
	return tarifs, examens
}

// Histoire lists every value a code has had or will have, latest decision first.
func (b *Bareme) Histoire(code string) []Tarif { return slices.Clone(b.tarifs[code]) }

// Connu says whether a code has ever had a value.
func (b *Bareme) Connu(code string) bool { return len(b.tarifs[code]) > 0 }
