// Package activite knows the menu of each service and whether an activité is open to it now.
package activite

import "slices"

// Activite is one menu entry of a service.
type Activite struct {
	Code, Libelle, Groupe string
	Profils               []string // empty: every profile of the service
	SurOuverture          bool     // closed until the gestionnaire opens it (a campagne)
}

// catalogue lists the menu of each service, in its order. Every entry is shown; closed ones stay visible and say why.
var catalogue = map[string][]Activite{
	"gestion": {
		{Code: "sessions", Libelle: "Sessions", Groupe: "Préparation"},
		{Code: "reglementation", Libelle: "Réglementation", Groupe: "Préparation"},
		{Code: "etablissements-centres", Libelle: "Établissements et centres", Groupe: "Préparation"},
		{Code: "communes", Libelle: "Communes et limitrophes", Groupe: "Préparation", Profils: []string{"administrateur", "gestionnaire"}},
		{Code: "intervenants", Libelle: "Intervenants", Groupe: "Vivier"},
		{Code: "rapprochement", Libelle: "Rapprochement", Groupe: "Vivier", Profils: []string{"administrateur", "gestionnaire"}},
		{Code: "regles-competence", Libelle: "Règles de compétence", Groupe: "Vivier", Profils: []string{"administrateur", "gestionnaire"}},
		{Code: "competences", Libelle: "Compétences", Groupe: "Vivier"},
		{Code: "suivi-saisies", Libelle: "Suivi des saisies", Groupe: "Vivier", Profils: []string{"administrateur", "gestionnaire"}},
		{Code: "indisponibilites", Libelle: "Indisponibilités et dispenses", Groupe: "Vivier"},
		{Code: "ocean", Libelle: "OCEAN et génération des missions", Groupe: "Missions"},
		{Code: "jurys-commissions", Libelle: "Jurys et commissions", Groupe: "Missions"},
		{Code: "missions", Libelle: "Missions", Groupe: "Missions"},
		{Code: "affectation", Libelle: "Affectation", Groupe: "Missions"},
		{Code: "avancement", Libelle: "Avancement", Groupe: "Missions"},
		{Code: "remplacements", Libelle: "Remplacements", Groupe: "Missions"},
		{Code: "convocations", Libelle: "Convocations", Groupe: "Missions"},
		{Code: "constat", Libelle: "Constat de service fait", Groupe: "Frais"},
		{Code: "frais", Libelle: "États de frais", Groupe: "Frais"},
		{Code: "liquidation", Libelle: "Liquidation", Groupe: "Frais", Profils: []string{"administrateur", "gestionnaire_financier"}},
		{Code: "suivi-financier", Libelle: "Suivi financier", Groupe: "Frais"},
		{Code: "baremes", Libelle: "Barèmes et distances", Groupe: "Frais"},
		{Code: "echanges", Libelle: "Échanges (imports, exports)", Groupe: "Administration", Profils: []string{"administrateur", "gestionnaire"}},
		{Code: "courriels", Libelle: "Courriels", Groupe: "Administration", Profils: []string{"administrateur", "gestionnaire"}},
		{Code: "ouverture", Libelle: "Ouverture des services", Groupe: "Administration", Profils: []string{"administrateur", "gestionnaire"}},
		{Code: "habilitations", Libelle: "Habilitations", Groupe: "Administration", Profils: []string{"administrateur"}},
		{Code: "planification", Libelle: "Planification", Groupe: "Administration", Profils: []string{"administrateur"}},
		{Code: "outils", Libelle: "Outils tiers", Groupe: "Administration", Profils: []string{"administrateur"}},
		{Code: "journal", Libelle: "Journal", Groupe: "Administration", Profils: []string{"administrateur"}},
		{Code: "donnees-personnelles", Libelle: "Données personnelles", Groupe: "Administration", Profils: []string{"administrateur"}},
	},
	"etablissement": {
		{Code: "personnels", Libelle: "Consultation des personnels"},
		{Code: "indisponibilites-saisie", Libelle: "Saisie d’indisponibilité", SurOuverture: true},
		{Code: "competences-saisie", Libelle: "Saisie des compétences", SurOuverture: true},
		{Code: "competences-validation", Libelle: "Validation de la saisie des compétences", SurOuverture: true},
		{Code: "signature-etablissement", Libelle: "Signature établissement", SurOuverture: true},
	},
	"centre": {
		{Code: "missions-consultation", Libelle: "Consultation des missions", SurOuverture: true},
		{Code: "convocation-mission", Libelle: "Convocation par mission", SurOuverture: true},
		{Code: "constat", Libelle: "Constat de service fait", SurOuverture: true},
		{Code: "signature-centre", Libelle: "Signature centre", SurOuverture: true},
	},
	"intervenant": {
		{Code: "missions-consultation", Libelle: "Consultation des missions", SurOuverture: true},
		{Code: "competences-saisie", Libelle: "Saisie des compétences", SurOuverture: true},
		{Code: "etats-frais", Libelle: "États de frais", SurOuverture: true},
		{Code: "mon-dossier", Libelle: "Mon dossier", SurOuverture: true},
		{Code: "voeux", Libelle: "Vœux et indisponibilités", SurOuverture: true},
		{Code: "mes-donnees", Libelle: "Mes données"},
	},
}

// Connue says whether a service has this activité.
func Connue(service, code string) bool {
	_, ok := trouver(service, code)
	return ok
}

func trouver(service, code string) (Activite, bool) {
	for _, a := range catalogue[service] {
		if a.Code == code {
			return a, true
		}
	}
	return Activite{}, false
}

// PourProfil says whether a profile may have an activité of its service.
func PourProfil(service, code, profil string) bool {
	a, ok := trouver(service, code)
	return ok && (len(a.Profils) == 0 || slices.Contains(a.Profils, profil))
}
