package courriel

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
)

// Ensemble is how many mails one process sends at the same time.
const Ensemble = 4

// Type is the small work that sends one mail.
func (p *Poste) Type() job.Type {
	return job.Type{Code: Code, Ensemble: Ensemble, Petit: p.tournee}
}

// essaisMax and delai: 1 min, 2, 4… up to 6 h; twelve tries last about a day and a half.
const essaisMax = 12

func delai(essais int) time.Duration {
	return min(time.Minute<<min(essais-1, 10), 6*time.Hour)
}

type ligne struct {
	Etat, Genre, ObjetID                string
	Destinataire, Nom, Sujet, MessageID string
	RepondreA                           *string
	Corps                               []byte
	Entetes                             json.RawMessage
	Essais                              int
	CreeLe                              time.Time
}

func (p *Poste) tournee(ctx context.Context, t job.Petit) error {
	l, ok, err := p.prendre(ctx, t)
	if err != nil || !ok {
		return err
	}
	if p.Confinee {
		return p.marquer(ctx, t, "envoye", "local", "")
	}
	if p.Facteur.Hote == "" {
		return p.remettre(ctx, t, "Aucun serveur SMTP n’est réglé : IMAGIN_SMTP_HOTE.", 10*time.Minute, 0)
	}
	plis, err := p.lire(ctx, t, l)
	if err != nil {
		return errors.Join(err, p.remettre(ctx, t, "Le courriel n’a pu être composé de notre fait.", delai(l.Essais+1), 1))
	}
	definitif, refus := p.Facteur.porter(ctx, plis)
	switch {
	case refus == nil:
		return p.marquer(context.WithoutCancel(ctx), t, "envoye", "smtp", "")
	case ctx.Err() != nil: // the process is stopping
		return ctx.Err()
	case definitif || l.Essais+1 >= essaisMax:
		return p.marquer(ctx, t, "echec", "smtp", refus.Error())
	}
	return p.remettre(ctx, t, refus.Error(), delai(l.Essais+1), 1)
}

// prendre marks the mail en_cours, unless it is over or the académie sends faster than agreed: every server counts in
// the database. ok is false when there is nothing to do.
func (p *Poste) prendre(ctx context.Context, t job.Petit) (l ligne, ok bool, err error) {
	var attente error
	err = p.Base.InAcademie(ctx, t.Academie, func(tx *db.Tx) error {
		if p.Facteur.Debit > 0 && !p.Confinee {
			if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('courriel:' || $1, 0))`, t.Academie); err != nil {
				return err
			}
			recents, err := db.Scalar[int64](ctx, tx.Reader, `SELECT (SELECT count(*) FROM courriel WHERE academie = $1 AND envoye_le > now() - interval '1 minute')
				+ (SELECT count(*) FROM courriel WHERE academie = $1 AND etat = 'en_cours' AND id <> $2)`, t.Academie, t.ID)
			if err != nil {
				return err
			}
			if recents >= int64(p.Facteur.Debit) {
				attente = job.Attendre(5 * time.Second)
				return nil
			}
		}
		l, ok, err = db.One[ligne](ctx, tx.Reader, `SELECT etat, genre, objet_id, destinataire, nom, sujet, message_id, repondre_a, corps, entetes, essais, cree_le
			FROM courriel WHERE academie = $1 AND id = $2 FOR UPDATE`, t.Academie, t.ID)
		ok = ok && (l.Etat == "en_attente" || l.Etat == "en_cours")
		if err != nil || !ok || l.Etat == "en_cours" {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE courriel SET etat = 'en_cours', maj_le = now() WHERE academie = $1 AND id = $2`, t.Academie, t.ID)
		return err
	})
	if err == nil {
		err = attente
	}
	return l, ok, err
}

func (p *Poste) lire(ctx context.Context, t job.Petit, l ligne) (pli, error) {
	corps, err := p.Coffre.Dechiffrer(l.Corps, lieu(t.Academie, t.ID))
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
	type piece struct {
		FichierID uuid.UUID
		Nom, Type string
	}
	var pieces []piece
	err = p.Base.Lire(ctx, t.Academie, func(r db.Reader) (err error) {
		pieces, err = db.Query[piece](ctx, r, `SELECT fichier_id, nom, type FROM courriel_piece WHERE academie = $1 AND courriel_id = $2 ORDER BY rang`, t.Academie, t.ID)
		return err
	})
	for _, y := range pieces {
		c, err := fichier.Ouvrir(ctx, p.Base, p.Coffre, t.Academie, y.FichierID)
		if err != nil {
			return pli{}, fmt.Errorf("pièce jointe %s : %w", y.Nom, err)
		}
		x.pieces = append(x.pieces, pieceLue{y.Nom, y.Type, io.NewSectionReader(c, 0, c.Taille)})
	}
	if rendre := p.Rendus[l.Genre]; err == nil && rendre != nil {
		jointes, err := rendre(ctx, t.Academie, l.ObjetID)
		if err != nil {
			return pli{}, err
		}
		for _, j := range jointes {
			x.pieces = append(x.pieces, pieceLue{j.Nom, j.Type, bytes.NewReader(j.Contenu)})
		}
	}
	return x, err
}

func (p *Poste) marquer(ctx context.Context, t job.Petit, etat, canal, erreur string) error {
	return p.Base.InAcademie(ctx, t.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE courriel SET etat = $3, canal = $4, erreur = nullif(left($5, 1000), ''), essais = essais + 1, prochain_le = NULL,
			envoye_le = CASE WHEN $3 = 'envoye' THEN clock_timestamp() ELSE envoye_le END, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'en_cours'`,
			t.Academie, t.ID, etat, canal, erreur)
		return err
	})
}

func (p *Poste) remettre(ctx context.Context, t job.Petit, erreur string, attente time.Duration, essais int) error {
	err := p.Base.InAcademie(ctx, t.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE courriel SET etat = 'en_attente', erreur = left($3, 1000), essais = essais + $4, prochain_le = now() + $5::interval,
			version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'en_cours'`, t.Academie, t.ID, erreur, essais, fmt.Sprintf("%d seconds", int(attente.Seconds())))
		return err
	})
	if err != nil {
		return err
	}
	return job.Attendre(attente)
}

// Rejeter records that a mail came back, found by its Message-ID. ok is false when we did not write it.
func Rejeter(ctx context.Context, tx *db.Tx, messageID, cause string) (ok bool, err error) {
	n, err := tx.Exec(ctx, `UPDATE courriel SET etat = 'rejete', erreur = left($3, 1000), version = version + 1, maj_le = now()
		WHERE academie = $1 AND message_id = $2 AND etat = 'envoye'`, tx.Academie, messageID, cause)
	return n > 0, err
}
