// Package tabulaire reads separated text by the titles of its columns, whatever their order, case, accents and
// separators: titles drift from year to year, and each académie extracts with its own.
package tabulaire

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"imagin/server/internal/echange/source"
)

// Format says how a text is written. It is declared by the académie, never guessed.
type Format struct {
	Encodage   string            // utf-8 (or empty), iso-8859-15, windows-1252
	Separateur rune              // 0: ';'
	Colonnes   map[string]string // champ → title of its column in the académie's own extraction, in place of the aliases
}

// Champ is a field that a reader looks for.
type Champ struct {
	Nom     string
	Libelle string   // for people who map columns
	Alias   []string // titles by which it is known, folded
	Requis  bool
}

const champMax = 10_000 // bytes

// Table is an opened text whose titles are read.
type Table struct {
	csv    *csv.Reader
	format Format
	entete []string
	places map[string]int // folded title → column
}

// Ouvrir reads the titles. It returns a *source.Refus: import.vide, import.encodage, import.separateur…
func Ouvrir(r io.Reader, f Format) (*Table, error) {
	if f.Separateur == 0 {
		f.Separateur = ';'
	}
	brut := bufio.NewReaderSize(r, 64<<10)
	debut, err := brut.Peek(3)
	if len(debut) == 0 {
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		return nil, source.Refuser("import.vide", 0, "Le fichier est vide. Exportez-le de nouveau.")
	}
	if bytes.Equal(debut, []byte("\xef\xbb\xbf")) { // a byte order mark says UTF-8, whatever the source usually sends
		_, _ = brut.Discard(3)
		f.Encodage = ""
	}
	b := source.Lignes(decoder(brut, f.Encodage))
	t := &Table{csv: csv.NewReader(b), format: f, places: map[string]int{}}
	t.csv.Comma, t.csv.ReuseRecord, t.csv.LazyQuotes = f.Separateur, true, true
	entete, err := t.csv.Read()
	if err != nil {
		return nil, refus(err)
	}
	t.csv.FieldsPerRecord = -1
	for i, titre := range entete {
		if !utf8.ValidString(titre) {
			return nil, source.Refuser("import.encodage", 1, "Ligne 1 : le fichier n’est pas en %s. Exportez-le dans cet encodage, ou changez l’encodage dans les réglages de la source.", nomEncodage(f.Encodage))
		}
		t.entete = append(t.entete, strings.TrimSpace(titre))
		if _, deja := t.places[Plier(titre)]; !deja {
			t.places[Plier(titre)] = i
		}
	}
	return t, t.verifierSeparateur()
}

func decoder(r io.Reader, encodage string) io.Reader {
	switch encodage {
	case "iso-8859-15":
		return charmap.ISO8859_15.NewDecoder().Reader(r)
	case "windows-1252":
		return charmap.Windows1252.NewDecoder().Reader(r)
	}
	return r
}

func nomEncodage(e string) string {
	if e == "" {
		return "UTF-8"
	}
	return strings.ToUpper(e)
}

// verifierSeparateur: one column full of another separator is the commonest mistake.
func (t *Table) verifierSeparateur() error {
	if len(t.entete) > 1 {
		return nil
	}
	for _, s := range separateurs {
		if strings.ContainsRune(t.entete[0], s.c) && s.c != t.format.Separateur {
			return source.Refuser("import.separateur", 1, "Ligne 1 : une seule colonne lue, et le texte est séparé par %s. Changez le séparateur dans les réglages de la source, ou exportez le fichier avec %s.",
				s.nom, nomSeparateur(t.format.Separateur))
		}
	}
	return nil
}

var separateurs = []struct {
	c   rune
	nom string
}{{';', "le point-virgule"}, {',', "la virgule"}, {'\t', "la tabulation"}, {'|', "la barre verticale"}}

func nomSeparateur(c rune) string {
	for _, s := range separateurs {
		if s.c == c {
			return s.nom
		}
	}
	return "« " + string(c) + " »"
}

func refus(err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		return source.Refuser("import.csv_invalide", p.Line, "Ligne %d : CSV illisible (%v).", p.Line, p.Err)
	}
	if errors.Is(err, io.EOF) { // a byte order mark, blank lines, and no title
		return source.Refuser("import.vide", 0, "Le fichier ne contient aucune ligne. Exportez-le de nouveau.")
	}
	return err
}

// Entete is the titles as written.
func (t *Table) Entete() []string { return t.entete }

// Brute returns the next line as it is, whatever it holds, with its number; io.EOF at the end. The slice is reused.
func (t *Table) Brute() ([]string, int, error) {
	champs, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		return nil, 0, io.EOF
	}
	if err != nil {
		return nil, 0, refus(err)
	}
	n, _ := t.csv.FieldPos(0)
	return champs, n, nil
}

// Place is the column of a field; ok is false when no title names it.
func (t *Table) Place(c Champ) (int, bool) {
	if titre, regle := t.format.Colonnes[c.Nom]; regle && titre != "" {
		i, ok := t.places[Plier(titre)]
		return i, ok
	}
	for _, alias := range c.Alias {
		if i, ok := t.places[alias]; ok {
			return i, true
		}
	}
	return 0, false
}

// Lecture reads the lines of a table by field.
type Lecture struct {
	table *Table
	cols  map[string]int
}

// Lier finds the fields. It returns a *source.Refus naming the first required one that no title names.
func (t *Table) Lier(champs []Champ) (*Lecture, error) {
	l := &Lecture{t, map[string]int{}}
	for _, c := range champs {
		if i, ok := t.Place(c); ok {
			l.cols[c.Nom] = i
		} else if c.Requis {
			return nil, t.absente(c)
		}
	}
	return l, nil
}

func (t *Table) absente(c Champ) error {
	lues := strings.Join(t.entete, ", ")
	if r := []rune(lues); len(r) > 200 {
		lues = string(r[:200]) + "…"
	}
	attendue := "attendue sous l’un des noms : " + strings.Join(c.Alias, ", ")
	if titre, regle := t.format.Colonnes[c.Nom]; regle {
		attendue = "les réglages de la source l’appellent « " + titre + " »"
	}
	return source.Refuser("import.colonne_absente", 1, "Ligne 1 : colonne « %s » absente (%s). Colonnes lues : %s. Corrigez le fichier, ou faites correspondre les colonnes dans les réglages de la source.",
		c.Nom, attendue, lues)
}

// Ligne is one line.
type Ligne struct {
	Numero int
	champs []string
	cols   map[string]int
}

// Val is the text of a field, trimmed; empty when the file has no such column.
func (l Ligne) Val(champ string) string {
	i, ok := l.cols[champ]
	if !ok || i >= len(l.champs) {
		return ""
	}
	return strings.TrimSpace(l.champs[i])
}

// Rejet makes the anomalie of a line that is set aside.
func (l Ligne) Rejet(champ, valeur, message string) *source.Anomalie {
	return &source.Anomalie{Ligne: l.Numero, Champ: champ, Valeur: Tronquer(valeur), Message: message, Rejet: true}
}

// Alerte makes the anomalie of a line that is taken all the same.
func (l Ligne) Alerte(champ, valeur, message string) source.Anomalie {
	return source.Anomalie{Ligne: l.Numero, Champ: champ, Valeur: Tronquer(valeur), Message: message}
}

// Lire gives every sound line to ligne, and the others to anomalie.
func (l *Lecture) Lire(ligne func(Ligne) error, anomalie func(source.Anomalie) error) error {
	for {
		champs, n, err := l.table.Brute()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		lue := Ligne{n, champs, l.cols}
		if faute := lue.verifier(len(l.table.entete), l.table.format.Encodage); faute != nil {
			err = anomalie(*faute)
		} else {
			err = ligne(lue)
		}
		if err != nil {
			return err
		}
	}
}

func (l Ligne) verifier(largeur int, encodage string) *source.Anomalie {
	if len(l.champs) != largeur {
		return l.Rejet("ligne", "", fmt.Sprintf("%d colonnes au lieu de %d : un champ contient peut-être le séparateur", len(l.champs), largeur))
	}
	for _, c := range l.champs {
		if !utf8.ValidString(c) || len(c) > champMax || strings.ContainsRune(c, 0) {
			return l.Rejet("ligne", "", "texte illisible : le fichier n’est pas en "+nomEncodage(encodage))
		}
	}
	return nil
}

// Plier folds a title: no accents, no case, one _ for whatever is neither letter nor digit.
func Plier(s string) string {
	t, _, _ := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.Predicate(func(r rune) bool { return r >= 0x300 && r < 0x370 }))), s)
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(strings.TrimSpace(t)))
}

// Tronquer keeps what a report can show.
func Tronquer(s string) string {
	s = strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "?")
	if r := []rune(s); len(r) > 100 {
		return string(r[:100]) + "…"
	}
	return s
}
