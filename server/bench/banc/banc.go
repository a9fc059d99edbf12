// Package banc gives measures their bench: the real service over an invented académie, on a private PostgreSQL that goes
// with it, a gestionnaire signed in, and the owner's connection to count with.
package banc

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/api/client"
	"imagin/server/internal/app"
	"imagin/server/internal/config"
	"imagin/server/internal/demo"
)

// Banc is the service and what one asks it with.
type Banc struct {
	API     *client.ClientWithResponses
	URL     string
	Jeton   string
	Base    *pgx.Conn // as the owner
	App     *app.App
	arreter []func()
}

// Nouveau loads an académie of this size and starts the service. Fermer undoes all of it.
func Nouveau(ctx context.Context, taille demo.Taille) (_ *Banc, err error) {
	b := &Banc{}
	defer func() {
		if err != nil {
			b.Fermer()
		}
	}()
	dossier := os.Getenv("IMAGIN_BANC") // kept from a measure to the next, where the environment names one
	if dossier == "" {
		if dossier, err = os.MkdirTemp("", "imagin-bench"); err != nil {
			return nil, err
		}
		b.enfin(func() { _ = os.RemoveAll(dossier) })
	}
	for nom, valeur := range map[string]string{"IMAGIN_DONNEES": dossier, "DATABASE_URL": ""} {
		if err := os.Setenv(nom, valeur); err != nil {
			return nil, err
		}
	}
	conf, err := config.Lire()
	if err != nil {
		return nil, err
	}
	conf.Demonstration, conf.Ouvriers = true, 1
	a, err := app.Ouvrir(ctx, conf)
	if err != nil {
		return nil, err
	}
	b.enfin(a.Fermer)
	b.App = a
	if err := a.Demontrer(ctx, taille, 1); err != nil {
		return nil, err
	}
	return b, b.servir(ctx, a)
}

func (b *Banc) servir(ctx context.Context, a *app.App) error {
	e, file, err := a.Assembler()
	if err != nil {
		return err
	}
	vie, cesser := context.WithCancel(ctx)
	if err := file.Start(vie); err != nil {
		cesser()
		return err
	}
	srv := httptest.NewServer(e)
	b.URL = srv.URL
	b.enfin(func() { srv.Close(); _ = file.Stop(context.WithoutCancel(ctx)); cesser() })
	if b.API, b.Jeton, err = b.Sous(ctx, "gestionnaire"); err != nil {
		return err
	}
	if b.Base, err = pgx.Connect(ctx, a.Proprietaire); err != nil {
		return err
	}
	b.enfin(func() { _ = b.Base.Close(context.WithoutCancel(ctx)) })
	return nil
}

// Sous is a client signed in under a profile, with its token.
func (b *Banc) Sous(ctx context.Context, profil string) (*client.ClientWithResponses, string, error) {
	jeton, err := b.App.Jeton(ctx, profil, "", 2*time.Hour)
	if err != nil {
		return nil, "", err
	}
	c, err := client.NewClientWithResponses(b.URL+"/api/v1", client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+jeton)
		return nil
	}))
	return c, jeton, err
}

func (b *Banc) enfin(f func()) { b.arreter = append(b.arreter, f) }

// Fermer stops the service and removes its data.
func (b *Banc) Fermer() {
	for k := len(b.arreter) - 1; k >= 0; k-- {
		b.arreter[k]()
	}
}

// Attendre waits for the end of a tâche, and returns an error when it does not end well.
func (b *Banc) Attendre(ctx context.Context, tache uuid.UUID) error {
	for {
		t, err := b.API.LireTacheWithResponse(ctx, tache)
		if err != nil {
			return err
		}
		if t.JSON200 == nil {
			return errors.New(string(t.Body))
		}
		switch t.JSON200.Etat {
		case client.EtatTacheTerminee:
			return nil
		case client.EtatTacheEchouee, client.EtatTacheAnnulee:
			return fmt.Errorf("tâche %s : %s", t.JSON200.Etat, *t.JSON200.Message)
		case client.EtatTacheEnAttente, client.EtatTacheEnCours:
			time.Sleep(20 * time.Millisecond)
		}
	}
}
