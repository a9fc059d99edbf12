package app_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/apitest"
	"imagin/server/internal/contrat"
)

// appel makes one request of an operation, with placeholders where the path wants an identifier.
func appel(t *testing.T, s *apitest.Serveur, op api.Operation, jeton string) (int, string) {
	t.Helper()
	chemin := strings.NewReplacer("{id}", "01900000-0000-7000-8000-0000000000ff", "{ressource}", "intervenants").Replace(op.Chemin)
	if op.ID == "Exporter" {
		chemin += "?format=csv"
	}
	req, err := http.NewRequestWithContext(t.Context(), op.Methode, s.URL+"/api/v1"+chemin, http.NoBody)
	require.NoError(t, err)
	if jeton != "" {
		req.Header.Set("Authorization", "Bearer "+jeton)
	}
	r, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer r.Body.Close()
	corps, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	contrat.Verifie(t, req, r.StatusCode, r.Header, corps)
	return r.StatusCode, string(corps)
}

// TestMatriceDesDroits prints who may do what and compares it with the golden file: any change shows in review.
// Rerun with GOLDEN=1 to accept it.
func TestMatriceDesDroits(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-28s %-26s", "opération", "permission")
	for _, p := range access.Profils {
		fmt.Fprintf(&b, " %s", p)
	}
	b.WriteString("\n")
	ops := append([]api.Operation(nil), api.Operations...)
	sort.Slice(ops, func(i, j int) bool { return ops[i].ID < ops[j].ID })
	for _, op := range ops {
		fmt.Fprintf(&b, "%-28s %-26s", op.ID, op.Permission)
		for _, p := range access.Profils {
			marque := "-"
			if access.Verifier(&access.Principal{Profil: p}, op.Permission) == nil {
				marque = "oui"
			}
			fmt.Fprintf(&b, " %-*s", len([]rune(p)), marque)
		}
		b.WriteString("\n")
	}
	const fichier = "testdata/matrice.txt"
	if os.Getenv("GOLDEN") != "" {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(fichier, []byte(b.String()), 0o600))
	}
	attendue, err := os.ReadFile(fichier)
	require.NoError(t, err)
	require.Equal(t, string(attendue), b.String())
}

// TestChaqueOperationRefuse goes through every operation as nobody and under every profile: nobody is refused, a
// profile without the permission is refused, one with it is not.
func TestChaqueOperationRefuse(t *testing.T) {
	s := apitest.Nouveau(t)
	for _, op := range api.Operations {
		if op.Permission != access.Public {
			statut, _ := appel(t, s, op, "")
			require.Equal(t, http.StatusUnauthorized, statut, op.ID)
		}
	}
	for _, profil := range access.Profils {
		if profil == "client_api" {
			continue // TestFrontieres goes through every operation as a tool
		}
		jeton := s.Jeton(t, profil, "")
		for _, op := range api.Operations {
			if op.Permission == access.Public || op.ID == "FermerSessionWeb" || op.ID == "ChangerProfil" {
				continue
			}
			statut, corps := appel(t, s, op, jeton)
			permis := access.Verifier(&access.Principal{Profil: profil}, op.Permission) == nil
			if op.ID == "Exporter" {
				permis = access.Permet(profil, "intervenants.lire")
			}
			if !permis {
				require.Equal(t, http.StatusForbidden, statut, "%s %s", profil, op.ID)
				require.Contains(t, corps, `"code":"non_autorise"`)
				continue
			}
			require.NotEqual(t, http.StatusUnauthorized, statut, "%s %s %s", profil, op.ID, corps)
			require.Less(t, statut, 500, "%s %s %s", profil, op.ID, corps)
			require.NotContains(t, corps, `"code":"non_autorise"`, "%s %s", profil, op.ID)
		}
	}
}
