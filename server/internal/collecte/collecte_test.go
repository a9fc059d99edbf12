package collecte_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/ssh"

	"imagin/server/internal/collecte"
)

func code(t *testing.T, err error) string {
	t.Helper()
	var e *collecte.Erreur
	require.True(t, errors.As(err, &e), "%v", err)
	require.NotEmpty(t, e.Message)
	return e.Code
}

func noms(fichiers []collecte.Fichier) string {
	var n []string
	for _, f := range fichiers {
		n = append(n, f.Nom)
	}
	return strings.Join(n, " ")
}

func TestDossier(t *testing.T) {
	racine := t.TempDir()
	dossier := filepath.Join(racine, "sts")
	require.NoError(t, os.MkdirAll(dossier, 0o750))
	for i, nom := range []string{"b.xml", "a.xml", ".cache.xml", "c.xml.part", "d.csv"} {
		require.NoError(t, os.WriteFile(filepath.Join(dossier, nom), []byte(nom), 0o600))
		quand := time.Now().Add(time.Duration(i) * time.Minute)
		require.NoError(t, os.Chtimes(filepath.Join(dossier, nom), quand, quand))
	}
	require.NoError(t, os.WriteFile(filepath.Join(racine, "secret.txt"), []byte("à autrui"), 0o600))
	require.NoError(t, os.Symlink("../secret.txt", filepath.Join(dossier, "lien.xml")))

	p, err := collecte.Ouvrir(t.Context(), racine, "", collecte.Reglage{Genre: "dossier", Chemin: "sts", Motif: "*.xml"}, collecte.Options{})
	require.NoError(t, err)
	defer func() { _ = p.Fermer() }()
	l, err := p.Lister(t.Context())
	require.NoError(t, err)
	require.Equal(t, "b.xml a.xml", noms(l), "les plus anciens d’abord, sans caché, ni envoi en cours, ni lien")
	r, err := p.Lire(t.Context(), "a.xml")
	require.NoError(t, err)
	texte, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Equal(t, "a.xml", string(texte))
	for _, nom := range []string{"lien.xml", "../secret.txt", "absent.xml", ".cache.xml"} {
		_, err := p.Lire(t.Context(), nom)
		require.Equal(t, "collecte.fichier_absent", code(t, err), nom)
	}
	for chemin, attendu := range map[string]string{"../ailleurs": "collecte.hors_racine", "/etc": "collecte.hors_racine", "absent": "collecte.dossier_absent"} {
		_, err := collecte.Ouvrir(t.Context(), racine, "", collecte.Reglage{Genre: "dossier", Chemin: chemin}, collecte.Options{})
		require.Equal(t, attendu, code(t, err), chemin)
	}
	_, err = collecte.Ouvrir(t.Context(), racine, "", collecte.Reglage{Genre: "dossier", Chemin: "sts", Motif: "[a"}, collecte.Options{})
	require.Equal(t, "collecte.motif", code(t, err))
}

// depotSFTP is a real SSH server with one account, which serves a folder.
func depotSFTP(t *testing.T, dossier, motDePasse string) (adresse, cle string) {
	t.Helper()
	_, privee, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	signataire, err := ssh.NewSignerFromKey(privee)
	require.NoError(t, err)
	conf := &ssh.ServerConfig{PasswordCallback: func(c ssh.ConnMetadata, p []byte) (*ssh.Permissions, error) {
		if c.User() != "imagin" || string(p) != motDePasse {
			return nil, errors.New("non")
		}
		return &ssh.Permissions{}, nil
	}}
	conf.AddHostKey(signataire)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go servir(c, conf, dossier)
		}
	}()
	return l.Addr().String(), string(ssh.MarshalAuthorizedKey(signataire.PublicKey()))
}

func servir(c net.Conn, conf *ssh.ServerConfig, dossier string) {
	_, canaux, demandes, err := ssh.NewServerConn(c, conf)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(demandes)
	for n := range canaux {
		canal, req, err := n.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range req {
				_ = r.Reply(r.Type == "subsystem", nil)
			}
		}()
		if s, err := sftp.NewServer(canal, sftp.WithServerWorkingDirectory(dossier)); err == nil {
			_ = s.Serve()
		}
	}
}

func TestSFTP(t *testing.T) {
	dossier, secrets := t.TempDir(), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dossier, "agents.csv"), []byte(strings.Repeat("ligne\n", 50_000)), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(secrets, "epp"), []byte("passe\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(secrets, "faux"), []byte("autre\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(secrets, "cle"), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("x")}), 0o600))
	adresse, cle := depotSFTP(t, dossier, "passe")
	_, autreCle := depotSFTP(t, dossier, "passe")
	bon := collecte.Reglage{Genre: "sftp", Chemin: dossier, Motif: "*.csv", Hote: adresse, Compte: "imagin", CleHote: cle, Secret: "epp"}
	local := collecte.Options{AutoriserLocal: true}

	p, err := collecte.Ouvrir(t.Context(), "", secrets, bon, local)
	require.NoError(t, err)
	defer func() { _ = p.Fermer() }()
	l, err := p.Lister(t.Context())
	require.NoError(t, err)
	require.Equal(t, "agents.csv", noms(l))
	r, err := p.Lire(t.Context(), "agents.csv")
	require.NoError(t, err)
	texte, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Len(t, texte, 300_000)

	for nom, cas := range map[string]struct {
		change func(*collecte.Reglage)
		o      collecte.Options
		code   string
	}{
		"clé d’un autre serveur":   {func(r *collecte.Reglage) { r.CleHote = autreCle }, local, "collecte.cle_hote"},
		"clé illisible":            {func(r *collecte.Reglage) { r.CleHote = "ssh-rien" }, local, "collecte.cle_hote"},
		"mauvais mot de passe":     {func(r *collecte.Reglage) { r.Secret = "faux" }, local, "collecte.refus"},
		"secret absent":            {func(r *collecte.Reglage) { r.Secret = "absent" }, local, "collecte.secret"},
		"secret ailleurs":          {func(r *collecte.Reglage) { r.Secret = "../passwd" }, local, "collecte.secret"},
		"clé privée illisible":     {func(r *collecte.Reglage) { r.Secret = "cle" }, local, "collecte.secret"},
		"adresse de cette machine": {func(*collecte.Reglage) {}, collecte.Options{}, "collecte.adresse_interdite"},
		"personne au bout":         {func(r *collecte.Reglage) { r.Hote = "127.0.0.1:1" }, local, "collecte.delai"},
	} {
		t.Run(nom, func(t *testing.T) {
			r := bon
			cas.change(&r)
			_, err := collecte.Ouvrir(t.Context(), "", secrets, r, cas.o)
			require.Equal(t, cas.code, code(t, err))
		})
	}
	absent := bon
	absent.Chemin = "/absent"
	p2, err := collecte.Ouvrir(t.Context(), "", secrets, absent, local)
	require.NoError(t, err)
	_, err = p2.Lister(t.Context())
	require.Equal(t, "collecte.dossier_absent", code(t, err))
}
