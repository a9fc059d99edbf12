package access

import "slices"

// Profils lists the profiles in the order they are offered.
var Profils = []string{"administrateur", "gestionnaire", "gestionnaire_financier", "inspecteur", "chef_etablissement",
	"chef_centre", "intervenant", "national", "client_api"}

var (
	lectureVivier = []string{"sessions.lire", "etablissements.lire", "intervenants.lire", "rattachements.lire",
		"enseignements.lire", "competences.lire", "epreuves-options.lire", "affectations.lire"}
	gestion = append(slices.Clone(lectureVivier), "sessions.gerer", "intervenants.modifier", "intervenants.creer", "intervenants.supprimer", "secrets.lire", "secrets.ecrire",
		"historiques.lire", "suppleances.lire", "rapprochements.lire", "rapprochements.decider", "communes.lire", "communes.modifier",
		"imports.lire", "imports.deposer", "sources.regler", "ouvertures.lire", "ouvertures.decider", "competences.avis", "competences.masse",
		"regles-competence.lire", "regles-competence.modifier", "propositions.lire", "propositions.decider", "taches.lire", "taches.annuler")
)

// Indisponibilités, dispenses, vœux, what schools enter, and mail.
var (
	gestionDisponibilites = []string{"disponibilites.lire", "disponibilites.controler", "disponibilites.regler", "situations.lire", "situations.saisir", "indisponibilites.lire",
		"indisponibilites.saisir", "dispenses.lire", "dispenses.decider", "voeux.lire", "saisies_competences.lire", "saisies_competences.relancer", "courriels.lire", "courriels.renvoyer"}
	etablissementDisponibilites = []string{"disponibilites.lire", "indisponibilites.lire", "indisponibilites.saisir", "dispenses.lire", "dispenses.aviser",
		"saisies_competences.lire", "saisies_competences.declarer"}
	intervenantDisponibilites = []string{"disponibilites.lire", "indisponibilites.lire", "dispenses.lire", "dispenses.demander", "voeux.lire", "voeux.exprimer", "mes-donnees.lire", "droits.lire", "droits.demander"}
)

// gestionAcces are the doors that gestionnaires keep too.
var gestionAcces = []string{"comptes.gerer"}

var administration = []string{"journal.lire", "habilitations.gerer", "outils.gerer", "donnees.gerer", "droits.lire", "changements.lire"}

// Portees are the permissions that a tool may receive: to read, and to follow what changes.
var Portees = []string{"sessions.lire", "etablissements.lire", "intervenants.lire", "rattachements.lire", "enseignements.lire", "competences.lire",
	"epreuves-options.lire", "indisponibilites.lire", "missions.lire", "centres.lire", "jurys.lire", "affectations.lire", "convocations.lire", "etats-frais.lire", "baremes.lire", "reglementation.lire",
	"imports.lire", "imports.deposer", "changements.lire"}

// Missions and what they stand on: read by whoever follows them, kept by the gestionnaires.
var (
	lectureMissions = []string{"reglementation.lire", "centres.lire", "missions.lire", "jurys.lire"}
	gestionMissions = append(slices.Clone(lectureMissions), "reglementation.gerer", "centres.gerer", "missions.gerer", "generations.lire", "generations.gerer", "jurys.gerer")
)

// Frais: values and distances, what was done, what is due.
var (
	lectureFrais = []string{"baremes.lire", "distances.lire", "constats.lire", "etats-frais.lire", "suivi-financier.lire", "imputations.lire"}
	gestionFrais = append(slices.Clone(lectureFrais), "baremes.decider", "distances.modifier", "constats.saisir", "constats.lever", "etats-frais.controler", "etats-frais.declarer",
		"dossiers-frais.lire", "dossiers-frais.suivre", "dossiers-frais.modifier", "dossiers-frais.reconnaitre", "suivi-financier.relancer", "imputations.regler")
)

// Liquidation: who makes lots and reads returns; the files hold bank accounts, and only those who pay open them.
var (
	gestionLiquidation = []string{"lots.lire", "lots.gerer", "lots.regler", "taches.lire", "taches.annuler"}
	financeLiquidation = append(slices.Clone(gestionLiquidation), "lots.telecharger")
)

// Affectation: plans, rules, by hand; everyone sees the load of those he may see.
var gestionAffectation = []string{"affectation.lire", "affectation.calculer", "affectation.regler", "affectation.publier", "charges.lire"}

// Convocations: who convokes, who is told, who answers.
var (
	gestionConvocations = []string{"convocations.lire", "convocations.gerer", "convocations.annuler", "convocations.preuve", "signatures.gerer"}
	centreConvocations  = []string{"convocations.lire", "convocations.centre", "convocations.annuler", "signatures.gerer"}
)

// permissions is the whole table of rights. The matrix operation × profile is printed by a golden test.
var permissions = map[string][]string{
	"administrateur":         slices.Concat(gestion, gestionAffectation, gestionFrais, gestionMissions, gestionDisponibilites, gestionConvocations, gestionAcces, gestionLiquidation, administration),
	"gestionnaire":           slices.Concat(gestion, gestionAffectation, gestionFrais, gestionMissions, gestionDisponibilites, gestionConvocations, gestionAcces),
	"gestionnaire_financier": append(slices.Concat(lectureFrais, financeLiquidation), "reglementation.lire", "centres.lire", "missions.lire", "sessions.lire", "etablissements.lire", "intervenants.lire", "affectations.lire", "baremes.decider", "distances.modifier", "etats-frais.controler", "dossiers-frais.lire", "dossiers-frais.suivre", "suivi-financier.relancer", "imputations.regler"),
	"inspecteur":             append(slices.Concat(lectureVivier, lectureMissions), "competences.avis", "competences.masse", "propositions.lire", "propositions.faire"),
	"chef_etablissement":     append(slices.Concat(lectureVivier, etablissementDisponibilites), "competences.avis", "convocations.lire", "signatures.gerer"),
	"chef_centre":            append(slices.Clone(centreConvocations), "centres.lire", "missions.lire", "sessions.lire", "etablissements.lire", "affectations.lire", "constats.lire", "constats.saisir"),
	"intervenant":            append(slices.Clone(intervenantDisponibilites), "charges.lire", "etats-frais.lire", "etats-frais.declarer", "dossiers-frais.lire", "dossiers-frais.modifier", "dossiers-frais.confirmer", "communes.lire", "sessions.lire", "rattachements.lire", "enseignements.lire", "competences.lire", "competences.avis", "epreuves-options.lire", "affectations.lire", "convocations.lire", "convocations.repondre", "convocations.preuve"),
	"national":               slices.Concat(lectureVivier, lectureMissions),
	"client_api":             {},
}

// Permet says whether a profile holds a permission.
func Permet(profil, permission string) bool { return slices.Contains(permissions[profil], permission) }

// Connue says whether some profile holds the permission: one that none holds is a typing error in the contract.
func Connue(permission string) bool {
	if permission == Public || permission == Connecte {
		return true
	}
	for _, p := range permissions {
		if slices.Contains(p, permission) {
			return true
		}
	}
	return false
}

// Libelles of the services, as the portal offers them.
var Libelles = map[string]string{
	"administrateur":         "Accès administration",
	"gestionnaire":           "Accès gestion",
	"gestionnaire_financier": "Accès gestion financière",
	"inspecteur":             "Accès inspection",
	"chef_etablissement":     "Accès établissement",
	"chef_centre":            "Accès centre d’examen",
	"intervenant":            "Accès enseignant",
	"national":               "Accès national",
	"client_api":             "Accès outil",
}

// ServiceDe says whose menu a profile sees.
func ServiceDe(profil string) string {
	switch profil {
	case "intervenant", "chef_centre", "chef_etablissement":
		return map[string]string{"intervenant": "intervenant", "chef_centre": "centre", "chef_etablissement": "etablissement"}[profil]
	}
	return "gestion"
}
