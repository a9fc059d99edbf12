package db

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"

	"imagin/server/internal/fail"
)

// constraints turns the name of a violated constraint into words for the person who ran into it. A test lists
// pg_constraint and fails on a name that is neither here nor declared internal.
var constraints = map[string]*fail.Error{
	"occupation_sans_chevauchement": fail.New(fail.Conflict, "affectation.chevauchement",
		"Cette personne est déjà prise sur place à ce moment-là : une personne ne peut être à deux endroits. Choisissez quelqu’un d’autre, ou désaffectez-la d’abord."),
	"affectation_unique": fail.New(fail.Conflict, "affectation.doublon",
		"Cette personne est déjà affectée à cette mission."),
	"affectation_motif_requis": fail.New(fail.Invalid, "affectation.motif", "Une désaffectation demande un motif.",
		fail.Field{Pointer: "/motif", Code: "requis", Message: "Indiquez le motif."}),
	"transition_permise": fail.New(fail.Conflict, "transition_interdite",
		"Cet état ne peut pas suivre l’état actuel. Relisez la ligne : elle a peut-être changé."),
	"journal_auteur":               fail.New(fail.Forbidden, "journal.auteur", "Ce changement doit avoir un auteur."),
	"creneau_ordre":                fail.New(fail.Invalid, "creneau.ordre", "La fin du créneau doit suivre son début."),
	"etablissement_uai_unique":     fail.New(fail.Conflict, "etablissement.doublon", "Un établissement porte déjà ce code UAI."),
	"etablissement_uai_forme":      fail.New(fail.Invalid, "etablissement.uai", "Un code UAI compte sept chiffres et une lettre, par exemple 0350122T."),
	"intervenant_cle_pkey":         fail.New(fail.Conflict, "intervenant.cle", "Cet identifiant désigne déjà une autre personne."),
	"intervenant_secret_unique":    fail.New(fail.Conflict, "secret.doublon", "Une autre personne porte déjà ce numéro. Vérifiez-le, puis cherchez cette personne."),
	"secret_chiffre":               fail.New(fail.Invalid, "secret.clair", "Un secret ne se garde que chiffré."),
	"secret_empreinte":             fail.New(fail.Invalid, "secret.clair", "Un secret ne se garde que chiffré."),
	"secret_masque":                fail.New(fail.Invalid, "secret.clair", "Un secret ne se montre que masqué."),
	"rattachement_quotite":         fail.New(fail.Invalid, "rattachement.quotite", "Une quotité va de 0 à 100 %."),
	"rattachement_effectif_unique": fail.New(fail.Conflict, "rattachement.doublon", "Cette personne est déjà rattachée à cet établissement."),
	"rattachement_effectif":        fail.New(fail.Invalid, "rattachement.effectif", "Seul un rattachement effectif peut être principal."),
	"commune_code_forme":           fail.New(fail.Invalid, "commune.code", "Un code INSEE compte cinq caractères."),
	"commune_limitrophe_unique":    fail.New(fail.Conflict, "limitrophe.doublon", "Cette paire de communes est déjà déclarée."),
	"commune_limitrophe_ordre":     fail.New(fail.Invalid, "limitrophe.meme", "Une commune n’est pas limitrophe d’elle-même."),
	"suppleance_unique":            fail.New(fail.Conflict, "suppleance.doublon", "Cette suppléance est déjà connue."),
	"suppleance_dates":             fail.New(fail.Invalid, "suppleance.dates", "La fin doit suivre le début."),
	"rapprochement_unique":         fail.New(fail.Conflict, "rapprochement.doublon", "Cette paire attend déjà une décision."),
	"rapprochement_meme_unique":    fail.New(fail.Conflict, "rapprochement.pris", "La personne du fichier est déjà rapprochée de quelqu’un d’autre : reprenez d’abord cette décision."),
	"source_echange_unique":        fail.New(fail.Conflict, "source.doublon", "Cette source est déjà réglée."),
	"source_collecte": fail.New(fail.Invalid, "source.collecte", "Une collecte demande un chemin et une périodicité.",
		fail.Field{Pointer: "/chemin", Code: "requis", Message: "Indiquez le chemin et la périodicité."}),
	"source_sftp": fail.New(fail.Invalid, "source.sftp", "Un dépôt SFTP demande l’hôte, le compte, la clé de l’hôte et le nom du secret.",
		fail.Field{Pointer: "/hote", Code: "requis", Message: "Indiquez l’hôte, le compte, la clé de l’hôte et le secret."}),
	"session_code_unique":            fail.New(fail.Conflict, "session.doublon", "Une session porte déjà ce code."),
	"rattachement_unique":            fail.New(fail.Conflict, "rattachement.doublon", "Cette personne est déjà rattachée à cet établissement."),
	"rattachement_principal_unique":  fail.New(fail.Conflict, "rattachement.principal", "Cette personne a déjà un établissement principal."),
	"competence_unique":              fail.New(fail.Conflict, "competence.doublon", "Cette personne a déjà cette compétence."),
	"competence_auteur_unique":       fail.New(fail.Conflict, "competence.auteur", "Vous vous êtes déjà prononcé sur cette compétence."),
	"import_cle_unique":              fail.New(fail.Conflict, "idempotence", "Cette demande a déjà été reçue."),
	"campagne_dates":                 fail.New(fail.Invalid, "campagne.dates", "La fermeture doit suivre l’ouverture."),
	"profil_dates":                   fail.New(fail.Invalid, "profil.dates", "La fin doit suivre le début."),
	"profil_etablissement_requis":    fail.New(fail.Invalid, "profil.etablissement", "Ce profil demande un établissement."),
	"utilisateur_identifiant_unique": fail.New(fail.Conflict, "utilisateur.doublon", "Cet identifiant est déjà connu."),
	"epreuve_option_unique":          fail.New(fail.Conflict, "epreuve_option.doublon", "Cette épreuve-option existe déjà."),
	"enseignement_unique":            fail.New(fail.Conflict, "enseignement.doublon", "Cet enseignement est déjà connu."),
	"centre_code_unique":             fail.New(fail.Conflict, "centre.doublon", "Cette session a déjà un centre de ce code."),
	"intervenant_numero_unique":      fail.New(fail.Conflict, "intervenant.numero", "Ce numéro d’intervenant est déjà pris."),
}

// traduire recognises a violated constraint by its name; every other error passes unchanged.
func traduire(err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	if connue, ok := constraints[pg.ConstraintName]; ok {
		copie := *connue
		return copie.Because(err)
	}
	switch pg.Code {
	case "55P03", "57014": // lock_timeout, statement_timeout
		return fail.New(fail.Busy, "occupe", "Le service est très sollicité. Réessayez dans un instant.").Because(err)
	case "40001", "40P01":
		return fail.New(fail.Conflict, "concurrence", "Une autre personne modifiait les mêmes lignes. Réessayez.").Because(err)
	}
	return err
}

// ContrainteConnue says whether a constraint has words for the caller.
func ContrainteConnue(nom string) bool {
	_, ok := constraints[nom]
	return ok
}
