package frais

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"

	"imagin/api"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/fail"
)

// Largest file that is loaded at once, in bytes: a hundred thousand lines and more.
const octetsMax = 8 << 20

// depot is a form with one file and a few words.
type depot struct {
	champs  map[string]string
	contenu []byte
}

func (d *depot) simulation() bool { return d.champs["simulation"] == "true" }

// lireDepot returns fail.Malformed when the sending was cut, fail.TooLarge beyond 8 MB, fail.Invalid without a file.
func lireDepot(m *multipart.Reader) (d depot, err error) {
	d.champs = map[string]string{}
	for {
		partie, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return d, fail.New(fail.Malformed, "formulaire", "L’envoi a été interrompu : envoyez le fichier de nouveau.").Because(err)
		}
		b, err := io.ReadAll(io.LimitReader(partie, octetsMax+1))
		switch {
		case err != nil:
			return d, fail.New(fail.Malformed, "formulaire", "L’envoi a été interrompu : envoyez le fichier de nouveau.").Because(err)
		case len(b) > octetsMax:
			return d, fail.New(fail.TooLarge, "fichier.taille", "Le fichier dépasse 8 Mo : envoyez-le en plusieurs fois.")
		case partie.FormName() == "fichier":
			d.contenu = b
		default:
			d.champs[partie.FormName()] = string(b)
		}
	}
	if len(d.contenu) == 0 {
		return d, fail.New(fail.Invalid, "fichier.absent", "Choisissez un fichier CSV.", fail.Field{Pointer: "/fichier", Code: "requis", Message: "fichier absent ou vide"})
	}
	return d, nil
}

// ligneLueDe is one line of a CSV, by the names of its fields.
type ligneLueDe = tabulaire.Ligne

// lireCSV gives each line to lire, and each line that cannot be read to rejeter.
func (d *depot) lireCSV(champs []tabulaire.Champ, lire func(ligneLueDe) error, rejeter func(int, string)) error {
	t, err := tabulaire.Ouvrir(bytes.NewReader(d.contenu), tabulaire.Format{})
	if err != nil {
		return illisible(err)
	}
	l, err := t.Lier(champs)
	if err != nil {
		return illisible(err)
	}
	return illisible(l.Lire(lire, func(x source.Anomalie) error { rejeter(x.Ligne, x.Message); return nil }))
}

func illisible(err error) error {
	var refus *source.Refus
	if errors.As(err, &refus) {
		return fail.New(fail.Invalid, refus.Code, refus.Message, fail.Field{Pointer: "/fichier", Code: refus.Code, Message: refus.Message})
	}
	return err
}

// rejets keeps the first hundred, and counts them all.
type rejets struct {
	premiers []api.RejetLigne
	n        int
}

func (r *rejets) ajouter(ligne int, raison string) {
	if r.n++; len(r.premiers) < 100 {
		r.premiers = append(r.premiers, api.RejetLigne{Ligne: ligne, Raison: raison})
	}
}
