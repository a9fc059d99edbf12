// Package api holds what is generated from openapi.yaml: the types, the strict server, the rights of each operation
// and the document itself. Write openapi.yaml, then run `make generate`; the *.gen.* files are never edited.
package api

import _ "embed"

// Document is openapi.yaml in JSON, as served at /api/v1/openapi.json.
//
//go:embed openapi.gen.json
var Document []byte

// Exemples holds one example of each operation, by its name: each agrees with the schemas of the document.
//
//go:embed exemples.gen.json
var Exemples []byte
