package pglocal

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// postmaster is what a running server writes about itself in its directory.
type postmaster struct {
	pid    int
	port   string
	socket string
	listen string
}

func postmasterFile(base string) string { return filepath.Join(base, "postmaster.pid") }

// readPostmaster is lenient: a server that was killed early leaves a short file.
func readPostmaster(base string) (postmaster, error) {
	text, err := os.ReadFile(postmasterFile(base))
	if err != nil {
		return postmaster{}, err
	}
	lines := append(strings.Split(string(text), "\n"), make([]string, 8)...)
	pid, _ := strconv.Atoi(strings.TrimSpace(lines[0]))
	return postmaster{
		pid:    pid,
		port:   strings.TrimSpace(lines[3]),
		socket: strings.TrimSuffix(lines[4], "\r"),
		listen: strings.TrimSpace(lines[5]),
	}, nil
}

// endpoint is how to reach it, over TCP if there is no socket or if asked for.
func (p postmaster) endpoint(port int) endpoint {
	tcp := p.listen != "" && (port != 0 || p.socket == "")
	return endpoint{socket: p.socket, port: p.port, tcp: tcp}
}

// evict makes room for our server. We hold the lock, so a server on this base has
// lost its owner: it is stopped rather than adopted, for its settings may differ
// and nobody would know when it dies. A file that names no server is removed,
// since postgres would not start if the number now belonged to another program.
func evict(bin Binaries, base string, log *slog.Logger) error {
	pm, err := readPostmaster(base)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("serveur précédent : %w", err)
	}
	if pm.pid > 1 && isServer(bin, base, pm.pid) {
		log.Warn("PostgreSQL tourne encore sans l'application qui l'avait lancé : il est arrêté", "processus", pm.pid)
		return endGradually(bin, base, pm.pid, log, func(limit time.Duration) bool {
			return waitGone(bin, base, pm.pid, limit)
		})
	}
	if err := os.Remove(postmasterFile(base)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("serveur précédent : %w", err)
	}
	return nil
}

// waitGone polls a process that is not our child.
func waitGone(bin Binaries, base string, pid int, limit time.Duration) bool {
	for end := time.Now().Add(limit); isServer(bin, base, pid); time.Sleep(retryDelay) {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}
