package pglocal

import (
	"crypto/sha256"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
)

// reachableBy returns binaries that the account can run: these, or a copy under
// refuge when they came with a project it may not enter. Only the npm package is
// copied: it holds nothing else than PostgreSQL.
func (b Binaries) reachableBy(acc *account, log *slog.Logger) (Binaries, error) {
	wall := acc.blockedAt(b.Dir)
	if wall == "" {
		return b, nil
	}
	if !isNpm(b.Dir) {
		return b, fmt.Errorf("le compte %s, sous lequel tourne PostgreSQL, ne peut pas entrer dans %s pour exécuter %s", acc, wall, b.Dir)
	}
	info, err := os.Stat(b.path("postgres"))
	if err != nil {
		return b, err
	}
	// Another package, or the next version of this one, is another copy.
	key := sha256.Sum256(fmt.Append(nil, b.Dir, info.Size(), info.ModTime().UnixNano()))
	copied := filepath.Join(refuge, fmt.Sprintf("postgresql-%d-%x", b.Version, key[:6]))
	if _, err := os.Stat(copied); err != nil {
		log.Warn("le compte de PostgreSQL ne peut pas entrer là où sont ses binaires : ils sont copiés",
			"compte", acc, "binaires", b.Dir, "copie", copied)
		if err := copyTree(filepath.Dir(b.Dir), copied); err != nil {
			return b, fmt.Errorf("copie des binaires de PostgreSQL dans %s : %w", refuge, err)
		}
	}
	return Binaries{Dir: filepath.Join(copied, "bin"), Version: b.Version}, nil
}

// copyTree copies beside and renames, so that a copy exists whole or not at all.
func copyTree(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp(filepath.Dir(to), "copie-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.CopyFS(work, os.DirFS(from)); err != nil {
		return err
	}
	if err := os.Chmod(work, 0o755); err != nil {
		return err
	}
	if err := os.Rename(work, to); err != nil {
		if _, statErr := os.Stat(to); statErr != nil { // else another process was quicker
			return err
		}
	}
	return nil
}
