package pdf

import (
	"fmt"
	"strconv"
)

// page being drawn.
type page struct {
	num      int
	numero   int    // from 1, in the document
	contenu  []byte // drawing operators
	elements []int  // structure element of each marked piece, by its number
	marquee  bool   // a marked piece is open
	artefact bool
	images   []int
	liens    []int // annotations
	style    Style
	pose     bool // style was set on this page
}

// arbre of pages, by branches.
type arbre struct {
	branche  int
	feuilles []byte
	nombre   int
	branches []byte
	total    int
}

const parBranche = 100

// Style of a text.
type Style struct {
	Fonte   *Fonte
	Corps   float64 // points
	Couleur [3]uint8
}

// NouvellePage ends the current page, if any, and begins another.
func (d *Document) NouvellePage() {
	d.finirPage()
	if d.pages.branche == 0 {
		d.pages.branche = d.reserver()
	}
	d.pages.total++
	d.page = page{num: d.reserver(), numero: d.pages.total, contenu: d.page.contenu[:0], elements: d.page.elements[:0],
		images: d.page.images[:0], liens: d.page.liens[:0]}
}

// NumeroPage is the number of the current page, from 1; 0 before the first.
func (d *Document) NumeroPage() int { return d.page.numero }

func (d *Document) finirPage() {
	p := &d.page
	if p.num == 0 {
		return
	}
	d.demarquer()
	contenu := d.reserver()
	z := comprimer(p.contenu)
	d.flux(contenu, "/Filter/FlateDecode", z.Bytes())
	rendre(z)
	o := fmt.Appendf(nil, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 595.28 841.89]/Contents %d 0 R/Tabs/S/StructParents %d/Resources<</Font<</F0 %d 0 R/F1 %d 0 R>>",
		d.pages.branche, contenu, len(d.parents), d.num.fonte0, d.num.fonte1)
	d.parents = append(d.parents, d.tableauDe(p.elements))
	if len(p.images) > 0 {
		o = append(o, "/XObject<<"...)
		for _, n := range p.images {
			o = fmt.Appendf(o, "/I%d %d 0 R", n, n)
		}
		o = append(o, ">>"...)
	}
	o = append(o, ">>"...)
	if len(p.liens) > 0 {
		o = append(references(append(o, "/Annots["...), p.liens), ']')
	}
	d.objet(p.num, append(o, ">>"...))
	a := &d.pages
	a.feuilles, a.nombre = append(strconv.AppendInt(a.feuilles, int64(p.num), 10), " 0 R "...), a.nombre+1
	if a.nombre == parBranche {
		d.finirBranche()
	}
	p.num = 0
}

func (d *Document) finirBranche() {
	a := &d.pages
	if a.nombre == 0 {
		return
	}
	d.objet(a.branche, fmt.Appendf(nil, "<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>", d.num.pages, a.nombre, a.feuilles))
	a.branches = fmt.Appendf(a.branches, "%d 0 R ", a.branche)
	a.branche, a.feuilles, a.nombre = 0, a.feuilles[:0], 0
}

func (d *Document) tableauDe(nums []int) int {
	n := d.reserver()
	d.objet(n, append(references([]byte{'['}, nums), ']'))
	return n
}

func references(b []byte, nums []int) []byte {
	for _, n := range nums {
		b = append(strconv.AppendInt(b, int64(n), 10), " 0 R "...)
	}
	return b
}

// Texte draws one line whose baseline is at y.
func (d *Document) Texte(x, y float64, s Style, texte string) {
	if texte == "" {
		return
	}
	d.marquer()
	b, face := d.page.contenu, 0
	if s.Fonte.gras {
		face = 1
	}
	b = d.couleur(append(b, "BT"...), s)
	if !d.page.pose || d.page.style.Fonte != s.Fonte || d.page.style.Corps != s.Corps {
		b = append(b, "/F"...)
		b = append(strconv.AppendInt(b, int64(face), 10), ' ')
		b = append(nombre(b, s.Corps), " Tf"...)
	}
	d.page.style, d.page.pose = s, true
	b = append(nombre(append(b, ' '), x), ' ')
	b = append(nombre(b, Hauteur-y), " Td<"...)
	const hexa = "0123456789ABCDEF"
	for _, r := range texte {
		g, _, courant := s.Fonte.glyphe(r)
		if !courant {
			d.etendue[face] = true
		}
		b = append(b, hexa[g>>12], hexa[g>>8&15], hexa[g>>4&15], hexa[g&15])
	}
	b = append(b, ">Tj ET\n"...)
	d.page.contenu = b
}

func (d *Document) couleur(b []byte, s Style) []byte {
	if d.page.pose && d.page.style.Couleur == s.Couleur || !d.page.pose && s.Couleur == [3]uint8{} {
		return append(b, ' ')
	}
	for _, c := range s.Couleur {
		b = nombre(append(b, ' '), float64(c)/255)
	}
	return append(b, " rg"...)
}

// Trait draws a line, which says nothing to those who listen.
func (d *Document) Trait(x1, y1, x2, y2, epaisseur float64) {
	d.Artefact(func() {
		b := append(nombre(append(d.page.contenu, "q "...), epaisseur), " w .45 G "...)
		b = nombre(append(nombre(b, x1), ' '), Hauteur-y1)
		b = nombre(append(nombre(append(b, " m "...), x2), ' '), Hauteur-y2)
		b = append(b, " l S Q\n"...)
		d.page.contenu = b
	})
}

// Fond fills a rectangle, which says nothing to those who listen.
func (d *Document) Fond(x, y, l, h float64, couleur [3]uint8) {
	d.Artefact(func() {
		b := d.page.contenu
		b = append(b, 'q')
		for _, c := range couleur {
			b = nombre(append(b, ' '), float64(c)/255)
		}
		b = nombre(append(b, " rg "...), x)
		for _, v := range []float64{Hauteur - y - h, l, h} {
			b = nombre(append(b, ' '), v)
		}
		b = append(b, " re f Q\n"...)
		d.page.contenu = b
	})
}
