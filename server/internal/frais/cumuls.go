package frais

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/frais/calcul"
)

type (
	periode struct {
		personne uuid.UUID
		an, mois int // mois 0: the whole year
	}
	// cumuls carries, from one claim to the next of the same batch, what the brackets of the year and the minimum of the
	// month count: validated together, they are worth what they are worth one after the other.
	cumuls map[periode]int64
)

func (c cumuls) suivre(x *aDeplacer) {
	a, m := x.periodes()
	x.Cumul += c[a]
	x.VeloDuMois += c[m]
}

func (x *aDeplacer) periodes() (an, mois periode) {
	return periode{x.IntervenantID, x.Jour.Year(), 0}, periode{x.IntervenantID, x.Jour.Year(), int(x.Jour.Month())}
}

// ajouter counts a claim that nothing keeps from being validated.
func (c cumuls) ajouter(x *aDeplacer, p *calcul.Part, notes []string) {
	if slices.ContainsFunc(notes, func(n string) bool { return anomalies[n].bloquante }) {
		return
	}
	a, m := x.periodes()
	for _, l := range p.Lignes {
		if l.Regle == "DEP.IK" {
			c[a] += l.Quantite
		}
		if calcul.EstVelo(l.Code) {
			c[m] += l.Montant
		}
	}
}

// Recalculer prices again the claims of a person that may still change: her car, her situation or her counter did.
func Recalculer(ctx context.Context, tx *db.Tx, personne uuid.UUID) error {
	l, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT p.id FROM efm_part p JOIN deplacement x ON x.academie = p.academie AND x.part_id = p.id
		WHERE p.academie = $1 AND p.intervenant_id = $2 AND p.genre = 'deplacement' AND p.etat IN ('effectuee', 'a_valider', 'rejete') ORDER BY p.id FOR UPDATE OF p`, tx.Academie, personne)
	if err != nil {
		return err
	}
	for i := range l { // each alone: none of them is about to be validated
		if err := calculerDeplacements(ctx, tx, []uuid.UUID{l[i].ID}); err != nil {
			return err
		}
	}
	return nil
}
