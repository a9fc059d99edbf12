package collecte

import (
	"context"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

const (
	delaiConnexion = 20 * time.Second
	delaiSilence   = 60 * time.Second // a server that says nothing for so long is gone
)

func ouvrirSFTP(ctx context.Context, secrets string, r Reglage, o Options) (*Porte, error) {
	attendue, _, _, _, err := ssh.ParseAuthorizedKey([]byte(r.CleHote))
	if err != nil {
		return nil, erreur("collecte.cle_hote", "La clé du serveur est illisible : collez la ligne « ssh-ed25519 AAAA… » que donne ssh-keyscan.")
	}
	acces, err := authentification(secrets, r.Secret)
	if err != nil {
		return nil, err
	}
	liaison, err := joindre(ctx, r.Hote, o)
	if err != nil {
		return nil, err
	}
	conf := &ssh.ClientConfig{User: r.Compte, Auth: acces, HostKeyCallback: ssh.FixedHostKey(attendue), HostKeyAlgorithms: algorithmes(attendue), Timeout: delaiConnexion}
	arret := context.AfterFunc(ctx, func() { _ = liaison.Close() })
	c, canaux, demandes, err := ssh.NewClientConn(liaison, r.Hote, conf)
	if err != nil {
		arret()
		_ = liaison.Close()
		return nil, expliquer(err)
	}
	client := ssh.NewClient(c, canaux, demandes)
	s, err := sftp.NewClient(client, sftp.MaxConcurrentRequestsPerFile(4))
	if err != nil {
		arret()
		_ = client.Close()
		return nil, erreur("collecte.refus", "Le serveur accepte la connexion, mais pas le protocole SFTP.")
	}
	return &Porte{motif: r.Motif,
		lister: func() ([]Fichier, error) { return listerSFTP(s, r.Chemin) },
		lire:   func(nom string) (io.ReadCloser, error) { return lireSFTP(s, r.Chemin, nom) },
		ecrire: func(nom string, source io.Reader) error { return ecrireSFTP(s, path.Join(r.Chemin, nom), source) },
		renommer: func(de, vers string) error {
			return refusSFTP(s.Rename(path.Join(r.Chemin, de), path.Join(r.Chemin, vers)))
		},
		presence: func(nom string) (bool, error) {
			_, err := s.Lstat(path.Join(r.Chemin, nom))
			return existe(err)
		},
		retirer: func(nom string) error {
			if err := s.Remove(path.Join(r.Chemin, nom)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return refusSFTP(err)
			}
			return nil
		},
		fermer: func() error { arret(); err := client.Close(); _ = s.Close(); return err } /* the other order waits for the server */}, nil
}

// algorithmes: an RSA key still signs, but not with SHA-1.
func algorithmes(cle ssh.PublicKey) []string {
	if cle.Type() == ssh.KeyAlgoRSA {
		return []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
	}
	return []string{cle.Type()}
}

// authentification reads the secret: a private key, else a password.
func authentification(dossier, nom string) ([]ssh.AuthMethod, error) {
	if nom == "" || nom != filepath.Base(nom) || nom[0] == '.' {
		return nil, erreur("collecte.secret", "Le secret est un nom de fichier du dossier des secrets, sans chemin.")
	}
	b, err := os.ReadFile(filepath.Join(dossier, nom))
	if err != nil {
		return nil, erreur("collecte.secret", "Le fichier « "+nom+" » manque dans le dossier des secrets du serveur. Demandez à l’exploitant de le déposer.")
	}
	if !strings.Contains(string(b), "PRIVATE KEY") {
		return []ssh.AuthMethod{ssh.Password(strings.TrimRight(string(b), "\r\n"))}, nil
	}
	cle, err := ssh.ParsePrivateKey(b)
	if err != nil {
		return nil, erreur("collecte.secret", "La clé privée « "+nom+" » est illisible, ou protégée par une phrase : déposez une clé sans phrase.")
	}
	return []ssh.AuthMethod{ssh.PublicKeys(cle)}, nil
}

// joindre resolves the name once and dials what was checked: a name that changes its mind in between leads nowhere else.
func joindre(ctx context.Context, hote string, o Options) (net.Conn, error) {
	nom, port, err := net.SplitHostPort(hote)
	if err != nil {
		nom, port = hote, "22"
	}
	ctx, annuler := context.WithTimeout(ctx, delaiConnexion)
	defer annuler()
	adresses, err := net.DefaultResolver.LookupNetIP(ctx, "ip", nom)
	if err != nil {
		return nil, erreur("collecte.hote_inconnu", "Le serveur « "+nom+" » est introuvable. Vérifiez son nom.")
	}
	interdite := false
	for _, a := range adresses {
		if a = a.Unmap(); !o.AutoriserLocal && locale(a) {
			interdite = true
			continue
		}
		var d net.Dialer
		if c, err := d.DialContext(ctx, "tcp", net.JoinHostPort(a.String(), port)); err == nil {
			return &bavard{c}, nil
		}
	}
	if interdite {
		return nil, erreur("collecte.adresse_interdite", "Le serveur « "+nom+" » est sur la machine ou le lien local du service : cette adresse est refusée.")
	}
	return nil, erreur("collecte.delai", "Le serveur « "+hote+" » ne répond pas. Vérifiez son nom, son port, et le pare-feu.")
}

// locale: this machine, this link (where clouds keep their metadata), or no machine at all.
func locale(a netip.Addr) bool {
	return a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsUnspecified() || a.IsMulticast() || a.IsInterfaceLocalMulticast()
}

// bavard gives up on a peer that keeps silent.
type bavard struct{ net.Conn }

func (b *bavard) Read(p []byte) (int, error) {
	_ = b.SetReadDeadline(time.Now().Add(delaiSilence))
	return b.Conn.Read(p)
}

func (b *bavard) Write(p []byte) (int, error) {
	_ = b.SetWriteDeadline(time.Now().Add(delaiSilence))
	return b.Conn.Write(p)
}

func expliquer(err error) error {
	switch {
	case strings.Contains(err.Error(), "host key mismatch") || strings.Contains(err.Error(), "no common algorithm for host key"):
		return erreur("collecte.cle_hote", "La clé présentée par le serveur n’est pas celle attendue. S’il a vraiment changé de clé, remplacez-la dans les réglages ; sinon, ne l’acceptez pas.")
	case strings.Contains(err.Error(), "unable to authenticate"):
		return erreur("collecte.refus", "Le serveur refuse le compte ou son secret. Vérifiez les deux.")
	}
	return erreur("collecte.delai", "Le serveur ne mène pas la connexion à son terme. Réessayez, puis vérifiez qu’il s’agit bien d’un serveur SFTP.")
}

func listerSFTP(s *sftp.Client, dossier string) ([]Fichier, error) {
	entrees, err := s.ReadDir(dossier)
	if err != nil {
		return nil, erreur("collecte.dossier_absent", "Le dossier « "+dossier+" » n’existe pas, ou n’est pas lisible, sur le serveur.")
	}
	var fichiers []Fichier
	for _, i := range entrees {
		if i.Mode().IsRegular() {
			fichiers = append(fichiers, Fichier{i.Name(), i.Size(), i.ModTime()})
		}
	}
	return fichiers, nil
}

func ecrireSFTP(s *sftp.Client, chemin string, source io.Reader) error {
	f, err := s.OpenFile(chemin, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return refusSFTP(err)
	}
	_, err = io.Copy(f, source)
	return refusSFTP(errors.Join(err, f.Close()))
}

func refusSFTP(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return erreur("collecte.ecriture", "Le serveur refuse l’écriture : "+err.Error()+". Vérifiez le dossier d’envoi et ses droits.")
}

func lireSFTP(s *sftp.Client, dossier, nom string) (io.ReadCloser, error) {
	f, err := s.Open(path.Join(dossier, nom))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, erreur("collecte.refus", "Le serveur ne laisse pas lire « "+nom+" » : "+err.Error()+".")
	}
	if err != nil {
		return nil, erreur("collecte.fichier_absent", "Le fichier « "+nom+" » n’est plus sur le serveur.")
	}
	i, err := f.Stat()
	if err != nil {
		_ = f.Close()
		return nil, erreur("collecte.fichier_absent", "Le fichier « "+nom+" » n’est plus lisible sur le serveur.")
	}
	return &entier{f, i.Size()}, nil
}

// entier tells a file that was cut from a whole one.
type entier struct {
	*sftp.File
	reste int64
}

func (e *entier) Read(p []byte) (int, error) {
	n, err := e.File.Read(p)
	if e.reste -= int64(n); err != nil && e.reste > 0 {
		if !errors.Is(err, io.EOF) {
			return n, erreur("collecte.coupure", "La liaison avec le serveur s’est coupée pendant la lecture. Elle sera reprise à la prochaine collecte.")
		}
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}

// WriteTo is hidden: it would go round the check.
func (e *entier) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{e})
}
