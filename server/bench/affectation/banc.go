package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"imagin/server/internal/affectation/optim"
)

const repetitions = 3

type banc struct{ binaire, dossier, lemon string }

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

func mediane(t []float64) float64 {
	slices.Sort(t)
	return t[len(t)/2]
}

// compiler builds the comparison; without compiler or library, flows are measured alone.
func (b *banc) compiler(ctx context.Context) {
	sortie := filepath.Join(b.dossier, "lemon")
	source := filepath.Join("server", "bench", "affectation", "lemon", "lemon.cpp")
	if err := exec.CommandContext(ctx, "g++", "-O3", "-o", sortie, source).Run(); err != nil {
		fmt.Println("LEMON n’est pas installé : flots mesurés seuls.")
		return
	}
	b.lemon = sortie
}

func (b *banc) simplexe(ctx context.Context, fichier, mode string) (cout int64, cpu float64, err error) {
	sortie, err := exec.CommandContext(ctx, b.lemon, fichier, mode).Output()
	if err != nil {
		return 0, 0, err
	}
	_, err = fmt.Sscan(string(sortie), &cout, &cpu)
	return cout, cpu, err
}

func (b *banc) flots(ctx context.Context) error {
	b.compiler(ctx)
	fmt.Println("\nFlots (s de processeur)      nous   LEMON par composante   LEMON entier   rapports")
	produit, produitEntier, n := 1.0, 1.0, 0
	for _, p := range periodes {
		f := filepath.Join(b.dossier, p.nom+".min")
		if err := ecrire(f, p.ecrire); err != nil {
			return err
		}
		var nous, composantes, entier []float64
		for range repetitions {
			r, err := b.lancer(ctx, "flot", f, "--json")
			if err != nil {
				return err
			}
			nous = append(nous, r.Mesures.CPU)
			if b.lemon == "" {
				continue
			}
			for mode, t := range map[string]*[]float64{"composantes": &composantes, "entier": &entier} {
				c, s, err := b.simplexe(ctx, f, mode)
				if err != nil {
					return err
				}
				if c != r.Optimum {
					return fmt.Errorf("%s : LEMON trouve %d, nous %d", p.nom, c, r.Optimum)
				}
				*t = append(*t, s)
			}
		}
		if b.lemon == "" {
			fmt.Printf("%-25s %7.3f\n", p.nom, mediane(nous))
			continue
		}
		x, y := mediane(nous)/mediane(composantes), mediane(nous)/mediane(entier)
		produit, produitEntier, n = produit*x, produitEntier*y, n+1
		fmt.Printf("%-25s %7.3f %22.3f %14.3f   %.2f  %.2f\n", p.nom, mediane(nous), mediane(composantes), mediane(entier), x, y)
	}
	if n > 0 {
		fmt.Printf("moyennes géométriques %60.2f  %.2f\n", math.Pow(produit, 1/float64(n)), math.Pow(produitEntier, 1/float64(n)))
	}
	return nil
}

func (b *banc) sessions(ctx context.Context) error {
	fmt.Println("\nSessions            coût        borne       écart   vides   s processeur   Mo")
	for _, t := range tailles {
		f := filepath.Join(b.dossier, t.nom+".json")
		if err := ecrireJSON(f, t); err != nil {
			return err
		}
		for _, gap := range []string{"0.001", "0.0005", "0.00001"} {
			budget := "2500000" // about half a minute
			if gap != "0.001" {
				budget = "10000000"
			}
			r, err := b.lancer(ctx, "resoudre", f, "--json", "--sans-plan", "--gap="+gap, "--budget="+budget)
			if err != nil {
				return err
			}
			fmt.Printf("%-10s %13d %12d %9.4f %% %6d %14.2f %4d   (arrêt demandé à %s)\n", t.nom, r.Cout, r.Borne, 100*r.Gap, r.NonPourvus, r.Mesures.CPU, r.Mesures.Memoire, gap)
		}
	}
	return nil
}

// remplacements times the ranking on the académie: the least of three calls each time, for the machine is shared.
func (b *banc) remplacements(ctx context.Context) error {
	p := inventer(tailles[1]).Probleme()
	plan, err := optim.Resoudre(ctx, p, optim.Options{Gap: 0.001})
	if err != nil {
		return err
	}
	x, err := optim.Indexer(p, plan.Affectations)
	if err != nil {
		return err
	}
	fmt.Println("\nRemplacements (µs)   médiane    p99    max   chaîne meilleure que le direct")
	pas := max(1, len(plan.Affectations)/2000)
	for chaine := 1; chaine <= 3; chaine++ {
		var durees []time.Duration
		mieux := 0
		for k := 0; k < len(plan.Affectations); k += pas {
			d := time.Hour
			for range repetitions {
				debut := time.Now()
				r := x.Remplacer(plan.Affectations[k], optim.Reparation{Chaine: chaine})
				d = min(d, time.Since(debut))
				if len(r) > 0 && len(r[0].Mouvements) > 1 {
					mieux++
				}
			}
			durees = append(durees, d)
		}
		slices.Sort(durees)
		n := len(durees)
		fmt.Printf("chaînes jusqu’à %d %9d %8d %6d   %d %%\n", chaine, durees[n/2].Microseconds(), durees[n*99/100].Microseconds(),
			durees[n-1].Microseconds(), 100*mieux/repetitions/n)
	}
	return nil
}

// fournies solves the instances of a folder, and compares them to its optima.csv, whose last column is the optimum.
func (b *banc) fournies(ctx context.Context, dossier, genre string) error {
	f, err := os.Open(filepath.Join(dossier, "optima.csv"))
	if err != nil {
		return err
	}
	defer f.Close()
	lignes, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return err
	}
	fmt.Printf("\n%-12s     optimum         coût        borne   au-dessus   s processeur\n", genre)
	for _, l := range lignes[1:] {
		optimum, err := strconv.ParseInt(l[len(l)-1], 10, 64)
		if err != nil {
			return err
		}
		args := []string{"flot", filepath.Join(dossier, l[0]+".min.gz"), "--json"}
		if genre == "session" {
			args = []string{"resoudre", filepath.Join(dossier, l[0]+".json.gz"), "--json", "--sans-plan"}
		}
		r, err := b.lancer(ctx, args...)
		if err != nil {
			return err
		}
		if genre == "flot" {
			r.Cout, r.Borne = r.Optimum, r.Optimum
		}
		fmt.Printf("%-12s %12d %12d %12d %9.4f %% %12.3f\n", l[0], optimum, r.Cout, r.Borne, 100*float64(r.Cout-optimum)/float64(optimum), r.Mesures.CPU)
	}
	return nil
}
