package source

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const (
	profondeurMax = 40
	jetonMax      = 256 << 10 // bytes between two tokens: an attribute or a text of more is an attack
)

// XML reads an XML document token by token under limits: no DTD, no entity, bounded depth and token size.
// Declared ISO-8859-1, ISO-8859-15, windows-1252 and UTF-8 are read; the declaration is believed.
type XML struct {
	d      *xml.Decoder
	compte *compteur
	prof   int
	vu     bool
	// DoctypeNu accepts a document type without definitions, as the annuaire fédérateur has one; nothing is fetched.
	DoctypeNu bool
}

// compteur bounds what the decoder may read before it yields a token, and counts lines.
type compteur struct {
	r     io.Reader
	jeton int64
	err   error
}

func (c *compteur) Read(p []byte) (int, error) {
	if c.jeton > jetonMax {
		c.err = errJeton
		return 0, errJeton
	}
	if len(p) > 16<<10 {
		p = p[:16<<10]
	}
	n, err := c.r.Read(p)
	c.jeton += int64(n)
	return n, err
}

var errJeton = errors.New("texte ou attribut démesuré")

// NewXML prepares the reading of r.
func NewXML(r io.Reader) *XML {
	x := &XML{compte: &compteur{r: r}}
	x.d = xml.NewDecoder(x.compte)
	x.d.CharsetReader = encodage
	return x
}

var errEncodage = errors.New("encodage")

func encodage(nom string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(nom) {
	case "utf-8", "":
		return r, nil
	case "iso-8859-1", "latin1":
		return charmap.ISO8859_1.NewDecoder().Reader(r), nil
	case "iso-8859-15", "latin9":
		return charmap.ISO8859_15.NewDecoder().Reader(r), nil
	case "windows-1252", "cp1252":
		return charmap.Windows1252.NewDecoder().Reader(r), nil
	}
	return nil, errEncodage
}

// Ligne is the current line, from 1.
func (x *XML) Ligne() int {
	l, _ := x.d.InputPos()
	return l
}

// Suivant returns the next element or text; io.EOF at the end. It returns a *Refus naming the line of any fault.
func (x *XML) Suivant() (xml.Token, error) {
	for {
		x.compte.jeton = 0
		t, err := x.d.Token()
		if err != nil {
			return nil, x.expliquer(err)
		}
		switch e := t.(type) {
		case xml.StartElement:
			x.vu = true
			if x.prof++; x.prof > profondeurMax {
				return nil, refuser("import.profondeur", x.Ligne(), "Ligne %d : les éléments sont emboîtés trop profondément ; ce n’est pas un fichier attendu.", x.Ligne())
			}
			return e, nil
		case xml.EndElement:
			x.prof--
			return e, nil
		case xml.CharData:
			if !utf8.Valid(e) {
				return nil, x.expliquer(errEncodage)
			}
			return e, nil
		case xml.Directive:
			if x.DoctypeNu && !bytes.ContainsAny(e, "[<") {
				continue
			}
			return nil, refuser("import.entite_interdite", x.Ligne(), "Ligne %d : le fichier contient une définition de document (<!…>) ; elle est refusée par sécurité.", x.Ligne())
		}
	}
}

func (x *XML) expliquer(err error) error {
	var refus *Refus
	var syntaxe *xml.SyntaxError
	l := x.Ligne()
	switch {
	case errors.As(err, &refus):
		return refus
	case errors.Is(err, errJeton) || x.compte.err != nil:
		return refuser("import.jeton", l, "Ligne %d : un texte ou un attribut dépasse la taille permise.", l)
	case errors.Is(err, io.EOF) && x.prof == 0 && x.vu:
		return io.EOF
	case errors.Is(err, io.EOF):
		return refuser("import.vide", l, "Le fichier ne contient aucun élément XML. Vérifiez que c’est bien l’export attendu.")
	case errors.Is(err, errEncodage) || strings.Contains(err.Error(), "invalid UTF-8") || strings.Contains(err.Error(), "encoding"):
		return refuser("import.encodage", l, "Ligne %d : le texte n’est pas dans l’encodage que le fichier déclare. Exportez-le de nouveau, sans passer par un éditeur.", l)
	case errors.As(err, &syntaxe) && strings.Contains(syntaxe.Msg, "unexpected EOF"):
		return refuser("import.tronque", syntaxe.Line, "Le fichier s’arrête à la ligne %d avant sa fin : il est tronqué. Exportez-le ou envoyez-le de nouveau.", syntaxe.Line)
	case errors.As(err, &syntaxe) && strings.Contains(syntaxe.Msg, "invalid character entity"):
		return refuser("import.entite_interdite", syntaxe.Line, "Ligne %d : entité inconnue ou interdite (%s).", syntaxe.Line, syntaxe.Msg)
	case errors.As(err, &syntaxe):
		return refuser("import.xml_invalide", syntaxe.Line, "Ligne %d : XML illisible (%s).", syntaxe.Line, syntaxe.Msg)
	case strings.HasPrefix(err.Error(), "xml: "): // a declaration that the decoder refuses, such as version 2.0
		return refuser("import.xml_invalide", l, "Ligne %d : XML illisible (%s).", l, strings.TrimPrefix(err.Error(), "xml: "))
	}
	return err
}
