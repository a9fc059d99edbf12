package db

import "imagin/server/internal/fail"

// constraintsMissions are the words for sessions, réglementation, centres, jurys and missions.
var constraintsMissions = map[string]*fail.Error{
	"session_archivee":                     fail.New(fail.Conflict, "session.archivee", "Cette session est archivée : elle ne se lit plus qu’en consultation."),
	"session_dates":                        fail.New(fail.Invalid, "session.dates", "La fin de la session doit suivre son début."),
	"session_epreuve_unique":               fail.New(fail.Conflict, "session_epreuve.doublon", "Cette épreuve-option figure déjà dans la session."),
	"inscription_unique":                   fail.New(fail.Conflict, "inscription.doublon", "Cet établissement a déjà ses inscrits pour cette épreuve-option."),
	"inscription_dispenses":                fail.New(fail.Invalid, "inscription.dispenses", "Il ne peut y avoir plus de dispensés que d’inscrits."),
	"centre_virtuel_sans_lieu":             fail.New(fail.Invalid, "centre.virtuel", "Un centre virtuel n’a pas d’établissement : personne ne s’y rend."),
	"centre_usage_unique":                  fail.New(fail.Conflict, "centre_usage.doublon", "Ce centre sert déjà à cela pour cet examen."),
	"jury_unique":                          fail.New(fail.Conflict, "jury.doublon", "Un jury porte déjà ce code pour cet examen."),
	"commission_unique":                    fail.New(fail.Conflict, "commission.doublon", "Une commission de ce jury porte déjà ce code pour cette épreuve-option."),
	"commission_origine_unique":            fail.New(fail.Conflict, "commission_origine.doublon", "Cet établissement d’origine figure déjà dans la commission."),
	"regle_generation_unique":              fail.New(fail.Conflict, "regle_generation.doublon", "Une règle existe déjà pour la même source, le même type de mission et le même rôle. Modifiez-la."),
	"regle_generation_bornes":              fail.New(fail.Invalid, "regle_generation.bornes", "Le maximum doit être au moins égal au minimum."),
	"regle_generation_genre":               fail.New(fail.Invalid, "regle_generation.genre", "Une règle sur les commissions ou les centres dit lesquels ; une règle sur les jurys n’en dit pas."),
	"regle_jury_unique":                    fail.New(fail.Conflict, "regle_jury.doublon", "Une règle de composition occupe déjà ce rang pour cet examen."),
	"mission_centre_requis":                fail.New(fail.Conflict, "mission.centre", "Une mission ne s’ouvre pas sans centre. Indiquez-lui un centre, au besoin virtuel."),
	"mission_cle_unique":                   fail.New(fail.Conflict, "mission.doublon", "Cette mission vient d’être générée par quelqu’un d’autre."),
	"mission_besoin_unique":                fail.New(fail.Conflict, "mission_besoin.doublon", "Cette mission a déjà un besoin pour ce rôle. Modifiez-le."),
	"mission_origine_unique":               fail.New(fail.Conflict, "mission_origine.doublon", "Cet établissement d’origine figure déjà dans la mission."),
	"mission_alerte_ouverte":               fail.New(fail.Conflict, "mission_alerte.doublon", "Cette mission porte déjà une alerte de cette nature."),
	"mission_convoquee":                    fail.New(fail.Conflict, "mission.convoquee", "Des personnes sont convoquées à cette mission. Annulez d’abord le traitement de convocation, puis désaffectez-les."),
	"mission_affectee":                     fail.New(fail.Conflict, "mission.affectee", "Des personnes sont affectées à cette mission. Désaffectez-les d’abord."),
	"affectation_academie_mission_id_fkey": fail.New(fail.Conflict, "mission.affectee", "Cette mission a des affectations : elle ne peut pas être supprimée. Annulez-la plutôt, une fois tout le monde désaffecté."),
}
