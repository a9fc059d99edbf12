package main

import (
	"context"
	"encoding/hex"
	"fmt"

	"imagin/server/internal/app"
	"imagin/server/internal/config"
	"imagin/server/internal/db"
	"imagin/server/internal/donnees"
	"imagin/server/internal/secret"
)

// anonymiser copies a base for tests and training. The copy has keys of its own; the secret by which names are drawn
// stays with the source.
type anonymiser struct {
	Dossier string `arg:"" type:"path" help:"Dossier de la copie : ses clés, et sa base si --vers est absent."`
	Vers    string `placeholder:"ADRESSE" help:"PostgreSQL qui reçoit la copie (propriétaire d’une base neuve) ; absent, une base privée dans le dossier."`
}

func (x anonymiser) Run(ctx context.Context, c config.Config) error {
	copie := config.Config{Donnees: x.Dossier, DatabaseURL: x.Vers}
	if copie.Donnees == c.Donnees {
		return donnees.ErrSurPlace
	}
	source, fermer, err := adresse(ctx, c)
	if err != nil {
		return err
	}
	defer fermer()
	vers, fermerCopie, err := adresse(ctx, copie)
	if err != nil {
		return err
	}
	defer fermerCopie()
	if x.Vers != "" {
		if err := db.Migrate(ctx, vers, ""); err != nil {
			return err
		}
	}
	sel, err := c.Secret("anonymisation.sel", 32)
	if err != nil {
		return err
	}
	brut, err := hex.DecodeString(sel)
	if err != nil {
		return fmt.Errorf("secret d’anonymisation : %w", err)
	}
	cle, err := copie.CleDesSecrets()
	if err != nil {
		return err
	}
	coffre, err := secret.NewCoffre(cle)
	if err != nil {
		return err
	}
	lignes, err := donnees.Anonymiser(ctx, donnees.Copie{Source: source, Destination: vers, Sel: brut, Coffre: coffre})
	if err != nil {
		return err
	}
	total := int64(0)
	for _, n := range lignes {
		total += n
	}
	fmt.Printf("Copie anonymisée : %d intervenants, %d lignes en tout. Pour s’en servir : IMAGIN_DONNEES=%s imagin serve --demonstration\n", lignes["intervenant"], total, x.Dossier)
	return nil
}

// adresse of the owner of a base: the one that is given, or the private one of a folder, started for the time of the copy.
func adresse(ctx context.Context, c config.Config) (string, func(), error) {
	if c.DatabaseURL != "" {
		return c.DatabaseURL, func() {}, nil
	}
	a, err := app.Ouvrir(ctx, c)
	if err != nil {
		return "", nil, err
	}
	return a.Proprietaire, a.Fermer, nil
}
