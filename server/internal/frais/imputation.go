package frais

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/secret"
)

// ListerImputations answers GET /imputations-frais: the general one first.
func (a API) ListerImputations(ctx context.Context, _ api.ListerImputationsRequestObject) (api.ListerImputationsResponseObject, error) {
	r := api.Imputations{}
	err := a.Base.Lire(ctx, access.De(ctx).Academie, func(l db.Reader) (err error) {
		r, err = imputations(ctx, l, access.De(ctx).Academie)
		return err
	})
	return api.ListerImputations200JSONResponse(r), err
}

func imputations(ctx context.Context, l db.Reader, academie string) (r api.Imputations, err error) {
	r.Imputations, err = db.Query[api.Imputation](ctx, l, `SELECT i.id, i.examen, x.libelle AS examen_libelle, i.ordonnateur_masque AS ordonnateur, i.centre_couts, i.enveloppe, i.programme, i.decide_par, i.maj_le
		FROM imputation_frais i LEFT JOIN examen x ON x.academie = i.academie AND x.code = i.examen WHERE i.academie = $1 ORDER BY i.examen NULLS FIRST`, academie)
	return r, err
}

// ReglerImputation answers PUT /imputations-frais: the one of an examen, or the general one. The NUMEN of the ordonnateur is
// sealed; left out, the one before is kept. It returns fail.Invalid for an unknown examen or a NUMEN that is none.
func (a API) ReglerImputation(ctx context.Context, r api.ReglerImputationRequestObject) (api.ReglerImputationResponseObject, error) {
	p, b := access.De(ctx), r.Body
	var scelle []byte
	var masque *string
	if b.Ordonnateur != nil && strings.TrimSpace(*b.Ordonnateur) != "" {
		numen, faute := secret.Normaliser(secret.Numen, *b.Ordonnateur)
		if faute != "" {
			return nil, fail.New(fail.Invalid, "imputation.ordonnateur", "Ce NUMEN n’est pas valable : "+faute+".", fail.Field{Pointer: "/ordonnateur", Code: "forme", Message: faute})
		}
		m := secret.Masquer(numen)
		scelle, masque = a.Coffre.Chiffrer([]byte(numen), secret.Lieu(p.Academie, secret.Numen)), &m
	}
	enveloppe := ""
	if b.Enveloppe != nil {
		enveloppe = strings.ToUpper(strings.TrimSpace(*b.Enveloppe))
	}
	var rep api.Imputations
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if b.Examen != nil {
			connu, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM examen WHERE academie = $1 AND code = $2)`, p.Academie, *b.Examen)
			if err != nil {
				return err
			}
			if !connu {
				return fail.New(fail.Invalid, "imputation.examen", "Cet examen est inconnu de l’académie.", fail.Field{Pointer: "/examen", Code: "inconnu", Message: "examen inconnu"})
			}
		}
		if _, err := tx.Exec(ctx, `INSERT INTO imputation_frais AS i (academie, id, examen, ordonnateur, ordonnateur_masque, centre_couts, enveloppe, programme, decide_par)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT ON CONSTRAINT imputation_unique DO UPDATE SET ordonnateur = coalesce(excluded.ordonnateur, i.ordonnateur), ordonnateur_masque = coalesce(excluded.ordonnateur_masque, i.ordonnateur_masque),
			centre_couts = excluded.centre_couts, enveloppe = excluded.enveloppe, programme = excluded.programme, decide_par = excluded.decide_par, version = i.version + 1, maj_le = now()`,
			p.Academie, uuid.Must(uuid.NewV7()), b.Examen, scelle, masque, strings.ToUpper(strings.TrimSpace(b.CentreCouts)), enveloppe, strings.TrimSpace(b.Programme), tx.Acteur.Qui); err != nil {
			return err
		}
		var err error
		rep, err = imputations(ctx, tx.Reader, p.Academie)
		return err
	})
	return api.ReglerImputation200JSONResponse(rep), err
}

// RetirerImputation answers DELETE /imputations-frais/{id}. It returns fail.NotFound.
func (a API) RetirerImputation(ctx context.Context, r api.RetirerImputationRequestObject) (api.RetirerImputationResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM imputation_frais WHERE academie = $1 AND id = $2`, p.Academie, r.Id)
		if err == nil && n == 0 {
			err = fail.Introuvable("Cette imputation")
		}
		return err
	})
	return api.RetirerImputation204Response{}, err
}
