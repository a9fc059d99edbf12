// Package collecte opens the doors by which files are dropped for us: a watched folder, or an SFTP server.
package collecte

import (
	"cmp"
	"context"
	"io"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Reglage is what the académie says of a door.
type Reglage struct {
	Genre   string // dossier | sftp
	Chemin  string // under the root of the deployment for a folder; on the server for SFTP
	Motif   string // glob on the name; empty: every file
	Hote    string // host, or host:port
	Compte  string
	CleHote string // key of the server, as ssh-keyscan gives it: "ssh-ed25519 AAAA…"
	Secret  string // name of the file that holds the private key or the password, in the folder of secrets
}

// Options are the deployment's, never a user's.
type Options struct {
	AutoriserLocal bool // an SFTP server may be on this machine or this link
}

// Fichier is one file that waits. Taille is what the door announces: whoever reads caps for herself.
type Fichier struct {
	Nom     string
	Taille  int64
	Modifie time.Time
}

// Erreur says why a door gives nothing. Message is French and names the remedy.
type Erreur struct{ Code, Message string }

func (e *Erreur) Error() string { return e.Code + ": " + e.Message }

func erreur(code, message string) *Erreur { return &Erreur{code, message} }

// Porte is an opened door.
type Porte struct {
	motif  string
	lister func() ([]Fichier, error)
	lire   func(nom string) (io.ReadCloser, error)
	fermer func() error

	ecrire   func(nom string, r io.Reader) error
	renommer func(de, vers string) error
	presence func(nom string) (bool, error)
	retirer  func(nom string) error
}

// Ouvrir opens a door. racine holds the watched folders, secrets the keys and passwords. It returns an *Erreur.
func Ouvrir(ctx context.Context, racine, secrets string, r Reglage, o Options) (*Porte, error) {
	if _, err := path.Match(r.Motif, ""); err != nil {
		return nil, erreur("collecte.motif", "Le motif « "+r.Motif+" » est mal formé : utilisez * et ?, par exemple sts_emp_*.xml.")
	}
	if r.Genre == "sftp" {
		return ouvrirSFTP(ctx, secrets, r, o)
	}
	return ouvrirDossier(racine, r)
}

// listeMax: a folder that holds more is not one where files are dropped for us.
const listeMax = 5_000

// Lister gives the files that wait, the oldest first. Hidden files and uploads in progress are left out.
func (p *Porte) Lister(context.Context) ([]Fichier, error) {
	tous, err := p.lister()
	if err != nil {
		return nil, err
	}
	retenus := slices.DeleteFunc(tous, func(f Fichier) bool { return !recevable(f.Nom) || p.motif != "" && !correspond(p.motif, f.Nom) })
	if len(retenus) > listeMax {
		return nil, erreur("collecte.trop", "Le dépôt contient plus de 5 000 fichiers : rangez ceux qui ont été traités.")
	}
	slices.SortFunc(retenus, func(a, b Fichier) int { return cmp.Or(a.Modifie.Compare(b.Modifie), strings.Compare(a.Nom, b.Nom)) })
	return retenus, nil
}

func correspond(motif, nom string) bool {
	ok, _ := path.Match(motif, nom)
	return ok
}

func recevable(nom string) bool {
	bas := strings.ToLower(nom)
	for _, fin := range []string{".part", ".tmp", ".filepart", ".crdownload"} {
		if strings.HasSuffix(bas, fin) {
			return false
		}
	}
	return nom != "" && nom[0] != '.' && !strings.ContainsFunc(nom, func(r rune) bool { return unicode.IsControl(r) || r == '/' || r == '\\' })
}

// Lire opens one of the files listed.
func (p *Porte) Lire(_ context.Context, nom string) (io.ReadCloser, error) {
	if !recevable(nom) {
		return nil, erreur("collecte.fichier_absent", "Le fichier « "+nom+" » n’est pas recevable.")
	}
	return p.lire(nom)
}

// Fermer closes the door.
func (p *Porte) Fermer() error { return p.fermer() }
