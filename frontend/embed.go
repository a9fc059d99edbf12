// Package frontend carries the built SPA inside the binary.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Fichiers is the built SPA; without index.html it was not built.
func Fichiers() fs.FS {
	sous, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is part of the binary
	}
	return sous
}
