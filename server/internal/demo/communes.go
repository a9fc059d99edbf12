package demo

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed communes.csv
var communesCSV string

// commune of the real country, with its INSEE code and the coordinates of its centre (degrees, WGS 84).
type commune struct {
	insee, nom, codePostal string
	latitude, longitude    float64
	population             int
}

// lireCommunes reads the communes of each académie, the most populated first.
func lireCommunes() map[string][]commune {
	lues := map[string][]commune{}
	for _, l := range strings.Split(strings.TrimSpace(communesCSV), "\n") {
		c := strings.Split(l, ";")
		latitude, _ := strconv.ParseFloat(c[4], 64)
		longitude, _ := strconv.ParseFloat(c[5], 64)
		population, _ := strconv.Atoi(c[6])
		lues[c[0]] = append(lues[c[0]], commune{c[1], c[2], c[3], latitude, longitude, population})
	}
	return lues
}

// prefixe of the UAI of the commune's département: three characters, Corsica by its old numbers.
func (c commune) prefixe() string {
	switch {
	case strings.HasPrefix(c.insee, "2A"):
		return "620"
	case strings.HasPrefix(c.insee, "2B"):
		return "720"
	case strings.HasPrefix(c.insee, "97"):
		return c.insee[:3]
	}
	return "0" + c.insee[:2]
}

// departement is two characters, three overseas.
func (c commune) departement() string {
	if strings.HasPrefix(c.insee, "97") {
		return c.insee[:3]
	}
	return c.insee[:2]
}
