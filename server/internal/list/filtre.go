package list

import (
	"fmt"
	"strings"

	"imagin/server/internal/fail"
)

// Noeud is one node of a parsed filter: a comparison, or an ET/OU of nodes.
type Noeud struct {
	Ou       bool // with Enfants: OU, else ET
	Enfants  []Noeud
	Colonne  string
	Op       string
	Valeurs  []string
	Position int // rune offset in the filter, for messages
}

const profondeurMax = 5

// operateurs, longest first so that =ge= is not read as =g….
var operateurs = []string{"=like=", "=out=", "=in=", "=gt=", "=ge=", "=lt=", "=le=", "==", "!="}

// Analyser parses the RSQL subset: comparisons joined by ; (and) and , (or), with parentheses at most five deep.
// It returns nil for an empty filter and a fail.Malformed naming the position otherwise.
func Analyser(filtre string) (*Noeud, error) {
	if strings.TrimSpace(filtre) == "" {
		return nil, nil
	}
	a := &analyseur{s: []rune(filtre)}
	n, err := a.ou(0)
	if err != nil {
		return nil, err
	}
	if a.i < len(a.s) {
		return nil, a.faute("« %c » inattendu", a.s[a.i])
	}
	return &n, nil
}

type analyseur struct {
	s []rune
	i int
}

func (a *analyseur) faute(format string, args ...any) error {
	m := fmt.Sprintf(format, args...)
	return fail.New(fail.Malformed, "filtre.syntaxe",
		fmt.Sprintf("Filtre illisible au caractère %d : %s.", a.i+1, m),
		fail.Field{Pointer: "filtre", Code: "syntaxe", Message: m})
}

func (a *analyseur) suite(sep rune, sous func(int) (Noeud, error), prof int, ou bool) (Noeud, error) {
	n, err := sous(prof)
	if err != nil {
		return n, err
	}
	enfants := []Noeud{n}
	for a.i < len(a.s) && a.s[a.i] == sep {
		a.i++
		if n, err = sous(prof); err != nil {
			return n, err
		}
		enfants = append(enfants, n)
	}
	if len(enfants) == 1 {
		return enfants[0], nil
	}
	return Noeud{Ou: ou, Enfants: enfants}, nil
}

func (a *analyseur) ou(prof int) (Noeud, error) { return a.suite(',', a.et, prof, true) }
func (a *analyseur) et(prof int) (Noeud, error) { return a.suite(';', a.terme, prof, false) }

func (a *analyseur) terme(prof int) (Noeud, error) {
	if a.i < len(a.s) && a.s[a.i] == '(' {
		if prof >= profondeurMax {
			return Noeud{}, a.faute("plus de %d parenthèses emboîtées", profondeurMax)
		}
		a.i++
		n, err := a.ou(prof + 1)
		if err != nil {
			return n, err
		}
		if a.i >= len(a.s) || a.s[a.i] != ')' {
			return n, a.faute("parenthèse fermante attendue")
		}
		a.i++
		return n, nil
	}
	return a.comparaison()
}

func (a *analyseur) comparaison() (Noeud, error) {
	n := Noeud{Position: a.i}
	debut := a.i
	for a.i < len(a.s) && estLettreColonne(a.s[a.i]) {
		a.i++
	}
	if n.Colonne = string(a.s[debut:a.i]); n.Colonne == "" {
		return n, a.faute("nom de colonne attendu")
	}
	reste := string(a.s[a.i:min(len(a.s), a.i+6)])
	for _, op := range operateurs {
		if strings.HasPrefix(reste, op) {
			n.Op = op
			a.i += len(op)
			break
		}
	}
	if n.Op == "" {
		return n, a.faute("opérateur attendu après « %s » (==, !=, =gt=, =ge=, =lt=, =le=, =in=, =out=, =like=)", n.Colonne)
	}
	var err error
	if n.Op == "=in=" || n.Op == "=out=" {
		n.Valeurs, err = a.liste()
	} else {
		var v string
		v, err = a.valeur()
		n.Valeurs = []string{v}
	}
	return n, err
}

func estLettreColonne(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_'
}

func (a *analyseur) liste() ([]string, error) {
	if a.i >= len(a.s) || a.s[a.i] != '(' {
		return nil, a.faute("liste entre parenthèses attendue")
	}
	a.i++
	var vs []string
	for {
		v, err := a.valeur()
		if err != nil {
			return nil, err
		}
		if vs = append(vs, v); len(vs) > 200 {
			return nil, a.faute("plus de 200 valeurs dans une liste")
		}
		switch {
		case a.i < len(a.s) && a.s[a.i] == ',':
			a.i++
		case a.i < len(a.s) && a.s[a.i] == ')':
			a.i++
			return vs, nil
		default:
			return nil, a.faute("« , » ou « ) » attendu dans la liste")
		}
	}
}

// valeur reads a bare value up to a reserved character, or a quoted one with \" and \\.
func (a *analyseur) valeur() (string, error) {
	if a.i < len(a.s) && a.s[a.i] == '"' {
		return a.entreGuillemets()
	}
	debut := a.i
	for a.i < len(a.s) && !strings.ContainsRune(`;,()"`, a.s[a.i]) {
		a.i++
	}
	if debut == a.i {
		return "", a.faute("valeur attendue")
	}
	return string(a.s[debut:a.i]), nil
}

func (a *analyseur) entreGuillemets() (string, error) {
	var b strings.Builder
	for a.i++; a.i < len(a.s); a.i++ {
		switch a.s[a.i] {
		case '"':
			a.i++
			return b.String(), nil
		case '\\':
			if a.i++; a.i >= len(a.s) {
				return "", a.faute("guillemet fermant attendu")
			}
			b.WriteRune(a.s[a.i])
		default:
			b.WriteRune(a.s[a.i])
		}
	}
	return "", a.faute("guillemet fermant attendu")
}
