//go:build unix && !linux

package pglocal

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// dieWithParent: no such thing here. The next start ends the orphan.
func dieWithParent(*syscall.SysProcAttr, syscall.Signal) {}

// isServer tells whether pid is a server of this base, named on its command line.
func isServer(_ Binaries, base string, pid int) bool {
	out, err := exec.Command("ps", "-o", "args=", "-p", strconv.Itoa(pid)).Output()
	return err == nil && strings.Contains(string(out), "-D "+base+" ")
}
