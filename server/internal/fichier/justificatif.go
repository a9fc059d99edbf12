package fichier

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"imagin/server/internal/fail"
)

// TailleJustificatif is the largest proof that is kept: a few scanned pages. 5 Mo.
const TailleJustificatif = 5 << 20

var signatures = []struct {
	debut     []byte
	type_     string
	extension string
}{
	{[]byte("%PDF-"), "application/pdf", ".pdf"},
	{[]byte("\xff\xd8\xff"), "image/jpeg", ".jpg"},
	{[]byte("\x89PNG\r\n\x1a\n"), "image/png", ".png"},
}

// TypeDe tells what a proof is from its first bytes, whatever its name says; empty when it is none of PDF, JPEG, PNG.
func TypeDe(debut []byte) (typeMime, extension string) {
	for _, s := range signatures {
		if bytes.HasPrefix(debut, s.debut) {
			return s.type_, s.extension
		}
	}
	return "", ""
}

// RecevoirJustificatif receives a PDF, a JPEG or a PNG, judged by its content. It returns fail.TooLarge beyond 5 Mo,
// fail.Unsupported for anything else, fail.Invalid when it is empty or cut short.
func RecevoirJustificatif(r io.Reader, nom string) (d *Depot, propre string, err error) {
	d, err = Recevoir(io.LimitReader(r, TailleJustificatif+1))
	if err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = fail.New(fail.Malformed, "justificatif.interrompu", "L’envoi du justificatif s’est interrompu. Recommencez.").Because(err)
		}
		return nil, "", err
	}
	extension, err := d.verifierJustificatif()
	if err != nil {
		d.Fermer()
		return nil, "", err
	}
	return d, nomPropre(nom, extension), nil
}

func refus(kind fail.Kind, code, message, court string) error {
	return fail.New(kind, "justificatif."+code, message, fail.Field{Pointer: "/justificatif", Code: code, Message: court})
}

func (d *Depot) verifierJustificatif() (extension string, err error) {
	if d.taille == 0 {
		return "", refus(fail.Invalid, "vide", "Le justificatif est vide. Choisissez un autre fichier.", "fichier vide")
	}
	if d.taille > TailleJustificatif {
		return "", refus(fail.TooLarge, "taille", "Le justificatif dépasse 5 Mo. Numérisez-le en noir et blanc, ou photographiez-le en qualité moyenne.", "5 Mo au plus")
	}
	debut := make([]byte, 16)
	n, _ := d.ReadAt(debut, 0)
	genre, extension := TypeDe(debut[:n])
	if n >= 12 && string(debut[4:8]) == "ftyp" {
		return "", refus(fail.Unsupported, "heic", "Cette photo est au format HEIC, que tous ne savent pas lire. Réglez l’appareil sur « le plus compatible » (JPEG), ou faites une capture d’écran.", "JPEG plutôt que HEIC")
	}
	if genre == "" {
		return "", refus(fail.Unsupported, "type", "Le justificatif doit être un PDF, un JPEG ou un PNG. Ce fichier est d’une autre sorte, quel que soit son nom.", "PDF, JPEG ou PNG")
	}
	if !d.complet(genre) {
		return "", refus(fail.Invalid, "tronque", "Le justificatif est incomplet : sa fin manque. Enregistrez-le de nouveau, puis renvoyez-le.", "fichier incomplet")
	}
	return extension, nil
}

// complet looks for the mark that ends a file of its kind in its last kilobytes: a transfer cut short has none.
func (d *Depot) complet(genre string) bool {
	fin := make([]byte, min(d.taille, 4096))
	_, _ = d.ReadAt(fin, d.taille-int64(len(fin)))
	marque := map[string]string{"application/pdf": "%%EOF", "image/jpeg": "\xff\xd9", "image/png": "IEND"}[genre]
	return bytes.Contains(fin, []byte(marque))
}

// nomPropre keeps of a name what can be shown and saved, with the extension of what the file really is.
func nomPropre(nom, extension string) string {
	nom = path.Base(strings.ReplaceAll(nom, `\`, "/"))
	nom = strings.TrimSuffix(nom, path.Ext(nom))
	nom = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || strings.ContainsRune(`"<>|:*?/`, r) || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			return -1
		}
		return r
	}, nom)
	if nom = strings.Trim(nom, " ."); nom == "" {
		nom = "justificatif"
	}
	if r := []rune(nom); len(r) > 100 {
		nom = string(r[:100])
	}
	return nom + extension
}
