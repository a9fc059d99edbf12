package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/api"
	"imagin/api/client"
	"imagin/server/internal/access"
	"imagin/server/internal/apitest"
	"imagin/server/internal/config"
	personnelles "imagin/server/internal/donnees"
	"imagin/server/internal/pgtest"
)

// marqueSante is what a person wrote of her health, in her words, in the name of her proof and inside it.
const marqueSante = "ZQMOTIFZQ"

// oreille keeps whatever is written to it.
type oreille struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *oreille) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *oreille) texte() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

func (o *oreille) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	corps, _ := io.ReadAll(r.Body)
	_, _ = fmt.Fprintf(o, "%v %s\n", r.Header, corps)
}

// TestMotifsDeSante goes through every GET operation, every list, every export, the journal, the changes, the webhooks, the
// logs, the mails, the database itself and its anonymised copy, as each profile: what a person wrote of her health comes out for
// her and for those who decide, by the two operations made for it, and nowhere else.
func TestMotifsDeSante(t *testing.T) {
	journaux := &oreille{}
	avant := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(journaux, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(avant) })
	s := apitest.Regle(t, func(c *config.Config) { c.SortiesPrivees = []string{"127.0.0.0/8"} })
	ouvrir(t, s)
	s.Pg.Sql(t, `UPDATE rattachement SET etablissement_id = md5('0141')::uuid WHERE academie = '014' AND intervenant_id = md5('014i1')::uuid`)
	appele := &oreille{}
	srv := httptest.NewServer(appele)
	defer srv.Close()
	outil := outilAvecTout(t, s, srv.URL)
	dispense := demanderDispense(t, s)

	jetons := map[string]string{"client_api": outil}
	for _, p := range access.Profils {
		if p != "client_api" {
			jetons[p] = s.Jeton(t, p, p+".014")
		}
	}
	ids := identifiants(t, s, "014")
	ids["dispense"] = []string{dispense}
	ids["intervenant"] = []string{apitest.Intervenant("014", 1).String()}
	vus := map[string][]string{}
	for _, profil := range access.Profils {
		for _, l := range lectures(ids) {
			if strings.Contains(lireTout(t, s.URL+"/api/v1"+l.adresse, jetons[profil]), marqueSante) && !slices.Contains(vus[profil], l.operation) {
				vus[profil] = append(vus[profil], l.operation)
			}
		}
	}
	lisent := []string{"LireDispense", "TelechargerJustificatifDispense"}
	require.Equal(t, map[string][]string{"administrateur": lisent, "gestionnaire": lisent, "intervenant": lisent}, vus)

	// Opened by the person, the chef of her school reads it too, and he alone.
	s.Pg.Sql(t, `UPDATE dispense SET partage_chef = true`)
	require.Contains(t, lireTout(t, s.URL+"/api/v1/dispenses/"+dispense, jetons["chef_etablissement"]), marqueSante)
	require.NotContains(t, lireTout(t, s.URL+"/api/v1/dispenses/"+dispense, jetons["inspecteur"]), marqueSante)

	require.Eventually(t, func() bool { return strings.Contains(appele.texte(), apitest.Intervenant("014", 1).String()) }, 20*time.Second, 50*time.Millisecond)
	require.NotContains(t, appele.texte(), marqueSante, "webhooks")
	require.NotContains(t, journaux.texte(), marqueSante, "journaux techniques")
	require.NotContains(t, baseEntiere(t, s.Pg.Proprietaire), marqueSante, "en clair dans la base")
	copie := pgtest.Vide(t)
	_, err := personnelles.Anonymiser(t.Context(), personnelles.Copie{Source: s.Pg.Proprietaire, Destination: copie.Proprietaire, Sel: []byte("sel"), Coffre: s.Coffre})
	require.NoError(t, err)
	ouverte := apitest.Sur(t, copie)
	require.NotContains(t, baseEntiere(t, copie.Proprietaire), marqueSante, "copie")
	lue, err := ouverte.Client(t, "gestionnaire").ListerDispensesWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, 1, lue.JSON200.Total)
}

// outilAvecTout is the token of a tool that holds every scope, and is told of every change.
func outilAvecTout(t *testing.T, s *apitest.Serveur, adresse string) string {
	t.Helper()
	admin := s.Client(t, "administrateur")
	debit := 100000
	k, err := admin.CreerClientApiWithResponse(t.Context(), client.DemandeClientApi{Nom: "Outil", Contact: "a@b.fr", Portees: access.Portees, DebitMinute: &debit})
	require.NoError(t, err)
	w, err := admin.CreerWebhookWithResponse(t.Context(), client.DemandeWebhook{Client: k.JSON201.Id, Url: adresse, Ressources: []string{"intervenants", "indisponibilites"}})
	require.NoError(t, err)
	require.Equal(t, 201, w.StatusCode(), "%s", w.Body)
	return jetonOutil(t, s, k.JSON201.ClientId, k.JSON201.Secret)
}

func jetonOutil(t *testing.T, s *apitest.Serveur, id, secret string) string {
	t.Helper()
	r, err := http.PostForm(s.URL+"/api/v1/oauth/token", url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {secret}})
	require.NoError(t, err)
	defer r.Body.Close()
	corps, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	_, apres, ok := strings.Cut(string(corps), `"access_token":"`)
	require.True(t, ok, "%s", corps)
	jeton, _, _ := strings.Cut(apres, `"`)
	return jeton
}

// demanderDispense asks, proves and has it decided, so that every place where the motive might be copied had its chance.
func demanderDispense(t *testing.T, s *apitest.Serveur) string {
	t.Helper()
	i, g := s.Client(t, "intervenant"), s.Client(t, "gestionnaire")
	r, err := i.DemanderDispenseWithResponse(t.Context(), client.DemandeDispense{Session: apitest.Id("014s2027"), Motif: "sante", Expose: "Je souffre de " + marqueSante, Imprevu: ptr(true)})
	require.NoError(t, err)
	require.NotNil(t, r.JSON201, "%s", r.Body)
	genre, corps := formulaire(t, marqueSante+".pdf", []byte("%PDF-1.4\n"+marqueSante+"\n%%EOF"))
	j, err := i.JoindreJustificatifDispenseWithBodyWithResponse(t.Context(), r.JSON201.Id, genre, corps)
	require.NoError(t, err)
	require.NotNil(t, j.JSON200, "%s", j.Body)
	avis, err := s.Client(t, "chef_etablissement").DonnerAvisDispenseWithResponse(t.Context(), r.JSON201.Id, client.AvisDispense{Avis: "favorable", Version: j.JSON200.Version})
	require.NoError(t, err)
	require.NotNil(t, avis.JSON200, "%s", avis.Body)
	oui, err := g.DeciderDispenseWithResponse(t.Context(), r.JSON201.Id, client.DecisionDispense{Accordee: true, Reponse: ptr("Accordée."), Version: avis.JSON200.Version})
	require.NoError(t, err)
	require.NotNil(t, oui.JSON200, "%s", oui.Body)
	s.Pg.Sql(t, `UPDATE intervenant SET telephone = '0299000000' WHERE id = md5('014i1')::uuid`)
	return r.JSON201.Id.String()
}

type adresseLue struct{ operation, adresse string }

// lectures are the addresses of every GET operation, its identifiers those of what is there, and every export of every list.
func lectures(ids lesIdentifiants) (l []adresseLue) {
	for _, op := range api.Operations {
		switch {
		case op.Methode != http.MethodGet || strings.HasSuffix(op.Chemin, "/suivi"):
		case op.ID == "Exporter":
			for _, autre := range api.Operations {
				if ressource := strings.TrimPrefix(autre.Chemin, "/"); autre.Methode == http.MethodGet && !strings.Contains(ressource, "/") {
					l = append(l, adresseLue{op.ID, "/exports/" + ressource + "?format=csv"}, adresseLue{op.ID, "/exports/" + ressource + "?format=xlsx"})
				}
			}
		case strings.Contains(op.Chemin, "{id}"):
			l = append(l, adresseLue{op.ID, strings.ReplaceAll(op.Chemin, "{id}", ids.pour(op.Chemin))})
		case !strings.Contains(op.Chemin, "{"):
			l = append(l, adresseLue{op.ID, op.Chemin}, adresseLue{op.ID, op.Chemin + "?apres=&taille=200"}, adresseLue{op.ID, op.Chemin + "?q=" + marqueSante[:4]},
				adresseLue{op.ID, op.Chemin + "?debut=2027-01-01&fin=2027-12-31&depuis=0.0"})
		}
	}
	return l
}

// lireTout is what an address answers; of a workbook, what its parts hold.
func lireTout(t *testing.T, adresse, jeton string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, adresse, http.NoBody)
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+jeton)
	rep, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer rep.Body.Close()
	corps, err := io.ReadAll(rep.Body)
	require.NoError(t, err)
	require.Less(t, rep.StatusCode, 500, "%s : %s", adresse, corps)
	texte := fmt.Sprint(rep.Header) + string(corps)
	if z, err := zip.NewReader(bytes.NewReader(corps), int64(len(corps))); err == nil {
		for _, f := range z.File {
			p, err := f.Open()
			require.NoError(t, err)
			b, err := io.ReadAll(p)
			require.NoError(t, err)
			texte += string(b)
		}
	}
	// A search repeats what was searched.
	return strings.ReplaceAll(texte, "q="+marqueSante[:4], "")
}

// baseEntiere is every row of every table as text, pieces of files included as they are stored.
func baseEntiere(t *testing.T, dsn string) string {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, dsn)
	require.NoError(t, err)
	defer c.Close(ctx)
	_, err = c.Exec(ctx, "SET bytea_output = 'escape'")
	require.NoError(t, err)
	var b strings.Builder
	for _, x := range personnelles.Tables {
		lignes, err := c.Query(ctx, "SELECT x::text FROM "+x.Nom+" x")
		require.NoError(t, err)
		l, err := pgx.CollectRows(lignes, pgx.RowTo[string])
		require.NoError(t, err)
		b.WriteString(strings.Join(l, "\n"))
	}
	return b.String()
}
