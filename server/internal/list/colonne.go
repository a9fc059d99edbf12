// Package list answers every grid of the product: one declaration of columns serves JSON, CSV and XLSX, filters,
// sorts, search, totals and deep pages. Names and values coming from outside never reach the SQL text.
package list

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/fail"
)

// Genre is how a column's values are read, compared and exported.
type Genre int

// The kinds of columns.
const (
	Texte Genre = iota
	Nombre
	Date
	Instant
	Booleen
	UUID
	Choix
	Document // JSON: shown, never filtered nor sorted
)

// Colonne declares one column of a list.
type Colonne struct {
	Cle     string   // API name, and name of the JSON field
	Titre   string   // French heading of exports
	SQL     string   // expression over the base and the joins it needs
	Genre   Genre    //
	Via     []string // joins that the expression needs
	Valeurs []string // allowed values of a Choix
	NonNul  bool     // never NULL: deep pages may start from its value
	Fixe    bool     // neither sorted nor filtered
	Cachee  bool     // for filtering and exports by machines, left out of exports by default
	Ref     *Ref     // filter on the key of another table instead of the joined label

	SQLExport string   // what a spreadsheet shows instead: an instant in its centre's zone
	ViaExport []string //
}

// Ref filters a foreign key through a small table, so that the index on the key serves: session==2026-N becomes
// session_id = (select id …).
type Ref struct{ SQL, Table, Code string }

// convertir reads a value of a filter by the kind of its column.
func (c *Colonne) convertir(v string, n Noeud) (any, error) {
	faute := func(attendu string) error {
		m := fmt.Sprintf("« %s » n’est pas %s (colonne %s)", v, attendu, c.Cle)
		return fail.New(fail.Malformed, "filtre.valeur", fmt.Sprintf("Filtre illisible au caractère %d : %s.", n.Position+1, m),
			fail.Field{Pointer: "filtre/" + c.Cle, Code: "valeur", Message: m})
	}
	if strings.ContainsRune(v, 0) {
		return nil, faute("un texte")
	}
	switch c.Genre {
	case Nombre:
		if f, err := strconv.ParseFloat(v, 64); err == nil && f == f && f < 1e18 && f > -1e18 {
			return f, nil
		}
		return nil, faute("un nombre")
	case Date:
		if t, err := time.Parse(time.DateOnly, v); err == nil {
			return t, nil
		}
		return nil, faute("une date de la forme 2026-06-15")
	case Instant:
		for _, forme := range []string{time.RFC3339, "2006-01-02T15:04", time.DateOnly} {
			if t, err := time.Parse(forme, v); err == nil {
				return t, nil
			}
		}
		return nil, faute("une date de la forme 2026-06-15 ou 2026-06-15T08:00:00Z")
	case Booleen:
		if v == "true" || v == "false" {
			return v == "true", nil
		}
		return nil, faute("true ou false")
	case UUID:
		if id, err := uuid.Parse(v); err == nil {
			return id, nil
		}
		return nil, faute("un identifiant")
	case Choix:
		if slices.Contains(c.Valeurs, v) {
			return v, nil
		}
		return nil, faute("une des valeurs " + strings.Join(c.Valeurs, ", "))
	case Texte, Document:
	}
	return v, nil
}

// operateursPermis says which comparisons make sense for the column.
func (c *Colonne) permet(op string) bool {
	switch op {
	case "==", "!=", "=in=", "=out=":
		return true
	case "=like=":
		return c.Genre == Texte && c.Ref == nil
	default: // orders
		return c.Genre == Nombre || c.Genre == Date || c.Genre == Instant || c.Genre == Texte
	}
}
