package intervenant

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
	"imagin/server/internal/secret"
)

// ListerSecrets answers GET /intervenants/{id}/secrets: masked. It returns fail.NotFound.
func (a API) ListerSecrets(ctx context.Context, r api.ListerSecretsRequestObject) (api.ListerSecretsResponseObject, error) {
	s, err := a.secrets(ctx, r.Id)
	return api.ListerSecrets200JSONResponse(s), err
}

func (a API) secrets(ctx context.Context, id uuid.UUID) (api.SecretsMasques, error) {
	if _, err := a.lire(ctx, id); err != nil {
		return api.SecretsMasques{}, err
	}
	p := access.De(ctx)
	s := api.SecretsMasques{Secrets: []api.SecretMasque{}}
	err := a.Base.Lire(ctx, p.Academie, func(r db.Reader) (err error) {
		s.Secrets, err = db.Query[api.SecretMasque](ctx, r, `SELECT type, masque, maj_le FROM intervenant_secret WHERE academie = $1 AND intervenant_id = $2 ORDER BY type`, p.Academie, id)
		return err
	})
	return s, err
}

// LireSecret answers POST /intervenants/{id}/secrets/{type}: in clear, and written in the journal in the same
// transaction. It returns fail.NotFound.
func (a API) LireSecret(ctx context.Context, r api.LireSecretRequestObject) (api.LireSecretResponseObject, error) {
	p := access.De(ctx)
	var clair []byte
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		chiffre, err := db.Scalar[[]byte](ctx, tx.Reader, `SELECT chiffre FROM intervenant_secret WHERE academie = $1 AND intervenant_id = $2 AND type = $3`, p.Academie, r.Id, r.Type)
		if err != nil {
			return err
		}
		if chiffre == nil {
			return fail.Introuvable("Ce secret")
		}
		if clair, err = a.Coffre.Dechiffrer(chiffre, secret.Lieu(p.Academie, string(r.Type))); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "lecture_secret", Objet: "intervenant", ObjetID: r.Id.String(), Pourquoi: r.Body.Motif,
			Apres: map[string]any{"secret": r.Type}})
	})
	return api.LireSecret200JSONResponse{Type: r.Type, Valeur: string(clair)}, err
}

// EcrireSecret answers PUT /intervenants/{id}/secrets/{type}. It returns fail.NotFound, fail.Invalid when its key is
// wrong, fail.Conflict when somebody else holds the same NUMEN or NIR.
func (a API) EcrireSecret(ctx context.Context, r api.EcrireSecretRequestObject) (api.EcrireSecretResponseObject, error) {
	valeur, faute := secret.Normaliser(string(r.Type), r.Body.Valeur)
	if faute != "" {
		return nil, fail.New(fail.Invalid, "secret.invalide", "Ce "+string(r.Type)+" n’est pas valable : "+faute+".",
			fail.Field{Pointer: "/valeur", Code: "invalide", Message: faute})
	}
	if _, err := a.lire(ctx, r.Id); err != nil {
		return nil, err
	}
	p := access.De(ctx)
	empreinte := a.Coffre.Empreinte(valeur, secret.Lieu(p.Academie, string(r.Type)))
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := Garder(ctx, tx, a.Coffre, r.Id, string(r.Type), valeur); err != nil {
			return err
		}
		if string(r.Type) != secret.Numen {
			return nil
		}
		if _, err := tx.Exec(ctx, `DELETE FROM intervenant_cle WHERE academie = $1 AND intervenant_id = $2 AND type = 'NUMEN'`, p.Academie, r.Id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO intervenant_cle (academie, type, cle, intervenant_id, voie) VALUES ($1, 'NUMEN', $2, $3, 'DECISION')`, p.Academie, empreinte, r.Id)
		return err
	})
	if err != nil {
		return nil, err
	}
	s, err := a.secrets(ctx, r.Id)
	return api.EcrireSecret200JSONResponse(s), err
}

// Garder seals a normalised secret of a person, in the transaction; the database writes the journal, masked.
func Garder(ctx context.Context, tx *db.Tx, coffre *secret.Coffre, intervenant uuid.UUID, genre, valeur string) error {
	lieu, masque := secret.Lieu(tx.Academie, genre), secret.Masquer(valeur)
	if genre == secret.IBAN {
		masque = secret.MasquerIBAN(valeur)
	}
	_, err := tx.Exec(ctx, `INSERT INTO intervenant_secret AS s (academie, intervenant_id, type, chiffre, empreinte, masque) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (academie, intervenant_id, type) DO UPDATE SET chiffre = excluded.chiffre, empreinte = excluded.empreinte, masque = excluded.masque, maj_le = now()
		WHERE s.empreinte <> excluded.empreinte`, tx.Academie, intervenant, genre, coffre.Chiffrer([]byte(valeur), lieu), coffre.Empreinte(valeur, lieu), masque)
	return err
}

// EffacerSecret answers DELETE /intervenants/{id}/secrets/{type}; the database writes the journal. It returns
// fail.NotFound, fail.Conflict for a NUMEN, by which files find the person.
func (a API) EffacerSecret(ctx context.Context, r api.EffacerSecretRequestObject) (api.EffacerSecretResponseObject, error) {
	if string(r.Type) == secret.Numen {
		return nil, fail.New(fail.Conflict, "secret.numen", "Un NUMEN ne s’efface pas : il se remplace.")
	}
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM intervenant_secret WHERE academie = $1 AND intervenant_id = $2 AND type = $3`, p.Academie, r.Id, r.Type)
		if err == nil && n == 0 {
			err = fail.Introuvable("Ce secret")
		}
		return err
	})
	return api.EffacerSecret204Response{}, err
}

// RechercherParSecret answers POST /intervenants/recherche-secret: by keyed digest, and written in the journal. The
// value is in the body: addresses end up in logs.
func (a API) RechercherParSecret(ctx context.Context, r api.RechercherParSecretRequestObject) (api.RechercherParSecretResponseObject, error) {
	valeur, faute := secret.Normaliser(string(r.Body.Type), r.Body.Valeur)
	if faute != "" {
		return nil, fail.New(fail.Invalid, "secret.invalide", "Ce "+string(r.Body.Type)+" n’est pas valable : "+faute+".",
			fail.Field{Pointer: "/valeur", Code: "invalide", Message: faute})
	}
	p := access.De(ctx)
	var ids []uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		err := tx.Rows(ctx, `SELECT intervenant_id FROM intervenant_secret WHERE academie = $1 AND type = $2 AND empreinte = $3 LIMIT 20`,
			[]any{p.Academie, r.Body.Type, a.Coffre.Empreinte(valeur, secret.Lieu(p.Academie, string(r.Body.Type)))}, func(rows pgx.Rows) error {
				var id uuid.UUID
				err := rows.Scan(&id)
				ids = append(ids, id)
				return err
			})
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "recherche_secret", Objet: "intervenant", ObjetID: "-",
			Apres: map[string]any{"secret": r.Body.Type, "masque": secret.Masquer(valeur), "trouves": ids}})
	})
	res := api.RechercherParSecret200JSONResponse{Intervenants: []api.Intervenant{}}
	for _, id := range ids {
		i, ok, lu := list.Un[api.Intervenant](ctx, a.Base, Intervenants, id)
		if lu != nil {
			return nil, lu
		}
		if ok {
			res.Intervenants = append(res.Intervenants, i)
		}
	}
	return res, err
}
