// Package guide prints the user's guide: one Markdown text, embedded, laid out once as a tagged PDF.
package guide

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"imagin/server/internal/pdf"
)

//go:embed guide.md
var source []byte

// PDF of the guide, laid out once.
var PDF = sync.OnceValues(func() ([]byte, error) { return mettreEnPage(source) })

// Lengths and sizes in points.
const (
	marge   = 62.0
	retrait = 17.0
)

var (
	encre  = [3]uint8{22, 22, 22}
	bleu   = [3]uint8{0, 0, 145}
	corps  = pdf.Style{Fonte: pdf.Regulier(), Corps: 10.5, Couleur: encre}
	pied   = pdf.Style{Fonte: pdf.Regulier(), Corps: 8, Couleur: [3]uint8{90, 90, 90}}
	titres = map[int]float64{1: 22, 2: 15, 3: 12}
)

func mettreEnPage(markdown []byte) ([]byte, error) {
	var b bytes.Buffer
	d := pdf.Nouveau(&b, pdf.Infos{Titre: "Guide d’IMAG’IN", Auteur: "IMAG’IN", Cree: time.Now()})
	f := &pdf.Flux{Document: d, Gauche: marge, Droite: pdf.Largeur - marge, Haut: marge, Bas: pdf.Hauteur - marge}
	f.Page = func() {
		t := fmt.Sprintf("Guide d’IMAG’IN – page %d", d.NumeroPage())
		d.Texte((pdf.Largeur-pied.Fonte.Largeur(t, pied.Corps))/2, pdf.Hauteur-34, pied, t)
	}
	f.Suite()
	r := rendu{f, markdown}
	d.Ouvrir("Sect")
	if err := ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(markdown)), r.noeud); err != nil {
		return nil, err
	}
	d.Fermer()
	err := d.Terminer()
	return b.Bytes(), err
}

type rendu struct {
	*pdf.Flux
	markdown []byte
}

func (r rendu) noeud(n ast.Node, entree bool) (ast.WalkStatus, error) {
	if _, liste := n.(*ast.List); liste {
		if entree {
			r.Ouvrir("L")
		} else {
			r.Fermer()
		}
		return ast.WalkContinue, nil
	}
	if !entree {
		return ast.WalkContinue, nil
	}
	switch x := n.(type) {
	case *ast.Heading:
		r.titre(x.Level, r.texte(n))
		return ast.WalkSkipChildren, nil
	case *ast.ListItem:
		r.puce(r.texte(n))
		return ast.WalkSkipChildren, nil
	case *ast.Paragraph:
		r.Dans("P", func() { r.Paragraphe(corps, r.texte(n), 0) })
		r.Espace(4.5)
		return ast.WalkSkipChildren, nil
	}
	return ast.WalkContinue, nil
}

func (r rendu) titre(niveau int, t string) {
	s := pdf.Style{Fonte: pdf.Gras(), Corps: titres[niveau], Couleur: bleu}
	r.Espace(9)
	r.Reserver(85) // a title never stands alone at the foot of a page
	r.Signet(t, niveau-1, r.Y)
	r.Dans(fmt.Sprint("H", niveau), func() { r.Paragraphe(s, t, 0) })
	r.Espace(5)
}

func (r rendu) puce(t string) {
	r.Reserver(2 * corps.Corps * pdf.Interligne)
	r.Dans("LI", func() {
		r.Dans("Lbl", func() { r.Texte(marge+5, r.Y+corps.Corps, corps, "•") })
		r.Dans("LBody", func() { r.Paragraphe(corps, t, retrait) })
	})
	r.Espace(3)
}

// texte of a node and of what is inside it.
func (r rendu) texte(n ast.Node) string {
	var b bytes.Buffer
	_ = ast.Walk(n, func(x ast.Node, entree bool) (ast.WalkStatus, error) {
		if t, ok := x.(*ast.Text); ok && entree {
			b.Write(t.Segment.Value(r.markdown))
			if t.SoftLineBreak() {
				b.WriteByte(' ')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
