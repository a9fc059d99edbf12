package pglocal

import (
	"fmt"
	"log/slog"
	"os/exec"
	"runtime"
	"time"
)

// stopMode is how a server is asked to end.
type stopMode int

const (
	stopFast      stopMode = iota // clients are cut off, data are flushed
	stopImmediate                 // as a crash; the next start replays the journal
	stopKill
)

// patience is how long each mode is given before the next, harsher one.
var patience = map[stopMode]time.Duration{stopFast: 30 * time.Second, stopImmediate: 10 * time.Second, stopKill: 5 * time.Second}

// process is a child that does not outlive us.
type process struct {
	cmd  *exec.Cmd
	done chan struct{}
	err  error // to be read once done is closed
}

// launch starts cmd as the account, and has it ended as orphaned says when we die.
func launch(cmd *exec.Cmd, acc *account, orphaned stopMode) (*process, error) {
	cmd.Env = environment(cmd.Environ())
	cmd.SysProcAttr = attributes(acc, orphaned)
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		// Linux sends the parent's death signal when the thread that forked
		// ends, so that thread is kept until the child has ended.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	return p, <-started
}

// result says how the child ended.
func (p *process) result() error {
	if p.err != nil {
		return p.err
	}
	return fmt.Errorf("code %d", p.cmd.ProcessState.ExitCode())
}

// ended waits for the child to end, no longer than limit.
func (p *process) ended(limit time.Duration) bool {
	select {
	case <-p.done:
		return true
	default:
	}
	select {
	case <-p.done:
		return true
	case <-time.After(limit):
		return false
	}
}

// end stops the server, more and more firmly.
func (p *process) end(bin Binaries, base string, log *slog.Logger) error {
	return endGradually(bin, base, p.cmd.Process.Pid, log, p.ended)
}

// endGradually goes through the modes until gone reports the end.
func endGradually(bin Binaries, base string, pid int, log *slog.Logger, gone func(time.Duration) bool) error {
	if gone(0) {
		return nil
	}
	for _, mode := range []stopMode{stopFast, stopImmediate, stopKill} {
		if mode != stopFast {
			log.Warn("PostgreSQL tarde à s'arrêter : arrêt forcé", "base", base)
		}
		if err := askToStop(bin, base, pid, mode); err != nil && !gone(0) {
			return fmt.Errorf("arrêt de PostgreSQL (processus %d) : %w", pid, err)
		}
		if gone(patience[mode]) {
			return nil
		}
	}
	return fmt.Errorf("PostgreSQL (processus %d) ne s'arrête pas", pid)
}
