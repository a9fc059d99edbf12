package echange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"

	"github.com/google/uuid"

	"imagin/server/internal/db"
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

// ranger writes the file and its digest in the transaction.
func (d *depot) ranger(ctx context.Context, tx *db.Tx, id uuid.UUID, nom string) error {
	if _, err := d.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO fichier (academie, id, nom, taille, empreinte) VALUES ($1, $2, $3, $4, $5)`,
		tx.Academie, id, nom, d.taille, hex.EncodeToString(d.empreinte.Sum(nil)))
	if err != nil {
		return err
	}
	tampon := make([]byte, tailleMorceau)
	for rang := 0; ; rang++ {
		n, err := io.ReadFull(d.spool, tampon)
		if n > 0 {
			if _, err := tx.Exec(ctx, `INSERT INTO fichier_morceau (academie, fichier_id, rang, contenu) VALUES ($1, $2, $3, $4)`,
				tx.Academie, id, rang, tampon[:n]); err != nil {
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

// lecteur reads a stored file back, one piece at a time.
type lecteur struct {
	ctx      context.Context //nolint:containedctx // io.Reader has no other way to carry it
	base     *db.DB
	academie string
	id       uuid.UUID
	rang     int
	reste    []byte
	lus      int64
}

func (l *lecteur) Read(p []byte) (int, error) {
	if len(l.reste) == 0 {
		err := l.base.Lire(l.ctx, l.academie, func(r db.Reader) (err error) {
			l.reste, err = db.Scalar[[]byte](l.ctx, r, `SELECT contenu FROM fichier_morceau
				WHERE academie = $1 AND fichier_id = $2 AND rang = $3`, l.academie, l.id, l.rang)
			return err
		})
		if err != nil {
			return 0, err
		}
		if len(l.reste) == 0 {
			return 0, io.EOF
		}
		l.rang++
	}
	n := copy(p, l.reste)
	l.reste = l.reste[n:]
	l.lus += int64(n)
	return n, nil
}
