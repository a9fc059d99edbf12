// Package donnees keeps personal data no longer than they serve, and gives a person what is known of her.
package donnees

// Categorie is a kind of data that is purged: whose lines, after how long, and why that long. The durations are the
// académie's to decide; the minimum is not. The register of treatments tells the same to people.
type Categorie struct {
	Code, Libelle, Fondement string
	Mois, Minimum            int
	// depassees counts, effacer removes: $1 is the académie, $2 the instant before which nothing is kept.
	depassees, effacer string
}

const anciens = ` WHERE academie = $1 AND `

// parFonction is a category whose rows only a function of the database may erase: `purger_<code>`.
func parFonction(code, libelle, fondement string, mois, minimum int) Categorie {
	return Categorie{Code: code, Libelle: libelle, Fondement: fondement, Mois: mois, Minimum: minimum,
		depassees: `SELECT purger_` + code + `($1, $2, true)`, effacer: `SELECT purger_` + code + `($1, $2, false)`}
}

// Categories in the order they are purged: what pays before what is paid for, what people did before the people.
var Categories = []Categorie{
	parFonction("lots", "Lots de liquidation, leurs fichiers et leurs retours", "Pièces comptables, coordonnées bancaires : dix ans après le lot (code du patrimoine, décret 2012-1246)", 120, 60),
	parFonction("frais", "États de frais et justificatifs", "Pièces comptables : dix ans après la mission (code du patrimoine, décret 2012-1246)", 120, 60),
	parFonction("affectations", "Affectations, convocations, constats et plans", "Deux sessions après la fin de la session ; ce qui justifie un paiement reste avec lui", 24, 6),
	parFonction("disponibilites", "Dispenses, indisponibilités et vœux", "Le temps de la session et d’un recours ; motifs de santé", 12, 1),
	parFonction("courriels", "Courriels envoyés", "Prouver qu’une personne a été prévenue, pendant la session", 12, 3),
	parFonction("vivier", "Intervenants historisés", "Plus connus d’aucune source, sans mission conservée", 24, 6),
	parFonction("comptes", "Comptes des agents sans connexion", "Plus d’usage : le portail les recrée au besoin", 24, 6),
	parFonction("taches", "Auteur des tâches de fond", "Le temps de répondre d’un traitement", 24, 3),
	{Code: "sessions_web", Libelle: "Connexions closes", Fondement: "Sécurité : retrouver qui s’est connecté (délibération CNIL 2021-122)", Mois: 12, Minimum: 6,
		depassees: `SELECT count(*) FROM session_web` + anciens + `coalesce(fermee_le, expire_le) < $2`,
		effacer:   `DELETE FROM session_web` + anciens + `coalesce(fermee_le, expire_le) < $2`},
	{Code: "journal", Libelle: "Journal", Fondement: "Traçabilité des actes de gestion et contrôle interne ; six mois au moins", Mois: 36, Minimum: 6,
		depassees: `SELECT count(*) FROM journal j` + anciens + `le < $2 AND xid <= (SELECT max(a_xid) FROM journal_sceau WHERE academie = $1 AND scelle_le < $2)`,
		effacer:   `SELECT purger_journal($1, $2)`},
	{Code: "fichiers", Libelle: "Fichiers reçus et rapports d’import", Fondement: "Justifier ce qui a été pris en compte pendant une session et la suivante", Mois: 24, Minimum: 3,
		depassees: `SELECT count(*) FROM import` + anciens + `depose_le < $2 AND etat IN ('applique', 'refuse', 'annule', 'echoue')`,
		effacer: `WITH i AS (DELETE FROM import` + anciens + `depose_le < $2 AND etat IN ('applique', 'refuse', 'annule', 'echoue') RETURNING academie, fichier_id)
			DELETE FROM fichier f USING i WHERE f.academie = i.academie AND f.id = i.fichier_id`},
	{Code: "changements", Libelle: "Suite des changements et envois aux outils", Fondement: "Le temps qu’un outil arrêté se remette à jour", Mois: 2, Minimum: 1,
		depassees: `SELECT count(*) FROM changement` + anciens + `le < $2`,
		effacer: `WITH e AS (DELETE FROM webhook_envoi WHERE academie = $1 AND survenu_le < $2 AND etat <> 'en_attente')
			DELETE FROM changement` + anciens + `le < $2`},
	{Code: "comptes_locaux", Libelle: "Comptes locaux fermés ou jamais activés", Fondement: "Plus d’usage", Mois: 12, Minimum: 1,
		depassees: `SELECT count(*) FROM compte_local c JOIN utilisateur u ON u.academie = c.academie AND u.id = c.utilisateur_id
			WHERE c.academie = $1 AND (NOT u.actif OR c.active_le IS NULL) AND coalesce(u.vu_le, c.cree_le) < $2`,
		effacer: `DELETE FROM compte_local c USING utilisateur u WHERE u.academie = c.academie AND u.id = c.utilisateur_id
			AND c.academie = $1 AND (NOT u.actif OR c.active_le IS NULL) AND coalesce(u.vu_le, c.cree_le) < $2`},
}

func categorie(code string) (Categorie, bool) {
	for _, c := range Categories {
		if c.Code == code {
			return c, true
		}
	}
	return Categorie{}, false
}
