package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // a signature may be a photograph
	_ "image/png"  // or a drawing
	"slices"
	"strconv"
)

// Image is a picture read once and drawn in as many documents as wanted.
type Image struct {
	L, H    int // pixels
	donnees []byte
}

// Limits of a picture that comes from outside.
const (
	imageOctets = 1 << 20
	imagePixels = 4_000_000
)

// Errors of LireImage.
var (
	ErrImageForme  = errors.New("ce fichier n’est pas une image PNG ou JPEG")
	ErrImageTaille = errors.New("cette image est trop grande : 1 Mo et 4 millions de points au plus")
)

// LireImage decodes a PNG or a JPEG in full: what is kept is the picture redrawn on white, never the bytes received. It
// returns ErrImageForme or ErrImageTaille.
func LireImage(fichier []byte) (*Image, error) {
	if len(fichier) > imageOctets {
		return nil, ErrImageTaille
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(fichier))
	if err != nil {
		return nil, ErrImageForme
	}
	if c.Width < 1 || c.Height < 1 || c.Width*c.Height > imagePixels {
		return nil, ErrImageTaille
	}
	m, _, err := image.Decode(bytes.NewReader(fichier))
	if err != nil {
		return nil, ErrImageForme
	}
	b := m.Bounds()
	points := make([]byte, 0, 3*b.Dx()*b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, v, bl, a := m.At(x, y).RGBA()
			for _, canal := range []uint32{r, v, bl} {
				points = append(points, byte((canal+0xffff-a)>>8)) //nolint:gosec // at most 0xffff
			}
		}
	}
	return &Image{L: b.Dx(), H: b.Dy(), donnees: deflate(points)}, nil
}

// Image draws a picture in the current element, which must be a Figure, or in an artefact.
func (d *Document) Image(m *Image, x, y, l, h float64) {
	n, ok := d.images[m]
	if !ok {
		n = d.reserver()
		d.images[m] = n
		d.flux(n, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", m.L, m.H), m.donnees)
	}
	if !slices.Contains(d.page.images, n) {
		d.page.images = append(d.page.images, n)
	}
	d.marquer()
	b := append(nombre(append(d.page.contenu, "q "...), l), " 0 0 "...)
	b = append(nombre(b, h), ' ')
	b = append(nombre(b, x), ' ')
	b = append(nombre(b, Hauteur-y-h), " cm/I"...)
	d.page.contenu = append(strconv.AppendInt(b, int64(n), 10), " Do Q\n"...)
}

// Matrice draws black squares, row by row, in a square of the given side; noir says which of n × n are.
func (d *Document) Matrice(n int, noir func(x, y int) bool, x, y, cote float64) {
	d.marquer()
	pas := strconv.AppendFloat(nil, cote/float64(n), 'f', 4, 64)
	b := append(append(append(append(d.page.contenu, "q "...), pas...), " 0 0 "...), pas...)
	b = append(nombre(append(b, ' '), x), ' ')
	b = append(nombre(b, Hauteur-y-cote), " cm 0 g "...)
	for j := range n {
		for i := 0; i < n; i++ {
			debut := i
			for i < n && noir(i, j) {
				i++
			}
			if i > debut {
				b = append(strconv.AppendInt(b, int64(debut), 10), ' ')
				b = append(strconv.AppendInt(b, int64(n-1-j), 10), ' ')
				b = append(strconv.AppendInt(b, int64(i-debut), 10), " 1 re "...)
			}
		}
	}
	b = append(b, "f Q\n"...)
	d.page.contenu = b
	d.page.pose = false
}
