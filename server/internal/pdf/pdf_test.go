package pdf_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/server/internal/pdf"
	"imagin/server/internal/pdf/lecture"
)

func dessiner(t require.TestingT, dessin func(*pdf.Flux)) ([]byte, *lecture.Element, int) {
	var b bytes.Buffer
	d := pdf.Nouveau(&b, pdf.Infos{Titre: "Essai é", Auteur: "Essai", Cree: time.Unix(1800000000, 0)})
	f := &pdf.Flux{Document: d, Gauche: 60, Droite: 530, Haut: 60, Bas: 780}
	dessin(f)
	require.NoError(t, d.Terminer())
	e, pages, err := lecture.Lire(b.Bytes())
	require.NoError(t, err)
	return b.Bytes(), e, pages
}

var style = pdf.Style{Fonte: pdf.Regulier(), Corps: 11}

// TestTexteRelu: whatever is written comes back, word for word, over lines and pages.
func TestTexteRelu(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		textes := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom([]rune("abcÉœ€’ ŁţŒ–xyz WWW")), 1, 900, -1), 1, 12).Draw(t, "textes")
		_, e, _ := dessiner(t, func(f *pdf.Flux) {
			f.Dans("Sect", func() {
				for _, x := range textes {
					f.Dans("P", func() { f.Paragraphe(style, x, 0) })
				}
			})
		})
		paragraphes := e.Tous("P")
		require.Len(t, paragraphes, len(textes))
		for i, p := range paragraphes {
			require.Equal(t, textes[i], p.Texte)
		}
	})
}

// TestCaracteresAbsents: what the face lacks loses its accent, or becomes a question mark; never an empty box.
func TestCaracteresAbsents(t *testing.T) {
	_, e, _ := dessiner(t, func(f *pdf.Flux) {
		f.Dans("P", func() { f.Paragraphe(style, "ṩnna\u202f: 漢 ǅ", 0) })
	})
	require.Equal(t, "snna\u00a0: ? D", e.Texte)
}

// TestTableauSurPlusieursPages: each row is whole on a page, headers are said once.
func TestTableauSurPlusieursPages(t *testing.T) {
	lignes := make([][]string, 120)
	for i := range lignes {
		lignes[i] = []string{fmt.Sprint(i), "une cellule dont le texte passe à la ligne " + fmt.Sprint(i)}
	}
	_, e, pages := dessiner(t, func(f *pdf.Flux) {
		f.Dans("Sect", func() {
			f.Tableau(style, style, []pdf.Colonne{{Titre: "N°", Largeur: 60}, {Titre: "Texte", Largeur: 120}}, lignes)
		})
	})
	require.Greater(t, pages, 3)
	require.Len(t, e.Tous("TR"), 121)
	require.Len(t, e.Tous("TH"), 2)
	require.Len(t, e.Tous("TD"), 240)
	require.Equal(t, lignes[119][1], e.Tous("TD")[239].Texte)
}

// TestDeuxCentCinquantePages crosses the branches of the tree of pages and the packets of objects.
func TestDeuxCentCinquantePages(t *testing.T) {
	_, e, pages := dessiner(t, func(f *pdf.Flux) {
		for i := range 250 {
			f.Suite()
			f.Signet(fmt.Sprint("Lettre ", i), i%3, 60)
			f.Dans("Sect", func() { f.Dans("P", func() { f.Paragraphe(style, fmt.Sprint("Page ", i), 0) }) })
		}
	})
	require.Equal(t, 250, pages)
	require.Len(t, e.Tous("Sect"), 250)
}

func TestImage(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 30, 12))
	m.Set(3, 3, color.NRGBA{0, 0, 200, 128})
	var b bytes.Buffer
	require.NoError(t, png.Encode(&b, m))
	lue, err := pdf.LireImage(b.Bytes())
	require.NoError(t, err)
	_, e, _ := dessiner(t, func(f *pdf.Flux) {
		f.Suite()
		f.Dans("Figure", func() { f.Image(lue, 60, 60, 30, 12) }, pdf.Alternatif("Signature"), pdf.Cadre(60, 60, 30, 12))
	})
	require.Equal(t, "Signature", e.Tous("Figure")[0].Alternatif)

	_, err = pdf.LireImage([]byte("<svg onload='x'/>"))
	require.ErrorIs(t, err, pdf.ErrImageForme)
	_, err = pdf.LireImage(b.Bytes()[:len(b.Bytes())/2])
	require.ErrorIs(t, err, pdf.ErrImageForme)
	_, err = pdf.LireImage(make([]byte, 2<<20))
	require.ErrorIs(t, err, pdf.ErrImageTaille)
	bombe := image.NewGray(image.Rect(0, 0, 6000, 6000)) // a few kilobytes, thirty-six million points
	b.Reset()
	require.NoError(t, png.Encode(&b, bombe))
	require.Less(t, b.Len(), 1<<20)
	_, err = pdf.LireImage(b.Bytes())
	require.ErrorIs(t, err, pdf.ErrImageTaille)
}

// TestElementOuvert: a structure left open is our own fault, told at once.
func TestElementOuvert(t *testing.T) {
	d := pdf.Nouveau(&bytes.Buffer{}, pdf.Infos{Titre: "x"})
	d.NouvellePage()
	d.Ouvrir("P")
	require.ErrorContains(t, d.Terminer(), "ouvert")
}

// TestPoids: the face is embedded in part, in the small part as long as French is enough.
func TestPoids(t *testing.T) {
	francais, _, _ := dessiner(t, func(f *pdf.Flux) { f.Dans("P", func() { f.Paragraphe(style, "Cœur brisé", 0) }) })
	polonais, _, _ := dessiner(t, func(f *pdf.Flux) { f.Dans("P", func() { f.Paragraphe(style, "Łukasz", 0) }) })
	require.Less(t, len(francais), 40_000)
	require.Less(t, len(francais), len(polonais))
	require.Less(t, len(polonais), 80_000)
	require.True(t, strings.Contains(string(francais), "pdfuaid:part>1<"))
}
