package auth_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/auth"
)

// navigateur keeps its cookies by hand, so that a test may show an old one again.
type navigateur struct {
	t       *testing.T
	s       *apitest.Serveur
	cookies map[string]string
}

func (n *navigateur) appeler(methode, chemin string, corps any) (int, map[string]any) {
	n.t.Helper()
	var b bytes.Buffer
	if corps != nil {
		require.NoError(n.t, json.NewEncoder(&b).Encode(corps))
	}
	r, err := http.NewRequestWithContext(n.t.Context(), methode, n.s.URL+"/api/v1"+chemin, &b)
	require.NoError(n.t, err)
	if corps != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for nom, v := range n.cookies {
		r.AddCookie(&http.Cookie{Name: nom, Value: v})
	}
	rep, err := http.DefaultClient.Do(r)
	require.NoError(n.t, err)
	defer func() { _ = rep.Body.Close() }()
	for _, c := range rep.Cookies() {
		require.True(n.t, c.HttpOnly, c.Name)
		if c.MaxAge < 0 {
			delete(n.cookies, c.Name)
		} else {
			n.cookies[c.Name] = c.Value
		}
	}
	lu, err := io.ReadAll(rep.Body)
	require.NoError(n.t, err)
	m := map[string]any{}
	_ = json.Unmarshal(lu, &m)
	return rep.StatusCode, m
}

func entrer(t *testing.T, s *apitest.Serveur, identifiant string) *navigateur {
	t.Helper()
	n := &navigateur{t, s, map[string]string{}}
	code, offerts := n.appeler("POST", "/portail-demonstration/authentification", map[string]string{"identifiant": identifiant, "mot_de_passe": "demonstration"})
	require.Equal(t, http.StatusOK, code, "%v", offerts)
	service := offerts["services"].([]any)[0].(map[string]any)["id"]
	code, _ = n.appeler("POST", "/session-web", map[string]any{"ticket": offerts["ticket"], "service": service})
	require.Less(t, code, 300)
	require.Len(t, n.cookies, 2)
	return n
}

func TestSession(t *testing.T) {
	s := apitest.Nouveau(t)
	moi := func(n *navigateur) (int, string) {
		code, m := n.appeler("GET", "/moi", nil)
		c, _ := m["code"].(string)
		return code, c
	}
	t.Run("renouveler change le jeton, et l’ancien rejoué ferme tout", func(t *testing.T) {
		n := entrer(t, s, "gestionnaire.014")
		ancien := n.cookies["imagin-renouvellement"]
		code, _ := n.appeler("POST", "/session-web/renouvellement", nil)
		require.Less(t, code, 300)
		require.NotEqual(t, ancien, n.cookies["imagin-renouvellement"])

		vrai := s.Signataire.Now
		defer func() { s.Signataire.Now = vrai }()
		s.Signataire.Now = func() time.Time { return vrai().Add(2 * time.Minute) } // past the grace of two tabs
		voleur := &navigateur{t, s, map[string]string{"imagin-renouvellement": ancien}}
		code, _ = voleur.appeler("POST", "/session-web/renouvellement", nil)
		require.Equal(t, http.StatusUnauthorized, code)
		code, _ = n.appeler("POST", "/session-web/renouvellement", nil)
		require.Equal(t, http.StatusUnauthorized, code, "la session entière est fermée")
	})
	t.Run("deux onglets qui renouvellent ensemble restent connectés", func(t *testing.T) {
		n := entrer(t, s, "gestionnaire.014")
		autre := &navigateur{t, s, map[string]string{"imagin-renouvellement": n.cookies["imagin-renouvellement"]}}
		a, _ := n.appeler("POST", "/session-web/renouvellement", nil)
		b, _ := autre.appeler("POST", "/session-web/renouvellement", nil)
		require.Less(t, a, 300)
		require.Less(t, b, 300)
	})
	t.Run("quitter ferme la session, même pour qui aurait gardé le jeton", func(t *testing.T) {
		n := entrer(t, s, "gestionnaire.014")
		garde := &navigateur{t, s, map[string]string{"imagin": n.cookies["imagin"], "imagin-renouvellement": n.cookies["imagin-renouvellement"]}}
		code, _ := n.appeler("DELETE", "/session-web", nil)
		require.Less(t, code, 300)
		require.Empty(t, n.cookies)
		code, _ = moi(garde)
		require.Equal(t, http.StatusUnauthorized, code)
		code, _ = garde.appeler("POST", "/session-web/renouvellement", nil)
		require.Equal(t, http.StatusUnauthorized, code)
	})
	t.Run("le temps passe : jeton expiré, puis session expirée", func(t *testing.T) {
		n := entrer(t, s, "gestionnaire.014")
		code, _ := moi(n) // a signature already found good does not outlive its token
		require.Equal(t, http.StatusOK, code)
		vrai := s.Signataire.Now
		defer func() { s.Signataire.Now = vrai }()
		s.Signataire.Now = func() time.Time { return vrai().Add(auth.DureeJeton + time.Second) }
		code, c := moi(n)
		require.Equal(t, http.StatusUnauthorized, code)
		require.Equal(t, "jeton_expire", c)
		s.Signataire.Now = func() time.Time { return vrai().Add(auth.DureeInactif + time.Second) }
		code, _ = n.appeler("POST", "/session-web/renouvellement", nil)
		require.Equal(t, http.StatusUnauthorized, code)
	})
	t.Run("un mauvais mot de passe, un ticket inventé, le service d’un autre", func(t *testing.T) {
		n := &navigateur{t, s, map[string]string{}}
		code, _ := n.appeler("POST", "/portail-demonstration/authentification", map[string]string{"identifiant": "gestionnaire.014", "mot_de_passe": "x"})
		require.Equal(t, http.StatusUnauthorized, code)
		code, _ = n.appeler("POST", "/session-web", map[string]any{"ticket": "x.y.z", "service": uuid.NewString()})
		require.Contains(t, []int{http.StatusUnauthorized, http.StatusForbidden}, code)
		_, offerts := n.appeler("POST", "/portail-demonstration/authentification", map[string]string{"identifiant": "gestionnaire.014", "mot_de_passe": "demonstration"})
		code, _ = n.appeler("POST", "/session-web", map[string]any{"ticket": offerts["ticket"], "service": uuid.NewString()})
		require.GreaterOrEqual(t, code, 400)
		require.Less(t, code, 500)
		require.Empty(t, n.cookies)
	})
}

func TestJetonsRefuses(t *testing.T) {
	s := apitest.Nouveau(t)
	bon := s.Jeton(t, "gestionnaire", "")
	var c auth.Claims
	_, _, err := jwt.NewParser().ParseUnverified(bon, &c)
	require.NoError(t, err)
	kid := func() string {
		j, _, err := jwt.NewParser().ParseUnverified(bon, &auth.Claims{})
		require.NoError(t, err)
		return j.Header["kid"].(string)
	}()
	nous := ed25519.NewKeyFromSeed(make([]byte, 32))
	_, autre, err := ed25519.GenerateKey(nil)
	require.NoError(t, err)
	signer := func(m jwt.SigningMethod, cle any, change func(*auth.Claims)) string {
		x := c
		change(&x)
		j := jwt.NewWithClaims(m, x)
		j.Header["kid"] = kid
		texte, err := j.SignedString(cle)
		require.NoError(t, err)
		return texte
	}
	rien := func(*auth.Claims) {}
	// The good one goes first: what follows must not profit from its having been checked.
	r, err := s.ClientAvec(t, bon).LireMoiWithResponse(t.Context())
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, r.StatusCode())
	pub := nous.Public().(ed25519.PublicKey)
	for nom, jeton := range map[string]string{
		"absent":             "",
		"abîmé":              bon[:len(bon)-4] + "AAAA",
		"tronqué":            bon[:strings.LastIndex(bon, ".")],
		"expiré":             signer(jwt.SigningMethodEdDSA, nous, func(x *auth.Claims) { x.ExpiresAt = jwt.NewNumericDate(time.Now().Add(-time.Second)) }),
		"sans expiration":    signer(jwt.SigningMethodEdDSA, nous, func(x *auth.Claims) { x.ExpiresAt = nil }),
		"autre public":       signer(jwt.SigningMethodEdDSA, nous, func(x *auth.Claims) { x.Audience = jwt.ClaimStrings{"imagin-portail"} }),
		"autre émetteur":     signer(jwt.SigningMethodEdDSA, nous, func(x *auth.Claims) { x.Issuer = "autre" }),
		"autre clé":          signer(jwt.SigningMethodEdDSA, autre, rien),
		"sans signature":     signer(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, rien),
		"clé publique en HS": signer(jwt.SigningMethodHS256, []byte(pub), rien),
		"autre académie":     signer(jwt.SigningMethodEdDSA, nous, func(x *auth.Claims) { x.Academie = "099" }),
		"session inconnue":   signer(jwt.SigningMethodEdDSA, nous, func(x *auth.Claims) { x.Session = uuid.New() }),
	} {
		t.Run(nom, func(t *testing.T) {
			r, err := s.ClientAvec(t, jeton).LireMoiWithResponse(t.Context())
			require.NoError(t, err)
			require.Equal(t, http.StatusUnauthorized, r.StatusCode())
			require.NotEmpty(t, r.ApplicationproblemJSONDefault.Code)
		})
	}
	r, err = s.ClientAvec(t, signer(jwt.SigningMethodEdDSA, nous, rien)).LireMoiWithResponse(t.Context())
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, r.StatusCode(), "le témoin passe")
}

// TestDemonstrationFermee: outside demonstration mode neither the portal nor the command that makes tokens exists.
func TestDemonstrationFermee(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Config.Demonstration = false
	_, err := s.App.Jeton(t.Context(), "gestionnaire", "", time.Hour)
	require.Error(t, err)
}
