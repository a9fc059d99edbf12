package liquidation

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/liquidation/flux"
	"imagin/server/internal/secret"
)

// reglage is how an académie reaches the SEM, and the account that pays its transfers.
type reglage struct {
	Porte, Envoi, Retour            string
	Hote, Compte, CleHote, Secret   *string
	Payeur, PayeurMasque, PayeurBic *string
	PayeurIban                      []byte
	Version                         int
}

func vide(v *string) string {
	if v == nil {
		return ""
	}
	return *v
}

// destination names the door, so that a sending begun by one is not ended by another.
func (r *reglage) destination() string {
	return strings.Join([]string{r.Porte, vide(r.Hote), r.Envoi}, " ")
}

func lireReglage(ctx context.Context, r db.Reader, academie string) (reglage, error) {
	l, ok, err := db.One[reglage](ctx, r, `SELECT porte, envoi, retour, hote, compte, cle_hote, secret, payeur, payeur_masque, payeur_bic, payeur_iban, version FROM reglage_liquidation WHERE academie = $1`, academie)
	if !ok {
		l = reglage{Porte: "manuel", Envoi: "envoi", Retour: "retour"}
	}
	return l, err
}

// payeur opens the account that pays. It returns fail.Invalid while it is not known.
func (a API) payeur(ctx context.Context, r db.Reader, academie string) (flux.Payeur, error) {
	l, err := lireReglage(ctx, r, academie)
	if err == nil && l.PayeurIban == nil {
		err = fail.New(fail.Invalid, "lot.payeur", "Le compte qui paie n’est pas connu : indiquez-le dans les réglages de la liquidation.")
	}
	if err != nil {
		return flux.Payeur{}, err
	}
	iban, err := a.Coffre.Dechiffrer(l.PayeurIban, secret.Lieu(academie, secret.IBAN))
	return flux.Payeur{Nom: vide(l.Payeur), IBAN: string(iban), BIC: vide(l.PayeurBic)}, err
}

func (r *reglage) dire() api.ReglageLiquidation {
	return api.ReglageLiquidation{Porte: api.PorteSem(r.Porte), Envoi: r.Envoi, Retour: r.Retour, Hote: r.Hote, Compte: r.Compte, CleHote: r.CleHote, Secret: r.Secret, Payeur: r.Payeur,
		PayeurMasque: r.PayeurMasque, PayeurBic: r.PayeurBic, Version: r.Version}
}

// LireReglageLiquidation answers GET /reglage-liquidation; version 0 while nothing was set.
func (a API) LireReglageLiquidation(ctx context.Context, _ api.LireReglageLiquidationRequestObject) (api.LireReglageLiquidationResponseObject, error) {
	p := access.De(ctx)
	var l reglage
	err := a.Base.Lire(ctx, p.Academie, func(r db.Reader) (err error) { l, err = lireReglage(ctx, r, p.Academie); return err })
	return api.LireReglageLiquidation200JSONResponse(l.dire()), err
}

// ReglerLiquidation answers PUT /reglage-liquidation. It returns fail.Stale, fail.Invalid for an IBAN whose key is wrong, a
// path that leaves the folder of the académie, an SFTP door without all it needs.
func (a API) ReglerLiquidation(ctx context.Context, r api.ReglerLiquidationRequestObject) (api.ReglerLiquidationResponseObject, error) {
	p, b := access.De(ctx), r.Body
	version, err := strconv.Atoi(strings.Trim(r.Params.IfMatch, `"`))
	if err != nil || version < 0 {
		return nil, fail.New(fail.Malformed, "version", "If-Match porte la version lue.", fail.Field{Pointer: "If-Match", Code: "entier", Message: "un nombre entier"})
	}
	n := reglage{Porte: string(b.Porte), Envoi: "envoi", Retour: "retour", Hote: ou(b.Hote), Compte: ou(b.Compte), CleHote: ou(b.CleHote), Secret: ou(b.Secret), Payeur: ou(b.Payeur), PayeurBic: majuscules(ou(b.PayeurBic))}
	if e := texte(b.Envoi); e != "" {
		n.Envoi = e
	}
	if e := texte(b.Retour); e != "" {
		n.Retour = e
	}
	if err := a.dossiers(p.Academie, &n); err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		avant, err := lireReglage(ctx, tx.Reader, tx.Academie)
		if err != nil {
			return err
		}
		if avant.Version != version {
			return fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié ces réglages depuis que vous les avez lus. Relisez-les, puis reportez vos changements.")
		}
		n.PayeurIban, n.PayeurMasque = avant.PayeurIban, avant.PayeurMasque
		if b.PayeurIban != nil {
			if err := a.sceller(&n, tx.Academie, *b.PayeurIban); err != nil {
				return err
			}
		}
		ecrites, err := tx.Exec(ctx, `INSERT INTO reglage_liquidation AS x (academie, porte, envoi, retour, hote, compte, cle_hote, secret, payeur, payeur_iban, payeur_masque, payeur_bic)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (academie) DO UPDATE SET porte = excluded.porte, envoi = excluded.envoi, retour = excluded.retour, hote = excluded.hote,
			compte = excluded.compte, cle_hote = excluded.cle_hote, secret = excluded.secret, payeur = excluded.payeur, payeur_iban = excluded.payeur_iban, payeur_masque = excluded.payeur_masque,
			payeur_bic = excluded.payeur_bic, version = x.version + 1, maj_le = now() WHERE x.version = $13`,
			tx.Academie, n.Porte, n.Envoi, n.Retour, n.Hote, n.Compte, n.CleHote, n.Secret, n.Payeur, n.PayeurIban, n.PayeurMasque, n.PayeurBic, version)
		if err == nil && ecrites == 0 {
			err = fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié ces réglages en même temps que vous. Relisez-les.")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	rendu, err := a.LireReglageLiquidation(ctx, api.LireReglageLiquidationRequestObject{})
	l, _ := rendu.(api.LireReglageLiquidation200JSONResponse)
	return api.ReglerLiquidation200JSONResponse(l), err
}

func ou(v *string) *string {
	if t := texte(v); t != "" {
		return &t
	}
	return nil
}

func majuscules(v *string) *string {
	if v != nil {
		t := strings.ToUpper(strings.ReplaceAll(*v, " ", ""))
		v = &t
	}
	return v
}

func (a API) sceller(n *reglage, academie, iban string) error {
	n.PayeurIban, n.PayeurMasque = nil, nil
	if strings.TrimSpace(iban) == "" {
		return nil
	}
	valeur, faute := secret.Normaliser(secret.IBAN, iban)
	if faute != "" {
		return fail.New(fail.Invalid, "reglage.iban", "Cet IBAN ne se lit pas : "+faute+".", fail.Field{Pointer: "/payeur_iban", Code: "iban", Message: faute})
	}
	masque := secret.Masquer(valeur)
	n.PayeurIban, n.PayeurMasque = a.Coffre.Chiffrer([]byte(valeur), secret.Lieu(academie, secret.IBAN)), &masque
	return nil
}

// dossiers makes the two folders of a folder door, under that of the académie and nowhere else.
func (a API) dossiers(academie string, r *reglage) error {
	if r.Porte != "dossier" {
		return nil
	}
	for champ, chemin := range map[string]string{"/envoi": r.Envoi, "/retour": r.Retour} {
		if !filepath.IsLocal(chemin) || r.Envoi == r.Retour {
			return fail.New(fail.Invalid, "reglage.chemin", "Les dossiers d’envoi et de retour sont deux chemins relatifs différents, sous le dossier de l’académie.", fail.Field{Pointer: champ, Code: "chemin", Message: "chemin relatif, sans « .. »"})
		}
	}
	racine := filepath.Join(a.Sem.Racine, academie)
	if err := os.MkdirAll(racine, 0o750); err != nil {
		return refusDossier(err)
	}
	d, err := os.OpenRoot(racine)
	if err != nil {
		return refusDossier(err)
	}
	defer func() { _ = d.Close() }()
	return refusDossier(errors.Join(d.MkdirAll(r.Envoi, 0o750), d.MkdirAll(r.Retour, 0o750)))
}

func refusDossier(err error) error {
	if err == nil {
		return nil
	}
	var chemin *fs.PathError
	if errors.As(err, &chemin) {
		err = chemin.Err
	}
	return fail.New(fail.Invalid, "reglage.dossier", "Le dossier du SEM ne se crée pas sur le serveur ("+err.Error()+"). Demandez à l’exploitant d’en corriger les droits.", fail.Field{Pointer: "/envoi", Code: "dossier", Message: "inaccessible"})
}
