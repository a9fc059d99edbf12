package convocation

import (
	"context"
	"io"

	"imagin/api"
	"imagin/server/internal/access"
)

// ImprimerConvocation answers GET /convocations/{id}/lettre. It returns fail.NotFound.
func (a API) ImprimerConvocation(ctx context.Context, r api.ImprimerConvocationRequestObject) (api.ImprimerConvocationResponseObject, error) {
	c, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return rendu{"application/pdf", "convocation-" + c.Numero + ".pdf", func(w io.Writer) error {
		return a.uneLettre(ctx, access.De(ctx).Academie, r.Id, w)
	}}, nil
}

// ImprimerTraitement answers GET /traitements-convocation/{id}/lettres. It returns fail.NotFound.
func (a API) ImprimerTraitement(ctx context.Context, r api.ImprimerTraitementRequestObject) (api.ImprimerTraitementResponseObject, error) {
	t, err := a.lireTraitement(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	par, papier := string(valeur(r.Params.Par, api.ParLettresEnsemble)), valeur(r.Params.Papier, false)
	genre, nom := "application/pdf", nomDeFichier("convocations "+t.Libelle)+".pdf"
	if par != "ensemble" {
		genre, nom = "application/zip", nomDeFichier("convocations "+t.Libelle)+".zip"
	}
	return rendu{genre, nom, func(w io.Writer) error { return a.lotDe(ctx, access.De(ctx).Academie, r.Id, par, papier, w) }}, nil
}
