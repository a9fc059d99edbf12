package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strings"

	"github.com/deepmap/oapi-codegen/v2/pkg/codegen"
	"github.com/getkin/kin-openapi/openapi3"
)

const requestSuffix = "RequestObject"

// pathRules gives the rules of path parameters by operation and name. Presence needs none: without its parameter the
// path is another path.
func pathRules(doc *openapi3.T) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, path := range sorted(doc.Paths.Map()) {
		item := doc.Paths.Value(path)
		operations := item.Operations()
		for _, method := range sorted(operations) {
			op := operations[method]
			rules := map[string]string{}
			for _, ref := range slices.Concat(item.Parameters, op.Parameters) {
				if p := ref.Value; p.In == openapi3.ParameterInPath && p.Schema != nil {
					rules[p.Name] = strings.Join(presentRules(p.Schema), ",")
				}
			}
			all[codegen.ToCamelCase(op.OperationID)] = rules
		}
	}
	return all
}

// tagPathParameters adds those rules to the request objects: the generator's template gives path parameters no tag.
func tagPathParameters(code []byte, rules map[string]map[string]string) ([]byte, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "api.gen.go", code, parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("read the generated server: %w", err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		operation, isRequest := strings.CutSuffix(spec.Name.Name, requestSuffix)
		if body, ok := spec.Type.(*ast.StructType); ok && isRequest {
			tagFields(body, rules[operation])
		}
		return false
	})
	var out bytes.Buffer
	if err := format.Node(&out, files, file); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func tagFields(body *ast.StructType, rules map[string]string) {
	for _, field := range body.Fields.List {
		if field.Tag == nil {
			continue
		}
		tag := strings.Trim(field.Tag.Value, "`")
		name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
		if rule := rules[name]; rule != "" {
			field.Tag.Value = fmt.Sprintf("`%s validate:%q`", tag, rule)
		}
	}
}
