package pglocal

import (
	"os"
	"os/exec"
	"syscall"
)

// askToStop goes through pg_ctl: the server listens to a named pipe, not to signals.
func askToStop(bin Binaries, base string, pid int, mode stopMode) error {
	switch mode {
	case stopFast:
		return exec.Command(bin.path("pg_ctl"), "stop", "-W", "-m", "fast", "-D", base).Run()
	case stopImmediate:
		return exec.Command(bin.path("pg_ctl"), "stop", "-W", "-m", "immediate", "-D", base).Run()
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return p.Kill()
}

// isServer asks pg_ctl, which pings the pipe of the process.
func isServer(bin Binaries, base string, _ int) bool {
	return exec.Command(bin.path("pg_ctl"), "status", "-D", base).Run() == nil
}

// attributes keeps Ctrl-C to ourselves. The next start ends an orphan.
func attributes(*account, stopMode) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
