// Package activite knows the menu of each service and whether an activité is open to it now.
package activite

import "imagin/server/internal/access"

// Activite is one menu entry of a service.
type Activite struct {
	Code, Libelle, Groupe string
	Droit                 string // the permission without which there is nothing to see; empty: every profile of the service
	SurOuverture          bool   // closed until the gestionnaire opens it (a campagne)
}

// catalogue lists the menu of each service, in its order. Every entry is shown; closed ones stay visible and say why.
var catalogue = map[string][]Activite{
	"gestion": {
		{Code: "sessions", Libelle: "Sessions", Groupe: "Préparation", Droit: "sessions.lire"},
		{Code: "reglementation", Libelle: "Réglementation", Groupe: "Préparation", Droit: "reglementation.lire"},
		{Code: "etablissements-centres", Libelle: "Établissements et centres", Groupe: "Préparation", Droit: "etablissements.lire"},
		{Code: "communes", Libelle: "Communes et limitrophes", Groupe: "Préparation", Droit: "communes.modifier"},
		{Code: "intervenants", Libelle: "Intervenants", Groupe: "Vivier", Droit: "intervenants.lire"},
		{Code: "rapprochement", Libelle: "Rapprochement", Groupe: "Vivier", Droit: "rapprochements.lire"},
		{Code: "regles-competence", Libelle: "Règles de compétence", Groupe: "Vivier", Droit: "regles-competence.lire"},
		{Code: "competences", Libelle: "Compétences", Groupe: "Vivier", Droit: "competences.lire"},
		{Code: "suivi-saisies", Libelle: "Suivi des saisies", Groupe: "Vivier", Droit: "saisies_competences.lire"},
		{Code: "indisponibilites", Libelle: "Indisponibilités et dispenses", Groupe: "Vivier", Droit: "disponibilites.lire"},
		{Code: "ocean", Libelle: "OCEAN et génération des missions", Groupe: "Missions", Droit: "generations.lire"},
		{Code: "jurys-commissions", Libelle: "Jurys et commissions", Groupe: "Missions", Droit: "jurys.lire"},
		{Code: "missions", Libelle: "Missions", Groupe: "Missions", Droit: "missions.lire"},
		{Code: "affectation", Libelle: "Affectation", Groupe: "Missions", Droit: "affectation.lire"},
		{Code: "avancement", Libelle: "Avancement", Groupe: "Missions", Droit: "affectations.lire"},
		{Code: "remplacements", Libelle: "Remplacements", Groupe: "Missions", Droit: "affectation.lire"},
		{Code: "convocations", Libelle: "Convocations", Groupe: "Missions", Droit: "convocations.lire"},
		{Code: "constat", Libelle: "Constat de service fait", Groupe: "Frais", Droit: "constats.lire"},
		{Code: "frais", Libelle: "États de frais", Groupe: "Frais", Droit: "etats-frais.lire"},
		{Code: "liquidation", Libelle: "Liquidation", Groupe: "Frais", Droit: "lots.lire"},
		{Code: "suivi-financier", Libelle: "Suivi financier", Groupe: "Frais", Droit: "suivi-financier.lire"},
		{Code: "baremes", Libelle: "Barèmes et distances", Groupe: "Frais", Droit: "baremes.lire"},
		{Code: "echanges", Libelle: "Échanges (imports, exports)", Groupe: "Administration", Droit: "imports.lire"},
		{Code: "courriels", Libelle: "Courriels", Groupe: "Administration", Droit: "courriels.lire"},
		{Code: "ouverture", Libelle: "Ouverture des services", Groupe: "Administration", Droit: "ouvertures.decider"},
		{Code: "habilitations", Libelle: "Habilitations", Groupe: "Administration", Droit: "habilitations.gerer"},
		{Code: "planification", Libelle: "Planification", Groupe: "Administration", Droit: "habilitations.gerer"},
		{Code: "outils", Libelle: "Outils tiers", Groupe: "Administration", Droit: "outils.gerer"},
		{Code: "journal", Libelle: "Journal", Groupe: "Administration", Droit: "journal.lire"},
		{Code: "donnees-personnelles", Libelle: "Données personnelles", Groupe: "Administration", Droit: "donnees.gerer"},
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
	return ok && a.permise(profil)
}

func (a *Activite) permise(profil string) bool {
	return a.Droit == "" || access.Permet(profil, a.Droit)
}
