package fichier

import (
	"context"
	"io"
	"sync"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/secret"
)

// Contenu reads a stored file back at any place, one piece in memory at a time. Several readers may share it.
type Contenu struct {
	Nom    string
	Taille int64

	ctx      context.Context //nolint:containedctx // io.ReaderAt has no other way to carry it
	base     *db.DB
	coffre   *secret.Coffre
	academie string
	id       uuid.UUID
	chiffre  bool
	controle string

	mu     sync.Mutex
	rang   int
	tenu   bool
	octets []byte
}

// Garde is what the base says of a stored file.
type Garde struct {
	ID      uuid.UUID
	Nom     string
	Taille  int64
	Chiffre bool
}

// De reads a file whose row was just read.
func De(ctx context.Context, base *db.DB, coffre *secret.Coffre, academie string, g Garde) *Contenu {
	return &Contenu{Nom: g.Nom, Taille: g.Taille, ctx: ctx, base: base, coffre: coffre, academie: academie, id: g.ID, chiffre: g.Chiffre}
}

// Ouvrir finds a stored file. It returns fail.NotFound, fail.Conflict while the antivirus has not let it in.
func Ouvrir(ctx context.Context, base *db.DB, coffre *secret.Coffre, academie string, id uuid.UUID) (*Contenu, error) {
	c, err := trouver(ctx, base, coffre, academie, id)
	switch {
	case err != nil:
		return nil, err
	case c.controle == EnAttente:
		return nil, fail.New(fail.Conflict, "fichier.en_attente", "Ce fichier attend le contrôle de l’antivirus : il s’ouvrira dès qu’il aura répondu.")
	case c.controle == Infecte:
		return nil, fail.New(fail.Conflict, "fichier.infecte", "L’antivirus a retiré ce fichier : il contenait un programme malveillant. Demandez-en un autre.")
	}
	return c, nil
}

// trouver is Ouvrir, whatever the antivirus says.
func trouver(ctx context.Context, base *db.DB, coffre *secret.Coffre, academie string, id uuid.UUID) (*Contenu, error) {
	var x struct {
		ID       uuid.UUID
		Nom      string
		Taille   int64
		Chiffre  bool
		Controle string
	}
	var ok bool
	err := base.Lire(ctx, academie, func(r db.Reader) (err error) {
		x, ok, err = db.One[struct {
			ID       uuid.UUID
			Nom      string
			Taille   int64
			Chiffre  bool
			Controle string
		}](ctx, r, `SELECT id, nom, taille, chiffre, coalesce(controle, '') AS controle FROM fichier WHERE academie = $1 AND id = $2`, academie, id)
		return err
	})
	if err == nil && !ok {
		err = fail.Introuvable("Ce fichier")
	}
	c := De(ctx, base, coffre, academie, Garde{x.ID, x.Nom, x.Taille, x.Chiffre})
	c.controle = x.Controle
	return c, err
}

// Lecteur reads the file from its beginning.
func (c *Contenu) Lecteur() io.Reader { return io.NewSectionReader(c, 0, c.Taille) }

// ReadAt implements io.ReaderAt.
func (c *Contenu) ReadAt(p []byte, off int64) (n int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for n < len(p) {
		if off+int64(n) >= c.Taille {
			return n, io.EOF
		}
		rang, debut := int((off+int64(n))/tailleMorceau), int((off+int64(n))%tailleMorceau)
		if err := c.tenir(rang); err != nil {
			return n, err
		}
		if debut >= len(c.octets) {
			return n, io.ErrUnexpectedEOF
		}
		n += copy(p[n:], c.octets[debut:])
	}
	return n, nil
}

func (c *Contenu) tenir(rang int) error {
	if c.tenu && c.rang == rang {
		return nil
	}
	var lus []byte
	err := c.base.Lire(c.ctx, c.academie, func(r db.Reader) (err error) {
		lus, err = db.Scalar[[]byte](c.ctx, r, `SELECT contenu FROM fichier_morceau
			WHERE academie = $1 AND fichier_id = $2 AND rang = $3`, c.academie, c.id, rang)
		return err
	})
	if err == nil && c.chiffre {
		lus, err = c.coffre.Dechiffrer(lus, lieuMorceau(c.id, rang))
	}
	if err != nil {
		return err
	}
	c.rang, c.octets, c.tenu = rang, lus, true
	return nil
}
