package source

import (
	"archive/zip"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

const (
	rapportMax = 200     // a text file does not shrink more than this; a bomb does
	entreesMax = 5_000   // an académie has some 700 schools
	totalMax   = 2 << 30 // bytes that one archive may give, whatever each file may
)

// Fichier is one file received: alone, or taken out of an archive.
type Fichier struct {
	Nom    string // in the archive; empty when the file came alone
	Taille int64  // announced, in bytes
	ouvrir func() (io.ReadCloser, error)
	max    int64
}

// Ouvrir reads the content, and stops with a *Refus at the cap: announced sizes may lie.
func (f Fichier) Ouvrir() (io.ReadCloser, error) {
	r, err := f.ouvrir()
	if err != nil {
		return nil, refuser("import.zip", 0, "L’archive ZIP est abîmée : %v.", err)
	}
	return &borne{ReadCloser: r, reste: f.max, max: f.max}, nil
}

// Ouvrir lists what was sent: the file itself, or the files of its ZIP archive. max is the size in bytes of one file.
// It returns a *Refus for an empty file, a broken archive, a bomb, an archive in an archive.
func Ouvrir(r io.ReaderAt, taille, max int64) ([]Fichier, error) {
	debut := make([]byte, 4)
	n, err := r.ReadAt(debut, 0)
	if n == 0 {
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		return nil, refuser("import.vide", 0, "Le fichier est vide. Exportez-le de nouveau.")
	}
	if string(debut[:n]) != "PK\x03\x04" {
		return []Fichier{{Taille: taille, max: max, ouvrir: func() (io.ReadCloser, error) {
			return io.NopCloser(io.NewSectionReader(r, 0, taille)), nil
		}}}, nil
	}
	return dezipper(r, taille, max)
}

func dezipper(r io.ReaderAt, taille, max int64) ([]Fichier, error) {
	z, err := zip.NewReader(r, taille)
	if err != nil {
		return nil, refuser("import.zip", 0, "L’archive ZIP est abîmée. Refaites-la, ou envoyez le fichier sans archive.")
	}
	var fichiers []Fichier
	var total uint64
	for _, f := range z.File {
		if f.FileInfo().IsDir() || deService(f.Name) {
			continue
		}
		nom := nomPropre(f.Name)
		total += f.UncompressedSize64
		switch {
		case strings.HasSuffix(strings.ToLower(nom), ".zip"):
			return nil, refuser("import.zip", 0, "L’archive ZIP contient une autre archive (%s). Mettez les fichiers eux-mêmes dans une seule archive.", nom)
		case f.UncompressedSize64 > uint64(max) || f.UncompressedSize64 > rapportMax*(f.CompressedSize64+1024): //nolint:gosec // max is positive
			return nil, refuser("import.taille", 0, "Le fichier %s dépasse %d Mo une fois ouvert, ou se décompresse démesurément : l’archive est refusée.", nom, max>>20)
		case total > totalMax || len(fichiers) == entreesMax:
			return nil, refuser("import.taille", 0, "L’archive ZIP dépasse %d fichiers ou %d Mo une fois ouverte. Envoyez-la en plusieurs fois.", entreesMax, totalMax>>20)
		}
		fichiers = append(fichiers, Fichier{Nom: nom, Taille: int64(f.UncompressedSize64), max: max, ouvrir: f.Open}) //nolint:gosec // below max
	}
	if len(fichiers) == 0 {
		return nil, refuser("import.vide", 0, "L’archive ZIP ne contient aucun fichier.")
	}
	return fichiers, nil
}

// deService: what computers add to archives without being asked.
func deService(nom string) bool {
	return strings.HasPrefix(nom, "__MACOSX/") || strings.HasPrefix(path.Base(nom), ".") || path.Base(nom) == "Thumbs.db"
}

// nomPropre is shown, never opened: no path, no control character.
func nomPropre(nom string) string {
	nom = path.Base(strings.ReplaceAll(nom, `\`, "/"))
	if !utf8.ValidString(nom) {
		nom = strings.ToValidUTF8(nom, "?")
	}
	nom = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, nom)
	if r := []rune(nom); len(r) > 120 {
		nom = string(r[:120])
	}
	return nom
}

type borne struct {
	io.ReadCloser
	reste, max int64
}

func (b *borne) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.reste -= int64(n); b.reste < 0 {
		return 0, refuser("import.taille", 0, "Le fichier dépasse %d Mo une fois ouvert : il est refusé.", b.max>>20)
	}
	if errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrFormat) {
		return 0, refuser("import.zip", 0, "L’archive ZIP est abîmée. Refaites-la, ou envoyez le fichier sans archive.")
	}
	return n, err
}
