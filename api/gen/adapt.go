package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// adapt changes the loaded copy where the Go generator would choose badly. The published document keeps what was written.
func adapt(doc *openapi3.T) error {
	return errors.Join(mergeParts(doc), walk(doc, adaptTypes))
}

// adaptTypes: a number without format would lose digits in a float32; the library's Email type refuses a bad address
// while decoding (400 naming no field) and while encoding (a truncated 200), where a plain string goes to the validator.
func adaptTypes(_ string, s *openapi3.Schema, _ bool) error {
	if s.Type == "number" && s.Format == "" {
		s.Format = "double"
	}
	if s.Type == "string" && s.Format == "email" {
		setExtension(s, "x-go-type", "string")
	}
	return nil
}

// mergeParts flattens the components written with allOf. The generator does so itself, but drops the properties written
// beside allOf, and the tags of a property depend on the `required` of all the parts.
func mergeParts(doc *openapi3.T) error {
	var faults []error
	for _, name := range sorted(doc.Components.Schemas) {
		s := doc.Components.Schemas[name].Value
		if len(s.AllOf) == 0 || wrapsReference(s) {
			continue
		}
		merged := &openapi3.Schema{Type: "object", Properties: openapi3.Schemas{}}
		if err := mergeInto(merged, s); err != nil {
			faults = append(faults, fmt.Errorf("components.schemas.%s: %w", name, err))
			continue
		}
		s.Type, s.Properties, s.Required, s.AllOf = "object", merged.Properties, merged.Required, nil
	}
	return errors.Join(faults...)
}

func mergeInto(target, part *openapi3.Schema) error {
	for _, inner := range part.AllOf {
		if err := mergeInto(target, inner.Value); err != nil {
			return err
		}
	}
	for _, name := range sorted(part.Properties) {
		if _, taken := target.Properties[name]; taken {
			return fmt.Errorf("property %s comes from two parts of allOf", name)
		}
		target.Properties[name] = part.Properties[name]
	}
	for _, name := range part.Required {
		if !slices.Contains(target.Required, name) {
			target.Required = append(target.Required, name)
		}
	}
	return nil
}

// setExtension never writes in a map another schema may share.
func setExtension(s *openapi3.Schema, name string, value any) {
	own := make(map[string]any, len(s.Extensions)+1)
	for k, v := range s.Extensions {
		own[k] = v
	}
	own[name] = value
	s.Extensions = own
}
