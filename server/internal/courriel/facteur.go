package courriel

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Facteur is the SMTP server of the deployment, and in whose name we write.
type Facteur struct {
	Hote        string // host or host:port; empty: nothing leaves
	Chiffrement string // starttls (587), tls (465), aucun (25: only on the same machine or a closed network)
	Compte      string
	MotDePasse  string
	De          string // "IMAG'IN <ne-pas-repondre@ac-exemple.fr>"
	Debit       int    // mails an académie sends per minute at most; 0: as many as the server takes
	TLS         *tls.Config
	DKIM        string // PEM of the private key (RSA or Ed25519) that signs what leaves; none: the server signs, or nobody
	Selecteur   string // under which its public key is published: <selecteur>._domainkey.<domain of De>
}

// delaiSMTP is how long a server may take for one mail: beyond, it waits for a later round.
const delaiSMTP = 30 * time.Second

// expediteur of a deployment that did not say who it is.
const expediteur = "IMAG’IN <ne-pas-repondre@imagin.invalid>"

// Verifier refuses, at start, what would fail at the first mail.
func (f Facteur) Verifier() error {
	if _, err := netmail.ParseAddress(f.de()); err != nil {
		return fmt.Errorf("IMAGIN_COURRIEL_DE : adresse illisible « %s » ; par exemple IMAG’IN <ne-pas-repondre@ac-exemple.fr>", f.De)
	}
	if f.Hote == "" {
		return nil
	}
	if f.De == "" {
		return errors.New("IMAGIN_COURRIEL_DE : indiquer l’adresse d’expédition, puisque IMAGIN_SMTP_HOTE est donné")
	}
	_, err := f.client()
	return err
}

func (f Facteur) de() string {
	if f.De == "" {
		return expediteur
	}
	return f.De
}

// Domaine ends the Message-ID of what we write.
func (f Facteur) Domaine() string {
	a, err := netmail.ParseAddress(f.de())
	if err != nil {
		return "imagin.invalid"
	}
	return a.Address[strings.LastIndexByte(a.Address, '@')+1:]
}

func (f Facteur) client() (*mail.Client, error) {
	hote, port := f.Hote, ""
	if h, p, err := net.SplitHostPort(f.Hote); err == nil {
		hote, port = h, p
	}
	options := []mail.Option{mail.WithTimeout(delaiSMTP), mail.WithoutNoop()}
	if f.DKIM != "" {
		cle, err := mail.PrivKeyFromPEM([]byte(f.DKIM))
		if err != nil {
			return nil, fmt.Errorf("IMAGIN_DKIM_CLE : clé illisible, attendue RSA ou Ed25519 en PEM (%w)", err)
		}
		signataire := mail.NewDKIMSigner(f.Domaine(), f.Selecteur, cle)
		if err := signataire.ValidateConfig(); err != nil {
			return nil, fmt.Errorf("IMAGIN_DKIM_SELECTEUR : %w", err)
		}
		options = append(options, mail.WithAlwaysDKIMSign(signataire))
	}
	switch f.Chiffrement {
	case "starttls", "":
		options = append(options, mail.WithTLSPortPolicy(mail.TLSMandatory))
	case "tls":
		options = append(options, mail.WithSSLPort(false))
	case "aucun":
		options = append(options, mail.WithTLSPortPolicy(mail.NoTLS))
	default:
		return nil, fmt.Errorf("IMAGIN_SMTP_CHIFFREMENT : « %s » ; attendu starttls, tls ou aucun", f.Chiffrement)
	}
	if port != "" {
		n, err := strconv.Atoi(port)
		if err != nil || n < 1 || n > 65535 {
			return nil, fmt.Errorf("IMAGIN_SMTP_HOTE : port illisible « %s »", port)
		}
		options = append(options, mail.WithPort(n))
	}
	if f.TLS != nil {
		options = append(options, mail.WithTLSConfig(f.TLS))
	}
	if f.Compte != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(f.Compte), mail.WithPassword(f.MotDePasse))
	}
	return mail.NewClient(hote, options...)
}

// pli is a mail as it leaves.
type pli struct {
	destinataire, nom, repondreA, sujet, corps, messageID string
	entetes                                               map[string]string
	ecrit                                                 time.Time
	pieces                                                []pieceLue
}

type pieceLue struct {
	nom, type_ string
	contenu    io.ReadSeeker
}

// composer makes the message. The date is that of the row, so that a second sending is the same to the byte where it matters.
func (f Facteur) composer(p pli) (*mail.Msg, error) {
	de, err := netmail.ParseAddress(f.de())
	if err != nil {
		return nil, err
	}
	m := mail.NewMsg(mail.WithCharset(mail.CharsetUTF8))
	if err := errors.Join(m.FromFormat(de.Name, de.Address), m.EnvelopeFrom(de.Address), m.AddToFormat(p.nom, p.destinataire)); err != nil {
		return nil, err
	}
	if p.repondreA != "" {
		if err := m.ReplyTo(p.repondreA); err != nil {
			return nil, err
		}
	}
	m.Subject(p.sujet)
	m.SetMessageIDWithValue(p.messageID)
	m.SetDateWithValue(p.ecrit)
	m.SetUserAgent("IMAG'IN")
	m.SetGenHeader("Auto-Submitted", "auto-generated") // no out-of-office answers, no loops
	for nom, valeur := range p.entetes {
		m.SetGenHeader(mail.Header(nom), valeur)
	}
	m.SetBodyString(mail.TypeTextPlain, p.corps)
	for _, piece := range p.pieces {
		m.AttachReadSeeker(piece.nom, piece.contenu, mail.WithFileContentType(mail.ContentType(piece.type_)))
	}
	return m, nil
}
