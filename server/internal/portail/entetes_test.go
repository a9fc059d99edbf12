package portail_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/config"
	"imagin/server/internal/portail"
)

const secretMandataire = "un-secret-partage-de-trente-deux-caracteres"

func reglerEntetes(c *config.Config) {
	c.Demonstration, c.Portails, c.Mandataires = false, []string{"entetes"}, []string{"127.0.0.0/8", "::1"}
	c.EntetesSecret, c.EntetesCookie, c.PortailSortie = secretMandataire, "CTSESSION", "https://portail.invalid/sortir"
}

// bons are the headers of a proxy that does its work.
func bons(ajouts ...string) []string {
	return append([]string{portail.EnteteSecret, secretMandataire, "Cookie", "CTSESSION=abc", "ct-remote-user", "mgest", "ctln", "MAQUETTE",
		"ctfn", "Gwen", "codaca", "014", "ctgrps", "IMAGIN-GESTION", "FrEduRneResp", "X"}, ajouts...)
}

func TestEntetes(t *testing.T) {
	s := apitest.Regle(t, reglerEntetes)
	n := nouveauNavigateur(t, s)
	rep, offre := n.appeler("POST", "/portail/entetes", "", bons()...)
	require.Equal(t, 200, rep.StatusCode, "%v", offre)
	require.Equal(t, "gestionnaire", profils(offre))
	n.choisir(offre, 0)
	rep, moi := n.appeler("GET", "/moi", "", "ct-remote-user", "mgest")
	require.Equal(t, 200, rep.StatusCode)
	require.Equal(t, "Gwen MAQUETTE", moi["personne"])
	rep, _ = n.appeler("GET", "/moi", "", "ct-remote-user", "autre")
	require.Equal(t, 401, rep.StatusCode, "le portail annonce quelqu’un d’autre")
	_, fin := n.appeler("DELETE", "/session-web", "")
	require.Equal(t, "https://portail.invalid/sortir", fin["suite"])

	for quoi, entetes := range map[string][]string{
		"sans secret":                    bons(portail.EnteteSecret, ""),
		"un autre secret":                bons(portail.EnteteSecret, strings.Repeat("x", 43)),
		"sans session du portail":        bons("Cookie", "autre=1"),
		"un en-tête que rien n’efface":   bons("Auth-User", "admin"),
		"la même chose soulignée":        bons("ct_remote_user", "admin"),
		"une identité énorme":            bons("ctgrps", strings.Repeat("A,", 5000)),
		"sans identifiant":               bons("ct-remote-user", "X"),
		"un élève":                       bons("FrEduVecteur", "4|A|B|1|0299999L"),
		"deux groupes d’en-têtes à zéro": {},
	} {
		t.Run(quoi, func(t *testing.T) {
			rep, m := nouveauNavigateur(t, s).appeler("POST", "/portail/entetes", "", entetes...)
			require.Equal(t, 403, rep.StatusCode, "%v", m)
		})
	}
	t.Run("un double", func(t *testing.T) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/api/v1/portail/entetes", http.NoBody)
		require.NoError(t, err)
		for e := bons("ct-remote-user", "mgest"); len(e) > 0; e = e[2:] {
			r.Header.Add(e[0], e[1])
		}
		rep, err := n.Do(r)
		require.NoError(t, err)
		require.Equal(t, 403, rep.StatusCode)
	})
	t.Run("d’une autre adresse", func(t *testing.T) {
		s := apitest.Regle(t, func(c *config.Config) { reglerEntetes(c); c.Mandataires = []string{"10.0.0.5"} })
		rep, _ := nouveauNavigateur(t, s).appeler("POST", "/portail/entetes", "", bons("X-Forwarded-For", "10.0.0.5")...)
		require.Equal(t, 403, rep.StatusCode)
	})
}

// TestReglagesRefuses: the service does not start on a configuration that would let anybody in.
func TestReglagesRefuses(t *testing.T) {
	oidc := func(c *config.Config) {
		c.Portails, c.OIDCEmetteur, c.OIDCClient, c.OIDCSecret = []string{"oidc"}, "https://auth.invalid", "imagin", "secret"
	}
	for quoi, c := range map[string]struct {
		base   func(*config.Config)
		change func(*config.Config)
		mot    string
	}{
		"mode inconnu":                    {oidc, func(c *config.Config) { c.Portails = []string{"cas"} }, "IMAGIN_PORTAIL"},
		"en-têtes avec oidc":              {reglerEntetes, func(c *config.Config) { c.Portails = []string{"entetes", "oidc"} }, "reste seul"},
		"en-têtes avec comptes locaux":    {reglerEntetes, func(c *config.Config) { c.Portails = []string{"local", "entetes"} }, "reste seul"},
		"en-têtes avec démonstration":     {reglerEntetes, func(c *config.Config) { c.Demonstration = true }, "reste seul"},
		"en-têtes sans mandataire":        {reglerEntetes, func(c *config.Config) { c.Mandataires = nil }, "IMAGIN_MANDATAIRES"},
		"en-têtes de tout le monde":       {reglerEntetes, func(c *config.Config) { c.Mandataires = []string{"0.0.0.0/0"} }, "n’importe qui"},
		"mandataire illisible":            {reglerEntetes, func(c *config.Config) { c.Mandataires = []string{"proxy"} }, "proxy"},
		"en-têtes sans secret":            {reglerEntetes, func(c *config.Config) { c.EntetesSecret = "" }, "IMAGIN_ENTETES_SECRET"},
		"un secret court":                 {reglerEntetes, func(c *config.Config) { c.EntetesSecret = "secret" }, "32"},
		"oidc sans secret":                {oidc, func(c *config.Config) { c.OIDCSecret = "" }, "IMAGIN_OIDC_SECRET"},
		"oidc sans émetteur":              {oidc, func(c *config.Config) { c.OIDCEmetteur = "" }, "IMAGIN_OIDC_EMETTEUR"},
		"oidc en clair derrière https":    {oidc, func(c *config.Config) { c.URL = "https://imagin.invalid"; c.OIDCEmetteur = "http://auth.invalid" }, "https"},
		"un groupe donne un faux profil":  {oidc, func(c *config.Config) { c.PortailGroupes = []string{"X=empereur"} }, "IMAGIN_PORTAIL_GROUPES"},
		"un groupe donne un chef partout": {oidc, func(c *config.Config) { c.PortailGroupes = []string{"X=chef_etablissement"} }, "IMAGIN_PORTAIL_GROUPES"},
	} {
		t.Run(quoi, func(t *testing.T) {
			conf := config.Config{}
			c.base(&conf)
			_, err := portail.New(conf, nil, nil)
			require.NoError(t, err, "le témoin")
			c.change(&conf)
			_, err = portail.New(conf, nil, nil)
			require.ErrorContains(t, err, c.mot)
		})
	}
}
