package fichier

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"imagin/server/internal/fail"
)

// Antivirus is a clamd, reached by its INSTREAM command. Without one (nil), nothing is said of files.
type Antivirus struct {
	reseau, adresse string
	attente         time.Duration
}

// NouvelAntivirus takes host:port, or the path of a Unix socket. Empty: none.
func NouvelAntivirus(adresse string) *Antivirus {
	switch {
	case adresse == "":
		return nil
	case strings.HasPrefix(adresse, "/"):
		return &Antivirus{"unix", adresse, 10 * time.Second}
	}
	return &Antivirus{"tcp", adresse, 10 * time.Second}
}

// Verdicts, as they are kept with the file; empty without antivirus.
const (
	Sain      = "sain"
	EnAttente = "en_attente"
	Infecte   = "infecte"
)

// Tranches sent to clamd, in bytes.
const trancheClamd = 64 << 10

// juger sends a content and reads the verdict. It returns an error when the scanner does not answer, or refuses to judge.
func (a *Antivirus) juger(ctx context.Context, r io.Reader) (verdict string, err error) {
	c, err := (&net.Dialer{Timeout: a.attente}).DialContext(ctx, a.reseau, a.adresse)
	if err != nil {
		return "", fmt.Errorf("antivirus : %w", err)
	}
	defer func() { _ = c.Close() }()
	if err := c.SetDeadline(time.Now().Add(a.attente)); err != nil {
		return "", err
	}
	if err := envoyer(c, r); err != nil {
		return "", fmt.Errorf("antivirus : %w", err)
	}
	reponse, err := bufio.NewReader(io.LimitReader(c, 4096)).ReadString(0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("antivirus : %w", err)
	}
	switch reponse = strings.TrimRight(reponse, "\x00\n"); {
	case strings.HasSuffix(reponse, " OK"):
		return Sain, nil
	case strings.HasSuffix(reponse, " FOUND"):
		return Infecte, nil
	}
	return "", fmt.Errorf("antivirus : réponse %q", reponse)
}

// envoyer: a command, then pieces that each say their length, then an empty one.
func envoyer(w io.Writer, r io.Reader) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	tampon := make([]byte, 4+trancheClamd)
	for {
		n, err := io.ReadFull(r, tampon[4:])
		if n > 0 {
			binary.BigEndian.PutUint32(tampon, uint32(n)) //nolint:gosec // at most trancheClamd
			if _, err := w.Write(tampon[:4+n]); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			_, err := io.Copy(w, bytes.NewReader(make([]byte, 4)))
			return err
		}
		if err != nil {
			return err
		}
	}
}

// Controler asks the antivirus before the file is kept. Silent, the file will wait: nobody reads it, it proves nothing. It
// returns fail.Invalid when the file is infected.
func (d *Depot) Controler(ctx context.Context, a *Antivirus) error {
	if a == nil {
		return nil
	}
	verdict, err := a.juger(ctx, io.NewSectionReader(d.spool, 0, d.taille))
	if err != nil {
		verdict = EnAttente
	}
	if verdict == Infecte {
		return refus(fail.Invalid, "infecte", "L’antivirus a reconnu un programme malveillant dans ce fichier : il n’est pas gardé. Vérifiez votre appareil, puis envoyez un autre fichier.", "fichier infecté")
	}
	d.controle = &verdict
	return nil
}
