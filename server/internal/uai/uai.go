// Package uai knows the code of an establishment: seven digits and a check letter.
package uai

import (
	"regexp"
	"strconv"
	"strings"
)

// lettres is the 23-letter alphabet without I, O and Q; the key is the number modulo 23.
const lettres = "ABCDEFGHJKLMNPRSTUVWXYZ"

var forme = regexp.MustCompile(`^\d{5,7}[A-Z]{1,3}$`)

// Forme says whether s looks like a UAI, or like the pseudo-UAI of a replacement zone (letters in positions 6 and 7).
func Forme(s string) bool { return len(s) == 8 && forme.MatchString(s) }

// Cle gives the check letter of the first seven characters. Letters of a pseudo-UAI count as their two-digit rank.
func Cle(sept string) byte {
	var b strings.Builder
	for _, r := range sept {
		if r >= 'A' && r <= 'Z' {
			b.WriteString(strconv.Itoa(100 + int(r-'A') + 1)[1:])
			continue
		}
		b.WriteRune(r)
	}
	n, err := strconv.ParseInt(b.String(), 10, 64)
	if err != nil {
		return 0
	}
	return lettres[n%23]
}

// Valide says whether the check letter is right. Real files hold provisional codes that fail it: warn, do not refuse.
func Valide(s string) bool { return Forme(s) && s[7] == Cle(s[:7]) }
