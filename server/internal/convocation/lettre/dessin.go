package lettre

import (
	"fmt"
	"io"
	"strings"

	"rsc.io/qr"

	"imagin/server/internal/pdf"
)

// Margins and columns, in points.
const (
	gauche    = 62.0
	droite    = pdf.Largeur - 62.0
	haut      = 48.0
	bas       = pdf.Hauteur - 50.0
	adresse   = 318.0 // the window of the envelope
	coteQR    = 68.0
	hauteurSi = 52.0 // largest signature
)

var (
	encre   = [3]uint8{22, 22, 22}
	bleu    = [3]uint8{0, 0, 110}
	gris    = [3]uint8{84, 84, 84}
	normal  = pdf.Style{Fonte: pdf.Regulier(), Corps: 10, Couleur: encre}
	fort    = pdf.Style{Fonte: pdf.Gras(), Corps: 10, Couleur: encre}
	petit   = pdf.Style{Fonte: pdf.Regulier(), Corps: 8.5, Couleur: gris}
	tete    = pdf.Style{Fonte: pdf.Gras(), Corps: 9, Couleur: encre}
	cellule = pdf.Style{Fonte: pdf.Regulier(), Corps: 9.5, Couleur: encre}
	titre1  = pdf.Style{Fonte: pdf.Gras(), Corps: 15, Couleur: bleu}
	titre2  = pdf.Style{Fonte: pdf.Gras(), Corps: 11, Couleur: bleu}
)

// Ecrire writes one letter as a file of its own.
func Ecrire(w io.Writer, l *Lettre, m Modele) error {
	d := pdf.Nouveau(w, pdf.Infos{Titre: "Convocation n° " + l.Numero, Auteur: l.Service.Academie, Cree: l.Le})
	if err := Dessiner(d, l, m); err != nil {
		return err
	}
	return d.Terminer()
}

type dessin struct {
	*pdf.Flux
	l *Lettre
	m Modele
}

// Dessiner adds a letter to a document, on pages of its own. It returns an error when the address to verify does not fit
// a QR code.
func Dessiner(d *pdf.Document, l *Lettre, m Modele) error {
	code, err := qr.Encode(l.Verification, qr.M)
	if err != nil {
		return fmt.Errorf("code QR : %w", err)
	}
	f := &pdf.Flux{Document: d, Gauche: gauche, Droite: droite, Haut: haut, Bas: bas}
	de := dessin{f, l, m}
	premiere := d.NumeroPage()
	f.Page = func() { de.pied(d.NumeroPage() - premiere) }
	f.Suite()
	d.Signet(l.Destinataire.Nom+" "+l.Destinataire.Prenom, 0, haut)
	d.Dans("Sect", func() {
		de.enTete()
		de.reference()
		de.blocs()
		de.copies()
		de.verification(code.Size, code.Black)
	}, pdf.Nom("Convocation n° "+l.Numero))
	return nil
}

func (d dessin) pied(n int) {
	y := pdf.Hauteur - 34
	d.Texte(gauche, y, petit, "Convocation n° "+d.l.Numero)
	page := fmt.Sprintf("page %d", n)
	d.Texte(droite-petit.Fonte.Largeur(page, petit.Corps), y, petit, page)
}

// enTete is the block of the service at the left, of the person at the right where an envelope shows it.
func (d dessin) enTete() {
	s, p := d.l.Service, d.l.Destinataire
	d.colonne(haut, gauche, 0, append([]string{"Académie de " + s.Academie, s.Nom}, s.Adresse...), 2)
	y := d.Y
	var suite []string
	for _, v := range [][2]string{{"Affaire suivie par : ", s.Contact}, {"Tél. : ", s.Tel}, {"Mél. : ", s.Mel}} {
		if v[1] != "" {
			suite = append(suite, v[0]+v[1])
		}
	}
	if len(suite) > 0 {
		d.colonne(y+4, gauche, 0, suite, 0)
	}
	gaucheFin := d.Y
	qui := append([]string{strings.TrimSpace(p.Civilite + " " + p.Prenom + " " + p.Nom)}, p.Adresse...)
	if len(p.Adresse) == 0 && p.Etablissement != "" {
		qui = append(qui, p.Etablissement)
	}
	d.colonne(haut+68, adresse, adresse-gauche, qui, 1)
	d.colonne(d.Y+4, adresse, adresse-gauche, []string{"Identifiant : " + p.Numero}, 0)
	d.Y = max(gaucheFin, d.Y) + 16
}

// colonne writes short lines under one another in one paragraph, the first ones strong.
func (d dessin) colonne(y, x, retrait float64, lignes []string, fortes int) {
	d.Y = y
	limite := d.Droite
	if x == gauche {
		d.Droite = adresse - 14
	}
	d.Dans("P", func() {
		for i, l := range lignes {
			s := normal
			if i < fortes {
				s = fort
			}
			if i < len(lignes)-1 {
				l += " "
			}
			d.Paragraphe(s, l, retrait)
		}
	})
	d.Droite = limite
}

func (d dessin) reference() {
	l := d.l
	lieu := ""
	if l.Service.Ville != "" {
		lieu = l.Service.Ville + ", le "
	} else {
		lieu = "Le "
	}
	d.Dans("P", func() { d.Paragraphe(normal, lieu+jour(l.Le), 0) })
	d.Espace(10)
	d.Dans("H1", func() { d.Paragraphe(titre1, remplir(d.m.Objet, l), 0) })
	d.Espace(2)
	mention := "Convocation n° " + l.Numero + " – " + map[Version]string{Originale: "ORIGINALE", Rectificative: "RECTIFICATIVE", Annulation: "ANNULATION"}[l.Version]
	if l.Remplace != nil {
		verbe := " : annule et remplace la convocation du "
		if l.Version == Annulation {
			verbe = " de la convocation du "
		}
		mention += verbe + jour(*l.Remplace)
	}
	d.Dans("P", func() { d.Paragraphe(fort, mention, 0) })
	d.Espace(10)
}

func (d dessin) blocs() {
	for i := 0; i < len(d.m.Blocs); i++ {
		b := d.m.Blocs[i]
		if !b.pour(d.l.Version) {
			continue
		}
		switch b.Genre {
		case Titre:
			d.Espace(6)
			d.Reserver(60) // a title is never alone at the foot of a page
			d.Dans("H2", func() { d.Paragraphe(titre2, remplir(b.Texte, d.l), 0) })
			d.Espace(3)
		case Paragraphe:
			if t := remplir(b.Texte, d.l); t != "" {
				d.Dans("P", func() { d.Paragraphe(normal, t, 0) })
				d.Espace(7)
			}
		case Puce:
			i = d.liste(i)
		case Missions:
			d.missions()
		case Changements:
			d.changements()
		case Signature:
			d.signature()
		}
	}
}

// liste draws the run of bullets that begins at block i and returns its last one.
func (d dessin) liste(i int) int {
	d.Dans("L", func() {
		for ; i < len(d.m.Blocs) && d.m.Blocs[i].Genre == Puce; i++ {
			if !d.m.Blocs[i].pour(d.l.Version) {
				continue
			}
			d.Reserver(2 * normal.Corps * pdf.Interligne)
			d.Dans("LI", func() {
				d.Dans("Lbl", func() { d.Texte(gauche+3, d.Y+normal.Corps, normal, "•") })
				d.Dans("LBody", func() { d.Paragraphe(normal, remplir(d.m.Blocs[i].Texte, d.l), 15) })
			})
			d.Espace(2.5)
		}
	})
	return i - 1
}
