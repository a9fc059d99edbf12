package contrat

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/api"
)

const probleme = `{"type":"about:blank","title":"Introuvable","status":404,"code":"introuvable","detail":"Cette page n'existe pas."}`

func TestVerifieAccepteCeQuiEstAnnonce(t *testing.T) {
	cas := map[string]struct {
		chemin, media string
		status        int
		corps         string
	}{
		"json":     {"/api/v1/sante", "application/json", 200, `{"etat":"ok","version":"1","demonstration":true}`},
		"problème": {"/api/v1/sante", "application/problem+json", 503, probleme},
		"csv":      {"/api/v1/exports/affectations?format=csv", "text/csv; charset=utf-8", 200, "\ufeffnom;prenom\r\nLe Goff;Anne\r\n"},
		"classeur": {"/api/v1/exports/affectations?format=xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 200, "PK\x03\x04…"},
		"flux":     {"/api/v1/taches/0199a0b4-7c2e-7d10-9f51-0a2b3c4d5e6f/evenements", "text/event-stream", 200, "data: {}\n\n"},
	}
	for nom, c := range cas {
		t.Run(nom, func(t *testing.T) {
			require.NoError(t, verifie(demande(http.MethodGet, c.chemin), c.status, media(c.media), []byte(c.corps)))
		})
	}
	require.NoError(t, verifie(demande(http.MethodDelete, "/api/v1/cumuls-interdits/0199a0b4-7c2e-7d10-9f51-0a2b3c4d5e6f"), http.StatusNoContent, http.Header{}, nil))
}

func TestVerifieRefuseLeReste(t *testing.T) {
	cas := map[string]struct {
		methode, chemin, media string
		status                 int
		corps, message         string
	}{
		"chemin inconnu":     {"GET", "/api/v1/inconnu", "application/json", 200, `{}`, "no such operation"},
		"hors de l'API":      {"GET", "/sante", "application/json", 200, `{}`, "no such operation"},
		"méthode inconnue":   {"PUT", "/api/v1/sante", "application/json", 200, `{}`, "no such operation"},
		"champ absent":       {"GET", "/api/v1/sante", "application/json", 200, `{"etat":"ok","version":"1"}`, "demonstration"},
		"valeur inconnue":    {"GET", "/api/v1/sante", "application/json", 200, `{"etat":"ko","version":"1","demonstration":true}`, "etat"},
		"type de contenu":    {"GET", "/api/v1/sante", "text/html", 200, `<p>`, "Content-Type"},
		"problème en json":   {"GET", "/api/v1/sante", "application/json", 503, probleme, "Content-Type"},
		"problème sans code": {"GET", "/api/v1/sante", "application/problem+json", 503, `{"type":"","title":"","status":503,"detail":""}`, "code"},
		"corps inattendu":    {"DELETE", "/api/v1/cumuls-interdits/0199a0b4-7c2e-7d10-9f51-0a2b3c4d5e6f", "application/json", 204, `{}`, "announces none"},
		"faux classeur":      {"GET", "/api/v1/exports/affectations", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 200, "<html>", "does not start with"},
		"format nommé":       {"GET", "/api/v1/etablissements/0199a0b4-7c2e-7d10-9f51-0a2b3c4d5e6f", "application/json", 200, `{"id":"0199a0b4-7c2e-7d10-9f51-0a2b3c4d5e6f","uai":"brest","nom":"","type":"","secteur":"public","ouvert":true,"version":1}`, "not a uai"},
		"identifiant":        {"GET", "/api/v1/etablissements/1", "application/json", 200, `{"id":"1","uai":"0350122T","nom":"","type":"","secteur":"public","ouvert":true,"version":1}`, "id"},
	}
	for nom, c := range cas {
		t.Run(nom, func(t *testing.T) {
			err := verifie(demande(c.methode, c.chemin), c.status, media(c.media), []byte(c.corps))
			require.ErrorContains(t, err, c.message)
		})
	}
}

func TestTransportVerifieEtRendLeCorps(t *testing.T) {
	serveur := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"etat":"ok","version":"1"}`)
	}))
	defer serveur.Close()

	temoin := &temoin{TB: t}
	client := http.Client{Transport: Transport(temoin, http.DefaultTransport)}
	response, err := client.Get(serveur.URL + "/api/v1/sante")
	require.NoError(t, err)
	defer response.Body.Close()

	var corps map[string]string
	require.NoError(t, json.NewDecoder(response.Body).Decode(&corps))
	assert.Equal(t, "ok", corps["etat"])
	require.Len(t, temoin.fautes, 1)
	assert.Contains(t, temoin.fautes[0], "GET /api/v1/sante answered 200")
}

func TestChaqueOperationDuDocumentEstTrouvee(t *testing.T) {
	for _, op := range api.Operations {
		chemin := "/api/v1" + strings.NewReplacer("{", "", "}", "").Replace(op.Chemin)
		err := verifie(demande(op.Methode, chemin), http.StatusNotFound, media("application/problem+json"), []byte(probleme))
		assert.NoError(t, err, op.ID)
	}
}

func TestSeulsLesTestsImportentLeContrat(t *testing.T) {
	for _, line := range goList(t, "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "imagin/...") {
		importer, imports, _ := strings.Cut(line, " ")
		if importer == "imagin/api/gen" || importer == "imagin/server/internal/contrat" || strings.HasSuffix(importer, "test") {
			continue
		}
		assert.NotContains(t, imports, "getkin/kin-openapi", importer)
		assert.NotContains(t, imports, "internal/contrat", importer)
	}
}

func TestLeServeurNEmbarquePasLeContrat(t *testing.T) {
	for _, dependency := range goList(t, "-deps", "imagin/server") {
		assert.NotContains(t, dependency, "getkin/kin-openapi")
	}
}

// goList goes on despite errors (-e): a package that does not build yet is not this test's business.
func goList(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", append([]string{"list", "-e"}, args...)...).Output()
	require.NoError(t, err)
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// temoin keeps the failures a test expects instead of failing.
type temoin struct {
	testing.TB
	fautes []string
}

func (t *temoin) Errorf(format string, args ...any) {
	t.fautes = append(t.fautes, fmt.Sprintf(format, args...))
}

func demande(methode, chemin string) *http.Request { return httptest.NewRequest(methode, chemin, nil) }

func media(nom string) http.Header { return http.Header{"Content-Type": {nom}} }
