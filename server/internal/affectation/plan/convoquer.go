package plan

import (
	"context"
	"errors"
	"fmt"

	"imagin/api"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// convoquer makes the letters tell what the remplacement did: whoever leaves a seat reads so, whoever takes one that was
// convoked is convoked. A session without settings stops no remplacement at seven in the morning: it is said, and done later.
func (a API) convoquer(ctx context.Context, tx *db.Tx, c *chantier, b *api.DemandeRemplacement, res *api.RemplacementFait) error {
	touchees := append(quittees(b), c.ID)
	suites, err := a.Convocations.ConvoquerMaintenant(ctx, tx, "Remplacement de "+c.Nom, append(touchees, c.aConvoquer...)...)
	var refus *fail.Error
	switch {
	case errors.As(err, &refus) && refus.Code == "parametrage.absent":
		res.Rectificatifs = 0
		res.Avertissements = append(res.Avertissements, "Aucun paramétrage d’édition n’est partagé pour cette session : les convocations ne sont pas parties. Convoquez depuis « Convocations », ou prévenez par téléphone.")
		return nil
	case err != nil:
		return err
	}
	res.Convocations, res.Rectificatifs = suites.Convoquees, suites.Rectifiees
	_, personnes := c.p.S.Index()
	for k, m := range b.Mouvements {
		nom, id := c.p.S.Personnes[personnes[m.Intervenant]].Nom, res.Affectations[k]
		if motif, ecartee := suites.Ecartees[id]; ecartee {
			res.Avertissements = append(res.Avertissements, fmt.Sprintf("%s n’est pas convoqué(e) : %s", nom, motif))
		}
	}
	if reste := len(res.Affectations) - len(c.aConvoquer); reste > 0 {
		res.Avertissements = append(res.Avertissements, "La place n’était pas encore convoquée : la convocation partira avec les autres.")
	}
	return nil
}
