package outil

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
)

const (
	essaisMax = 12 // with the delays below, about a day
	lot       = 50
)

// delai before the next try doubles, from ten seconds to four hours.
func delai(essais int) time.Duration {
	return min(10*time.Second<<min(essais, 11), 4*time.Hour)
}

// Prevenir is the round of webhooks: what changed becomes messages, and those whose time has come go out. One process
// at a time does it; the messages are in the database, so that a death loses none, and the receiver knows one sent
// twice by its webhook-id.
func (a API) Prevenir(ctx context.Context) error {
	liberer, err := a.Sessions.Base.Verrouiller(ctx, "webhooks")
	if err != nil || liberer == nil {
		return err
	}
	defer liberer()
	var l []struct {
		Academie string
		ID       uuid.UUID
	}
	err = a.Sessions.Base.Across(ctx, "webhooks", func(r db.Reader) (err error) {
		l, err = db.Query[struct {
			Academie string
			ID       uuid.UUID
		}](ctx, r, `SELECT w.academie, w.id FROM webhook w JOIN client_api k ON k.academie = w.academie AND k.id = w.client_id WHERE w.actif AND k.actif`)
		return err
	})
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "webhooks", Depuis: "ronde"})
	for _, w := range l {
		err = errors.Join(err, a.deplier(ctx, w.Academie, w.ID), a.livrer(ctx, w.Academie, w.ID))
	}
	return err
}

// deplier makes the messages and moves the cursor in one transaction: no change is told twice, none is forgotten.
func (a API) deplier(ctx context.Context, academie string, id uuid.UUID) error {
	return a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `WITH w AS (SELECT * FROM webhook WHERE academie = $1 AND id = $2 FOR UPDATE),
			pris AS (SELECT c.*, row_number() OVER (ORDER BY c.xid, c.rang) AS n FROM changement c, w WHERE c.academie = $1 AND (c.xid, c.rang) > (w.curseur_xid, w.curseur_rang) AND c.xid < `+horizon+`
				ORDER BY c.xid, c.rang LIMIT 5000),
			faits AS (INSERT INTO webhook_envoi (academie, id, webhook_id, ressource, objet_id, operation, survenu_le)
				SELECT $1, gen_random_uuid(), $2, p.ressource, p.objet_id, p.operation, p.le FROM pris p, w WHERE p.ressource = ANY(w.ressources) ORDER BY p.n)
			UPDATE webhook SET curseur_xid = d.xid, curseur_rang = d.rang FROM (SELECT xid, rang FROM pris ORDER BY n DESC LIMIT 1) d
			WHERE academie = $1 AND id = $2`, academie, id)
		return err
	})
}

type envoi struct {
	ID, ObjetID          uuid.UUID
	Ressource, Operation string
	SurvenuLe            time.Time
	Essais               int
	URL                  string
	Secret               []byte
}

// livrer sends, for each object, its oldest message: the next one waits for it, delivered or given up.
func (a API) livrer(ctx context.Context, academie string, id uuid.UUID) error {
	var l []envoi
	err := a.Sessions.Base.Lire(ctx, academie, func(r db.Reader) (err error) {
		l, err = db.Query[envoi](ctx, r, `SELECT id, objet_id, ressource, operation, survenu_le, essais, url, secret FROM (SELECT DISTINCT ON (e.ressource, e.objet_id) e.id, e.objet_id, e.ressource, e.operation, e.survenu_le, e.essais, e.prochain_le, e.rang, w.url, w.secret
			FROM webhook_envoi e JOIN webhook w ON w.academie = e.academie AND w.id = e.webhook_id
			WHERE e.academie = $1 AND e.webhook_id = $2 AND e.etat = 'en_attente' ORDER BY e.ressource, e.objet_id, e.rang) x
			WHERE x.prochain_le <= now() ORDER BY x.rang LIMIT $3`, academie, id, lot)
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range l {
		statut, faute := a.envoyer(ctx, academie, id, e)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := a.noter(ctx, academie, e, statut, faute); err != nil {
			return err
		}
		if faute != nil {
			return nil //nolint:nilerr // it is noted; the address is unwell: the others will try at their time
		}
	}
	return nil
}

// envoyer makes one call, signed as Standard Webhooks says: HMAC-SHA-256 of « id.timestamp.body ».
func (a API) envoyer(ctx context.Context, academie string, webhook uuid.UUID, e envoi) (int, error) {
	cle, err := a.Coffre.Dechiffrer(e.Secret, lieu(academie, webhook))
	if err != nil {
		return 0, err
	}
	corps, err := json.Marshal(map[string]any{"type": e.Ressource + "." + e.Operation, "timestamp": e.SurvenuLe.UTC().Format(time.RFC3339),
		"data": map[string]any{"academie": academie, "ressource": e.Ressource, "id": e.ObjetID, "operation": e.Operation}})
	if err != nil {
		return 0, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL, bytes.NewReader(corps))
	if err != nil {
		return 0, err
	}
	instant := fmt.Sprint(time.Now().Unix())
	r.Header = http.Header{"Content-Type": {"application/json"}, "User-Agent": {"imagin-webhooks/1"}, "Webhook-Id": {e.ID.String()},
		"Webhook-Timestamp": {instant}, "Webhook-Signature": {"v1," + Signer(cle, e.ID.String(), instant, corps)}}
	rep, err := a.Garde.Client.Do(r)
	if err != nil {
		return 0, err
	}
	defer rep.Body.Close()
	_, _ = io.CopyN(io.Discard, rep.Body, 64<<10)
	if rep.StatusCode < 200 || rep.StatusCode > 299 {
		return rep.StatusCode, fmt.Errorf("réponse %d", rep.StatusCode)
	}
	return rep.StatusCode, nil
}

// Signer gives the signature that the receiver computes again.
func Signer(cle []byte, id, instant string, corps []byte) string {
	h := hmac.New(sha256.New, cle)
	h.Write([]byte(id + "." + instant + "."))
	h.Write(corps)
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

func (a API) noter(ctx context.Context, academie string, e envoi, statut int, faute error) error {
	return a.Sessions.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		if faute == nil {
			_, err := tx.Exec(ctx, `UPDATE webhook_envoi SET etat = 'livre', essais = essais + 1, statut = $3, erreur = NULL, livre_le = now() WHERE academie = $1 AND id = $2`, academie, e.ID, statut)
			return err
		}
		etat := "en_attente"
		if e.Essais+1 >= essaisMax {
			etat = "abandonne"
		}
		message := faute.Error()
		if errors.Is(faute, errPrivee) {
			message = "adresse privée : jamais appelée"
		}
		_, err := tx.Exec(ctx, `UPDATE webhook_envoi SET etat = $3, essais = essais + 1, statut = nullif($4, 0), erreur = left($5, 300), prochain_le = now() + make_interval(secs => $6) WHERE academie = $1 AND id = $2`,
			academie, e.ID, etat, statut, message, delai(e.Essais).Seconds())
		return err
	})
}
