// Command missions measures the exchanges with OCEAN and the generation of missions over a whole académie: 300 centres,
// 6,000 commissions, 150,000 candidates as counts. The four exchanges are read from an IMAOCE base and applied by the real
// operations and tâches, on a private PostgreSQL; the missions are generated; then a refresh changes one commission in a
// hundred. What is written is counted by the database.
package main

import (
	"context"
	"fmt"
	"os"

	"imagin/server/internal/app"
	"imagin/server/internal/config"
	"imagin/server/internal/demo"
)

func main() {
	if err := executer(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

func executer(ctx context.Context) error {
	dossier, err := os.MkdirTemp("", "imagin-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dossier) }()
	for nom, valeur := range map[string]string{"IMAGIN_DONNEES": dossier, "DATABASE_URL": ""} {
		if err := os.Setenv(nom, valeur); err != nil {
			return err
		}
	}
	conf, err := config.Lire()
	if err != nil {
		return err
	}
	conf.Demonstration, conf.Ouvriers = true, 1
	a, err := app.Ouvrir(ctx, conf)
	if err != nil {
		return err
	}
	defer a.Fermer()
	if err := a.Demontrer(ctx, demo.Academie, 1); err != nil {
		return err
	}
	b, err := nouveauBanc(ctx, a)
	if err != nil {
		return err
	}
	defer b.fermer(ctx)
	return b.mesurer(ctx)
}
