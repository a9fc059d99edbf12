package main

import (
	"context"
	"fmt"

	"imagin/server/internal/app"
	"imagin/server/internal/config"
	"imagin/server/internal/demo"
	"imagin/server/internal/portail"
)

type serve struct {
	Demonstration bool `help:"Portail et données de démonstration."`
}

func (s serve) Run(ctx context.Context, c config.Config) error {
	if s.Demonstration {
		c.Demonstration = true
		if err := c.MarquerDemonstration(); err != nil {
			return err
		}
	}
	a, err := app.Ouvrir(ctx, c)
	if err != nil {
		return err
	}
	defer a.Fermer()
	if c.Demonstration {
		if err := a.Demontrer(ctx, demo.Mini, 1); err != nil {
			return err
		}
	}
	return a.Servir(ctx, func() { annoncer(c) })
}

func annoncer(c config.Config) {
	fmt.Printf("\nIMAG’IN répond à %s\n", c.URL)
	if c.Demonstration {
		fmt.Printf("\nIdentités de démonstration (mot de passe : %s)\n", portail.MotDePasse)
		for _, i := range demo.Identites() {
			fmt.Printf("  %-16s %s\n", i.Identifiant, i.Role)
		}
		fmt.Println("\nCtrl-C pour arrêter.")
	}
}

type demoCmd struct {
	Taille string `enum:"mini,academie,nationale" default:"mini" help:"mini, academie ou nationale."`
	Graine uint64 `default:"1" help:"Même graine, mêmes données."`
	Imaoce string `placeholder:"DOSSIER" help:"Écrit aussi, dans ce dossier, les fichiers IMAOCE de la session suivante."`
}

func (d demoCmd) Run(ctx context.Context, c config.Config) error {
	if err := c.MarquerDemonstration(); err != nil {
		return err
	}
	a, err := app.Ouvrir(ctx, c)
	if err != nil {
		return err
	}
	defer a.Fermer()
	if err := a.Demontrer(ctx, demo.Taille(d.Taille), d.Graine); err != nil || d.Imaoce == "" {
		return err
	}
	return demo.EcrireImaoce(ctx, a.Proprietaire, d.Imaoce, app.AnneeDemonstration)
}
