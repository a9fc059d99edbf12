//go:build unix

package pglocal

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// ownerVariable makes the test binary play a process that owns a server: it holds
// the data directory, and the process lives until its input closes or it is killed.
const ownerVariable = "IMAGIN_PGLOCAL_OWNER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(ownerVariable); dir != "" {
		playOwner(dir, os.Getenv("IMAGIN_PG_BIN"))
		return
	}
	os.Exit(m.Run())
}

func playOwner(dir, programs string) {
	bin, err := inspect(programs, 0)
	if err == nil {
		var s *Server
		if s, err = Start(context.Background(), bin, Options{Donnees: dir, Rapide: true}); err == nil {
			fmt.Println(s.URL())
			io.Copy(io.Discard, os.Stdin)
			err = s.Stop()
		}
	}
	if err != nil {
		fmt.Println("erreur :", err)
		os.Exit(1)
	}
}

// projectRoot is four levels above this file.
func projectRoot(t *testing.T) string {
	t.Helper()
	_, file, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("source introuvable")
	}
	return filepath.Join(filepath.Dir(file), "..", "..", "..")
}

// installed are all the binaries of this machine, one per major version.
func installed(t *testing.T) []Binaries {
	t.Helper()
	var found []Binaries
	seen := map[int]bool{}
	s := search{racine: projectRoot(t), root: "/"}
	for _, dir := range s.candidates() {
		if bin, err := inspect(dir, 0); err == nil && !seen[bin.Version] {
			seen[bin.Version] = true
			found = append(found, bin)
		}
	}
	if len(found) == 0 {
		t.Fatal(s.notFound(nil))
	}
	return found
}

// directory is a new one that any account can reach, unlike t.TempDir for root.
// Its name has what paths on real machines have.
func directory(t *testing.T) string {
	t.Helper()
	parent, err := os.MkdirTemp("", "pglocal")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(parent) })
	if err := os.Chmod(parent, 0o755); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(parent, "l'été, données")
	t.Cleanup(func() { place{root: dir}.dropSocket() }) // of a server killed for good
	return dir
}

func start(t *testing.T, bin Binaries, o Options) *Server {
	t.Helper()
	o.Rapide = true
	o.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	s, err := Start(t.Context(), bin, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Stop() })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
}

// query returns the single text of a query, run on a connection of its own.
func query(t *testing.T, url, sql string, args ...any) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	var text string
	if err := conn.QueryRow(ctx, sql, args...).Scan(&text); err != nil {
		t.Fatalf("%s : %v", sql, err)
	}
	return text
}

// execute runs a command on a connection of its own.
func execute(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s : %v", sql, err)
	}
}

// ownerProcess starts the test binary as the owner of a server and returns it with
// the URL. acc is the account it runs as; nil for ours.
func ownerProcess(t *testing.T, bin Binaries, dir string, acc *account) (*exec.Cmd, string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if acc != nil { // the build directory is closed to others
		self = copyBinary(t, self, filepath.Dir(dir))
	}
	cmd := exec.Command(self)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), ownerVariable+"="+dir, "IMAGIN_PG_BIN="+bin.Dir)
	runAs(cmd, acc)
	cmd.Stderr = t.Output()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	return cmd, readURL(t, out)
}

func readURL(t *testing.T, out io.Reader) string {
	t.Helper()
	buffer := make([]byte, 4096)
	n, err := out.Read(buffer)
	line := strings.TrimSpace(string(buffer[:n]))
	if err != nil || !strings.HasPrefix(line, "postgres://") {
		t.Fatalf("le processus propriétaire répond %q (%v)", line, err)
	}
	return line
}

func copyBinary(t *testing.T, from, dir string) string {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(dir, "proprietaire.test")
	if err := os.WriteFile(to, text, 0o755); err != nil {
		t.Fatal(err)
	}
	return to
}

// eventually polls a condition that other processes bring about.
func eventually(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !condition(); time.Sleep(retryDelay) {
		if time.Now().After(end) {
			t.Fatalf("%s : toujours pas après dix secondes", what)
		}
	}
}
