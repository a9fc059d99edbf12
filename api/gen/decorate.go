package main

import (
	"errors"

	"github.com/getkin/kin-openapi/openapi3"
)

// extraTags is the generator's extension for struct tags.
const extraTags = "x-oapi-codegen-extra-tags"

// decorate writes the validator's tags on the properties and on the query, header and cookie parameters.
func decorate(doc *openapi3.T) error {
	if doc.Components != nil {
		for _, name := range sorted(doc.Components.Parameters) {
			tagParameter(doc.Components.Parameters[name].Value)
		}
	}
	for _, path := range sorted(doc.Paths.Map()) {
		tagParameters(doc.Paths.Value(path))
	}
	return walk(doc, tagProperties)
}

// tagProperties gives each property its own copy before tagging it: a $ref shares its schema with all its users, and
// one property may be required where another is not.
func tagProperties(_ string, s *openapi3.Schema, _ bool) error {
	required := map[string]bool{}
	for _, name := range s.Required {
		required[name] = true
	}
	for _, name := range sorted(s.Properties) {
		ref := s.Properties[name]
		if ref.Value == nil {
			return errors.New("unresolved reference " + ref.Ref)
		}
		rules := fieldRules(ref, required[name])
		if rules == "" {
			continue
		}
		own := *ref.Value
		setExtension(&own, extraTags, map[string]any{"validate": rules})
		s.Properties[name] = &openapi3.SchemaRef{Ref: ref.Ref, Value: &own}
	}
	return nil
}

func tagParameters(item *openapi3.PathItem) {
	for _, ref := range item.Parameters {
		tagParameter(ref.Value)
	}
	operations := item.Operations()
	for _, method := range sorted(operations) {
		for _, ref := range operations[method].Parameters {
			tagParameter(ref.Value)
		}
	}
}

func tagParameter(p *openapi3.Parameter) {
	if p.Schema == nil || p.In == openapi3.ParameterInPath {
		return
	}
	rules := fieldRules(p.Schema, p.Required)
	if rules == "" {
		return
	}
	if p.Extensions == nil {
		p.Extensions = map[string]any{}
	}
	p.Extensions[extraTags] = map[string]any{"validate": rules}
}
