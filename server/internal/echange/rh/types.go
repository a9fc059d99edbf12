// Package rh reads what the HR systems extract of their agents: EPP, EPP privé, AGAPE, AGORA. No public layout exists;
// ours is neutral, and each académie may name its own columns.
package rh

import (
	"imagin/server/internal/echange/bcn"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
)

// Agent is one person. Dates are ISO or empty. UAI and Fonction are filled where the extraction holds them on the same
// line (AGAPE, AGORA).
type Agent struct {
	Ligne                                             int
	Numen, CleSTS                                     string
	Civilite, NomUsage, NomPatronymique, Prenom       string
	DateNaissance                                     string
	Corps, Grade, GradeLibelle, DisciplineRecrutement string
	Position, PositionLe                              string
	Adresse, CodePostal, CodeCommune, Commune         string
	Telephone, Mel                                    string
	UAI, Fonction                                     string
}

// Affectation attaches a person to an establishment. Type is principal or secondaire; Quotite a percentage.
type Affectation struct {
	Ligne                                            int
	Numen, UAI, Type, Fonction, Discipline, Modalite string
	Quotite                                          *int
	Debut, Fin                                       string
}

// Visiteur receives the lines in their order.
type Visiteur struct {
	Agent       func(Agent) error
	Affectation func(Affectation) error
	Code        func(bcn.Code) error
	Anomalie    func(source.Anomalie) error
}

func champ(nom, libelle string, requis bool, alias ...string) tabulaire.Champ {
	return tabulaire.Champ{Nom: nom, Libelle: libelle, Requis: requis, Alias: append([]string{nom}, alias...)}
}

var champsAgent = []tabulaire.Champ{
	champ("numen", "NUMEN", true), champ("id_sts", "Identifiant STS-WEB", false, "sts_id", "id_epp"), champ("civilite", "Civilité", false, "civ"),
	champ("nom_usage", "Nom d’usage", true, "nom", "nom_usuel"), champ("nom_patronymique", "Nom patronymique", false, "nom_naissance", "nom_de_naissance"),
	champ("prenom", "Prénom", true), champ("date_naissance", "Date de naissance", false, "date_de_naissance", "ddn"),
	champ("corps", "Corps", false, "code_corps"), champ("grade", "Grade", false, "code_grade"), champ("libelle_grade", "Libellé du grade", false),
	champ("discipline_recrutement", "Discipline de recrutement", false, "discipline"),
	champ("position", "Position administrative", false), champ("date_effet_position", "Date d’effet de la position", false),
	champ("adresse1", "Adresse (1)", false, "adresse", "adresse_1"), champ("adresse2", "Adresse (2)", false, "adresse_2"),
	champ("code_postal", "Code postal", false, "cp"), champ("code_commune_insee", "Code INSEE de la commune", false, "code_commune", "insee"),
	champ("commune", "Commune", false, "ville"), champ("telephone", "Téléphone", false, "tel"), champ("mel_pro", "Courriel professionnel", false, "mel", "email", "courriel"),
	champ("uai", "UAI de l’établissement", false, "uai_ecole", "uai_affectation", "rne"),
	champ("fonction", "Fonction", false, "fonction_1d", "service"),
}

var champsAffectation = []tabulaire.Champ{
	champ("numen", "NUMEN", true), champ("uai", "UAI de l’établissement", true, "rne", "uai_affectation"),
	champ("type_affectation", "Type d’affectation", true), champ("fonction", "Fonction", false), champ("discipline_poste", "Discipline de poste", false, "discipline"),
	champ("modalite", "Modalité de service", false), champ("quotite", "Quotité (%)", false), champ("date_debut", "Début", false), champ("date_fin", "Fin", false),
}

// Champs are the fields that an académie may map, agents first.
func Champs() []tabulaire.Champ {
	tous, vus := []tabulaire.Champ{}, map[string]bool{}
	for _, c := range append(append([]tabulaire.Champ{}, champsAgent...), champsAffectation...) {
		if !vus[c.Nom] {
			vus[c.Nom] = true
			tous = append(tous, c)
		}
	}
	return tous
}
