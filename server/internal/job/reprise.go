package job

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
)

func (r ronde) tourner(ctx context.Context) {
	tic := time.NewTicker(r.chaque)
	defer tic.Stop()
	for {
		if err := r.faire(ctx); err != nil && ctx.Err() == nil {
			slog.WarnContext(ctx, r.nom, "erreur", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tic.C:
		}
	}
}

// reprendre gives back to the queue the tâches whose process died: they are "en_cours" and nobody holds their lock, or the
// queue gave them to somebody who never began.
func (f *File) reprendre(ctx context.Context) error {
	if err := f.reprendreDonnees(ctx); err != nil {
		return err
	}
	type abandonnee struct {
		Academie string
		ID       uuid.UUID
	}
	var candidates []abandonnee
	err := f.base.Across(ctx, "reprise des tâches", func(r db.Reader) (err error) {
		candidates, err = db.Query[abandonnee](ctx, r, `SELECT academie, id FROM tache WHERE etat = 'en_cours' LIMIT 100`)
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range candidates {
		liberer, err := f.base.Verrouiller(ctx, "tache:"+c.ID.String())
		if err != nil {
			return err
		}
		if liberer == nil {
			continue // alive
		}
		err = f.remettre(ctx, c.Academie, c.ID)
		liberer()
		if err != nil {
			return err
		}
	}
	return nil
}

// reprendreDonnees looks for the tâches that died between the queue, which says that somebody has them, and their first
// word. Should that somebody only be slow, the lock keeps the two apart.
func (f *File) reprendreDonnees(ctx context.Context) error {
	var academies []struct{ Academie string }
	err := f.base.Across(ctx, "tâches données et pas commencées", func(r db.Reader) (err error) {
		academies, err = db.Query[struct{ Academie string }](ctx, r, `SELECT DISTINCT academie FROM tache WHERE etat = 'en_attente' AND cree_le < now() - interval '2 seconds'`)
		return err
	})
	for _, x := range academies {
		err = errors.Join(err, f.base.InAcademie(ctx, x.Academie, func(tx *db.Tx) error {
			n, err := tx.Exec(ctx, `UPDATE river.river_job j SET state = 'available', scheduled_at = now() WHERE kind = 'tache' AND state = 'running' AND attempted_at < now() - interval '2 seconds'
				AND EXISTS (SELECT 1 FROM tache t WHERE t.academie = $1 AND t.id = (j.args->>'tache')::uuid AND t.etat = 'en_attente')`, x.Academie)
			if n > 0 {
				slog.InfoContext(ctx, "tâches reprises avant d’avoir commencé", "nombre", n)
			}
			return err
		}))
	}
	return err
}

// remettre makes River's own row available again at once; River alone would wait for its rescue delay.
func (f *File) remettre(ctx context.Context, academie string, id uuid.UUID) error {
	return f.base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE river.river_job SET state = 'available', scheduled_at = now()
			WHERE kind = 'tache' AND args->>'tache' = $1 AND state = 'running'`, id.String())
		if n > 0 {
			slog.InfoContext(ctx, "tâche reprise après un arrêt brutal", "tache", id)
		}
		return err
	})
}
