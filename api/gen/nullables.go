package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/printer"
	"go/token"
	"strings"
)

// renderNullables lists the instances of nullable.Nullable in the generated types. The validator knows types one by
// one, so each instance must be registered; a list found in the code cannot forget one.
func renderNullables(code []byte) ([]byte, error) {
	types, err := nullableTypes(code)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\npackage api\n\nimport (\n", marker)
	b.WriteString("\"github.com/go-playground/validator/v10\"\n")
	if all := strings.Join(types, " "); strings.Contains(all, "openapi_types.") {
		b.WriteString("openapi_types \"github.com/oapi-codegen/runtime/types\"\n")
	}
	if strings.Contains(strings.Join(types, " "), "time.") {
		b.WriteString("\"time\"\n")
	}
	b.WriteString(")\n\n// enregistreNullables makes the validator see through each nullable type of the document.\n")
	b.WriteString("func enregistreNullables(v *validator.Validate) {\n")
	for _, name := range types {
		fmt.Fprintf(&b, "enregistreNullable[%s](v)\n", name)
	}
	b.WriteString("}\n")
	return format.Source(b.Bytes())
}

func nullableTypes(code []byte) ([]string, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "api.gen.go", code, parser.SkipObjectResolution)
	if err != nil {
		return nil, fmt.Errorf("read the generated types: %w", err)
	}
	found := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		index, ok := n.(*ast.IndexExpr)
		if !ok {
			return true
		}
		if selector, ok := index.X.(*ast.SelectorExpr); ok && selector.Sel.Name == "Nullable" {
			var text bytes.Buffer
			if printer.Fprint(&text, files, index.Index) == nil {
				found[text.String()] = true
			}
		}
		return true
	})
	return sorted(found), nil
}
