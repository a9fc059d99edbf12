package pglocal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// initialise creates the data directory if there is none, and returns the owner's
// password. It works in a directory beside and renames it at the end, so that an
// interrupted creation leaves nothing that looks like a base.
func initialise(ctx context.Context, bin Binaries, p place, fast bool) (string, error) {
	if _, err := os.Stat(filepath.Join(p.base, "PG_VERSION")); err == nil {
		return readPassword(p.root)
	}
	secret, err := newPassword(p.root)
	if err != nil {
		return "", err
	}
	fresh := p.base + ".nouvelle"
	defer os.RemoveAll(fresh)
	if err := createFirstPossible(ctx, bin, p, fresh, secret, fast); err != nil {
		return "", err
	}
	if err := os.Remove(p.base); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s contient autre chose qu'une base : %w", p.base, err)
	}
	return secret, os.Rename(fresh, p.base)
}

// locales are tried in turn, best first: French order and case from ICU, else an
// order by code point. Not every system has C.UTF-8, not every build has ICU.
func locales(version int) [][]string {
	icu := []string{"--locale-provider=icu", "--icu-locale=fr-FR"}
	list := [][]string{
		append(icu, "--locale=C.UTF-8"),
		append(icu, "--locale=C"),
	}
	if version >= 17 {
		list = append(list, []string{"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"})
	}
	return append(list, []string{"--locale=C.UTF-8"}, []string{"--locale=C"})
}

func createFirstPossible(ctx context.Context, bin Binaries, p place, fresh, secret string, fast bool) error {
	var err error
	for _, locale := range locales(bin.Version) {
		if err = create(ctx, bin, p, fresh, secret, fast, locale); err == nil || ctx.Err() != nil {
			return err
		}
	}
	return err
}

// create runs initdb once.
func create(ctx context.Context, bin Binaries, p place, fresh, secret string, fast bool, locale []string) error {
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return err
	}
	if err := p.account.give(fresh); err != nil {
		return err
	}
	pwfile, err := lendPassword(filepath.Dir(fresh), secret, p.account)
	if err != nil {
		return err
	}
	defer os.Remove(pwfile)

	args := append([]string{
		"--pgdata=" + fresh, "--username=" + owner, "--pwfile=" + pwfile, "--auth=scram-sha-256",
		"--encoding=UTF8", "--data-checksums", "--lc-messages=C", "--text-search-config=french", "--no-instructions",
	}, locale...)
	if fast {
		args = append(args, "--no-sync")
	}
	return runInitdb(ctx, bin, p.account, args)
}

func runInitdb(ctx context.Context, bin Binaries, acc *account, args []string) error {
	var out strings.Builder
	cmd := exec.CommandContext(ctx, bin.path("initdb"), args...)
	cmd.Dir = bin.Dir // the caller's own directory may be closed to the account
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = time.Second // its children may hold the output when it is cancelled
	proc, err := launch(cmd, acc, stopKill)
	if err != nil {
		return fmt.Errorf("lancement de %s sous le compte %s : %w", cmd.Path, acc, err)
	}
	<-proc.done
	if proc.err != nil {
		return fmt.Errorf("création de la base par initdb (%w) :\n%s", proc.err, out.String())
	}
	return nil
}

// lendPassword writes the password where initdb, under the account, can read it.
func lendPassword(dir, secret string, acc *account) (string, error) {
	f, err := os.CreateTemp(dir, "mdp-") // 0600
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(secret)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = acc.give(f.Name())
	}
	return f.Name(), err
}

func passwordFile(root string) string { return filepath.Join(root, "mot-de-passe") }

// newPassword is written before the base that it opens exists.
func newPassword(root string) (string, error) {
	secret := rand.Text()
	if err := replaceFile(passwordFile(root), secret+"\n", 0o600); err != nil {
		return "", fmt.Errorf("mot de passe de la base : %w", err)
	}
	return secret, nil
}

func readPassword(root string) (string, error) {
	text, err := os.ReadFile(passwordFile(root))
	if err != nil {
		return "", fmt.Errorf("la base existe mais son mot de passe est illisible : %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}
