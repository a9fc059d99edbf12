package activite

import (
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/access"
)

// TestDroitDesActivites: six profiles share the menu of the gestion; each entry names the permission without which its page
// would only be refused, and that permission exists.
func TestDroitDesActivites(t *testing.T) {
	for service, activites := range catalogue {
		for _, a := range activites {
			if a.Droit == "" {
				require.NotEqual(t, "gestion", service, a.Code)
				continue
			}
			require.True(t, access.Connue(a.Droit), a.Code)
		}
	}
	for _, refus := range [][2]string{{"baremes", "inspecteur"}, {"suivi-financier", "national"}, {"liquidation", "gestionnaire"}, {"journal", "gestionnaire"}, {"planification", "inspecteur"}} {
		require.False(t, PourProfil("gestion", refus[0], refus[1]), refus)
	}
	for _, permis := range [][2]string{{"missions", "inspecteur"}, {"frais", "gestionnaire_financier"}, {"liquidation", "administrateur"}} {
		require.True(t, PourProfil("gestion", permis[0], permis[1]), permis)
	}
}
