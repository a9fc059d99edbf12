package pdf

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Terminer ends the document and returns the first error met while writing it.
func (d *Document) Terminer() error {
	d.finirPage()
	d.finirBranche()
	if len(d.pile) > 0 {
		return errors.New("pdf : un élément de structure est resté ouvert")
	}
	d.objet(d.num.pages, fmt.Appendf(nil, "<</Type/Pages/Count %d/Kids[%s]>>", d.pages.total, d.pages.branches))
	d.structure()
	d.fonte(d.num.fonte0, Regulier(), d.etendue[0])
	d.fonte(d.num.fonte1, Gras(), d.etendue[1])
	sommaire := d.sommaire()
	date := d.infos.Cree.Format("20060102150405Z0700")
	if n := len(date); date[n-1] != 'Z' {
		date = date[:n-2] + "'" + date[n-2:] + "'"
	}
	d.objet(d.num.infos, fmt.Appendf(nil, "<</Title%s/Author%s/Creator(IMAG'IN)/Producer(IMAG'IN)/CreationDate(D:%s)>>",
		chaine(d.infos.Titre), chaine(d.infos.Auteur), date))
	meta := d.reserver()
	d.flux(meta, "/Type/Metadata/Subtype/XML", d.xmp())
	d.objet(d.num.catalogue, fmt.Appendf(nil, "<</Type/Catalog/Version/1.7/Pages %d 0 R/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R%s>>",
		d.num.pages, d.num.racine, d.infos.Langue, meta, sommaire))
	d.viderPaquet()
	d.table()
	if d.err == nil {
		d.err = d.w.Flush()
	}
	return d.err
}

func (d *Document) structure() {
	arbre := d.reserver()
	d.objet(d.num.racine, fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		d.num.document, arbre, len(d.parents)))
	d.objet(d.num.document, fmt.Appendf(nil, "<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>", d.num.racine, d.document))
	b := []byte("<</Nums[")
	for i, n := range d.parents {
		b = append(strconv.AppendInt(b, int64(i), 10), ' ')
		b = append(strconv.AppendInt(b, int64(n), 10), " 0 R "...)
	}
	d.objet(arbre, append(b, "]>>"...))
}

func (d *Document) fonte(num int, f *Fonte, etendue bool) {
	s, drapeaux, graisse := &f.petite, 32, 80
	if etendue {
		s = &f.grande
	}
	if f.gras {
		drapeaux, graisse = 32|1<<18, 140
	}
	descendante, descripteur, programme, unicode := d.reserver(), d.reserver(), d.reserver(), d.reserver()
	d.objet(num, fmt.Appendf(nil, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		s.nom, descendante, unicode))
	d.objet(descendante, fmt.Appendf(nil, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/W %s>>",
		s.nom, descripteur, s.largeurs))
	d.objet(descripteur, fmt.Appendf(nil, "<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>",
		s.nom, drapeaux, f.boite[0], f.boite[1], f.boite[2], f.boite[3], f.ascendante, f.descendante, f.capH, graisse, programme))
	d.flux(programme, fmt.Sprintf("/Filter/FlateDecode/Length1 %d", s.brut), s.programme)
	d.flux(unicode, "/Filter/FlateDecode", s.unicode)
}

// sommaire writes the bookmarks and returns the catalogue's entry for them.
func (d *Document) sommaire() string {
	if len(d.signets) == 0 {
		return ""
	}
	racine, nums := d.reserver(), make([]int, len(d.signets))
	for i := range nums {
		nums[i] = d.reserver()
	}
	lies := lier(d.signets)
	for i, s := range d.signets {
		l, parent := lies[i+1], racine
		if l.parent > 0 {
			parent = nums[l.parent-1]
		}
		b := fmt.Appendf(nil, "<</Title%s/Parent %d 0 R/Dest[%d 0 R/XYZ 0 %.0f null]", chaine(s.titre), parent, s.page, Hauteur-s.y)
		d.objet(nums[i], append(l.entrees(b, nums, false), ">>"...))
	}
	d.objet(racine, append(lies[0].entrees([]byte("<</Type/Outlines"), nums, true), ">>"...))
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", racine)
}

// liens of a bookmark, by their rank from 1; 0 is the root, or nobody.
type liens struct{ parent, avant, apres, premier, dernier, nombre int }

func lier(signets []signet) []liens {
	l := make([]liens, len(signets)+1)
	chemin := []int{0}
	for i, s := range signets {
		n := i + 1
		chemin = chemin[:min(s.niveau+1, len(chemin))]
		p := chemin[len(chemin)-1]
		l[n].parent = p
		if a := l[p].dernier; a > 0 {
			l[a].apres, l[n].avant = n, a
		} else {
			l[p].premier = n
		}
		l[p].dernier = n
		l[p].nombre++
		chemin = append(chemin, n)
	}
	return l
}

func (l liens) entrees(b []byte, nums []int, ouvert bool) []byte {
	for _, e := range []struct {
		cle string
		n   int
	}{{"Prev", l.avant}, {"Next", l.apres}, {"First", l.premier}, {"Last", l.dernier}} {
		if e.n > 0 {
			b = fmt.Appendf(b, "/%s %d 0 R", e.cle, nums[e.n-1])
		}
	}
	switch {
	case l.nombre > 0 && ouvert:
		b = fmt.Appendf(b, "/Count %d", l.nombre)
	case l.nombre > 0:
		b = fmt.Appendf(b, "/Count -%d", l.nombre) // its children are folded
	}
	return b
}

func (d *Document) xmp() []byte {
	texte := func(s string) string {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(s))
		return b.String()
	}
	return fmt.Appendf(nil, `<?xpacket begin="`+"\ufeff"+`" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>%s</xmp:CreateDate><xmp:CreatorTool>IMAG'IN</xmp:CreatorTool><pdf:Producer>IMAG'IN</pdf:Producer><pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`, texte(d.infos.Titre), texte(d.infos.Auteur), texte(d.infos.Langue), d.infos.Cree.Format(time.RFC3339))
}

// table writes the cross-reference stream, last.
func (d *Document) table() {
	num := d.reserver()
	debut := d.ecrit
	d.places[num] = place{debut, -1}
	lignes := make([]byte, 0, 8*len(d.places))
	for i, p := range d.places {
		genre, reste := byte(1), uint16(0)
		switch {
		case i == 0 || p == place{}:
			genre, reste = 0, 0xffff
		case p.rang >= 0:
			genre, reste = 2, uint16(p.rang) //nolint:gosec // a packet holds parPaquet objects
		}
		lignes = append(lignes, genre)
		position := binary.BigEndian.AppendUint64(nil, uint64(p.position)) //nolint:gosec // never negative
		lignes = append(lignes, position[3:]...)
		lignes = binary.BigEndian.AppendUint16(lignes, reste)
	}
	z := comprimer(lignes)
	d.flux(num, fmt.Sprintf("/Type/XRef/W[1 5 2]/Size %d/Root %d 0 R/Info %d 0 R/Filter/FlateDecode", len(d.places), d.num.catalogue, d.num.infos), z.Bytes())
	rendre(z)
	d.ecrire(fmt.Appendf(nil, "startxref\n%d\n%%%%EOF\n", debut))
}
