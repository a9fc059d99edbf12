package uai_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/uai"
)

func TestUai(t *testing.T) {
	for _, c := range []struct {
		code          string
		forme, valide bool
		quoi          string
	}{
		{"0350122T", true, true, "celui des messages d’aide"},
		{"0350122A", true, false, "forme juste, clé fausse : avertir, ne pas refuser"},
		{"0290001U", true, true, "celui de la démonstration"},
		{"0350027P", true, true, "un collège d’Ille-et-Vilaine, du fichier officiel"},
		{"6200011T", true, true, "la Corse compte en chiffres"},
		{"7200044K", true, true, "l’autre Corse"},
		{"9740042C", true, true, "La Réunion"},
		{"9870003P", true, true, "la Polynésie"},
		{"9870003Q", true, false, "Q n’est pas une clé"},
		{"035012T", false, false, "sept caractères"},
		{"0350122t", false, false, "minuscule"},
		{"0350122I", true, false, "I n’est pas une clé"},
		{"", false, false, "vide"},
		{"035é122T", false, false, "accent"},
	} {
		require.Equal(t, c.forme, uai.Forme(c.code), "%s : %s", c.code, c.quoi)
		require.Equal(t, c.valide, uai.Valide(c.code), "%s : %s", c.code, c.quoi)
	}
}

// TestCle: the key detects every single wrong digit and every swap of two different neighbours, for all numbers tried.
func TestCle(t *testing.T) {
	for _, n := range []string{"0350122", "0290001", "9740045", "7200009"} {
		cle := uai.Cle(n)
		for i := range n {
			for d := byte('0'); d <= '9'; d++ {
				faux := []byte(n)
				if faux[i] == d {
					continue
				}
				faux[i] = d
				require.NotEqual(t, cle, uai.Cle(string(faux)), "%s lu %s", n, faux)
			}
			if i > 0 && n[i] != n[i-1] {
				faux := []byte(n)
				faux[i], faux[i-1] = faux[i-1], faux[i]
				require.NotEqual(t, cle, uai.Cle(string(faux)), "%s lu %s", n, faux)
			}
		}
	}
}
