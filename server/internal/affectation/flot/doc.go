// Package flot solves minimum-cost flows by a primal network simplex, and proves each answer: the cost of the flow is
// compared to that of the potentials, computed apart from the solver (Certifier).
//
// Resoudre takes a whole Reseau, as Lire reads it from DIMACS, and works by connected component once the busiest node is
// taken out. Simplexe is the solver itself, which keeps its memory from one call to the next and starts from a flow that
// the caller knows already: the session's search makes thousands of such calls.
//
// Conventions: reduced cost of an arc u→v = cost + π(u) − π(v); an arc at its lower bound wants it positive or zero, one
// at its upper bound negative or zero.
package flot
