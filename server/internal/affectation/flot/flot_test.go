package flot_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/flot"
	"imagin/server/internal/apitest"
)

// The proved optima of the samples, to the unit, each with its certificate.
func TestOptimaPublies(t *testing.T) {
	for nom, optimum := range map[string]int64{"u5k": 2617146, "g10k": 10203072} {
		t.Run(nom, func(t *testing.T) {
			r, err := flot.Lire(apitest.Echantillon(t, "affectation/flot/"+nom+".min.gz"), flot.Defaut)
			require.NoError(t, err)
			s, err := flot.Resoudre(context.Background(), r)
			require.NoError(t, err)
			c, err := flot.Certifier(r, s)
			require.NoError(t, err)
			assert.Equal(t, flot.Certificat{Primal: optimum, Dual: optimum}, c)
		})
	}
}
