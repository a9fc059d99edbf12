package portail

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"imagin/server/internal/config"
)

// algorithmes are the signatures that we take, whatever the issuer's document announces: some announce none and HS256.
var algorithmes = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.ES256, oidc.ES384, oidc.EdDSA}

// clientOIDC talks to the issuer. Its discovery document is read at first need, so that the service starts while the
// portal is down, then read again from time to time; its keys whenever one is unknown.
type clientOIDC struct {
	conf config.Config
	http *http.Client

	mu     sync.Mutex
	lu     *oidc.Provider
	luLe   time.Time
	finURL string
}

const fraicheurDecouverte = time.Hour

func nouveauClient(c config.Config) (*clientOIDC, error) {
	u, err := url.Parse(c.OIDCEmetteur)
	switch {
	case err != nil || u.Host == "":
		return nil, errors.New("mode oidc : IMAGIN_OIDC_EMETTEUR doit être l’adresse de l’émetteur")
	case u.Scheme != "https" && c.Sure():
		return nil, errors.New("mode oidc : IMAGIN_OIDC_EMETTEUR doit être en https")
	case c.OIDCClient == "" || strings.TrimSpace(c.OIDCSecret) == "":
		return nil, errors.New("mode oidc : IMAGIN_OIDC_CLIENT et IMAGIN_OIDC_SECRET sont nécessaires")
	}
	return &clientOIDC{conf: c, http: &http.Client{Timeout: 10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil
}

func (c *clientOIDC) contexte(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, c.http)
}

func (c *clientOIDC) fournisseur(ctx context.Context) (*oidc.Provider, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lu != nil && time.Since(c.luLe) < fraicheurDecouverte {
		return c.lu, nil
	}
	// The keys are fetched later, on behalf of other requests: not under this one's context.
	p, err := oidc.NewProvider(c.contexte(context.WithoutCancel(ctx)), c.conf.OIDCEmetteur)
	if err != nil {
		if c.lu != nil {
			return c.lu, nil
		}
		return nil, fmt.Errorf("découverte du portail OpenID Connect : %w", err)
	}
	var d struct {
		Fin string `json:"end_session_endpoint"`
	}
	if err := p.Claims(&d); err != nil {
		return nil, err
	}
	c.lu, c.luLe, c.finURL = p, time.Now(), d.Fin
	return p, nil
}

func (c *clientOIDC) oauth(p *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: c.conf.OIDCClient, ClientSecret: strings.TrimSpace(c.conf.OIDCSecret), Endpoint: p.Endpoint(),
		RedirectURL: c.conf.URL + "/api/v1/portail/oidc/retour", Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}
}

func (c *clientOIDC) verificateur(p *oidc.Provider) *oidc.IDTokenVerifier {
	return p.Verifier(&oidc.Config{ClientID: c.conf.OIDCClient, SupportedSigningAlgs: algorithmes})
}

// echanger turns a code into the claims of the person: those of the ID token, completed by the userinfo of the same
// person. It checks issuer, audience, dates, signature, nonce and authorised party.
func (c *clientOIDC) echanger(ctx context.Context, code string, d depart) (claims map[string]any, jeton string, err error) {
	ctx = c.contexte(ctx)
	p, err := c.fournisseur(ctx)
	if err != nil {
		return nil, "", err
	}
	recu, err := c.oauth(p).Exchange(ctx, code, oauth2.VerifierOption(d.Verificateur))
	if err != nil {
		return nil, "", err
	}
	jeton, _ = recu.Extra("id_token").(string)
	idt, err := c.verificateur(p).Verify(ctx, jeton)
	if err != nil {
		return nil, "", err
	}
	if subtle.ConstantTimeCompare([]byte(idt.Nonce), []byte(d.Nonce)) != 1 {
		return nil, "", errors.New("nonce différent")
	}
	claims = map[string]any{}
	if err := idt.Claims(&claims); err != nil {
		return nil, "", err
	}
	if azp, ok := claims["azp"].(string); ok && azp != c.conf.OIDCClient || !ok && len(idt.Audience) > 1 {
		return nil, "", errors.New("jeton destiné à un autre service")
	}
	return claims, jeton, completer(ctx, p, recu, idt.Subject, claims)
}

func completer(ctx context.Context, p *oidc.Provider, recu *oauth2.Token, sujet string, claims map[string]any) error {
	if p.UserInfoEndpoint() == "" {
		return nil
	}
	info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(recu))
	if err != nil {
		return err
	}
	if info.Subject != sujet {
		return errors.New("userinfo d’une autre personne")
	}
	autres := map[string]any{}
	if err := info.Claims(&autres); err != nil {
		return err
	}
	for k, v := range autres {
		if _, deja := claims[k]; !deja {
			claims[k] = v
		}
	}
	return nil
}

// sortie is the address where the portal ends its own session, then sends back to ours.
func (c *clientOIDC) sortie(ctx context.Context, jeton string) string {
	if _, err := c.fournisseur(ctx); err != nil || c.finURL == "" {
		return ""
	}
	u, err := url.Parse(c.finURL)
	if err != nil {
		return ""
	}
	q := u.Query()
	q.Set("post_logout_redirect_uri", c.conf.URL+"/portail")
	q.Set("client_id", c.conf.OIDCClient)
	if jeton != "" {
		q.Set("id_token_hint", jeton)
	}
	u.RawQuery = q.Encode()
	return u.String()
}
