// Package communes reads the communes with their coordinates, and which are declared limitrophes.
package communes

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
)

// Commune is one line. Latitude and longitude in degrees, WGS 84.
type Commune struct {
	Ligne                   int
	Insee, Nom, Departement string
	Population              *int
	Latitude, Longitude     *float64
	CodesPostaux            []string
	Source                  string // where the coordinates come from
}

var champsCommune = []tabulaire.Champ{
	{Nom: "insee", Libelle: "Code INSEE", Requis: true, Alias: []string{"code_insee", "insee", "code_commune", "com", "code"}},
	{Nom: "nom", Libelle: "Nom", Requis: true, Alias: []string{"nom", "libelle", "nom_commune", "libelle_commune"}},
	{Nom: "departement", Libelle: "Département", Alias: []string{"departement", "dep", "code_departement"}},
	{Nom: "population", Libelle: "Population", Alias: []string{"population", "pmun", "population_municipale"}},
	{Nom: "codes_postaux", Libelle: "Codes postaux (séparés par |)", Alias: []string{"codes_postaux", "codespostaux", "code_postal"}},
	{Nom: "latitude", Libelle: "Latitude", Alias: []string{"lat", "latitude"}},
	{Nom: "longitude", Libelle: "Longitude", Alias: []string{"lon", "longitude", "lng"}},
	{Nom: "source", Libelle: "Origine des coordonnées", Alias: []string{"source_geo", "source"}},
}

// ChampsCommune are the fields that an académie may map.
func ChampsCommune() []tabulaire.Champ { return champsCommune }

var insee = regexp.MustCompile(`^(\d{5}|2[AB]\d{3})$`)

// LireCommunes reads every commune. It returns a *source.Refus when the file as a whole cannot be used.
func LireCommunes(r io.Reader, f tabulaire.Format, commune func(Commune) error, anomalie func(source.Anomalie) error) error {
	l, err := ouvrir(r, f, champsCommune)
	if err != nil {
		return err
	}
	vues := map[string]int{}
	return l.Lire(func(lue tabulaire.Ligne) error {
		c := Commune{Ligne: lue.Numero, Insee: strings.ToUpper(lue.Val("insee")), Nom: lue.Val("nom"), Departement: lue.Val("departement"), Source: lue.Val("source")}
		if faute := c.verifier(lue, vues); faute != nil {
			return anomalie(*faute)
		}
		vues[c.Insee] = lue.Numero
		if err := c.completer(lue, anomalie); err != nil {
			return err
		}
		return commune(c)
	}, anomalie)
}

func ouvrir(r io.Reader, f tabulaire.Format, champs []tabulaire.Champ) (*tabulaire.Lecture, error) {
	t, err := tabulaire.Ouvrir(r, f)
	if err != nil {
		return nil, err
	}
	return t.Lier(champs)
}

func (c *Commune) verifier(l tabulaire.Ligne, vues map[string]int) *source.Anomalie {
	premiere, deja := vues[c.Insee]
	switch {
	case !insee.MatchString(c.Insee):
		return l.Rejet("insee", c.Insee, "un code INSEE compte cinq chiffres (2A ou 2B en Corse)")
	case c.Nom == "":
		return l.Rejet("nom", "", "commune sans nom")
	case deja:
		return l.Rejet("insee", c.Insee, fmt.Sprintf("commune déjà lue ligne %d : seule la première ligne est reprise", premiere))
	}
	return nil
}

// completer reads what is not necessary: what cannot be read is left empty, and said.
func (c *Commune) completer(l tabulaire.Ligne, anomalie func(source.Anomalie) error) error {
	if c.Departement == "" {
		c.Departement = c.Insee[:2]
		if c.Departement == "97" || c.Departement == "98" {
			c.Departement = c.Insee[:3]
		}
	}
	if v := l.Val("population"); v != "" {
		n, err := strconv.Atoi(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(v))
		if err != nil || n < 0 || n > 100_000_000 {
			if err := anomalie(l.Alerte("population", v, "population illisible : elle est laissée vide")); err != nil {
				return err
			}
		} else {
			c.Population = &n
		}
	}
	c.CodesPostaux = append(c.CodesPostaux, strings.FieldsFunc(l.Val("codes_postaux"), func(r rune) bool { return r == '|' || r == ',' || r == ' ' })...)
	c.Latitude, c.Longitude = coordonnee(l.Val("latitude"), 90), coordonnee(l.Val("longitude"), 180)
	if (c.Latitude == nil) != (c.Longitude == nil) || c.Latitude == nil && l.Val("latitude") != "" {
		c.Latitude, c.Longitude = nil, nil
		return anomalie(l.Alerte("latitude", l.Val("latitude")+" "+l.Val("longitude"), "coordonnées illisibles : elles sont laissées vides"))
	}
	return nil
}

func coordonnee(s string, limite float64) *float64 {
	x, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || x != x || x < -limite || x > limite {
		return nil
	}
	return &x
}
