package courriel

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/job"
)

// marquer says that mails in hand left, or never will.
func (p *Poste) marquer(ctx context.Context, t job.Petit, ids []uuid.UUID, etat, canal, erreur string) error {
	if len(ids) == 0 {
		return nil
	}
	return p.Base.InAcademie(ctx, t.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE courriel SET etat = $3, canal = $4, erreur = nullif(left($5, 1000), ''), essais = essais + 1, prochain_le = NULL,
			envoye_le = CASE WHEN $3 = 'envoye' THEN clock_timestamp() ELSE envoye_le END, version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = ANY ($2) AND etat = 'en_cours' AND tournee_id = $6`, t.Academie, ids, etat, canal, erreur, t.ID)
		return err
	})
}

// remettre puts mails in hand back for later.
func (p *Poste) remettre(ctx context.Context, t job.Petit, ids []uuid.UUID, erreur string, attente time.Duration, essais int) error {
	return p.Base.InAcademie(ctx, t.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE courriel SET etat = 'en_attente', erreur = left($3, 1000), essais = essais + $4, prochain_le = clock_timestamp() + $5::interval,
			version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2) AND etat = 'en_cours' AND tournee_id = $6`,
			t.Academie, ids, erreur, essais, fmt.Sprintf("%d seconds", int(attente.Seconds())), t.ID)
		return err
	})
}

// Rejeter records that a mail came back, found by its Message-ID. ok is false when we did not write it.
func Rejeter(ctx context.Context, tx *db.Tx, messageID, cause string) (ok bool, err error) {
	n, err := tx.Exec(ctx, `UPDATE courriel SET etat = 'rejete', erreur = left($3, 1000), version = version + 1, maj_le = now()
		WHERE academie = $1 AND message_id = $2 AND etat = 'envoye'`, tx.Academie, messageID, cause)
	return n > 0, err
}
