package portail_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/config"
	"imagin/server/internal/contrat"
)

// navigateur keeps cookies and follows no redirection, so that each step shows.
type navigateur struct {
	t *testing.T
	s *apitest.Serveur
	*http.Client
}

func nouveauNavigateur(t *testing.T, s *apitest.Serveur) *navigateur {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &navigateur{t, s, &http.Client{Jar: jar, Transport: contrat.Transport(t, http.DefaultTransport),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

func (n *navigateur) appeler(methode, chemin, corps string, entetes ...string) (*http.Response, map[string]any) {
	n.t.Helper()
	r, err := http.NewRequestWithContext(n.t.Context(), methode, n.s.URL+"/api/v1"+chemin, strings.NewReader(corps))
	require.NoError(n.t, err)
	if corps != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(entetes); i += 2 {
		r.Header.Set(entetes[i], entetes[i+1])
	}
	rep, err := n.Do(r)
	require.NoError(n.t, err)
	defer rep.Body.Close()
	b, err := io.ReadAll(rep.Body)
	require.NoError(n.t, err)
	m := map[string]any{}
	_ = json.Unmarshal(b, &m)
	return rep, m
}

// profils of an offer, in the order they are offered.
func profils(offre map[string]any) string {
	var l []string
	services, _ := offre["services"].([]any)
	for _, s := range services {
		l = append(l, s.(map[string]any)["profil"].(string))
	}
	return strings.Join(l, " ")
}

func (n *navigateur) choisir(offre map[string]any, rang int) {
	n.t.Helper()
	service := offre["services"].([]any)[rang].(map[string]any)["id"].(string)
	rep, m := n.appeler("POST", "/session-web", `{"ticket":"`+offre["ticket"].(string)+`","service":"`+service+`"}`)
	require.Equal(n.t, 200, rep.StatusCode, "%v", m)
}

func serveurOidc(t *testing.T, e *emetteur) *apitest.Serveur {
	return apitest.Regle(t, func(c *config.Config) {
		c.Demonstration, c.Portails = false, []string{"oidc"}
		c.OIDCEmetteur, c.OIDCClient, c.OIDCSecret = e.URL, "imagin", "secret-du-client\n"
	})
}

// revenir signs a person in at the portal and gives where the browser lands.
func (n *navigateur) revenir(e *emetteur) string {
	n.t.Helper()
	rep, _ := n.appeler("GET", "/portail/oidc?retour=/activites/missions", "")
	require.Equal(n.t, 302, rep.StatusCode)
	depart, err := rep.Location()
	require.NoError(n.t, err)
	rep, _ = n.appeler("GET", "/portail/oidc/retour?code="+url.QueryEscape(e.entrer(depart))+"&state="+depart.Query().Get("state"), "")
	require.Equal(n.t, 302, rep.StatusCode)
	return rep.Header.Get("Location")
}

func personne(sub string, ajouts ...any) map[string]any {
	c := map[string]any{"sub": sub, "family_name": "MAQUETTE", "given_name": "Gwen", "codaca": "014", "email": sub + "@ac.invalid"}
	for i := 0; i+1 < len(ajouts); i += 2 {
		c[ajouts[i].(string)] = ajouts[i+1]
	}
	return c
}

func TestOidc(t *testing.T) {
	e := nouvelEmetteur(t)
	s := serveurOidc(t, e)

	t.Run("entrer, choisir, sortir des deux", func(t *testing.T) {
		e.claims = personne("mgest", "ctgrps", "IMAGIN-GESTION,IMAGIN-FIN")
		n := nouveauNavigateur(t, s)
		require.Equal(t, "/portail?suite=1&retour=%2Factivites%2Fmissions", n.revenir(e))
		_, offre := n.appeler("GET", "/portail/offre", "")
		require.Equal(t, "gestionnaire gestionnaire_financier", profils(offre))
		n.choisir(offre, 0)
		_, moi := n.appeler("GET", "/moi", "")
		require.Equal(t, "Gwen MAQUETTE", moi["personne"])
		rep, _ := n.appeler("POST", "/session-web", `{"ticket":"`+offre["ticket"].(string)+`","service":"`+offre["services"].([]any)[0].(map[string]any)["id"].(string)+`"}`)
		require.Equal(t, 401, rep.StatusCode, "un ticket ne sert qu’une fois")
		rep, fin := n.appeler("DELETE", "/session-web", "")
		require.Equal(t, 200, rep.StatusCode)
		sortie, err := url.Parse(fin["suite"].(string))
		require.NoError(t, err)
		require.Equal(t, e.URL+"/sortir", sortie.Scheme+"://"+sortie.Host+sortie.Path)
		require.Equal(t, e.dernier, sortie.Query().Get("id_token_hint"))
		rep, _ = n.appeler("GET", "/moi", "")
		require.Equal(t, 401, rep.StatusCode)
	})
	t.Run("la clé du portail tourne", func(t *testing.T) {
		e.tourner("k2")
		e.claims = personne("mgest", "ctgrps", "IMAGIN-GESTION")
		require.Contains(t, nouveauNavigateur(t, s).revenir(e), "suite=1")
	})
	t.Run("un profil retiré au portail est retiré ici, et sa session avec", func(t *testing.T) {
		e.claims = personne("mgest", "ctgrps", "IMAGIN-GESTION")
		n := nouveauNavigateur(t, s)
		n.revenir(e)
		_, offre := n.appeler("GET", "/portail/offre", "")
		require.Equal(t, "gestionnaire", profils(offre))
		n.choisir(offre, 0)
		e.claims = personne("mgest", "ctgrps", "IMAGIN-FIN")
		autre := nouveauNavigateur(t, s)
		autre.revenir(e)
		_, offre = autre.appeler("GET", "/portail/offre", "")
		require.Equal(t, "gestionnaire_financier", profils(offre))
		rep, _ := n.appeler("GET", "/moi", "")
		require.Equal(t, 401, rep.StatusCode)
	})
	t.Run("le portail met fin à sa session", func(t *testing.T) {
		e.claims = personne("mfin", "ctgrps", "IMAGIN-FIN")
		n := nouveauNavigateur(t, s)
		n.revenir(e)
		_, offre := n.appeler("GET", "/portail/offre", "")
		n.choisir(offre, 0)
		deconnecter := func(c jwt.MapClaims) int {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/api/v1/portail/oidc/deconnexion", strings.NewReader("logout_token="+e.signe(c)))
			require.NoError(t, err)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			rep, err := n.Do(r)
			require.NoError(t, err)
			return rep.StatusCode
		}
		bon := func() jwt.MapClaims {
			return jwt.MapClaims{"iss": e.URL, "aud": "imagin", "sid": "portail-1", "sub": "mfin", "jti": t.Name(), "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
				"events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}}
		}
		autre := bon()
		autre["aud"] = "autre"
		require.Equal(t, 400, deconnecter(autre))
		sans := bon()
		delete(sans, "events")
		require.Equal(t, 400, deconnecter(sans), "un jeton d’identité ne déconnecte pas")
		rep, _ := n.appeler("GET", "/moi", "")
		require.Equal(t, 200, rep.StatusCode)
		require.Equal(t, 204, deconnecter(bon()))
		rep, _ = n.appeler("GET", "/moi", "")
		require.Equal(t, 401, rep.StatusCode)
	})
}

// TestOidcRefuse: what the portal did not sign, or signed for somebody else, lets nobody in.
func TestOidcRefuse(t *testing.T) {
	e := nouvelEmetteur(t)
	s := serveurOidc(t, e)
	e.claims = personne("mgest", "ctgrps", "IMAGIN-ADMIN")
	for quoi, gater := range map[string]func(jwt.MapClaims){
		"expiré":             func(c jwt.MapClaims) { c["exp"] = time.Now().Add(-time.Minute).Unix() },
		"autre destinataire": func(c jwt.MapClaims) { c["aud"] = "autre" },
		"autre émetteur":     func(c jwt.MapClaims) { c["iss"] = "https://autre.invalid" },
		"autre nonce":        func(c jwt.MapClaims) { c["nonce"] = "rejoué" },
		"autre partie":       func(c jwt.MapClaims) { c["azp"] = "autre" },
		"deux destinataires": func(c jwt.MapClaims) { c["aud"] = []string{"imagin", "autre"} },
	} {
		t.Run(quoi, func(t *testing.T) {
			e.gater = gater
			defer func() { e.gater = nil }()
			require.Equal(t, "/portail?erreur=oidc_refus", nouveauNavigateur(t, s).revenir(e))
		})
	}
	for quoi, signer := range map[string]func(jwt.MapClaims) string{
		"sans signature": func(c jwt.MapClaims) string {
			j, err := jwt.NewWithClaims(jwt.SigningMethodNone, c).SignedString(jwt.UnsafeAllowNoneSignatureType)
			require.NoError(t, err)
			return j
		},
		"signé du secret du client": func(c jwt.MapClaims) string {
			j, err := jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte("secret-du-client"))
			require.NoError(t, err)
			return j
		},
		"altéré": func(c jwt.MapClaims) string { j := e.signe(c); return j[:len(j)-6] + "AAAAAA" },
		"absent": func(jwt.MapClaims) string { return "" },
	} {
		t.Run(quoi, func(t *testing.T) {
			e.signer = signer
			defer func() { e.signer = nil }()
			require.Equal(t, "/portail?erreur=oidc_refus", nouveauNavigateur(t, s).revenir(e))
		})
	}
	t.Run("le code d’un autre navigateur", func(t *testing.T) {
		n, voleur := nouveauNavigateur(t, s), nouveauNavigateur(t, s)
		rep, _ := n.appeler("GET", "/portail/oidc", "")
		depart, err := rep.Location()
		require.NoError(t, err)
		retour := "/portail/oidc/retour?code=" + e.entrer(depart) + "&state=" + depart.Query().Get("state")
		rep, _ = voleur.appeler("GET", retour, "")
		require.Equal(t, "/portail?erreur=oidc_depart", rep.Header.Get("Location"))
		rep, _ = n.appeler("GET", retour+"&iss=https://autre.invalid", "")
		require.Equal(t, "/portail?erreur=oidc_refus", rep.Header.Get("Location"))
		rep, _ = n.appeler("GET", retour, "")
		require.Equal(t, "/portail?erreur=oidc_depart", rep.Header.Get("Location"), "un départ ne sert qu’une fois")
	})
	t.Run("un parent, une académie absente, personne", func(t *testing.T) {
		for _, c := range []struct {
			claims map[string]any
			erreur string
		}{
			{personne("p", "FrEduVecteur", "2|A|B|1|0299999L"), "eleve_ou_parent"},
			{personne("p", "codaca", "031"), "academie_inconnue"},
			{personne("p"), "aucun_service"},
		} {
			e.claims = c.claims
			require.Equal(t, "/portail?erreur="+c.erreur, nouveauNavigateur(t, s).revenir(e))
		}
	})
	t.Run("hors de ce mode, rien", func(t *testing.T) {
		autre := apitest.Nouveau(t)
		rep, _ := nouveauNavigateur(t, autre).appeler("GET", "/portail/oidc", "")
		require.Equal(t, 404, rep.StatusCode)
	})
}

// TestLiens: a person is an intervenant by her NUMEN, or by mail and birth date together, never by her name.
func TestLiens(t *testing.T) {
	e := nouvelEmetteur(t)
	s := serveurOidc(t, e)
	s.Pg.Sql(t, `UPDATE intervenant SET nom = 'MAQUETTE', prenom = 'Gwen', mel = 'Gwen@ac.invalid', date_naissance = '1980-05-04' WHERE academie = '014' AND id = md5('014i1')::uuid;
		UPDATE intervenant SET nom = 'MAQUETTE', prenom = 'Gwen', mel = 'double@ac.invalid', date_naissance = '1980-05-04' WHERE academie = '014' AND id IN (md5('014i2')::uuid, md5('014i3')::uuid)`)
	empreinte := s.Coffre.Empreinte("14E0000000AAA", "014/NUMEN")
	s.Pg.Sql(t, `INSERT INTO intervenant_secret (academie, intervenant_id, type, chiffre, empreinte, masque)
		VALUES ('014', md5('014i4')::uuid, 'NUMEN', decode('01' || repeat('00', 40), 'hex'), '`+empreinte+`', '••••••••••AAA')`)
	for quoi, c := range map[string]struct {
		claims   map[string]any
		attendus string
	}{
		"par le NUMEN":                        {personne("a", "employeeNumber", "14e0000000aaa"), "intervenant"},
		"par le mél et la naissance":          {personne("b", "email", "gwen@AC.invalid", "birthdate", "1980-05-04"), "intervenant"},
		"par le mél seul":                     {personne("c", "email", "gwen@ac.invalid"), ""},
		"par la naissance et le nom":          {personne("d", "birthdate", "04/05/1980"), ""},
		"par le mél et une autre naissance":   {personne("e", "email", "gwen@ac.invalid", "birthdate", "1980-05-05"), ""},
		"deux personnes répondent":            {personne("f", "email", "double@ac.invalid", "birthdate", "1980-05-04"), ""},
		"un NUMEN inconnu":                    {personne("g", "employeeNumber", "14E0000000AAB"), ""},
		"chef d’un établissement qui existe":  {personne("h", "FrEduRneResp", "0000001A$UAJ$PU$N$T3$LYC$300"), "chef_etablissement chef_centre"},
		"chef d’un établissement sans centre": {personne("i", "FrEduRneResp", "0000002A$UAJ$PU$N$T3$LYC$300"), "chef_etablissement"},
		"chef d’un établissement d’ailleurs":  {personne("j", "FrEduRneResp", "0750001A$UAJ$PU$N$T3$LYC$300"), ""},
	} {
		t.Run(quoi, func(t *testing.T) {
			e.claims = c.claims
			n := nouveauNavigateur(t, s)
			if vers := n.revenir(e); c.attendus == "" {
				require.Equal(t, "/portail?erreur=aucun_service", vers)
				return
			}
			_, offre := n.appeler("GET", "/portail/offre", "")
			require.Equal(t, c.attendus, profils(offre))
		})
	}
}
