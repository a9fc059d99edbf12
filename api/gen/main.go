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
	only := flag.Bool("check", false, "write nothing; fail if a generated file is not up to date")
	flag.Parse()

	action := write
	if *only {
		action = compare
	}
	if err := run(*spec, *out, action); err != nil {
		fmt.Fprintln(os.Stderr, "api/gen:", err)
		os.Exit(1)
	}
}

// run does nothing unless every file could be generated, so that a mistake in the document leaves a tree that builds.
func run(spec, out string, action func(path string, content []byte) error) error {
	source, err := os.ReadFile(spec)
	if err != nil {
		return err
	}
	files, err := generate(source)
	if err != nil {
		return fmt.Errorf("%s: %w", spec, err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := action(filepath.Join(out, filepath.FromSlash(name)), files[name]); err != nil {
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

// compare tells a document that was changed without generating, or a generated file that was edited.
func compare(path string, content []byte) error {
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if string(old) != string(content) {
		return fmt.Errorf("%s is not what openapi.yaml gives: run make generate", path)
	}
	return nil
}
