package app_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/app"
	"imagin/server/internal/config"
)

func demander(t *testing.T, methode, adresse, corps string, entetes ...string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), methode, adresse, strings.NewReader(corps))
	require.NoError(t, err)
	for i := 0; i < len(entetes); i += 2 {
		r.Header.Set(entetes[i], entetes[i+1])
	}
	rep, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	t.Cleanup(func() { _ = rep.Body.Close() })
	return rep
}

// TestEnTetes: whatever the answer (page, API, error, unknown address), browsers are told the same. Another site writes
// nothing here, even with the cookies of the person.
func TestEnTetes(t *testing.T) {
	s := apitest.Regle(t, func(c *config.Config) { c.URL = "https://imagin.exemple.fr" })
	for _, adresse := range []string{"/", "/missions", "/inconnu.js", "/api/v1/sante", "/api/v1/moi", "/api/v1/inconnu", "/api/v1/docs", "/api/v1/openapi.json"} {
		h := demander(t, http.MethodGet, s.URL+adresse, "").Header
		csp := h.Get("Content-Security-Policy")
		for _, x := range []string{"default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} {
			require.Contains(t, csp, x, adresse)
		}
		require.NotContains(t, csp, "unsafe", adresse)
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"), adresse)
		require.Equal(t, "same-origin", h.Get("Referrer-Policy"), adresse)
		require.Equal(t, "same-origin", h.Get("Cross-Origin-Opener-Policy"), adresse)
		require.Contains(t, h.Get("Strict-Transport-Security"), "includeSubDomains", adresse)
		require.NotEmpty(t, h.Get("Content-Type"), adresse)
		require.Empty(t, h.Get("Access-Control-Allow-Origin"), adresse)
		require.Empty(t, h.Get("Server"), adresse)
		if strings.HasPrefix(adresse, "/api/v1/m") || strings.HasPrefix(adresse, "/api/v1/s") {
			require.Equal(t, "no-store", h.Get("Cache-Control"), adresse)
		}
	}
	for _, x := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://ailleurs.exemple"}} {
		r := demander(t, http.MethodPost, s.URL+"/api/v1/session-web", "{}", append(x, "Content-Type", "application/json")...)
		require.Equal(t, http.StatusForbidden, r.StatusCode, x)
	}
	require.Equal(t, http.StatusRequestEntityTooLarge, demander(t, http.MethodPost, s.URL+"/api/v1/portail/local", `{"x":"`+strings.Repeat("a", 2<<20)+`"}`, "Content-Type", "application/json").StatusCode)
	require.Equal(t, http.StatusUnsupportedMediaType, demander(t, http.MethodPost, s.URL+"/api/v1/portail/local", "a=b", "Content-Type", "text/plain").StatusCode)
	require.GreaterOrEqual(t, demander(t, http.MethodTrace, s.URL+"/api/v1/sante", "").StatusCode, 400)
}

// TestSortieEfface: who leaves takes away what the browser kept of the answers.
func TestSortieEfface(t *testing.T) {
	s := apitest.Nouveau(t)
	r := demander(t, http.MethodDelete, s.URL+"/api/v1/session-web", "", "Authorization", "Bearer "+s.Jeton(t, "gestionnaire", ""))
	require.Equal(t, `"cache"`, r.Header.Get("Clear-Site-Data"))
}

// TestRefusJournalises: who tried what she may not is in the logs, by her identifier and without what she sent.
func TestRefusJournalises(t *testing.T) {
	journaux := &oreille{}
	avant := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(journaux, &slog.HandlerOptions{Level: slog.LevelWarn})))
	t.Cleanup(func() { slog.SetDefault(avant) })
	s := apitest.Nouveau(t)
	r := demander(t, http.MethodGet, s.URL+"/api/v1/journal?q=secret", "", "Authorization", "Bearer "+s.Jeton(t, "intervenant", "intervenant.014"))
	require.Equal(t, http.StatusForbidden, r.StatusCode)
	require.Contains(t, journaux.texte(), "statut=403")
	require.Contains(t, journaux.texte(), apitest.Id("014uintervenant").String())
	require.NotContains(t, journaux.texte(), "secret")
}

// autorite signs certificates for the test.
type autorite struct {
	cert *x509.Certificate
	cle  *ecdsa.PrivateKey
}

func nouvelleAutorite(t *testing.T) autorite {
	t.Helper()
	cle, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	m := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Autorité"}, NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, m, m, &cle.PublicKey, cle)
	require.NoError(t, err)
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return autorite{cert, cle}
}

func (a autorite) signer(t *testing.T, dossier, nom string) (tls.Certificate, string, string) {
	t.Helper()
	cle, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	m := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: nom}, NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, m, a.cert, &cle.PublicKey, a.cle)
	require.NoError(t, err)
	brut, err := x509.MarshalECPrivateKey(cle)
	require.NoError(t, err)
	chemin := func(ext, genre string, b []byte) string {
		f := filepath.Join(dossier, nom+ext)
		require.NoError(t, os.WriteFile(f, pem.EncodeToMemory(&pem.Block{Type: genre, Bytes: b}), 0o600))
		return f
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: cle}, chemin(".pem", "CERTIFICATE", der), chemin(".cle", "EC PRIVATE KEY", brut)
}

// TestCertificatDuMandataire: with an authority, nobody speaks to the service without a certificate of hers.
func TestCertificatDuMandataire(t *testing.T) {
	dossier, notre, autre := t.TempDir(), nouvelleAutorite(t), nouvelleAutorite(t)
	_, cert, cle := notre.signer(t, dossier, "service")
	mandataire, _, _ := notre.signer(t, dossier, "mandataire")
	intrus, _, _ := autre.signer(t, dossier, "intrus")
	ca := filepath.Join(dossier, "ca.pem")
	require.NoError(t, os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: notre.cert.Raw}), 0o600))
	ecoute, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	_, err = app.Chiffrer(ecoute, config.Config{MandataireCA: ca})
	require.ErrorContains(t, err, "IMAGIN_TLS_CERTIFICAT")
	chiffree, err := app.Chiffrer(ecoute, config.Config{MandataireCA: ca, TLSCertificat: cert, TLSCle: cle})
	require.NoError(t, err)
	srv := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })}
	go func() { _ = srv.Serve(chiffree) }()
	t.Cleanup(func() { _ = srv.Close() })
	racines := x509.NewCertPool()
	racines.AddCert(notre.cert)
	appeler := func(certs ...tls.Certificate) error {
		c := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: racines, Certificates: certs, MinVersion: tls.VersionTLS12}}}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+ecoute.Addr().String(), http.NoBody)
		require.NoError(t, err)
		rep, err := c.Do(r)
		if err == nil {
			defer rep.Body.Close()
			require.Equal(t, http.StatusTeapot, rep.StatusCode)
		}
		return err
	}
	require.NoError(t, appeler(mandataire))
	require.Error(t, appeler())
	require.Error(t, appeler(intrus))
}
