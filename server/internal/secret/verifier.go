package secret

import (
	"math/big"
	"strconv"
	"strings"
)

// The kinds of secrets.
const (
	Numen = "NUMEN"
	NIR   = "NIR"
	IBAN  = "IBAN"
)

// Normaliser removes what people type between the groups and checks the key. faute is empty when the value is good,
// else says in French what is wrong, without repeating the value.
func Normaliser(genre, saisi string) (valeur, faute string) {
	valeur = strings.ToUpper(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "-", "", ".", "").Replace(strings.TrimSpace(saisi)))
	switch genre {
	case Numen:
		if !numenValide(valeur) {
			faute = "un NUMEN compte 13 chiffres et lettres"
		}
	case NIR:
		faute = fauteNIR(valeur)
	case IBAN:
		faute = fauteIBAN(valeur)
	default:
		faute = "genre de secret inconnu"
	}
	return valeur, faute
}

func numenValide(v string) bool {
	if len(v) != 13 {
		return false
	}
	return !strings.ContainsFunc(v, func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') })
}

// fauteNIR checks the 13 digits and the key, 97 minus the number modulo 97. Corsica writes 2A and 2B, counted 19 and 18.
func fauteNIR(v string) string {
	if len(v) != 15 {
		return "un NIR compte 13 chiffres suivis de 2 chiffres de clé"
	}
	nombre := v[:13]
	switch nombre[5:7] {
	case "2A":
		nombre = nombre[:5] + "19" + nombre[7:]
	case "2B":
		nombre = nombre[:5] + "18" + nombre[7:]
	}
	n, err1 := strconv.ParseUint(nombre, 10, 64)
	cle, err2 := strconv.ParseUint(v[13:], 10, 64)
	switch {
	case err1 != nil || err2 != nil:
		return "un NIR ne contient que des chiffres (2A ou 2B pour la Corse)"
	case 97-n%97 != cle:
		return "la clé de ce NIR ne correspond pas : vérifiez les chiffres"
	}
	return ""
}

// longueurs of the IBAN of the countries whose accounts France pays most; others are only checked by their key.
var longueurs = map[string]int{"FR": 27, "MC": 27, "DE": 22, "BE": 16, "LU": 20, "ES": 24, "IT": 27, "PT": 25, "NL": 18, "IE": 22, "CH": 21}

// fauteIBAN checks ISO 13616: country and key first, four characters moved to the end, letters as numbers, modulo 97.
func fauteIBAN(v string) string {
	if len(v) < 15 || len(v) > 34 {
		return "un IBAN compte de 15 à 34 caractères, 27 pour la France"
	}
	if l, connu := longueurs[v[:2]]; connu && l != len(v) {
		return "un IBAN " + v[:2] + " compte " + strconv.Itoa(l) + " caractères, celui-ci " + strconv.Itoa(len(v))
	}
	var chiffres strings.Builder
	for _, r := range v[4:] + v[:4] {
		switch {
		case r >= '0' && r <= '9':
			chiffres.WriteRune(r)
		case r >= 'A' && r <= 'Z':
			chiffres.WriteString(strconv.Itoa(int(r-'A') + 10))
		default:
			return "un IBAN ne contient que des lettres et des chiffres"
		}
	}
	n, ok := new(big.Int).SetString(chiffres.String(), 10)
	if !ok || n.Mod(n, big.NewInt(97)).Int64() != 1 {
		return "la clé de cet IBAN ne correspond pas : vérifiez les caractères"
	}
	return ""
}
