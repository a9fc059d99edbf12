// Package pglocal runs a private PostgreSQL for whoever starts IMAG'IN with one
// command and no database at hand: it finds the binaries, creates the data the
// first time, starts the server as a child and stops it with the application.
//
// The directory given in [Options.Donnees] holds:
//
//	base/            the PostgreSQL data directory (0700, owned by the account that runs it)
//	postgresql.conf  the settings, rewritten at every start (ALTER SYSTEM survives)
//	mot-de-passe     the owner's password (0600)
//	postgres.log     what the server says
//	verrou           locked by the process that owns the server
//
// PostgreSQL refuses to run as root. A root caller therefore runs it as the owner
// of base/, else as "postgres", else as "nobody". When that account cannot enter
// the directory (a project under /root), base becomes a link to a directory made
// under /var/lib/imagin; nothing else moves, and a log line says so.
//
// A second process asking for the same directory shares the running server.
package pglocal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	owner    = "imagin" // role that owns the database
	database = "imagin"

	// readyTimeout leaves room for the replay of the journal after a crash, during
	// which the server answers that it is starting; silentTimeout is for no answer.
	readyTimeout  = 10 * time.Minute
	silentTimeout = time.Minute
	// shareTimeout bounds the wait for a server that another process starts.
	shareTimeout = time.Minute
	// retryDelay paces the loops that wait for another process.
	retryDelay = 25 * time.Millisecond
)

// Options says where the data live and how the server is reached.
type Options struct {
	// Donnees is the directory of the server, created if missing. Empty means a
	// temporary one, deleted by Stop.
	Donnees string
	// Port is the TCP port on 127.0.0.1. Zero means a Unix socket and nothing
	// else, or a free port where Unix sockets do not exist.
	Port int
	// Rapide gives up durability for speed. For tests only.
	Rapide bool
	// Reglages adds to or replaces the settings of postgresql.conf.
	Reglages map[string]string
	// Log receives what an operator should know; slog.Default() if nil.
	Log *slog.Logger
}

// Server is a PostgreSQL started by [Start], or shared with the process that did.
type Server struct {
	place  place
	point  endpoint
	secret string
	bin    Binaries
	log    *slog.Logger

	proc *process  // nil when shared
	lock *fileLock // nil when shared
	stop sync.Once
	err  error
}

// Start brings up the server of o.Donnees and returns once database "imagin"
// accepts connections. ctx bounds the start, not the life of the server.
func Start(ctx context.Context, bin Binaries, o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	dir, err := openDir(o)
	if err != nil {
		return nil, err
	}
	s, err := ownOrShare(ctx, bin, o, dir)
	if err != nil && o.Donnees == "" {
		os.RemoveAll(dir)
	}
	return s, err
}

// ownOrShare takes the lock of the directory and starts the server, or joins the
// server of the process that holds it. Either may change hands while we wait.
func ownOrShare(ctx context.Context, bin Binaries, o Options, dir string) (*Server, error) {
	deadline := time.After(shareTimeout)
	for {
		lock, err := tryLock(filepath.Join(dir, "verrou"))
		if err == nil {
			return own(ctx, bin, o, dir, lock)
		}
		if !errors.Is(err, errLocked) {
			return nil, fmt.Errorf("répertoire de données employé auparavant sous un autre compte ? %w", err)
		}
		s, shareErr := share(ctx, o, dir)
		if shareErr == nil {
			return s, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-deadline:
			return nil, fmt.Errorf("%s est tenu par un autre processus et son PostgreSQL ne répond pas : %w", dir, shareErr)
		case <-time.After(retryDelay):
		}
	}
}

// own starts the server; the lock is ours until Stop.
func own(ctx context.Context, bin Binaries, o Options, dir string, lock *fileLock) (*Server, error) {
	s := &Server{bin: bin, lock: lock, log: o.Log}
	err := s.bringUp(ctx, o, dir)
	if err != nil {
		_ = s.Stop()
		return nil, err
	}
	s.log.Info("PostgreSQL démarré", "version", s.bin.Version, "donnees", dir, "binaires", s.bin.Dir)
	return s, nil
}

func (s *Server) bringUp(ctx context.Context, o Options, dir string) error {
	acc, err := chooseAccount(dir)
	if err != nil {
		return err
	}
	if s.bin, err = s.bin.reachableBy(acc, s.log); err != nil {
		return err
	}
	if s.place, err = locate(dir, acc, s.log); err != nil {
		return err
	}
	s.place.temporary = o.Donnees == ""
	if err := evict(s.bin, s.place.base, s.log); err != nil {
		return err
	}
	if s.secret, err = initialise(ctx, s.bin, s.place, o.Rapide); err != nil {
		return err
	}
	if err := checkVersion(s.bin, s.place.base); err != nil {
		return err
	}
	if err := writeSettings(s.place.conf, o); err != nil {
		return err
	}
	if s.point, err = s.place.endpoint(o.Port); err != nil {
		return err
	}
	return s.run(ctx)
}

// share joins the server that another process runs on dir.
func share(ctx context.Context, o Options, dir string) (*Server, error) {
	base, err := filepath.EvalSymlinks(filepath.Join(dir, "base"))
	if err != nil {
		return nil, err
	}
	pm, err := readPostmaster(base)
	if err != nil {
		return nil, err
	}
	secret, err := readPassword(dir)
	if err != nil {
		return nil, err
	}
	s := &Server{place: place{root: dir, base: base}, point: pm.endpoint(o.Port), secret: secret, log: o.Log}
	conn, err := s.connect(ctx, database)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	s.log.Info("PostgreSQL déjà démarré par un autre processus, partagé", "donnees", dir)
	return s, nil
}

// URL is the owner's connection string to database "imagin".
func (s *Server) URL() string { return s.point.url(s.secret, database) }

// Shared tells whether another process owns the server; Stop then leaves it be.
func (s *Server) Shared() bool { return s.lock == nil }

// Done is closed when the server ends, asked or not. It never is when shared.
func (s *Server) Done() <-chan struct{} {
	if s.proc == nil {
		return nil
	}
	return s.proc.done
}

// Stop ends the server: fast shutdown first, immediate if that takes too long.
// The data stay, unless they were temporary. Calling it again does nothing.
func (s *Server) Stop() error {
	s.stop.Do(func() {
		if s.Shared() {
			return
		}
		if s.proc != nil {
			s.err = s.proc.end(s.bin, s.place.base, s.log)
		}
		s.place.clean()
		s.lock.release()
	})
	return s.err
}
