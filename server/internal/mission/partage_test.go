package mission

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/api"
)

// TestScinderNePerdPersonne: whatever the parts, candidates, origins and needs add up to what they were.
func TestScinderNePerdPersonne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 20).Draw(t, "parts")
		var os []api.OrigineMission
		total, parUai := 0, map[string]int{}
		for range rapid.IntRange(0, 12).Draw(t, "etablissements") {
			o := api.OrigineMission{Uai: rapid.StringMatching(`0[0-9]{6}[A-Z]`).Draw(t, "uai"), Candidats: rapid.IntRange(0, 90).Draw(t, "candidats")}
			os, total = append(os, o), total+o.Candidats
			parUai[o.Uai] += o.Candidats
		}
		tailles := partager(total, n)
		require.LessOrEqual(t, tailles[0]-tailles[n-1], 1)
		parts, apres := repartirOrigines(os, tailles), map[string]int{}
		require.Len(t, parts, n)
		for i, part := range parts {
			somme := 0
			for _, o := range part {
				require.Positive(t, o.Candidats)
				somme += o.Candidats
				apres[o.Uai] += o.Candidats
			}
			require.Equal(t, tailles[i], somme, "chaque part a sa taille")
		}
		for u, c := range parUai {
			require.Equal(t, c, apres[u])
		}
		bs := []api.BesoinMission{{Role: "correcteur", Nombre: rapid.IntRange(0, 40).Draw(t, "besoin"), Reservistes: p(rapid.IntRange(0, 5).Draw(t, "reserve"))}}
		nombre, reserve := 0, 0
		for _, part := range repartirBesoins(bs, n) {
			for _, b := range part {
				nombre, reserve = nombre+b.Nombre, reserve+*b.Reservistes
			}
		}
		require.Equal(t, []int{bs[0].Nombre, *bs[0].Reservistes}, []int{nombre, reserve})
	})
}

func TestUnir(t *testing.T) {
	a := func(h, duree int, surPlace bool) creneau {
		d := time.Date(2027, 6, 14, h, 0, 0, 0, time.UTC)
		return creneau{d, d.Add(time.Duration(duree) * time.Hour), surPlace}
	}
	union, ok := unir([]creneau{a(14, 4, true)}, []creneau{a(8, 4, true)}, []creneau{a(8, 4, true)})
	require.True(t, ok)
	require.Equal(t, []creneau{a(8, 4, true), a(14, 4, true)}, union, "les mêmes heures comptent une fois")
	_, ok = unir([]creneau{a(8, 4, true)}, []creneau{a(9, 4, true)})
	require.False(t, ok)
	_, ok = unir([]creneau{a(8, 4, true)}, []creneau{a(9, 4, false)})
	require.True(t, ok, "le travail à distance n’exclut rien")
	require.Len(t, parJour([]creneau{a(8, 1, true), a(9, 1, true), {a(8, 1, true).Debut.AddDate(0, 0, 1), a(9, 1, true).Debut.AddDate(0, 0, 1), true}}, time.UTC), 2)
}
