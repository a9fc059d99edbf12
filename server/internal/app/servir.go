package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"imagin/server/internal/auth"
	"imagin/server/internal/courriel"
	"imagin/server/internal/echange"
	"imagin/server/internal/fichier"
	"imagin/server/internal/frais"
	"imagin/server/internal/frais/suivi"
	"imagin/server/internal/httpapi"
	"imagin/server/internal/job"
	"imagin/server/internal/limite"
	"imagin/server/internal/portail"
)

// Assembler builds the HTTP service and its job queue, not yet started.
func (a *App) Assembler() (*echo.Echo, *job.File, error) {
	if err := a.poste(nil).Facteur.Verifier(); err != nil {
		return nil, nil, err
	}
	file, err := job.New(a.Base, a.Config.Ouvriers, a.typesDeTaches()...)
	if err != nil {
		return nil, nil, err
	}
	file.Chaque("collecte des fichiers", 30*time.Second, echange.Planifier(a.Base, file))
	file.Chaque("retours de courriels", 30*time.Second, courriel.Retours(a.Base, a.Config.DossierRetours()))
	file.Chaque("relève des retours de liquidation", 30*time.Second, a.liquidation(file).Relever)
	file.Chaque("ouverture des états de frais", time.Minute, frais.Ouvrir(a.Base))
	file.Chaque("relances de convocations", time.Hour, a.convocations(file).Relancer)
	file.Chaque("quarantaine des fichiers", time.Minute, fichier.Quarantaine(a.Base, a.Coffre, fichier.NouvelAntivirus(a.Config.Antivirus), frais.ApresControle))
	file.Chaque("relances hebdomadaires", time.Hour, suivi.API{Base: a.Base, Poste: a.poste(file)}.Ronde)
	file.Chaque("fenêtres de comptage", time.Hour, limite.Nettoyer(a.Base))
	entrees, err := portail.New(a.Config, &auth.Sessions{Base: a.Base, Signataire: a.Signataire, Coffre: a.Coffre}, a.Coffre)
	if err != nil {
		return nil, nil, err
	}
	r, err := a.rondes(file, entrees)
	if err != nil {
		return nil, nil, err
	}
	mandataires, err := portail.Mandataires(a.Config.Mandataires)
	if err != nil {
		return nil, nil, err
	}
	e, err := httpapi.New(a.operations(file, entrees, r), httpapi.Options{Base: a.Base, Signataire: a.Signataire, Sur: a.Config.Sure(),
		Portail: entrees, Mandataires: mandataires})
	return e, file, err
}

// Servir answers until ctx ends, then stops cleanly. pret is called once the address answers.
func (a *App) Servir(ctx context.Context, pret func()) error {
	e, file, err := a.Assembler()
	if err != nil {
		return err
	}
	ctx, cesser := context.WithCancelCause(ctx)
	defer cesser(nil)
	if err := file.Start(ctx); err != nil {
		return err
	}
	defer func() {
		arret, annuler := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer annuler()
		if err := file.Stop(arret); err != nil {
			slog.Warn("arrêt des tâches", "erreur", err)
		}
	}()
	go func() {
		select {
		case <-a.Perdue():
			cesser(errors.New("PostgreSQL s’est arrêté"))
		case <-ctx.Done():
		}
	}()
	ecoute, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(a.Config.Ecoute, strconv.Itoa(a.Config.Port)))
	if err != nil {
		return fmt.Errorf("le port %d est déjà pris : choisir un autre port avec PORT=… (%w)", a.Config.Port, err)
	}
	if e.Listener, err = Chiffrer(ecoute, a.Config); err != nil {
		_ = ecoute.Close()
		return err
	}
	pret()
	err = httpapi.Serve(ctx, e, "")
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	if cause := context.Cause(ctx); err == nil && cause != nil && !errors.Is(cause, context.Canceled) {
		err = cause
	}
	return err
}
