// Command imagin is the whole product: API, SPA, jobs and maintenance in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"

	"imagin/server/internal/app"
	"imagin/server/internal/config"
)

// commandes are the subcommands; each one is a struct with its own Run.
type commandes struct {
	Serve       serve          `cmd:"" default:"withargs" help:"Sert l’API et l’interface sur un port."`
	Jeton       jeton          `cmd:"" help:"Imprime un jeton d’accès pour les outils et les essais (mode démonstration)."`
	Import      importe        `cmd:"" name:"import" help:"Dépose un fichier sur un serveur et suit son traitement."`
	Demo        demoCmd        `cmd:"" help:"Charge une académie de démonstration."`
	Migrer      migrer         `cmd:"" help:"Met le schéma de la base à jour."`
	Anonymiser  anonymiser     `cmd:"" help:"Copie une base sans rien de personnel, pour les essais et la formation."`
	Affectation affectationCmd `cmd:"" help:"Essaie le moteur d’affectation sur un fichier."`
	Pg          pgCmd          `cmd:"" help:"Lance une commande avec un PostgreSQL privé et jetable."`
	Config      config_        `cmd:"" help:"Décrit les variables d’environnement."`
	Version     version        `cmd:"" help:"Imprime la version."`
}

func main() {
	ctx, cesser := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := executer(ctx)
	cesser()
	os.Exit(code)
}

func executer(ctx context.Context) int {
	var c commandes
	k := kong.Parse(&c, kong.Name("imagin"), kong.Description("IMAG’IN : missions, affectations et frais des intervenants d’examens."),
		kong.BindTo(ctx, (*context.Context)(nil)))
	reglerMemoire()
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: niveau()})))
	conf, err := config.Lire()
	if err == nil {
		err = k.Run(conf)
	}
	var enfant *sortie
	switch {
	case errors.As(err, &enfant):
		return enfant.code
	case err != nil:
		fmt.Fprintln(os.Stderr, "imagin :", err)
		return 1
	}
	return 0
}

// reglerMemoire collects less often: the heap is small and its answers short-lived, and collecting it at every doubling
// takes a tenth of the time. A large import still brings the usual care back. GOGC and GOMEMLIMIT have the last word.
func reglerMemoire() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(256 << 20)
	}
}

func niveau() slog.Level {
	var l slog.Level
	if err := l.UnmarshalText([]byte(os.Getenv("IMAGIN_LOG"))); err != nil {
		return slog.LevelWarn
	}
	return l
}

type version struct{}

func (version) Run() error {
	fmt.Println("imagin", app.Version)
	return nil
}

type config_ struct{}

func (config_) Run() error { //nolint:unparam // the shape that kong calls
	for _, l := range config.Aide {
		fmt.Printf("%-22s %s\n", l[0], l[1])
	}
	return nil
}

type migrer struct{}

// Run migrates as a side effect of opening.
func (migrer) Run(ctx context.Context, c config.Config) error {
	a, err := app.Ouvrir(ctx, c)
	if err != nil {
		return err
	}
	a.Fermer()
	fmt.Println("Base à jour.")
	return nil
}
