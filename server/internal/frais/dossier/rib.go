package dossier

import (
	"context"
	"regexp"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/intervenant"
	"imagin/server/internal/journal"
	"imagin/server/internal/secret"
)

var formeBIC = regexp.MustCompile(`^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$`)

// EnregistrerRib answers PUT /dossiers-frais/{id}/rib. It returns fail.NotFound, fail.Conflict for somebody whom the
// académie already pays, fail.Invalid when the key is wrong.
func (a API) EnregistrerRib(ctx context.Context, r api.EnregistrerRibRequestObject) (api.EnregistrerRibResponseObject, error) {
	p := access.De(ctx)
	if err := permis(p, r.Id); err != nil {
		return nil, err
	}
	iban, bic, err := lireRib(r.Body)
	if err != nil {
		return nil, err
	}
	var d api.DossierFrais
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		avant, err := lire(ctx, tx.Reader, p.Academie, r.Id)
		if err != nil {
			return err
		}
		if !avant.Externe {
			return fail.New(fail.Conflict, "dossier.rib_connu", "Vous êtes payé par l’académie sur le compte de votre traitement : il n’y a pas de compte à donner ici.")
		}
		if err := intervenant.Garder(ctx, tx, a.Coffre, r.Id, secret.IBAN, iban); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO dossier_frais AS d (academie, intervenant_id, bic) VALUES ($1, $2, nullif($3, ''))
			ON CONFLICT (academie, intervenant_id) DO UPDATE SET bic = excluded.bic, version = d.version + 1, maj_le = now()`, p.Academie, r.Id, bic); err != nil {
			return err
		}
		d, err = lire(ctx, tx.Reader, p.Academie, r.Id)
		return err
	})
	return api.EnregistrerRib200JSONResponse(d), err
}

func lireRib(s *api.SaisieRib) (iban, bic string, err error) {
	iban, faute := secret.Normaliser(secret.IBAN, s.Iban)
	if faute != "" {
		return "", "", fail.New(fail.Invalid, "rib.iban", "Cet IBAN n’est pas valable : "+faute+".", fail.Field{Pointer: "/iban", Code: "invalide", Message: faute})
	}
	if s.Bic != nil {
		bic = strings.ToUpper(strings.ReplaceAll(*s.Bic, " ", ""))
	}
	if bic != "" && !formeBIC.MatchString(bic) {
		return "", "", fail.New(fail.Invalid, "rib.bic", "Un BIC compte 8 ou 11 caractères, par exemple BNPAFRPP.", fail.Field{Pointer: "/bic", Code: "forme", Message: "8 ou 11 caractères"})
	}
	return iban, bic, nil
}

// LireIBAN gives an account in clear, for what is paid on it: the reading is a line of the journal, in the same
// transaction. Empty when the person gave none; the BIC may be empty alone.
func LireIBAN(ctx context.Context, tx *db.Tx, coffre *secret.Coffre, personne uuid.UUID, motif string) (iban, bic string, err error) {
	x, ok, err := db.One[struct {
		Chiffre []byte
		Bic     *string
	}](ctx, tx.Reader, `SELECT s.chiffre, d.bic FROM intervenant_secret s LEFT JOIN dossier_frais d ON d.academie = s.academie AND d.intervenant_id = s.intervenant_id
		WHERE s.academie = $1 AND s.intervenant_id = $2 AND s.type = 'IBAN'`, tx.Academie, personne)
	if err != nil || !ok {
		return "", "", err
	}
	clair, err := coffre.Dechiffrer(x.Chiffre, secret.Lieu(tx.Academie, secret.IBAN))
	if err != nil {
		return "", "", err
	}
	if x.Bic != nil {
		bic = *x.Bic
	}
	return string(clair), bic, journal.Ecrire(ctx, tx, journal.Ligne{Action: "lecture_secret", Objet: "intervenant", ObjetID: personne.String(), Pourquoi: motif,
		Apres: map[string]any{"secret": secret.IBAN}})
}
