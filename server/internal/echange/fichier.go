package echange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"sync"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/secret"
)

// depot is a file being received: spooled to disk first, so that a slow sender holds no transaction open.
type depot struct {
	spool     *os.File
	taille    int64
	empreinte hash.Hash
}

// tailleMorceau is how files are cut in the database: small enough to hold in memory, large enough to be few.
const tailleMorceau = 1 << 20

func recevoir(r io.Reader) (*depot, error) {
	f, err := os.CreateTemp("", "imagin-depot-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // the file lives as long as it is open, whatever happens
	d := &depot{spool: f, empreinte: sha256.New()}
	d.taille, err = io.Copy(io.MultiWriter(f, d.empreinte), r)
	if err != nil {
		d.fermer()
		return nil, err
	}
	return d, nil
}

func (d *depot) fermer() { _ = d.spool.Close() }

func (d *depot) sha256() string { return hex.EncodeToString(d.empreinte.Sum(nil)) }

// ranger writes the file, encrypted, and its digest in the transaction.
func (d *depot) ranger(ctx context.Context, tx *db.Tx, coffre *secret.Coffre, id uuid.UUID, nom string) error {
	if _, err := d.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO fichier (academie, id, nom, taille, empreinte, chiffre) VALUES ($1, $2, $3, $4, $5, true)`,
		tx.Academie, id, nom, d.taille, d.sha256())
	if err != nil {
		return err
	}
	tampon := make([]byte, tailleMorceau)
	for rang := 0; ; rang++ {
		n, err := io.ReadFull(d.spool, tampon)
		if n > 0 {
			if _, err := tx.Exec(ctx, `INSERT INTO fichier_morceau (academie, fichier_id, rang, contenu) VALUES ($1, $2, $3, $4)`,
				tx.Academie, id, rang, coffre.Chiffrer(tampon[:n], lieuMorceau(id, rang))); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func lieuMorceau(id uuid.UUID, rang int) string { return fmt.Sprintf("fichier/%s/%d", id, rang) }

// contenu reads a stored file back at any place, one piece in memory at a time. Several readers may share it.
type contenu struct {
	ctx      context.Context //nolint:containedctx // io.ReaderAt has no other way to carry it
	base     *db.DB
	coffre   *secret.Coffre
	academie string
	id       uuid.UUID
	taille   int64
	chiffre  bool

	mu     sync.Mutex
	rang   int
	tenu   bool
	octets []byte
}

// ReadAt implements io.ReaderAt.
func (c *contenu) ReadAt(p []byte, off int64) (n int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for n < len(p) {
		if off+int64(n) >= c.taille {
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

func (c *contenu) tenir(rang int) error {
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
