package pglocal

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
)

// place is where the parts of one server are.
type place struct {
	root      string // Options.Donnees
	base      string // PostgreSQL's data directory, links followed
	conf      string // next to base: readable by the account, not writable
	account   *account
	temporary bool
}

func (p place) log() string      { return filepath.Join(p.root, logName) }
func (p place) password() string { return passwordFile(p.root) }

// socketLink remembers a socket directory made elsewhere, to delete it.
func (p place) socketLink() string { return filepath.Join(p.root, "socket") }

// openDir creates the server's directory and returns its true path.
func openDir(o Options) (string, error) {
	var err error
	dir := o.Donnees
	if dir == "" {
		purgeTemporary()
		dir, err = os.MkdirTemp("", temporaryPrefix)
	} else {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil {
		dir, err = filepath.Abs(dir)
	}
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return "", fmt.Errorf("répertoire de données : %w", err)
	}
	return dir, letThrough(dir)
}

// letThrough opens a directory that is still empty, hence dedicated to us, to the
// account that will own base/: temporary directories are born 0700.
func letThrough(dir string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		return err
	}
	return os.Chmod(dir, 0o711)
}

// locate decides where base is, making room elsewhere when the account cannot
// enter the directory asked for.
func locate(dir string, acc *account, log *slog.Logger) (place, error) {
	p := place{root: dir, account: acc, base: filepath.Join(dir, "base")}
	target, err := filepath.EvalSymlinks(p.base)
	switch {
	case err == nil:
		p.base = target
	case isLink(p.base):
		return p, fmt.Errorf("%s est un lien vers des données disparues (%w) ; le supprimer pour repartir d'une base vide", p.base, err)
	case !errors.Is(err, fs.ErrNotExist):
		return p, fmt.Errorf("répertoire de données : %w", err)
	case acc.blockedAt(dir) != "":
		if p.base, err = divert(dir, acc, log); err != nil {
			return p, err
		}
	}
	if wall := acc.blockedAt(filepath.Dir(p.base)); wall != "" {
		return p, fmt.Errorf("le compte %s, sous lequel tourne PostgreSQL, ne peut pas entrer dans %s : "+
			"l'ouvrir (chmod a+x) ou déplacer les données", acc, wall)
	}
	p.conf = filepath.Join(filepath.Dir(p.base), "postgresql.conf")
	if filepath.Dir(p.base) != dir {
		p.conf = p.base + ".conf" // several bases may be neighbours there
	}
	return p, nil
}

func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// refuge receives what an unprivileged account must reach when the project is
// where it may not go. A variable for the tests.
var refuge = "/var/lib/imagin"

// divert makes dir/base a link to a new directory under refuge. The link is the
// only record: deleting dir and starting again gives an empty base, never an old one.
func divert(dir string, acc *account, log *slog.Logger) (string, error) {
	if err := os.MkdirAll(refuge, 0o755); err != nil {
		return "", fmt.Errorf("le compte %s ne peut pas entrer dans %s et le repli est impossible : %w", acc, acc.blockedAt(dir), err)
	}
	base, err := os.MkdirTemp(refuge, "base-")
	if err != nil {
		return "", err
	}
	if err := os.Symlink(base, filepath.Join(dir, "base")); err != nil {
		return "", err
	}
	log.Warn("PostgreSQL ne peut pas tourner sous root, et son compte ne peut pas entrer dans le répertoire de données : la base est placée ailleurs",
		"compte", acc, "donnees", dir, "base", base)
	return base, nil
}

// clean deletes what must not outlive the server.
func (p place) clean() {
	if p.root == "" { // the start failed before anything was made
		return
	}
	p.dropSocket()
	if p.temporary {
		os.RemoveAll(p.base)
		os.Remove(p.conf)
		os.RemoveAll(p.root)
	}
}

// dropSocket follows the link only to what socketDir makes: the owner of the
// directory, perhaps less powerful than us, could have it point anywhere.
func (p place) dropSocket() {
	dir, err := os.Readlink(p.socketLink())
	if err != nil {
		return
	}
	if made, err := filepath.Match(socketPattern, dir); err == nil && made {
		os.RemoveAll(dir)
	}
	os.Remove(p.socketLink())
}
