package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"imagin/server/internal/access"
	"imagin/server/internal/app"
	"imagin/server/internal/config"
	"imagin/server/internal/pglocal"
)

type jeton struct {
	Profil      string        `required:"" help:"Profil voulu : gestionnaire, intervenant, administrateur…"`
	Identifiant string        `help:"Identité de démonstration précise."`
	Duree       time.Duration `default:"8h" help:"Durée de validité."`
}

func (j jeton) Run(ctx context.Context, c config.Config) error {
	if _, ok := access.Libelles[j.Profil]; !ok {
		return fmt.Errorf("profil inconnu : %s (possibles : %s)", j.Profil, strings.Join(access.Profils, ", "))
	}
	a, err := app.Ouvrir(ctx, c)
	if err != nil {
		return err
	}
	defer a.Fermer()
	t, err := a.Jeton(ctx, j.Profil, j.Identifiant, j.Duree)
	if err == nil {
		fmt.Println(t)
	}
	return err
}

// pgCmd runs the test suite, or anything, beside a throw-away PostgreSQL whose address it passes on.
type pgCmd struct {
	Variable string   `default:"IMAGIN_TEST_DATABASE_URL" help:"Variable qui reçoit l’adresse."`
	Commande []string `arg:"" passthrough:"" help:"Commande à lancer."`
}

// sortie carries the exit code of the command that was run.
type sortie struct{ code int }

func (s *sortie) Error() string { return fmt.Sprintf("la commande a rendu %d", s.code) }

func (p pgCmd) Run(ctx context.Context) error {
	racine, err := os.Getwd()
	if err != nil {
		return err
	}
	bin, err := pglocal.Find(racine)
	if err != nil {
		return err
	}
	s, err := pglocal.Start(ctx, bin, pglocal.Options{Rapide: true})
	if err != nil {
		return err
	}
	defer func() { _ = s.Stop() }()
	commande := p.Commande
	if commande[0] == "--" {
		commande = commande[1:]
	}
	c := exec.CommandContext(ctx, commande[0], commande[1:]...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	c.Env = append(os.Environ(), p.Variable+"="+s.URL())
	err = c.Run()
	var fin *exec.ExitError
	if errors.As(err, &fin) {
		return &sortie{fin.ExitCode()}
	}
	return err
}
