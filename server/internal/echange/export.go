package echange

import (
	"context"
	"io"
	"mime"
	"net/http"
	"time"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/activite"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// Exporter answers GET /exports/{ressource}: the list as the screen shows it, whole. It returns fail.NotFound for an
// unknown resource, fail.Forbidden without the right to read it, fail.Malformed for an unknown column.
func (a API) Exporter(ctx context.Context, r api.ExporterRequestObject) (api.ExporterResponseObject, error) {
	l, ok := a.listes[r.Ressource]
	if !ok {
		return nil, fail.Introuvable("Cette liste")
	}
	p := access.De(ctx)
	if err := a.autoriser(ctx, p, l); err != nil {
		return nil, err
	}
	re := list.Params{Tri: r.Params.Tri, Q: r.Params.Q, Filtre: r.Params.Filtre}.Recherche()
	colonnes := ""
	if r.Params.Colonnes != nil {
		colonnes = *r.Params.Colonnes
	}
	p.Activites = activite.Gestion(api.Activites[l.Operation])
	e, choisies, err := l.PreparerExport(p, re, colonnes)
	if err != nil {
		return nil, err
	}
	format := string(r.Params.Format)
	return export{format: format, nom: "imagin-" + l.Ressource + "-" + time.Now().Format(time.DateOnly) + "." + format,
		ecrire: func(w io.Writer) error {
			return p.Lire(ctx, a.base, func(lecteur db.Reader, _ string) error {
				return e.Ecrire(ctx, lecteur, choisies, format, w)
			})
		}}, nil
}

// autoriser asks of an export what reading the list asks.
func (a API) autoriser(ctx context.Context, p *access.Principal, l list.Liste) error {
	if err := access.Verifier(p, api.Permissions[l.Operation]); err != nil {
		return err
	}
	exigence := api.Activites[l.Operation]
	if exigence == "" || p.National() || p.Profil == "client_api" {
		return nil
	}
	return activite.Exiger(ctx, a.base, p, exigence, time.Now())
}

type export struct {
	format, nom string
	ecrire      func(io.Writer) error
}

// VisitExporterResponse streams the file; an error half-way cuts the connection, so that nobody takes it for whole.
func (e export) VisitExporterResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", map[string]string{"csv": "text/csv; charset=utf-8",
		"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}[e.format])
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": e.nom}))
	w.WriteHeader(http.StatusOK)
	if err := e.ecrire(w); err != nil {
		panic(http.ErrAbortHandler)
	}
	return nil
}
