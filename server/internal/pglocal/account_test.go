//go:build unix

package pglocal

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
)

// asRoot skips what only root can do: become somebody else.
func asRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("demande root : il s'agit de quitter root")
	}
}

func TestRootDropsItsRights(t *testing.T) {
	t.Parallel()
	asRoot(t)
	s := start(t, installed(t)[0], Options{Donnees: directory(t)})
	if s.place.account == nil {
		t.Fatal("aucun compte choisi")
	}
	if uid, ok := ownerOf(s.place.base); !ok || uid != s.place.account.uid {
		t.Errorf("données du compte %d", uid)
	}
	if uid, ok := ownerOf(fmt.Sprintf("/proc/%d", s.proc.cmd.Process.Pid)); ok && uid != s.place.account.uid {
		t.Errorf("serveur sous le compte %d", uid)
	}
}

// TestOrdinaryUser runs everything as nobody, then lets root take over the base.
func TestOrdinaryUser(t *testing.T) {
	t.Parallel()
	asRoot(t)
	u, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	nobody, err := newAccount(u)
	if err != nil {
		t.Fatal(err)
	}
	for _, bin := range installed(t) {
		t.Run(fmt.Sprint(bin.Version), func(t *testing.T) {
			t.Parallel()
			dir := directory(t)
			if err := nobody.give(filepath.Dir(dir)); err != nil {
				t.Fatal(err)
			}
			process, url := ownerProcess(t, bin, dir, nobody)
			execute(t, url, "create table t as select 'présent' as v")
			if err := process.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			s := start(t, bin, Options{Donnees: dir})
			if s.place.account.name != "nobody" {
				t.Errorf("repris sous le compte %s", s.place.account)
			}
			if v := query(t, s.URL(), "select v from t"); v != "présent" {
				t.Fatalf("relu %q", v)
			}
		})
	}
}

// closed is a directory only root may enter, as /root.
func closed(t *testing.T) string {
	t.Helper()
	dir := directory(t)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func withRefuge(t *testing.T) {
	t.Helper()
	previous := refuge
	refuge = filepath.Join(directory(t), "imagin")
	t.Cleanup(func() { refuge = previous })
}

func TestProjectClosedToTheAccount(t *testing.T) {
	asRoot(t)
	withRefuge(t)
	bin := installed(t)[0]
	dir := filepath.Join(closed(t), "projet", "données")
	s := start(t, bin, Options{Donnees: dir})
	if !strings.HasPrefix(s.place.base, refuge) || !isLink(filepath.Join(dir, "base")) {
		t.Fatalf("base placée dans %s", s.place.base)
	}
	execute(t, s.URL(), "create table t as select 'présent' as v")
	stop(t, s)

	moved := filepath.Join(closed(t), "projet déplacé")
	if err := os.Rename(dir, moved); err != nil {
		t.Fatal(err)
	}
	s = start(t, bin, Options{Donnees: moved})
	if v := query(t, s.URL(), "select v from t"); v != "présent" {
		t.Fatalf("relu %q", v)
	}
	stop(t, s)

	if err := os.RemoveAll(s.place.base); err != nil {
		t.Fatal(err)
	}
	_, err := Start(t.Context(), bin, Options{Donnees: moved, Rapide: true})
	if err == nil || !strings.Contains(err.Error(), "données disparues") {
		t.Errorf("une base vide a remplacé les données : %v", err)
	}
}

func TestTemporaryBehindAClosedDoorIsCleaned(t *testing.T) {
	asRoot(t)
	withRefuge(t)
	t.Setenv("TMPDIR", closed(t))
	s := start(t, installed(t)[0], Options{})
	if !strings.HasPrefix(s.place.base, refuge) {
		t.Fatalf("base placée dans %s", s.place.base)
	}
	stop(t, s)
	left, err := os.ReadDir(refuge)
	if err != nil || len(left) > 0 {
		t.Errorf("il reste %v (%v)", left, err)
	}
}

func TestBinariesClosedToTheAccount(t *testing.T) {
	asRoot(t)
	withRefuge(t)
	var npm *Binaries
	for _, bin := range installed(t) {
		if isNpm(bin.Dir) {
			npm = &bin
		}
	}
	if npm == nil {
		t.Fatalf("paquet npm absent : npm ci --prefix deployments/local")
	}
	native := filepath.Join(closed(t), "native")
	if err := copyTree(filepath.Dir(npm.Dir), native); err != nil {
		t.Fatal(err)
	}
	bin := Binaries{Dir: filepath.Join(native, "bin"), Version: npm.Version}
	for range 2 { // the second time the copy is there
		s := start(t, bin, Options{Donnees: directory(t)})
		if !strings.HasPrefix(s.bin.Dir, refuge) {
			t.Fatalf("exécuté depuis %s", s.bin.Dir)
		}
		stop(t, s)
	}

	system := Binaries{Dir: closed(t), Version: npm.Version}
	_, err := Start(t.Context(), system, Options{Donnees: directory(t), Rapide: true})
	if err == nil || !strings.Contains(err.Error(), "ne peut pas entrer") {
		t.Errorf("binaires hors d'atteinte : %v", err)
	}
}
