package fichier

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"

	"imagin/server/internal/fail"
)

// LireFormulaire receives the one proof of a form, in its field « justificatif ». It returns fail.Invalid without one, and
// what RecevoirJustificatif does.
func LireFormulaire(m *multipart.Reader) (*Depot, string, error) {
	for {
		partie, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, "", fail.New(fail.Invalid, "justificatif.absent", "Joignez un fichier.", fail.Field{Pointer: "/justificatif", Code: "required", Message: "ce champ est requis"})
		}
		if err != nil {
			return nil, "", fail.New(fail.Malformed, "justificatif.interrompu", "L’envoi du justificatif s’est interrompu. Recommencez.").Because(err)
		}
		if partie.FormName() == "justificatif" {
			return RecevoirJustificatif(partie, partie.FileName())
		}
	}
}

// Disposition is the header by which a browser saves the file under its name, and never shows it in a page.
func (c *Contenu) Disposition() string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": c.Nom})
}
