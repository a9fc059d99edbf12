package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Two missions of one person share a row when, and only when, she cannot hold both; everything in a row excludes
// everything else in it.
func TestCliques(t *testing.T) {
	r := relacher(inventer(taille{"essai", 200, 600, 1, 3}))
	ensemble := map[[2]int]bool{}
	for _, ligne := range r.lignes {
		for x, a := range ligne {
			for _, b := range ligne[x+1:] {
				assert.Equal(t, r.f.Arcs[a][1], r.f.Arcs[b][1])
				ensemble[[2]int{min(a, b), max(a, b)}] = true
			}
		}
	}
	exclusions := 0
	for _, arcs := range r.arcs {
		for x, a := range arcs {
			for _, b := range arcs[x+1:] {
				require.Equal(t, r.exclus(a, b), ensemble[[2]int{min(a, b), max(a, b)}])
				if r.exclus(a, b) {
					exclusions++
				}
			}
		}
	}
	assert.Greater(t, exclusions, 100)
}

// The file has each row, each column, and ends: a solver that reads half of it would answer something else.
func TestMPS(t *testing.T) {
	r := relacher(inventer(taille{"essai", 20, 40, 1, 3}))
	var b bytes.Buffer
	require.NoError(t, r.ecrire(&b))
	lignes := strings.Split(strings.TrimSpace(b.String()), "\n")
	assert.Equal(t, "ENDATA", lignes[len(lignes)-1])
	compter := func(prefixe string) (n int) {
		for _, l := range lignes {
			if strings.HasPrefix(l, prefixe) {
				n++
			}
		}
		return n
	}
	assert.Equal(t, len(r.lignes), compter(" L c"))
	assert.Equal(t, len(r.f.Missions)+len(r.arcs), compter(" E "))
	assert.Equal(t, len(r.f.Arcs), compter(" UP borne x"))
	assert.True(t, slices.Contains(lignes, "NAME session FREE"))
}
