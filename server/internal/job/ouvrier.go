package job

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

type riverTx = *sql.Tx

// Execution is one run of a tâche.
type Execution struct {
	Base     *db.DB
	File     *File // for the tâches that this one asks for
	Academie string
	Tache    uuid.UUID
	Objet    string
	dernier  time.Time
	etape    string
}

// Avancer tells the watchers where the work is, at most five times a second, and returns ErrAnnulee when somebody
// asked for the end.
func (e *Execution) Avancer(ctx context.Context, etape string, fait, total int64) error {
	if etape == e.etape && time.Since(e.dernier) < 200*time.Millisecond && fait < total {
		return ctx.Err()
	}
	e.etape, e.dernier = etape, time.Now()
	var annulee bool
	err := e.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) (err error) {
		annulee, err = db.Scalar[bool](ctx, tx.Reader, `UPDATE tache SET etape = $3, fait = $4, total = $5
			WHERE academie = $1 AND id = $2 RETURNING annulation_demandee`, e.Academie, e.Tache, etape, fait, total)
		return err
	})
	if err == nil && annulee {
		return ErrAnnulee
	}
	return err
}

// Terminer ends the tâche in the transaction of its effect: either both are there, or neither.
func (e *Execution) Terminer(ctx context.Context, tx *db.Tx, message string) error {
	_, err := tx.Exec(ctx, `UPDATE tache SET etat = 'terminee', fin = now(), message = $3, fait = greatest(total, fait)
		WHERE academie = $1 AND id = $2`, e.Academie, e.Tache, message)
	return err
}

type ouvrier struct {
	river.WorkerDefaults[args]
	f *File
}

func (o *ouvrier) Work(ctx context.Context, j *river.Job[args]) error {
	a := j.Args
	liberer, err := o.f.base.Verrouiller(ctx, "tache:"+a.Tache.String())
	if err != nil {
		return err
	}
	if liberer == nil { // somebody is on it
		return river.JobSnooze(10 * time.Second)
	}
	defer liberer()
	e, acteur, err := o.commencer(ctx, a)
	if err != nil || e == nil { // e is nil when the tâche is already over: nothing is done twice
		return err
	}
	ctx = db.AvecActeur(ctx, acteur)
	t, ok := o.f.types[a.Type]
	if !ok {
		return o.finir(ctx, e, "echouee", "Ce serveur ne connaît pas ce type de tâche.")
	}
	return o.conclure(ctx, e, executer(ctx, t, e), j.Attempt >= essaisMax)
}

func executer(ctx context.Context, t Type, e *Execution) (err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.ErrorContext(ctx, "panique dans une tâche", "tache", e.Tache, "panique", p, "pile", string(debug.Stack()))
			err = errors.New("panique")
		}
	}()
	return t.Executer(ctx, e)
}

func (o *ouvrier) commencer(ctx context.Context, a args) (*Execution, db.Acteur, error) {
	type lue struct {
		Etat, CreePar string
		Objet         *string
		UtilisateurID *uuid.UUID
	}
	e := &Execution{Base: o.f.base, File: o.f, Academie: a.Academie, Tache: a.Tache}
	acteur := db.Acteur{Depuis: "tache:" + a.Tache.String()}
	err := o.f.base.InAcademie(ctx, a.Academie, func(tx *db.Tx) error {
		l, ok, err := db.One[lue](ctx, tx.Reader, `SELECT etat, cree_par, objet, utilisateur_id FROM tache
			WHERE academie = $1 AND id = $2 FOR UPDATE`, a.Academie, a.Tache)
		if err != nil {
			return err
		}
		if !ok || l.Etat != "en_attente" && l.Etat != "en_cours" {
			e = nil
			return nil
		}
		acteur.Qui = l.CreePar
		if l.UtilisateurID != nil {
			acteur.Utilisateur = *l.UtilisateurID
		}
		if l.Objet != nil {
			e.Objet = *l.Objet
		}
		_, err = tx.Exec(ctx, `UPDATE tache SET etat = 'en_cours', debut = coalesce(debut, now()) WHERE academie = $1 AND id = $2`,
			a.Academie, a.Tache)
		return err
	})
	return e, acteur, err
}

// conclure sorts what the work returned: done, the caller's fault (final, with its message), interrupted, or ours
// (tried again, then given up with a word).
func (o *ouvrier) conclure(ctx context.Context, e *Execution, err error, dernier bool) error {
	apres := context.WithoutCancel(ctx)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrAnnulee):
		return o.finir(apres, e, "annulee", "Annulée à la demande. Rien n’a été modifié.")
	case fail.As(err) != nil && fail.As(err).Kind != fail.Busy && fail.As(err).Code != "concurrence":
		return o.finir(apres, e, "echouee", fail.As(err).Message)
	case ctx.Err() != nil && !dernier:
		return err // the process is stopping: the next one takes over
	}
	slog.ErrorContext(ctx, "tâche en échec", "tache", e.Tache, "erreur", err)
	if dernier {
		return o.finir(apres, e, "echouee", "Le traitement a échoué plusieurs fois de notre fait ; rien n’a été modifié. Référence : "+e.Tache.String())
	}
	return err
}

func (o *ouvrier) finir(ctx context.Context, e *Execution, etat, message string) error {
	return o.f.base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE tache SET etat = $3, fin = now(), message = $4 WHERE academie = $1 AND id = $2`,
			e.Academie, e.Tache, etat, message)
		return err
	})
}
