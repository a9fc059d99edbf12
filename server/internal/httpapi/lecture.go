package httpapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"

	"github.com/labstack/echo/v4"

	"imagin/api"
	"imagin/server/internal/fail"
)

// lecteurStrict reads JSON bodies and nothing else: unknown fields and trailing data are refused, since a misspelt
// field silently dropped is a change silently lost.
type lecteurStrict struct{}

func (lecteurStrict) Bind(i any, c echo.Context) error {
	type_, _, err := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType))
	if err != nil || type_ != echo.MIMEApplicationJSON && type_ != "application/merge-patch+json" {
		return fail.New(fail.Unsupported, "type_de_contenu", "Le corps doit être du JSON (Content-Type: application/json).")
	}
	d := json.NewDecoder(c.Request().Body)
	d.DisallowUnknownFields()
	if err := d.Decode(i); err != nil {
		return fauteJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fail.New(fail.Malformed, "json", "Le corps contient quelque chose après l’objet JSON.")
	}
	return nil
}

func fauteJSON(err error) error {
	var syntaxe *json.SyntaxError
	var genre *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntaxe):
		return fail.New(fail.Malformed, "json", fmt.Sprintf("JSON illisible à l’octet %d.", syntaxe.Offset)).Because(err)
	case errors.As(err, &genre):
		return fail.New(fail.Malformed, "json", fmt.Sprintf("Le champ « %s » n’a pas le type attendu.", genre.Field),
			fail.Field{Pointer: "/" + strings.ReplaceAll(genre.Field, ".", "/"), Code: "type", Message: "type inattendu"}).Because(err)
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		champ := strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)
		return fail.New(fail.Malformed, "json", fmt.Sprintf("Le champ « %s » n’existe pas.", champ),
			fail.Field{Pointer: "/" + champ, Code: "inconnu", Message: "champ inconnu"})
	case errors.Is(err, io.EOF):
		return fail.New(fail.Malformed, "json", "Le corps de la requête est vide.")
	}
	return fail.New(fail.Malformed, "json", "JSON illisible.").Because(err)
}

// fauteValidation names each faulty field and its remedy. Parameters are faults of form (400), bodies of content (422).
func fauteValidation(err error) error {
	fautes := api.Fautes(err)
	if len(fautes) == 0 {
		return err
	}
	champs := make([]fail.Field, len(fautes))
	mots := make([]string, len(fautes))
	genre := fail.Invalid
	for i, f := range fautes {
		if f.Parametre {
			genre = fail.Malformed
		}
		champs[i] = fail.Field{Pointer: f.Pointeur, Code: f.Code, Message: f.Message}
		mots[i] = strings.TrimPrefix(f.Pointeur, "/") + " : " + f.Message
	}
	return fail.New(genre, "champs_invalides", "À corriger : "+strings.Join(mots, " ; ")+".", champs...)
}
