package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// Fonte is a parsed face with its subsets ready to be embedded. Reading one costs a hundred letters: it is done once
// for the life of the process, and every document shares it.
type Fonte struct {
	nom                           string
	glyphes                       [0x2200]uint16 // by rune; 0 where the face has none
	avances                       [0x2200]uint16 // by rune, in thousandths of the size
	courant                       [0x2200]bool   // in the small subset, that of French
	ascendante, descendante, capH int            // thousandths
	boite                         [4]int
	gras                          bool
	petite, grande                sousEnsemble
}

// sousEnsemble is what a document embeds: the glyphs, their widths, and the way back to characters.
type sousEnsemble struct {
	nom       string
	programme []byte // compressed TrueType program
	brut      int    // its size before compression
	unicode   []byte // compressed ToUnicode table
	largeurs  []byte // the W array
}

// Regulier and Gras are the two faces of the product. The Go faces are drawn after DIN 1450, which asks that 0 and O,
// 1, l and I be told apart; they hold every letter of the languages written in Latin script in Europe.
var (
	Regulier = sync.OnceValue(func() *Fonte { return lireFonte("GoRegular", goregular.TTF, false) })
	Gras     = sync.OnceValue(func() *Fonte { return lireFonte("GoBold", gobold.TTF, true) })
)

// lireFonte panics when the face compiled into the binary cannot be read.
func lireFonte(nom string, ttf []byte, gras bool) *Fonte {
	sf, err := sfnt.Parse(ttf)
	if err != nil {
		panic(fmt.Errorf("fonte %s : %w", nom, err))
	}
	f := &Fonte{nom: nom, gras: gras}
	var tampon sfnt.Buffer
	ppem := fixed.I(1000)
	for r := rune(0x20); r < rune(len(f.glyphes)); r++ {
		g, err := sf.GlyphIndex(&tampon, r)
		if err != nil || g == 0 {
			continue
		}
		a, err := sf.GlyphAdvance(&tampon, g, ppem, font.HintingNone)
		if err != nil {
			panic(err)
		}
		f.glyphes[r], f.avances[r] = uint16(g), uint16(a.Round()) //nolint:gosec // a font's glyphs and widths hold in 16 bits
		f.courant[r] = r < 0x100 || francais[r]
	}
	m, err := sf.Metrics(&tampon, ppem, font.HintingNone)
	if err != nil {
		panic(err)
	}
	b, err := sf.Bounds(&tampon, ppem, font.HintingNone)
	if err != nil {
		panic(err)
	}
	f.ascendante, f.descendante, f.capH = m.Ascent.Round(), -m.Descent.Round(), m.CapHeight.Round()
	f.boite = [4]int{b.Min.X.Round(), -b.Max.Y.Round(), b.Max.X.Round(), -b.Min.Y.Round()}
	f.petite = f.extraire("IMAGIF+"+nom, ttf, func(r rune) bool { return f.courant[r] })
	f.grande = f.extraire("IMAGIL+"+nom, ttf, func(rune) bool { return true })
	return f
}

// francais are the characters of French beyond Latin-1.
var francais = map[rune]bool{'œ': true, 'Œ': true, 'Ÿ': true, '€': true, '’': true, '‘': true, '“': true, '”': true,
	'–': true, '—': true, '…': true, '•': true, '→': true}

func (f *Fonte) extraire(nom string, ttf []byte, garder func(rune) bool) sousEnsemble {
	glyphes := map[uint16]rune{}
	largeurs := map[uint16]uint16{}
	for r, g := range f.glyphes {
		if g != 0 && garder(rune(r)) {
			if vu, ok := glyphes[g]; !ok || rune(r) < vu {
				glyphes[g] = rune(r)
			}
			largeurs[g] = f.avances[r]
		}
	}
	programme := sousFonte(ttf, glyphes)
	return sousEnsemble{nom: nom, programme: deflate(programme), brut: len(programme),
		unicode: deflate(tableUnicode(glyphes)), largeurs: tableLargeurs(largeurs)}
}

// glyphe of a character and its width. A face's missing glyph must never be drawn: what it lacks is drawn without its
// accent, else as a question mark.
func (f *Fonte) glyphe(r rune) (g, avance uint16, courant bool) {
	switch r {
	case '\u202f', '\u2009':
		r = '\u00a0'
	case '\u2010', '\u2011':
		r = '-'
	case '\n', '\t':
		r = ' '
	}
	if int(r) >= len(f.glyphes) || r < 0 || f.glyphes[r] == 0 {
		r = sansSigne(r, f)
	}
	return f.glyphes[r], f.avances[r], f.courant[r]
}

func sansSigne(r rune, f *Fonte) rune {
	for _, c := range norm.NFKD.String(string(r)) {
		if !unicode.Is(unicode.Mn, c) && int(c) < len(f.glyphes) && f.glyphes[c] != 0 {
			return c
		}
	}
	return '?'
}

// Largeur of a text, in points.
func (f *Fonte) Largeur(texte string, corps float64) float64 {
	somme := 0
	for _, r := range texte {
		_, a, _ := f.glyphe(r)
		somme += int(a)
	}
	return float64(somme) * corps / 1000
}

// tableUnicode is the CMap by which readers get the text back.
func tableUnicode(glyphes map[uint16]rune) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	cles := trier(glyphes)
	for len(cles) > 0 {
		n := min(len(cles), 100)
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, g := range cles[:n] {
			fmt.Fprintf(&b, "<%04X> <%04X>\n", g, glyphes[g])
		}
		b.WriteString("endbfchar\n")
		cles = cles[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

func tableLargeurs(largeurs map[uint16]uint16) []byte {
	var b bytes.Buffer
	b.WriteByte('[')
	suivant := -1
	for _, g := range trier(largeurs) {
		if int(g) != suivant {
			if suivant >= 0 {
				b.WriteByte(']')
			}
			fmt.Fprintf(&b, "%d[", g)
		} else {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d", largeurs[g])
		suivant = int(g) + 1
	}
	b.WriteString("]]")
	return b.Bytes()
}

func deflate(brut []byte) []byte {
	var b bytes.Buffer
	z, _ := zlib.NewWriterLevel(&b, zlib.BestCompression)
	_, _ = z.Write(brut)
	_ = z.Close()
	return b.Bytes()
}

func u16(b []byte, i int) int { return int(binary.BigEndian.Uint16(b[i:])) }
