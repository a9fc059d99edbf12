// Package limite counts uses in PostgreSQL, so that a limit holds for all the servers together: requests of a tool,
// attempts to sign in, tickets that serve once.
package limite

import (
	"context"
	"fmt"
	"time"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// Compter adds one use of a key to the current window, which starts at its first use, and says which use it is and how
// long the window still lasts.
func Compter(ctx context.Context, base *db.DB, cle string, fenetre time.Duration) (compte int, reste time.Duration, err error) {
	err = base.InAcademie(ctx, "", func(tx *db.Tx) error {
		l, _, err := db.One[struct {
			Compte int
			Reste  float64
		}](ctx, tx.Reader, `INSERT INTO debit AS d (cle, fenetre, compte) VALUES ($1, clock_timestamp(), 1)
			ON CONFLICT (cle) DO UPDATE SET
				compte = CASE WHEN d.fenetre + $2::interval > clock_timestamp() THEN d.compte + 1 ELSE 1 END,
				fenetre = CASE WHEN d.fenetre + $2::interval > clock_timestamp() THEN d.fenetre ELSE clock_timestamp() END
			RETURNING compte, extract(epoch FROM d.fenetre + $2::interval - clock_timestamp())::float8 AS reste`,
			cle, fmt.Sprintf("%d milliseconds", fenetre.Milliseconds()))
		compte, reste = l.Compte, time.Duration(l.Reste*float64(time.Second))
		return err
	})
	return compte, reste, err
}

// Tenir returns fail.TooMany, with the time to wait, once a key was used more than max times in its window.
func Tenir(ctx context.Context, base *db.DB, cle string, max int, fenetre time.Duration, message string) error {
	compte, reste, err := Compter(ctx, base, cle, fenetre)
	if err != nil || compte <= max {
		return err
	}
	e := fail.New(fail.TooMany, "trop_de_requetes", message)
	e.RetryAfter = reste
	return e
}

// Nettoyer forgets the windows of yesterday.
func Nettoyer(base *db.DB) func(context.Context) error {
	return func(ctx context.Context) error {
		return base.InAcademie(ctx, "", func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, `DELETE FROM debit WHERE fenetre < now() - interval '1 day'`)
			return err
		})
	}
}
