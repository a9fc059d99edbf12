package imaoce

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/uai"
)

// convertisseur turns the texts of a line into values; the first fault sets the line aside.
type convertisseur struct {
	l       tabulaire.Ligne
	session string
	cle     []string
	faute   *source.Anomalie
	alertes []source.Anomalie
}

func (c *convertisseur) rejeter(champ, valeur, message string) {
	if c.faute == nil {
		c.faute = c.l.Rejet(champ, valeur, message)
	}
}

var formeCode = regexp.MustCompile(`^[0-9A-Z][0-9A-Z._/-]{0,19}$`)

// code of a nomenclature: twenty letters, digits and dashes at most.
func (c *convertisseur) code(champ string, requis bool) string {
	v := strings.ToUpper(c.l.Val(champ))
	switch {
	case v == "" && requis:
		c.rejeter(champ, "", "valeur absente")
	case v != "" && !formeCode.MatchString(v):
		c.rejeter(champ, v, "un code compte 1 à 20 lettres, chiffres ou tirets")
	}
	return v
}

const libelleMax = 200

func (c *convertisseur) libelle(champ, defaut string) string {
	v := strings.Join(strings.Fields(c.l.Val(champ)), " ")
	if r := []rune(v); len(r) > libelleMax {
		c.alertes = append(c.alertes, c.l.Alerte(champ, v, fmt.Sprintf("libellé de plus de %d caractères : il est coupé", libelleMax)))
		v = string(r[:libelleMax])
	}
	if v == "" {
		return defaut
	}
	return v
}

// entier between 0 and max; nil when the cell is empty.
func (c *convertisseur) entier(champ string, max int, requis bool) *int {
	v := c.l.Val(champ)
	if v == "" {
		if requis {
			c.rejeter(champ, "", "nombre absent")
		}
		return nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > max {
		c.rejeter(champ, v, fmt.Sprintf("un nombre entier de 0 à %d est attendu", max))
		return nil
	}
	return &n
}

func (c *convertisseur) nombre(champ string, max, defaut int) int {
	if n := c.entier(champ, max, false); n != nil {
		return *n
	}
	return defaut
}

// jour accepts AAAA-MM-JJ and JJ/MM/AAAA.
func (c *convertisseur) jour(champ string) *time.Time {
	v := c.l.Val(champ)
	if v == "" {
		return nil
	}
	for _, forme := range []string{"2006-01-02", "02/01/2006"} {
		if t, err := time.Parse(forme, v); err == nil && t.Year() >= 2000 && t.Year() <= 2100 {
			return &t
		}
	}
	c.rejeter(champ, v, "une date s’écrit AAAA-MM-JJ ou JJ/MM/AAAA, entre 2000 et 2100")
	return nil
}

func (c *convertisseur) heure(champ string) string {
	v := c.l.Val(champ)
	if v == "" {
		return ""
	}
	for _, forme := range []string{"15:04", "15:04:05", "15h04"} {
		if t, err := time.Parse(forme, strings.ToLower(v)); err == nil {
			return t.Format("15:04")
		}
	}
	c.rejeter(champ, v, "une heure s’écrit HH:MM")
	return ""
}

// etablissement of origin: the shape is required, a wrong check letter is only said: real files have provisional codes.
func (c *convertisseur) etablissement(champ string) string {
	v := c.code(champ, true)
	switch {
	case c.faute != nil:
	case !uai.Forme(v):
		c.rejeter(champ, v, "un UAI compte sept chiffres et une lettre")
	case !uai.Valide(v):
		c.alertes = append(c.alertes, c.l.Alerte(champ, v, "la lettre de contrôle de cet UAI n’est pas la bonne : il est repris tel quel"))
	}
	return v
}

// parmi translates a code of the source.
func (c *convertisseur) parmi(champ, defaut string, valeurs map[string]string) string {
	v := strings.ToUpper(tabulaire.Plier(c.l.Val(champ)))
	if v == "" {
		if defaut == "" {
			c.rejeter(champ, "", "valeur absente")
		}
		return defaut
	}
	if connue, ok := valeurs[v]; ok {
		return connue
	}
	c.rejeter(champ, c.l.Val(champ), "valeur inconnue")
	return ""
}

func (c *convertisseur) epreuve(requise bool) Epreuve {
	return Epreuve{c.code("examen", true), c.code("specialite", requise), c.code("epreuve", requise), c.code("option", false)}
}

// unique: the key of a line is met once in its file.
func (c *convertisseur) unique(g Genre, vues map[string]int) {
	cle := strings.Join(c.cle, "\x1f")
	if premiere, deja := vues[cle]; deja {
		c.rejeter(string(g), strings.Join(c.cle, " "), fmt.Sprintf("déjà lu ligne %d : seule la première ligne est reprise", premiere))
		return
	}
	vues[cle] = c.l.Numero
}
