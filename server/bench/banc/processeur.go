package banc

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Processeur is the processor time of the private PostgreSQL so far, all of its processes together: what a measure is
// worth on a machine that does something else too.
func (b *Banc) Processeur(ctx context.Context) (time.Duration, error) {
	var pid int
	if err := b.Base.QueryRow(ctx, `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
		return 0, err
	}
	nous, err := lireStat(pid)
	if err != nil {
		return 0, err
	}
	maitre, err := lireStat(nous.parent)
	if err != nil {
		return 0, err
	}
	total := maitre.propre + maitre.enfants
	dossiers, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return 0, err
	}
	for _, d := range dossiers {
		n, _ := strconv.Atoi(filepath.Base(d))
		if s, err := lireStat(n); err == nil && s.parent == nous.parent { // a process may end meanwhile
			total += s.propre
		}
	}
	return total, nil
}

type stat struct {
	parent          int
	propre, enfants time.Duration // enfants: those that ended
}

func lireStat(pid int) (s stat, err error) {
	texte, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return s, err
	}
	_, apres, _ := strings.Cut(string(texte), ") ")
	c := strings.Fields(apres)
	if len(c) < 15 {
		return s, fmt.Errorf("/proc/%d/stat illisible", pid)
	}
	n := func(i int) time.Duration {
		v, _ := strconv.Atoi(c[i])
		return time.Duration(v) * 10 * time.Millisecond // the kernel counts in hundredths of a second
	}
	s.parent, _ = strconv.Atoi(c[1])
	s.propre, s.enfants = n(11)+n(12), n(13)+n(14)
	return s, nil
}
