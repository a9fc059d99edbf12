package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"imagin/server/internal/affectation/optim"
)

const classementMax = time.Millisecond

// remplacements times the ranking on the académie: the least of three calls each time, for the machine is shared.
func (b *banc) remplacements(ctx context.Context) error {
	p := inventer(academies[0]).Probleme()
	plan, err := optim.Resoudre(ctx, p, optim.Options{Gap: 0.001})
	if err != nil {
		return err
	}
	x, err := optim.Indexer(p, plan.Affectations)
	if err != nil {
		return err
	}
	b.titre("Remplacements dans cette académie")
	pas := max(1, len(plan.Affectations)/2000)
	for chaine := 1; chaine <= 3; chaine++ {
		var durees []time.Duration
		mieux := 0
		for k := 0; k < len(plan.Affectations); k += pas {
			d, indirect := chronometrer(x, plan.Affectations[k], chaine)
			durees = append(durees, d)
			if indirect {
				mieux++
			}
		}
		slices.Sort(durees)
		n := len(durees)
		p99 := durees[n*99/100]
		b.juger(fmt.Sprintf("chaînes jusqu’à %d : 99 fois sur 100", chaine), fmt.Sprintf("%d µs (médiane %d, pire %d ; chaîne meilleure : %d %%)",
			p99.Microseconds(), durees[n/2].Microseconds(), durees[n-1].Microseconds(), 100*mieux/n), "≤ 1000 µs", p99 <= classementMax)
	}
	return nil
}

func chronometrer(x *optim.Index, a optim.Affectation, chaine int) (d time.Duration, indirect bool) {
	d = time.Hour
	for range 3 {
		debut := time.Now()
		r := x.Remplacer(a, optim.Reparation{Chaine: chaine})
		d = min(d, time.Since(debut))
		indirect = len(r) > 0 && len(r[0].Mouvements) > 1
	}
	return d, indirect
}
