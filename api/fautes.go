package api

import (
	"errors"
	"strings"

	"github.com/go-playground/validator/v10"
)

// Faute is a rule that a request breaks, ready for the `errors` of a problem.
type Faute struct {
	// Pointeur is a JSON pointer into the body (/creneaux/0/debut), or the name of a parameter.
	Pointeur string
	// Parametre tells a parameter of the path, query or header (400) from a value of the body (422).
	Parametre bool
	Code      string
	Message   string
}

// Fautes explains an error of NewValidator on a request object. It gives nothing for any other error.
func Fautes(err error) []Faute {
	var erreurs validator.ValidationErrors
	if !errors.As(err, &erreurs) {
		return nil
	}
	fautes := make([]Faute, 0, len(erreurs))
	for _, e := range erreurs {
		pointeur, parametre := pointe(e.Namespace())
		code, message := explique(e)
		fautes = append(fautes, Faute{pointeur, parametre, code, message})
	}
	return fautes
}

// pointe reads the validator's path, which starts with the names of the generated structures:
// XRequestObject.Body.champ[0].autre, XRequestObject.Params.nom or XRequestObject.id.
func pointe(chemin string) (pointeur string, parametre bool) {
	_, chemin, _ = strings.Cut(chemin, ".")
	if nom, ok := strings.CutPrefix(chemin, "Params."); ok {
		return nom, true
	}
	champ, dansLeCorps := strings.CutPrefix(chemin, "Body.")
	if !dansLeCorps {
		return chemin, true
	}
	return "/" + strings.NewReplacer("~", "~0", "/", "~1", ".", "/", "[", "/", "]", "").Replace(champ), false
}
