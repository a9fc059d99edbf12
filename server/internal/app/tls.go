package app

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"

	"imagin/server/internal/config"
)

// Chiffrer makes the service answer in TLS by itself when it is given a certificate, and, when it is given an authority, to
// those alone who present a certificate of hers: the proxy that says who people are.
func Chiffrer(l net.Listener, c config.Config) (net.Listener, error) {
	if c.TLSCertificat == "" {
		if c.MandataireCA != "" {
			return nil, errors.New("IMAGIN_MANDATAIRE_CA : le certificat du mandataire ne se vérifie qu’en TLS ; donner aussi IMAGIN_TLS_CERTIFICAT et IMAGIN_TLS_CLE")
		}
		return l, nil
	}
	paire, err := tls.LoadX509KeyPair(c.TLSCertificat, c.TLSCle)
	if err != nil {
		return nil, fmt.Errorf("IMAGIN_TLS_CERTIFICAT et IMAGIN_TLS_CLE : %w", err)
	}
	reglage := &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{paire}}
	if c.MandataireCA != "" {
		pem, err := os.ReadFile(c.MandataireCA)
		if err != nil {
			return nil, fmt.Errorf("IMAGIN_MANDATAIRE_CA : %w", err)
		}
		reglage.ClientCAs, reglage.ClientAuth = x509.NewCertPool(), tls.RequireAndVerifyClientCert
		if !reglage.ClientCAs.AppendCertsFromPEM(pem) {
			return nil, errors.New("IMAGIN_MANDATAIRE_CA : aucun certificat dans ce fichier")
		}
	}
	return tls.NewListener(l, reglage), nil
}
