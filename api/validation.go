package api

import (
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
	"github.com/oapi-codegen/nullable"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"imagin/api/formats"
)

// NewValidator understands the tags api/gen writes. It is safe for concurrent use and caches the structures it has
// seen: make one for the whole process, then call Struct on the request object of each operation.
func NewValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(nomJSON)
	v.RegisterCustomTypeFunc(instant, openapi_types.Date{})
	enregistreNullables(v)
	for _, format := range formats.Tous {
		verifie := format.Verifie
		regle := func(champ validator.FieldLevel) bool { return verifie(champ.Field().String()) }
		// It only fails on an empty or reserved name, which a developer sees at the first start.
		if err := v.RegisterValidation(format.Nom, regle); err != nil {
			panic(err)
		}
	}
	return v
}

// nomJSON makes errors speak of the fields as the caller wrote them.
func nomJSON(champ reflect.StructField) string {
	nom, _, _ := strings.Cut(champ.Tag.Get("json"), ",")
	return nom
}

// instant lets dates be compared by gtfield and required like any time.
func instant(champ reflect.Value) any {
	return champ.Interface().(openapi_types.Date).Time
}

// enregistreNullable shows the value to the rules, or nothing when it is null or absent. It gives a pointer, because
// `omitempty` skips an empty string that is held directly, and "" is not null.
func enregistreNullable[T any](v *validator.Validate) {
	v.RegisterCustomTypeFunc(func(champ reflect.Value) any {
		valeur, err := champ.Interface().(nullable.Nullable[T]).Get()
		if err != nil {
			return nil
		}
		return &valeur
	}, nullable.Nullable[T]{})
}
