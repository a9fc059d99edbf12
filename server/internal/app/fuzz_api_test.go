package app_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/api"
	"imagin/server/internal/apitest"
	"imagin/server/internal/contrat"
)

// TestFuzzApi sends requests made from the document, good and broken, to every operation: never a 500, never an answer
// that the document does not announce. IMAGIN_FUZZ says how many for each operation, IMAGIN_GRAINE another seed.
func TestFuzzApi(t *testing.T) {
	s := apitest.Nouveau(t)
	combien, graine := 12, uint64(1)
	if v, err := strconv.Atoi(os.Getenv("IMAGIN_FUZZ")); err == nil {
		combien = v
	}
	if v, err := strconv.ParseUint(os.Getenv("IMAGIN_GRAINE"), 10, 64); err == nil {
		graine = v
	}
	f, err := contrat.NouvelleFabrique(graine)
	require.NoError(t, err)
	ids := identifiants(t, s, "014")
	f.Id = func(op api.Operation) string { return ids.pour(op.Chemin) }
	client := &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	envois := 0
	for _, op := range api.Operations {
		if strings.HasSuffix(op.Chemin, "/suivi") || op.ID == "FermerSessionWeb" || op.ID == "ChangerProfil" {
			continue // an endless answer, and those that end the session under which all is sent
		}
		jeton := s.Jeton(t, profilPour(op), "")
		for i := range combien {
			d := f.Bonne(op)
			if i%3 > 0 {
				d = f.Cassee(op)
			}
			r, err := d.Requete(s.URL)
			if err != nil {
				continue // not even an address
			}
			r.Header.Set("Authorization", "Bearer "+jeton)
			rep, err := client.Do(r)
			if err != nil && strings.Contains(err.Error(), "invalid header") {
				continue
			}
			require.NoError(t, err, "%s %+v", op.ID, d)
			corps, err := io.ReadAll(rep.Body)
			require.NoError(t, err)
			require.NoError(t, rep.Body.Close())
			envois++
			montre := fmt.Sprintf("%s %s %s %.600q → %d %.600s", op.ID, d.Methode, d.Adresse, d.Corps, rep.StatusCode, corps)
			if rep.StatusCode >= http.StatusInternalServerError && rep.StatusCode != http.StatusServiceUnavailable {
				t.Errorf("500 : %s", montre)
				continue
			}
			if rep.StatusCode == http.StatusNotFound || rep.StatusCode == http.StatusMethodNotAllowed {
				continue // an address that the breaking made another one
			}
			if !contratTenu(t, r, rep, corps) {
				t.Errorf("hors du document : %s", montre)
			}
		}
	}
	t.Logf("%d envois", envois)
}

// muet keeps what a check says, so that the request that caused it can be shown with it.
type muet struct {
	testing.TB
	faute bool
}

func (m *muet) Errorf(format string, args ...any) { m.faute = true; m.Logf(format, args...) }
func (m *muet) Helper()                           {}

func contratTenu(t *testing.T, r *http.Request, rep *http.Response, corps []byte) bool {
	m := &muet{TB: t}
	contrat.Verifie(m, r, rep.StatusCode, rep.Header, corps)
	return !m.faute
}
