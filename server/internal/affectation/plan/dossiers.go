package plan

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
)

// Dossiers keeps the last plans that somebody asked about, read and laid out, so that the next question is answered at
// once. It is a cache: what a dossier says is checked against the version of its plan each time, and a server without it
// only answers later.
type Dossiers struct {
	mu    sync.Mutex
	tenus []*dossier // the last asked about first
}

const (
	// dossiersTenus bounds memory: a whole académie takes some 60 MB.
	dossiersTenus = 3
	// fraicheur is how long people, availability and missions are taken as they were read.
	fraicheur = 5 * time.Minute
)

// NouveauxDossiers is empty.
func NouveauxDossiers() *Dossiers { return &Dossiers{} }

// prendre returns the dossier of a plan, held until rendre; it may be empty, or out of date.
func (m *Dossiers) prendre(ctx context.Context, academie string, plan uuid.UUID) (*dossier, error) {
	m.mu.Lock()
	k := slices.IndexFunc(m.tenus, func(d *dossier) bool { return d.academie == academie && d.plan == plan })
	var d *dossier
	if k >= 0 {
		d = m.tenus[k]
		m.tenus = slices.Delete(m.tenus, k, k+1)
	} else {
		d = &dossier{academie: academie, plan: plan, seul: make(chan struct{}, 1)}
	}
	m.tenus = slices.Insert(m.tenus, 0, d)
	m.tenus = m.tenus[:min(len(m.tenus), dossiersTenus)]
	m.mu.Unlock()
	select {
	case d.seul <- struct{}{}:
		return d, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (d *dossier) rendre() { <-d.seul }
