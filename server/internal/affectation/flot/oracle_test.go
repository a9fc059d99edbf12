package flot_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/flot"
)

// residuel is the oracle: successive shortest paths by Bellman-Ford, nothing in common with the simplex.
type residuel struct {
	de, vers  []int
	cap, cout []int64
}

func (g *residuel) ajouter(u, v int, capacite, cout int64) {
	g.de, g.vers = append(g.de, u, v), append(g.vers, v, u)
	g.cap, g.cout = append(g.cap, capacite, 0), append(g.cout, cout, -cout)
}

// oracle returns the optimum; ok is false when there is no flow. Negative arcs are saturated first.
func oracle(r *flot.Reseau) (cout int64, ok bool) {
	n := len(r.Offre)
	g := &residuel{}
	solde := append([]int64(nil), r.Offre...)
	for k := range r.De {
		u, v, bas, libre := int(r.De[k]), int(r.Vers[k]), r.Min[k], r.Cap[k]-r.Min[k]
		porte := bas
		g.ajouter(u, v, libre, r.Cout[k])
		if r.Cout[k] < 0 {
			porte = r.Cap[k]
			e := len(g.cap) - 2
			g.cap[e], g.cap[e+1] = 0, libre
		}
		cout += porte * r.Cout[k]
		solde[u] -= porte
		solde[v] += porte
	}
	var voulu int64
	for u, b := range solde {
		if b > 0 {
			g.ajouter(n, u, b, 0)
			voulu += b
		} else if b < 0 {
			g.ajouter(u, n+1, -b, 0)
		}
	}
	for voulu > 0 {
		f, c := g.chemin(n, n+1, n+2)
		if f == 0 {
			return 0, false
		}
		voulu, cout = voulu-f, cout+c
	}
	return cout, true
}

func (g *residuel) chemin(s, t, n int) (f, cout int64) {
	dist, par := make([]int64, n), make([]int, n)
	for u := range dist {
		dist[u] = math.MaxInt64 / 4
	}
	dist[s] = 0
	for change := true; change; {
		change = false
		for e := range g.de {
			if g.cap[e] > 0 && dist[g.de[e]]+g.cout[e] < dist[g.vers[e]] && dist[g.de[e]] < math.MaxInt64/8 {
				dist[g.vers[e]], par[g.vers[e]], change = dist[g.de[e]]+g.cout[e], e, true
			}
		}
	}
	if dist[t] > math.MaxInt64/8 {
		return 0, 0
	}
	f = math.MaxInt64
	for u := t; u != s; u = g.de[par[u]] {
		f = min(f, g.cap[par[u]])
	}
	for u := t; u != s; u = g.de[par[u]] {
		g.cap[par[u]] -= f
		g.cap[par[u]^1] += f
	}
	return f, f * dist[t]
}

func hasard(a *rand.Rand) *flot.Reseau {
	n := 2 + a.IntN(12)
	r := &flot.Reseau{Offre: make([]int64, n)}
	for range a.IntN(40) {
		r.De, r.Vers = append(r.De, int32(a.IntN(n))), append(r.Vers, int32(a.IntN(n)))
		bas := int64(max(0, a.IntN(8)-5))
		r.Min, r.Cap = append(r.Min, bas), append(r.Cap, bas+int64(a.IntN(6)))
		r.Cout = append(r.Cout, int64(a.IntN(60)-15))
	}
	for range a.IntN(5) {
		b := int64(a.IntN(4))
		r.Offre[a.IntN(n)] += b
		r.Offre[a.IntN(n)] -= b
	}
	return r
}

// Two codes that share nothing agree on thousands of networks: any shape, lower bounds, negative costs, several sources,
// and those that have no flow.
func TestContreOracle(t *testing.T) {
	faisables := 0
	for graine := range uint64(6000) {
		r := hasard(rand.New(rand.NewPCG(graine, 2)))
		voulu, ok := oracle(r)
		s, err := flot.Resoudre(context.Background(), r)
		if !ok {
			require.ErrorIs(t, err, flot.ErrInfaisable, "graine %d", graine)
			continue
		}
		faisables++
		require.NoError(t, err, "graine %d", graine)
		require.Equal(t, voulu, s.Cout, "graine %d", graine)
		c, err := flot.Certifier(r, s)
		require.NoError(t, err, "graine %d", graine)
		require.Equal(t, c.Primal, c.Dual)
	}
	require.Greater(t, faisables, 2000)
}

// A certificate that lies is refused.
func TestCertificatRefuse(t *testing.T) {
	r := &flot.Reseau{Offre: []int64{1, -1}, De: []int32{0, 0}, Vers: []int32{1, 1}, Min: []int64{0, 0}, Cap: []int64{1, 1}, Cout: []int64{3, 5}}
	s, err := flot.Resoudre(context.Background(), r)
	require.NoError(t, err)
	for nom, mentir := range map[string]func(*flot.Solution){
		"plus cher":    func(s *flot.Solution) { s.Flot = []int64{0, 1}; s.Cout = 5 },
		"déséquilibré": func(s *flot.Solution) { s.Flot = []int64{0, 0} },
		"hors bornes":  func(s *flot.Solution) { s.Flot = []int64{2, -1} },
		"faux coût":    func(s *flot.Solution) { s.Cout = 2 },
		"faux dual":    func(s *flot.Solution) { s.Potentiel = []int64{0, 9} },
		"tailles":      func(s *flot.Solution) { s.Flot = nil },
	} {
		m := *s
		mentir(&m)
		_, err := flot.Certifier(r, &m)
		assert.ErrorIs(t, err, flot.ErrCertificat, nom)
	}
}

func TestDimacsHostile(t *testing.T) {
	for texte, attendu := range map[string]error{
		"":                         flot.ErrDimacs,
		"p min 2 1\n":              flot.ErrDimacs, // arcs missing
		"a 1 2 0 1 1\n":            flot.ErrDimacs, // before p
		"p max 2 0\n":              flot.ErrDimacs,
		"p min 0 0\n":              flot.ErrDimacs,
		"p min 99999999999 0\n":    flot.ErrDimacs,
		"p min 2 999999999\n":      flot.ErrDimacs,
		"p min 2 0\na 1 2 0 1 1\n": flot.ErrDimacs, // one too many
		"p min 2 1\na 1 3 0 1 1\n": flot.ErrDimacs,
		"p min 2 1\na 1 2 0 x 1\n": flot.ErrDimacs,
		"p min 2 1\na 1 2 0 1\n":   flot.ErrDimacs,
		"p min 2 1\nz 1 2 0 1 1\n": flot.ErrDimacs,
		"p min 2 0\np min 2 0\n":   flot.ErrDimacs,
		strings.Repeat("x", 1<<17): flot.ErrDimacs,
		"p min 2 1\na 1 2 3 1 1\n": flot.ErrReseau, // capacity under the minimum
		"p min 2 0\nn 1 5\n":       flot.ErrReseau, // unbalanced
		"c un commentaire, long, avec autant de mots que voulu\np min 2 1\nn 1 1\nn 2 -1\n\na 1 2 0 1 7": nil,
	} {
		_, err := flot.Lire(strings.NewReader(texte), flot.Defaut)
		assert.ErrorIs(t, err, attendu, "%.40q", texte)
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	fmt.Fprint(w, "p min 2 0\n")
	w.Close()
	_, err := flot.Lire(&z, flot.Defaut)
	require.NoError(t, err)
	_, err = flot.Lire(strings.NewReader("\x1f\x8bpas du gzip"), flot.Defaut)
	require.ErrorIs(t, err, flot.ErrDimacs)
}

// Whatever is read is refused with an error that says why, or solved with its certificate.
func FuzzLire(f *testing.F) {
	f.Add("p min 3 2\nn 1 2\nn 3 -2\na 1 2 0 2 4\na 2 3 1 2 -3\n")
	f.Add("p min 1 1\na 1 1 0 3 -2\n")
	f.Fuzz(func(t *testing.T, texte string) {
		r, err := flot.Lire(strings.NewReader(texte), flot.Limites{Noeuds: 50, Arcs: 200})
		if err != nil {
			return
		}
		s, err := flot.Resoudre(context.Background(), r)
		if err != nil {
			require.ErrorIs(t, err, flot.ErrInfaisable)
			return
		}
		_, err = flot.Certifier(r, s)
		require.NoError(t, err)
	})
}
