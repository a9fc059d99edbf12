package optim_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
)

// Pairs of one establishment and a jury with someone of each class: the wishes are granted when they are worth their
// price, the bound stays below, the rules hold.
func TestCompositions(t *testing.T) {
	avec, sans := int64(0), int64(0)
	for graine := range uint64(40) {
		a := rand.New(rand.NewPCG(graine, 8))
		p := inventer(a, 10, 6, traits{})
		classe := make([]int32, len(p.Personnes))
		for i := range classe {
			classe[i] = int32(a.IntN(3))
		}
		simple, err := optim.Resoudre(context.Background(), p, optim.Options{Gap: -1, Budget: 3000})
		require.NoError(t, err)
		for s := range p.Postes {
			p.Compositions = append(p.Compositions, optim.Composition{Postes: []int32{int32(s)}, Classe: classe, Valeur: 1, Min: 1, Max: 2, Prix: 900})
			if s%2 == 0 {
				p.Compositions = append(p.Compositions, optim.Composition{Postes: []int32{int32(s)}, Classe: classe, Paires: true, Prix: 400})
			}
		}
		plan, err := optim.Resoudre(context.Background(), p, optim.Options{Gap: -1, Budget: 3000})
		require.NoError(t, err)
		require.NoError(t, respecte(p, plan.Affectations))
		require.LessOrEqual(t, plan.Borne, plan.Cout)
		require.LessOrEqual(t, simple.Cout, plan.Cout-plan.Termes.Composition)
		avec += plan.Cout
		sans += cout(t, p, simple.Affectations)
	}
	assert.Less(t, avec, sans, "mieux que de ne pas y penser")
}
