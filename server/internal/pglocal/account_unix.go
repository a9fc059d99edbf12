//go:build unix

package pglocal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// chooseAccount returns nil unless we are root, whom PostgreSQL refuses. The owner
// of an existing base goes first: it may have been made without root. Only users
// the system knows will do, since PostgreSQL looks up its own name.
func chooseAccount(dir string) (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	if uid, ok := ownerOf(filepath.Join(dir, "base")); ok && uid != 0 {
		u, err := user.LookupId(strconv.FormatUint(uint64(uid), 10))
		if err != nil {
			return nil, fmt.Errorf("propriétaire de %s/base : %w", dir, err)
		}
		return newAccount(u)
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			return newAccount(u)
		}
	}
	return nil, errors.New("PostgreSQL refuse de tourner sous root, et ce système n'a ni compte postgres ni compte nobody : lancer la commande sous un compte ordinaire")
}

func newAccount(u *user.User) (*account, error) {
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	return &account{u.Username, uint32(uid), uint32(gid)}, err
}

func ownerOf(path string) (uint32, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return stat.Uid, true
}

func ownedByUs(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// give hands a file or directory of ours over to the account.
func (a *account) give(path string) error {
	if a == nil {
		return nil
	}
	if err := os.Lchown(path, int(a.uid), int(a.gid)); err != nil {
		return fmt.Errorf("don de %s au compte %s : %w", path, a, err)
	}
	return nil
}

// blockedAt returns the first directory on the way to dir, itself included, that
// the account may not go through; "" if none. It reads the plain permissions: an
// access list that says more only costs a detour.
func (a *account) blockedAt(dir string) string {
	if a == nil {
		return ""
	}
	if parent := filepath.Dir(dir); parent != dir {
		if wall := a.blockedAt(parent); wall != "" {
			return wall
		}
	}
	info, err := os.Stat(dir)
	if err != nil || !a.mayEnter(info) {
		return dir
	}
	return ""
}

func (a *account) mayEnter(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return false
	}
	switch {
	case stat.Uid == a.uid:
		return info.Mode()&0o100 != 0
	case stat.Gid == a.gid:
		return info.Mode()&0o010 != 0
	}
	return info.Mode()&0o001 != 0
}
