package formats

import (
	"regexp"
	"time"
)

var (
	bic          = regexp.MustCompile(`^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$`)
	codeAcademie = regexp.MustCompile(`^[0-9]{3}$`)
	codeCommune  = regexp.MustCompile(`^([0-9]{2}|2[AB])[0-9]{3}$`)
	codePostal   = regexp.MustCompile(`^[0-9]{5}$`)
	couleur      = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)
	devise       = regexp.MustCompile(`^[A-Z]{3}$`)
	heure        = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
	mef          = regexp.MustCompile(`^[0-9]{10,11}$`)
	numen        = regexp.MustCompile(`^[0-9]{2}[A-Z][0-9]{7}[A-Z]{3}$`)
	telephone    = regexp.MustCompile(`^\+?[0-9][0-9 .()-]{4,28}[0-9]$`)
	uai          = regexp.MustCompile(`^[0-9]{5,7}[A-Z]{1,3}$`)
)

// BIC says whether s has the shape of a bank identifier.
func BIC(s string) bool { return bic.MatchString(s) }

// CodeAcademie says whether s is written like the code of an académie; it may still not exist.
func CodeAcademie(s string) bool { return codeAcademie.MatchString(s) }

// CodeCommune says whether s is written like an INSEE commune code, Corsica included.
func CodeCommune(s string) bool { return codeCommune.MatchString(s) }

// CodePostal says whether s is written like a French postcode.
func CodePostal(s string) bool { return codePostal.MatchString(s) }

// Couleur says whether s is a hexadecimal colour.
func Couleur(s string) bool { return couleur.MatchString(s) }

// Devise says whether s is written like an ISO 4217 code.
func Devise(s string) bool { return devise.MatchString(s) }

// Fuseau says whether s is an IANA time zone known here. "Local" would depend on the machine.
func Fuseau(s string) bool {
	if s == "" || s == "Local" {
		return false
	}
	_, err := time.LoadLocation(s)
	return err == nil
}

// Heure says whether s is a time of day on 24 hours.
func Heure(s string) bool { return heure.MatchString(s) }

// MEF says whether s is a MEF code, with or without its version digit.
func MEF(s string) bool { return mef.MatchString(s) }

// NUMEN says whether s has the shape of a NUMEN; it has no public check key.
func NUMEN(s string) bool { return numen.MatchString(s) }

// Telephone says whether s looks like a telephone number as people type them.
func Telephone(s string) bool { return telephone.MatchString(s) }

// UAI says whether s has the shape of an UAI. The check letter is not required: provisional codes do not respect it,
// and the codes of replacement zones (004001ZV) carry letters before it.
func UAI(s string) bool { return len(s) == 8 && uai.MatchString(s) }
