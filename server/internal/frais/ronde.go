package frais

import (
	"context"
	"fmt"

	"imagin/server/internal/db"
	"imagin/server/internal/journal"
)

// Ouvrir is a round: it opens the états de frais of the missions that are over, in every académie. Done twice, or by two
// servers at once, it opens each once.
func Ouvrir(base *db.DB) func(context.Context) error {
	return func(ctx context.Context) error {
		ctx = db.AvecActeur(ctx, db.Acteur{Qui: "ouverture des états de frais"})
		var academies []string
		err := base.Across(ctx, "ouverture des états de frais", func(r db.Reader) error {
			l, err := db.Query[struct{ Academie string }](ctx, r, `SELECT DISTINCT p.academie FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
				JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id WHERE p.etat = 'non_effectuee' AND a.fin <= now()`)
			for _, x := range l {
				academies = append(academies, x.Academie)
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, aca := range academies {
			if err := base.InAcademie(ctx, aca, func(tx *db.Tx) error {
				n, err := db.Scalar[int](ctx, tx.Reader, `SELECT efm_ouvrir($1)`, aca)
				if err != nil || n == 0 {
					return err
				}
				return journal.Ecrire(ctx, tx, journal.Ligne{Action: "ouverture", Objet: "efm_part", ObjetID: aca, Pourquoi: fmt.Sprintf("%d parts de missions terminées", n)})
			}); err != nil {
				return err
			}
		}
		return nil
	}
}
