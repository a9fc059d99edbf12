package identite_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/identite"
)

var jour = time.Date(2013, 11, 15, 10, 0, 0, 0, time.UTC)

func codes(id *identite.Identite) string {
	var l []string
	for _, p := range id.Profils {
		l = append(l, strings.TrimSuffix(p.Code+" "+p.Uai, " "))
	}
	return strings.Join(l, ", ")
}

// TestEchantillons: the sample identities of a portal, by headers and by claims, give what each person is.
func TestEchantillons(t *testing.T) {
	var e struct {
		Samples []struct {
			Profil  string
			Headers map[string]string
		}
	}
	require.NoError(t, json.NewDecoder(apitest.Echantillon(t, "portail/entetes_portail_exemples.json")).Decode(&e))
	var c struct {
		Claims []map[string]any `json:"oidc_claims"`
	}
	require.NoError(t, json.NewDecoder(apitest.Echantillon(t, "portail/oidc_lemonldap_exemples.json")).Decode(&c))
	attendus := []string{
		"intervenant",
		"chef_etablissement 0299999L, chef_centre 0299999L, intervenant",
		"chef_etablissement 0299999L, chef_centre 0299999L, intervenant",
		"gestionnaire, gestionnaire_financier, intervenant",
		"inspecteur, intervenant",
	}
	require.Len(t, e.Samples, len(attendus))
	for i, s := range e.Samples {
		h := http.Header{}
		for n, v := range s.Headers {
			h.Set(n, v)
		}
		a, err := identite.DEntetes(h, identite.EntetesClearTrust)
		require.NoError(t, err, s.Profil)
		id, err := identite.Lire(a, jour, reglage())
		if s.Headers["ctln"] == "" {
			require.Error(t, err)
			continue
		}
		require.NoError(t, err, s.Profil)
		require.Equal(t, attendus[i], codes(id), s.Profil)
		require.Equal(t, "014", id.Academie)
	}
	for i, claims := range c.Claims {
		id, err := identite.Lire(identite.DeClaims(claims), jour, reglage())
		require.NoError(t, err)
		require.Equal(t, attendus[i], codes(id))
		require.Equal(t, claims["sub"], id.Identifiant)
	}
}

func reglage() identite.Reglage { return identite.Defaut() }

func attributs(ajouts map[string]any) identite.Attributs {
	c := map[string]any{"sub": "mdupont", "family_name": "DUPONT", "given_name": "Marie", "codaca": "014"}
	for k, v := range ajouts {
		if c[k] = v; v == nil {
			delete(c, k)
		}
	}
	return identite.DeClaims(c)
}

// TestProfils is the rule, line by line.
func TestProfils(t *testing.T) {
	const resp, autre = "0299999L$UAJ$PU$N$T3$LYC$300", "0359999D$UAJ$PU$N$T3$CLG$340"
	delegue := func(app, debut, fin, valeur string) string {
		return app + "|/x.jsp?applicationname=imagin|" + debut + "|" + fin + "|pdir|" + valeur + "|1|DIR|"
	}
	for _, c := range []struct {
		quoi     string
		claims   map[string]any
		attendus string
	}{
		{"rien", nil, "intervenant"},
		{"deux établissements, séparés par une virgule", map[string]any{"FrEduRneResp": resp + "," + autre},
			"chef_etablissement 0299999L, chef_centre 0299999L, chef_etablissement 0359999D, chef_centre 0359999D, intervenant"},
		{"par un point-virgule", map[string]any{"FrEduRneResp": resp + ";" + autre},
			"chef_etablissement 0299999L, chef_centre 0299999L, chef_etablissement 0359999D, chef_centre 0359999D, intervenant"},
		{"en tableau, sous l’orthographe de l’enseignement agricole", map[string]any{"fr_edu_rne_resp": []any{resp, resp, "X"}},
			"chef_etablissement 0299999L, chef_centre 0299999L, intervenant"},
		{"le lieu d’exercice ne donne rien", map[string]any{"FrEduRneResp": "0299999L$UAJ$PU$ENS$0299999L$T3$LYC$300"}, "intervenant"},
		{"un code UAI malformé", map[string]any{"FrEduRneResp": "029999$UAJ$PU$N$T3$LYC$300"}, "intervenant"},
		{"une délégation du jour", map[string]any{"FrEduResDel": delegue("IMAGIN", "01/09/2013", "15/11/2013", "FrEduRneResp="+resp+";")},
			"chef_etablissement 0299999L, chef_centre 0299999L, intervenant"},
		{"une délégation finie hier", map[string]any{"FrEduResDel": delegue("IMAGIN", "01/09/2013", "14/11/2013", "FrEduRneResp="+resp)}, "intervenant"},
		{"une délégation de demain", map[string]any{"FrEduResDel": delegue("IMAGIN", "16/11/2013", "31/08/2014", "FrEduRneResp="+resp)}, "intervenant"},
		{"une délégation d’une autre application", map[string]any{"FrEduResDel": delegue("SCONET", "01/09/2013", "31/08/2014", "FrEduRneResp="+resp)}, "intervenant"},
		{"une délégation d’autre chose", map[string]any{"FrEduResDel": delegue("IMAGIN", "01/09/2013", "31/08/2014", "FrEduGestResp="+resp)}, "intervenant"},
		{"une délégation sans dates", map[string]any{"FrEduResDel": delegue("IMAGIN", "", "", "FrEduRneResp="+resp)}, "intervenant"},
		{"des groupes, dont un inconnu", map[string]any{"ctgrps": "AUTRE,IMAGIN-ADMIN,IMAGIN-GESTION"}, "administrateur, gestionnaire, intervenant"},
		{"un groupe par son nom complet", map[string]any{"ctgrps": "cn=IMAGIN-FIN"}, "gestionnaire_financier, intervenant"},
		{"un groupe qui ressemble", map[string]any{"ctgrps": "IMAGIN-ADMIN2,XIMAGIN-ADMIN,imagin-admin"}, "intervenant"},
		{"inspecteur par son titre et son groupe", map[string]any{"title": "INS", "ctgrps": "IMAGIN-IPR"}, "inspecteur, intervenant"},
	} {
		t.Run(c.quoi, func(t *testing.T) {
			id, err := identite.Lire(attributs(c.claims), jour, reglage())
			require.NoError(t, err)
			require.Equal(t, c.attendus, codes(id))
		})
	}
	id, err := identite.Lire(attributs(map[string]any{"FrEduResDel": delegue("IMAGIN", "01/09/2013", "31/08/2014", "FrEduRneResp="+resp)}), jour, reglage())
	require.NoError(t, err)
	require.Equal(t, "pdir", id.Profils[0].Delegant)
	require.Equal(t, "2014-08-31", id.Profils[0].Fin.Format(time.DateOnly))
}

func TestRefus(t *testing.T) {
	for quoi, c := range map[string]struct {
		claims map[string]any
		err    error
	}{
		"un parent":           {map[string]any{"FrEduVecteur": "2|DUPONT|Jean|123|0299999L"}, identite.ErrEleveOuParent},
		"une élève":           {map[string]any{"FrEduVecteur": []any{"4|DUPONT|Léa|123|0299999L"}}, identite.ErrEleveOuParent},
		"deux vecteurs":       {map[string]any{"FrEduVecteur": []any{"4|A|B|1|0299999L", "3|A|B|1|0299999L"}}, identite.ErrEleveOuParent},
		"sans identifiant":    {map[string]any{"sub": nil}, identite.ErrIllisible},
		"deux identifiants":   {map[string]any{"ct-remote-user": "autre"}, identite.ErrIllisible},
		"sans nom":            {map[string]any{"family_name": "X"}, identite.ErrIllisible},
		"sans académie":       {map[string]any{"codaca": ""}, identite.ErrIllisible},
		"académie impossible": {map[string]any{"codaca": "14"}, identite.ErrIllisible},
	} {
		t.Run(quoi, func(t *testing.T) {
			_, err := identite.Lire(attributs(c.claims), jour, reglage())
			require.ErrorIs(t, err, c.err)
		})
	}
}

// TestEntetesRefuses: what no portal writes.
func TestEntetesRefuses(t *testing.T) {
	bons := func() http.Header {
		h := http.Header{}
		h.Set("ct-remote-user", "mdupont")
		h.Set("ctln", "DUPONT")
		return h
	}
	_, err := identite.DEntetes(bons(), identite.EntetesClearTrust)
	require.NoError(t, err)
	for quoi, change := range map[string]func(http.Header){
		"un double":                         func(h http.Header) { h.Add("ct-remote-user", "admin") },
		"la même chose soulignée":           func(h http.Header) { h.Set("ct_remote_user", "admin") },
		"une orthographe que rien n’efface": func(h http.Header) { h.Set("Auth-User", "admin") },
		"un attribut que rien n’efface":     func(h http.Header) { h.Set("birthdate", "1970-01-01") },
		"un en-tête énorme":                 func(h http.Header) { h.Set("FrEduRneResp", strings.Repeat("x", 9<<10)) },
		"trop d’en-têtes longs": func(h http.Header) {
			for _, n := range []string{"FrEduRneResp", "FrEduResDel", "ctgrps", "title", "cn"} {
				h.Set(n, strings.Repeat("x", 8<<10))
			}
		},
	} {
		t.Run(quoi, func(t *testing.T) {
			h := bons()
			change(h)
			_, err := identite.DEntetes(h, identite.EntetesClearTrust)
			require.ErrorIs(t, err, identite.ErrIllisible)
		})
	}
	h := bons()
	h.Set("ctfn", "Ga\xeblle")
	a, err := identite.DEntetes(h, identite.EntetesClearTrust)
	require.NoError(t, err)
	require.Equal(t, []string{"Gaëlle"}, a["prenom"])
}

// FuzzLire: whatever the portal writes, nothing breaks, and an administrator only comes from the group.
func FuzzLire(f *testing.F) {
	f.Add("0299999L$UAJ$PU$N$T3$LYC$300", "IMAGIN|/x|01/09/2013|31/08/2014|pdir|FrEduRneResp=0299999L$UAJ$PU$N$T3$LYC$300;|1|DIR|", "IMAGIN-FIN", "INS", "")
	f.Add(";,;$$$", "|||||||", "cn=,", "X", "1|A|B|C|D")
	f.Fuzz(func(t *testing.T, resp, del, groupes, titre, vecteur string) {
		id, err := identite.Lire(attributs(map[string]any{"FrEduRneResp": resp, "FrEduResDel": del, "ctgrps": groupes, "title": titre, "FrEduVecteur": vecteur}), jour, reglage())
		if err != nil {
			require.NotNil(t, identite.AsRefus(err))
			return
		}
		vus := map[string]bool{}
		for _, p := range id.Profils {
			require.False(t, vus[p.Code+p.Uai], "deux fois le même profil")
			vus[p.Code+p.Uai] = true
			require.Equal(t, strings.HasPrefix(p.Code, "chef"), p.Uai != "")
			if p.Code == "administrateur" {
				require.Contains(t, groupes, "IMAGIN-ADMIN")
			}
		}
		require.True(t, vus["intervenant"])
	})
}
