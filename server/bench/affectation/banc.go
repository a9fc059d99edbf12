package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// banc is one run of the measures.
type banc struct {
	binaire, dossier, instances string
	repetitions                 int
	vite                        bool
	tableau
}

// reponse is what the tools print with --json.
type reponse struct {
	Cout, Borne, Optimum int64
	Gap                  float64
	NonPourvus           int64 `json:"non_pourvus"`
	Mesures              struct {
		CPU     float64 `json:"cpu_s"`
		Mur     float64 `json:"mur_s"`
		Memoire int     `json:"memoire_mo"`
	}
}

func (b *banc) lancer(ctx context.Context, args ...string) (r reponse, err error) {
	sortie, err := exec.CommandContext(ctx, b.binaire, append([]string{"affectation"}, args...)...).Output()
	if err != nil {
		return r, fmt.Errorf("%v : %w", args, err)
	}
	return r, json.Unmarshal(sortie, &r)
}

// resoudre solves a session b.repetitions times, each in its own process, and keeps the run of median time.
func (b *banc) resoudre(ctx context.Context, fichier string, gap float64, budget int64) (reponse, error) {
	args := []string{"resoudre", fichier, "--json", "--sans-plan", "--gap=" + strconv.FormatFloat(gap, 'f', -1, 64)}
	if budget != 0 {
		args = append(args, "--budget="+strconv.FormatInt(budget, 10))
	}
	var rs []reponse
	for range b.repetitions {
		r, err := b.lancer(ctx, args...)
		if err != nil {
			return r, err
		}
		rs = append(rs, r)
	}
	slices.SortFunc(rs, func(x, y reponse) int {
		if x.Mesures.CPU < y.Mesures.CPU {
			return -1
		}
		return 1
	})
	return rs[len(rs)/2], nil
}

func (b *banc) session(t taille) (string, error) {
	f := filepath.Join(b.dossier, t.nom+".json")
	return f, ecrireJSON(f, t)
}

func mediane(t []float64) float64 {
	slices.Sort(t)
	return t[len(t)/2]
}
