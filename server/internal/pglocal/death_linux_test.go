package pglocal

import (
	"path/filepath"
	"testing"
)

// TestServerDiesWithItsOwner: nothing starts again, and yet the server ends.
func TestServerDiesWithItsOwner(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	killed, _ := ownerProcess(t, installed(t)[0], dir, nil)
	base := filepath.Join(dir, "base")
	pid := serverPid(t, base)
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "fin du serveur", func() bool { return !isServer(Binaries{}, base, pid) })
}
