package fichier

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"

	"imagin/server/internal/fail"
)

// LireFormulaire receives the one proof of a form, in its field « justificatif », past the antivirus. It returns fail.Invalid
// without one or when it is infected, and what RecevoirJustificatif does.
func LireFormulaire(ctx context.Context, m *multipart.Reader, a *Antivirus) (*Depot, string, error) {
	for {
		partie, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, "", fail.New(fail.Invalid, "justificatif.absent", "Joignez un fichier.", fail.Field{Pointer: "/justificatif", Code: "required", Message: "ce champ est requis"})
		}
		if err != nil {
			return nil, "", fail.New(fail.Malformed, "justificatif.interrompu", "L’envoi du justificatif s’est interrompu. Recommencez.").Because(err)
		}
		if partie.FormName() == "justificatif" {
			d, nom, err := RecevoirJustificatif(partie, partie.FileName())
			if err != nil {
				return nil, "", err
			}
			if err := d.Controler(ctx, a); err != nil {
				d.Fermer()
				return nil, "", err
			}
			return d, nom, nil
		}
	}
}

// Disposition is the header by which a browser saves the file under its name, and never shows it in a page.
func (c *Contenu) Disposition() string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": c.Nom})
}
