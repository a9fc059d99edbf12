package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"imagin/api/formats"
)

// extraRules adds to a property what OpenAPI cannot say, in the validator's own words: x-validate: gtfield=Debut.
const extraRules = "x-validate"

// fieldRules gives the validator's rules of a property or parameter, in the order the validator must meet them:
// presence, then the value, then its elements after `dive`.
func fieldRules(ref *openapi3.SchemaRef, required bool) string {
	s, nullable, extras := unwrap(ref.Value)
	before, _ := splitExtras(extras)
	presence, rest := presenceRule(s, required && !nullable), presentRules(ref)
	if presence == "omitempty" && len(rest) == 0 {
		presence = ""
	}
	return strings.Join(slices.Concat(before, appendRule(nil, presence), rest), ",")
}

// presentRules gives the rules of a value that is there: an element of an array, or a path parameter. Unlike a field,
// it never takes `omitempty`, which would let an empty element through.
func presentRules(ref *openapi3.SchemaRef) []string {
	s, _, extras := unwrap(ref.Value)
	_, after := splitExtras(extras)
	return slices.Concat(valueRules(s), after, elementRules(s))
}

// presenceRule: `required` means "not the zero value" for the validator, so a number, a boolean or a structure goes
// without it: 0, false and an all-zero structure are answers. What the server fills (readOnly) is never asked for.
func presenceRule(s *openapi3.Schema, required bool) string {
	switch {
	case !required || s.ReadOnly:
		return "omitempty"
	case s.Type == "array", s.Type == "string" && s.Format != "binary":
		return "required"
	}
	return ""
}

func valueRules(s *openapi3.Schema) []string {
	switch s.Type {
	case "string":
		return stringRules(s)
	case "integer", "number":
		return numberRules(s)
	case "array":
		return arrayRules(s)
	case "object":
		return sizeRules(nil, s.MinProps, s.MaxProps)
	}
	return nil
}

// stringRules says nothing of the formats that have their own Go type: decoding already checks them.
func stringRules(s *openapi3.Schema) []string {
	switch s.Format {
	case "binary", "byte", "date", "date-time", "uuid":
		return nil
	}
	rules := sizeRules(nil, s.MinLength, s.MaxLength)
	if _, named := formats.Trouve(s.Format); named || s.Format == "email" || s.Format == "uri" {
		rules = append(rules, s.Format)
	}
	return appendRule(rules, enumRule(s))
}

func numberRules(s *openapi3.Schema) []string {
	var rules []string
	if s.Min != nil {
		rules = append(rules, either(s.ExclusiveMin, "gt=", "gte=")+number(*s.Min))
	}
	if s.Max != nil {
		rules = append(rules, either(s.ExclusiveMax, "lt=", "lte=")+number(*s.Max))
	}
	return appendRule(rules, enumRule(s))
}

func arrayRules(s *openapi3.Schema) []string {
	rules := sizeRules(nil, s.MinItems, s.MaxItems)
	if s.UniqueItems {
		rules = append(rules, "unique")
	}
	return rules
}

// elementRules makes the validator enter arrays and maps, which it does not do by itself, even for structures.
func elementRules(s *openapi3.Schema) []string {
	inner := s.Items
	if s.Type == "object" && s.AdditionalProperties.Schema != nil {
		inner = s.AdditionalProperties.Schema
	}
	if inner == nil {
		return nil
	}
	rules := presentRules(inner)
	if len(rules) == 0 && !structure(inner.Value) {
		return nil
	}
	return append([]string{"dive"}, rules...)
}

func structure(s *openapi3.Schema) bool {
	inner, _, _ := unwrap(s)
	return inner.Type == "object" && inner.AdditionalProperties.Schema == nil
}

func sizeRules(rules []string, low uint64, high *uint64) []string {
	if low > 0 {
		rules = append(rules, fmt.Sprintf("min=%d", low))
	}
	if high != nil {
		rules = append(rules, fmt.Sprintf("max=%d", *high))
	}
	return rules
}

func enumRule(s *openapi3.Schema) string {
	if len(s.Enum) == 0 {
		return ""
	}
	values := make([]string, 0, len(s.Enum))
	for _, value := range s.Enum {
		text := fmt.Sprint(value)
		if strings.Contains(text, " ") {
			text = "'" + text + "'"
		}
		values = append(values, text)
	}
	return "oneof=" + strings.Join(values, " ")
}

func appendRule(rules []string, rule string) []string {
	if rule == "" {
		return rules
	}
	return append(rules, rule)
}

func either(exclusive bool, strict, wide string) string {
	if exclusive {
		return strict
	}
	return wide
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
