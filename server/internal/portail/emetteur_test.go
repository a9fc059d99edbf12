package portail_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"
)

// emetteur is an OpenID Connect issuer as a portal of an académie runs one, whose tokens a test may spoil. Like the real
// ones, its document announces signatures that nobody should take.
type emetteur struct {
	*httptest.Server
	t *testing.T

	mu      sync.Mutex
	cle     *rsa.PrivateKey
	kid     string
	codes   map[string]url.Values
	claims  map[string]any // of the next person
	gater   func(jwt.MapClaims)
	signer  func(jwt.MapClaims) string
	dernier string // last ID token
}

func nouvelEmetteur(t *testing.T) *emetteur {
	t.Helper()
	e := &emetteur{t: t, codes: map[string]url.Values{}}
	e.tourner("k1")
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", e.decouverte)
	mux.HandleFunc("/cles", e.cles)
	mux.HandleFunc("/jeton", e.jeton)
	mux.HandleFunc("/info", func(w http.ResponseWriter, _ *http.Request) {
		e.json(w, map[string]any{"sub": e.claims["sub"], "userinfo": true})
	})
	e.Server = httptest.NewServer(mux)
	t.Cleanup(e.Close)
	return e
}

// tourner changes the key of the issuer.
func (e *emetteur) tourner(kid string) {
	cle, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(e.t, err)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cle, e.kid = cle, kid
}

func (e *emetteur) json(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

func (e *emetteur) decouverte(w http.ResponseWriter, _ *http.Request) {
	e.json(w, map[string]any{"issuer": e.URL, "authorization_endpoint": e.URL + "/entrer", "token_endpoint": e.URL + "/jeton",
		"jwks_uri": e.URL + "/cles", "userinfo_endpoint": e.URL + "/info", "end_session_endpoint": e.URL + "/sortir",
		"id_token_signing_alg_values_supported": []string{"none", "HS256", "RS256"}, "code_challenge_methods_supported": []string{"plain", "S256"}})
}

func (e *emetteur) cles(w http.ResponseWriter, _ *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.json(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: e.cle.Public(), KeyID: e.kid, Algorithm: "RS256", Use: "sig"}}})
}

// entrer is the person signing in at the portal: it gives the code with which the browser comes back.
func (e *emetteur) entrer(depart *url.URL) (code string) {
	q := depart.Query()
	require.Equal(e.t, "S256", q.Get("code_challenge_method"))
	require.NotEmpty(e.t, q.Get("nonce"))
	code = "code-" + q.Get("state")
	e.codes[code] = q
	return code
}

func (e *emetteur) jeton(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	q, ok := e.codes[r.Form.Get("code")]
	h := sha256.Sum256([]byte(r.Form.Get("code_verifier")))
	if id, secret, _ := r.BasicAuth(); !ok || id != "imagin" || secret != "secret-du-client" || q.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(h[:]) {
		w.WriteHeader(http.StatusBadRequest)
		e.json(w, map[string]string{"error": "invalid_grant"})
		return
	}
	delete(e.codes, r.Form.Get("code"))
	c := jwt.MapClaims{"iss": e.URL, "aud": "imagin", "exp": time.Now().Add(time.Minute).Unix(), "iat": time.Now().Unix(), "nonce": q.Get("nonce"), "sid": "portail-1"}
	maps.Copy(c, e.claims)
	if e.gater != nil {
		e.gater(c)
	}
	e.dernier = e.signe(c)
	if e.signer != nil {
		e.dernier = e.signer(c)
	}
	e.json(w, map[string]any{"access_token": "acces", "token_type": "Bearer", "id_token": e.dernier})
}

func (e *emetteur) signe(c jwt.MapClaims) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	t := jwt.NewWithClaims(jwt.SigningMethodRS256, c)
	t.Header["kid"] = e.kid
	s, err := t.SignedString(e.cle)
	require.NoError(e.t, err)
	return s
}
