package lettre

import (
	"strings"

	"imagin/server/internal/pdf"
)

// missions draws, for each mission, what it is and the table of its créneaux.
func (d dessin) missions() {
	for _, m := range d.l.Missions {
		d.Reserver(120)
		d.Dans("H2", func() { d.Paragraphe(titre2, intitule(m), 0) })
		d.Espace(2)
		for _, v := range [][2]string{
			{"Examen : ", joindre(" – ", m.Examen, m.Specialite)}, {"Épreuve : ", m.Epreuve}, {"Qualité : ", Role(m.Role)},
			{"Jury : ", joindre(" – ", m.Jury, m.Commission)}, {"Lieu : ", lieu(m)}, {"Consignes : ", m.Consignes},
		} {
			if v[1] != "" {
				d.Dans("P", func() { d.etiquete(v[0], v[1]) })
			}
		}
		d.Espace(5)
		d.creneaux(m)
		d.Espace(12)
	}
}

func intitule(m Mission) string { return joindre(" – ", m.Type, m.Session) }

func lieu(m Mission) string {
	return strings.Join(append([]string{m.Centre.Nom}, m.Centre.Adresse...), ", ")
}

func joindre(entre string, textes ...string) string {
	var t []string
	for _, x := range textes {
		if x != "" {
			t = append(t, x)
		}
	}
	return strings.Join(t, entre)
}

// etiquete writes a strong label and its value on the same line, then under each other.
func (d dessin) etiquete(nom, valeur string) {
	const retrait = 84.0
	l := fort.Fonte.Largeur(nom, fort.Corps)
	d.Reserver(fort.Corps * pdf.Interligne)
	d.Texte(gauche, d.Y+fort.Corps, fort, nom)
	if l > retrait {
		d.Y += fort.Corps * pdf.Interligne
	}
	d.Paragraphe(normal, valeur, retrait)
}

func (d dessin) creneaux(m Mission) {
	colonnes := []pdf.Colonne{{Titre: "Date", Largeur: 205}, {Titre: "Heures", Largeur: 171}, {Titre: "Durée", Largeur: 95.28}}
	lignes := make([][]string, len(m.Creneaux))
	for i, c := range m.Creneaux {
		date, heures := Quand(c, m.Centre.Fuseau)
		d := duree(c.Fin.Sub(c.Debut))
		if !c.SurPlace {
			d = "travail à distance"
		}
		lignes[i] = []string{date, heures, d}
	}
	d.Tableau(tete, cellule, colonnes, lignes)
}

func (d dessin) changements() {
	if len(d.l.Changements) == 0 {
		return
	}
	colonnes := []pdf.Colonne{{Titre: "Ce qui change", Largeur: 131}, {Titre: "Avant", Largeur: 170}, {Titre: "Désormais", Largeur: 170.28}}
	lignes := make([][]string, len(d.l.Changements))
	for i, c := range d.l.Changements {
		lignes[i] = []string{c.Objet, c.Avant, c.Apres}
	}
	d.Tableau(tete, cellule, colonnes, lignes)
	d.Espace(12)
}

func (d dessin) signature() {
	s := d.l.Signataire
	const x = 300.0
	h, l := 0.0, 0.0
	if s.Image != nil {
		h = hauteurSi
		l = h * float64(s.Image.L) / float64(s.Image.H)
		if l > 180 {
			l, h = 180, 180*float64(s.Image.H)/float64(s.Image.L)
		}
	}
	d.Espace(8)
	d.Reserver(h + 4*normal.Corps*pdf.Interligne)
	d.Dans("P", func() {
		d.Paragraphe(normal, "Pour le recteur et par délégation, ", x-gauche)
		d.Paragraphe(normal, s.Qualite, x-gauche)
	})
	if s.Image != nil {
		y := d.Y + 2
		d.Dans("Figure", func() { d.Image(s.Image, x, y, l, h) }, pdf.Alternatif("Signature de "+s.Nom), pdf.Cadre(x, y, l, h))
		d.Y += h + 4
	}
	d.Dans("P", func() { d.Paragraphe(fort, s.Nom, x-gauche) })
}

func (d dessin) copies() {
	if len(d.l.Copies) == 0 {
		return
	}
	d.Espace(8)
	d.Dans("P", func() { d.Paragraphe(petit, "Copie : "+strings.Join(d.l.Copies, " ; "), 0) })
}

// verification is the QR code and the same address in letters, for those who have no camera or do not see it.
func (d dessin) verification(n int, noir func(x, y int) bool) {
	d.Espace(10)
	d.Reserver(coteQR + 8)
	y := d.Y
	d.Trait(gauche, y, droite, y, 0.5)
	y += 6
	d.Dans("Figure", func() { d.Matrice(n, noir, gauche, y, coteQR) },
		pdf.Alternatif("Code QR qui ouvre la page de vérification de cette convocation"), pdf.Cadre(gauche, y, coteQR, coteQR))
	x := gauche + coteQR + 14
	d.Y = y + 6
	d.Dans("P", func() {
		d.Paragraphe(petit, "Pour vérifier que cette convocation est authentique et toujours en vigueur, ouvrez ce code ou cette adresse. La page ne montre que le numéro et l’état de la convocation.", x-gauche)
	})
	d.Espace(3)
	d.Dans("P", func() {
		d.Dans("Link", func() {
			lignes := pdf.Couper(petit, d.l.Verification, droite-x)
			debut := d.Y
			d.Paragraphe(petit, d.l.Verification, x-gauche)
			d.Lien(x, debut, droite-x, float64(len(lignes))*petit.Corps*pdf.Interligne, d.l.Verification, "Vérifier cette convocation")
		})
	})
	d.Y = max(d.Y, y+coteQR)
}
