package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"

	"imagin/server/internal/db"
)

// Petit is one run of a small work that nobody watches: a mail. Its own row, not a tâche, says what became of it.
type Petit struct {
	Base     *db.DB
	Academie string
	ID       uuid.UUID // of its row
}

// argsPetit holds identifiers only, no personal data.
type argsPetit struct {
	Academie string    `json:"academie"`
	ID       uuid.UUID `json:"id"`
	Code     string    `json:"code"`
}

func (argsPetit) Kind() string { return "petit" }

// Attendre is what a small work returns to be tried again after a while: its row keeps the count and the reason.
func Attendre(d time.Duration) error { return river.JobSnooze(d) }

// Enfiler gives small works to the queue in the transaction that makes their rows. priorite goes from 1, first, to 4.
func (f *File) Enfiler(ctx context.Context, tx *db.Tx, code string, priorite int, ids ...uuid.UUID) error {
	if t, ok := f.types[code]; !ok || t.Petit == nil {
		return fmt.Errorf("petit travail inconnu : %s", code)
	}
	if len(ids) == 0 {
		return nil
	}
	travaux := make([]river.InsertManyParams, len(ids))
	for i, id := range ids {
		travaux[i] = river.InsertManyParams{Args: argsPetit{tx.Academie, id, code},
			InsertOpts: &river.InsertOpts{Queue: code, Priority: priorite, MaxAttempts: essaisPetit}}
	}
	_, err := f.client.InsertManyFastTx(ctx, tx.SQL(), travaux)
	return err
}

// essaisPetit bounds our own faults only: what the outside refuses waits through Attendre, which does not count.
const essaisPetit = 25

type petitOuvrier struct {
	river.WorkerDefaults[argsPetit]
	f *File
}

func (o *petitOuvrier) Work(ctx context.Context, j *river.Job[argsPetit]) (err error) {
	a := j.Args
	t, ok := o.f.types[a.Code]
	if !ok || t.Petit == nil {
		return fmt.Errorf("petit travail inconnu : %s", a.Code)
	}
	liberer, err := o.f.base.Verrouiller(ctx, "petit:"+a.ID.String())
	if err != nil {
		return err
	}
	if liberer == nil { // somebody is on it
		return river.JobSnooze(10 * time.Second)
	}
	defer liberer()
	defer func() {
		if p := recover(); p != nil {
			slog.ErrorContext(ctx, "panique dans un petit travail", "code", a.Code, "id", a.ID, "panique", p, "pile", string(debug.Stack()))
			err = errors.New("panique")
		}
	}()
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "Service", Depuis: a.Code + ":" + a.ID.String()})
	err = t.Petit(ctx, Petit{o.f.base, a.Academie, a.ID})
	var attente *river.JobSnoozeError
	if err != nil && !errors.As(err, &attente) && ctx.Err() == nil {
		slog.ErrorContext(ctx, "petit travail en échec", "code", a.Code, "id", a.ID, "erreur", err)
	}
	return err
}

// reprendrePetits gives back to the queue the small works whose process died.
func (f *File) reprendrePetits(ctx context.Context) error {
	type abandonne struct {
		ID  int64
		Cle uuid.UUID
	}
	var candidats []abandonne
	err := f.base.Lire(ctx, "", func(r db.Reader) (err error) {
		candidats, err = db.Query[abandonne](ctx, r, `SELECT id, (args->>'id')::uuid AS cle FROM river.river_job
			WHERE kind = 'petit' AND state = 'running' ORDER BY attempted_at LIMIT 100`)
		return err
	})
	for _, c := range candidats {
		if err := f.rendrePetit(ctx, c.ID, c.Cle); err != nil {
			return err
		}
	}
	return err
}

func (f *File) rendrePetit(ctx context.Context, id int64, cle uuid.UUID) error {
	liberer, err := f.base.Verrouiller(ctx, "petit:"+cle.String())
	if err != nil || liberer == nil { // alive
		return err
	}
	defer liberer()
	return f.base.InAcademie(ctx, "", func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE river.river_job SET state = 'available', scheduled_at = now() WHERE id = $1 AND state = 'running'
			AND attempted_at < now() - interval '2 seconds'`, id)
		return err
	})
}
