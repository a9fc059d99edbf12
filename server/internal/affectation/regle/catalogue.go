// Package regle holds the rules of affectation: what each one says, how strongly it binds in an académie or for an examen,
// and what it costs to pass over it. It knows no database: an académie's settings come in as values.
package regle

import "slices"

// Force is how strongly a rule binds.
type Force string

// The forces: a plan never breaks an imperative rule, pays for breaking a soft one, and does not see the others.
const (
	Imperative Force = "imperative"
	Souple     Force = "souple"
	Sans       Force = "sans"
)

// Code identifies a rule, for ever.
type Code string

// The rules.
const (
	Competence          Code = "competence"
	Disponibilite       Code = "disponibilite"
	Chevauchement       Code = "chevauchement"
	Trajet              Code = "trajet"
	PropresEleves       Code = "propres_eleves"
	PropreEtablissement Code = "propre_etablissement"
	Bassin              Code = "bassin"
	Rayon               Code = "rayon"
	QuotaMissions       Code = "quota_missions"
	QuotaJours          Code = "quota_jours"
	QuotaCopies         Code = "quota_copies"
	QuotaCandidats      Code = "quota_candidats"
	Cumul               Code = "cumul"
	Contractuels        Code = "contractuels"
	ClasseExamen        Code = "classe_examen"
	TempsPartiel        Code = "temps_partiel"
	Equite              Code = "equite"
	Voeux               Code = "voeux"
	Stabilite           Code = "stabilite"
	Regroupement        Code = "regroupement"
	Binome              Code = "binome"
	Composition         Code = "composition"
	Reserve             Code = "reserve"
	ReserveDabord       Code = "reserve_dabord"
	Couverture          Code = "couverture"
	Frais               Code = "frais"
)

// Regle is one rule as people read it.
type Regle struct {
	Code    Code
	Groupe  string
	Libelle string
	// Phrase is the rule in words; {valeur} stands for the threshold.
	Phrase string
	// Forces are those that an académie may choose; the first is the one it has until it chooses.
	Forces []Force
	// Poids is the initial price in centimes, of one ParPoids; empty: no price.
	Poids    int32
	ParPoids string
	// Valeur is the initial threshold, in Unite; empty: no threshold.
	Valeur int32
	Unite  string
}

// Catalogue is every rule, in the order in which they are read.
var Catalogue = []Regle{
	{Code: Competence, Groupe: "Qui peut", Libelle: "Compétence", Forces: []Force{Imperative},
		Phrase: "L’intervenant détient la compétence de l’épreuve-option, quand le type de mission l’exige."},
	{Code: Disponibilite, Groupe: "Qui peut", Libelle: "Disponibilité", Forces: []Force{Imperative},
		Phrase: "L’intervenant est disponible : ni indisponibilité, ni dispense, ni congé, ni jour libéré, ni stage, ni contrat échu."},
	{Code: Chevauchement, Groupe: "Qui peut", Libelle: "Un seul lieu à la fois", Forces: []Force{Imperative},
		Phrase: "Deux créneaux sur place d’une même personne ne se chevauchent jamais."},
	{Code: Trajet, Groupe: "Qui peut", Libelle: "Temps de trajet", Forces: []Force{Imperative, Sans}, Valeur: 15, Unite: "minutes de marge",
		Phrase: "Entre deux créneaux, il reste le temps du trajet et {valeur}."},
	{Code: PropresEleves, Groupe: "Qui peut", Libelle: "Pas ses propres élèves", Forces: []Force{Imperative, Souple, Sans}, Poids: 30_000, ParPoids: "affectation",
		Phrase: "Personne n’examine les candidats d’un établissement où il exerce."},
	{Code: PropreEtablissement, Groupe: "Qui peut", Libelle: "Pas son propre établissement", Forces: []Force{Imperative, Souple, Sans}, Poids: 10_000, ParPoids: "affectation",
		Phrase: "Personne n’examine dans le centre de son propre établissement."},
	{Code: Bassin, Groupe: "Où", Libelle: "Autre bassin", Forces: []Force{Sans, Souple, Imperative}, Poids: 5_000, ParPoids: "affectation",
		Phrase: "L’intervenant examine dans un autre bassin que le sien."},
	{Code: Rayon, Groupe: "Où", Libelle: "Rayon", Forces: []Force{Sans, Souple, Imperative}, Poids: 100, ParPoids: "kilomètre au-delà", Valeur: 80, Unite: "kilomètres",
		Phrase: "Le centre est à moins de {valeur} de la résidence administrative."},
	{Code: Frais, Groupe: "Où", Libelle: "Frais de déplacement", Forces: []Force{Souple}, Poids: 100, ParPoids: "euro versé",
		Phrase: "Les euros de trajet, de repas et de nuitée que la mission fera verser comptent pour ce qu’ils sont."},
	{Code: Regroupement, Groupe: "Où", Libelle: "Même centre le même jour", Forces: []Force{Souple, Sans},
		Phrase: "Le trajet ne compte qu’une fois quand deux missions du même jour sont dans le même centre."},
	{Code: QuotaMissions, Groupe: "Combien", Libelle: "Plafond de missions", Forces: []Force{Imperative, Sans}, Valeur: 8, Unite: "missions",
		Phrase: "Une personne reçoit au plus {valeur} par session."},
	{Code: QuotaJours, Groupe: "Combien", Libelle: "Plafond de jours", Forces: []Force{Imperative, Sans}, Valeur: 15, Unite: "jours sur place",
		Phrase: "Une personne vient au plus {valeur} par session."},
	{Code: QuotaCopies, Groupe: "Combien", Libelle: "Plafond de copies", Forces: []Force{Imperative, Sans}, Valeur: 150, Unite: "copies",
		Phrase: "Une personne corrige au plus {valeur} par session."},
	{Code: QuotaCandidats, Groupe: "Combien", Libelle: "Plafond de candidats", Forces: []Force{Imperative, Sans}, Valeur: 150, Unite: "candidats",
		Phrase: "Une personne interroge au plus {valeur} par session."},
	{Code: Cumul, Groupe: "Combien", Libelle: "Cumuls interdits", Forces: []Force{Imperative, Sans},
		Phrase: "Les cumuls que l’académie a interdits (deux examens, deux types de mission) ne sont pas faits."},
	{Code: Equite, Groupe: "Combien", Libelle: "Équité", Forces: []Force{Souple, Sans}, Poids: 400, ParPoids: "mission au carré", Valeur: 2, Unite: "sessions passées",
		Phrase: "Chaque mission de plus coûte davantage que la précédente ; les {valeur} comptent."},
	{Code: TempsPartiel, Groupe: "Combien", Libelle: "Temps partiel au prorata", Forces: []Force{Sans, Souple},
		Phrase: "La charge d’une personne à temps partiel pèse en proportion inverse de sa quotité."},
	{Code: ClasseExamen, Groupe: "Qui d’abord", Libelle: "Classes d’examen d’abord", Forces: []Force{Souple, Sans}, Poids: 1_500, ParPoids: "affectation de quelqu’un d’autre",
		Phrase: "Ceux qui ont une classe d’examen de la spécialité passent avant les autres."},
	{Code: Contractuels, Groupe: "Qui d’abord", Libelle: "Titulaires d’abord", Forces: []Force{Souple, Sans, Imperative}, Poids: 2_000, ParPoids: "affectation",
		Phrase: "Les contractuels ne sont appelés qu’à défaut de titulaires, sauf désignation de l’inspecteur."},
	{Code: Voeux, Groupe: "Qui d’abord", Libelle: "Vœux", Forces: []Force{Souple, Sans}, Poids: 2_000, ParPoids: "vœu",
		Phrase: "Un vœu suivi allège le coût, un vœu contrarié l’alourdit ; il ne lie jamais. Deux collègues souhaitent venir ensemble : chacun venu sans l’autre dans un centre, un jour où tous deux le pouvaient, compte pour un vœu contrarié."},
	{Code: Stabilite, Groupe: "Qui d’abord", Libelle: "Stabilité", Forces: []Force{Souple, Imperative, Sans}, Poids: 2_500, ParPoids: "affectation défaite",
		Phrase: "Qui est déjà affecté le reste, sauf si un changement rapporte davantage ; qui est convoqué ne bouge pas."},
	{Code: Binome, Groupe: "Ensemble", Libelle: "Binômes d’établissement", Forces: []Force{Sans, Souple}, Poids: 1_500, ParPoids: "correcteur venu seul",
		Phrase: "Les correcteurs d’une même mission viennent à deux d’un même établissement."},
	{Code: Composition, Groupe: "Ensemble", Libelle: "Composition des jurys", Forces: []Force{Souple, Sans}, Poids: 5_000, ParPoids: "membre qui manque",
		Phrase: "La composition que le règlement demande au jury est recherchée ; elle n’empêche jamais une délibération."},
	{Code: Reserve, Groupe: "Ensemble", Libelle: "Réservistes", Forces: []Force{Souple, Sans}, Poids: 20_000, ParPoids: "place de réserve vide",
		Phrase: "Les places de réserve sont pourvues après les autres."},
	{Code: ReserveDabord, Groupe: "Ensemble", Libelle: "Réserve d’abord", Forces: []Force{Souple, Sans},
		Phrase: "Quand quelqu’un manque, les réservistes sont appelés avant toute autre personne."},
	{Code: Couverture, Groupe: "Ensemble", Libelle: "Pourvoir les places", Forces: []Force{Souple}, Poids: 1_000_000, ParPoids: "place vide",
		Phrase: "Une place vide coûte plus que tout le reste : on pourvoit d’abord."},
}

// De returns the rule of a code.
func De(c Code) (Regle, bool) {
	i := slices.IndexFunc(Catalogue, func(r Regle) bool { return r.Code == c })
	if i < 0 {
		return Regle{}, false
	}
	return Catalogue[i], true
}

// Permet says whether an académie may give this force to the rule.
func (r Regle) Permet(f Force) bool { return slices.Contains(r.Forces, f) }
