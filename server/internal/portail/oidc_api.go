package portail

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"imagin/api"
	"imagin/server/internal/auth"
	"imagin/server/internal/fail"
	"imagin/server/internal/identite"
	"imagin/server/internal/limite"
)

// depart is what we must find again when the browser comes back: sealed in a cookie, so that no server remembers it.
type depart struct {
	Etat, Nonce, Verificateur, Retour string
	Le                                time.Time
}

const (
	cookieDepart = "imagin-oidc"
	cookieTicket = "imagin-ticket"
	dureeDepart  = 10 * time.Minute
	jetonMax     = 1600 // bytes of an ID token that a cookie can carry to the session
)

var absentOidc = fail.New(fail.NotFound, "portail_absent", "L’entrée par OpenID Connect n’existe pas ici.")

// AllerOidc answers GET /portail/oidc: away to the portal.
func (a *API) AllerOidc(ctx context.Context, r api.AllerOidcRequestObject) (api.AllerOidcResponseObject, error) {
	if a.oidc == nil {
		return nil, absentOidc
	}
	p, err := a.oidc.fournisseur(ctx)
	if err != nil {
		return nil, fail.New(fail.Busy, "portail_muet", "Le portail de connexion ne répond pas. Réessayez dans un instant.").Because(err)
	}
	d := depart{Etat: rand.Text(), Nonce: rand.Text(), Verificateur: oauth2.GenerateVerifier(), Le: time.Now()}
	if r.Params.Retour != nil && strings.HasPrefix(*r.Params.Retour, "/activites/") {
		d.Retour = *r.Params.Retour
	}
	clair, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	scelle := base64.RawURLEncoding.EncodeToString(a.Coffre.Chiffrer(clair, cookieDepart))
	vers := a.oidc.oauth(p).AuthCodeURL(d.Etat, oidc.Nonce(d.Nonce), oauth2.S256ChallengeOption(d.Verificateur))
	return redirection{vers: vers, cookies: cookies(a.cookie(cookieDepart, scelle, int(dureeDepart.Seconds())))}, nil
}

// RevenirOidc answers GET /portail/oidc/retour. Whatever went wrong, the person lands on our page with a word of it.
func (a *API) RevenirOidc(ctx context.Context, r api.RevenirOidcRequestObject) (api.RevenirOidcResponseObject, error) {
	if a.oidc == nil {
		return nil, absentOidc
	}
	oter := a.cookie(cookieDepart, "", -1)
	d, ok := a.departDe(ctx)
	switch {
	case !ok || subtle.ConstantTimeCompare([]byte(texte(r.Params.State)), []byte(d.Etat)) != 1:
		return redirection{"/portail?erreur=oidc_depart", cookies(oter)}, nil
	case r.Params.Iss != nil && *r.Params.Iss != a.Conf.OIDCEmetteur, texte(r.Params.Error) != "", texte(r.Params.Code) == "":
		slog.WarnContext(ctx, "retour du portail refusé", "erreur", texte(r.Params.Error), "iss", texte(r.Params.Iss))
		return redirection{"/portail?erreur=oidc_refus", cookies(oter)}, nil
	}
	claims, jeton, err := a.oidc.echanger(ctx, *r.Params.Code, d)
	if err != nil {
		slog.WarnContext(ctx, "identité du portail refusée", "erreur", err)
		return redirection{"/portail?erreur=oidc_refus", cookies(oter)}, nil
	}
	p := auth.Portail{}
	if p.Session, _ = claims["sid"].(string); len(jeton) <= jetonMax {
		p.Jeton = a.Coffre.Chiffrer([]byte(jeton), "jeton-portail")
	}
	ticket, _, err := a.Sessions.Reconnaitre(ctx, a.Conf.OIDCEmetteur, identite.DeClaims(claims), a.Reglage, p)
	if e := fail.As(err); e != nil {
		return redirection{"/portail?erreur=" + url.QueryEscape(e.Code), cookies(oter)}, nil //nolint:nilerr // told on the page
	}
	if err != nil {
		return nil, err
	}
	vers := "/portail?suite=1"
	if d.Retour != "" {
		vers += "&retour=" + url.QueryEscape(d.Retour)
	}
	return redirection{vers, cookies(oter, a.cookie(cookieTicket, ticket, 120))}, nil
}

func (a *API) departDe(ctx context.Context) (d depart, ok bool) {
	scelle, err := base64.RawURLEncoding.DecodeString(a.lireCookie(requeteDe(ctx), cookieDepart))
	if err != nil {
		return d, false
	}
	clair, err := a.Coffre.Dechiffrer(scelle, cookieDepart)
	if err != nil || json.Unmarshal(clair, &d) != nil {
		return d, false
	}
	return d, d.Etat != "" && time.Since(d.Le) < dureeDepart
}

func (a *API) ouvrirJeton(scelle []byte) string {
	clair, err := a.Coffre.Dechiffrer(scelle, "jeton-portail")
	if err != nil {
		return ""
	}
	return string(clair)
}

// LireOffre answers GET /portail/offre: the services of whoever just came back from the portal.
func (a *API) LireOffre(ctx context.Context, _ api.LireOffreRequestObject) (api.LireOffreResponseObject, error) {
	ticket := a.lireCookie(requeteDe(ctx), cookieTicket)
	if ticket == "" {
		return nil, fail.New(fail.Unauthenticated, "non_connecte", "Connectez-vous pour continuer.")
	}
	services, err := a.Sessions.Offre(ctx, ticket)
	if err != nil {
		return nil, err
	}
	return api.LireOffre200JSONResponse(offrir(ticket, services)), nil
}

// DeconnecterOidc answers POST /portail/oidc/deconnexion: the portal says that a session of its own is over. Only its
// signature is believed.
func (a *API) DeconnecterOidc(ctx context.Context, r api.DeconnecterOidcRequestObject) (api.DeconnecterOidcResponseObject, error) {
	if a.oidc == nil {
		return nil, absentOidc
	}
	refuse := fail.New(fail.Malformed, "jeton_invalide", "Ce jeton de déconnexion n’est pas celui du portail.")
	p, err := a.oidc.fournisseur(ctx)
	if err != nil {
		return nil, fail.New(fail.Busy, "portail_muet", "Le portail ne répond pas.").Because(err)
	}
	t, err := a.oidc.verificateur(p).VerifyLogout(a.oidc.contexte(ctx), r.Body.LogoutToken)
	if err != nil {
		return nil, refuse.Because(err)
	}
	if t.Subject == "" && t.SessionID == "" {
		return nil, refuse
	}
	// Shown again, the same token must not close the sessions opened since.
	if n, _, err := limite.Compter(ctx, a.Sessions.Base, "deconnexion:"+t.TokenID, 24*time.Hour); err != nil || n > 1 {
		return api.DeconnecterOidc204Response{}, err
	}
	if err := a.Sessions.FermerDuPortail(ctx, a.Conf.OIDCEmetteur, t.SessionID, t.Subject); err != nil {
		return nil, err
	}
	return api.DeconnecterOidc204Response{}, nil
}

func texte(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
