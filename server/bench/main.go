// Command bench measures the service as its users meet it, beside PostgreSQL answering the same SQL in the same run:
// a real server process, signed in, walled by row-level security, over a million affectations.
// It needs pgbench and wrk. The data set stays in .imagin/bench, so that the next run starts at once.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"

	"imagin/server/internal/app"
	"imagin/server/internal/config"
	"imagin/server/internal/demo"
)

const binaire = "bin/imagin"

func main() {
	if err := executer(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

func executer(ctx context.Context) error {
	for _, outil := range []string{"pgbench", "wrk"} {
		if _, err := exec.LookPath(outil); err != nil {
			return fmt.Errorf("%s est absent : apt-get install postgresql-contrib wrk", outil)
		}
	}
	if os.Getenv("IMAGIN_DONNEES") == "" {
		if err := os.Setenv("IMAGIN_DONNEES", ".imagin/bench"); err != nil {
			return err
		}
	}
	conf, err := config.Lire()
	if err != nil {
		return err
	}
	a, err := app.Ouvrir(ctx, conf)
	if err != nil {
		return err
	}
	defer a.Fermer()
	if err := a.Demontrer(ctx, demo.Nationale, 1); err != nil { // loads once: a base that has an académie is left alone
		return err
	}
	s, err := demarrer(ctx, a)
	if err != nil {
		return err
	}
	defer s.arreter()
	b, err := nouveauBanc(ctx, a, s)
	if err != nil {
		return err
	}
	return b.mesurer(ctx)
}
