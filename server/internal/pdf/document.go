// Package pdf writes tagged PDF (PDF/UA-1) as it is drawn: text, structure and pages leave for the file at once, so that
// ten thousand letters in one file cost the memory of one. It knows fonts, pages, structure elements, links, images and
// bookmarks; what is said on the page belongs to its callers.
package pdf

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf16"
)

// Infos describe a document to its readers.
type Infos struct {
	Titre, Auteur, Langue string // Langue as in BCP 47; fr-FR when empty
	Cree                  time.Time
}

// Sizes of an A4 page, in points. Positions count from its upper left corner.
const (
	Largeur = 595.28
	Hauteur = 841.89
)

// Document is a PDF being written. Its methods keep the first error, that Terminer returns.
type Document struct {
	infos    Infos
	w        *bufio.Writer
	ecrit    int64
	err      error
	places   []place // of each object, by number
	paquet   paquet
	page     page
	pages    arbre
	pile     []*element
	document []byte // references to the sections
	parents  []int  // object of each entry of the parent tree
	signets  []signet
	images   map[*Image]int
	etendue  [2]bool // whether a face needs its large subset
	num      numeros
}

// numeros are objects that others refer to before they are written.
type numeros struct{ catalogue, racine, document, pages, fonte0, fonte1, infos int }

// place of an object: in the file, or in a packet of objects.
type place struct {
	position int64 // offset, or the packet's number
	rang     int   // -1 in the file
}

// Nouveau begins a document on w.
func Nouveau(w io.Writer, infos Infos) *Document {
	if infos.Langue == "" {
		infos.Langue = "fr-FR"
	}
	d := &Document{infos: infos, w: bufio.NewWriterSize(w, 1<<15), places: make([]place, 1, 128), images: map[*Image]int{}}
	for _, n := range []*int{&d.num.catalogue, &d.num.racine, &d.num.document, &d.num.pages, &d.num.fonte0, &d.num.fonte1, &d.num.infos} {
		*n = d.reserver()
	}
	d.page.contenu = make([]byte, 0, 1<<13)
	d.ecrire([]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"))
	return d
}

func (d *Document) ecrire(b []byte) {
	if d.err == nil {
		_, d.err = d.w.Write(b)
		d.ecrit += int64(len(b))
	}
}

func (d *Document) reserver() int {
	d.places = append(d.places, place{})
	return len(d.places) - 1
}

// flux writes a stream object, whose data are already compressed when filtre says so.
func (d *Document) flux(num int, entrees string, donnees []byte) {
	d.places[num] = place{d.ecrit, -1}
	d.ecrire(fmt.Appendf(nil, "%d 0 obj\n<<%s/Length %d>>stream\n", num, entrees, len(donnees)))
	d.ecrire(donnees)
	d.ecrire([]byte("\nendstream\nendobj\n"))
}

// paquet gathers objects into a compressed stream (PDF 1.5, object streams).
type paquet struct {
	nums  []int
	debut []int
	corps []byte
}

const parPaquet = 250

// objet adds an object that is not a stream.
func (d *Document) objet(num int, corps []byte) {
	p := &d.paquet
	p.nums, p.debut = append(p.nums, num), append(p.debut, len(p.corps))
	p.corps = append(append(p.corps, corps...), '\n')
	if len(p.nums) >= parPaquet {
		d.viderPaquet()
	}
}

func (d *Document) viderPaquet() {
	p := &d.paquet
	if len(p.nums) == 0 {
		return
	}
	num := d.reserver()
	entete := make([]byte, 0, 12*len(p.nums))
	for i, n := range p.nums {
		d.places[n] = place{int64(num), i}
		entete = strconv.AppendInt(entete, int64(n), 10)
		entete = append(entete, ' ')
		entete = strconv.AppendInt(entete, int64(p.debut[i]), 10)
		entete = append(entete, ' ')
	}
	z := comprimer(entete, p.corps)
	d.flux(num, fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", len(p.nums), len(entete)), z.Bytes())
	rendre(z)
	p.nums, p.debut, p.corps = p.nums[:0], p.debut[:0], p.corps[:0]
}

var (
	tampons      = sync.Pool{New: func() any { return &bytes.Buffer{} }}
	compresseurs = sync.Pool{New: func() any { z, _ := zlib.NewWriterLevel(io.Discard, zlib.BestSpeed); return z }}
)

func comprimer(morceaux ...[]byte) *bytes.Buffer {
	b, _ := tampons.Get().(*bytes.Buffer)
	b.Reset()
	z, _ := compresseurs.Get().(*zlib.Writer)
	z.Reset(b)
	for _, m := range morceaux {
		_, _ = z.Write(m)
	}
	_ = z.Close()
	compresseurs.Put(z)
	return b
}

func rendre(b *bytes.Buffer) { tampons.Put(b) }

// chaine is a text string of a dictionary, in UTF-16 when it must.
func chaine(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] >= ' ' && s[i] < 0x7f
	}
	if ascii {
		return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s) + ")"
	}
	b := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return string(append(b, '>'))
}

// nombre with two decimals at most.
func nombre(b []byte, v float64) []byte {
	c := int64(v*100 + 0.5)
	if v < 0 {
		c = -int64(-v*100 + 0.5)
	}
	if c < 0 {
		b, c = append(b, '-'), -c
	}
	b = strconv.AppendInt(b, c/100, 10)
	if c %= 100; c != 0 {
		b = append(b, '.', byte('0'+c/10))
		if c%10 != 0 {
			b = append(b, byte('0'+c%10))
		}
	}
	return b
}
