// Command gen turns openapi.yaml into Go: the types and strict server of package api, the rights of each operation,
// the client and the JSON of the document. It refuses what would not be enforced at run time.
//
// Run it from the root of the repository: go run ./api/gen
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	spec := flag.String("spec", "openapi.yaml", "document to read")
	out := flag.String("out", "api", "directory of package api")
	flag.Parse()

	if err := run(*spec, *out); err != nil {
		fmt.Fprintln(os.Stderr, "api/gen:", err)
		os.Exit(1)
	}
}

// run writes nothing unless every file could be generated, so that a mistake in the document leaves a tree that builds.
func run(spec, out string) error {
	source, err := os.ReadFile(spec)
	if err != nil {
		return err
	}
	files, err := generate(source)
	if err != nil {
		return fmt.Errorf("%s: %w", spec, err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := write(filepath.Join(out, filepath.FromSlash(name)), files[name]); err != nil {
			return err
		}
	}
	return nil
}

// write leaves an unchanged file alone: rewriting it would restart the watchers of `make dev`.
func write(path string, content []byte) error {
	if old, err := os.ReadFile(path); err == nil && string(old) == string(content) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}
