package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"imagin/api"
	"imagin/server/internal/fail"
)

// repondreErreur is the one place where an error becomes an answer: RFC 9457, a stable code, French words. A cause
// that is our own fault goes to the log under the request id, never to the caller.
func repondreErreur(err error, c echo.Context) {
	if c.Response().Committed {
		if c.Request().Context().Err() != nil {
			return // the caller left: nobody is there to be answered
		}
		slog.ErrorContext(c.Request().Context(), "erreur après le début de la réponse", "erreur", err, "chemin", c.Path())
		return
	}
	e := traduire(err)
	id := c.Response().Header().Get(echo.HeaderXRequestID)
	if e.Kind == http.StatusInternalServerError {
		slog.ErrorContext(c.Request().Context(), "erreur interne", "requete", id, "chemin", c.Path(), "erreur", err)
	}
	ecrireProbleme(c.Response(), e, id)
}

const interne = fail.Kind(http.StatusInternalServerError)

func traduire(err error) *fail.Error {
	if e := fail.As(err); e != nil {
		return e
	}
	var he *echo.HTTPError
	if errors.As(err, &he) {
		return deEcho(he)
	}
	var trop *http.MaxBytesError
	var entete textproto.ProtocolError
	var echappement url.EscapeError
	switch {
	case errors.As(err, &trop):
		return tropGros(trop.Limit)
	case errors.As(err, &echappement), strings.HasPrefix(err.Error(), "invalid semicolon separator"): // net/url has no type for it
		return fail.New(fail.Malformed, "requete_illisible", "L’adresse ou le formulaire contient un « % » ou un « ; » qui ne code rien.").Because(err)
	case errors.As(err, &entete), errors.Is(err, io.ErrUnexpectedEOF), strings.HasPrefix(err.Error(), "multipart: "):
		return fail.New(fail.Malformed, "formulaire_illisible", "Le formulaire reçu est tronqué ou illisible. Renvoyez le fichier.").Because(err)
	case errors.Is(err, http.ErrNotMultipart), errors.Is(err, http.ErrMissingBoundary):
		return fail.New(fail.Unsupported, "type_de_contenu", "Le corps doit être un formulaire (Content-Type: multipart/form-data).")
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fail.New(fail.Busy, "interrompu", "La demande a été interrompue. Réessayez.")
	}
	return fail.New(interne, "erreur_interne",
		"Le service a rencontré une erreur ; elle est enregistrée. Réessayez, puis signalez la référence ci-dessous si elle revient.")
}

// tropGros names the limit (in bytes here, in megabytes for the reader) and what to do.
func tropGros(limite int64) *fail.Error {
	return fail.New(fail.TooLarge, "trop_volumineux", fmt.Sprintf("Ce que vous envoyez dépasse la taille permise (%d Mo). "+
		"Vérifiez que c’est le bon fichier ; s’il est vraiment aussi gros, envoyez-le compressé (ZIP).", limite>>20))
}

func deEcho(he *echo.HTTPError) *fail.Error {
	var dedans *fail.Error
	if he.Internal != nil {
		dedans = fail.As(he.Internal)
		var trop *http.MaxBytesError
		if errors.As(he.Internal, &trop) {
			return tropGros(trop.Limit)
		}
	}
	if dedans != nil {
		return dedans
	}
	switch he.Code {
	case http.StatusNotFound:
		return fail.New(fail.NotFound, "introuvable", "Cette adresse n’existe pas.")
	case http.StatusMethodNotAllowed:
		return fail.New(fail.Kind(he.Code), "methode", "Cette méthode n’existe pas à cette adresse.")
	case http.StatusUnsupportedMediaType:
		return fail.New(fail.Unsupported, "type_de_contenu", "Ce type de contenu n’est pas accepté ici.")
	case http.StatusRequestEntityTooLarge:
		return tropGros(corpsMax)
	case http.StatusBadRequest:
		return fail.New(fail.Malformed, "requete_illisible", "La requête est illisible : un paramètre n’a pas la forme attendue.").Because(he)
	case http.StatusTooManyRequests:
		return fail.New(fail.TooMany, "trop_de_requetes", "Trop de requêtes. Réessayez dans un instant.")
	case http.StatusServiceUnavailable:
		return fail.New(fail.Busy, "occupe", "Le service est très sollicité. Réessayez dans un instant.")
	}
	return fail.New(fail.Kind(he.Code), "erreur", "La requête a été refusée.").Because(he)
}

func ecrireProbleme(w http.ResponseWriter, e *fail.Error, id string) {
	p := api.Probleme{
		Type: "about:blank", Title: http.StatusText(int(e.Kind)), Status: int(e.Kind), Code: e.Code, Detail: e.Message,
	}
	if id != "" {
		p.Instance = &id
	}
	if len(e.Fields) > 0 {
		champs := make([]api.ErreurChamp, len(e.Fields))
		for i, f := range e.Fields {
			champs[i] = api.ErreurChamp{Pointer: f.Pointer, Code: f.Code, Message: f.Message}
		}
		p.Errors = &champs
	}
	if e.Kind == fail.Busy || e.Kind == fail.TooMany {
		w.Header().Set("Retry-After", strconv.Itoa(max(2, int(math.Ceil(e.RetryAfter.Seconds())))))
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(int(e.Kind))
	_ = json.NewEncoder(w).Encode(p)
}
