// Command affectation measures the engine of affectation on invented instances, and on those of a folder: exact flows
// beside LEMON's network simplex where a C++ compiler and LEMON are installed, whole sessions with their certified gap,
// and the ranking of replacements. CPU time, medians of three runs taken in turn.
//
//	go run ./server/bench/affectation [-instances DOSSIER] [-seulement flots|sessions|remplacements]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// tailles of the sessions measured: a whole académie, the same with one discipline for all (one component, scarce
// seats), and a smaller one.
var tailles = []taille{
	{"s2000", 2_000, 4_000, 1, 1},
	{"academie", 20_000, 40_000, 60, 1},
	{"academie2", 20_000, 40_000, 60, 2},
	{"geante", 20_000, 40_000, 1, 1},
}

var periodes = []periode{
	{taille{"u40k", 20_000, 40_000, 60, 1}, false, 3},
	{taille{"g40k", 20_000, 40_000, 60, 1}, true, 3},
	{taille{"h40k", 20_000, 40_000, 1, 1}, false, 3},
}

func main() {
	instances := flag.String("instances", "", "dossier d’instances à mesurer aussi (flot/*.min.gz, session/*.json.gz, optima.csv)")
	binaire := flag.String("binaire", "bin/imagin", "programme mesuré")
	seulement := flag.String("seulement", "", "flots, sessions ou remplacements")
	flag.Parse()
	if err := mesurer(context.Background(), *binaire, *instances, *seulement); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

func mesurer(ctx context.Context, binaire, instances, seulement string) error {
	dossier, err := os.MkdirTemp("", "bench-affectation-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dossier) }()
	b := &banc{binaire: binaire, dossier: dossier}
	for _, e := range []struct {
		nom   string
		faire func(context.Context) error
	}{{"flots", b.flots}, {"sessions", b.sessions}, {"remplacements", b.remplacements}} {
		if seulement == "" || seulement == e.nom {
			if err := e.faire(ctx); err != nil {
				return err
			}
		}
	}
	if instances == "" {
		return nil
	}
	for _, genre := range []string{"flot", "session"} {
		if err := b.fournies(ctx, filepath.Join(instances, genre), genre); err != nil {
			return err
		}
	}
	return nil
}
