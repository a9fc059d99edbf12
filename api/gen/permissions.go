package main

import (
	"bytes"
	"fmt"
	"go/format"
)

// renderPermissions writes the rights as data: the authorisation table and its golden test read them.
func renderPermissions(operations []operation) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n\npackage api\n\n", marker)
	b.WriteString("// Operation is an operation of the document and the right it asks for.\n")
	b.WriteString("type Operation struct {\n\tID, Methode, Chemin, Permission, Activite string\n}\n\n")

	b.WriteString("// Operations lists every operation, sorted by ID. The ID is the name given to strict middlewares.\n")
	b.WriteString("var Operations = []Operation{\n")
	for _, op := range operations {
		fmt.Fprintf(&b, "{ID: %q, Methode: %q, Chemin: %q, Permission: %q, Activite: %q},\n",
			op.ID, op.Methode, op.Chemin, op.Permission, op.Activite)
	}
	b.WriteString("}\n\n")

	b.WriteString("// Permissions gives the permission of each operation: public, connecte or domaine.verbe.\n")
	b.WriteString("var Permissions = map[string]string{\n")
	for _, op := range operations {
		fmt.Fprintf(&b, "%q: %q,\n", op.ID, op.Permission)
	}
	b.WriteString("}\n\n")

	b.WriteString("// Activites gives the activités an operation belongs to, separated by spaces: one of them must be open. Some have none.\n")
	b.WriteString("var Activites = map[string]string{\n")
	for _, op := range operations {
		if op.Activite != "" {
			fmt.Fprintf(&b, "%q: %q,\n", op.ID, op.Activite)
		}
	}
	b.WriteString("}\n")
	return format.Source(b.Bytes())
}
