package session_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/session"
	"imagin/server/internal/apitest"
)

// The proved optima of the samples: the small ones are reached and proved, the others to 0.02 %; the bound never lies.
func TestOptimaPublies(t *testing.T) {
	for nom, optimum := range map[string]int64{"tiny1": 115661, "tiny3": 117006, "tiny7": 19269, "small1": 246521,
		"small3": 253104, "s200_1": 1109733, "s500_loose": 1745859} {
		t.Run(nom, func(t *testing.T) {
			f, err := session.Lire(apitest.Echantillon(t, "affectation/session/"+nom+".json.gz"))
			require.NoError(t, err)
			plan, err := optim.Resoudre(context.Background(), f.Probleme(), optim.Options{Graine: 1, Gap: 0.00002})
			require.NoError(t, err)
			assert.LessOrEqual(t, plan.Borne, optimum)
			assert.GreaterOrEqual(t, plan.Cout, optimum)
			if len(f.Personnes) <= 60 {
				assert.Equal(t, optimum, plan.Cout)
				assert.Equal(t, optimum, plan.Borne)
			} else {
				assert.LessOrEqual(t, plan.Gap(), 0.0002)
			}
		})
	}
}
