package optim_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
)

// Thousands of small problems against an exhaustive search, each part of the model alone and all together: the plan is
// the optimum, the bound never exceeds it, the terms add up, the rules hold.
func TestContreExhaustif(t *testing.T) {
	variantes := map[string]traits{"nu": {}, "verrous": {verrous: true}, "plafonds": {plafonds: true}, "cumuls": {cumuls: true},
		"partages": {partages: true}, "distance": {distance: true}, "creneaux": {creneaux: true}, "publie": {publie: true}, "tous": tous}
	for nom, tr := range variantes {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			for graine := range uint64(300) {
				a := rand.New(rand.NewPCG(graine, 7))
				contreExhaustif(t, inventer(a, 2+a.IntN(7), 1+a.IntN(6), tr), graine)
			}
		})
	}
}

func FuzzContreExhaustif(f *testing.F) {
	f.Add(uint64(1), uint8(3), uint8(4))
	f.Fuzz(func(t *testing.T, graine uint64, personnes, missions uint8) {
		a := rand.New(rand.NewPCG(graine, 7))
		contreExhaustif(t, inventer(a, 1+int(personnes%5), 1+int(missions%5), tous), graine)
	})
}

func contreExhaustif(t *testing.T, p *optim.Probleme, graine uint64) {
	t.Helper()
	optimum := exhaustif(p)
	plan, err := optim.Resoudre(context.Background(), p, optim.Options{Graine: 1, Gap: -1, Budget: 20000})
	require.NoError(t, err)
	require.NoError(t, respecte(p, plan.Affectations), "graine %d", graine)
	require.LessOrEqual(t, plan.Borne, optimum, "graine %d : la borne dépasse l’optimum", graine)
	require.Equal(t, optimum, plan.Cout, "graine %d : borne %d", graine, plan.Borne)
	require.Equal(t, optimum, plan.Borne, "graine %d : optimum non prouvé", graine)
	require.Equal(t, plan.Cout, plan.Termes.Total())
}

// respecte checks a plan by the plain rules.
func respecte(p *optim.Probleme, plan []optim.Affectation) error {
	pris := make([]int32, len(p.Postes))
	de := map[int32][]optim.Arc{}
	for _, a := range plan {
		pris[a.Poste]++
		de[a.Personne] = append(de[a.Personne], optim.Arc{Poste: a.Poste})
	}
	for i, arcs := range de {
		if !permis(p, i, arcs) {
			return fmt.Errorf("personne %d : %v", i, arcs)
		}
	}
	for s, n := range pris {
		if n > p.Postes[s].Besoin {
			return fmt.Errorf("poste %d : %d places pour %d", s, n, p.Postes[s].Besoin)
		}
	}
	return nil
}
