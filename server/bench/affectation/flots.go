package main

import (
	"context"
	"fmt"
	"math"
	"os/exec"
	"path/filepath"
)

const (
	moyenneParComposante = 1.3
	pireParComposante    = 1.6
	pireEntier           = 0.4
)

var periodes = []periode{
	{taille{"u40k", 20_000, 40_000, 60, 1}, false, 3},
	{taille{"g40k", 20_000, 40_000, 60, 1}, true, 3},
	{taille{"h40k", 20_000, 40_000, 1, 1}, false, 3},
}

// nationale is the whole country in one period: a long measure, made on demand.
var nationale = periode{taille{"nationale", 300_000, 1_000_000, 60, 1}, true, 5}

// lemon is the comparison; without compiler or library, flows are measured alone.
type lemon string

func (b *banc) compiler(ctx context.Context) lemon {
	sortie := filepath.Join(b.dossier, "lemon")
	source := filepath.Join("server", "bench", "affectation", "lemon", "lemon.cpp")
	if err := exec.CommandContext(ctx, "g++", "-O3", "-o", sortie, source).Run(); err != nil {
		b.dire("LEMON", "n’est pas installé : flots mesurés seuls")
		return ""
	}
	return lemon(sortie)
}

// resoudre returns the optimum and the processor time, reading left out.
func (l lemon) resoudre(ctx context.Context, fichier, mode string) (cout int64, cpu float64, err error) {
	sortie, err := exec.CommandContext(ctx, string(l), fichier, mode).Output()
	if err != nil {
		return 0, 0, err
	}
	_, err = fmt.Sscan(string(sortie), &cout, &cpu)
	return cout, cpu, err
}

// duree of one network by each, in seconds of processor: medians of runs made in turn.
type duree struct{ nous, composantes, entier float64 }

func (b *banc) chronometrer(ctx context.Context, l lemon, p periode, modes ...string) (d duree, memoire int, err error) {
	f := filepath.Join(b.dossier, p.nom+".min")
	if err := ecrire(f, p.ecrire); err != nil {
		return d, 0, err
	}
	var nous []float64
	eux := map[string][]float64{}
	for range b.repetitions {
		r, err := b.lancer(ctx, "flot", f, "--json")
		if err != nil {
			return d, 0, err
		}
		nous, memoire = append(nous, r.Mesures.CPU), r.Mesures.Memoire
		for _, mode := range modes {
			if l == "" {
				continue
			}
			c, s, err := l.resoudre(ctx, f, mode)
			if err != nil {
				return d, 0, err
			}
			if c != r.Optimum {
				return d, 0, fmt.Errorf("%s : LEMON trouve %d, nous %d", p.nom, c, r.Optimum)
			}
			eux[mode] = append(eux[mode], s)
		}
	}
	d.nous = mediane(nous)
	for mode, ou := range map[string]*float64{"composantes": &d.composantes, "entier": &d.entier} {
		if len(eux[mode]) > 0 {
			*ou = mediane(eux[mode])
		}
	}
	return d, memoire, nil
}

func (b *banc) flots(ctx context.Context) error {
	b.titre("Flots d’une période, 20 000 personnes et 40 000 places, à côté de LEMON")
	l := b.compiler(ctx)
	produit, n := 1.0, 0
	for _, p := range periodes {
		d, _, err := b.chronometrer(ctx, l, p, "composantes", "entier")
		if err != nil {
			return err
		}
		if l == "" {
			b.dire(p.nom, fmt.Sprintf("%.3f s", d.nous))
			continue
		}
		x, y := d.nous/d.composantes, d.nous/d.entier
		produit, n = produit*x, n+1
		b.juger(p.nom+", par composante", fmt.Sprintf("%.2f (%.3f s contre %.3f s)", x, d.nous, d.composantes), "≤ 1,6", x <= pireParComposante)
		b.juger(p.nom+", graphe entier", fmt.Sprintf("%.2f (%.3f s contre %.3f s)", y, d.nous, d.entier), "≤ 0,4", y <= pireEntier)
	}
	if n > 0 {
		m := math.Pow(produit, 1/float64(n))
		b.juger("moyenne géométrique, par composante", fmt.Sprintf("%.2f", m), "≤ 1,3", m <= moyenneParComposante)
	}
	return nil
}

func (b *banc) national(ctx context.Context) error {
	b.titre("Flot national, 300 000 personnes et 1 000 000 de places")
	l := b.compiler(ctx)
	d, memoire, err := b.chronometrer(ctx, l, nationale, "entier")
	if err != nil {
		return err
	}
	valeur := fmt.Sprintf("%.1f s, %d Mo", d.nous, memoire)
	if l == "" {
		b.dire("nous", valeur)
		return nil
	}
	b.juger("graphe entier", fmt.Sprintf("%.2f (%s contre %.1f s)", d.nous/d.entier, valeur, d.entier), "≤ 0,3", d.nous <= 0.3*d.entier)
	return nil
}
