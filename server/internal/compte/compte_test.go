package compte_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/compte"
	"imagin/server/internal/config"
)

const bon = "girafe tambour violette quai"

func TestJuger(t *testing.T) {
	for mot, code := range map[string]string{
		bon: "", "Correct-Cheval-Pile-Agrafe": "",
		"court": "mot_de_passe.court", "motdepasse123": "mot_de_passe.faible", "aaaaaaaaaaaaaaaa": "mot_de_passe.faible",
		"azertyuiop123": "mot_de_passe.faible", "ext-014-12 tambour violette": "mot_de_passe.connu", "tambour MAQUETTE violette quai": "mot_de_passe.connu",
		strings.Repeat("girafe tambour ", 20): "mot_de_passe.long",
	} {
		err := compte.Juger(mot, "ext-014-12", "MAQUETTE", "Gwen")
		if code == "" {
			require.NoError(t, err, mot)
		} else {
			require.ErrorContains(t, err, code, mot)
		}
	}
}

func TestHacher(t *testing.T) {
	ctx := context.Background()
	a, err := compte.Hacher(ctx, bon)
	require.NoError(t, err)
	b, err := compte.Hacher(ctx, bon)
	require.NoError(t, err)
	require.NotEqual(t, a, b, "un sel chacun")
	require.True(t, strings.HasPrefix(a, "$argon2id$v=19$m=19456,t=2,p=1$"))
	for mot, attendu := range map[string]bool{bon: true, bon + " ": false, "": false} {
		ok, err := compte.Correspond(ctx, mot, a)
		require.NoError(t, err)
		require.Equal(t, attendu, ok, mot)
	}
	for _, abime := range []string{"", "$argon2id$", "$argon2id$v=19$m=99999999,t=2,p=1$AAAA$AAAA", a[:len(a)-3]} {
		ok, err := compte.Correspond(ctx, bon, abime)
		require.NoError(t, err)
		require.False(t, ok, abime)
	}
}

type essai struct {
	t     *testing.T
	s     *apitest.Serveur
	libre *client.ClientWithResponses
	heure time.Time
}

func nouvelEssai(t *testing.T) *essai {
	e := &essai{t: t, heure: time.Now()}
	e.s = apitest.Regle(t, func(c *config.Config) { c.Portails = []string{"local"} })
	e.s.Pg.Sql(t, `UPDATE intervenant SET origine = 'SAISI' WHERE academie = '014' AND id = md5('014i7')::uuid`)
	e.libre = e.s.ClientAvec(t, "")
	return e
}

func (e *essai) code(secret string, decalage time.Duration) string {
	c, err := totp.GenerateCode(secret, time.Now().Add(decalage))
	require.NoError(e.t, err)
	return c
}

func (e *essai) lien() (identifiant, lien string) {
	e.t.Helper()
	r, err := e.s.Client(e.t, "gestionnaire").OuvrirCompteLocalWithResponse(e.t.Context(), apitest.Intervenant("014", 7))
	require.NoError(e.t, err)
	require.Equal(e.t, 200, r.StatusCode(), "%s", r.Body)
	_, lien, ok := strings.Cut(r.JSON200.Lien, "#activation=")
	require.True(e.t, ok, "le lien est dans le fragment : ni journal ni mandataire ne le voit")
	return r.JSON200.Identifiant, lien
}

func (e *essai) entrer(identifiant, mot, code string) (int, string) {
	r, err := e.libre.AuthentifierLocalWithResponse(e.t.Context(), client.AuthentificationLocale{Identifiant: identifiant, MotDePasse: mot, Code: code})
	require.NoError(e.t, err)
	var p struct{ Code string }
	_ = json.Unmarshal(r.Body, &p)
	return r.StatusCode(), p.Code
}

func (e *essai) activer(lien, mot, code string) (int, string) {
	r, err := e.libre.ActiverCompteWithResponse(e.t.Context(), client.DemandeActivation{Lien: lien, MotDePasse: mot, Code: code})
	require.NoError(e.t, err)
	var p struct{ Code string }
	_ = json.Unmarshal(r.Body, &p)
	return r.StatusCode(), p.Code
}

// TestUnCompteDeBoutEnBout: from the link that the gestionnaire gives to the session, and what is refused on the way.
func TestUnCompteDeBoutEnBout(t *testing.T) {
	e := nouvelEssai(t)
	identifiant, lien := e.lien()
	lu, err := e.libre.LireActivationWithResponse(t.Context(), client.LienActivation{Lien: lien})
	require.NoError(t, err)
	require.Equal(t, 200, lu.StatusCode(), "%s", lu.Body)
	require.True(t, strings.HasPrefix(lu.JSON200.Qr, "data:image/png;base64,"))
	secret := lu.JSON200.Secret
	encore, err := e.libre.LireActivationWithResponse(t.Context(), client.LienActivation{Lien: lien})
	require.NoError(t, err)
	require.Equal(t, secret, encore.JSON200.Secret, "recharger la page ne change pas le secret")

	statut, code := e.activer(lien, identifiant+identifiant, e.code(secret, 0))
	require.Equal(t, 422, statut)
	require.Equal(t, "mot_de_passe.connu", code)
	statut, code = e.activer(lien, bon, "000000")
	require.Equal(t, 422, statut)
	require.Equal(t, "code", code)
	statut, code = e.activer("014.INVENTE", bon, e.code(secret, 0))
	require.Equal(t, 404, statut)
	require.Equal(t, "lien_inconnu", code)

	premier := e.code(secret, -30*time.Second)
	statut, _ = e.activer(lien, bon, premier)
	require.Equal(t, 200, statut)
	statut, _ = e.activer(lien, bon, e.code(secret, 0))
	require.Equal(t, 404, statut, "le lien ne sert qu’une fois")
	statut, _ = e.entrer(identifiant, bon, premier)
	require.Equal(t, 401, statut, "un code ne sert qu’une fois")
	maintenant := e.code(secret, 0)
	statut, _ = e.entrer(identifiant, bon+"x", maintenant)
	require.Equal(t, 401, statut)
	statut, _ = e.entrer(identifiant, bon, maintenant)
	require.Equal(t, 200, statut, "une faute avant n’a pas usé le code")

	lus := apitest.Lignes[struct{ Action string }](t, e.s, `SELECT action FROM journal WHERE objet = 'compte_local' ORDER BY le, id`)
	var actions []string
	for _, l := range lus {
		actions = append(actions, l.Action)
	}
	require.Equal(t, []string{"lien_activation", "activation", "connexion_refusee", "connexion_refusee"}, actions)
	clairs := apitest.Lignes[struct{ N int }](t, e.s, `SELECT count(*) AS n FROM compte_local WHERE position('`+secret+`' IN encode(totp, 'escape')) > 0 OR encode(lien, 'escape') LIKE '%014.%'`)
	require.Zero(t, clairs[0].N)

	// A new link takes everything back to the beginning.
	_, nouveau := e.lien()
	statut, _ = e.entrer(identifiant, bon, e.code(secret, 30*time.Second))
	require.Equal(t, 401, statut)
	require.NotEqual(t, lien, nouveau)
}

// TestVerrou: five tries lock the identifier, whether it exists or not, and nothing tells one from the other.
func TestVerrou(t *testing.T) {
	e := nouvelEssai(t)
	connu, _ := e.lien()
	for _, identifiant := range []string{connu, "ext-014-999999", "n'importe quoi"} {
		for i := range 7 {
			statut, code := e.entrer(identifiant, "x", "123456")
			if i < 5 {
				require.Equal(t, http.StatusUnauthorized, statut, identifiant)
				require.Equal(t, "identifiants", code)
			} else {
				require.Equal(t, http.StatusTooManyRequests, statut, identifiant)
			}
		}
	}
}

func TestCompteRefuse(t *testing.T) {
	e := nouvelEssai(t)
	r, err := e.s.Client(t, "gestionnaire").OuvrirCompteLocalWithResponse(t.Context(), apitest.Intervenant("014", 8))
	require.NoError(t, err)
	require.Equal(t, 409, r.StatusCode(), "qui a un compte académique entre par son portail")
	r, err = e.s.Client(t, "gestionnaire").OuvrirCompteLocalWithResponse(t.Context(), apitest.Intervenant("099", 7))
	require.NoError(t, err)
	require.Equal(t, 404, r.StatusCode())
	f, err := e.s.Client(t, "gestionnaire").FermerCompteLocalWithResponse(t.Context(), apitest.Intervenant("014", 7))
	require.NoError(t, err)
	require.Equal(t, 404, f.StatusCode())
	_, lien := e.lien()
	f, err = e.s.Client(t, "gestionnaire").FermerCompteLocalWithResponse(t.Context(), apitest.Intervenant("014", 7))
	require.NoError(t, err)
	require.Equal(t, 204, f.StatusCode())
	statut, _ := e.activer(lien, bon, "123456")
	require.Equal(t, 404, statut)
	l, err := e.s.Client(t, "gestionnaire").LireCompteLocalWithResponse(t.Context(), apitest.Intervenant("014", 7))
	require.NoError(t, err)
	require.EqualValues(t, "ferme", l.JSON200.Etat)
}
