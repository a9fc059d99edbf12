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
	Source  string `arg:"" enum:"sts,epp,epp_prive,agape,agora,aaf,etablissements,bcn,communes,limitrophes" help:"Source : ${enum}."`
	Fichier string `arg:"" type:"existingfile" help:"Fichier à déposer, ou archive ZIP de plusieurs fichiers de la source."`
	Apercu  bool   `name:"apercu" help:"Montrer ce qui changerait sans rien appliquer."`
	Accepte string `name:"confirmer" placeholder:"DIFFERENCE" help:"Appliquer si la différence est celle qu’un aperçu a donnée."`
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
	attend, err := rapporter(ctx, api, depot.Id)
	if err != nil || attend == nil {
		return err
	}
	return i.confirmer(ctx, api, attend)
}

func (i importe) mode() string {
	if i.Apercu || i.Accepte != "" {
		return "apercu"
	}
	return "auto"
}

// confirmer applies what waits if it is the difference that was accepted beforehand.
func (i importe) confirmer(ctx context.Context, api *client.ClientWithResponses, attend *client.Import) error {
	difference := *attend.Difference
	if i.Apercu {
		fmt.Println("Pour appliquer : la même commande avec --confirmer " + difference + " à la place de --apercu.")
		return nil
	}
	if i.Accepte != difference {
		return fmt.Errorf("%s Pour appliquer : ajoutez --confirmer %s, ou confirmez à l’écran « Échanges »", *attend.Attend, difference)
	}
	rep, err := api.ConfirmerImportWithResponse(ctx, attend.Id, client.ConfirmationImport{Difference: difference})
	if err != nil {
		return err
	}
	if rep.JSON202 == nil {
		return probleme(rep.ApplicationproblemJSONDefault, rep.HTTPResponse)
	}
	if err := suivre(ctx, api, rep.JSON202.Tache); err != nil {
		return err
	}
	if attend, err = rapporter(ctx, api, attend.Id); err == nil && attend != nil {
		err = errors.New(*attend.Attend)
	}
	return err
}

func (i importe) deposer(ctx context.Context, api *client.ClientWithResponses) (*client.Import, error) {
	f, err := os.Open(i.Fichier)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	lecture, ecriture := io.Pipe()
	m := multipart.NewWriter(ecriture)
	go func() { ecriture.CloseWithError(remplir(m, i.Source, i.mode(), filepath.Base(i.Fichier), f)) }()
	rep, err := api.DeposerImportWithBodyWithResponse(ctx, nil, m.FormDataContentType(), lecture)
	if err != nil {
		return nil, err
	}
	if rep.JSON202 == nil {
		return nil, probleme(rep.ApplicationproblemJSONDefault, rep.HTTPResponse)
	}
	return rep.JSON202, nil
}

func remplir(m *multipart.Writer, source, mode, nom string, f io.Reader) error {
	if err := errors.Join(m.WriteField("source", source), m.WriteField("mode", mode)); err != nil {
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

// rapporter prints what the import did, or would do; it returns the import when it waits for a word.
func rapporter(ctx context.Context, api *client.ClientWithResponses, id uuid.UUID) (*client.Import, error) {
	rep, err := api.LireImportWithResponse(ctx, id)
	if err != nil {
		return nil, err
	}
	if rep.JSON200 == nil {
		return nil, probleme(rep.ApplicationproblemJSONDefault, rep.HTTPResponse)
	}
	i := rep.JSON200
	var b bytes.Buffer
	for _, c := range i.Comptes {
		fmt.Fprintf(&b, "%-14s lus %6d  créés %6d  modifiés %6d  inchangés %6d  retirés %6d  rejetés %6d\n", c.Objet, c.Lus, c.Crees, c.Modifies, c.Inchanges, valeur(c.Retires), c.Rejetes)
	}
	for _, a := range i.Anomalies {
		if a.Fichier != nil {
			fmt.Fprintf(&b, "%s, ", *a.Fichier)
		}
		fmt.Fprintf(&b, "ligne %d : %s\n", valeur(a.Ligne), a.Message)
	}
	fmt.Print(b.String())
	message := ""
	if i.Message != nil {
		message = *i.Message
	}
	switch i.Etat { //nolint:exhaustive // every other state is a failure, which its message tells
	case client.ImportEtatApplique:
		fmt.Println(message)
		return nil, nil //nolint:nilnil // nothing waits, nothing failed
	case client.ImportEtatAConfirmer:
		fmt.Println(message)
		return i, nil
	}
	return nil, errors.New(message)
}

func valeur(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}

func probleme(p *client.Probleme, r *http.Response) error {
	if p != nil {
		return errors.New(p.Detail)
	}
	return fmt.Errorf("le serveur a répondu %s", r.Status)
}
