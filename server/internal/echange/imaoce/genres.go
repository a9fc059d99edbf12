// Package imaoce reads the tables that stand between OCEAN, or CYCLADES, and IMAG'IN: réglementation; inscriptions;
// centres, jurys, commissions and their origins; présents. Candidates are counts, never names.
package imaoce

import (
	"strings"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
)

// Genre is one of the tables.
type Genre string

// The tables, in the order of the exchanges.
const (
	TableSession        Genre = "session"
	TableReglementation Genre = "reglementation"
	TableInscriptions   Genre = "inscriptions"
	TableCentres        Genre = "centres"
	TableJurys          Genre = "jurys"
	TableCommissions    Genre = "commissions"
	TableOrigines       Genre = "commission_origines"
	TablePresents       Genre = "presents"
)

// fiche describes a table: the exchange that carries it, the titles that only it has, its fields.
type fiche struct {
	genre     Genre
	moment    int
	signature []string
	champs    []tabulaire.Champ
}

func champ(nom, libelle string, requis bool, alias ...string) tabulaire.Champ {
	return tabulaire.Champ{Nom: nom, Libelle: libelle, Requis: requis, Alias: append([]string{nom}, alias...)}
}

var (
	session    = champ("session", "Session", true, "code_session")
	examen     = champ("examen", "Examen", true, "code_examen")
	specialite = champ("specialite", "Spécialité ou série", true, "code_specialite", "serie")
	epreuve    = champ("epreuve", "Épreuve", true, "code_epreuve")
	option     = champ("option", "Option", false, "code_option")
	jury       = champ("jury", "Jury", true, "code_jury", "numero_jury")
	commission = champ("commission", "Commission", true, "code_commission", "numero_commission")
	origine    = champ("uai_origine", "UAI d’origine", true, "rne_origine")
)

func facultatif(c tabulaire.Champ) tabulaire.Champ { c.Requis = false; return c }

// The order matters: a table of présents also has a commission.
var fiches = []fiche{
	{TablePresents, 4, []string{"commission", "nb_presents"}, []tabulaire.Champ{session, examen, specialite, epreuve, option, jury, commission,
		champ("nb_prevus", "Candidats prévus", false), champ("nb_presents", "Présents", true), champ("nb_absents", "Absents", false),
		champ("date_remontee", "Date de remontée", false)}},
	{TableOrigines, 3, []string{"commission", "uai_origine"}, []tabulaire.Champ{session, examen, facultatif(specialite), facultatif(epreuve), option, jury, commission, origine,
		champ("nb_candidats", "Candidats", true)}},
	{TableCommissions, 3, []string{"commission", "nb_candidats_prevus"}, []tabulaire.Champ{session, examen, specialite, epreuve, option, jury, commission,
		champ("type", "Type de commission", true, "type_commission"), champ("uai_centre", "Centre", false, "centre"), champ("date", "Date", false, "date_debut"),
		champ("heure", "Heure", false, "heure_debut"), champ("duree_min", "Durée (minutes)", false), champ("nb_jours", "Nombre de jours", false),
		champ("nb_candidats_prevus", "Candidats prévus", true), champ("nb_intervenants_demandes", "Intervenants demandés", false),
		champ("profil_demande", "Profil demandé", false, "profil")}},
	{TableJurys, 3, []string{"jury", "date_deliberation"}, []tabulaire.Champ{session, examen, facultatif(specialite), jury, champ("libelle", "Libellé", false),
		champ("uai_centre_deliberation", "Centre de délibération", false), champ("date_deliberation", "Date de délibération", false),
		champ("heure_deliberation", "Heure de délibération", false), champ("nb_candidats", "Candidats", false)}},
	{TableCentres, 3, []string{"uai_centre", "type_centre"}, []tabulaire.Champ{session, examen, champ("uai_centre", "UAI du centre", true),
		champ("type_centre", "Type de centre", true), champ("libelle", "Libellé", false), champ("capacite_candidats", "Capacité (candidats)", false, "capacite")}},
	{TableInscriptions, 2, []string{"uai_origine", "nb_inscrits"}, []tabulaire.Champ{session, examen, specialite, epreuve, option, origine,
		champ("nb_inscrits", "Inscrits", true), champ("nb_dispenses", "Dispensés", false)}},
	{TableReglementation, 1, []string{"epreuve", "nature"}, []tabulaire.Champ{session, examen, champ("examen_libelle", "Libellé de l’examen", false), specialite,
		champ("specialite_libelle", "Libellé de la spécialité", false), champ("groupe_epreuves", "Groupe d’épreuves", false), epreuve,
		champ("epreuve_libelle", "Libellé de l’épreuve", false), option, champ("option_libelle", "Libellé de l’option", false), champ("nature", "Nature", true),
		champ("mode_evaluation", "Mode d’évaluation", false), champ("coefficient", "Coefficient", false), champ("duree_min", "Durée (minutes)", false),
		champ("preparation_min", "Préparation (minutes)", false), champ("anticipee", "Épreuve anticipée", false), champ("caractere", "Caractère", false),
		champ("groupe_remuneration", "Groupe de rémunération", false)}},
	{TableSession, 1, []string{"session", "tour"}, []tabulaire.Champ{session, champ("annee", "Année", true), champ("tour", "Tour", true),
		champ("academie", "Académie", false), champ("date_validation_pilote", "Validation du pilote réglementaire", false)}},
}

// Champs are the fields of an exchange that an académie may map, once each.
func Champs(moment int) []tabulaire.Champ {
	var tous []tabulaire.Champ
	vus := map[string]bool{}
	for _, f := range fiches {
		for _, c := range f.champs {
			if f.moment == moment && !vus[c.Nom] {
				vus[c.Nom] = true
				tous = append(tous, c)
			}
		}
	}
	return tous
}

// Tables are the files that an exchange is made of.
func Tables(moment int) []Genre {
	var t []Genre
	for i := len(fiches) - 1; i >= 0; i-- {
		if fiches[i].moment == moment {
			t = append(t, fiches[i].genre)
		}
	}
	return t
}

// reconnaitre finds which table the titles are those of.
func reconnaitre(t *tabulaire.Table) (*fiche, error) {
	for i := range fiches {
		if fiches[i].signe(t) {
			return &fiches[i], nil
		}
	}
	return nil, source.Refuser("import.imaoce_inconnu", 1, "Ligne 1 : les titres ne sont ceux d’aucune table d’IMAOCE (session, réglementation, inscriptions, centres, jurys, commissions, origines, présents). Colonnes lues : %s.",
		tabulaire.Tronquer(strings.Join(t.Entete(), ", ")))
}

func (f *fiche) signe(t *tabulaire.Table) bool {
	for _, nom := range f.signature {
		if !f.porte(t, nom) {
			return false
		}
	}
	return true
}

func (f *fiche) porte(t *tabulaire.Table, nom string) bool {
	for _, c := range f.champs {
		if c.Nom == nom {
			_, ok := t.Place(c)
			return ok
		}
	}
	return false
}

// Colonnes of a table, as the IMAOCE base and the CSV files name them.
func Colonnes(g Genre) []string {
	var c []string
	for _, f := range fiches {
		if f.genre == g {
			for _, x := range f.champs {
				c = append(c, x.Nom)
			}
		}
	}
	return c
}
