// Package source opens what people and machines send, trusting nothing: sizes, encodings, archives, XML depth.
package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Refus says why a whole file cannot be read. Message is French and names the line and the remedy.
type Refus struct {
	Code    string // stable: import.vide, import.racine_inconnue…
	Ligne   int
	Message string
}

func (r *Refus) Error() string { return r.Code + ": " + r.Message }

func refuser(code string, ligne int, format string, args ...any) *Refus {
	return &Refus{code, ligne, fmt.Sprintf(format, args...)}
}

// Refuser makes a refusal.
func Refuser(code string, ligne int, format string, args ...any) error {
	return refuser(code, ligne, format, args...)
}

// Anomalie is a line that was set aside (Rejet) or deserves a look.
type Anomalie struct {
	Ligne                  int
	Champ, Valeur, Message string
	Rejet                  bool
}

const rapportMax = 200 // a text file does not shrink more than this; a bomb does

// Ouvrir returns the content of a file, taken out of its ZIP if it is one, and stops at max bytes.
// It returns a *Refus for an empty file, an archive of several files or a bomb.
func Ouvrir(r io.Reader, max int64) (io.Reader, error) {
	debut := make([]byte, 4)
	n, err := io.ReadFull(r, debut)
	if n == 0 {
		return nil, refuser("import.vide", 0, "Le fichier est vide. Exportez-le de nouveau.")
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	tout := io.MultiReader(bytes.NewReader(debut[:n]), r)
	if !bytes.Equal(debut[:n], []byte("PK\x03\x04")) {
		return &borne{r: tout, reste: max}, nil
	}
	return dezipper(tout, max)
}

func dezipper(r io.Reader, max int64) (io.Reader, error) {
	b, err := io.ReadAll(io.LimitReader(r, max+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > max {
		return nil, tropGros(max)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, refuser("import.zip", 0, "L’archive ZIP est abîmée. Refaites-la, ou envoyez le fichier sans archive.")
	}
	var seul *zip.File
	for _, f := range z.File {
		if f.FileInfo().IsDir() {
			continue
		}
		if seul != nil {
			return nil, refuser("import.zip", 0, "L’archive ZIP contient plusieurs fichiers : envoyez-les un à un.")
		}
		seul = f
	}
	if seul == nil {
		return nil, refuser("import.vide", 0, "L’archive ZIP ne contient aucun fichier.")
	}
	if seul.UncompressedSize64 > uint64(max) || seul.UncompressedSize64 > rapportMax*(seul.CompressedSize64+1024) { //nolint:gosec // max is positive
		return nil, tropGros(max)
	}
	ouvert, err := seul.Open()
	if err != nil {
		return nil, refuser("import.zip", 0, "L’archive ZIP est abîmée : %v.", err)
	}
	return &borne{r: ouvert, reste: max}, nil // the announced size may lie: the cap is on what really comes out
}

func tropGros(max int64) error {
	return refuser("import.taille", 0, "Le fichier dépasse %d Mo une fois ouvert : il est refusé.", max>>20)
}

type borne struct {
	r     io.Reader
	reste int64
	max   int64
}

func (b *borne) Read(p []byte) (int, error) {
	if b.max == 0 {
		b.max = b.reste
	}
	n, err := b.r.Read(p)
	if b.reste -= int64(n); b.reste < 0 {
		return 0, tropGros(b.max)
	}
	return n, err
}
