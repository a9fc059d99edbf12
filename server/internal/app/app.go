// Package app wires the service: database, jobs, operations, HTTP.
package app

import (
	"context"
	"errors"
	"log/slog"
	"os"

	"imagin/server/internal/affectation/plan"
	"imagin/server/internal/auth"
	"imagin/server/internal/config"
	"imagin/server/internal/db"
	"imagin/server/internal/frais/routage"
	"imagin/server/internal/pglocal"
	"imagin/server/internal/secret"
)

// App is the service's foundations, ready for any command.
type App struct {
	Config       config.Config
	Base         *db.DB
	Signataire   *auth.Signataire
	Coffre       *secret.Coffre
	Routage      *routage.Service // nil: distances are typed, or estimated
	Proprietaire string           // DSN of the schema's owner, for migrations and demonstration data
	Residents    *plan.Residents  // sessions kept in memory, once assembled
	local        *pglocal.Server
}

// Ouvrir finds or starts PostgreSQL, migrates it, and connects as the application role.
func Ouvrir(ctx context.Context, c config.Config) (*App, error) {
	a := &App{Config: c, Proprietaire: c.DatabaseURL}
	if c.Routage != "" {
		var err error
		if a.Routage, err = routage.Nouveau(c.Routage, c.RoutageLocal); err != nil {
			return nil, err
		}
	}
	if c.DatabaseURL == "" {
		if err := a.demarrerLocal(ctx); err != nil {
			return nil, err
		}
	}
	if err := a.connecter(ctx); err != nil {
		a.Fermer()
		return nil, err
	}
	return a, nil
}

func (a *App) demarrerLocal(ctx context.Context) error {
	racine, err := os.Getwd()
	if err != nil {
		return err
	}
	donnees := a.Config.Donnees + "/postgresql"
	bin, err := pglocal.FindFor(racine, donnees)
	if err != nil {
		return err
	}
	if a.local, err = pglocal.Start(ctx, bin, pglocal.Options{Donnees: donnees}); err != nil {
		return err
	}
	a.Proprietaire = a.local.URL()
	return nil
}

func (a *App) connecter(ctx context.Context) error {
	app, motDePasse := a.Config.DatabaseAppURL, ""
	var err error
	if app == "" {
		if motDePasse, err = a.Config.Secret("app.motdepasse", 24); err != nil {
			return err
		}
		if app, err = db.DSNApp(a.Proprietaire, motDePasse); err != nil {
			return err
		}
	}
	if err := db.Migrate(ctx, a.Proprietaire, motDePasse); err != nil {
		return err
	}
	if a.Base, err = db.Open(ctx, app); err != nil {
		return err
	}
	graine, err := a.Config.Graine()
	if err != nil {
		return err
	}
	if a.Signataire, err = auth.NewSignataire(graine); err != nil {
		return err
	}
	cle, err := a.Config.CleDesSecrets()
	if err != nil {
		return err
	}
	a.Coffre, err = secret.NewCoffre(cle)
	return err
}

// Perdue is closed if the private PostgreSQL ends by itself.
func (a *App) Perdue() <-chan struct{} {
	if a.local == nil {
		return nil
	}
	return a.local.Done()
}

// Fermer releases everything, the private PostgreSQL last.
func (a *App) Fermer() {
	if a.Base != nil {
		a.Base.Close()
	}
	if a.local != nil {
		if err := a.local.Stop(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			slog.Warn("arrêt de PostgreSQL", "erreur", err)
		}
	}
}
