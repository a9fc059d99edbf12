package releve

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"imagin/api"
	"imagin/server/internal/frais"
	"imagin/server/internal/pdf"
)

const (
	gauche = 50.0
	droite = pdf.Largeur - 50.0
	haut   = 50.0
	bas    = pdf.Hauteur - 56.0
)

var (
	encre   = [3]uint8{22, 22, 22}
	bleu    = [3]uint8{0, 0, 110}
	gris    = [3]uint8{84, 84, 84}
	normal  = pdf.Style{Fonte: pdf.Regulier(), Corps: 10, Couleur: encre}
	fort    = pdf.Style{Fonte: pdf.Gras(), Corps: 10, Couleur: encre}
	petit   = pdf.Style{Fonte: pdf.Regulier(), Corps: 8.5, Couleur: gris}
	tete    = pdf.Style{Fonte: pdf.Gras(), Corps: 8.5, Couleur: encre}
	cellule = pdf.Style{Fonte: pdf.Regulier(), Corps: 8.5, Couleur: encre}
	titre1  = pdf.Style{Fonte: pdf.Gras(), Corps: 15, Couleur: bleu}
	titre2  = pdf.Style{Fonte: pdf.Gras(), Corps: 11, Couleur: bleu}
	titre3  = pdf.Style{Fonte: pdf.Gras(), Corps: 10, Couleur: encre}
)

type dessin struct {
	*pdf.Flux
	x *api.ReleveFrais
}

// Ecrire draws a statement as a tagged PDF.
func Ecrire(w io.Writer, x *api.ReleveFrais, le time.Time) error {
	titre := "Relevé de frais de " + x.Prenom + " " + x.Nom
	d := pdf.Nouveau(w, pdf.Infos{Titre: titre, Auteur: "Académie de " + x.Academie, Cree: le})
	f := &pdf.Flux{Document: d, Gauche: gauche, Droite: droite, Haut: haut, Bas: bas}
	f.Page = func() {
		f.Texte(gauche, pdf.Hauteur-34, petit, titre+", au "+le.Format("02/01/2006"))
		page := "page " + strconv.Itoa(d.NumeroPage())
		f.Texte(droite-petit.Fonte.Largeur(page, petit.Corps), pdf.Hauteur-34, petit, page)
	}
	f.Suite()
	de := dessin{f, x}
	f.Dans("Sect", func() {
		de.enTete(le)
		for i := range x.Etats {
			de.etat(&x.Etats[i])
		}
	}, pdf.Nom(titre))
	return d.Terminer()
}

func (d dessin) enTete(le time.Time) {
	d.Dans("P", func() { d.Paragraphe(fort, "Académie de "+d.x.Academie, 0) })
	d.Espace(8)
	d.Dans("H1", func() { d.Paragraphe(titre1, "Relevé de frais", 0) })
	annee := ""
	if d.x.Annee != nil {
		annee = ", missions de " + strconv.Itoa(*d.x.Annee)
	}
	d.Dans("P", func() {
		d.Paragraphe(normal, d.x.Prenom+" "+d.x.Nom+annee+", au "+le.Format("02/01/2006")+". Montants bruts ; le net est établi par la paie.", 0)
	})
	d.Espace(6)
	if len(d.x.Totaux) == 0 {
		d.Dans("P", func() { d.Paragraphe(normal, "Rien n’est dû à ce jour.", 0) })
		d.Espace(12)
		return
	}
	lignes := make([][]string, len(d.x.Totaux))
	for i, t := range d.x.Totaux {
		devise := string(t.Devise)
		lignes[i] = []string{map[string]string{"EUR": "Euros", "XPF": "Francs CFP"}[devise], frais.Montant(t.Calcule, devise), frais.Montant(t.Valide, devise), frais.Montant(t.Paye, devise)}
	}
	d.Tableau(tete, cellule, []pdf.Colonne{{Titre: "Totaux", Largeur: 120}, {Titre: "Calculé à ce jour", Largeur: 125}, {Titre: "Validé, à payer", Largeur: 125}, {Titre: "Payé", Largeur: droite - gauche - 370}}, lignes)
	d.Espace(12)
}

func (d dessin) etat(e *api.EtatReleve) {
	d.Reserver(110)
	d.Dans("H2", func() { d.Paragraphe(titre2, e.Etat.Jour.Format("02/01/2006")+" – "+mission(&e.Etat), 0) })
	for i := range e.Parts {
		d.part(&e.Parts[i])
	}
	d.Espace(10)
}

func mission(e *api.EtatFrais) string {
	var l []string
	for _, t := range []*string{&e.TypeMissionLibelle, e.ExamenLibelle, e.EpreuveOptionLibelle, e.CentreNom} {
		if t != nil && *t != "" {
			l = append(l, *t)
		}
	}
	return strings.Join(l, ", ")
}

func (d dessin) part(p *api.PartFrais) {
	devise := string(p.Devise)
	d.Espace(4)
	d.Reserver(60)
	nom := map[api.GenrePart]string{api.GenrePartRemuneration: "Rémunération", api.GenrePartDeplacement: "Déplacement"}[p.Genre]
	d.Dans("H3", func() { d.Paragraphe(titre3, nom+" : "+frais.Montant(p.Montant, devise), 0) })
	suite := p.Suite
	if p.RegleLibelle != nil {
		suite = *p.RegleLibelle + ". " + suite
	}
	d.Dans("P", func() { d.Paragraphe(normal, suite, 0) })
	if len(p.Lignes) > 0 {
		d.Espace(2)
		lignes := make([][]string, len(p.Lignes))
		for i := range p.Lignes {
			l := &p.Lignes[i]
			source := ""
			if l.Source != nil {
				source = *l.Source
			}
			lignes[i] = []string{l.Libelle, frais.Quantite(l), frais.Taux(l, devise), frais.Montant(l.Montant, devise), source}
		}
		d.Tableau(tete, cellule, []pdf.Colonne{{Titre: "Règle", Largeur: 165}, {Titre: "Quantité", Largeur: 65}, {Titre: "Taux", Largeur: 85}, {Titre: "Montant", Largeur: 62}, {Titre: "Texte", Largeur: droite - gauche - 377}}, lignes)
	}
	for _, e := range p.Ecarts {
		d.Dans("P", func() { d.Paragraphe(petit, fmt.Sprintf("%s.", e.Libelle), 0) })
	}
}
