// Command affectation measures the engine of affectation on invented instances, and on those of a folder: exact flows
// beside LEMON's network simplex where a C++ compiler and LEMON are installed, whole sessions with their certified gap,
// one giant component beside its linear relaxation where clp is installed, and the ranking of replacements. CPU time,
// medians of three runs taken in turn; each line with its bar.
//
//	go run ./server/bench/affectation [-vite] [-instances DOSSIER] [-seulement flots|sessions|lineaires|remplacements|national]
//	go run ./server/bench/affectation -lp SESSION.json > SESSION.mps
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

func main() {
	b := &banc{repetitions: 3}
	flag.StringVar(&b.instances, "instances", "", "dossier d’instances à mesurer aussi (flot/*.min.gz, session/*.json.gz, optima.csv)")
	flag.StringVar(&b.binaire, "binaire", "bin/imagin", "programme mesuré")
	flag.BoolVar(&b.vite, "vite", false, "une mesure au lieu de trois, et les plus courtes")
	seulement := flag.String("seulement", "", "flots, sessions, lineaires, remplacements, instances ou national (à la demande)")
	lp := flag.String("lp", "", "écrit la relaxation linéaire de ce fichier de session, au format MPS, et ne mesure rien")
	flag.Parse()
	var err error
	if *lp != "" {
		err = exporter(*lp, os.Stdout)
	} else {
		err = b.mesurer(context.Background(), *seulement)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

func (b *banc) mesurer(ctx context.Context, seulement string) (err error) {
	if b.vite {
		b.repetitions = 1
	}
	if b.dossier, err = os.MkdirTemp("", "bench-affectation-"); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(b.dossier) }()
	for _, e := range []struct {
		nom   string
		faire func(context.Context) error
	}{{"flots", b.flots}, {"instances", b.lesFournies}, {"sessions", b.sessions}, {"lineaires", b.lineaires}, {"remplacements", b.remplacements}, {"national", b.national}} {
		if seulement == e.nom || seulement == "" && e.nom != "national" {
			if err := e.faire(ctx); err != nil {
				return err
			}
		}
	}
	b.conclure()
	return nil
}

func (b *banc) lesFournies(ctx context.Context) error {
	if b.instances == "" {
		return nil
	}
	for _, genre := range []string{"flot", "session"} {
		if err := b.fournies(ctx, genre); err != nil {
			return err
		}
	}
	return nil
}
