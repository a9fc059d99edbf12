package pglocal

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// errLeftovers: processes of a killed server still hold the shared memory. They
// notice by themselves that their parent died, and end within a second or so.
var errLeftovers = errors.New("des processus du serveur précédent se terminent encore")

// run launches postgres and prepares the database.
func (s *Server) run(ctx context.Context) error {
	conn, err := s.launchUntilReady(ctx)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if err := checkExtensions(ctx, conn); err != nil {
		return err
	}
	if err := s.refreshCollations(ctx, conn); err != nil {
		return err
	}
	return ensureDatabase(ctx, conn)
}

func (s *Server) launchUntilReady(ctx context.Context) (*pgx.Conn, error) {
	for {
		conn, err := s.launchOnce(ctx)
		if !errors.Is(err, errLeftovers) {
			return conn, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(10 * retryDelay):
		}
	}
}

func (s *Server) launchOnce(ctx context.Context) (*pgx.Conn, error) {
	out, err := openLog(s.place.root)
	if err != nil {
		return nil, err
	}
	defer func() { _ = out.Close() }()

	cmd := exec.Command(s.bin.path("postgres"), s.arguments()...)
	cmd.Dir = s.place.base
	cmd.Stdout, cmd.Stderr = out.file, out.file
	if s.proc, err = launch(cmd, s.place.account, stopFast); err != nil {
		return nil, fmt.Errorf("lancement de %s sous le compte %s : %w", cmd.Path, s.place.account, err)
	}
	conn, err := s.waitReady(ctx)
	if err != nil {
		s.proc.ended(time.Second) // it has more to say if it is ending
		return nil, s.explain(err, out.tail())
	}
	return conn, nil
}

// arguments carries what must not be changed by ALTER SYSTEM: where to be found.
func (s *Server) arguments() []string {
	return append([]string{"-D", s.place.base, "-c", "config_file=" + s.place.conf}, s.point.arguments()...)
}

// waitReady connects as soon as the server accepts, and gives up if it ends.
func (s *Server) waitReady(ctx context.Context) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, readyTimeout)
	defer cancel()
	begin, told := time.Now(), false
	for {
		conn, err := s.connect(ctx, "postgres")
		switch silent := !starting(err); {
		case err == nil:
			return conn, nil
		case isRefusal(err) && silent, silent && time.Since(begin) > silentTimeout:
			return nil, err
		case !silent && !told && time.Since(begin) > 5*time.Second:
			told = true
			s.log.Info("PostgreSQL se remet d'un arrêt brutal, patience", "journal", s.place.log())
		}
		select {
		case <-s.proc.done:
			return nil, fmt.Errorf("postgres s'est arrêté au démarrage (%w)", s.proc.result())
		case <-ctx.Done():
			return nil, fmt.Errorf("postgres ne répond pas : %w", err)
		case <-time.After(retryDelay):
		}
	}
}

// isRefusal tells an answer of the server from its absence.
func isRefusal(err error) bool {
	var refusal *pgconn.PgError
	return errors.As(err, &refusal)
}

// starting tells the one refusal that waiting cures.
func starting(err error) bool {
	const cannotConnectNow = "57P03"
	var refusal *pgconn.PgError
	return errors.As(err, &refusal) && refusal.Code == cannotConnectNow
}

// explain turns a failed start into something an operator can act upon.
func (s *Server) explain(err error, tail string) error {
	var refusal *pgconn.PgError
	switch {
	case strings.Contains(tail, "pre-existing shared memory block"):
		return errLeftovers
	case strings.Contains(tail, "could not bind"):
		return fmt.Errorf("le port %s de 127.0.0.1 est déjà pris ; en choisir un autre : %w", s.point.port, err)
	case errors.As(err, &refusal) && refusal.Code == "28P01":
		return fmt.Errorf("le mot de passe de %s n'est pas celui de la base : %w", s.place.password(), err)
	}
	return fmt.Errorf("PostgreSQL ne démarre pas : %w\ndernières lignes de %s :\n%s", err, s.place.log(), tail)
}

// connect is for our own needs, through the socket if there is one: a TCP port may
// turn out to be another server's.
func (s *Server) connect(ctx context.Context, name string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return pgx.Connect(ctx, s.point.private().url(s.secret, name))
}

// checkVersion refuses data written by another major version before postgres
// does, with a message that says what to do.
func checkVersion(bin Binaries, base string) error {
	major, err := dataVersion(base)
	if err != nil {
		return fmt.Errorf("version des données : %w", err)
	}
	if major != bin.Version {
		return fmt.Errorf("les données de %s sont au format PostgreSQL %d et les binaires de %s sont en version %d : "+
			"réinstaller PostgreSQL %d (ou l'indiquer par IMAGIN_PG_BIN), ou repartir d'un autre répertoire de données",
			base, major, bin.Dir, bin.Version, major)
	}
	return nil
}

// dataVersion reads the major version of a data directory.
func dataVersion(base string) (int, error) {
	text, err := os.ReadFile(filepath.Join(base, "PG_VERSION"))
	if err != nil {
		return 0, err
	}
	var major int
	_, err = fmt.Sscan(string(text), &major)
	return major, err
}
