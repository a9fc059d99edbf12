package optim_test

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
)

func optimum(t *testing.T, p *optim.Probleme) int64 {
	t.Helper()
	plan, err := optim.Resoudre(context.Background(), p, optim.Options{Gap: -1, Budget: 50000})
	require.NoError(t, err)
	require.Equal(t, plan.Cout, plan.Borne)
	return plan.Cout
}

// What the optimum does when the problem is changed in a way whose effect is known.
func TestMetamorphoses(t *testing.T) {
	for graine := range uint64(60) {
		a := rand.New(rand.NewPCG(graine, 3))
		p := inventer(a, 5+a.IntN(5), 4+a.IntN(4), traits{plafonds: true, cumuls: true, partages: true, distance: true, creneaux: true})
		ref := optimum(t, p)

		q := *p
		q.Arcs = append(slices.Clone(p.Arcs), arc(a, traits{}, int32(a.IntN(len(p.Postes))), int32(a.IntN(len(p.Personnes)))))
		require.LessOrEqual(t, optimum(t, &q), ref, "un arc de plus")

		q = *p
		q.CumulsInterdits = nil
		require.LessOrEqual(t, optimum(t, &q), ref, "une règle de moins")

		q = *p
		q.Trajet = nil
		require.LessOrEqual(t, optimum(t, &q), ref, "des trajets instantanés")

		q = *p
		q.Personnes = slices.Clone(p.Personnes)
		q.Personnes[0].Plafonds = optim.Libre(9)
		require.LessOrEqual(t, optimum(t, &q), ref, "un plafond de moins")

		require.Equal(t, ref, optimum(t, permuter(a, p)), "les identifiants ne comptent pas")
		require.Equal(t, 3*ref, optimum(t, multiplier(p, 3)), "les unités ne comptent pas")
	}
}

// A mission of several seats, or as many missions of one: the same optimum. Quotas other than missions are left out: so
// many equal plans make the search of their proof long.
func TestPartage(t *testing.T) {
	for graine := range uint64(60) {
		a := rand.New(rand.NewPCG(graine, 3))
		p := inventer(a, 5+a.IntN(5), 4+a.IntN(4), traits{partages: true, creneaux: true})
		plan, err := optim.Resoudre(context.Background(), partager(p), optim.Options{Gap: -1, Budget: 5000})
		require.NoError(t, err)
		require.Equal(t, optimum(t, p), plan.Cout)
	}
}

func permuter(a *rand.Rand, p *optim.Probleme) *optim.Probleme {
	q := *p
	pp, ps := a.Perm(len(p.Personnes)), a.Perm(len(p.Postes))
	q.Personnes, q.Postes = make([]optim.Personne, len(pp)), make([]optim.Poste, len(ps))
	for i, n := range pp {
		q.Personnes[n] = p.Personnes[i]
	}
	for s, n := range ps {
		q.Postes[n] = p.Postes[s]
	}
	q.Arcs = slices.Clone(p.Arcs)
	for k := range q.Arcs {
		q.Arcs[k].Personne, q.Arcs[k].Poste = int32(pp[q.Arcs[k].Personne]), int32(ps[q.Arcs[k].Poste])
	}
	a.Shuffle(len(q.Arcs), func(i, j int) { q.Arcs[i], q.Arcs[j] = q.Arcs[j], q.Arcs[i] })
	return &q
}

func multiplier(p *optim.Probleme, k int64) *optim.Probleme {
	q := *p
	q.Personnes, q.Postes, q.Arcs = slices.Clone(p.Personnes), slices.Clone(p.Postes), slices.Clone(p.Arcs)
	for i := range q.Personnes {
		q.Personnes[i].Charge = slices.Clone(q.Personnes[i].Charge)
		for l := range q.Personnes[i].Charge {
			q.Personnes[i].Charge[l] *= k
		}
	}
	for s := range q.Postes {
		q.Postes[s].NonPourvu *= k
	}
	for n := range q.Arcs {
		q.Arcs[n].Cout *= int32(k)
		q.Arcs[n].Trajet *= int32(k)
	}
	return &q
}

// partager makes as many postes as seats.
func partager(p *optim.Probleme) *optim.Probleme {
	q := *p
	q.Postes, q.Arcs = nil, nil
	for s, x := range p.Postes {
		for range x.Besoin {
			for _, a := range p.Arcs {
				if a.Poste == int32(s) {
					a.Poste = int32(len(q.Postes))
					q.Arcs = append(q.Arcs, a)
				}
			}
			y := x
			y.Besoin = 1
			q.Postes = append(q.Postes, y)
		}
	}
	return &q
}

// plusieurs puts n small problems side by side: as many components.
func plusieurs(a *rand.Rand, n int) *optim.Probleme {
	p := &optim.Probleme{Trajet: func(de, vers int32) int32 { return 30 * max(de-vers, vers-de) }}
	for range n {
		q := inventer(a, 30, 25, tous)
		np, nm, ns := int32(len(p.Personnes)), int32(len(p.Missions)), int32(len(p.Postes))
		p.Personnes, p.Missions = append(p.Personnes, q.Personnes...), append(p.Missions, q.Missions...)
		for _, s := range q.Postes {
			s.Mission += nm
			p.Postes = append(p.Postes, s)
		}
		for _, x := range q.Arcs {
			x.Poste, x.Personne = x.Poste+ns, x.Personne+np
			p.Arcs = append(p.Arcs, x)
		}
	}
	return p
}

// rejouer solves with several numbers of processors, one of them twice: the same plan, bound and work each time.
func rejouer(t *testing.T, p *optim.Probleme) *optim.Plan {
	t.Helper()
	var ref *optim.Plan
	avant := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(avant)
	for _, n := range []int{1, 2, 8, 2} {
		runtime.GOMAXPROCS(n)
		plan, err := optim.Resoudre(context.Background(), p, optim.Options{Graine: 9, Gap: -1, Budget: 3000})
		require.NoError(t, err)
		if ref == nil {
			ref = plan
		}
		require.Equal(t, ref, plan)
	}
	return ref
}

func TestRejouable(t *testing.T) {
	p := plusieurs(rand.New(rand.NewPCG(4, 4)), 6)
	require.NoError(t, respecte(p, rejouer(t, p).Affectations))
}

// The same when a third of the arcs is left out, to be found by their price or when a seat stays empty, and when the
// wishes about who sits with whom follow the arcs.
func TestRejouableTronque(t *testing.T) {
	a := rand.New(rand.NewPCG(4, 5))
	entier := plusieurs(a, 6)
	p := *entier
	p.Arcs = nil
	var omis []optim.Arc
	for _, x := range entier.Arcs {
		if x.Etat == 0 && a.IntN(3) == 0 {
			omis = append(omis, x)
		} else {
			p.Arcs = append(p.Arcs, x)
		}
	}
	p.Omis = func([]int64) func(int32, []optim.Arc) []optim.Arc {
		return func(i int32, dst []optim.Arc) []optim.Arc {
			for _, x := range omis {
				if x.Personne == i {
					dst = append(dst, x)
				}
			}
			return dst
		}
	}
	renforts := 0
	p.Renfort = func(poste int32, n int, libre func(int32) bool) (dst []optim.Arc) {
		renforts++
		for _, x := range omis {
			if x.Poste == poste && len(dst) < n && libre(x.Personne) {
				dst = append(dst, x)
			}
		}
		return dst
	}
	classe := make([]int32, len(p.Personnes))
	for i := range classe {
		classe[i] = int32(a.IntN(3))
	}
	p.Recomposer = func([]optim.Arc) (cs []optim.Composition) {
		for s := range p.Postes {
			cs = append(cs, optim.Composition{Postes: []int32{int32(s)}, Classe: classe, Valeur: 1, Min: 1, Max: 2, Prix: 900})
		}
		return cs
	}
	p.Compositions = p.Recomposer(p.Arcs)
	plan := rejouer(t, &p)
	require.NoError(t, respecte(entier, plan.Affectations))
	require.Positive(t, renforts)
	require.NotZero(t, plan.Termes.Composition)
}
