package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"imagin/api/client"
)

// echange takes one exchange from the base to its end, and says how long it took.
func (b *banc) echange(ctx context.Context, moment int) (time.Duration, error) {
	debut, auto := time.Now(), client.ModeImportAuto
	r, err := b.api.LancerEchangeWithResponse(ctx, b.session, moment, client.LancementEchange{Mode: &auto})
	if err != nil {
		return 0, err
	}
	if r.JSON202 == nil {
		return 0, errors.New(string(r.Body))
	}
	for {
		time.Sleep(10 * time.Millisecond)
		i, err := b.api.LireImportWithResponse(ctx, r.JSON202.Id)
		if err != nil {
			return 0, err
		}
		switch e := i.JSON200.Etat; e {
		case client.ImportEtatDepose, client.ImportEtatEnCours:
		case client.ImportEtatApplique:
			d := time.Since(debut)
			fmt.Printf("échange %d : %.2f s — %s\n", moment, d.Seconds(), *i.JSON200.Message)
			return d, nil
		default:
			return 0, fmt.Errorf("échange %d %s : %s", moment, e, *i.JSON200.Message)
		}
	}
}

// generation simulates, then applies what was shown.
func (b *banc) generation(ctx context.Context) (time.Duration, error) {
	debut := time.Now()
	r, err := b.api.LancerGenerationWithResponse(ctx, b.session, client.LancementGeneration{})
	if err != nil {
		return 0, err
	}
	if r.JSON202 == nil {
		return 0, errors.New(string(r.Body))
	}
	g, err := b.attendre(ctx, r.JSON202)
	if err != nil || g.Etat == client.GenerationEtatAppliquee {
		return time.Since(debut), err
	}
	simulee := time.Since(debut)
	a, err := b.api.AppliquerGenerationWithResponse(ctx, g.Id, client.ApplicationGeneration{Difference: *g.Difference})
	if err != nil {
		return 0, err
	}
	if a.JSON202 == nil {
		return 0, errors.New(string(a.Body))
	}
	if g, err = b.attendre(ctx, a.JSON202); err != nil {
		return 0, err
	}
	d := time.Since(debut)
	fmt.Printf("génération : simulée en %.2f s, appliquée en %.2f s — %s\n", simulee.Seconds(), (d - simulee).Seconds(), *g.Message)
	return d, nil
}

func (b *banc) attendre(ctx context.Context, g *client.Generation) (*client.Generation, error) {
	for g.Etat == client.GenerationEtatDemandee {
		time.Sleep(10 * time.Millisecond)
		l, err := b.api.LireGenerationWithResponse(ctx, g.Id)
		if err != nil {
			return nil, err
		}
		g = l.JSON200
		t, err := b.api.LireTacheWithResponse(ctx, g.Tache)
		if err != nil {
			return nil, err
		}
		if t.JSON200.Etat == "echouee" {
			return nil, errors.New(*t.JSON200.Message)
		}
	}
	return g, nil
}
