package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"imagin/api/formats"
)

// check refuses what the generated code would silently lose or what the validator could not enforce.
func check(doc *openapi3.T) error {
	return errors.Join(walk(doc, checkSchema), checkBodies(doc))
}

func checkSchema(place string, s *openapi3.Schema, named bool) error {
	if len(s.Enum) > 0 && strings.HasPrefix(place, "components.parameters.") {
		return fmt.Errorf("%s: enum in a shared parameter: name it in components.schemas, or each operation gets its own type", place)
	}
	for _, verify := range []func(*openapi3.Schema, bool) error{checkShape, checkKeywords, checkFormat, checkEnum, checkExtra} {
		if err := verify(s, named); err != nil {
			return fmt.Errorf("%s: %w", place, err)
		}
	}
	return nil
}

// checkShape keeps anonymous structs out of the Go and TypeScript code: an object that has fields has a name.
func checkShape(s *openapi3.Schema, named bool) error {
	switch {
	case len(s.Properties) > 0 && !named:
		return errors.New("inline object: name it in components.schemas and use $ref")
	case len(s.Properties) > 0 && hasAdditional(s):
		return errors.New("properties and additionalProperties together: use one or the other")
	case s.Type == "object" && len(s.Properties) == 0 && !hasAdditional(s) && !named:
		return errors.New("object without properties: name it in components.schemas and use $ref")
	case !named && len(s.AllOf) > 0 && !wrapsReference(s):
		return errors.New("inline allOf: only one $ref may be wrapped, to add nullable or x-validate")
	case s.Type == "" && len(s.AllOf) == 0 && len(s.OneOf) == 0 && len(s.AnyOf) == 0:
		return errors.New("type is missing")
	}
	return nil
}

func checkKeywords(s *openapi3.Schema, _ bool) error {
	switch {
	case s.Pattern != "":
		return fmt.Errorf("pattern is refused: use a named format (%s) or add one to api/formats", knownFormats())
	case s.MultipleOf != nil:
		return errors.New("multipleOf is refused: nothing would check it")
	case s.Not != nil || len(s.AnyOf) > 0:
		return errors.New("not and anyOf are refused: nothing would check them")
	case len(s.OneOf) > 0 && s.Discriminator == nil:
		return errors.New("oneOf without discriminator is refused: the variant could not be chosen")
	}
	return nil
}

// standardFormats are those of OpenAPI whose meaning the generated types or the validator carry.
var standardFormats = map[string][]string{
	"string":  {"", "binary", "byte", "date", "date-time", "email", "password", "uri", "uuid"},
	"integer": {"", "int32", "int64"},
	"number":  {"", "double", "float"},
}

func checkFormat(s *openapi3.Schema, _ bool) error {
	if slices.Contains(standardFormats[s.Type], s.Format) || s.Format == "" {
		return nil
	}
	if _, known := formats.Trouve(s.Format); known && s.Type == "string" {
		return nil
	}
	return fmt.Errorf("unknown format %q for type %q: known names are %s; add yours to api/formats", s.Format, s.Type, knownFormats())
}

func checkEnum(s *openapi3.Schema, _ bool) error {
	for _, value := range s.Enum {
		if value == nil {
			return errors.New("null in an enum is refused: write nullable: true")
		}
		text := fmt.Sprint(value)
		if text == "" || strings.ContainsAny(text, "'\"`,|") {
			return fmt.Errorf("enum value %q is refused: empty or with a quote, a comma or a bar", text)
		}
	}
	if len(s.Enum) > 0 && s.Type != "string" && s.Type != "integer" {
		return fmt.Errorf("enum of type %q is refused", s.Type)
	}
	return nil
}

func checkExtra(s *openapi3.Schema, _ bool) error {
	raw, present := s.Extensions[extraRules]
	if !present {
		return nil
	}
	if text, ok := raw.(string); !ok || text == "" || strings.ContainsAny(text, "\"`") {
		return fmt.Errorf("%s: unexpected value %v", extraRules, raw)
	}
	return nil
}

// checkBodies asks for an object: the validator does not enter the elements of a bare array.
func checkBodies(doc *openapi3.T) error {
	var faults []error
	for _, path := range sorted(doc.Paths.Map()) {
		operations := doc.Paths.Value(path).Operations()
		for _, method := range sorted(operations) {
			body := operations[method].RequestBody
			if body == nil {
				continue
			}
			for _, media := range sorted(body.Value.Content) {
				schema := body.Value.Content[media].Schema
				if structured(media) && (schema == nil || schema.Ref == "") {
					faults = append(faults, fmt.Errorf("%s %s requestBody %s: name the object in components.schemas and use $ref", method, path, media))
				}
			}
		}
	}
	return errors.Join(faults...)
}

func structured(media string) bool {
	return strings.Contains(media, "json") || strings.HasPrefix(media, "multipart/") || media == "application/x-www-form-urlencoded"
}

func hasAdditional(s *openapi3.Schema) bool {
	extra := s.AdditionalProperties
	return extra.Schema != nil || (extra.Has != nil && *extra.Has)
}

func wrapsReference(s *openapi3.Schema) bool {
	return len(s.AllOf) == 1 && s.AllOf[0].Ref != "" && len(s.Properties) == 0
}

func knownFormats() string {
	names := make([]string, 0, len(formats.Tous))
	for _, f := range formats.Tous {
		names = append(names, f.Nom)
	}
	return strings.Join(names, ", ")
}
