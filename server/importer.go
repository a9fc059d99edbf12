package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"imagin/api/client"
	"imagin/server/internal/config"
)

// importe does what the screen does, through the same API.
type importe struct {
	Source  string `arg:"" help:"Source : sts ou etablissements."`
	Fichier string `arg:"" type:"existingfile" help:"Fichier à déposer."`
	Jeton   string `env:"IMAGIN_JETON" required:"" help:"Jeton d’accès (imagin jeton --profil gestionnaire)."`
	Serveur string `env:"IMAGIN_SERVEUR" help:"Adresse du serveur ; par défaut celle de la configuration."`
}

func (i importe) Run(ctx context.Context, c config.Config) error {
	if i.Serveur == "" {
		i.Serveur = c.URL
	}
	api, err := client.NewClientWithResponses(i.Serveur+"/api/v1", client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+i.Jeton)
		return nil
	}))
	if err != nil {
		return err
	}
	depot, err := i.deposer(ctx, api)
	if err != nil {
		return err
	}
	if err := suivre(ctx, api, depot.Tache); err != nil {
		return err
	}
	return rapporter(ctx, api, depot.Id)
}

func (i importe) deposer(ctx context.Context, api *client.ClientWithResponses) (*client.Import, error) {
	f, err := os.Open(i.Fichier)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	lecture, ecriture := io.Pipe()
	m := multipart.NewWriter(ecriture)
	go func() { ecriture.CloseWithError(remplir(m, i.Source, filepath.Base(i.Fichier), f)) }()
	rep, err := api.DeposerImportWithBodyWithResponse(ctx, nil, m.FormDataContentType(), lecture)
	if err != nil {
		return nil, err
	}
	if rep.JSON202 == nil {
		return nil, probleme(rep.ApplicationproblemJSONDefault, rep.HTTPResponse)
	}
	return rep.JSON202, nil
}

func remplir(m *multipart.Writer, source, nom string, f io.Reader) error {
	if err := m.WriteField("source", source); err != nil {
		return err
	}
	p, err := m.CreateFormFile("fichier", nom)
	if err != nil {
		return err
	}
	if _, err := io.Copy(p, f); err != nil {
		return err
	}
	return m.Close()
}

func suivre(ctx context.Context, api *client.ClientWithResponses, tache uuid.UUID) error {
	for {
		rep, err := api.LireTacheWithResponse(ctx, tache)
		if err != nil {
			return err
		}
		if rep.JSON200 == nil {
			return probleme(rep.ApplicationproblemJSONDefault, rep.HTTPResponse)
		}
		t := rep.JSON200
		if t.Etape != nil {
			fmt.Fprintf(os.Stderr, "\r%s : %d / %d   ", *t.Etape, t.Fait, t.Total)
		}
		if t.Etat != client.EtatTacheEnAttente && t.Etat != client.EtatTacheEnCours {
			fmt.Fprintln(os.Stderr)
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(300 * time.Millisecond):
		}
	}
}

func rapporter(ctx context.Context, api *client.ClientWithResponses, id uuid.UUID) error {
	rep, err := api.LireImportWithResponse(ctx, id)
	if err != nil {
		return err
	}
	if rep.JSON200 == nil {
		return probleme(rep.ApplicationproblemJSONDefault, rep.HTTPResponse)
	}
	i := rep.JSON200
	var b bytes.Buffer
	for _, c := range i.Comptes {
		fmt.Fprintf(&b, "%-14s lus %6d  créés %6d  modifiés %6d  inchangés %6d  rejetés %6d\n", c.Objet, c.Lus, c.Crees, c.Modifies, c.Inchanges, c.Rejetes)
	}
	for _, a := range i.Anomalies {
		ligne := 0
		if a.Ligne != nil {
			ligne = *a.Ligne
		}
		fmt.Fprintf(&b, "ligne %d : %s\n", ligne, a.Message)
	}
	fmt.Print(b.String())
	message := ""
	if i.Message != nil {
		message = *i.Message
	}
	if i.Etat != client.ImportEtatApplique {
		return errors.New(message)
	}
	fmt.Println(message)
	return nil
}

func probleme(p *client.Probleme, r *http.Response) error {
	if p != nil {
		return errors.New(p.Detail)
	}
	return fmt.Errorf("le serveur a répondu %s", r.Status)
}
