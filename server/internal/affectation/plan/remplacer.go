package plan

import (
	"context"
	"errors"
	"slices"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// Remplacer answers POST /remplacements: the chain is checked again on the database as it is, then done whole: seats,
// letters and mails, in one transaction. It returns fail.NotFound, fail.Conflict when it is no longer possible (remplacement.perime) or the person is not expected
// there (remplacement.etat).
func (a API) Remplacer(ctx context.Context, r api.RemplacerRequestObject) (api.RemplacerResponseObject, error) {
	p, b := access.De(ctx), r.Body
	res := api.RemplacementFait{Affectations: []uuid.UUID{}, Avertissements: []string{}}
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := bloquer(ctx, tx, b); err != nil {
			return err
		}
		absent, err := lireAbsence(ctx, tx.Reader, p.Academie, b.Affectation)
		if err != nil {
			return err
		}
		c, err := absent.ouvrir(ctx, tx.Reader, p.Academie, b.Mouvements)
		if err != nil {
			return err
		}
		if res.Delta, err = c.essayer(b.Mouvements); err != nil {
			return err
		}
		if err := c.faire(ctx, tx, b, &res); err != nil {
			return err
		}
		if deref(b.Simulation) {
			return errSimulation
		}
		if err := a.convoquer(ctx, tx, c, b, &res); err != nil {
			return err
		}
		res.Courriels, err = a.prevenir(ctx, tx, res.Affectations)
		return err
	})
	if errors.Is(err, errSimulation) {
		err = nil
	}
	return api.Remplacer200JSONResponse(res), err
}

// bloquer locks the affectations of the chain and the people whom it calls, in one order for everyone: two permanences do
// not cross, and the second one reads what the first has done of a person whom both wanted.
func bloquer(ctx context.Context, tx *db.Tx, b *api.DemandeRemplacement) error {
	touchees := append(quittees(b), b.Affectation)
	if _, err := ids(ctx, tx.Reader, `SELECT id FROM affectation WHERE academie = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE`, tx.Academie, touchees); err != nil {
		return err
	}
	appelees := make([]uuid.UUID, len(b.Mouvements))
	for k, m := range b.Mouvements {
		appelees[k] = m.Intervenant
	}
	_, err := ids(ctx, tx.Reader, `SELECT id FROM intervenant WHERE academie = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE`, tx.Academie, appelees)
	return err
}

// quittees are the affectations that those of the chain leave.
func quittees(b *api.DemandeRemplacement) (quittees []uuid.UUID) {
	for _, m := range b.Mouvements {
		if m.Quitte != nil {
			quittees = append(quittees, *m.Quitte)
		}
	}
	return quittees
}

// essayer plays the chain on the plan, and returns what it costs more.
func (c *chantier) essayer(mouvements []api.MouvementDemande) (int64, error) {
	perime := fail.New(fail.Conflict, "remplacement.perime",
		"Ce remplacement n’est plus possible : quelqu’un a été affecté, ou n’est plus disponible, depuis qu’il a été proposé. Relisez les solutions.")
	avant := c.x.Cout()
	c.x.Desaffecter(c.ici)
	_, personnes := c.p.S.Index()
	poste := c.ici.Poste
	for _, m := range mouvements {
		i, connue := personnes[m.Intervenant]
		if !connue || poste < 0 || i == c.ici.Personne {
			return 0, perime
		}
		suivant := int32(-1)
		if m.Quitte != nil {
			t, tenue := c.places[*m.Quitte]
			if !tenue || t.Personne != i || c.p.Tenus[t].Verrouille || !c.x.Desaffecter(t) {
				return 0, perime
			}
			suivant = t.Poste
		}
		if c.x.Affecter(optim.Affectation{Poste: poste, Personne: i}) != nil {
			return 0, perime
		}
		poste = suivant
	}
	if poste >= 0 && !c.p.Probleme.Postes[poste].Reserve {
		return 0, fail.New(fail.Conflict, "remplacement.incomplet", "La dernière personne de la chaîne laisse une place que personne ne reprend.")
	}
	return c.x.Cout() - avant, nil
}

// faire undoes what is left, then affects along the chain; each new affectation names the one it replaces.
func (c *chantier) faire(ctx context.Context, tx *db.Tx, b *api.DemandeRemplacement, res *api.RemplacementFait) error {
	laissees := quittees(b)
	convoquees, err := ids(ctx, tx.Reader, `SELECT id FROM affectation WHERE academie = $1 AND id = ANY ($2) AND etat = 'convoquee'`, tx.Academie, append(laissees, c.ID))
	if err != nil {
		return err
	}
	bilan, err := defaire(ctx, tx, []uuid.UUID{c.ID}, b.Motif, true)
	if err != nil {
		return err
	}
	// Why the absent person is absent is hers: those who move for her only read that they replace.
	suite, err := defaire(ctx, tx, laissees, "Appel en remplacement sur une autre mission", true)
	if err != nil {
		return err
	}
	libre, remplacee := c.ici.Poste, c.ID
	for _, m := range b.Mouvements {
		id := uuid.Must(uuid.NewV7())
		if err := inserer(ctx, tx, id, c.p.MissionDe(libre).ID, m.Intervenant, c.p.RoleDe(libre), "remplacement", &remplacee); err != nil {
			return err
		}
		res.Affectations = append(res.Affectations, id)
		if slices.Contains(convoquees, remplacee) {
			c.aConvoquer = append(c.aConvoquer, id)
		}
		if m.Quitte != nil {
			libre, remplacee = c.places[*m.Quitte].Poste, *m.Quitte
		}
	}
	res.Rectificatifs = bilan.Convoquees + suite.Convoquees
	return nil
}
