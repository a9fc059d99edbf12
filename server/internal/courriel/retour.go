package courriel

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"os"
	"path/filepath"
	"strings"

	"imagin/server/internal/db"
)

// Retour is what a delivery status notification (RFC 3464) says of a mail that we sent.
type Retour struct {
	MessageID string // of our mail, without brackets
	Echec     bool   // for good: a delay or a success is not one
	Cause     string
}

// ErrPasUnRetour says that a mail is not a delivery status notification, or does not say of which mail.
var ErrPasUnRetour = errors.New("ce courriel n’est pas un avis de remise lisible")

const (
	retourMax  = 4 << 20 // a notification may hold the mail that came back
	partiesMax = 20
)

// LireRetour reads a notification. It returns ErrPasUnRetour.
func LireRetour(r io.Reader) (x Retour, err error) {
	m, err := mail.ReadMessage(io.LimitReader(r, retourMax))
	if err != nil {
		return x, ErrPasUnRetour
	}
	genre, parametres, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || genre != "multipart/report" || !strings.EqualFold(parametres["report-type"], "delivery-status") {
		return x, ErrPasUnRetour
	}
	parties := multipart.NewReader(m.Body, parametres["boundary"])
	for range partiesMax {
		p, err := parties.NextPart()
		if err != nil {
			break
		}
		genre, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		contenu, err := io.ReadAll(p)
		if err != nil {
			break
		}
		switch genre {
		case "message/delivery-status":
			x.Echec, x.Cause = lireStatut(contenu)
		case "message/rfc822", "text/rfc822-headers", "message/rfc822-headers":
			x.MessageID = lireMessageID(contenu)
		}
	}
	if x.MessageID == "" {
		return x, ErrPasUnRetour
	}
	return x, nil
}

// lireStatut reads the fields about the message, then about each recipient; ours has one.
func lireStatut(contenu []byte) (echec bool, cause string) {
	l := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(contenu, "\r\n\r\n"...))))
	for range partiesMax {
		h, err := l.ReadMIMEHeader()
		if strings.EqualFold(strings.TrimSpace(h.Get("Action")), "failed") {
			_, diagnostic, _ := strings.Cut(h.Get("Diagnostic-Code"), ";")
			return true, strings.TrimSpace(strings.TrimSpace(h.Get("Status")) + " " + strings.TrimSpace(diagnostic))
		}
		if err != nil {
			return false, ""
		}
	}
	return false, ""
}

func lireMessageID(contenu []byte) string {
	h, _ := textproto.NewReader(bufio.NewReader(bytes.NewReader(append(contenu, "\r\n\r\n"...)))).ReadMIMEHeader()
	return strings.Trim(strings.TrimSpace(h.Get("Message-Id")), "<>")
}

// Retours reads the notifications dropped in a folder (the « new » folder of a Maildir) and removes them. Whatever it does
// not understand goes to a folder beside, for a person to read.
func Retours(base *db.DB, dossier string) func(context.Context) error {
	return func(ctx context.Context) error {
		noms, err := os.ReadDir(dossier)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		for _, n := range noms {
			if n.IsDir() || ctx.Err() != nil {
				continue
			}
			chemin := filepath.Join(dossier, n.Name())
			compris, err := prendreRetour(ctx, base, chemin)
			switch {
			case errors.Is(err, os.ErrNotExist): // another server took it
			case err != nil:
				return err
			case compris:
				err = os.Remove(chemin)
			default:
				err = ecarterRetour(dossier, n.Name())
			}
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		return err
	}
}

func ecarterRetour(dossier, nom string) error {
	a := filepath.Join(dossier, "non-compris")
	if err := os.MkdirAll(a, 0o750); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dossier, nom), filepath.Join(a, nom))
}

func prendreRetour(ctx context.Context, base *db.DB, chemin string) (compris bool, err error) {
	f, err := os.Open(chemin)
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }()
	x, err := LireRetour(f)
	if err != nil {
		return false, nil // not understood: a person will read it
	}
	if !x.Echec {
		return true, nil
	}
	academie := ""
	err = base.Across(ctx, "retour de courriel", func(r db.Reader) (err error) {
		academie, err = db.Scalar[string](ctx, r, `SELECT academie FROM courriel WHERE message_id = $1 LIMIT 1`, x.MessageID)
		return err
	})
	if err != nil || academie == "" {
		return false, err
	}
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "retour de courriel", Depuis: "dossier des retours"})
	err = base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		ok, err := Rejeter(ctx, tx, x.MessageID, "Le serveur du destinataire a refusé ce courriel : "+x.Cause)
		if err == nil && !ok {
			slog.InfoContext(ctx, "retour déjà connu", "message", x.MessageID)
		}
		return err
	})
	return err == nil, err
}
