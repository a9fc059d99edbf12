package main

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// unwrap sees through the one wrapping OpenAPI 3.0 asks for: `allOf: [$ref]` carries what may not be written beside a
// $ref. It gives the schema that describes the value, whether null is accepted, and the extra rules of both.
func unwrap(s *openapi3.Schema) (inner *openapi3.Schema, nullable bool, extras string) {
	extras, _ = s.Extensions[extraRules].(string)
	if len(s.AllOf) != 1 {
		return s, s.Nullable, extras
	}
	inner, _, more := unwrap(s.AllOf[0].Value)
	if s.ReadOnly && !inner.ReadOnly {
		own := *inner
		own.ReadOnly = true
		inner = &own
	}
	return inner, s.Nullable, strings.Trim(more+","+extras, ",")
}

// splitExtras puts the rules about presence first: after `omitempty` they would never run on an absent value.
func splitExtras(extras string) (before, after []string) {
	for rule := range strings.SplitSeq(extras, ",") {
		switch {
		case rule == "":
		case strings.HasPrefix(rule, "required_"), strings.HasPrefix(rule, "excluded_"):
			before = append(before, rule)
		default:
			after = append(after, rule)
		}
	}
	return before, after
}
