package compte

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// dureeLien leaves a week-end to whoever receives the link.
const dureeLien = 72 * time.Hour

// LireCompteLocal answers GET /intervenants/{id}/compte-local.
func (a API) LireCompteLocal(ctx context.Context, r api.LireCompteLocalRequestObject) (api.LireCompteLocalResponseObject, error) {
	p := access.De(ctx)
	if err := a.exigerIntervenant(ctx, p.Academie, r.Id); err != nil {
		return nil, err
	}
	l, err := a.lire(ctx, p.Academie, `AND u.intervenant_id = $2`, r.Id)
	if err != nil {
		return nil, err
	}
	rep := api.LireCompteLocal200JSONResponse{Etat: api.CompteLocalEtatAucun}
	if l != nil {
		rep = api.LireCompteLocal200JSONResponse{Etat: api.CompteLocalEtatAActiver, Identifiant: &l.Identifiant, LienExpireLe: l.LienExpireLe, ActiveLe: l.ActiveLe, VuLe: l.VuLe}
		switch {
		case !l.UtilisateurActif:
			rep.Etat = api.CompteLocalEtatFerme
		case l.ActiveLe != nil:
			rep.Etat = api.CompteLocalEtatActif
		}
	}
	return rep, nil
}

func (a API) exigerIntervenant(ctx context.Context, academie string, id uuid.UUID) error {
	return a.Sessions.Base.Lire(ctx, academie, func(r db.Reader) error {
		existe, err := db.Scalar[bool](ctx, r, `SELECT EXISTS (SELECT 1 FROM intervenant WHERE academie = $1 AND id = $2)`, academie, id)
		if err == nil && !existe {
			err = fail.Introuvable("Cette personne")
		}
		return err
	})
}

// OuvrirCompteLocal answers POST /intervenants/{id}/compte-local: a new account, or a known one taken back to its
// beginning, and the link that opens it, shown once. It returns fail.Conflict for somebody whom a portal knows.
func (a API) OuvrirCompteLocal(ctx context.Context, r api.OuvrirCompteLocalRequestObject) (api.OuvrirCompteLocalResponseObject, error) {
	if !a.Active {
		return nil, absent
	}
	p := access.De(ctx)
	lien := p.Academie + "." + rand.Text() + rand.Text()
	rep := api.OuvrirCompteLocal200JSONResponse{Lien: a.URL + "/portail#activation=" + lien, ExpireLe: a.Now().Add(dureeLien)}
	err := a.Sessions.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		i, ok, err := db.One[struct {
			Numero               int64
			Nom, Prenom, Origine string
		}](ctx, tx.Reader, `SELECT numero, nom, prenom, origine FROM intervenant WHERE academie = $1 AND id = $2 FOR UPDATE`, p.Academie, r.Id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fail.Introuvable("Cette personne")
		case i.Origine != "SAISI":
			return fail.New(fail.Conflict, "compte.academique", "Cette personne a un compte académique : elle entre par le portail de son académie.")
		}
		rep.Identifiant = fmt.Sprintf("ext-%s-%d", p.Academie, i.Numero)
		qui, err := ouvrirUtilisateur(ctx, tx, r.Id, rep.Identifiant, i.Nom, i.Prenom)
		if err != nil {
			return err
		}
		id, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `INSERT INTO compte_local (academie, id, utilisateur_id, lien, lien_expire_le) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT ON CONSTRAINT compte_local_unique DO UPDATE SET lien = excluded.lien, lien_expire_le = excluded.lien_expire_le,
				mot_de_passe = NULL, totp = NULL, active_le = NULL RETURNING id`, p.Academie, uuid.Must(uuid.NewV7()), qui, empreinte(lien), rep.ExpireLe)
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "lien_activation", Objet: "compte_local", ObjetID: id.String(), Apres: map[string]string{"identifiant": rep.Identifiant}})
	})
	if err != nil {
		return nil, err
	}
	return rep, nil
}

// ouvrirUtilisateur gives the person who will sign in, her profile of intervenant and no open session.
func ouvrirUtilisateur(ctx context.Context, tx *db.Tx, intervenant uuid.UUID, identifiant, nom, prenom string) (uuid.UUID, error) {
	qui, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `INSERT INTO utilisateur (academie, id, fournisseur, identifiant, nom, prenom, intervenant_id)
		VALUES ($1, $2, 'local', $3, $4, $5, $6)
		ON CONFLICT ON CONSTRAINT utilisateur_identifiant_unique DO UPDATE SET actif = true, nom = excluded.nom, prenom = excluded.prenom RETURNING id`,
		tx.Academie, uuid.Must(uuid.NewV7()), identifiant, nom, prenom, intervenant)
	if err != nil {
		return qui, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO utilisateur_profil (academie, id, utilisateur_id, profil) VALUES ($1, $2, $3, 'intervenant') ON CONFLICT DO NOTHING`,
		tx.Academie, uuid.Must(uuid.NewV7()), qui); err != nil {
		return qui, err
	}
	_, err = tx.Exec(ctx, `UPDATE session_web SET fermee_le = now() WHERE academie = $1 AND utilisateur_id = $2 AND fermee_le IS NULL`, tx.Academie, qui)
	return qui, err
}

// FermerCompteLocal answers DELETE /intervenants/{id}/compte-local.
func (a API) FermerCompteLocal(ctx context.Context, r api.FermerCompteLocalRequestObject) (api.FermerCompteLocalResponseObject, error) {
	p := access.De(ctx)
	err := a.Sessions.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		qui, err := db.Scalar[*uuid.UUID](ctx, tx.Reader, `UPDATE utilisateur SET actif = false
			WHERE academie = $1 AND intervenant_id = $2 AND fournisseur = 'local' AND actif RETURNING id`, p.Academie, r.Id)
		if err != nil {
			return err
		}
		if qui == nil {
			return fail.Introuvable("Ce compte")
		}
		if _, err := tx.Exec(ctx, `UPDATE compte_local SET lien = NULL, lien_expire_le = NULL WHERE academie = $1 AND utilisateur_id = $2`, p.Academie, *qui); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE session_web SET fermee_le = now() WHERE academie = $1 AND utilisateur_id = $2 AND fermee_le IS NULL`, p.Academie, *qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "fermeture", Objet: "compte_local", ObjetID: qui.String()})
	})
	return api.FermerCompteLocal204Response{}, err
}
