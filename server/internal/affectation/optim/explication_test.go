package optim_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
)

// « Pourquoi pas elle ? »: what is announced is what it costs, and the truth lies between the two bounds.
func TestPourquoiPasCouteCeQuIlDit(t *testing.T) {
	for graine := range uint64(40) {
		p, plan, x := resolu(t, graine, tous)
		base := cout(t, p, plan)
		for _, a := range p.Arcs {
			paire := optim.Affectation{Poste: a.Poste, Personne: a.Personne}
			r := x.PourquoiPas(paire)
			if !r.Possible {
				require.NotEmpty(t, r.Obstacles, "graine %d %v", graine, paire)
				continue
			}
			apres := retouche(plan, r.Mouvements)
			require.NoError(t, respecte(p, apres), "graine %d %+v", graine, r)
			require.Equal(t, r.Delta, cout(t, p, apres)-base, "graine %d %+v", graine, r)
			q := impose(p, paire)
			vrai, err := optim.Resoudre(context.Background(), q, optim.Options{Gap: -1, Budget: 20000})
			require.NoError(t, err)
			require.LessOrEqual(t, vrai.Cout-base, r.Delta, "graine %d %+v", graine, r)
			require.LessOrEqual(t, r.Minimum, vrai.Cout-base, "graine %d %+v", graine, r)
			if r.Exact {
				require.Equal(t, vrai.Cout-base, r.Delta)
			}
		}
		require.Equal(t, base, cout(t, p, relire(p, x)), "l’index n’a pas bougé")
	}
}

// retouche applies the moves of a refus: those who lose a seat say so by Prend −1, and someone may leave several.
func retouche(plan []optim.Affectation, ms []optim.Mouvement) []optim.Affectation {
	plan = slices.Clone(plan)
	for _, m := range ms {
		if m.Quitte >= 0 {
			plan = sans(plan, optim.Affectation{Poste: m.Quitte, Personne: m.Personne})
		}
	}
	for _, m := range ms {
		if m.Prend >= 0 {
			plan = append(plan, optim.Affectation{Poste: m.Prend, Personne: m.Personne})
		}
	}
	return plan
}

func impose(p *optim.Probleme, a optim.Affectation) *optim.Probleme {
	q := *p
	q.Arcs = slices.Clone(p.Arcs)
	for k := range q.Arcs {
		if q.Arcs[k].Poste == a.Poste && q.Arcs[k].Personne == a.Personne {
			q.Arcs[k].Etat |= optim.Verrouille
		}
	}
	return &q
}

func relire(p *optim.Probleme, x *optim.Index) (plan []optim.Affectation) {
	for i := range p.Personnes {
		for _, s := range x.Tient(int32(i)) {
			plan = append(plan, optim.Affectation{Poste: s, Personne: int32(i)})
		}
	}
	return plan
}

func TestPourquoiElle(t *testing.T) {
	p, plan, x := resolu(t, 3, traits{})
	for _, a := range plan {
		r, ok := x.Pourquoi(a)
		require.True(t, ok)
		assert.Positive(t, r.Rang)
		assert.LessOrEqual(t, r.Rang, r.Possibles)
		assert.Equal(t, cout(t, p, sans(plan, a))-cout(t, p, plan), r.Vide)
		if r.Alternative != nil {
			assert.GreaterOrEqual(t, r.Alternative.Delta, int64(0), "le plan est optimal")
		}
		assert.Contains(t, r.Phrase(), "€")
	}
	_, ok := x.Pourquoi(optim.Affectation{Poste: -1, Personne: 2})
	assert.False(t, ok)
}

// A strict shortage is a proof: those people, for those postes alone and free of all else, fill no more seats.
func TestPenurieStricteEstUnePreuve(t *testing.T) {
	strictes := 0
	for graine := range uint64(150) {
		a := rand.New(rand.NewPCG(graine, 5))
		p := inventer(a, 4+a.IntN(5), 2+a.IntN(4), traits{})
		for j := range p.Missions { // all at the same time
			p.Missions[j].Creneaux = p.Missions[0].Creneaux
		}
		for s := range p.Postes {
			p.Postes[s].NonPourvu = 1 << 30
		}
		plan, err := optim.Resoudre(context.Background(), p, optim.Options{Gap: -1, Budget: 20000})
		require.NoError(t, err)
		x, err := optim.Indexer(p, plan.Affectations)
		require.NoError(t, err)
		for _, m := range plan.Manques {
			r := x.PourquoiVide(m.Poste)
			require.Greater(t, r.Demande, r.Pourvues)
			assert.NotEmpty(t, r.Phrase())
			if r.Stricte {
				strictes++
				require.Equal(t, r.Demande-r.Pourvues, vides(t, p, r), "graine %d", graine)
			}
		}
	}
	require.Greater(t, strictes, 50)
}

// Whatever the hours, quotas, cumuls and locks: what is called a proof is one. The set is taken alone, and every schedule
// of every person is tried.
func TestPenurieStricteQuelsQueSoientLesHoraires(t *testing.T) {
	strictes, retenues := 0, 0
	for graine := range uint64(600) {
		a := rand.New(rand.NewPCG(graine, 17))
		p := inventer(a, 3+a.IntN(3), 2+a.IntN(4), traits{plafonds: graine%3 == 0, cumuls: graine%4 == 0, creneaux: true})
		for s := range p.Postes {
			p.Postes[s].NonPourvu = 1 << 30
		}
		plan, err := optim.Resoudre(context.Background(), p, optim.Options{Gap: -1, Budget: 10000})
		require.NoError(t, err)
		q := *p
		q.Arcs = slices.Clone(p.Arcs)
		for k := range q.Arcs { // some of those who sit are locked there
			if a.IntN(4) == 0 && slices.Contains(plan.Affectations, optim.Affectation{Poste: q.Arcs[k].Poste, Personne: q.Arcs[k].Personne}) {
				q.Arcs[k].Etat |= optim.Verrouille
				retenues++
			}
		}
		x, err := optim.Indexer(&q, plan.Affectations)
		require.NoError(t, err)
		for _, m := range plan.Manques {
			r := x.PourquoiVide(m.Poste)
			require.Greater(t, r.Demande, r.Pourvues)
			if !r.Stricte {
				continue
			}
			strictes++
			for s := range q.Postes {
				if !slices.Contains(r.Postes, int32(s)) {
					q.Postes = slices.Clone(q.Postes)
					q.Postes[s].NonPourvu, q.Postes[s].Besoin = 0, verrouillees(&q, int32(s))
				}
			}
			require.Equal(t, r.Demande-r.Pourvues, exhaustif(&q)>>30, "graine %d, poste %d : %+v", graine, m.Poste, r)
			q.Postes = p.Postes
		}
	}
	require.Greater(t, strictes, 300)
	require.Greater(t, retenues, 300)
}

func verrouillees(p *optim.Probleme, s int32) (n int32) {
	for k := range p.Arcs {
		if p.Arcs[k].Poste == s && p.Arcs[k].Etat&optim.Verrouille != 0 {
			n++
		}
	}
	return n
}

// vides is the least number of empty seats of the set of a shortage.
func vides(t *testing.T, p *optim.Probleme, r optim.Penurie) int64 {
	t.Helper()
	q := *p
	q.Postes = slices.Clone(p.Postes)
	for s := range q.Postes {
		if !slices.Contains(r.Postes, int32(s)) {
			q.Postes[s].Besoin = 0
		}
	}
	plan, err := optim.Resoudre(context.Background(), &q, optim.Options{Gap: -1, Budget: 20000})
	require.NoError(t, err)
	return plan.NonPourvus
}
