package suivi

import (
	"io"
	"strconv"
	"time"

	"imagin/api"
	"imagin/server/internal/frais"
	"imagin/server/internal/pdf"
)

const (
	gauche = 46.0
	droite = pdf.Largeur - 46.0
)

var (
	encre   = [3]uint8{22, 22, 22}
	normal  = pdf.Style{Fonte: pdf.Regulier(), Corps: 10, Couleur: encre}
	petit   = pdf.Style{Fonte: pdf.Regulier(), Corps: 8.5, Couleur: [3]uint8{84, 84, 84}}
	tete    = pdf.Style{Fonte: pdf.Gras(), Corps: 8.5, Couleur: encre}
	cellule = pdf.Style{Fonte: pdf.Regulier(), Corps: 8.5, Couleur: encre}
	titre   = pdf.Style{Fonte: pdf.Gras(), Corps: 15, Couleur: [3]uint8{0, 0, 110}}
)

var nomsAxes = map[api.AxeSuivi]string{api.AxeSuiviSession: "Session", api.AxeSuiviExamen: "Examen", api.AxeSuiviType: "Type de mission", api.AxeSuiviCentre: "Centre",
	api.AxeSuiviProgramme: "Programme", api.AxeSuiviMois: "Mois"}

// Ecrire draws a synthesis as a tagged PDF.
func Ecrire(w io.Writer, x *api.SyntheseSuivi, le time.Time) error {
	nom := "Suivi financier par " + map[api.AxeSuivi]string{api.AxeSuiviSession: "session", api.AxeSuiviExamen: "examen", api.AxeSuiviType: "type de mission",
		api.AxeSuiviCentre: "centre", api.AxeSuiviProgramme: "programme", api.AxeSuiviMois: "mois"}[x.Axe]
	d := pdf.Nouveau(w, pdf.Infos{Titre: nom, Auteur: "Division des examens et concours", Cree: le})
	f := &pdf.Flux{Document: d, Gauche: gauche, Droite: droite, Haut: 50, Bas: pdf.Hauteur - 56}
	f.Page = func() {
		f.Texte(gauche, pdf.Hauteur-34, petit, nom+", au "+le.Format("02/01/2006"))
		page := "page " + strconv.Itoa(d.NumeroPage())
		f.Texte(droite-petit.Fonte.Largeur(page, petit.Corps), pdf.Hauteur-34, petit, page)
	}
	f.Suite()
	f.Dans("Sect", func() {
		f.Dans("H1", func() { f.Paragraphe(titre, nom, 0) })
		f.Dans("P", func() {
			f.Paragraphe(normal, "Au "+le.Format("02/01/2006")+". Chaque somme contient les suivantes : engagé, validé, transmis, payé. Délais médians, en jours, depuis la mission.", 0)
		})
		f.Espace(8)
		var lignes [][]string
		for i := range x.Lignes {
			lignes = append(lignes, ligne(&x.Lignes[i]))
		}
		for i := range x.Totaux {
			lignes = append(lignes, ligne(&x.Totaux[i]))
		}
		f.Tableau(tete, cellule, []pdf.Colonne{{Titre: nomsAxes[x.Axe], Largeur: droite - gauche - 390}, {Titre: "Parts", Largeur: 46}, {Titre: "Engagé", Largeur: 76}, {Titre: "Validé", Largeur: 76},
			{Titre: "Transmis", Largeur: 76}, {Titre: "Payé", Largeur: 76}, {Titre: "Délai", Largeur: 40}}, lignes)
	}, pdf.Nom(nom))
	return d.Terminer()
}

func ligne(s *api.SommeSuivi) []string {
	devise, delai := string(s.Devise), ""
	if s.JoursValidation != nil {
		delai = strconv.Itoa(*s.JoursValidation) + "\u00a0j"
	}
	return []string{s.Libelle, strconv.Itoa(s.Parts), frais.Montant(s.Engage, devise), frais.Montant(s.Valide, devise), frais.Montant(s.Transmis, devise), frais.Montant(s.Paye, devise), delai}
}
