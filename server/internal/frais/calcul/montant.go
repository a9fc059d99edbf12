// Package calcul prices missions and journeys: exact integers, rates of the day of the mission, every euro with its
// rule. It knows no database, no clock and no float.
package calcul

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// Taux is a price, a percentage or a coefficient, in ten-thousandths of its unit.
type Taux int64

// unitaire is the scale of Taux.
const unitaire = 10_000

// Devise of an amount. The euro counts cents, the CFP franc has none.
type Devise string

// The currencies that académies pay in.
const (
	EUR Devise = "EUR"
	XPF Devise = "XPF"
)

// sousUnites is how many of the smallest coin make one.
func (d Devise) sousUnites() uint64 {
	if d == XPF {
		return 1
	}
	return 100
}

// arrondir gives quantity × rate × coefficient in the smallest coin, half up, the quantity counted in parts of par.
// None of the factors is negative; bornes (see verifier) keep the product within 128 bits.
func arrondir(quantite int64, taux, coefficient Taux, par uint64, d Devise) int64 {
	hi, lo := bits.Mul64(uint64(quantite)*uint64(taux), uint64(coefficient)*d.sousUnites()) //nolint:gosec // checked by verifier
	den := par * unitaire * unitaire
	lo, retenue := bits.Add64(lo, den/2, 0)
	q, _ := bits.Div64(hi+retenue, lo, den)
	return int64(q) //nolint:gosec // bounded by the factors
}

// exact gives the same product before rounding, in ten-thousandths of the currency, truncated.
func exact(quantite int64, taux, coefficient Taux, par uint64) Taux {
	hi, lo := bits.Mul64(uint64(quantite)*uint64(taux), uint64(coefficient)) //nolint:gosec // checked by verifier
	q, _ := bits.Div64(hi, lo, par*unitaire)
	return Taux(q) //nolint:gosec // bounded by the factors
}

// LireTaux reads a decimal with a dot and at most four decimals.
func LireTaux(texte string) (Taux, error) {
	entier, decimales, _ := strings.Cut(texte, ".")
	if len(decimales) > 4 || entier == "" || strings.ContainsAny(texte, "+-_") {
		return 0, fmt.Errorf("taux %q : un nombre à quatre décimales au plus est attendu", texte)
	}
	n, err := strconv.ParseInt(entier+decimales+strings.Repeat("0", 4-len(decimales)), 10, 64)
	if err != nil || n > TauxMax {
		return 0, fmt.Errorf("taux %q : un nombre de 0 à %d est attendu", texte, TauxMax/unitaire)
	}
	return Taux(n), nil
}

// String writes the rate with a comma and no useless zero.
func (t Taux) String() string {
	s := fmt.Sprintf("%d,%04d", t/unitaire, t%unitaire)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ",")
}

// Bounds of what is priced: beyond them somebody mistyped, and the arithmetic would no longer be proven.
const (
	TauxMax     = 100_000_000 * unitaire / 100 // a million of the currency
	QuantiteMax = 50_000_000                   // copies, minutes, metres
)
