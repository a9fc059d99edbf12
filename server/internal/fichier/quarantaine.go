package fichier

import (
	"context"
	"log/slog"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/journal"
	"imagin/server/internal/secret"
)

// Quarantaine is a round: files that wait are judged as soon as the antivirus answers again. suites is told of each, in the
// transaction of its verdict: what it proves may be paid now, or is no proof any more.
func Quarantaine(base *db.DB, coffre *secret.Coffre, a *Antivirus, suites func(context.Context, *db.Tx, uuid.UUID) error) func(context.Context) error {
	return func(ctx context.Context) error {
		if a == nil {
			return nil
		}
		ctx = db.AvecActeur(ctx, db.Acteur{Qui: "antivirus"})
		var attendent []struct {
			Academie string
			ID       uuid.UUID
		}
		err := base.Across(ctx, "fichiers en attente d’antivirus", func(r db.Reader) (err error) {
			attendent, err = db.Query[struct {
				Academie string
				ID       uuid.UUID
			}](ctx, r, `SELECT academie, id FROM fichier WHERE controle = 'en_attente' ORDER BY cree_le LIMIT 500`)
			return err
		})
		for _, x := range attendent {
			if err != nil {
				return err
			}
			err = liberer(ctx, base, coffre, a, suites, x.Academie, x.ID)
		}
		return err
	}
}

func liberer(ctx context.Context, base *db.DB, coffre *secret.Coffre, a *Antivirus, suites func(context.Context, *db.Tx, uuid.UUID) error, academie string, id uuid.UUID) error {
	c, err := trouver(ctx, base, coffre, academie, id)
	if err != nil {
		return err
	}
	verdict, err := a.juger(ctx, c.Lecteur())
	if err != nil {
		slog.WarnContext(ctx, "antivirus injoignable", "erreur", err)
		return nil // it will be asked again
	}
	return base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE fichier SET controle = $3, controle_le = now() WHERE academie = $1 AND id = $2 AND controle = 'en_attente'`, academie, id, verdict)
		if err != nil || n == 0 { // another server judged it
			return err
		}
		if verdict == Infecte {
			if _, err := tx.Exec(ctx, `DELETE FROM fichier_morceau WHERE academie = $1 AND fichier_id = $2`, academie, id); err != nil {
				return err
			}
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "antivirus", Objet: "fichier", ObjetID: id.String(), Apres: map[string]any{"verdict": verdict}}); err != nil {
			return err
		}
		return suites(ctx, tx, id)
	})
}
