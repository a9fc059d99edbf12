// Package bcn reads the national nomenclatures: matières, MEF, disciplines de poste, grades, corps, fonctions.
package bcn

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
)

// Code is one line of a nomenclature. Parent is the corps of a grade.
type Code struct {
	Ligne                               int
	Nomenclature, Code, Libelle, Parent string
}

// genre is one nomenclature, recognised by the title of its codes.
type genre struct {
	nom   string
	code  tabulaire.Champ
	forme *regexp.Regexp
	faute string
}

var genres = []genre{
	{"mef", champ("mef", "Code MEF", "mef", "code_mef", "mef_national"), regexp.MustCompile(`^[0-9A-Z]{11}$`), "un code MEF compte 11 caractères"},
	{"matiere", champ("matiere", "Code matière", "matiere_enseignee", "code_matiere", "matiere"), regexp.MustCompile(`^[0-9A-Z]{6}$`), "un code matière compte 6 caractères"},
	{"discipline", champ("discipline", "Discipline de poste", "discipline_poste", "code_discipline", "discipline"), regexp.MustCompile(`^[A-Z]\d{4}$`), "une discipline de poste s’écrit une lettre et quatre chiffres"},
	{"grade", champ("grade", "Code grade", "grade", "code_grade"), regexp.MustCompile(`^[0-9A-Z]{4}$`), "un code grade compte 4 caractères"},
	{"corps", champ("corps", "Code corps", "corps", "code_corps"), regexp.MustCompile(`^[0-9A-Z]{3}$`), "un code corps compte 3 caractères"},
	{"fonction", champ("fonction", "Code fonction", "fonction", "code_fonction"), regexp.MustCompile(`^[0-9A-Z-]{1,6}$`), "un code fonction compte 1 à 6 caractères"},
}

var (
	libelles = []tabulaire.Champ{champ("libelle", "Libellé long", "libelle_long", "libelle"), champ("libelle_court", "Libellé court", "libelle_court", "libelle_edition")}
	parent   = champ("corps_du_grade", "Corps du grade", "corps", "code_corps")
)

func champ(nom, libelle string, alias ...string) tabulaire.Champ {
	return tabulaire.Champ{Nom: nom, Libelle: libelle, Alias: alias}
}

// Champs are the fields that an académie may map.
func Champs() []tabulaire.Champ {
	var c []tabulaire.Champ
	for _, g := range genres {
		c = append(c, g.code)
	}
	return append(c, libelles...)
}

// reconnaitre finds which nomenclature a table holds: codes under a known title, and labels. A grade file also names
// its corps, so the order of genres matters.
func reconnaitre(t *tabulaire.Table) (genre, bool) {
	_, long := t.Place(libelles[0])
	_, court := t.Place(libelles[1])
	if !long && !court {
		return genre{}, false
	}
	for _, g := range genres {
		if _, ok := t.Place(g.code); ok {
			return g, true
		}
	}
	return genre{}, false
}

// Reconnait says whether a table is a nomenclature.
func Reconnait(t *tabulaire.Table) bool {
	_, ok := reconnaitre(t)
	return ok
}

// Lire reads one nomenclature. It returns a *source.Refus when the titles name none.
func Lire(r io.Reader, f tabulaire.Format, code func(Code) error, anomalie func(source.Anomalie) error) (string, error) {
	t, err := tabulaire.Ouvrir(r, f)
	if err != nil {
		return "", err
	}
	return LireTable(t, code, anomalie)
}

// LireTable reads a nomenclature whose titles were read already.
func LireTable(t *tabulaire.Table, code func(Code) error, anomalie func(source.Anomalie) error) (string, error) {
	g, ok := reconnaitre(t)
	if !ok {
		return "", source.Refuser("import.nomenclature_inconnue", 1, "Ligne 1 : les titres ne sont ceux d’aucune nomenclature connue (MEF, matière, discipline de poste, grade, corps ou fonction, avec un libellé). Colonnes lues : %s.",
			tabulaire.Tronquer(strings.Join(t.Entete(), ", ")))
	}
	champs := append([]tabulaire.Champ{g.code}, libelles...)
	if g.nom == "grade" {
		champs = append(champs, parent)
	}
	l, err := t.Lier(champs)
	if err != nil {
		return g.nom, err
	}
	vus := map[string]int{}
	return g.nom, l.Lire(func(lue tabulaire.Ligne) error {
		c, faute := g.convertir(lue)
		if faute == nil {
			if premiere, deja := vus[c.Code]; deja {
				faute = lue.Rejet(g.code.Nom, c.Code, fmt.Sprintf("code déjà lu ligne %d : seule la première ligne est reprise", premiere))
			}
		}
		if faute != nil {
			return anomalie(*faute)
		}
		vus[c.Code] = lue.Numero
		return code(c)
	}, anomalie)
}

func (g genre) convertir(l tabulaire.Ligne) (Code, *source.Anomalie) {
	c := Code{Ligne: l.Numero, Nomenclature: g.nom, Code: strings.ToUpper(l.Val(g.code.Nom)), Libelle: l.Val("libelle"), Parent: l.Val(parent.Nom)}
	// The national base writes a MEF without its eleventh character, the academic variant, whose base form is 0.
	if g.nom == "mef" && len(c.Code) == 10 {
		c.Code += "0"
	}
	if c.Libelle == "" {
		c.Libelle = l.Val("libelle_court")
	}
	if !g.forme.MatchString(c.Code) {
		return c, l.Rejet(g.code.Nom, c.Code, g.faute)
	}
	if c.Libelle == "" {
		c.Libelle = c.Code
	}
	return c, nil
}
