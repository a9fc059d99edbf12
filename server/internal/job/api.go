package job

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// API holds the operations on tâches.
type API struct {
	Base *db.DB
	File *File
}

// Taches is the list of background work of the académie.
var Taches = list.Liste{
	Operation: "ListerTaches",
	Portee:    func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "taches", Base: "tache t", Alias: "t", Tri: "-cree_le",
		Recherches: []list.Cherche{{SQL: "sans_accent(t.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "t.id", Genre: list.UUID},
			{Cle: "type", Titre: "Type", SQL: "t.type"},
			{Cle: "libelle", Titre: "Tâche", SQL: "t.libelle", NonNul: true},
			{Cle: "etat", Titre: "État", SQL: "t.etat", Genre: list.Choix,
				Valeurs: []string{"en_attente", "en_cours", "terminee", "echouee", "annulee"}},
			{Cle: "etape", Titre: "Étape", SQL: "t.etape"},
			{Cle: "fait", Titre: "Fait", SQL: "t.fait", Genre: list.Nombre},
			{Cle: "total", Titre: "Total", SQL: "t.total", Genre: list.Nombre},
			{Cle: "message", Titre: "Message", SQL: "t.message"},
			{Cle: "objet", Titre: "Objet", SQL: "t.objet"},
			{Cle: "cree_le", Titre: "Créée le", SQL: "t.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "cree_par", Titre: "Par", SQL: "t.cree_par"},
			{Cle: "debut", Titre: "Début", SQL: "t.debut", Genre: list.Instant},
			{Cle: "fin", Titre: "Fin", SQL: "t.fin", Genre: list.Instant},
		},
	},
}

// ListerTaches answers GET /taches.
func (a API) ListerTaches(ctx context.Context, r api.ListerTachesRequestObject) (api.ListerTachesResponseObject, error) {
	res, err := list.Lire[api.Tache](ctx, a.Base, Taches, list.Params(r.Params))
	return api.ListerTaches200JSONResponse(res), err
}

// LireTache answers GET /taches/{id}. It returns fail.NotFound.
func (a API) LireTache(ctx context.Context, r api.LireTacheRequestObject) (api.LireTacheResponseObject, error) {
	t, err := a.lire(ctx, r.Id)
	return api.LireTache200JSONResponse(t), err
}

func (a API) lire(ctx context.Context, id [16]byte) (api.Tache, error) {
	t, ok, err := list.Un[api.Tache](ctx, a.Base, Taches, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette tâche")
	}
	return t, err
}

// AnnulerTache answers DELETE /taches/{id}. It returns fail.NotFound, or fail.Conflict when the work is over.
func (a API) AnnulerTache(ctx context.Context, r api.AnnulerTacheRequestObject) (api.AnnulerTacheResponseObject, error) {
	if err := a.File.Annuler(ctx, access.De(ctx).Academie, r.Id); err != nil {
		return nil, err
	}
	t, err := a.lire(ctx, r.Id)
	return api.AnnulerTache200JSONResponse(t), err
}

// SuivreTache answers GET /taches/{id}/evenements: one event per change until the end. The row is read again a few
// times a second, so that any server can tell of a tâche that another one works on.
func (a API) SuivreTache(ctx context.Context, r api.SuivreTacheRequestObject) (api.SuivreTacheResponseObject, error) {
	premiere, err := a.lire(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return flux{ctx, premiere, func() (api.Tache, error) { return a.lire(ctx, r.Id) }}, nil
}

type flux struct {
	ctx      context.Context //nolint:containedctx // the life of the stream is the life of its request
	premiere api.Tache
	relire   func() (api.Tache, error)
}

const (
	cadence  = 300 * time.Millisecond
	silence  = 15 * time.Second // a comment keeps proxies from closing a quiet stream
	dureeFlx = 30 * time.Minute
)

// VisitSuivreTacheResponse streams the events, flushing each.
func (f flux) VisitSuivreTacheResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	c := http.NewResponseController(w)
	fin := time.Now().Add(dureeFlx)
	tic := time.NewTicker(cadence)
	defer tic.Stop()
	var dernier []byte
	var dit time.Time
	for t := f.premiere; ; {
		texte, err := json.Marshal(t)
		if err != nil {
			return err
		}
		switch {
		case !bytes.Equal(texte, dernier):
			_, err = fmt.Fprintf(w, "data: %s\n\n", texte)
			dernier, dit = texte, time.Now()
		case time.Since(dit) > silence:
			_, err = w.Write([]byte(": en vie\n\n"))
			dit = time.Now()
		}
		if err != nil || c.Flush() != nil || finie(t) || time.Now().After(fin) {
			return nil // the reader left, or there is nothing more to say
		}
		select {
		case <-f.ctx.Done():
			return nil
		case <-tic.C:
		}
		if t, err = f.relire(); err != nil {
			return nil // it will ask again
		}
	}
}

func finie(t api.Tache) bool {
	return t.Etat == api.EtatTacheTerminee || t.Etat == api.EtatTacheEchouee || t.Etat == api.EtatTacheAnnulee
}
