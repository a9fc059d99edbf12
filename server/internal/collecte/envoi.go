package collecte

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
)

// Publication is what became of a file that was put on the far side.
type Publication string

// What Publier finds or does.
const (
	Publie Publication = "publie" // under its name, whole, now
	Deja   Publication = "deja"   // it was there already, the same
	Enleve Publication = "enleve" // published before, and taken since
)

// A file is sent in two steps, so that a death between them is understood by whoever comes next: whole under a name that
// nobody takes, then under its own. Between the two the caller writes down that it is about to be published.
func provisoire(nom string) string { return "." + nom + ".part" }

// Televerser puts a file on the far side under a provisional name, and reads it back. It returns an *Erreur; done again,
// it begins again. A file that is there already under its own name is left alone: Publier judges it.
func (p *Porte) Televerser(ctx context.Context, nom string, r io.Reader, empreinte string) error {
	if !recevable(nom) {
		return erreur("collecte.nom", "Le nom « "+nom+" » ne peut pas être envoyé.")
	}
	if la, err := p.presence(nom); err != nil || la {
		return err
	}
	if err := p.ecrire(provisoire(nom), lecteurBorne{ctx, r}); err != nil {
		return err
	}
	lue, err := p.empreinte(ctx, provisoire(nom))
	if err != nil {
		return err
	}
	if lue != empreinte {
		return erreur("collecte.envoi_abime", "Le fichier « "+nom+" » est arrivé abîmé. L’envoi sera refait.")
	}
	return nil
}

// existe reads the answer of a look: only a plain "no" is one.
func existe(err error) (bool, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, erreur("collecte.refus", "Le dossier d’envoi ne se laisse pas consulter : "+err.Error()+".")
	}
	return true, nil
}

// Publier gives the file its name, which it does once: what is there already, or was taken, is told and not sent again.
func (p *Porte) Publier(ctx context.Context, nom, empreinte string) (Publication, error) {
	la, err := p.presence(nom)
	if err != nil {
		return "", err
	}
	if la {
		lue, err := p.empreinte(ctx, nom)
		if err == nil && lue != empreinte {
			err = erreur("collecte.autre_fichier", "Un autre fichier porte déjà le nom « "+nom+" » de l’autre côté : rien n’a été envoyé. Demandez à l’exploitant d’où il vient.")
		}
		return Deja, err
	}
	if la, err = p.presence(provisoire(nom)); err != nil || !la {
		return Enleve, err
	}
	lue, err := p.empreinte(ctx, provisoire(nom))
	if err == nil && lue != empreinte {
		err = erreur("collecte.envoi_abime", "Le fichier provisoire de « "+nom+" » a été modifié de l’autre côté : rien n’a été publié. Supprimez-le, puis reprenez l’envoi.")
	}
	if err != nil {
		return "", err
	}
	return Publie, p.renommer(provisoire(nom), nom)
}

// Retirer takes the provisional file away, when the sending is given up before it was published.
func (p *Porte) Retirer(nom string) error { return p.retirer(provisoire(nom)) }

func (p *Porte) empreinte(ctx context.Context, nom string) (string, error) {
	r, err := p.lire(nom)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, lecteurBorne{ctx, r})
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, r.Close())
}

// lecteurBorne stops with its context.
type lecteurBorne struct {
	ctx context.Context //nolint:containedctx // io.Reader has no other way to carry it
	r   io.Reader
}

func (l lecteurBorne) Read(p []byte) (int, error) {
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	return l.r.Read(p)
}
