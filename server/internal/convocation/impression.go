package convocation

import (
	"context"
	"fmt"
	"io"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
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

// lettresMax is how many letters of a filter are printed at once; a run prints all of its own.
const lettresMax = 2000

// ImprimerConvocations answers GET /convocations/lettres: letters in force, by name. It returns fail.Invalid for more than
// two thousand.
func (a API) ImprimerConvocations(ctx context.Context, r api.ImprimerConvocationsRequestObject) (api.ImprimerConvocationsResponseObject, error) {
	p := access.De(ctx)
	choix, args, err := Convocations.Choisir(p, api.Selection{Mode: api.SelectionModeFiltre, Filtre: r.Params.Filtre, Q: r.Params.Q})
	if err != nil {
		return nil, err
	}
	args = append(args, p.Academie)
	ou := fmt.Sprintf(`FROM convocation c WHERE c.academie = $%d AND c.etat NOT IN ('remplacee', 'annulee') AND c.id IN (%s)`, len(args), choix)
	err = a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		n, err := db.Scalar[int](ctx, l, `SELECT count(*) `+ou, args...)
		if err == nil && n > lettresMax {
			err = fail.New(fail.Invalid, "lettres.nombre", fmt.Sprintf("%d lettres répondent à ce filtre : on en imprime 2 000 à la fois. Précisez le filtre, ou imprimez le traitement.", n))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return rendu{"application/pdf", "convocations.pdf", func(w io.Writer) error {
		return a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
			x := lot{w: w}
			if err := relire(ctx, l, p.Academie, `SELECT convert_to(c.contenu::text, 'UTF8'), c.modele_version, c.signature_id, '' `+ou+` ORDER BY c.nom, c.prenom, c.id`, args, x.ajouter); err != nil {
				return err
			}
			return x.fermer()
		})
	}}, nil
}
