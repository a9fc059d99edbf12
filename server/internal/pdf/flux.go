package pdf

import "strings"

// Flux lays text out from the top of a page to its foot, then on the next one.
type Flux struct {
	*Document
	Gauche, Droite, Haut, Bas float64 // limits of the text, in points from the upper left corner
	Y                         float64 // where the next line begins
	Page                      func()  // what each new page bears besides the text
}

// Interligne between two lines, as a multiple of the size.
const Interligne = 1.32

// Suite goes to the next page.
func (f *Flux) Suite() {
	f.NouvellePage()
	f.Y = f.Haut
	if f.Page != nil {
		f.Artefact(f.Page)
	}
}

// Reserver goes to the next page unless h points are left on this one.
func (f *Flux) Reserver(h float64) {
	if f.NumeroPage() == 0 || f.Y+h > f.Bas && f.Y > f.Haut {
		f.Suite()
	}
}

// Espace leaves h points, unless the page begins.
func (f *Flux) Espace(h float64) {
	if f.Y > f.Haut {
		f.Y += h
	}
}

// Paragraphe writes a text in the current element, between the limits moved by retrait on the left.
func (f *Flux) Paragraphe(s Style, texte string, retrait float64) {
	pas := s.Corps * Interligne
	for _, ligne := range Couper(s, texte, f.Droite-f.Gauche-retrait) {
		f.Reserver(pas)
		f.Texte(f.Gauche+retrait, f.Y+s.Corps, s, ligne)
		f.Y += pas
	}
}

// Couper breaks a text into lines of at most largeur points. A line that goes on keeps its last space: without it a
// reader would join the words of two lines.
func Couper(s Style, texte string, largeur float64) (lignes []string) {
	for paragraphe := range strings.SplitSeq(texte, "\n") {
		lignes = append(lignes, couper(s, paragraphe, largeur)...)
	}
	return lignes
}

func couper(s Style, texte string, largeur float64) (lignes []string) {
	limite := int(largeur * 1000 / s.Corps)
	debut, espace, somme, depuis := 0, -1, 0, 0
	for i, r := range texte {
		_, a, _ := s.Fonte.glyphe(r)
		if r == ' ' {
			espace, depuis = i, somme+int(a)
		}
		somme += int(a)
		switch {
		case somme <= limite || r == ' ' || i == debut:
		case espace >= debut:
			lignes = append(lignes, texte[debut:espace+1])
			debut, somme, espace = espace+1, somme-depuis, -1
		default: // a word longer than the line
			lignes = append(lignes, texte[debut:i])
			debut, somme = i, int(a)
		}
	}
	return append(lignes, texte[debut:])
}

// Colonne of a table.
type Colonne struct {
	Titre   string
	Largeur float64
}

const (
	margeCellule = 3.0
	filet        = 0.6
)

// Tableau writes rows under headers. A row stays on one page; the headers come back on each page for the eye only.
func (f *Flux) Tableau(tete, corps Style, colonnes []Colonne, lignes [][]string) {
	f.Dans("Table", func() {
		titres := make([]string, len(colonnes))
		for i, c := range colonnes {
			titres[i] = c.Titre
		}
		f.Reserver(4 * corps.Corps * Interligne)
		f.ligne(tete, colonnes, titres, "TH")
		for _, l := range lignes {
			if f.Y+f.hauteurLigne(corps, colonnes, l) > f.Bas && f.Y > f.Haut {
				f.Suite()
				f.Artefact(func() { f.dessinerLigne(tete, colonnes, titres, "") })
			}
			f.ligne(corps, colonnes, l, "TD")
		}
	})
}

func (f *Flux) ligne(s Style, colonnes []Colonne, textes []string, genre string) {
	f.Dans("TR", func() { f.dessinerLigne(s, colonnes, textes, genre) })
}

func (f *Flux) hauteurLigne(s Style, colonnes []Colonne, textes []string) float64 {
	n := 1
	for i, c := range colonnes {
		n = max(n, len(Couper(s, textes[i], c.Largeur-2*margeCellule)))
	}
	return float64(n)*s.Corps*Interligne + 2*margeCellule
}

func (f *Flux) dessinerLigne(s Style, colonnes []Colonne, textes []string, genre string) {
	h, x := f.hauteurLigne(s, colonnes, textes), f.Gauche
	if genre != "TD" {
		f.Fond(f.Gauche, f.Y, f.Droite-f.Gauche, h, [3]uint8{238, 238, 246})
	}
	for i, c := range colonnes {
		var options []Option
		if genre == "TH" {
			options = append(options, Portee("Column"))
		}
		cellule := func() {
			for j, l := range Couper(s, textes[i], c.Largeur-2*margeCellule) {
				f.Texte(x+margeCellule, f.Y+margeCellule+s.Corps+float64(j)*s.Corps*Interligne, s, l)
			}
		}
		if genre == "" {
			cellule()
		} else {
			f.Dans(genre, cellule, options...)
		}
		x += c.Largeur
	}
	f.Y += h
	f.Trait(f.Gauche, f.Y, f.Droite, f.Y, filet)
}
