package job

import (
	"context"
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

// reprendre gives back to the queue the tâches whose process died: they are "en_cours" and nobody holds their lock.
func (f *File) reprendre(ctx context.Context) error {
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
