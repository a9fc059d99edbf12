package optim_test

import (
	"context"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
)

// A large part is worked on by several processors at once: the plan, the bound and the work are the same as by one.
func TestGrandePartieSurPlusieursProcesseurs(t *testing.T) {
	p := inventer(rand.New(rand.NewPCG(5, 5)), 400, 25, traits{partages: true, distance: true, plafonds: true})
	var ref *optim.Plan
	for _, n := range []int{1, 2, 5} {
		avant := runtime.GOMAXPROCS(n)
		plan, err := optim.Resoudre(context.Background(), p, optim.Options{Gap: -1, Budget: 3000})
		runtime.GOMAXPROCS(avant)
		require.NoError(t, err)
		if ref == nil {
			ref = plan
		}
		require.Equal(t, ref, plan, "%d processeurs", n)
	}
}
