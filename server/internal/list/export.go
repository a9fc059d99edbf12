package list

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/xuri/excelize/v2"

	"imagin/server/internal/access"
	"imagin/server/internal/db"
)

// Export is a checked export, ready to be written.
type Export struct{ q *requete }

// PreparerExport checks an export before its first byte is sent, while an error can still be said.
func (l Liste) PreparerExport(p *access.Principal, re Recherche, colonnes string) (*Export, []Colonne, error) {
	d := l.Definition
	q, err := l.preparerPour(p, re)
	if err != nil {
		return nil, nil, err
	}
	var choisies []Colonne
	if colonnes == "" {
		for _, c := range d.Colonnes {
			if !c.Cachee && c.Genre != UUID && c.Genre != Document {
				choisies = append(choisies, c)
			}
		}
		return &Export{q}, choisies, nil
	}
	for _, cle := range strings.Split(colonnes, ",") {
		c := d.colonne(strings.TrimSpace(cle))
		if c == nil {
			return nil, nil, inconnue("colonnes", cle, d, func(Colonne) bool { return true })
		}
		choisies = append(choisies, *c)
	}
	return &Export{q}, choisies, nil
}

// Ecrire streams the rows.
func (e *Export) Ecrire(ctx context.Context, r db.Reader, colonnes []Colonne, format string, w io.Writer) error {
	parts := make([]string, len(colonnes))
	titres := make([]string, len(colonnes))
	for i, c := range colonnes {
		e.q.besoin(c.Via)
		parts[i] = c.SQL
		if c.SQLExport != "" {
			e.q.besoin(c.ViaExport)
			parts[i] = c.SQLExport
		}
		titres[i] = c.Titre
	}
	sql := "SELECT " + strings.Join(parts, ", ") + e.q.de(false) + e.q.clauseOu() + e.q.ordre()
	lire := func(fn func([]any) error) error {
		return r.Rows(ctx, sql, e.q.args, func(rows pgx.Rows) error {
			v, err := rows.Values()
			if err != nil {
				return err
			}
			return fn(v)
		})
	}
	if format == "xlsx" {
		return ecrireXLSX(w, e.q.d.Ressource, titres, colonnes, lire)
	}
	return ecrireCSV(w, titres, colonnes, lire)
}

func ecrireCSV(w io.Writer, titres []string, colonnes []Colonne, lire func(func([]any) error) error) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.Comma = ';'
	c.UseCRLF = true
	if err := c.Write(titres); err != nil {
		return err
	}
	ligne := make([]string, len(colonnes))
	err := lire(func(v []any) error {
		for i := range v {
			ligne[i] = Neutraliser(enTexte(v[i], colonnes[i].Genre))
		}
		return c.Write(ligne)
	})
	c.Flush()
	if err != nil {
		return err
	}
	return c.Error()
}

func ecrireXLSX(w io.Writer, feuille string, titres []string, colonnes []Colonne, lire func(func([]any) error) error) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	if err := f.SetSheetName("Sheet1", feuille); err != nil {
		return err
	}
	s, err := f.NewStreamWriter(feuille)
	if err != nil {
		return err
	}
	entete := make([]any, len(titres))
	for i, t := range titres {
		entete[i] = t
	}
	if err := s.SetRow("A1", entete); err != nil {
		return err
	}
	n := 1
	err = lire(func(v []any) error {
		n++
		for i := range v {
			if colonnes[i].Genre != Nombre {
				v[i] = enTexte(v[i], colonnes[i].Genre) // a string cell is never a formula
			}
		}
		return s.SetRow("A"+strconv.Itoa(n), v)
	})
	if err != nil {
		return err
	}
	if err := s.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// enTexte writes a value as a French reader of a spreadsheet expects it.
func enTexte(v any, g Genre) string {
	switch x := v.(type) {
	case nil:
		return ""
	case bool:
		return map[bool]string{true: "oui", false: "non"}[x]
	case time.Time:
		if g == Date {
			return x.Format("02/01/2006")
		}
		return x.Format("02/01/2006 15:04")
	case float64:
		return strings.Replace(strconv.FormatFloat(x, 'f', -1, 64), ".", ",", 1)
	case [16]byte:
		return fmt.Sprintf("%x-%x-%x-%x-%x", x[0:4], x[4:6], x[6:8], x[8:10], x[10:16])
	}
	return fmt.Sprint(v)
}

// Neutraliser keeps a spreadsheet from running what a person typed: a cell that begins like a formula gets an
// apostrophe in front.
func Neutraliser(s string) string {
	if s != "" && slices.Contains([]byte("=+-@\t\r"), s[0]) {
		return "'" + s
	}
	return s
}
