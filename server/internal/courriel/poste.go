// Package courriel writes mails and has them sent: a row of the database says what must be said to whom, rounds of the
// queue send them by SMTP, or keep them in the local mailbox.
//
// A round takes a few mails in hand and carries them over one connection. Nothing is sent twice: the row is en_cours before
// the server is called and envoye as soon as it accepted. Killed between the two, the round goes on with what it had in hand
// and sends that one mail again under the same Message-ID, by which the receiving server or the reader's own program knows
// it. That window lasts from the server's last answer to our commit: milliseconds.
//
// Nothing is lost: a mail that waits is held by a round of the queue (tournee_id), the one of its posting, then the last
// that tried it.
package courriel

import (
	"context"
	"encoding/json"
	"net/mail"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/db"
	"imagin/server/internal/job"
	"imagin/server/internal/secret"
)

// Code of the small work that sends mails, and name of its queue.
const Code = "courriel"

// Message is a mail to write.
type Message struct {
	Genre         string // dispense_decision, relance_competences, convocation…
	Objet         string // what it is about: the name of a table, and its row
	ObjetID       string
	Cle           string // when not empty, at most one mail is ever written under this key
	Intervenant   *uuid.UUID
	Destinataire  string // address
	Nom           string
	RepondreA     string // address; none: nobody reads the answers
	Sujet, Corps  string // plain text
	Entetes       map[string]string
	Priorite      int // 1 first … 4 last; 0 is 3
	PiecesJointes []Piece
}

// Piece is a stored file to attach.
type Piece struct {
	Fichier uuid.UUID
	Nom     string
	Type    string // MIME
}

// Poste takes mails in.
type Poste struct {
	Base     *db.DB
	File     *job.File
	Coffre   *secret.Coffre
	Facteur  Facteur
	Confinee bool // demonstration: everything stays in the local mailbox
	Rendus   map[string]Rendu
}

// Rendu draws the attachments of mails of a genre when they leave, from what their rows are about, instead of keeping
// them: it must give the same bytes each time. It gives them by ObjetID.
type Rendu func(ctx context.Context, academie string, objets []string) (map[string][]Jointe, error)

// Jointe is an attachment that was drawn.
type Jointe struct {
	Nom, Type string
	Contenu   []byte
}

// Adresse says whether a mail may be written to it.
func Adresse(a string) bool {
	lue, err := mail.ParseAddress(a)
	return err == nil && lue.Address == a && len(a) <= 254 && !strings.ContainsAny(a, " \t\r\n<>")
}

// Poster writes mails and gives them to the queue, in the transaction of what they tell. It returns the ids of those
// that were written: a key already used writes nothing. Any number may be posted at once.
func (p *Poste) Poster(ctx context.Context, tx *db.Tx, messages ...Message) ([]uuid.UUID, error) {
	lot := &pgx.Batch{}
	ids, tournees := make([]uuid.UUID, len(messages)), map[int]uuid.UUID{}
	for i, m := range messages {
		ids[i] = uuid.Must(uuid.NewV7())
		if _, ok := tournees[priorite(m.Priorite)]; !ok {
			tournees[priorite(m.Priorite)] = uuid.Must(uuid.NewV7())
		}
		entetes := m.Entetes
		if entetes == nil {
			entetes = map[string]string{}
		}
		texte, err := json.Marshal(entetes)
		if err != nil {
			return nil, err
		}
		lot.Queue(`INSERT INTO courriel (academie, id, genre, objet, objet_id, cle, intervenant_id, destinataire, nom, repondre_a, sujet, corps, entetes, priorite,
				message_id, cree_par, tournee_id, prochain_le) VALUES ($1, $2, $3, $4, $5, nullif($6, ''), $7, $8, $9, nullif($10, ''), $11, $12, $13, $14, $15, $16, $17, now())
			ON CONFLICT (academie, cle) DO NOTHING RETURNING id`, tx.Academie, ids[i], m.Genre, m.Objet, m.ObjetID, m.Cle, m.Intervenant, m.Destinataire, m.Nom, m.RepondreA,
			uneLigne(m.Sujet), p.Coffre.Chiffrer([]byte(m.Corps), lieu(tx.Academie, ids[i])), texte, priorite(m.Priorite), ids[i].String()+"@"+p.Facteur.Domaine(), tx.Acteur.Qui, tournees[priorite(m.Priorite)])
	}
	ecrits, err := inscrits(tx.Batch(ctx, lot), len(messages))
	if err != nil {
		return nil, err
	}
	if err := joindre(ctx, tx, messages, ids, ecrits); err != nil {
		return nil, err
	}
	var faits []uuid.UUID
	for _, id := range ids {
		if ecrits[id] {
			faits = append(faits, id)
		}
	}
	if len(faits) == 0 {
		return nil, nil
	}
	for n, tournee := range tournees {
		if err := p.File.Enfiler(ctx, tx, Code, n, tournee); err != nil {
			return nil, err
		}
	}
	return faits, nil
}

func inscrits(reponses pgx.BatchResults, n int) (map[uuid.UUID]bool, error) {
	ecrits := map[uuid.UUID]bool{}
	for range n {
		lignes, err := reponses.Query()
		if err == nil {
			var id uuid.UUID
			_, err = pgx.ForEachRow(lignes, []any{&id}, func() error { ecrits[id] = true; return nil })
		}
		if err != nil {
			_ = reponses.Close()
			return nil, err
		}
	}
	return ecrits, reponses.Close()
}

func joindre(ctx context.Context, tx *db.Tx, messages []Message, ids []uuid.UUID, ecrits map[uuid.UUID]bool) error {
	lot := &pgx.Batch{}
	for i, m := range messages {
		for rang, piece := range m.PiecesJointes {
			if ecrits[ids[i]] {
				lot.Queue(`INSERT INTO courriel_piece (academie, courriel_id, rang, fichier_id, nom, type) VALUES ($1, $2, $3, $4, $5, $6)`,
					tx.Academie, ids[i], rang, piece.Fichier, piece.Nom, piece.Type)
			}
		}
	}
	if lot.Len() == 0 {
		return nil
	}
	return tx.Batch(ctx, lot).Close()
}

func priorite(n int) int {
	if n < 1 || n > 4 {
		return 3
	}
	return n
}

// uneLigne keeps a subject from holding a second header.
func uneLigne(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 250 {
		s = string(r[:249]) + "…"
	}
	return s
}

func lieu(academie string, id uuid.UUID) string { return "courriel/" + academie + "/" + id.String() }
