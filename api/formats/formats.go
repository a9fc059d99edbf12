// Package formats lists the named string formats that openapi.yaml may use (format: uai, iban…).
//
// They replace regular expressions in the document: a name can be explained to the user, checked the same way by
// the API, the importers and the contract tests, and changed in one place. api/gen refuses any name not listed here.
package formats

// Format is a named format and the function that checks it.
type Format struct {
	Nom      string
	Regle    string // what the user is told, in French
	Verifie  func(string) bool
	Exemples []string
}

// Tous lists every format, sorted by name.
var Tous = []Format{
	{"bic", "BIC de 8 ou 11 caractères", BIC, []string{"BNPAFRPP", "BNPAFRPPXXX"}},
	{"code_academie", "code d'académie de trois chiffres, comme dans STS et au portail", CodeAcademie, []string{"014", "099"}},
	{"code_commune", "code INSEE de commune", CodeCommune, []string{"35238", "2A004", "97411"}},
	{"code_postal", "code postal de cinq chiffres", CodePostal, []string{"35000"}},
	{"couleur", "couleur en hexadécimal, par exemple #003189", Couleur, []string{"#003189"}},
	{"devise", "code de devise ISO 4217", Devise, []string{"EUR", "XPF"}},
	{"fuseau", "fuseau horaire IANA, par exemple Indian/Reunion", Fuseau, []string{"Europe/Paris", "Pacific/Noumea"}},
	{"heure", "heure de la journée, par exemple 08:30", Heure, []string{"08:30", "23:59"}},
	{"iban", "IBAN à clé exacte", IBAN, []string{"FR7630006000011234567890189", "BE71096123456769"}},
	{"mef", "code MEF de dix ou onze chiffres", MEF, []string{"20010019110", "2001001911"}},
	{"nir", "numéro de sécurité sociale, clé comprise", NIR, []string{"180017500100104", "185022A00100126"}},
	{"numen", "NUMEN de treize caractères", NUMEN, []string{"14E9812345ABC"}},
	{"siret", "SIRET de quatorze chiffres", SIRET, []string{"11004301500012"}},
	{"telephone", "numéro de téléphone", Telephone, []string{"02 23 21 77 77", "+262262481010"}},
	{"uai", "code d'établissement (UAI)", UAI, []string{"0350122T", "004001ZV", "01301RES"}},
}

// Trouve returns the format of that name.
func Trouve(nom string) (Format, bool) {
	for _, f := range Tous {
		if f.Nom == nom {
			return f, true
		}
	}
	return Format{}, false
}
