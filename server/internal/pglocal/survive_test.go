//go:build unix

package pglocal

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func runAs(cmd *exec.Cmd, acc *account) {
	if acc != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: acc.uid, Gid: acc.gid}}
	}
}

func serverPid(t *testing.T, base string) int {
	t.Helper()
	pm, err := readPostmaster(base)
	if err != nil || pm.pid == 0 {
		t.Fatalf("processus du serveur : %v %v", pm, err)
	}
	return pm.pid
}

func TestOwnerKilled(t *testing.T) {
	t.Parallel()
	for _, bin := range installed(t) {
		t.Run(fmt.Sprint(bin.Version), func(t *testing.T) {
			t.Parallel()
			dir := directory(t)
			killed, url := ownerProcess(t, bin, dir, nil)
			execute(t, url, "create table t as select 'présent' as v")
			pid := serverPid(t, filepath.Join(dir, "base"))
			if err := killed.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			// At once: the server may still be ending, or on BSD not even know.
			s := start(t, bin, Options{Donnees: dir})
			if serverPid(t, s.place.base) == pid || isServer(bin, s.place.base, pid) {
				t.Error("l'ancien serveur vit encore")
			}
			if v := query(t, s.URL(), "select v from t"); v != "présent" {
				t.Fatalf("relu %q", v)
			}
		})
	}
}

// TestOrphan: a server that outlived its owner, as after a kill where the system
// does not tell children.
func TestOrphan(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	bin := installed(t)[0]
	s := start(t, bin, Options{Donnees: dir})
	execute(t, s.URL(), "create table t as select 'présent' as v")
	orphan := s.proc
	s.lock.release()

	next := start(t, bin, Options{Donnees: dir})
	select {
	case <-orphan.done:
	case <-time.After(time.Second):
		t.Fatal("l'orphelin vit encore")
	}
	if next.Shared() {
		t.Fatal("l'orphelin a été partagé")
	}
	if v := query(t, next.URL(), "select v from t"); v != "présent" {
		t.Fatalf("relu %q", v)
	}
}

// TestStalePidOfAnotherProgram: everything was killed, and the number left in the
// data directory now belongs to a program of the same account.
func TestStalePidOfAnotherProgram(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	bin := installed(t)[0]
	s := start(t, bin, Options{Donnees: dir})
	base := s.place.base
	if err := s.proc.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.Done()
	text, err := os.ReadFile(postmasterFile(base))
	if err != nil {
		t.Fatal(err)
	}
	stop(t, s)

	other := exec.Command("sleep", "60")
	runAs(other, s.place.account)
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { other.Process.Kill(); other.Wait() }()
	_, rest, _ := strings.Cut(string(text), "\n")
	stale := fmt.Sprintf("%d\n%s", other.Process.Pid, rest)
	if err := os.WriteFile(postmasterFile(base), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}

	start(t, bin, Options{Donnees: dir})
	if err := other.Process.Signal(syscall.Signal(0)); err != nil {
		t.Fatal("l'autre programme a été tué")
	}
}

func TestStaleEmptyPidFile(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	bin := installed(t)[0]
	s := start(t, bin, Options{Donnees: dir})
	stop(t, s)
	if err := os.WriteFile(postmasterFile(s.place.base), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	start(t, bin, Options{Donnees: dir})
}

// TestInterruptedCreation: the previous start died in the middle of initdb.
func TestInterruptedCreation(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	half := filepath.Join(dir, "base.nouvelle", "global")
	if err := os.MkdirAll(half, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	start(t, installed(t)[0], Options{Donnees: dir})
	if _, err := os.Stat(filepath.Dir(half)); !os.IsNotExist(err) {
		t.Fatalf("le reste de la création demeure : %v", err)
	}
}

func TestPurgeOfKilledTemporaries(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Dir(directory(t)))
	young, old, held := filepath.Join(os.TempDir(), temporaryPrefix+"1"), filepath.Join(os.TempDir(), temporaryPrefix+"2"), filepath.Join(os.TempDir(), temporaryPrefix+"3")
	hour := time.Now().Add(-time.Hour)
	for _, dir := range []string{young, old, held} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	lock, err := tryLock(filepath.Join(held, "verrou"))
	if err != nil {
		t.Fatal(err)
	}
	defer lock.release()
	for _, dir := range []string{old, held} {
		if err := os.Chtimes(dir, hour, hour); err != nil {
			t.Fatal(err)
		}
	}
	purgeTemporary()
	for dir, want := range map[string]bool{young: true, old: false, held: true} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s : %v, attendu présent %v", dir, err, want)
		}
	}
}
