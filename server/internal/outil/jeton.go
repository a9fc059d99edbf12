package outil

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/auth"
	"imagin/server/internal/db"
	"imagin/server/internal/limite"
)

// dureeJeton of a tool: no refresh, it asks for another.
const dureeJeton = 15 * time.Minute

var clientInconnu = api.DemanderJeton401JSONResponse{Error: api.ErreurOAuthErrorInvalidClient}

// DemanderJeton answers POST /oauth/token (RFC 6749, client credentials). Its errors have the form of the RFC.
func (a API) DemanderJeton(ctx context.Context, r api.DemanderJetonRequestObject) (api.DemanderJetonResponseObject, error) {
	id, clair := identifiants(ctx, r.Body)
	if r.Body.GrantType != "client_credentials" {
		return api.DemanderJeton400JSONResponse{Error: api.ErreurOAuthErrorUnsupportedGrantType}, nil
	}
	academie, texte, _ := strings.Cut(id, "-")
	client, err := uuid.Parse(texte)
	if err != nil || len(academie) != 3 {
		return clientInconnu, nil //nolint:nilerr // told in the words of the RFC
	}
	if err := limite.Tenir(ctx, a.Sessions.Base, "jeton:"+id, 60, time.Minute, "Trop de jetons demandés : un jeton vaut quinze minutes, gardez-le."); err != nil {
		return nil, err
	}
	sv, portees, err := a.reconnaitre(ctx, academie, client, clair)
	if err != nil || sv == nil {
		return clientInconnu, err
	}
	jeton, err := a.Sessions.OuvrirOutil(ctx, *sv, dureeJeton)
	if err != nil {
		return nil, err
	}
	return api.DemanderJeton200JSONResponse{AccessToken: jeton, TokenType: api.JetonOutilTokenTypeBearer, ExpiresIn: int(dureeJeton.Seconds()), Scope: strings.Join(portees, " ")}, nil
}

// reconnaitre finds the tool whose secret this is, among those still in force. The digest is looked up, not compared
// here: nothing in the time of the answer tells how much of it was right.
func (a API) reconnaitre(ctx context.Context, academie string, client uuid.UUID, clair string) (*auth.Service, []string, error) {
	type ligne struct {
		Utilisateur, Profil uuid.UUID
		Nom                 string
		Portees             []string
	}
	var l ligne
	var ok bool
	err := a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) (err error) {
		l, ok, err = db.One[ligne](ctx, tx.Reader, `WITH vu AS (UPDATE client_api_secret SET vu_le = now() WHERE academie = $1 AND client_id = $2 AND empreinte = $3
				AND (expire_le IS NULL OR expire_le > $4) RETURNING client_id)
			SELECT k.utilisateur_id AS utilisateur, p.id AS profil, k.nom, k.portees FROM vu
			JOIN client_api k ON k.academie = $1 AND k.id = vu.client_id AND k.actif
			JOIN utilisateur_profil p ON p.academie = k.academie AND p.utilisateur_id = k.utilisateur_id AND p.profil = 'client_api'`,
			academie, client, condenser(clair), a.Sessions.Signataire.Now())
		return err
	})
	if err != nil || !ok {
		return nil, nil, err
	}
	return &auth.Service{Academie: academie, ID: l.Profil, Utilisateur: l.Utilisateur, Profil: "client_api", Prenom: "Outil", Nom: l.Nom}, l.Portees, nil
}

type cleAutorisation struct{}

// AvecAutorisation carries the Authorization header to where a tool shows its secret.
func AvecAutorisation(ctx context.Context, r *http.Request) context.Context {
	if id, clair, ok := r.BasicAuth(); ok {
		return context.WithValue(ctx, cleAutorisation{}, [2]string{id, clair})
	}
	return ctx
}

// identifiants come from the header, encoded as a form says (RFC 6749, 2.3.1), or from the form.
func identifiants(ctx context.Context, b *api.DemanderJetonFormdataRequestBody) (id, clair string) {
	if l, ok := ctx.Value(cleAutorisation{}).([2]string); ok {
		id, err1 := url.QueryUnescape(l[0])
		clair, err2 := url.QueryUnescape(l[1])
		if err1 != nil || err2 != nil {
			return "", ""
		}
		return id, clair
	}
	if b.ClientId != nil && b.ClientSecret != nil {
		return *b.ClientId, *b.ClientSecret
	}
	return "", ""
}
