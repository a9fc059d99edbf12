package main

import (
	"errors"
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
)

// visitor is called on each schema written in the document, never on what a $ref points to: the component it names is
// visited in its own place. named is true for the components themselves.
type visitor func(place string, schema *openapi3.Schema, named bool) error

// walk visits every schema in a fixed order and collects all the faults, so that one run shows them all.
func walk(doc *openapi3.T, visit visitor) error {
	w := walker{visit: visit}
	if doc.Components != nil {
		for _, name := range sorted(doc.Components.Schemas) {
			w.schema("components.schemas."+name, doc.Components.Schemas[name], true)
		}
		for _, name := range sorted(doc.Components.Parameters) {
			w.parameter("components.parameters."+name, doc.Components.Parameters[name])
		}
		for _, name := range sorted(doc.Components.Responses) {
			w.response("components.responses."+name, doc.Components.Responses[name])
		}
		for _, name := range sorted(doc.Components.RequestBodies) {
			w.body("components.requestBodies."+name, doc.Components.RequestBodies[name])
		}
	}
	for _, path := range sorted(doc.Paths.Map()) {
		w.path(path, doc.Paths.Value(path))
	}
	return errors.Join(w.faults...)
}

type walker struct {
	visit  visitor
	faults []error
}

func (w *walker) path(path string, item *openapi3.PathItem) {
	for _, p := range item.Parameters {
		w.parameter(path, p)
	}
	operations := item.Operations()
	for _, method := range sorted(operations) {
		op := operations[method]
		place := method + " " + path
		for _, p := range op.Parameters {
			w.parameter(place, p)
		}
		if op.RequestBody != nil {
			w.body(place+" requestBody", op.RequestBody)
		}
		for _, status := range sorted(op.Responses.Map()) {
			w.response(place+" "+status, op.Responses.Value(status))
		}
	}
}

func (w *walker) parameter(place string, ref *openapi3.ParameterRef) {
	if ref.Ref == "" {
		w.schema(place+" "+ref.Value.Name, ref.Value.Schema, false)
	}
}

func (w *walker) body(place string, ref *openapi3.RequestBodyRef) {
	if ref.Ref == "" {
		w.content(place, ref.Value.Content)
	}
}

func (w *walker) response(place string, ref *openapi3.ResponseRef) {
	if ref.Ref != "" {
		return
	}
	w.content(place, ref.Value.Content)
	for _, name := range sorted(ref.Value.Headers) {
		w.schema(place+" "+name, ref.Value.Headers[name].Value.Schema, false)
	}
}

func (w *walker) content(place string, content openapi3.Content) {
	for _, media := range sorted(content) {
		w.schema(place+" "+media, content[media].Schema, false)
	}
}

func (w *walker) schema(place string, ref *openapi3.SchemaRef, named bool) {
	if ref == nil || ref.Ref != "" {
		return
	}
	s := ref.Value
	if err := w.visit(place, s, named); err != nil {
		w.faults = append(w.faults, err)
	}
	// A part of an allOf belongs to the component that merges it: its properties get that component's name.
	for _, part := range s.AllOf {
		w.schema(place+".allOf", part, named)
	}
	for _, part := range slices.Concat(s.OneOf, s.AnyOf) {
		w.schema(place+".oneOf", part, false)
	}
	for _, name := range sorted(s.Properties) {
		w.schema(place+"."+name, s.Properties[name], false)
	}
	w.schema(place+".items", s.Items, false)
	w.schema(place+".additionalProperties", s.AdditionalProperties.Schema, false)
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
