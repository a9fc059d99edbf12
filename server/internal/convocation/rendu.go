package convocation

import (
	"io"
	"mime"
	"net/http"
)

// rendu streams a document; an error half-way cuts the connection, so that nobody takes it for whole.
type rendu struct {
	genre, nom string
	ecrire     func(io.Writer) error
}

func (r rendu) repondre(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", r.genre)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": r.nom}))
	w.WriteHeader(http.StatusOK)
	if err := r.ecrire(w); err != nil {
		panic(http.ErrAbortHandler)
	}
	return nil
}

// VisitApercevoirLettreResponse streams the document.
func (r rendu) VisitApercevoirLettreResponse(w http.ResponseWriter) error { return r.repondre(w) }

// VisitImprimerControleResponse streams the document.
func (r rendu) VisitImprimerControleResponse(w http.ResponseWriter) error { return r.repondre(w) }

// VisitImprimerConvocationsResponse streams the document.
func (r rendu) VisitImprimerConvocationsResponse(w http.ResponseWriter) error { return r.repondre(w) }

// VisitImprimerTraitementResponse streams the document.
func (r rendu) VisitImprimerTraitementResponse(w http.ResponseWriter) error { return r.repondre(w) }

// VisitImprimerConvocationResponse streams the document.
func (r rendu) VisitImprimerConvocationResponse(w http.ResponseWriter) error { return r.repondre(w) }

// VisitLireAgendaConvocationResponse streams the document.
func (r rendu) VisitLireAgendaConvocationResponse(w http.ResponseWriter) error { return r.repondre(w) }

// VisitLireAgendaResponse streams the document.
func (r rendu) VisitLireAgendaResponse(w http.ResponseWriter) error { return r.repondre(w) }
