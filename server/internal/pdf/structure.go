package pdf

import (
	"fmt"
	"strconv"
)

// element of the logical structure, open: it is written when it closes, since its place in the tree is a number.
type element struct {
	num, parent int
	genre       string
	attributs   string // serialized entries
	page        int    // of its first content
	enfants     []byte
}

// Option of a structure element.
type Option func(*element)

// Alternatif is the text that replaces a figure for those who do not see it.
func Alternatif(texte string) Option {
	return func(e *element) { e.attributs += "/Alt" + chaine(texte) }
}

// Cadre is where a figure stands.
func Cadre(x, y, l, h float64) Option {
	return func(e *element) {
		e.attributs += fmt.Sprintf("/A<</O/Layout/BBox[%.2f %.2f %.2f %.2f]/Placement/Block>>", x, Hauteur-y-h, x+l, Hauteur-y)
	}
}

// Portee says what a header cell heads: Column or Row.
func Portee(de string) Option {
	return func(e *element) { e.attributs += "/A<</O/Table/Scope/" + de + ">>" }
}

// Nom is the title of an element in a reader's list.
func Nom(titre string) Option {
	return func(e *element) { e.attributs += "/T" + chaine(titre) }
}

// Ouvrir begins a structure element (Sect, H1, P, Table, TR, TH, TD, L, LI, Lbl, LBody, Figure, Link…) inside the
// current one.
func (d *Document) Ouvrir(genre string, options ...Option) {
	d.demarquer()
	parent := d.num.document
	if n := len(d.pile); n > 0 {
		parent = d.pile[n-1].num
	}
	e := &element{num: d.reserver(), parent: parent, genre: genre}
	for _, o := range options {
		o(e)
	}
	reference := append(strconv.AppendInt(nil, int64(e.num), 10), " 0 R "...)
	if n := len(d.pile); n > 0 {
		d.pile[n-1].enfants = append(d.pile[n-1].enfants, reference...)
	} else {
		d.document = append(d.document, reference...)
	}
	d.pile = append(d.pile, e)
}

// Fermer ends the current element.
func (d *Document) Fermer() {
	d.demarquer()
	e := d.pile[len(d.pile)-1]
	d.pile = d.pile[:len(d.pile)-1]
	b := append(make([]byte, 0, 96+len(e.enfants)), "<</Type/StructElem/S/"...)
	b = append(append(b, e.genre...), "/P "...)
	b = append(strconv.AppendInt(b, int64(e.parent), 10), " 0 R"...)
	b = append(b, e.attributs...)
	if e.page != 0 {
		b = append(strconv.AppendInt(append(b, "/Pg "...), int64(e.page), 10), " 0 R"...)
	}
	b = append(append(append(b, "/K["...), e.enfants...), "]>>"...)
	d.objet(e.num, b)
}

// Dans draws inside an element.
func (d *Document) Dans(genre string, dessiner func(), options ...Option) {
	d.Ouvrir(genre, options...)
	dessiner()
	d.Fermer()
}

// marquer opens the marked piece that ties what is drawn to the current element.
func (d *Document) marquer() {
	p := &d.page
	if p.marquee || p.artefact || len(d.pile) == 0 {
		return
	}
	e := d.pile[len(d.pile)-1]
	mcid := len(p.elements)
	p.elements, p.marquee = append(p.elements, e.num), true
	p.contenu = append(append(append(p.contenu, '/'), e.genre...), "<</MCID "...)
	p.contenu = append(strconv.AppendInt(p.contenu, int64(mcid), 10), ">>BDC\n"...)
	if e.page == 0 {
		e.page = p.num
	}
	if e.page == p.num {
		e.enfants = append(strconv.AppendInt(e.enfants, int64(mcid), 10), ' ')
		return
	}
	e.enfants = fmt.Appendf(e.enfants, "<</Type/MCR/Pg %d 0 R/MCID %d>>", p.num, mcid)
}

func (d *Document) demarquer() {
	if d.page.marquee {
		d.page.contenu, d.page.marquee = append(d.page.contenu, "EMC\n"...), false
	}
}

// Artefact draws what belongs to the page and not to the text: rules, grounds, running feet.
func (d *Document) Artefact(dessiner func()) {
	if d.page.artefact {
		dessiner()
		return
	}
	d.demarquer()
	d.page.contenu = append(d.page.contenu, "/Artifact BMC\n"...)
	d.page.artefact = true
	dessiner()
	d.page.artefact = false
	d.page.contenu = append(d.page.contenu, "EMC\n"...)
}

// Lien makes a rectangle of the page lead to an address; it belongs to the current element, which must be a Link.
func (d *Document) Lien(x, y, l, h float64, adresse, description string) {
	e := d.pile[len(d.pile)-1]
	n := d.reserver()
	d.objet(n, fmt.Appendf(nil, "<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4/StructParent %d/Contents%s/A<</S/URI/URI%s>>>>",
		x, Hauteur-y-h, x+l, Hauteur-y, len(d.parents), chaine(description), chaine(adresse)))
	d.parents = append(d.parents, e.num)
	d.page.liens = append(d.page.liens, n)
	e.enfants = fmt.Appendf(e.enfants, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", d.page.num, n)
}

// signet is a line of the reader's table of contents.
type signet struct {
	titre  string
	niveau int
	page   int
	y      float64
}

// Signet adds a bookmark to the current page; niveau counts from 0 and grows one at a time.
func (d *Document) Signet(titre string, niveau int, y float64) {
	d.signets = append(d.signets, signet{titre, niveau, d.page.num, y})
}
