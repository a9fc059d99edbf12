package formats_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"imagin/api/formats"
)

func TestChaqueFormatAccepteSesExemples(t *testing.T) {
	for _, f := range formats.Tous {
		assert.NotEmpty(t, f.Exemples, f.Nom)
		for _, exemple := range f.Exemples {
			assert.True(t, f.Verifie(exemple), "%s should accept %q", f.Nom, exemple)
			assert.False(t, f.Verifie(exemple+"\n"), "%s should refuse a trailing newline", f.Nom)
		}
		assert.False(t, f.Verifie(""), "%s should refuse an empty string", f.Nom)
	}
}

func TestLesFormatsSontTriesEtUniques(t *testing.T) {
	noms := make([]string, 0, len(formats.Tous))
	for _, f := range formats.Tous {
		noms = append(noms, f.Nom)
	}
	assert.True(t, slices.IsSorted(noms))
	assert.Len(t, slices.Compact(noms), len(formats.Tous))
}

func TestLesFormatsRefusent(t *testing.T) {
	refus := map[string]string{
		"bic":           "BNPA1RPP BNPAFRPPX bnpafrpp",
		"code_academie": "14 A14 0014",
		"code_commune":  "2C004 3523 35238X",
		"couleur":       "003189 #03189 #GGGGGG",
		"fuseau":        "Local Europe/Brest ../etc/passwd",
		"heure":         "24:00 8:30 08:60",
		"iban":          "FR7630006000011234567890188 FR76 fr7630006000011234567890189 FR763000600001123456789018",
		"mef":           "200100191 200100191101",
		"nir":           "180017500100105 18001750010010 980017500100104",
		"numen":         "14E981234ABC 14e9812345ABC",
		"siret":         "11004301500013 1100430150001",
		"telephone":     "0 abc +",
		"uai":           "0350122 350122T 0350122TT 035012-T 0350122t",
	}
	for nom, valeurs := range refus {
		f, connu := formats.Trouve(nom)
		assert.True(t, connu, nom)
		for valeur := range strings.FieldsSeq(valeurs) {
			assert.False(t, f.Verifie(valeur), "%s should refuse %q", nom, valeur)
		}
	}
}

func TestTrouveIgnoreUnNomInconnu(t *testing.T) {
	_, connu := formats.Trouve("inconnu")
	assert.False(t, connu)
}
