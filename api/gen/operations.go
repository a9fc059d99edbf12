package main

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/deepmap/oapi-codegen/v2/pkg/codegen"
	"github.com/getkin/kin-openapi/openapi3"
)

// operation is what the server must know of an operation before running it.
type operation struct {
	ID, Methode, Chemin, Permission, Activite string
}

var (
	permissionForm = regexp.MustCompile(`^(public|connecte|[a-z][a-z_-]*\.[a-z][a-z_-]*)$`)
	activiteForm   = regexp.MustCompile(`^([a-z]+:)?[a-z][a-z-]*( ([a-z]+:)?[a-z][a-z-]*)*$`)
)

// listOperations gives the operations sorted by identifier, or every fault found at once.
func listOperations(doc *openapi3.T) ([]operation, error) {
	var list []operation
	var faults []error
	seen := map[string]string{}
	for _, path := range slices.Sorted(maps.Keys(doc.Paths.Map())) {
		methods := doc.Paths.Value(path).Operations()
		for _, method := range slices.Sorted(maps.Keys(methods)) {
			place := method + " " + path
			op, err := readOperation(doc, methods[method])
			if err == nil && seen[op.ID] != "" {
				err = fmt.Errorf("operationId %s is already that of %s", op.ID, seen[op.ID])
			}
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", place, err))
				continue
			}
			seen[op.ID] = place
			op.Methode, op.Chemin = method, path
			list = append(list, op)
		}
	}
	slices.SortFunc(list, func(a, b operation) int { return strings.Compare(a.ID, b.ID) })
	return list, errors.Join(faults...)
}

// readOperation names the operation as the strict server does when it calls its middlewares.
func readOperation(doc *openapi3.T, source *openapi3.Operation) (operation, error) {
	if source.OperationID == "" {
		return operation{}, errors.New("operationId is missing")
	}
	op := operation{ID: codegen.ToCamelCase(source.OperationID)}
	var err error
	if op.Permission, err = extension(source.Extensions, "x-permission", permissionForm); err != nil {
		return op, fmt.Errorf("%s: %w", source.OperationID, err)
	}
	if op.Permission == "" {
		return op, fmt.Errorf("%s: x-permission is missing (public, connecte or domaine.verbe)", source.OperationID)
	}
	if op.Activite, err = extension(source.Extensions, "x-activite", activiteForm); err != nil {
		return op, fmt.Errorf("%s: %w", source.OperationID, err)
	}
	if open := withoutSecurity(doc, source); open != (op.Permission == "public") {
		return op, fmt.Errorf("%s: x-permission: public and `security: []` go together", source.OperationID)
	}
	return op, nil
}

// withoutSecurity reads the security that applies, so that the published document cannot announce another access
// than the one enforced.
func withoutSecurity(doc *openapi3.T, op *openapi3.Operation) bool {
	if op.Security != nil {
		return len(*op.Security) == 0
	}
	return len(doc.Security) == 0
}

func extension(extensions map[string]any, name string, form *regexp.Regexp) (string, error) {
	raw, present := extensions[name]
	if !present {
		return "", nil
	}
	value, ok := raw.(string)
	if !ok || !form.MatchString(value) {
		return "", fmt.Errorf("%s: unexpected value %v", name, raw)
	}
	return value, nil
}
