package flot

import (
	"context"
	"errors"
	"math"
	"slices"
)

// ErrInfaisable means that the supplies cannot all reach the demands.
var ErrInfaisable = errors.New("aucun flot ne satisfait toutes les offres et demandes")

// arc is what pricing reads, 16 bytes: the source is known from the scan, which goes node by node.
type arc struct {
	cout int64
	vers int32
	etat int32 // +1 at lower bound, −1 at upper bound, 0 in the tree
}

// noeud is what a pivot reads of the tree. Children are a doubly linked list.
type noeud struct {
	parent, pred int32 // pred: arc to the parent; ≥ len(arcs): artificial
	prof         int32
	haut         bool // pred goes from the node to its parent
	fils         int32
	suiv, prec   int32
}

// Simplexe is a primal network simplex on strongly feasible trees (no cycling). Nodes are 0…n−1 and the root n, which
// balances whatever the others do not; arcs are added by increasing source.
type Simplexe struct {
	n     int32
	debut []int32 // arcs of node u: debut[u]…debut[u+1]
	arcs  []arc
	de    []int32
	cap   []int64 // of arcs, then of the n artificial arcs
	flot  []int64
	offre []int64
	pi    []int64
	arbre []noeud

	grosM   int64
	reprise int32 // where pricing goes on
	bloc    int   // arcs priced before one enters
	dernier int32 // last source given to Arc

	// Pivots and Travail (elementary steps) since Vider.
	Pivots, Travail int64
}

// Vider prepares for a new problem of n nodes and the root, keeping the memory of the last.
func (s *Simplexe) Vider(n int) {
	s.n, s.dernier, s.reprise = i32(n), 0, 0
	s.debut = append(s.debut[:0], 0)
	s.arcs, s.de, s.cap, s.flot = s.arcs[:0], s.de[:0], s.cap[:0], s.flot[:0]
	s.offre = zeros(s.offre, n)
	s.Pivots, s.Travail = 0, 0
}

// Reserver makes room for so many nodes and arcs, so that nothing has to grow.
func (s *Simplexe) Reserver(n, m int) {
	s.debut = slices.Grow(s.debut, n+2)
	s.arcs, s.de = slices.Grow(s.arcs, m), slices.Grow(s.de, m)
	s.cap, s.flot = slices.Grow(s.cap, m+n), slices.Grow(s.flot, m+n)
	s.offre, s.pi = slices.Grow(s.offre, n), slices.Grow(s.pi, n+1)
	s.arbre = slices.Grow(s.arbre, n+1)
}

// tailler makes m arcs at once, to be written in place; Reserver has made the room.
func (s *Simplexe) tailler(m int) {
	s.arcs, s.de, s.cap, s.flot = s.arcs[:m], s.de[:m], s.cap[:m], s.flot[:m]
}

func zeros(t []int64, n int) []int64 {
	if cap(t) < n {
		return make([]int64, n)
	}
	t = t[:n]
	clear(t)
	return t
}

// Racine is the identifier of the root.
func (s *Simplexe) Racine() int32 { return s.n }

// Offrir sets what leaves a node (negative: what it takes).
func (s *Simplexe) Offrir(u int32, b int64) { s.offre[u] = b }

// Arc adds an arc, with a flow to start from (zero or capacite, or between the two on one arc at most that leads from a
// node towards the root); sources come in increasing order, the root last. It returns the arc's number.
func (s *Simplexe) Arc(de, vers int32, capacite, cout, flot int64) int32 {
	for s.dernier < de {
		s.dernier++
		s.debut = append(s.debut, i32(len(s.arcs)))
	}
	etat := int32(1)
	if flot == capacite && capacite > 0 {
		etat = -1
	}
	s.arcs = append(s.arcs, arc{cout: cout, vers: vers, etat: etat})
	s.de = append(s.de, de)
	s.cap = append(s.cap, capacite)
	s.flot = append(s.flot, flot)
	return i32(len(s.arcs) - 1)
}

// nombre of true arcs; Valider and the callers bound it.
func (s *Simplexe) nombre() int32 { return int32(len(s.arcs)) } //nolint:gosec // bounded

// Flot is the flow of an arc.
func (s *Simplexe) Flot(a int32) int64 { return s.flot[a] }

// Prix is the potential of a node, the root's being zero: what one more unit of its supply costs.
func (s *Simplexe) Prix(u int32) int64 { return s.pi[s.n] - s.pi[u] }

// Cout is the cost of the flow.
func (s *Simplexe) Cout() (c int64) {
	for k := range s.arcs {
		c += s.flot[k] * s.arcs[k].cout
	}
	return c
}

// Resoudre goes from the flow given to an optimal one. The errors are ErrInfaisable, or the context's.
func (s *Simplexe) Resoudre(ctx context.Context) error {
	s.clore()
	s.amorcer()
	if err := s.iterer(ctx); err != nil {
		return err
	}
	for k := len(s.arcs); k < len(s.flot); k++ {
		if s.flot[k] != 0 {
			return ErrInfaisable
		}
	}
	return nil
}

// clore ends the list of arcs and sizes what depends on it.
func (s *Simplexe) clore() {
	for i32(len(s.debut)) < s.n+2 {
		s.debut = append(s.debut, i32(len(s.arcs)))
	}
	m, n := len(s.arcs), int(s.n)
	for range n {
		s.cap, s.flot = append(s.cap, math.MaxInt64/4), append(s.flot, 0)
	}
	var maxCout int64
	for k := range s.arcs[:m] {
		maxCout = max(maxCout, s.arcs[k].cout, -s.arcs[k].cout)
	}
	s.bloc = s.tailleBloc()
	s.grosM = (maxCout + 1) * int64(n+1)
	s.pi = zeros(s.pi, n+1)
	if cap(s.arbre) < n+1 {
		s.arbre = make([]noeud, n+1)
	}
	s.arbre = s.arbre[:n+1]
}

func (s *Simplexe) iterer(ctx context.Context) error {
	for {
		entrant := s.chercher()
		if entrant < 0 {
			return nil
		}
		s.pivoter(entrant)
		if s.Pivots++; s.Pivots&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
}
