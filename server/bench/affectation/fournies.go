package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// auDessus is how far from its optimum the plan of a middling session may be.
const auDessus = 0.0002

// fournies solves the instances of a folder, and compares them to its optima.csv, whose last column is the optimum.
func (b *banc) fournies(ctx context.Context, genre string) error {
	dossier := filepath.Join(b.instances, genre)
	f, err := os.Open(filepath.Join(dossier, "optima.csv"))
	if err != nil {
		return err
	}
	defer f.Close()
	lignes, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	b.titre("Instances fournies : " + genre)
	for _, l := range lignes[1:] {
		optimum, err := strconv.ParseInt(l[len(l)-1], 10, 64)
		if err != nil {
			return err
		}
		if genre == "flot" {
			err = b.flotFourni(ctx, dossier, l[0], optimum)
		} else {
			err = b.sessionFournie(ctx, dossier, l[0], optimum)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *banc) flotFourni(ctx context.Context, dossier, nom string, optimum int64) error {
	r, err := b.lancer(ctx, "flot", filepath.Join(dossier, nom+".min.gz"), "--json")
	if err != nil {
		return err
	}
	b.juger(nom, fmt.Sprintf("%d en %.3f s, prouvé", r.Optimum, r.Mesures.CPU), fmt.Sprintf("= %d", optimum), r.Optimum == optimum)
	return nil
}

// sessionFournie: the small ones are solved to the optimum, the others near it; no bound goes beyond it.
func (b *banc) sessionFournie(ctx context.Context, dossier, nom string, optimum int64) error {
	r, err := b.resoudre(ctx, filepath.Join(dossier, nom+".json.gz"), 0.00002, 0)
	if err != nil {
		return err
	}
	ecart := float64(r.Cout-optimum) / float64(optimum)
	tenue, barre := r.Cout == optimum, "optimum"
	if !strings.HasPrefix(nom, "tiny") && !strings.HasPrefix(nom, "small") {
		tenue, barre = ecart <= auDessus, "≤ 0,02 % au-dessus"
	}
	b.juger(nom, fmt.Sprintf("%d, %s au-dessus de %d ; borne %d ; %.2f s", r.Cout, pourcent(ecart), optimum, r.Borne, r.Mesures.CPU),
		barre, tenue && r.Cout >= optimum && r.Borne <= optimum)
	return nil
}
