package compte

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/pquerna/otp"

	"imagin/api"
	"imagin/server/internal/auth"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/limite"
)

var lienRefuse = fail.New(fail.NotFound, "lien_inconnu",
	"Ce lien d’activation n’est plus valable : il a servi, ou il a plus de trois jours. Demandez-en un autre à votre gestionnaire.")

func empreinte(lien string) []byte {
	h := sha256.Sum256([]byte(lien))
	return h[:]
}

// parLien finds the account that a link opens. It returns fail.NotFound for a link unknown, used or over.
func (a API) parLien(ctx context.Context, lien string) (academie string, l *ligne, err error) {
	if !a.Active {
		return "", nil, absent
	}
	if err := limite.Tenir(ctx, a.Sessions.Base, "lien:"+db.ActeurDe(ctx).Depuis, parAdresse, verrou, trop); err != nil {
		return "", nil, err
	}
	academie, _, ok := strings.Cut(lien, ".")
	if !ok || len(academie) != 3 {
		return "", nil, lienRefuse
	}
	l, err = a.lire(ctx, academie, `AND c.lien = $2 AND c.lien_expire_le > $3 AND c.active_le IS NULL AND u.actif`, empreinte(lien), a.Now())
	if err == nil && l == nil {
		err = lienRefuse
	}
	return academie, l, err
}

// LireActivation answers POST /portail/local/lien: whose account it is, and the secret to put in a telephone. Asked
// again, it gives the same secret until the account is active.
func (a API) LireActivation(ctx context.Context, r api.LireActivationRequestObject) (api.LireActivationResponseObject, error) {
	academie, l, err := a.parLien(ctx, r.Body.Lien)
	if err != nil {
		return nil, err
	}
	cle, err := a.cle(ctx, academie, l)
	if err != nil {
		return nil, err
	}
	image, err := qr(cle)
	if err != nil {
		return nil, err
	}
	return api.LireActivation200JSONResponse{Identifiant: l.Identifiant, Personne: l.Prenom + " " + l.Nom, Secret: cle.Secret(), Qr: image,
		ExpireLe: *l.LienExpireLe}, nil
}

// cle gives the secret of the second factor, made at the first need. It is kept as the address that applications read.
func (a API) cle(ctx context.Context, academie string, l *ligne) (*otp.Key, error) {
	if l.Totp != nil {
		secret, err := a.Coffre.Dechiffrer(l.Totp, lieuTotp(academie, l.ID))
		if err != nil {
			return nil, err
		}
		return otp.NewKeyFromURL(fmt.Sprintf("otpauth://totp/IMAG%%27IN:%s?issuer=IMAG%%27IN&secret=%s", l.Identifiant, secret))
	}
	cle, err := nouvelleCle(l.Identifiant)
	if err != nil {
		return nil, err
	}
	scelle := a.Coffre.Chiffrer([]byte(cle.Secret()), lieuTotp(academie, l.ID))
	err = a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE compte_local SET totp = $3 WHERE academie = $1 AND id = $2 AND totp IS NULL`, academie, l.ID, scelle)
		if err == nil && n == 0 { // two windows at once: the first one's secret stands
			err = fail.New(fail.Conflict, "concurrence", "Ce lien vient d’être ouvert ailleurs. Rechargez la page.")
		}
		return err
	})
	return cle, err
}

// ActiverCompte answers POST /portail/local/activation: the password is judged, the second factor proved, the link
// used up, all together. It returns fail.Invalid for a weak password or a wrong code: the link still serves.
func (a API) ActiverCompte(ctx context.Context, r api.ActiverCompteRequestObject) (api.ActiverCompteResponseObject, error) {
	academie, l, err := a.parLien(ctx, r.Body.Lien)
	if err != nil {
		return nil, err
	}
	if l.Totp == nil {
		return nil, lienRefuse
	}
	if err := Juger(r.Body.MotDePasse, l.Identifiant, strings.TrimPrefix(l.Identifiant, "ext-"), l.Nom, l.Prenom); err != nil {
		return nil, err
	}
	secret, err := a.Coffre.Dechiffrer(l.Totp, lieuTotp(academie, l.ID))
	if err != nil {
		return nil, err
	}
	numero := pasDuCode(string(secret), r.Body.Code, a.Now())
	if numero == 0 {
		return nil, fail.New(fail.Invalid, "code", "Ce code n’est pas celui de l’application. Vérifiez l’heure de votre téléphone et saisissez le code affiché.",
			fail.Field{Pointer: "/code", Code: "code", Message: "Code inattendu."})
	}
	condense, err := Hacher(ctx, r.Body.MotDePasse)
	if err != nil {
		return nil, err
	}
	ctx = db.AvecActeur(ctx, db.Acteur{Utilisateur: l.UtilisateurID, Qui: l.Prenom + " " + l.Nom, Profil: "portail", Depuis: db.ActeurDe(ctx).Depuis})
	err = a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE compte_local SET mot_de_passe = $3, totp_pas = $4, active_le = now(), lien = NULL, lien_expire_le = NULL
			WHERE academie = $1 AND id = $2 AND lien = $5`, academie, l.ID, condense, numero, empreinte(r.Body.Lien))
		if err != nil {
			return err
		}
		if n == 0 {
			return lienRefuse
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "activation", Objet: "compte_local", ObjetID: l.ID.String()})
	})
	if err != nil {
		return nil, err
	}
	ticket, services, err := a.Sessions.Offrir(ctx, auth.Identite{Fournisseur: Fournisseur, Identifiant: l.Identifiant}, auth.Portail{})
	if err != nil {
		return nil, err
	}
	return api.ActiverCompte200JSONResponse(offrir(ticket, services)), nil
}
