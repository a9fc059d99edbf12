package formats

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	iban  = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)
	nir   = regexp.MustCompile(`^[1-478][0-9]{4}([0-9]{2}|2[AB])[0-9]{8}$`)
	siret = regexp.MustCompile(`^[0-9]{14}$`)
)

// IBAN checks the shape and the ISO 7064 key (modulo 97), without spaces.
func IBAN(s string) bool {
	if !iban.MatchString(s) {
		return false
	}
	if strings.HasPrefix(s, "FR") && len(s) != 27 {
		return false
	}
	reste := 0
	for _, c := range s[4:] + s[:4] {
		if c >= 'A' {
			reste = (reste*100 + int(c-'A') + 10) % 97
		} else {
			reste = (reste*10 + int(c-'0')) % 97
		}
	}
	return reste == 1
}

// NIR checks the shape and the key; the letters of Corsica count as 19 and 18.
func NIR(s string) bool {
	if !nir.MatchString(s) {
		return false
	}
	chiffres := strings.NewReplacer("2A", "19", "2B", "18").Replace(s[:13])
	n, err := strconv.ParseInt(chiffres, 10, 64)
	if err != nil {
		return false
	}
	cle, err := strconv.ParseInt(s[13:], 10, 64)
	return err == nil && cle == 97-n%97
}

// laPoste is the SIREN whose establishments follow another key.
const laPoste = "356000000"

// SIRET checks the Luhn key, except for La Poste whose SIRETs do not follow it.
func SIRET(s string) bool {
	if !siret.MatchString(s) {
		return false
	}
	if strings.HasPrefix(s, laPoste) {
		return true
	}
	somme := 0
	for i, c := range s {
		d := int(c - '0')
		if i%2 == 0 {
			d *= 2
		}
		somme += d/10 + d%10
	}
	return somme%10 == 0
}
