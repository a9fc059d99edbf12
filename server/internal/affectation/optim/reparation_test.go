package optim_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
)

// resolu invents a problem, solves it and indexes its plan.
func resolu(t *testing.T, graine uint64, tr traits) (*optim.Probleme, []optim.Affectation, *optim.Index) {
	t.Helper()
	a := rand.New(rand.NewPCG(graine, 11))
	p := inventer(a, 4+a.IntN(4), 3+a.IntN(4), tr)
	if len(p.Postes) > 2 {
		p.Postes[0].Reserve = true
	}
	plan, err := optim.Resoudre(context.Background(), p, optim.Options{Graine: 1, Gap: -1, Budget: 20000})
	require.NoError(t, err)
	x, err := optim.Indexer(p, plan.Affectations)
	require.NoError(t, err)
	x.Proposer(plan.Prix)
	return p, plan.Affectations, x
}

func cout(t *testing.T, p *optim.Probleme, plan []optim.Affectation) int64 {
	t.Helper()
	c, err := optim.Evaluer(p, plan)
	require.NoError(t, err)
	return c.Total()
}

func sans(plan []optim.Affectation, a optim.Affectation) []optim.Affectation {
	return slices.DeleteFunc(slices.Clone(plan), func(b optim.Affectation) bool { return a == b })
}

// The direct replacement is what a full solve finds when all the rest is locked.
func TestRemplacementDirectEgaleResolution(t *testing.T) {
	for graine := range uint64(60) {
		p, plan, x := resolu(t, graine, tous)
		for _, a := range plan {
			q := fige(p, plan, a)
			r, err := optim.Resoudre(context.Background(), q, optim.Options{Gap: -1, Budget: 20000})
			require.NoError(t, err)
			base := cout(t, p, plan)
			delta := cout(t, p, sans(plan, a)) - base // the seat left empty
			for _, d := range x.Remplacer(a, optim.Reparation{Chaine: 1, Nombre: 1}) {
				if !d.Reserve {
					delta = min(delta, d.Delta)
				}
			}
			require.Equal(t, r.Cout, cout(t, q, sans(plan, a))-(cout(t, p, sans(plan, a))-base)+delta, "graine %d %v", graine, a)
		}
	}
}

// fige locks all the plan but one affectation, forbids that one, and closes the seats that were empty.
func fige(p *optim.Probleme, plan []optim.Affectation, a optim.Affectation) *optim.Probleme {
	q := *p
	q.Arcs, q.Postes = slices.Clone(p.Arcs), slices.Clone(p.Postes)
	for s := range q.Postes {
		q.Postes[s].Besoin = 0
	}
	for _, b := range plan {
		q.Postes[b.Poste].Besoin++
	}
	for k := range q.Arcs {
		b := optim.Affectation{Poste: q.Arcs[k].Poste, Personne: q.Arcs[k].Personne}
		switch {
		case b.Personne == a.Personne && !slices.Contains(sans(plan, a), b):
			q.Arcs[k].Etat |= optim.Interdit
		case b != a && slices.Contains(plan, b):
			q.Arcs[k].Etat |= optim.Verrouille
		}
	}
	return &q
}

// Chains of up to three: the best one found is the best of all those that exist, and each costs what it says.
func TestChainesContreExhaustif(t *testing.T) {
	for graine := range uint64(40) {
		p, plan, x := resolu(t, graine, tous)
		base := cout(t, p, plan)
		for _, a := range plan {
			rs := x.Remplacer(a, optim.Reparation{Nombre: 5})
			for _, r := range rs {
				apres := appliquer(sans(plan, a), r.Mouvements)
				require.NoError(t, respecte(p, apres), "graine %d : %+v", graine, r)
				require.Equal(t, r.Delta, cout(t, p, apres)-base, "graine %d : %+v", graine, r)
			}
			meilleur := chaines(t, p, sans(plan, a), a.Poste, []int32{a.Personne}, 3)
			if len(rs) == 0 {
				require.Equal(t, int64(math.MaxInt64), meilleur, "graine %d : %v", graine, a)
			} else {
				require.Equal(t, meilleur, rs[0].Delta+base, "graine %d : %v %+v", graine, a, rs[0])
			}
		}
	}
}

func appliquer(plan []optim.Affectation, ms []optim.Mouvement) []optim.Affectation {
	plan = slices.Clone(plan)
	for _, m := range ms {
		if m.Quitte >= 0 {
			plan = sans(plan, optim.Affectation{Poste: m.Quitte, Personne: m.Personne})
		}
		if m.Prend >= 0 {
			plan = append(plan, optim.Affectation{Poste: m.Prend, Personne: m.Personne})
		}
	}
	return plan
}

// chaines tries every chain, by the plain rules and the plain evaluation.
func chaines(t *testing.T, p *optim.Probleme, plan []optim.Affectation, poste int32, exclus []int32, reste int) int64 {
	t.Helper()
	meilleur := int64(math.MaxInt64)
	for _, a := range p.Arcs {
		n := optim.Affectation{Poste: a.Poste, Personne: a.Personne}
		if a.Poste != poste || a.Etat&optim.Interdit != 0 || slices.Contains(plan, n) || slices.Contains(exclus, a.Personne) {
			continue
		}
		direct := append(slices.Clone(plan), n)
		if respecte(p, direct) == nil {
			meilleur = min(meilleur, cout(t, p, direct))
			continue
		}
		for _, b := range plan {
			if b.Personne != a.Personne {
				continue
			}
			sans := append(sans(plan, b), n)
			if respecte(p, sans) != nil {
				continue
			}
			if p.Postes[b.Poste].Reserve {
				meilleur = min(meilleur, cout(t, p, sans))
			}
			if reste > 1 {
				meilleur = min(meilleur, chaines(t, p, sans, b.Poste, append(slices.Clone(exclus), a.Personne), reste-1))
			}
		}
	}
	return meilleur
}
