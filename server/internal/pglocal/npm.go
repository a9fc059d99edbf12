package pglocal

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// linksFile lists the symbolic links that npm archives cannot carry.
const linksFile = "pg-symlinks.json"

// restoreLinks makes the links of the npm package, which its install script would
// have made had it been allowed to run. Other packagings have no such list.
func restoreLinks(bin string) error {
	native := filepath.Dir(bin)
	text, err := os.ReadFile(filepath.Join(native, linksFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var links []struct{ Source, Target string } // both from the package's root
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("%s illisible : %w", linksFile, err)
	}
	root, err := os.OpenRoot(filepath.Dir(native)) // a list must not lead us elsewhere
	if err != nil {
		return err
	}
	defer root.Close()
	for _, l := range links {
		if err := restoreLink(root, l.Source, l.Target); err != nil {
			return fmt.Errorf("lien %s de la bibliothèque : %w", l.Target, err)
		}
	}
	return nil
}

func restoreLink(root *os.Root, source, target string) error {
	relative, err := filepath.Rel(filepath.Dir(filepath.FromSlash(target)), filepath.FromSlash(source))
	if err != nil {
		return err
	}
	err = root.Symlink(relative, target)
	if errors.Is(err, fs.ErrExist) { // already there, or made by another process just now
		return nil
	}
	return err
}

func isNpm(bin string) bool {
	_, err := os.Stat(filepath.Join(filepath.Dir(bin), linksFile))
	return err == nil
}
