package plan

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/db"
)

// Residents keeps the sessions that the permanence asks about, laid out, so that who falls ill is replaced at once. It is a
// cache: before each answer the database says whether anything that it was made of has changed (table veille). When it has,
// the question is read from the database as without it, and the session is read again behind.
type Residents struct {
	mu    sync.Mutex
	tenus []*resident // the last asked about first
	// lectures under way; tests wait for them.
	lectures sync.WaitGroup
	servies  atomic.Int64
}

const (
	residentsTenus = 2
	// ageMax is well under what veille is kept for.
	ageMax       = 12 * time.Hour
	veilleGardee = 48 // hours
	lectureMax   = 5 * time.Minute
	// attenteMax is how long a question waits for another one, before it reads the database instead.
	attenteMax = 50 * time.Millisecond
	// A whole académie takes some ten seconds of processor to lay out: where people keep writing, it is not read
	// again and again. Small sessions are at once.
	lectureCourte = 2 * time.Second
	repos         = 3 // times what the last reading took
)

// NouveauxResidents is empty.
func NouveauxResidents() *Residents { return &Residents{} }

// Attendre waits for the readings under way.
func (m *Residents) Attendre() { m.lectures.Wait() }

// Servies counts the questions answered from memory.
func (m *Residents) Servies() int64 { return m.servies.Load() }

// resident is one session; what was last read of it is replaced whole.
type resident struct {
	academie string
	session  uuid.UUID
	mu       sync.Mutex
	lue      *sessionLue
	enCours  bool
	repos    time.Time // not read again before
}

func (m *Residents) trouver(academie string, session uuid.UUID) *resident {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := slices.IndexFunc(m.tenus, func(d *resident) bool { return d.academie == academie && d.session == session })
	d := &resident{academie: academie, session: session}
	if k >= 0 {
		d = m.tenus[k]
		m.tenus = slices.Delete(m.tenus, k, k+1)
	}
	m.tenus = slices.Insert(m.tenus, 0, d)
	m.tenus = m.tenus[:min(len(m.tenus), residentsTenus)]
	return d
}

// proposer answers from memory; ok is false when it cannot: nothing is read yet, something has changed, or the seat is one
// that only the database tells exactly.
func (m *Residents) proposer(ctx context.Context, base *db.DB, r db.Reader, academie string, a absence) (res api.Remplacements, ok bool, err error) {
	if m == nil {
		return res, false, nil
	}
	d := m.trouver(academie, a.SessionID)
	d.mu.Lock()
	lue := d.lue
	d.mu.Unlock()
	fraiche := false
	if lue != nil && time.Since(lue.le) < ageMax {
		if fraiche, err = inchange(ctx, r, academie, lue.instantane); err != nil {
			return res, false, err
		}
	}
	if !fraiche {
		m.lire(ctx, base, d)
		return res, false, nil
	}
	du, au, err := a.periode()
	if err != nil {
		return res, false, err
	}
	if res, ok = lue.proposer(ctx, a, du, au); ok {
		m.servies.Add(1)
	}
	return res, ok, nil
}

// inchange: nothing that a session is made of was written by a transaction that the snapshot does not see.
func inchange(ctx context.Context, r db.Reader, academie, instantane string) (bool, error) {
	return db.Scalar[bool](ctx, r, `SELECT NOT EXISTS (SELECT 1 FROM veille WHERE academie = $1 AND xid >= pg_snapshot_xmin($2::text::pg_snapshot)::text::bigint
		AND xid < pg_snapshot_xmax(pg_current_snapshot())::text::bigint AND NOT pg_visible_in_snapshot(xid::text::xid8, $2::text::pg_snapshot))`, academie, instantane)
}

// lire reads the session in the background, one reading at a time.
func (m *Residents) lire(ctx context.Context, base *db.DB, d *resident) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.enCours || time.Now().Before(d.repos) {
		return
	}
	d.enCours, d.lue = true, nil
	vie, cesser := context.WithTimeout(context.WithoutCancel(ctx), lectureMax)
	m.lectures.Go(func() {
		defer cesser()
		debut := time.Now()
		defer func() {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.enCours = false
			if duree := time.Since(debut); duree > lectureCourte {
				d.repos = time.Now().Add(repos * duree)
			}
		}()
		lue, err := lireResident(vie, base, d.academie, d.session)
		if err != nil {
			slog.WarnContext(vie, "session non gardée en mémoire", "session", d.session, "erreur", err)
			return
		}
		if lue == nil {
			return // something changed meanwhile: the next question asks again
		}
		d.mu.Lock()
		d.lue = lue
		d.mu.Unlock()
	})
}

// lireResident reads the session as it is; nil when something changed while it was read.
func lireResident(ctx context.Context, base *db.DB, academie string, session uuid.UUID) (*sessionLue, error) {
	if err := base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM veille WHERE academie = $1 AND le < now() - make_interval(hours => $2)`, academie, veilleGardee)
		return err
	}); err != nil {
		return nil, err
	}
	var donnees *instance.Donnees
	var faites []uuid.UUID
	le, instantane, pareil := time.Now(), "", false
	if err := base.Lire(ctx, academie, func(r db.Reader) (err error) {
		if instantane, err = db.Scalar[string](ctx, r, `SELECT pg_current_snapshot()::text`); err != nil {
			return err
		}
		if donnees, err = Lire(ctx, r, academie, session, Perimetre{}, uuid.Nil); err != nil {
			return err
		}
		if faites, err = ids(ctx, r, `SELECT id FROM affectation WHERE academie = $1 AND session_id = $2 AND etat = 'effectuee'`, academie, session); err != nil {
			return err
		}
		pareil, err = inchange(ctx, r, academie, instantane)
		return err
	}); err != nil || !pareil {
		return nil, err
	}
	return poserSession(donnees, faites, instantane, le)
}
