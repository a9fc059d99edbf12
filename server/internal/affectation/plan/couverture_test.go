package plan

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/affectation/verif"
)

// Each rule that an académie may make imperative is checked again before a plan is published: by verif, whose own table
// breaks each of its rules, or by the database. Stabilité is a lock of the computation; whom it concerns most, the
// convoked, no plan touches.
func TestChaqueRegleImperativeEstVerifiee(t *testing.T) {
	sous := map[regle.Code]verif.Regle{regle.Disponibilite: verif.Indisponibilite, regle.PropresEleves: verif.Etablissement, regle.PropreEtablissement: verif.Etablissement}
	base := []verif.Regle{rayon, bassin, contractuels, indisponible}
	n := 0
	for _, r := range regle.Catalogue {
		if !r.Permet(regle.Imperative) || r.Code == regle.Stabilite {
			continue
		}
		n++
		v := verif.Regle(r.Code)
		if x, ok := sous[r.Code]; ok {
			v = x
		}
		assert.True(t, slices.Contains(verif.Regles, v) || slices.Contains(base, v), "%s n’est vérifiée nulle part", r.Code)
	}
	assert.Equal(t, 14, n)
}
