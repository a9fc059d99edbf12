package main

import (
	"context"
	"fmt"
)

// academies are two whole académies of another seed.
var academies = []taille{{"académie", 20_000, 40_000, 60, 1}, {"académie, autre graine", 20_000, 40_000, 60, 2}}

const (
	memoireMax    = 150        // Mo
	budgetCherche = 20_000_000 // units: beyond what either bar allows
)

// sessions asks for a certified gap and judges the processor time that it took.
func (b *banc) sessions(ctx context.Context) error {
	b.titre("Sessions entières, 20 000 personnes et 40 000 places, 60 disciplines")
	paliers := []struct{ gap, secondes float64 }{{0.001, 30}, {0.0005, 120}}
	tailles := academies
	if b.vite {
		paliers, tailles = paliers[:1], tailles[:1]
	}
	for _, t := range tailles {
		f, err := b.session(t)
		if err != nil {
			return err
		}
		for _, p := range paliers {
			r, err := b.resoudre(ctx, f, p.gap, budgetCherche)
			if err != nil {
				return err
			}
			b.juger(t.nom+", écart de "+pourcent(p.gap), fmt.Sprintf("%s en %.1f s (coût %d)", pourcent(r.Gap), r.Mesures.CPU, r.Cout),
				fmt.Sprintf("≤ %.0f s de processeur", p.secondes), r.Gap <= p.gap && r.Mesures.CPU <= p.secondes)
			b.juger(t.nom+", mémoire", fmt.Sprintf("%d Mo", r.Mesures.Memoire), "≤ 150 Mo", r.Mesures.Memoire <= memoireMax)
		}
	}
	return nil
}
