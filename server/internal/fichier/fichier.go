// Package fichier keeps files in the database, sealed in pieces: any server may read them, and a backup holds everything.
package fichier

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/secret"
)

// Depot is a file being received: spooled to disk first, so that a slow sender holds no transaction open.
type Depot struct {
	spool     *os.File
	taille    int64
	empreinte hash.Hash
	controle  *string // what the antivirus said; nil when it was not asked
}

// tailleMorceau is how files are cut in the database: small enough to hold in memory, large enough to be few.
const tailleMorceau = 1 << 20

// Recevoir spools what r gives, whole. The caller closes it.
func Recevoir(r io.Reader) (*Depot, error) {
	f, err := os.CreateTemp("", "imagin-depot-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // the file lives as long as it is open, whatever happens
	d := &Depot{spool: f, empreinte: sha256.New()}
	d.taille, err = io.Copy(io.MultiWriter(f, d.empreinte), r)
	if err != nil {
		d.Fermer()
		return nil, err
	}
	return d, nil
}

// Fermer lets go of the spool.
func (d *Depot) Fermer() { _ = d.spool.Close() }

// Taille of the file, in bytes.
func (d *Depot) Taille() int64 { return d.taille }

// Empreinte is the SHA-256 of the file, in hexadecimal.
func (d *Depot) Empreinte() string { return hex.EncodeToString(d.empreinte.Sum(nil)) }

// ReadAt reads the spool, before the file is kept.
func (d *Depot) ReadAt(p []byte, off int64) (int, error) { return d.spool.ReadAt(p, off) }

// Ranger writes the file, sealed, and its digest in the transaction.
func (d *Depot) Ranger(ctx context.Context, tx *db.Tx, coffre *secret.Coffre, id uuid.UUID, nom string) error {
	if _, err := d.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO fichier (academie, id, nom, taille, empreinte, chiffre, controle, controle_le)
		VALUES ($1, $2, $3, $4, $5, true, $6::text, CASE WHEN $6::text IS NOT NULL THEN now() END)`, tx.Academie, id, nom, d.taille, d.Empreinte(), d.controle)
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

// RangerUneFois is Ranger, unless the académie already keeps the same bytes, sealed: it gives the id of the one it keeps.
func (d *Depot) RangerUneFois(ctx context.Context, tx *db.Tx, coffre *secret.Coffre, nom string) (uuid.UUID, error) {
	deja, err := db.Scalar[*uuid.UUID](ctx, tx.Reader, `SELECT id FROM fichier WHERE academie = $1 AND empreinte = $2 AND taille = $3 AND chiffre AND nom = $4 AND controle IS DISTINCT FROM 'infecte'
		ORDER BY cree_le LIMIT 1`, tx.Academie, d.Empreinte(), d.taille, nom)
	if err != nil {
		return uuid.Nil, err
	}
	if deja != nil {
		if d.controle != nil && *d.controle == Sain {
			_, err = tx.Exec(ctx, `UPDATE fichier SET controle = 'sain', controle_le = now() WHERE academie = $1 AND id = $2 AND controle IS DISTINCT FROM 'sain'`, tx.Academie, *deja)
		}
		return *deja, err
	}
	id := uuid.Must(uuid.NewV7())
	return id, d.Ranger(ctx, tx, coffre, id, nom)
}

func lieuMorceau(id uuid.UUID, rang int) string { return fmt.Sprintf("fichier/%s/%d", id, rang) }
