package routage

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/fail"
)

func TestDistance(t *testing.T) {
	reponse, statut := "", 200
	var demande string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		demande = r.URL.RequestURI()
		if statut == http.StatusFound {
			http.Redirect(w, r, "/ailleurs", statut)
			return
		}
		w.WriteHeader(statut)
		_, _ = w.Write([]byte(reponse))
	}))
	defer srv.Close()
	s, err := Nouveau(srv.URL, true)
	require.NoError(t, err)
	brest, rennes := Point{48.39, -4.486}, Point{48.11, -1.68}
	lire := func(r string, code int) (int, error) {
		reponse, statut = r, code
		return s.Distance(t.Context(), brest, rennes)
	}
	m, err := lire(`{"code":"Ok","routes":[{"distance":245660.4},{"distance":242049.9}]}`, 200)
	require.NoError(t, err)
	require.Equal(t, 242_000, m, "la plus courte, à la centaine")
	require.Equal(t, "/route/v1/driving/-4.486000,48.390000;-1.680000,48.110000?overview=false&steps=false&alternatives=3", demande)
	for r, code := range map[string]string{
		`{"code":"NoRoute"}`: "distance.sans_route", `{"code":"Ok","routes":[]}`: "distance.service", `pas du JSON`: "distance.service", "": "distance.service",
		`{"code":"Ok","routes":[{"distance":-3}]}`: "distance.service", `{"code":"Ok","routes":[{"distance":1e12}]}`: "distance.service",
		`{"code":"Ok","routes":[{"distance":"` + strings.Repeat("9", 2<<20) + `"}]}`: "distance.service",
	} {
		_, err := lire(r, 200)
		require.Equal(t, code, fail.As(err).Code, "%.60s", r)
	}
	_, err = lire("", http.StatusFound)
	require.ErrorContains(t, err, "redirection refusée")
}

// TestAdressesRefusees: neither this machine nor its link, whatever name leads there.
func TestAdressesRefusees(t *testing.T) {
	for _, a := range []string{"", "osrm", "ftp://x", "file:///etc/passwd", "http://u:p@x", "http://x?a=b", "http://x#f"} {
		_, err := Nouveau(a, false)
		require.Error(t, err, a)
	}
	for _, a := range []string{"127.0.0.1:80", "[::1]:80", "169.254.169.254:80", "[fe80::1]:80", "0.0.0.0:80", "[::ffff:169.254.169.254]:80", "224.0.0.1:80"} {
		require.Error(t, permettre(a, false), a)
	}
	require.NoError(t, permettre("10.1.2.3:5000", false), "un service de l’académie est souvent sur un réseau privé")
	require.Error(t, permettre("169.254.169.254:80", true))
	srv := httptest.NewServer(http.NotFoundHandler())
	defer srv.Close()
	s, err := Nouveau(srv.URL, false)
	require.NoError(t, err)
	_, err = s.Distance(t.Context(), Point{}, Point{})
	require.ErrorContains(t, err, "refusée")
}
