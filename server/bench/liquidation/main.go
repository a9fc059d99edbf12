// Command liquidation measures the way of 50,000 parts, by the real operations and tâches on a private PostgreSQL: priced
// and validated, put in a lot, sent to a folder, answered. Beside the time that passes, that of the processor.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/google/uuid"

	"imagin/api/client"
	"imagin/server/bench/banc"
	"imagin/server/internal/demo"
	"imagin/server/internal/liquidation/flux"
)

const parts = 50_000

func main() {
	if err := executer(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

type mesure struct {
	*banc.Banc
	f *client.ClientWithResponses
}

func executer(ctx context.Context) error {
	commun, err := banc.Nouveau(ctx, demo.Mini)
	if err != nil {
		return err
	}
	defer commun.Fermer()
	m := &mesure{Banc: commun}
	if m.f, _, err = commun.Sous(ctx, "gestionnaire_financier"); err != nil {
		return err
	}
	if err := m.preparer(ctx); err != nil {
		return err
	}
	if err := m.valider(ctx); err != nil {
		return err
	}
	for _, cible := range []client.CibleLot{client.CibleLotSepa, client.CibleLotKhephren} {
		l, err := m.lot(ctx, cible)
		if err != nil {
			return err
		}
		if cible == client.CibleLotSepa { // the same parts are then written for the payroll
			if _, err := m.f.AnnulerLotWithResponse(ctx, l.Id, client.MotifLot{Motif: "mesure"}); err != nil {
				return err
			}
			continue
		}
		if err := m.partir(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// mesurer one step, on the clock and on the processor: ours, and that of PostgreSQL.
func (m *mesure) mesurer(ctx context.Context, nom, cible string, fn func() error) error {
	pg, err := m.Processeur(ctx)
	if err != nil {
		return err
	}
	cpu, debut := nous(), time.Now()
	if err := fn(); err != nil {
		return fmt.Errorf("%s : %w", nom, err)
	}
	duree, service := time.Since(debut), nous()-cpu
	fin, err := m.Processeur(ctx)
	fmt.Printf("%-34s %6.2f s ; processeur %.2f s (service %.2f, PostgreSQL %.2f)%s\n", nom, duree.Seconds(), (service + fin - pg).Seconds(), service.Seconds(), (fin - pg).Seconds(), cible)
	return err
}

func nous() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// valider prices and validates all the états de frais, in slices as a person's selections are.
func (m *mesure) valider(ctx context.Context) error {
	return m.mesurer(ctx, "calcul et validation en base", "", func() error {
		rem := client.GenrePartRemuneration
		filtre := "session==2099-N"
		r, err := m.API.AgirEtatsFraisWithResponse(ctx, client.ActionEtatsFrais{Selection: client.Selection{Mode: client.SelectionModeFiltre, Filtre: &filtre}, Action: client.ActionFraisValider, Part: &rem})
		if err != nil {
			return err
		}
		if r.JSON200 == nil || r.JSON200.Parts != parts {
			return errors.New(string(r.Body))
		}
		return nil
	})
}

func (m *mesure) lot(ctx context.Context, cible client.CibleLot) (*client.Lot, error) {
	session := "2099-N"
	if err := m.mesurer(ctx, "simulation "+string(cible), "", func() error {
		r, err := m.f.SimulerLotWithResponse(ctx, client.ChoixLot{Cible: cible, Session: &session})
		if err == nil && (r.JSON200 == nil || r.JSON200.Parts != parts) {
			err = errors.New(string(r.Body))
		}
		return err
	}); err != nil {
		return nil, err
	}
	var l *client.Lot
	err := m.mesurer(ctx, "lot "+string(cible)+" écrit", " (cible : 10 s)", func() (err error) {
		r, err := m.f.CreerLotWithResponse(ctx, nil, client.DemandeLot{Cible: cible, Session: &session, Attendu: parts})
		if err != nil {
			return err
		}
		if r.JSON202 == nil {
			return errors.New(string(r.Body))
		}
		if err := m.Attendre(ctx, *r.JSON202.Tache); err != nil {
			return err
		}
		l, err = m.lire(ctx, r.JSON202.Id)
		return err
	})
	if err == nil {
		fmt.Printf("  %d parts, %d centimes, %.1f Mo\n", l.Nombre, l.Somme, float64(*l.Taille)/1e6)
	}
	return l, err
}

func (m *mesure) lire(ctx context.Context, id uuid.UUID) (*client.Lot, error) {
	r, err := m.f.LireLotWithResponse(ctx, id)
	if err == nil && r.JSON200 == nil {
		err = errors.New(string(r.Body))
	}
	if err != nil {
		return nil, err
	}
	return r.JSON200, nil
}

func (m *mesure) partir(ctx context.Context, l *client.Lot) error {
	if err := m.mesurer(ctx, "contrôle", "", func() error {
		r, err := m.f.ControlerLotWithResponse(ctx, l.Id)
		if err == nil && (r.JSON200 == nil || r.JSON200.Lot.Etat != client.EtatLotControle) {
			err = errors.New(string(r.Body))
		}
		return err
	}); err != nil {
		return err
	}
	if err := m.mesurer(ctx, "envoi, parts transmises", "", func() error {
		r, err := m.f.EmettreLotWithResponse(ctx, l.Id)
		if err != nil {
			return err
		}
		if r.JSON202 == nil {
			return errors.New(string(r.Body))
		}
		return m.Attendre(ctx, *r.JSON202.Tache)
	}); err != nil {
		return err
	}
	retour, err := m.retour(l)
	if err != nil {
		return err
	}
	if err := m.mesurer(ctx, "retour lu, parts payées", "", func() error { return m.deposer(ctx, retour) }); err != nil {
		return err
	}
	l, err = m.lire(ctx, l.Id)
	if err == nil && (l.Acceptes != parts || l.Etat != client.EtatLotSolde) {
		err = fmt.Errorf("%d payées, lot %s", l.Acceptes, l.Etat)
	}
	return err
}

// retour answers the file that was sent, as its reader would: each part is paid what it asks.
func (m *mesure) retour(l *client.Lot) ([]byte, error) {
	envoye, err := os.ReadFile(filepath.Join(m.App.Config.DossierSem(), demo.Rennes, "envoi", l.NomFichier))
	if err != nil {
		return nil, err
	}
	r := &flux.Retour{Academie: demo.Rennes, Cible: "KHEPHREN", Fichier: l.NomFichier, Numero: l.Numero}
	vues := map[string]bool{}
	for ligne := range strings.Lines(string(envoye)) {
		c := strings.Split(ligne, ";")
		if c[0] != "D" || vues[c[2]] {
			continue
		}
		vues[c[2]] = true
		var montant int64
		if _, err := fmt.Sscan(c[20], &montant); err != nil {
			return nil, err
		}
		r.Reponses = append(r.Reponses, flux.Reponse{Part: uuid.MustParse(c[2]), Statut: "ACCEPTE", Le: time.Date(2099, 9, 27, 0, 0, 0, 0, time.UTC), Montant: montant})
	}
	var b bytes.Buffer
	err = flux.EcrireRetour(&b, r)
	return b.Bytes(), err
}

func (m *mesure) deposer(ctx context.Context, b []byte) error {
	var corps bytes.Buffer
	w := multipart.NewWriter(&corps)
	p, err := w.CreateFormFile("retour", "IMAGIN_ACK.csv")
	if err != nil {
		return err
	}
	if _, err := p.Write(b); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	r, err := m.f.DeposerRetourLiquidationWithBodyWithResponse(ctx, w.FormDataContentType(), &corps)
	if err != nil {
		return err
	}
	if r.JSON202 == nil {
		return errors.New(string(r.Body))
	}
	return m.Attendre(ctx, *r.JSON202.Tache)
}
