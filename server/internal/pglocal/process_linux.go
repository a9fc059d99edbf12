package pglocal

import (
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

func dieWithParent(attr *syscall.SysProcAttr, s syscall.Signal) { attr.Pdeathsig = s }

// isServer tells whether pid is a server of this base, which is then its working
// directory. A pid alone proves nothing: after a restart, of a container above
// all, the same number is some other program.
func isServer(_ Binaries, base string, pid int) bool {
	cwd, err := os.Stat(filepath.Join("/proc", strconv.Itoa(pid), "cwd"))
	if err != nil {
		return false
	}
	dir, err := os.Stat(base)
	return err == nil && os.SameFile(cwd, dir)
}
