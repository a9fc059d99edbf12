// Package guide prints the user's guide: one Markdown text, embedded, laid out as a PDF when the server starts.
package guide

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

	"codeberg.org/go-pdf/fpdf"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

//go:embed guide.md
var source []byte

// PDF of the guide, laid out once.
var PDF = sync.OnceValues(func() ([]byte, error) { return mettreEnPage(source) })

// Sizes in points, lengths in millimetres.
const (
	marge    = 22.0
	corps    = 10.5
	interval = 5.4
)

var titres = map[int]float64{1: 22, 2: 15, 3: 12}

func mettreEnPage(markdown []byte) ([]byte, error) {
	p := fpdf.New("P", "mm", "A4", "")
	p.SetTitle("Guide d’IMAG’IN", true)
	p.SetLang("fr-FR")
	p.SetMargins(marge, marge, marge)
	p.SetAutoPageBreak(true, marge)
	cp1252 := p.UnicodeTranslatorFromDescriptor("") // the core fonts' alphabet holds all of French
	p.SetFooterFunc(func() {
		p.SetY(-15)
		p.SetFont("Helvetica", "", 8)
		p.SetTextColor(90, 90, 90)
		p.CellFormat(0, 6, cp1252(fmt.Sprintf("Guide d’IMAG’IN – page %d", p.PageNo())), "", 0, "C", false, 0, "")
	})
	p.AddPage()
	r := rendu{p, markdown, cp1252}
	err := ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(markdown)), r.noeud)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = p.Output(&b)
	return b.Bytes(), err
}

type rendu struct {
	p        *fpdf.Fpdf
	markdown []byte
	ecrire   func(string) string
}

func (r rendu) noeud(n ast.Node, entree bool) (ast.WalkStatus, error) {
	if !entree {
		return ast.WalkContinue, nil
	}
	switch x := n.(type) {
	case *ast.Heading:
		r.titre(x.Level, r.texte(n))
		return ast.WalkSkipChildren, nil
	case *ast.ListItem:
		r.paragraphe(r.texte(n), 6, "\u2022")
		return ast.WalkSkipChildren, nil
	case *ast.Paragraph:
		r.paragraphe(r.texte(n), 0, "")
		return ast.WalkSkipChildren, nil
	}
	return ast.WalkContinue, nil
}

func (r rendu) titre(niveau int, t string) {
	r.p.Ln(3)
	if _, hauteur := r.p.GetPageSize(); r.p.GetY() > hauteur-marge-30 {
		r.p.AddPage() // a title never stands alone at the foot of a page
	}
	r.p.Bookmark(r.ecrire(t), niveau-1, -1)
	r.p.SetTextColor(0, 0, 145)
	r.p.SetFont("Helvetica", "B", titres[niveau])
	r.p.MultiCell(0, titres[niveau]*0.5, r.ecrire(t), "", "L", false)
	r.p.Ln(2)
}

func (r rendu) paragraphe(t string, retrait float64, puce string) {
	r.p.SetTextColor(22, 22, 22)
	r.p.SetFont("Helvetica", "", corps)
	if puce != "" {
		r.p.CellFormat(retrait, interval, r.ecrire(puce), "", 0, "R", false, 0, "")
	}
	r.p.SetLeftMargin(marge + retrait)
	r.p.SetX(marge + retrait)
	r.p.MultiCell(0, interval, r.ecrire(t), "", "L", false)
	r.p.SetLeftMargin(marge)
	r.p.Ln(1.6)
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
