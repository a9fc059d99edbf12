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
	"modele_lettre_unique":         fail.New(fail.Conflict, "modele.doublon", "Un modèle de lettre porte déjà ce nom."),
	"modele_lettre_libelle":        fail.New(fail.Invalid, "modele.libelle", "Donnez au modèle un nom de 120 caractères au plus.", fail.Field{Pointer: "/libelle", Code: "requis", Message: "1 à 120 caractères"}),
	"signature_qualite":            fail.New(fail.Invalid, "signature.qualite", "Indiquez la qualité du signataire.", fail.Field{Pointer: "/qualite", Code: "requis", Message: "1 à 200 caractères"}),
	"signature_nom":                fail.New(fail.Invalid, "signature.nom", "Indiquez le nom du signataire.", fail.Field{Pointer: "/nom", Code: "requis", Message: "1 à 120 caractères"}),
	"signature_taille":             fail.New(fail.TooLarge, "signature.taille", "Cette image est trop grande : 1 Mo au plus."),
	"parametrage_unique":           fail.New(fail.Conflict, "parametrage.doublon", "Vous avez déjà un paramétrage de ce nom."),
	"parametrage_libelle":          fail.New(fail.Invalid, "parametrage.libelle", "Donnez au paramétrage un nom de 120 caractères au plus.", fail.Field{Pointer: "/libelle", Code: "requis", Message: "1 à 120 caractères"}),
	"parametrage_service":          fail.New(fail.Invalid, "parametrage.service", "Indiquez le service qui convoque.", fail.Field{Pointer: "/service", Code: "requis", Message: "1 à 200 caractères"}),
	"parametrage_reponse":          fail.New(fail.Invalid, "parametrage.reponse", "Le délai de réponse va de 1 à 60 jours.", fail.Field{Pointer: "/reponse_jours", Code: "bornes", Message: "de 1 à 60"}),
	"consigne_affectation_texte":   fail.New(fail.Invalid, "convocation.consigne", "La consigne tient en 1 000 caractères.", fail.Field{Pointer: "/consigne", Code: "longueur", Message: "1 000 caractères au plus"}),
	"parametrage_relance":          fail.New(fail.Invalid, "parametrage.relance", "Relancez tous les 30 jours au plus ; 0 ne relance pas."),
	"traitement_motif":             fail.New(fail.Invalid, "traitement.motif", "Annuler un traitement demande un motif : il est dit aux personnes prévenues.", fail.Field{Pointer: "/motif", Code: "requis", Message: "Indiquez le motif."}),
	"convocation_mission_vivante":  fail.New(fail.Conflict, "convocation.doublon", "Cette personne a déjà une convocation en vigueur pour cette mission."),
	"convocation_remplace_unique":  fail.New(fail.Conflict, "convocation.remplacee", "Cette convocation a déjà été remplacée ou annulée. Relisez-la."),
	"convocation_figee":            fail.New(fail.Conflict, "convocation.figee", "Une convocation éditée ne change plus : éditez une rectificative."),
	"convocation_motif_requis":     fail.New(fail.Invalid, "convocation.motif", "Contester une convocation demande un motif.", fail.Field{Pointer: "/motif", Code: "requis", Message: "Indiquez le motif."}),
	"modele_lettre_version_unique": fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié ce modèle depuis que vous l’avez lu. Relisez-le."),
	"convocation_numero_unique":    fail.New(fail.Conflict, "concurrence", "Deux éditions se sont croisées. Recommencez."),
	"agenda_un_seul":               fail.New(fail.Conflict, "agenda.doublon", "Vous avez déjà une adresse d’agenda : révoquez-la pour en faire une autre."),
	"affectation_unique": fail.New(fail.Conflict, "affectation.doublon",
		"Cette personne est déjà affectée à cette mission."),
	"affectation_motif_requis": fail.New(fail.Invalid, "affectation.motif", "Une désaffectation demande un motif.",
		fail.Field{Pointer: "/motif", Code: "requis", Message: "Indiquez le motif."}),
	"plan_libelle":             fail.New(fail.Invalid, "plan.libelle", "Donnez au plan un nom de 1 à 120 caractères.", fail.Field{Pointer: "/libelle", Code: "requis", Message: "donnez-lui un nom"}),
	"plan_place_unique":        fail.New(fail.Conflict, "plan.place", "Cette place existe déjà dans le plan."),
	"plan_place_personne":      fail.New(fail.Conflict, "plan.doublon", "Cette personne est déjà sur cette mission dans ce plan : libérez d’abord son autre place."),
	"plan_place_verrou":        fail.New(fail.Invalid, "plan.verrou", "Une place vide ne se verrouille pas : mettez-y d’abord quelqu’un."),
	"plan_fige":                fail.New(fail.Conflict, "plan.fige", "Ce plan est publié ou archivé : il ne change plus. Partez d’une copie."),
	"plan_interdit_unique":     fail.New(fail.Conflict, "plan.refus", "Cette personne est déjà refusée sur cette mission dans ce plan."),
	"regle_affectation_unique": fail.New(fail.Conflict, "version_perimee", "Quelqu’un a réglé cette règle en même temps que vous. Relisez-la."),
	"regle_affectation_poids":  fail.New(fail.Invalid, "regle.poids", "Un prix va de 0 à 100 000 €.", fail.Field{Pointer: "/poids", Code: "borne", Message: "de 0 à 10 000 000 centimes"}),
	"regle_affectation_valeur": fail.New(fail.Invalid, "regle.valeur", "Un seuil va de 0 à 100 000.", fail.Field{Pointer: "/valeur", Code: "borne", Message: "de 0 à 100 000"}),
	"cumul_interdit_unique":    fail.New(fail.Conflict, "cumul.doublon", "Ce cumul est déjà interdit."),
	"cumul_interdit_deux":      fail.New(fail.Invalid, "cumul.deux", "Un cumul interdit oppose deux travaux différents : nommez un examen ou un type de chaque côté."),
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
	"competence_auteur_origine":      fail.New(fail.Invalid, "competence.origine", "Seul le calcul porte une origine."),
	"regle_competence_unique":        fail.New(fail.Conflict, "regle.doublon", "Cette session a déjà cette règle. Modifiez celle qui existe."),
	"regle_competence_priorite":      fail.New(fail.Invalid, "regle.criteres", "La priorité va de 1 (d’abord) à 9."),
	"regle_competence_formes":        fail.New(fail.Invalid, "regle.criteres", "Un critère de la règle n’a pas la forme attendue."),
	"regle_competence_criteres":      fail.New(fail.Invalid, "regle.criteres", "Sans matière, sans diplôme et sans discipline, la règle viserait tout le monde."),
	"proposition_unique":             fail.New(fail.Conflict, "proposition.doublon", "Cette personne est déjà proposée."),
	"import_cle_unique":              fail.New(fail.Conflict, "idempotence", "Cette demande a déjà été reçue."),
	"campagne_suit":                  fail.New(fail.Invalid, "campagne.suit", "Seul un examen suit la décision générale."),
	"campagne_dates":                 fail.New(fail.Invalid, "campagne.dates", "La fermeture doit suivre l’ouverture."),
	"profil_dates":                   fail.New(fail.Invalid, "profil.dates", "La fin doit suivre le début."),
	"profil_etablissement_requis":    fail.New(fail.Invalid, "profil.etablissement", "Ce profil demande un établissement."),
	"utilisateur_profil_unique":      fail.New(fail.Conflict, "profil.doublon", "Cette personne tient déjà ce profil."),
	"compte_local_unique":            fail.New(fail.Conflict, "compte.doublon", "Cette personne a déjà un compte."),
	"compte_local_actif":             fail.New(fail.Invalid, "compte.incomplet", "Un compte actif demande un mot de passe et un second facteur."),
	"habilitation_dates":             fail.New(fail.Invalid, "habilitation.dates", "La fin doit suivre le début."),
	"habilitation_vide":              fail.New(fail.Invalid, "habilitation.vide", "Une habilitation porte sur un examen et une activité au moins."),
	"client_api_nom_unique":          fail.New(fail.Conflict, "client.doublon", "Un outil porte déjà ce nom."),
	"client_api_utilisateur_unique":  fail.New(fail.Conflict, "client.doublon", "Cet outil existe déjà."),
	"client_api_portees":             fail.New(fail.Invalid, "client.portees", "Un outil demande une portée au moins."),
	"webhook_url":                    fail.New(fail.Invalid, "webhook.url", "L’adresse doit commencer par https://."),
	"webhook_ressources":             fail.New(fail.Invalid, "webhook.ressources", "Choisissez une ressource au moins."),
	"conservation_mois":              fail.New(fail.Invalid, "conservation.mois", "Une durée va de 1 à 1200 mois."),
	"utilisateur_identifiant_unique": fail.New(fail.Conflict, "utilisateur.doublon", "Cet identifiant est déjà connu."),
	"epreuve_option_unique":          fail.New(fail.Conflict, "epreuve_option.doublon", "Cette épreuve-option existe déjà."),
	"enseignement_unique":            fail.New(fail.Conflict, "enseignement.doublon", "Cet enseignement est déjà connu."),
	"centre_code_unique":             fail.New(fail.Conflict, "centre.doublon", "Cette session a déjà un centre de ce code."),
	"indisponibilite_unique":         fail.New(fail.Conflict, "indisponibilite.doublon", "Cette personne est déjà indisponible sur cette période exacte."),
	"indisponibilite_ordre":          fail.New(fail.Invalid, "indisponibilite.ordre", "La fin doit suivre le début.", fail.Field{Pointer: "/fin", Code: "ordre", Message: "après le début"}),
	"indisponibilite_duree":          fail.New(fail.Invalid, "indisponibilite.duree", "Une indisponibilité ne dépasse pas une année : pour un congé long, saisissez une situation.", fail.Field{Pointer: "/fin", Code: "duree", Message: "un an au plus"}),
	"situation_dates":                fail.New(fail.Invalid, "situation.dates", "La fin doit suivre le début.", fail.Field{Pointer: "/fin", Code: "ordre", Message: "après le début"}),
	"situation_periode_requise":      fail.New(fail.Invalid, "situation.periode", "L’admissibilité à un concours demande un début et une fin.", fail.Field{Pointer: "/debut", Code: "required", Message: "ce champ est requis"}),
	"situation_quotite":              fail.New(fail.Invalid, "situation.quotite", "Un temps partiel demande une quotité, et lui seul en a une.", fail.Field{Pointer: "/quotite", Code: "quotite", Message: "de 1 à 99 %"}),
	"situation_quotite_bornes":       fail.New(fail.Invalid, "situation.quotite", "La quotité d’un temps partiel va de 1 à 99 %.", fail.Field{Pointer: "/quotite", Code: "quotite", Message: "de 1 à 99 %"}),
	"situation_jours":                fail.New(fail.Invalid, "situation.jours", "Les jours libérés vont du lundi (1) au dimanche (7), pour un temps partiel.", fail.Field{Pointer: "/jours", Code: "jours", Message: "de 1 à 7"}),
	"dispense_unique":                fail.New(fail.Conflict, "dispense.doublon", "Une demande de dispense est déjà en cours pour cette session. Retirez-la pour en faire une autre."),
	"dispense_dates":                 fail.New(fail.Invalid, "dispense.dates", "Donnez un début et une fin dans l’ordre, ou aucun des deux pour toute la session.", fail.Field{Pointer: "/fin", Code: "ordre", Message: "après le début"}),
	"voeu_unique":                    fail.New(fail.Conflict, "voeu.doublon", "Vous avez déjà exprimé ce vœu."),
	"voeu_complet":                   fail.New(fail.Invalid, "voeu.incomplet", "Ce vœu est incomplet : précisez ce qu’il souhaite ou évite, et cela seulement."),
	"voeu_dates":                     fail.New(fail.Invalid, "voeu.dates", "La fin doit suivre le début.", fail.Field{Pointer: "/fin", Code: "ordre", Message: "après le début"}),
	"voeu_distance":                  fail.New(fail.Invalid, "voeu.distance", "La distance va de 1 à 500 km.", fail.Field{Pointer: "/distance_km", Code: "bornes", Message: "de 1 à 500 km"}),
	"voeu_soi":                       fail.New(fail.Invalid, "voeu.soi", "Choisissez un collègue, pas vous-même.", fail.Field{Pointer: "/collegue", Code: "soi", Message: "une autre personne"}),
	"saisie_competence_unique":       fail.New(fail.Conflict, "saisie.doublon", "Cet établissement s’est déjà prononcé pour cette session."),
	"regle_situation_unique":         fail.New(fail.Conflict, "regle.doublon", "Cette lecture des fichiers existe déjà."),
	"regle_situation_modele":         fail.New(fail.Invalid, "regle.modele", "Un modèle s’écrit en minuscules, sans accents ; % remplace n’importe quels caractères.", fail.Field{Pointer: "/modele", Code: "forme", Message: "60 caractères au plus"}),
	"regle_mel_etablissement":        fail.New(fail.Invalid, "regle.mel_etablissement", "Le modèle d’adresse des établissements contient {uai} et une arobase, par exemple ce.{uai}@ac-exemple.fr.", fail.Field{Pointer: "/mel_etablissement", Code: "forme", Message: "ce.{uai}@…"}),
	"regle_prorata":                  fail.New(fail.Invalid, "regle.prorata", "Le plafond va de 1 à 200 jours.", fail.Field{Pointer: "/prorata_jours", Code: "bornes", Message: "de 1 à 200"}),
	"regle_avis":                     fail.New(fail.Invalid, "regle.avis", "Le délai d’avis va de 0 à 60 jours.", fail.Field{Pointer: "/dispense_avis_jours", Code: "bornes", Message: "de 0 à 60"}),
	"courriel_message_unique":        fail.New(fail.Conflict, "courriel.doublon", "Ce courriel est déjà dans la file."),
	"courriel_cle_unique":            fail.New(fail.Conflict, "courriel.doublon", "Ce courriel est déjà dans la file."),
	"courriel_destinataire":          fail.New(fail.Invalid, "courriel.destinataire", "Cette adresse électronique n’est pas valable."),
	"courriel_sujet":                 fail.New(fail.Invalid, "courriel.sujet", "Le sujet d’un courriel tient en une ligne de 250 caractères."),
	"bareme_code":                    fail.New(fail.Invalid, "bareme.code", "Un code de barème s’écrit en capitales, chiffres, points et soulignés."),
	"bareme_valeur":                  fail.New(fail.Invalid, "bareme.valeur", "Une valeur va de 0 à 1 000 000, avec quatre décimales au plus."),
	"bareme_dates":                   fail.New(fail.Invalid, "bareme.dates", "La fin doit suivre le début."),
	"examen_taux_dates":              fail.New(fail.Invalid, "bareme.dates", "La fin doit suivre le début."),
	"examen_taux_deux":               fail.New(fail.Invalid, "bareme.examen", "Indiquez les deux taux, ou aucun pour revenir au choix national."),
	"distance_metres":                fail.New(fail.Invalid, "distance.metres", "Une distance va de 0 à 20 000 km."),
	"distance_unique":                fail.New(fail.Conflict, "distance.doublon", "Cette distance est déjà connue. Relisez-la, puis corrigez-la."),
	"distance_ordre":                 fail.New(fail.Invalid, "distance.meme", "Choisissez deux communes différentes."),
	"etat_frais_unique":              fail.New(fail.Conflict, "etat_frais.doublon", "Cette affectation a déjà son état de frais."),
	"etat_frais_commence":            fail.New(fail.Conflict, "etat_frais.commence", "L’état de frais d’une de ces missions est déjà saisi : son jour ne change plus. Demandez à la personne de le rouvrir, ou gardez la convocation telle quelle."),
	"etat_frais_transmis":            fail.New(fail.Conflict, "etat_frais.transmis", "L’état de frais d’une de ces missions est dans un lot de liquidation, transmis ou payé : la convocation ne s’annule plus."),
	"etat_frais_constat":             fail.New(fail.Conflict, "etat_frais.constat", "Le constat de service fait d’une de ces missions est déjà saisi : la convocation ne s’annule plus."),
	"traitement_tache":               fail.New(fail.Conflict, "traitement.tache", "Un traitement de convocations s’exécute par une tâche."),
	"efm_part_unique":                fail.New(fail.Conflict, "etat_frais.doublon", "Cet état de frais a déjà cette part."),
	"efm_un_deplacement_par_jour":    fail.New(fail.Conflict, "etat_frais.un_par_jour", "Un autre état de frais porte déjà le déplacement de cette personne ce jour-là."),
	"efm_montant_fige":               fail.New(fail.Conflict, "etat_frais.fige", "Cette part est validée, transmise, payée ou annulée : son montant ne change plus. Renvoyez-la d’abord à la saisie."),
	"efm_retour":                     fail.New(fail.Conflict, "etat_frais.retour", "Une part annulée revient à l’état qu’elle avait."),
	"constat_unique":                 fail.New(fail.Conflict, "constat.doublon", "Cette personne a déjà son constat pour cette mission."),
	"constat_signature_unique":       fail.New(fail.Conflict, "constat.signe", "Cette mission est déjà signée."),
	"constat_signe":                  fail.New(fail.Conflict, "constat.signe", "Le constat de cette mission est signé : demandez au gestionnaire de lever la signature."),
	"constat_copies":                 fail.New(fail.Invalid, "constat.quantite", "Un nombre de copies va de 0 à 5 000."),
	"constat_candidats":              fail.New(fail.Invalid, "constat.quantite", "Un nombre de candidats va de 0 à 5 000."),
	"constat_minutes":                fail.New(fail.Invalid, "constat.quantite", "Une durée va de 0 à 1 000 heures."),
	"constat_demandes":               fail.New(fail.Invalid, "constat.quantite", "Un nombre de demandes va de 0 à 500."),
	"constat_coefficient":            fail.New(fail.Invalid, "constat.coefficient", "Le coefficient d’une VAE va de 0,5 à 3."),
	"deplacement_ordre":              fail.New(fail.Invalid, "deplacement.ordre", "Le retour doit suivre le départ."),
	"efm_distance_estimee":           fail.New(fail.Conflict, "etat_frais.distance_estimee", "La distance est estimée à vol d’oiseau : confirmez-la dans Barèmes et distances."),
	"efm_en_lot":                     fail.New(fail.Conflict, "etat_frais.en_lot", "Cette part est dans un lot de liquidation vivant : annulez d’abord ce lot, ou attendez la réponse du système qui paie."),
	"efm_sans_lot":                   fail.New(fail.Conflict, "etat_frais.sans_lot", "Une part n’est transmise ou payée que par son lot de liquidation."),
	"lot_numero_unique":              fail.New(fail.Conflict, "concurrence", "Deux lots se sont créés en même temps. Recommencez."),
	"lot_fichier_unique":             fail.New(fail.Conflict, "lot.fichier", "Un autre lot porte déjà ce nom de fichier."),
	"lot_cle_unique":                 fail.New(fail.Conflict, "concurrence", "La même demande de lot arrive deux fois. Recommencez."),
	"lot_ligne_rang":                 fail.New(fail.Conflict, "lot.rang", "Deux parts du lot ont le même rang."),
	"lot_ligne_vivante":              fail.New(fail.Conflict, "lot.deja", "Une de ces parts est déjà dans un lot vivant : rien n’a été pris. Simulez de nouveau."),
	"lot_ligne_travail":              fail.New(fail.Conflict, "lot.travail", "Une de ces missions est déjà dans un lot vivant, ou payée, sous un autre état de frais : rien n’a été pris."),
	"lot_fige":                       fail.New(fail.Conflict, "lot.fige", "Un lot préparé ne change plus : annulez-le, et faites-en un autre."),
	"lot_somme":                      fail.New(fail.Conflict, "lot.somme", "Le total du lot n’est pas la somme de ses lignes."),
	"lot_publie":                     fail.New(fail.Conflict, "lot.parti", "Ce lot est parti : il ne s’annule plus."),
	"lot_lignes_vivantes":            fail.New(fail.Conflict, "lot.lignes", "Ce lot a encore des lignes vivantes."),
	"lot_sans_reponse":               fail.New(fail.Conflict, "lot.sans_reponse", "Des parts de ce lot attendent encore leur réponse."),
	"lot_motif":                      fail.New(fail.Invalid, "lot.motif", "Annuler un lot demande un motif.", fail.Field{Pointer: "/motif", Code: "requis", Message: "Indiquez le motif."}),
	"lot_sepa_euro":                  fail.New(fail.Invalid, "lot.sepa", "SEPA ne paie qu’en euros.", fail.Field{Pointer: "/cible", Code: "devise", Message: "en euros seulement"}),
	"retour_cle_unique":              fail.New(fail.Conflict, "concurrence", "Ce fichier de retour arrive deux fois à la fois. Recommencez."),
	"retour_une_fois":                fail.New(fail.Conflict, "retour.deja", "Ce fichier de retour est déjà connu."),
	"reglage_sftp":                   fail.New(fail.Invalid, "reglage.sftp", "Un serveur SFTP demande son adresse, son compte, sa clé et le nom du secret.", fail.Field{Pointer: "/hote", Code: "requis", Message: "adresse, compte, clé et secret sont requis"}),
	"reglage_bic":                    fail.New(fail.Invalid, "reglage.bic", "Un BIC compte 8 ou 11 caractères.", fail.Field{Pointer: "/payeur_bic", Code: "bic", Message: "8 ou 11 caractères, par exemple TRPUFRP1"}),
	"reglage_payeur_entier":          fail.New(fail.Invalid, "reglage.payeur", "Le nom du payeur accompagne son compte.", fail.Field{Pointer: "/payeur", Code: "requis", Message: "nom du titulaire"}),
	"efm_somme":                      fail.New(fail.Conflict, "etat_frais.somme", "Le total n’est pas la somme des lignes : faites recalculer cet état de frais."),
	"dossier_puissance":              fail.New(fail.Invalid, "dossier.puissance", "La puissance fiscale va de 1 à 99 CV.", fail.Field{Pointer: "/puissance", Code: "bornes", Message: "de 1 à 99"}),
	"dossier_bic":                    fail.New(fail.Invalid, "rib.bic", "Un BIC compte 8 ou 11 caractères.", fail.Field{Pointer: "/bic", Code: "forme", Message: "8 ou 11 caractères"}),
	"dossier_confirme":               fail.New(fail.Invalid, "dossier.confirme", "Une confirmation a un auteur et une date."),
	"compteur_metres":                fail.New(fail.Invalid, "dossier.compteur", "Les kilomètres d’une année vont de 0 à 200 000."),
	"compteur_unique":                fail.New(fail.Conflict, "concurrence", "Une autre personne modifiait ce compteur. Réessayez."),
	"imputation_scelle":              fail.New(fail.Invalid, "secret.clair", "Un secret ne se garde que chiffré."),
	"imputation_masque":              fail.New(fail.Invalid, "secret.clair", "Un secret ne se garde que chiffré."),
	"imputation_centre":              fail.New(fail.Invalid, "imputation.centre", "Un centre de coûts s’écrit en capitales et chiffres, 20 au plus.", fail.Field{Pointer: "/centre_couts", Code: "forme", Message: "capitales et chiffres"}),
	"imputation_enveloppe":           fail.New(fail.Invalid, "imputation.enveloppe", "Une enveloppe s’écrit en capitales et chiffres, 30 au plus.", fail.Field{Pointer: "/enveloppe", Code: "forme", Message: "capitales et chiffres"}),
	"imputation_programme":           fail.New(fail.Invalid, "imputation.programme", "Un programme compte quatre chiffres, par exemple 0214.", fail.Field{Pointer: "/programme", Code: "forme", Message: "quatre chiffres"}),
	"imputation_unique":              fail.New(fail.Conflict, "imputation.doublon", "Cet examen a déjà son imputation : corrigez-la."),
	"intervenant_numero_unique":      fail.New(fail.Conflict, "intervenant.numero", "Ce numéro d’intervenant est déjà pris."),
}

// traduire recognises a violated constraint by its name; every other error passes unchanged.
func traduire(err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	if connue, ok := mots(pg.ConstraintName); ok {
		copie := *connue
		return copie.Because(err)
	}
	switch pg.Code {
	case "55P03", "57014": // lock_timeout, statement_timeout
		return fail.New(fail.Busy, "occupe", "Le service est très sollicité. Réessayez dans un instant.").Because(err)
	case "23503": // foreign key: the caller named something that is not, or removes what others hold to
		return fail.New(fail.Conflict, "reference", "Un élément nommé par cette demande n’existe pas, ou d’autres en dépendent. Relisez la page et réessayez.").Because(err)
	case "22021", "22P05", "22003", "22008": // a character or a number that no column can hold
		return fail.New(fail.Invalid, "valeur_impossible", "Une des valeurs ne peut pas être enregistrée : caractère ou nombre hors limites.").Because(err)
	case "40001", "40P01":
		return fail.New(fail.Conflict, "concurrence", "Une autre personne modifiait les mêmes lignes. Réessayez.").Because(err)
	}
	return err
}

// ContrainteConnue says whether a constraint has words for the caller.
func ContrainteConnue(nom string) bool {
	_, ok := mots(nom)
	return ok
}

func mots(contrainte string) (*fail.Error, bool) {
	e, ok := constraints[contrainte]
	if !ok {
		e, ok = constraintsMissions[contrainte]
	}
	return e, ok
}
