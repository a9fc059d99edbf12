package journal

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
)

// Sceaux chains the lines of the journal. Each seal covers the transactions since the one before: it holds the digest of
// their lines and is signed, with the seal before it, by a key that the database never sees. Whoever rewrites the
// database, its owner included, cannot make the seals again.
type Sceaux struct {
	Base *db.DB
	cle  []byte
}

// NewSceaux takes the key of the seals, 32 bytes.
func NewSceaux(base *db.DB, cle []byte) *Sceaux { return &Sceaux{base, cle} }

type sceau struct {
	Numero, DeXid, AXid, Nombre int64
	Empreinte, Sceau            []byte
	ScelleLe                    time.Time
	PurgeLe                     *time.Time
}

const colonnes = `numero, de_xid, a_xid, nombre, empreinte, sceau, scelle_le, purge_le`

func (s *Sceaux) signer(academie string, precedent []byte, x sceau) []byte {
	h := hmac.New(sha256.New, s.cle)
	_, _ = fmt.Fprintf(h, "%s|%d|", academie, x.Numero) // a hash takes everything
	h.Write(precedent)
	for _, n := range []int64{x.DeXid, x.AXid, x.Nombre} {
		_ = binary.Write(h, binary.BigEndian, n)
	}
	h.Write(x.Empreinte)
	return h.Sum(nil)
}

// horizon is the last transaction before which nothing can still be written.
const horizon = `pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1`

// Sceller is the round that seals what was written since the last seal of each académie.
func (s *Sceaux) Sceller(ctx context.Context) error {
	var academies []struct{ Code string }
	err := s.Base.Across(ctx, "sceau du journal", func(r db.Reader) (err error) {
		academies, err = db.Query[struct{ Code string }](ctx, r, `SELECT code FROM academie ORDER BY code`)
		return err
	})
	for _, a := range academies {
		err = errors.Join(err, s.sceller(ctx, a.Code))
	}
	return err
}

func (s *Sceaux) sceller(ctx context.Context, academie string) error {
	return s.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('sceau:' || $1, 0))`, academie); err != nil {
			return err
		}
		dernier, ok, err := db.One[sceau](ctx, tx.Reader, `SELECT `+colonnes+` FROM journal_sceau WHERE academie = $1 ORDER BY numero DESC LIMIT 1`, academie)
		if err != nil {
			return err
		}
		x := sceau{Numero: dernier.Numero + 1, DeXid: dernier.AXid}
		if !ok {
			x.DeXid = -1 // lines older than the seals are of transaction 0
		}
		if x.AXid, err = db.Scalar[int64](ctx, tx.Reader, `SELECT `+horizon); err != nil || x.AXid <= x.DeXid {
			return err
		}
		lu, _, err := db.One[sceau](ctx, tx.Reader, `SELECT nombre, empreinte FROM empreinte_journal($1, $2, $3)`, academie, x.DeXid, x.AXid)
		if err != nil || lu.Nombre == 0 { // nothing new: the next seal will cover these transactions too
			return err
		}
		x.Nombre, x.Empreinte = lu.Nombre, lu.Empreinte
		_, err = tx.Exec(ctx, `INSERT INTO journal_sceau (academie, numero, de_xid, a_xid, nombre, empreinte, sceau) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			academie, x.Numero, x.DeXid, x.AXid, x.Nombre, x.Empreinte, s.signer(academie, dernier.Sceau, x))
		return err
	})
}

// Verifier recomputes every seal of an académie, from the first.
func (s *Sceaux) Verifier(ctx context.Context, academie string) (api.IntegriteJournal, error) {
	rep := api.IntegriteJournal{Intact: true}
	err := s.Base.Lire(ctx, academie, func(r db.Reader) error {
		sceaux, err := db.Query[sceau](ctx, r, `SELECT `+colonnes+` FROM journal_sceau WHERE academie = $1 ORDER BY numero`, academie)
		if err != nil {
			return err
		}
		dernier := sceau{AXid: -1}
		for i, x := range sceaux {
			faute, err := s.verifier(ctx, r, academie, dernier, x, int64(i+1))
			if err != nil {
				return err
			}
			if faute != "" {
				rep.Intact = false
				faute = fmt.Sprintf("Sceau n° %d, posé le %s : %s. Les lignes en cause sont entre ce sceau et le précédent (%s).", x.Numero,
					x.ScelleLe.Format("02/01/2006 15:04:05"), faute, dernier.ScelleLe.Format("02/01/2006 15:04:05"))
				rep.Faute = &faute
				return nil
			}
			rep.Sceaux++
			if x.PurgeLe != nil {
				rep.Purges++
			} else {
				rep.Lignes += int(x.Nombre)
			}
			dernier = x
		}
		rep.NonScellees, err = db.Scalar[int](ctx, r, `SELECT count(*) FROM journal WHERE academie = $1 AND xid > $2`, academie, dernier.AXid)
		return err
	})
	return rep, err
}

func (s *Sceaux) verifier(ctx context.Context, r db.Reader, academie string, avant, x sceau, numero int64) (string, error) {
	if x.Numero != numero || x.DeXid != avant.AXid {
		return "un sceau manque avant lui", nil
	}
	if !hmac.Equal(x.Sceau, s.signer(academie, avant.Sceau, x)) {
		return "il n’a pas été posé par ce service", nil
	}
	if x.PurgeLe != nil {
		return "", nil // its lines are gone, as the retention says; the chain goes on
	}
	lu, _, err := db.One[sceau](ctx, r, `SELECT nombre, empreinte FROM empreinte_journal($1, $2, $3)`, academie, x.DeXid, x.AXid)
	switch {
	case err != nil:
		return "", err
	case lu.Nombre != x.Nombre:
		return fmt.Sprintf("il couvrait %d lignes, il y en a %d", x.Nombre, lu.Nombre), nil
	case !hmac.Equal(lu.Empreinte, x.Empreinte):
		return "une ligne a été modifiée", nil
	}
	return "", nil
}

// VerifierJournal answers GET /journal/integrite.
func (a API) VerifierJournal(ctx context.Context, _ api.VerifierJournalRequestObject) (api.VerifierJournalResponseObject, error) {
	rep, err := a.Sceaux.Verifier(ctx, access.De(ctx).Academie)
	return api.VerifierJournal200JSONResponse(rep), err
}
