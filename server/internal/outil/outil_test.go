package outil_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/config"
	"imagin/server/internal/outil"
)

type jeton struct {
	AccessToken string `json:"access_token"`
	Scope       string
	Error       string
}

// demander asks for a token as an OAuth library does.
func demander(t *testing.T, s *apitest.Serveur, id, secret string, basic bool) (int, jeton) {
	t.Helper()
	f := url.Values{"grant_type": {"client_credentials"}}
	if !basic {
		f.Set("client_id", id)
		f.Set("client_secret", secret)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/api/v1/oauth/token", strings.NewReader(f.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if basic {
		r.SetBasicAuth(url.QueryEscape(id), url.QueryEscape(secret))
	}
	rep, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer rep.Body.Close()
	var j jeton
	require.NoError(t, json.NewDecoder(rep.Body).Decode(&j))
	return rep.StatusCode, j
}

func creer(t *testing.T, s *apitest.Serveur, debit int, portees ...string) *client.ClientApiCree {
	t.Helper()
	r, err := s.Client(t, "administrateur").CreerClientApiWithResponse(t.Context(), client.DemandeClientApi{Nom: "Outil " + t.Name() + strconv.Itoa(debit), Contact: "a@b.fr", Portees: portees, DebitMinute: &debit})
	require.NoError(t, err)
	require.Equal(t, 201, r.StatusCode(), "%s", r.Body)
	return r.JSON201
}

func TestJetonDUnOutil(t *testing.T) {
	s := apitest.Nouveau(t)
	k := creer(t, s, 600, "intervenants.lire", "changements.lire")
	statut, j := demander(t, s, k.ClientId, k.Secret, true)
	require.Equal(t, 200, statut)
	require.Equal(t, "intervenants.lire changements.lire", j.Scope)
	statut, j = demander(t, s, k.ClientId, k.Secret, false)
	require.Equal(t, 200, statut)
	outil := s.ClientAvec(t, j.AccessToken)
	lus, err := outil.ListerIntervenantsWithResponse(t.Context(), &client.ListerIntervenantsParams{})
	require.NoError(t, err)
	require.Equal(t, 200, lus.StatusCode(), "%s", lus.Body)
	require.Equal(t, 60, lus.JSON200.Total, "les siens, pas ceux de l’autre académie")
	hors, err := outil.ListerAffectationsWithResponse(t.Context(), &client.ListerAffectationsParams{})
	require.NoError(t, err)
	require.Equal(t, 403, hors.StatusCode(), "hors de ses portées")

	for _, c := range [][2]string{{k.ClientId, "faux"}, {k.ClientId, ""}, {"014-" + apitest.Intervenant("014", 1).String(), k.Secret}, {"099" + k.ClientId[3:], k.Secret}, {"n'importe quoi", "x"}} {
		statut, j := demander(t, s, c[0], c[1], true)
		require.Equal(t, 401, statut)
		require.Equal(t, "invalid_client", j.Error)
	}
	clairs := apitest.Lignes[struct{ N int }](t, s, `SELECT count(*) AS n FROM client_api_secret WHERE encode(empreinte, 'escape') LIKE '%imagin_%'`)
	require.Zero(t, clairs[0].N)

	// The new secret serves at once, the old one until the end of the overlap; without overlap, no more.
	admin := s.Client(t, "administrateur")
	tourner := func(heures int) string {
		r, err := admin.TournerSecretClientApiWithResponse(t.Context(), k.Id, client.DemandeSecretClient{RecouvrementHeures: &heures})
		require.NoError(t, err)
		require.Equal(t, 201, r.StatusCode(), "%s", r.Body)
		return r.JSON201.Secret
	}
	nouveau := tourner(24)
	for _, secret := range []string{k.Secret, nouveau} {
		statut, _ := demander(t, s, k.ClientId, secret, true)
		require.Equal(t, 200, statut)
	}
	dernier := tourner(0)
	for secret, attendu := range map[string]int{k.Secret: 401, nouveau: 401, dernier: 200} {
		statut, _ := demander(t, s, k.ClientId, secret, true)
		require.Equal(t, attendu, statut)
	}
	// A tool stopped is stopped now, its tokens too.
	non := false
	m, err := admin.ModifierClientApiWithResponse(t.Context(), k.Id, client.ModificationClientApi{Actif: &non})
	require.NoError(t, err)
	require.Equal(t, 200, m.StatusCode(), "%s", m.Body)
	lus, err = outil.ListerIntervenantsWithResponse(t.Context(), &client.ListerIntervenantsParams{})
	require.NoError(t, err)
	require.Equal(t, 403, lus.StatusCode())
	statut, _ = demander(t, s, k.ClientId, dernier, true)
	require.Equal(t, 401, statut)
}

// TestDebit: two servers over one base share the limit of a tool.
func TestDebit(t *testing.T) {
	s := apitest.Nouveau(t)
	autre := apitest.Sur(t, s.Pg)
	k := creer(t, s, 6, "intervenants.lire")
	_, j := demander(t, s, k.ClientId, k.Secret, true)
	for i := range 10 {
		srv := s
		if i%2 == 1 {
			srv = autre
		}
		r, err := srv.ClientAvec(t, j.AccessToken).ListerIntervenantsWithResponse(t.Context(), &client.ListerIntervenantsParams{})
		require.NoError(t, err)
		if i < 6 {
			require.Equal(t, 200, r.StatusCode(), "%d", i)
			continue
		}
		require.Equal(t, 429, r.StatusCode())
		attente, err := strconv.Atoi(r.HTTPResponse.Header.Get("Retry-After"))
		require.NoError(t, err)
		require.True(t, attente > 2 && attente <= 60, "%d", attente)
	}
}

// TestChangements: a tool that starts from a cursor, then follows, hears of everything once, in order.
func TestChangements(t *testing.T) {
	s := apitest.Nouveau(t)
	k := creer(t, s, 600, "intervenants.lire", "changements.lire")
	_, j := demander(t, s, k.ClientId, k.Secret, true)
	o := s.ClientAvec(t, j.AccessToken)
	suivre := func(depuis *string) *client.Changements {
		r, err := o.ListerChangementsWithResponse(t.Context(), &client.ListerChangementsParams{Depuis: depuis})
		require.NoError(t, err)
		require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
		return r.JSON200
	}
	debut := suivre(nil)
	require.Empty(t, debut.Items)
	s.Pg.Sql(t, `UPDATE intervenant SET mel = 'x@y.fr' WHERE id = md5('014i1')::uuid`)
	s.Pg.Sql(t, `UPDATE intervenant SET mel = 'x@y.fr' WHERE id IN (md5('014i2')::uuid, md5('099i2')::uuid)`)
	s.Pg.Sql(t, `UPDATE mission SET libelle = 'x' WHERE academie = '014'`)
	var suite *client.Changements
	// A change is only told once no older transaction is under way, anywhere on the machine.
	require.Eventually(t, func() bool { suite = suivre(&debut.Curseur); return len(suite.Items) >= 2 }, 30*time.Second, 20*time.Millisecond)
	require.Len(t, suite.Items, 2, "ni l’autre académie, ni ce que l’outil ne peut lire")
	require.Equal(t, apitest.Intervenant("014", 1), suite.Items[0].Id)
	require.True(t, suite.Fini)
	require.Empty(t, suivre(&suite.Curseur).Items)
	for _, faux := range []string{"x", "1", "-1.2", "1.2.3", "1.02"} {
		r, err := o.ListerChangementsWithResponse(t.Context(), &client.ListerChangementsParams{Depuis: &faux})
		require.NoError(t, err)
		require.Equal(t, 400, r.StatusCode(), faux)
	}
}

// recepteur is the tool's side: it checks signatures, and may be unwell.
type recepteur struct {
	mu     sync.Mutex
	recus  []string
	statut int
	cle    []byte
	t      *testing.T
}

func (r *recepteur) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	corps, _ := io.ReadAll(q.Body)
	var m struct {
		Type string
		Data struct{ Id string }
	}
	_ = json.Unmarshal(corps, &m)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.statut == 0 && q.Header.Get("Webhook-Signature") == "v1,"+outil.Signer(r.cle, q.Header.Get("Webhook-Id"), q.Header.Get("Webhook-Timestamp"), corps) {
		r.recus = append(r.recus, m.Type+" "+m.Data.Id)
		return
	}
	w.WriteHeader(max(r.statut, http.StatusUnauthorized))
}

func (r *recepteur) lire() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.recus...)
}

func TestWebhooks(t *testing.T) {
	s := apitest.Regle(t, func(c *config.Config) { c.SortiesPrivees = []string{"127.0.0.0/8"} })
	rec := &recepteur{t: t}
	srv := httptest.NewServer(rec)
	defer srv.Close()
	k := creer(t, s, 600, "intervenants.lire")
	admin := s.Client(t, "administrateur")
	ajouter := func(u string, ressources ...string) *client.CreerWebhookResponse {
		w, err := admin.CreerWebhookWithResponse(t.Context(), client.DemandeWebhook{Client: k.Id, Url: u, Ressources: ressources})
		require.NoError(t, err)
		return w
	}
	require.Equal(t, 422, ajouter(srv.URL, "missions").StatusCode(), "hors de ses portées")
	require.Equal(t, 422, ajouter(srv.URL, "journal").StatusCode(), "pas suivie")
	w := ajouter(srv.URL, "intervenants")
	require.Equal(t, 201, w.StatusCode(), "%s", w.Body)
	cle, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(w.JSON201.Secret, "whsec_"))
	require.NoError(t, err)
	rec.cle = cle
	un, deux := apitest.Intervenant("014", 1).String(), apitest.Intervenant("014", 2).String()
	changer := func(n string) {
		s.Pg.Sql(t, `UPDATE intervenant SET telephone = clock_timestamp()::text WHERE id = md5('014i`+n+`')::uuid`)
	}
	changer("1")
	changer("2")
	require.Eventually(t, func() bool { return len(rec.lire()) == 2 }, 15*time.Second, 50*time.Millisecond)
	require.ElementsMatch(t, []string{"intervenants.modification " + un, "intervenants.modification " + deux}, rec.lire())

	// Unwell, the address is tried again; what comes later about the same object waits for it.
	rec.mu.Lock()
	rec.statut = 503
	rec.mu.Unlock()
	changer("1")
	require.Eventually(t, func() bool {
		l := apitest.Lignes[struct{ Statut *int }](t, s, `SELECT statut FROM webhook_envoi WHERE etat = 'en_attente'`)
		return len(l) == 1 && l[0].Statut != nil && *l[0].Statut == 503
	}, 15*time.Second, 50*time.Millisecond)
	s.Pg.Sql(t, `DELETE FROM intervenant_cle WHERE false`)
	changer("1")
	require.Eventually(t, func() bool {
		return apitest.Lignes[struct{ N int }](t, s, `SELECT count(*) AS n FROM webhook_envoi WHERE etat = 'en_attente'`)[0].N == 2
	}, 15*time.Second, 50*time.Millisecond)
	rec.mu.Lock()
	rec.statut = 0
	rec.mu.Unlock()
	s.Pg.Sql(t, `UPDATE webhook_envoi SET prochain_le = now() WHERE etat = 'en_attente'`)
	require.Eventually(t, func() bool { return len(rec.lire()) == 4 }, 20*time.Second, 50*time.Millisecond)
	ordre := apitest.Lignes[struct{ Livre bool }](t, s, `SELECT livre_le >= lag(livre_le, 1, '-infinity') OVER (ORDER BY rang) AS livre FROM webhook_envoi WHERE objet_id = md5('014i1')::uuid ORDER BY rang`)
	for _, l := range ordre {
		require.True(t, l.Livre, "dans l’ordre, par objet")
	}
	envois, err := admin.ListerEnvoisWebhookWithResponse(t.Context(), &client.ListerEnvoisWebhookParams{})
	require.NoError(t, err)
	require.Equal(t, 4, envois.JSON200.Total)
	re, err := admin.RejouerEnvoiWithResponse(t.Context(), envois.JSON200.Items[0].Id)
	require.NoError(t, err)
	require.Equal(t, 202, re.StatusCode())
	require.Eventually(t, func() bool { return len(rec.lire()) == 5 }, 15*time.Second, 50*time.Millisecond)
}

// TestGarde: nobody makes this service call a machine of its own network.
func TestGarde(t *testing.T) {
	prive := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer prive.Close()
	g, err := outil.NouvelleGarde(nil, true)
	require.NoError(t, err)
	for _, u := range []string{"ftp://exemple.fr", "https://", "https://user:mdp@exemple.fr", "http://127.0.0.1/", "https://[::1]/", "https://10.1.2.3/", "https://169.254.169.254/latest",
		"https://192.168.1.1", "https://100.64.0.1", "https://[::ffff:127.0.0.1]/", "https://0.0.0.0", "https://[fe80::1]/"} {
		require.Error(t, g.Juger(t.Context(), u), u)
	}
	require.NoError(t, g.Juger(t.Context(), "https://exemple.fr/imagin?x=1"))
	// A name that leads to a private address is stopped at the connection.
	port := prive.URL[strings.LastIndex(prive.URL, ":"):]
	for _, u := range []string{prive.URL, "http://localhost" + port} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, u, http.NoBody)
		require.NoError(t, err)
		rep, err := g.Client.Do(r)
		if err == nil {
			_ = rep.Body.Close()
		}
		require.ErrorContains(t, err, "adresse privée", u)
	}
	// And a redirection is not followed.
	ouverte, err := outil.NouvelleGarde([]string{"127.0.0.0/8"}, true)
	require.NoError(t, err)
	detour := httptest.NewServer(http.RedirectHandler("http://169.254.169.254/", http.StatusFound))
	defer detour.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, detour.URL, http.NoBody)
	require.NoError(t, err)
	rep, err := ouverte.Client.Do(r)
	require.NoError(t, err)
	require.NoError(t, rep.Body.Close())
	require.Equal(t, http.StatusFound, rep.StatusCode)
}

// TestRessourcesSuivies: whatever a tool may follow, it may read by keyset under the scope that is said, it hears of a
// change of it, and of a change of what is part of it.
func TestRessourcesSuivies(t *testing.T) {
	s := apitest.Nouveau(t)
	portees := []string{"changements.lire"}
	for _, x := range outil.Suivies {
		portees = append(portees, x.Permission)
	}
	k := creer(t, s, 6000, portees...)
	_, j := demander(t, s, k.ClientId, k.Secret, true)
	o := s.ClientAvec(t, j.AccessToken)
	debut, err := o.ListerChangementsWithResponse(t.Context(), &client.ListerChangementsParams{})
	require.NoError(t, err)
	s.Pg.Sql(t, `
INSERT INTO jury (academie, id, session_id, examen, code, libelle) VALUES ('014', md5('j')::uuid, md5('014s2027')::uuid, 'BTS', 'J1', 'Jury');
INSERT INTO commission (academie, id, session_id, jury_id, examen, code, type, origine, epreuve_option_id) VALUES ('014', md5('k')::uuid, md5('014s2027')::uuid, md5('j')::uuid, 'BTS', 'C1', 'CORRECTION', 'saisie', md5('014o1')::uuid);
INSERT INTO indisponibilite (academie, id, intervenant_id, debut, fin, motif, source, saisi_par) VALUES ('014', md5('x')::uuid, md5('014i1')::uuid, now(), now() + interval '1 day', 'formation', 'gestionnaire', 'essai');
UPDATE session SET libelle = libelle WHERE academie = '014'; UPDATE etablissement SET nom = nom WHERE academie = '014'; UPDATE epreuve_option SET libelle = libelle WHERE academie = '014';
UPDATE intervenant SET nom = nom WHERE id = md5('014i1')::uuid; UPDATE rattachement SET type = type WHERE id = md5('014r1')::uuid; UPDATE enseignement SET source = source WHERE id = md5('014t1')::uuid;
UPDATE competence_auteur SET libelle = libelle WHERE competence_id = md5('014c11')::uuid; UPDATE centre SET libelle = libelle WHERE academie = '014';
UPDATE creneau SET fin = fin WHERE mission_id = md5('014m20271')::uuid; UPDATE affectation SET role = role WHERE id = md5('014a202711')::uuid;
INSERT INTO etat_frais (academie, id, session_id, affectation_id, mission_id, intervenant_id, jour) VALUES ('014', md5('e')::uuid, md5('014s2027')::uuid, md5('014a202711')::uuid, md5('014m20271')::uuid, md5('014i1')::uuid, '2027-06-01');
INSERT INTO efm_part (academie, id, etat_frais_id, genre, intervenant_id, jour, etat, devise) SELECT '014', md5(g)::uuid, md5('e')::uuid, g, md5('014i1')::uuid, '2027-06-01', 'non_effectuee', 'EUR' FROM unnest('{remuneration,deplacement}'::text[]) g;
`+convoquer)
	vues := map[string]bool{}
	require.Eventually(t, func() bool {
		suite, err := o.ListerChangementsWithResponse(t.Context(), &client.ListerChangementsParams{Depuis: &debut.JSON200.Curseur})
		require.NoError(t, err)
		for _, x := range suite.JSON200.Items {
			vues[x.Ressource] = true
		}
		return len(vues) == len(outil.Suivies)
	}, 30*time.Second, 50*time.Millisecond, "%v", vues)
	for _, x := range outil.Suivies {
		require.True(t, vues[x.Ressource], "%s : aucun changement", x.Ressource)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/api/v1/"+x.Ressource+"?apres=&taille=200", http.NoBody)
		require.NoError(t, err)
		r.Header.Set("Authorization", "Bearer "+j.AccessToken)
		rep, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		var page struct{ Items []struct{ Id string } }
		require.NoError(t, json.NewDecoder(rep.Body).Decode(&page))
		require.NoError(t, rep.Body.Close())
		require.Equal(t, 200, rep.StatusCode, x.Ressource)
		require.NotEmpty(t, page.Items, x.Ressource)
	}
	inconnue := "dispenses"
	r, err := o.ListerChangementsWithResponse(t.Context(), &client.ListerChangementsParams{Depuis: &debut.JSON200.Curseur, Ressources: &inconnue})
	require.NoError(t, err)
	require.Equal(t, 400, r.StatusCode())
}

// convoquer gives one letter to the first person of the fixtures.
const convoquer = `
INSERT INTO tache (academie, id, type, libelle, cree_par) VALUES ('014', md5('t')::uuid, 'convocation', 'Convocations', 'essai');
INSERT INTO modele_lettre (academie, id, libelle) VALUES ('014', md5('l')::uuid, 'Modèle');
INSERT INTO modele_lettre_version (academie, id, modele_id, numero, contenu, cree_par) VALUES ('014', md5('v')::uuid, md5('l')::uuid, 1, '{"objet": "x", "blocs": []}', 'essai');
INSERT INTO traitement_convocation (academie, id, session_id, libelle, genre, reglages, modele_version, tache_id, demande_par)
VALUES ('014', md5('tc')::uuid, md5('014s2027')::uuid, 'x', 'officiel', '{}', md5('v')::uuid, md5('t')::uuid, 'essai');
INSERT INTO convocation (academie, id, session_id, traitement_id, intervenant_id, numero, type, contenu, modele_version, jeton, nom, prenom, debut, reponse_avant)
VALUES ('014', md5('c')::uuid, md5('014s2027')::uuid, md5('tc')::uuid, md5('014i1')::uuid, 'N1', 'originale', '{"missions": [{"type": "Interrogation", "role": "interrogateur", "examen": "BTS", "epreuve": "E1", "centre": {"nom": "LYCEE 1"}}]}', md5('v')::uuid, repeat('j', 24), 'LE GOFF', 'Anne', now(), now());
`
