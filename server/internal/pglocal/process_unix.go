//go:build unix

package pglocal

import "syscall"

func (m stopMode) signal() syscall.Signal {
	switch m {
	case stopFast:
		return syscall.SIGINT
	case stopImmediate:
		return syscall.SIGQUIT
	default:
		return syscall.SIGKILL
	}
}

func askToStop(_ Binaries, _ string, pid int, mode stopMode) error {
	return syscall.Kill(pid, mode.signal())
}

// attributes runs the child as the account, in a process group of its own: the
// Ctrl-C meant for us must not take the database away from the requests under way.
func attributes(acc *account, orphaned stopMode) *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if acc != nil {
		attr.Credential = &syscall.Credential{Uid: acc.uid, Gid: acc.gid}
	}
	dieWithParent(attr, orphaned.signal())
	return attr
}
