package plan

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// DeplacerPlace answers POST /plans/{id}/deplacements: somebody leaves a place for another of the same plan, and whoever
// was there takes hers. It returns fail.NotFound, fail.Stale when somebody changed one of the places, fail.Conflict when a
// hard rule forbids one of the pairs (plan.impossible), the plan is not a proposal, or nobody is there to move
// (plan.place_vide).
func (a API) DeplacerPlace(ctx context.Context, r api.DeplacerPlaceRequestObject) (api.DeplacerPlaceResponseObject, error) {
	var res api.DeplacementFait
	err := a.retoucher(ctx, r.Id, func(tx *db.Tx, dos *dossier) error {
		d, err := lireDeplacement(ctx, tx, r.Id, r.Body)
		if err != nil {
			return err
		}
		d.dossier = dos
		if err := d.faire(ctx); err != nil {
			return err
		}
		res = api.DeplacementFait{Delta: d.delta, Termes: triees(d.ecarts), Echange: d.echange}
		if deref(r.Body.Simulation) {
			return errSimulation
		}
		return nil
	})
	if errors.Is(err, errSimulation) {
		err = nil
	}
	return api.DeplacerPlace200JSONResponse(res), err
}

type deplacement struct {
	tx       *db.Tx
	dossier  *dossier
	plan     ligne
	de, vers cote
	echange  bool
	delta    int64
	ecarts   map[regle.Code]int64
}

type cote struct {
	id uuid.UUID
	siege
}

func lireDeplacement(ctx context.Context, tx *db.Tx, plan uuid.UUID, b *api.DeplacementPlace) (*deplacement, error) {
	d := &deplacement{tx: tx, ecarts: map[regle.Code]int64{}}
	for _, x := range []struct {
		cote *cote
		lue  api.PlaceLue
	}{{&d.de, b.De}, {&d.vers, b.Vers}} {
		s, l, err := asseoir(ctx, tx, x.lue.Id, x.lue.Version)
		if err != nil {
			return nil, err
		}
		if s.PlanID != plan {
			return nil, fail.Introuvable("Cette place")
		}
		d.plan, *x.cote = l, cote{x.lue.Id, s}
	}
	switch {
	case d.de.id == d.vers.id:
		return nil, fail.New(fail.Invalid, "plan.meme_place", "C’est la même place : choisissez-en une autre.", fail.Field{Pointer: "/vers/id", Code: "autre", Message: "une autre place est attendue"})
	case d.de.IntervenantID == nil:
		return nil, fail.New(fail.Conflict, "plan.place_vide", "Cette place est vide : il n’y a personne à déplacer.")
	}
	d.echange = d.vers.IntervenantID != nil
	return d, nil
}

// faire empties both places, then fills them the other way round: what one leaves is free for the other.
func (d *deplacement) faire(ctx context.Context) error {
	elle, autre := d.de.IntervenantID, d.vers.IntervenantID
	for _, e := range []struct {
		cote *cote
		qui  *uuid.UUID
	}{{&d.de, nil}, {&d.vers, nil}, {&d.vers, elle}, {&d.de, autre}} {
		if e.qui == nil && e.cote.IntervenantID == nil {
			continue
		}
		c, err := changer(ctx, d.tx, d.dossier, e.cote.id, e.cote.siege, d.plan, e.qui, nil)
		if err != nil {
			return err
		}
		d.delta += c.delta
		for r, v := range c.ecarts {
			d.ecarts[r] += v
		}
		e.cote.IntervenantID, e.cote.AffectationID, e.cote.Termes, e.cote.Cout, e.cote.Verrou = e.qui, nil, nil, 0, false
	}
	return nil
}
