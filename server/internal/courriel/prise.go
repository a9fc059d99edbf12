package courriel

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
)

// ligne is a mail in hand.
type ligne struct {
	ID                                  uuid.UUID
	Genre, ObjetID                      string
	Destinataire, Nom, Sujet, MessageID string
	RepondreA                           *string
	Corps                               []byte
	Entetes                             json.RawMessage
	Essais                              int
	CreeLe                              time.Time
}

func ids(lot []ligne) []uuid.UUID {
	l := make([]uuid.UUID, len(lot))
	for i := range lot {
		l[i] = lot[i].ID
	}
	return l
}

// prendre takes mails in hand: what a death left in the hand of this round, then what is due, most urgent first, no more
// than the académie agreed to send in a minute. Every server counts in the database.
func (p *Poste) prendre(ctx context.Context, t job.Petit) (lot []ligne, err error) {
	err = p.Base.InAcademie(ctx, t.Academie, func(tx *db.Tx) error {
		n, err := p.permis(ctx, tx)
		if err != nil {
			return err
		}
		lot, err = db.Query[ligne](ctx, tx.Reader, `WITH dus AS MATERIALIZED (
				SELECT id FROM courriel WHERE academie = $1 AND etat = 'en_attente' AND prochain_le <= clock_timestamp() ORDER BY priorite, prochain_le LIMIT $3 FOR UPDATE SKIP LOCKED)
			UPDATE courriel SET etat = 'en_cours', tournee_id = $2, maj_le = now() WHERE academie = $1 AND id IN (
				SELECT id FROM dus UNION ALL SELECT id FROM courriel WHERE academie = $1 AND tournee_id = $2 AND etat = 'en_cours')
			RETURNING id, genre, objet_id, destinataire, nom, sujet, message_id, repondre_a, corps, entetes, essais, cree_le`, t.Academie, t.ID, n)
		return err
	})
	return lot, err
}

// permis is how many mails may be taken now.
func (p *Poste) permis(ctx context.Context, tx *db.Tx) (int, error) {
	if p.Facteur.Debit <= 0 || p.Confinee {
		return parLot, nil
	}
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('courriel:' || $1, 0))`, tx.Academie); err != nil {
		return 0, err
	}
	recents, err := db.Scalar[int](ctx, tx.Reader, `SELECT (SELECT count(*) FROM courriel WHERE academie = $1 AND envoye_le > now() - interval '1 minute')
		+ (SELECT count(*) FROM courriel WHERE academie = $1 AND etat = 'en_cours')`, tx.Academie)
	return max(0, min(parLot, p.Facteur.Debit-recents)), err
}

// attendre is what a round does when nothing may be taken: it comes back when one of its mails is due, or ends.
func (p *Poste) attendre(ctx context.Context, t job.Petit) error {
	type attente struct {
		Restent  bool
		Secondes float64
	}
	var a attente
	err := p.Base.Lire(ctx, t.Academie, func(r db.Reader) (err error) {
		a, _, err = db.One[attente](ctx, r, `SELECT count(*) > 0 AS restent, coalesce(extract(epoch FROM min(prochain_le) - clock_timestamp()), 0)::float8 AS secondes
			FROM courriel WHERE academie = $1 AND tournee_id = $2 AND etat = 'en_attente'`, t.Academie, t.ID)
		return err
	})
	if err != nil || !a.Restent {
		return err
	}
	return job.Attendre(max(time.Duration(a.Secondes*float64(time.Second)), 2*time.Second))
}

// lire opens the mails in hand, with their attachments. Those that cannot be composed are left out, and the log says why.
func (p *Poste) lire(ctx context.Context, academie string, lot []ligne) (map[uuid.UUID]pli, error) {
	stockees, err := p.pieces(ctx, academie, lot)
	if err != nil {
		return nil, err
	}
	dessinees := p.dessiner(ctx, academie, lot)
	plis := map[uuid.UUID]pli{}
	for _, l := range lot {
		x, err := p.ouvrir(ctx, academie, l, stockees[l.ID])
		jointes, dessinee := dessinees[l.ID]
		if p.Rendus[l.Genre] != nil && !dessinee {
			continue
		}
		if err != nil {
			slog.ErrorContext(ctx, "courriel illisible", "id", l.ID, "erreur", err)
			continue
		}
		for _, j := range jointes {
			x.pieces = append(x.pieces, pieceLue{j.Nom, j.Type, bytes.NewReader(j.Contenu)})
		}
		plis[l.ID] = x
	}
	return plis, nil
}

type pieceStockee struct {
	CourrielID, FichierID uuid.UUID
	Nom, Type             string
}

func (p *Poste) pieces(ctx context.Context, academie string, lot []ligne) (map[uuid.UUID][]pieceStockee, error) {
	var lues []pieceStockee
	err := p.Base.Lire(ctx, academie, func(r db.Reader) (err error) {
		lues, err = db.Query[pieceStockee](ctx, r, `SELECT courriel_id, fichier_id, nom, type FROM courriel_piece WHERE academie = $1 AND courriel_id = ANY ($2) ORDER BY courriel_id, rang`, academie, ids(lot))
		return err
	})
	m := map[uuid.UUID][]pieceStockee{}
	for _, l := range lues {
		m[l.CourrielID] = append(m[l.CourrielID], l)
	}
	return m, err
}

func (p *Poste) ouvrir(ctx context.Context, academie string, l ligne, pieces []pieceStockee) (pli, error) {
	corps, err := p.Coffre.Dechiffrer(l.Corps, lieu(academie, l.ID))
	if err != nil {
		return pli{}, err
	}
	x := pli{destinataire: l.Destinataire, nom: l.Nom, sujet: l.Sujet, corps: string(corps), messageID: l.MessageID, ecrit: l.CreeLe}
	if l.RepondreA != nil {
		x.repondreA = *l.RepondreA
	}
	if err := json.Unmarshal(l.Entetes, &x.entetes); err != nil {
		return pli{}, err
	}
	for _, y := range pieces {
		c, err := fichier.Ouvrir(ctx, p.Base, p.Coffre, academie, y.FichierID)
		if err != nil {
			return pli{}, fmt.Errorf("pièce jointe %s : %w", y.Nom, err)
		}
		x.pieces = append(x.pieces, pieceLue{y.Nom, y.Type, io.NewSectionReader(c, 0, c.Taille)})
	}
	return x, nil
}

// dessiner draws the attachments of the mails whose genre has some, together; one by one when that fails, so that one
// that cannot be drawn holds nobody back.
func (p *Poste) dessiner(ctx context.Context, academie string, lot []ligne) map[uuid.UUID][]Jointe {
	parGenre := map[string][]string{}
	for _, l := range lot {
		if p.Rendus[l.Genre] != nil {
			parGenre[l.Genre] = append(parGenre[l.Genre], l.ObjetID)
		}
	}
	dessinees := map[string]map[string][]Jointe{}
	for genre, objets := range parGenre {
		rendus, err := p.Rendus[genre](ctx, academie, objets)
		if err != nil {
			rendus = map[string][]Jointe{}
			for _, o := range objets {
				un, err := p.Rendus[genre](ctx, academie, []string{o})
				if err != nil {
					slog.ErrorContext(ctx, "pièce jointe impossible à dessiner", "genre", genre, "objet", o, "erreur", err)
				}
				if j, ok := un[o]; ok && err == nil {
					rendus[o] = j
				}
			}
		}
		dessinees[genre] = rendus
	}
	m := map[uuid.UUID][]Jointe{}
	for _, l := range lot {
		if j, ok := dessinees[l.Genre][l.ObjetID]; ok {
			m[l.ID] = j
		}
	}
	return m
}
