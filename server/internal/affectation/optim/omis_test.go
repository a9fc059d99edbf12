package optim_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
)

// With a third of the arcs left out and priced at the end, the bound holds for the whole, and the plan is nearly the
// same as with all of them.
func TestArcsOmis(t *testing.T) {
	entier, tronque := int64(0), int64(0)
	for graine := range uint64(60) {
		a := rand.New(rand.NewPCG(graine, 9))
		p := inventer(a, 8, 7, traits{partages: true, distance: true})
		ref := optimum(t, p)
		q := *p
		q.Arcs = nil
		var omis []optim.Arc
		for _, x := range p.Arcs {
			if a.IntN(3) == 0 {
				omis = append(omis, x)
			} else {
				q.Arcs = append(q.Arcs, x)
			}
		}
		q.Omis = func([]int64) func(int32, []optim.Arc) []optim.Arc {
			return func(i int32, dst []optim.Arc) []optim.Arc {
				for _, x := range omis {
					if x.Personne == i {
						dst = append(dst, x)
					}
				}
				return dst
			}
		}
		plan, err := optim.Resoudre(context.Background(), &q, optim.Options{Gap: -1, Budget: 5000})
		require.NoError(t, err)
		require.NoError(t, respecte(p, plan.Affectations))
		require.LessOrEqual(t, plan.Borne, ref, "graine %d", graine)
		require.GreaterOrEqual(t, plan.Cout, ref)
		entier, tronque = entier+ref, tronque+plan.Cout
	}
	assert.InEpsilon(t, entier, tronque, 0.01)
}
