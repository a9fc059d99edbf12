package api

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/go-playground/validator/v10"

	"imagin/api/formats"
)

// explique gives the stable code and the French sentence of a broken rule.
func explique(e validator.FieldError) (code, message string) {
	switch e.Tag() {
	case "required", "required_with", "required_without", "required_if", "required_unless":
		return "obligatoire", "Cette valeur est obligatoire."
	case "min", "max":
		return expliqueTaille(e)
	case "gte", "gt", "lte", "lt":
		return expliqueBorne(e)
	case "oneof":
		return "valeur_inconnue", fmt.Sprintf("Valeurs admises : %s.", strings.ReplaceAll(e.Param(), " ", ", "))
	case "unique":
		return "doublon", "La même valeur figure deux fois."
	case "gtfield", "gtefield":
		return "ordre", fmt.Sprintf("Doit venir après %s.", nomDuChamp(e.Param()))
	case "ltfield", "ltefield":
		return "ordre", fmt.Sprintf("Doit venir avant %s.", nomDuChamp(e.Param()))
	case "email":
		return "format", "Attendu : adresse de messagerie."
	case "uri":
		return "format", "Attendu : adresse web complète."
	}
	if format, connu := formats.Trouve(e.Tag()); connu {
		return "format", fmt.Sprintf("Attendu : %s.", format.Regle)
	}
	return "invalide", "Cette valeur n'est pas acceptée."
}

func expliqueTaille(e validator.FieldError) (code, message string) {
	unite := "caractères"
	if e.Kind() == reflect.Slice || e.Kind() == reflect.Map {
		unite = "éléments"
	}
	if e.Param() == "1" {
		unite = strings.TrimSuffix(unite, "s")
	}
	if e.Tag() == "min" {
		return "trop_court", fmt.Sprintf("Il faut au moins %s %s.", e.Param(), unite)
	}
	return "trop_long", fmt.Sprintf("Il faut au plus %s %s.", e.Param(), unite)
}

func expliqueBorne(e validator.FieldError) (code, message string) {
	switch e.Tag() {
	case "gte":
		return "trop_petit", fmt.Sprintf("Doit être au moins %s.", e.Param())
	case "gt":
		return "trop_petit", fmt.Sprintf("Doit être supérieur à %s.", e.Param())
	case "lte":
		return "trop_grand", fmt.Sprintf("Doit être au plus %s.", e.Param())
	}
	return "trop_grand", fmt.Sprintf("Doit être inférieur à %s.", e.Param())
}

// nomDuChamp turns the Go name a cross-field rule is written with back into the JSON name the caller knows.
func nomDuChamp(nom string) string {
	var b strings.Builder
	for i, r := range nom {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
