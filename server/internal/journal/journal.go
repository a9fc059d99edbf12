// Package journal writes, in the transaction of a change, who made it, on what, from where, and what it was before.
package journal

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"imagin/server/internal/db"
)

// Ligne is one line of the journal. Avant and Apres are any values that JSON can hold, or nil.
type Ligne struct {
	Action, Objet, ObjetID, Pourquoi string
	Avant, Apres                     any
}

// Ecrire adds lines under the actor of the transaction.
func Ecrire(ctx context.Context, tx *db.Tx, lignes ...Ligne) error {
	for _, l := range lignes {
		avant, err := enJSON(l.Avant)
		if err != nil {
			return err
		}
		apres, err := enJSON(l.Apres)
		if err != nil {
			return err
		}
		a := tx.Acteur
		_, err = tx.Exec(ctx, `INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, avant, apres)
			VALUES ($1, $2, nullif($3, $4)::uuid, $5, nullif($6, ''), nullif($7, ''), $8, $9, $10, nullif($11, ''), $12, $13)`,
			tx.Academie, uuid.Must(uuid.NewV7()), a.Utilisateur, uuid.Nil, a.Qui, a.Profil, a.Depuis, l.Action, l.Objet, l.ObjetID, l.Pourquoi, avant, apres)
		if err != nil {
			return err
		}
	}
	return nil
}

func enJSON(v any) (json.RawMessage, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}
