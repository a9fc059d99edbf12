package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"

	"imagin/server/internal/affectation/session"
)

// relaxation is the linear relaxation of a session, as a solver of linear programs reads it: each person holds a share of
// a mission between 0 and 1; of missions that exclude one another she holds one in all (a row per clique); each mission
// more is a step of her load, dearer than the last. It is written from the format's own words, apart from the engine.
type relaxation struct {
	f      *session.Fichier
	arcs   [][]int      // of each person
	lignes [][]int      // cliques, each a list of arcs
	voisin map[int]bool // pairs already in a clique, of the person at hand
}

func relacher(f *session.Fichier) *relaxation {
	r := &relaxation{f: f, arcs: make([][]int, len(f.Personnes))}
	for k, a := range f.Arcs {
		r.arcs[a[1]] = append(r.arcs[a[1]], k)
	}
	for i := range r.arcs {
		slices.SortFunc(r.arcs[i], func(a, b int) int {
			return int(r.mission(a).End-r.mission(b).End)*len(f.Arcs) + a - b
		})
		r.cliques(r.arcs[i])
	}
	return r
}

func (r *relaxation) mission(k int) *session.Mission { return &r.f.Missions[r.f.Arcs[k][0]] }

// avant: one person can hold a then b.
func avant(a, b *session.Mission) bool {
	repos := b.Start - a.End
	return repos >= 0 && (a.Est == b.Est || repos >= 240 || float64(a.End)+15+1.25*math.Hypot(a.X-b.X, a.Y-b.Y) <= float64(b.Start))
}

func (r *relaxation) exclus(a, b int) bool {
	x, y := r.mission(a), r.mission(b)
	return !avant(x, y) && !avant(y, x)
}

// cliques covers each pair of missions that exclude one another by a maximal set of such missions.
func (r *relaxation) cliques(arcs []int) {
	n := len(arcs)
	r.voisin = map[int]bool{}
	for a := range n {
		for b := a + 1; b < n; b++ {
			if r.voisin[a*n+b] || !r.exclus(arcs[a], arcs[b]) {
				continue
			}
			clique := r.etendre(arcs, a, b)
			for x, p := range clique {
				for _, q := range clique[x+1:] {
					r.voisin[min(p, q)*n+max(p, q)] = true
				}
			}
			for x, p := range clique {
				clique[x] = arcs[p]
			}
			r.lignes = append(r.lignes, clique)
		}
	}
}

// etendre adds whatever excludes all that is there, the missions that end soonest after the first ones.
func (r *relaxation) etendre(arcs []int, a, b int) []int {
	clique := []int{a, b}
	for d := range arcs {
		c := (a + d) % len(arcs)
		if c != a && c != b && !slices.ContainsFunc(clique, func(x int) bool { return !r.exclus(arcs[x], arcs[c]) }) {
			clique = append(clique, c)
		}
	}
	return clique
}

// ecrire writes it in MPS. Columns: x an arc, v the empty seats of a mission, y a step of someone's load; rows: m a
// mission, p a person, c a clique.
func (r *relaxation) ecrire(w io.Writer) error {
	b := bufio.NewWriterSize(w, 1<<16)
	ligne := func(format string, a ...any) { _, _ = fmt.Fprintf(b, format, a...) } // Flush tells the first error
	ligne("NAME session FREE\nROWS\n N cout\n")
	for j := range r.f.Missions {
		ligne(" E m%d\n", j)
	}
	for i := range r.arcs {
		ligne(" E p%d\n", i)
	}
	for c := range r.lignes {
		ligne(" L c%d\n", c)
	}
	ligne("COLUMNS\n")
	r.colonnes(ligne)
	ligne("RHS\n")
	for j, m := range r.f.Missions {
		ligne(" rhs m%d %d\n", j, m.Need)
	}
	for c := range r.lignes {
		ligne(" rhs c%d 1\n", c)
	}
	ligne("BOUNDS\n")
	for k := range r.f.Arcs {
		ligne(" UP borne x%d 1\n", k)
	}
	for i, arcs := range r.arcs {
		for l := range r.pas(arcs) {
			ligne(" UP borne y%d_%d 1\n", i, l)
		}
	}
	ligne("ENDATA\n")
	return b.Flush()
}

func (r *relaxation) pas(arcs []int) int { return min(int(r.f.MaxMissions), len(arcs)) }

func (r *relaxation) colonnes(ligne func(string, ...any)) {
	dans := make([][]int, len(r.f.Arcs))
	for c, clique := range r.lignes {
		for _, k := range clique {
			dans[k] = append(dans[k], c)
		}
	}
	for k, a := range r.f.Arcs {
		ligne(" x%d cout %d\n x%d m%d 1\n x%d p%d 1\n", k, a[2], k, a[0], k, a[1])
		for _, c := range dans[k] {
			ligne(" x%d c%d 1\n", k, c)
		}
	}
	for j := range r.f.Missions {
		ligne(" v%d cout %d\n v%d m%d 1\n", j, r.f.NonPourvu, j, j)
	}
	for i, arcs := range r.arcs {
		for l := range r.pas(arcs) {
			ligne(" y%d_%d cout %d\n y%d_%d p%d -1\n", i, l, 400*l*l+200*l*int(r.f.Personnes[i].Prior), i, l, i)
		}
	}
}
