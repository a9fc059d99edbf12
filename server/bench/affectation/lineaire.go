package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"imagin/server/internal/affectation/session"
)

// geantes are sessions of one discipline: everyone in one component, and not enough people.
var geantes = []taille{{"géante 5 000 × 10 000", 5_000, 10_000, 1, 1}, {"géante 10 000 × 20 000", 10_000, 20_000, 1, 1},
	{"géante 20 000 × 40 000", 20_000, 40_000, 1, 1}}

const (
	planSurLineaire   = 0.002
	borneSousLineaire = 0.003
)

// lineaires compares plans and bounds with the linear relaxation, where a solver of linear programs is installed.
func (b *banc) lineaires(ctx context.Context) error {
	b.titre("Une seule composante, places trop nombreuses, à côté de la relaxation linéaire")
	clp, err := exec.LookPath("clp")
	if err != nil {
		b.dire("clp", "n’est pas installé : écart mesuré à notre seule borne")
	}
	tailles := geantes
	if b.vite {
		tailles = tailles[:1]
	}
	for _, t := range tailles {
		f, err := b.session(t)
		if err != nil {
			return err
		}
		r, err := b.lancer(ctx, "resoudre", f, "--json", "--sans-plan", "--gap=0.0005", "--budget=10000000")
		if err != nil {
			return err
		}
		b.juger(t.nom+", écart certifié", fmt.Sprintf("%s en %.1f s, %d vides, %d Mo", pourcent(r.Gap), r.Mesures.CPU, r.NonPourvus, r.Mesures.Memoire),
			"≤ 0,2 %", r.Gap <= planSurLineaire)
		if clp == "" {
			continue
		}
		lp, err := b.lineaire(ctx, clp, t)
		if err != nil {
			return err
		}
		dessus, dessous := float64(r.Cout)/lp-1, 1-float64(r.Borne)/lp
		b.juger(t.nom+", plan", fmt.Sprintf("%d, %s au-dessus de %.1f", r.Cout, pourcent(dessus), lp), "≤ 0,2 %", dessus <= planSurLineaire)
		b.juger(t.nom+", borne", fmt.Sprintf("%d, %s au-dessous", r.Borne, pourcent(dessous)), "≤ 0,3 %", dessous <= borneSousLineaire)
	}
	return nil
}

var objectif = regexp.MustCompile(`Optimal objective ([0-9.e+]+)`)

// lineaire is the value of the relaxation, by the dual simplex.
func (b *banc) lineaire(ctx context.Context, clp string, t taille) (float64, error) {
	f := filepath.Join(b.dossier, "relaxation.mps")
	if err := ecrire(f, relacher(inventer(t)).ecrire); err != nil {
		return math.NaN(), err
	}
	sortie, err := exec.CommandContext(ctx, clp, f, "-dualsimplex").Output()
	if err != nil {
		return math.NaN(), err
	}
	m := objectif.FindSubmatch(sortie)
	if m == nil {
		return math.NaN(), fmt.Errorf("clp n’a pas trouvé l’optimum de %s", t.nom)
	}
	return strconv.ParseFloat(string(m[1]), 64)
}

// exporter writes the relaxation of a session file.
func exporter(chemin string, w io.Writer) error {
	f, err := os.Open(chemin)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	s, err := session.Lire(f)
	if err != nil {
		return err
	}
	return relacher(s).ecrire(w)
}
