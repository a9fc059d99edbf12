package plan

import "imagin/server/internal/list"

// Etats of a plan.
var Etats = []string{"en_calcul", "propose", "publie", "archive", "abandonne"}

// Plans is the list of plans.
var Plans = list.Liste{
	Operation: "ListerPlans", Portee: tous,
	Definition: &list.Definition{
		Ressource: "plans", Base: "plan p", Alias: "p", Tri: "-cree_le",
		Jointures:  []list.Jointure{{Alias: "s", SQL: "JOIN session s ON s.academie = p.academie AND s.id = p.session_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(p.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "p.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "p.session_id", Table: "session", Code: "code"}},
			{Cle: "session_id", Titre: "Session (identifiant)", SQL: "p.session_id", Genre: list.UUID, Cachee: true},
			{Cle: "libelle", Titre: "Plan", SQL: "p.libelle", NonNul: true},
			{Cle: "etat", Titre: "État", SQL: "p.etat", Genre: list.Choix, Valeurs: Etats, NonNul: true},
			{Cle: "perimetre", Titre: "Périmètre", SQL: "p.perimetre - 'missions' || CASE WHEN p.perimetre ? 'missions' THEN jsonb_build_object('choisies', jsonb_array_length(p.perimetre->'missions')) ELSE '{}' END", Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "graine", Titre: "Graine", SQL: "p.graine", Genre: list.Nombre, Cachee: true},
			{Cle: "tache", Titre: "Tâche", SQL: "p.tache_id", Genre: list.UUID, Cachee: true},
			{Cle: "calcule_le", Titre: "Calculé le", SQL: "p.calcule_le", Genre: list.Instant},
			{Cle: "cout", Titre: "Coût (centimes)", SQL: "p.cout", Genre: list.Nombre},
			{Cle: "borne", Titre: "Borne (centimes)", SQL: "p.borne", Genre: list.Nombre},
			{Cle: "ecart", Titre: "Écart prouvé (millionièmes)", SQL: "p.ecart", Genre: list.Nombre},
			{Cle: "places", Titre: "Places", SQL: "p.places", Genre: list.Nombre},
			{Cle: "pourvues", Titre: "Pourvues", SQL: "p.pourvues", Genre: list.Nombre},
			{Cle: "vides", Titre: "Vides", SQL: "p.vides", Genre: list.Nombre},
			{Cle: "reserves_vides", Titre: "Réserves vides", SQL: "p.reserves_vides", Genre: list.Nombre},
			{Cle: "personnes", Titre: "Personnes", SQL: "p.personnes", Genre: list.Nombre},
			{Cle: "km", Titre: "Kilomètres", SQL: "p.km", Genre: list.Nombre},
			{Cle: "frais", Titre: "Frais estimés (centimes)", SQL: "p.frais", Genre: list.Nombre},
			{Cle: "deplaces", Titre: "Affectations défaites", SQL: "p.deplaces", Genre: list.Nombre},
			{Cle: "nouveaux", Titre: "Affectations nouvelles", SQL: "p.nouveaux", Genre: list.Nombre},
			{Cle: "a_reconvoquer", Titre: "Convocations à refaire", SQL: "p.a_reconvoquer", Genre: list.Nombre},
			{Cle: "gini", Titre: "Inégalité (millièmes)", SQL: "p.gini", Genre: list.Nombre},
			{Cle: "charge_min", Titre: "Charge la plus faible", SQL: "p.charge_min", Genre: list.Nombre},
			{Cle: "charge_max", Titre: "Charge la plus forte", SQL: "p.charge_max", Genre: list.Nombre},
			{Cle: "au_plafond", Titre: "Au plafond", SQL: "p.au_plafond", Genre: list.Nombre},
			{Cle: "termes", Titre: "Coût par règle", SQL: "p.termes", Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "rejouable", Titre: "Rejouable", SQL: "p.rejouable", Genre: list.Booleen, Cachee: true},
			{Cle: "preuve_complete", Titre: "Preuve complète", SQL: "p.preuve_complete", Genre: list.Booleen, Cachee: true},
			{Cle: "duree_ms", Titre: "Durée (ms)", SQL: "p.duree_ms", Genre: list.Nombre, Cachee: true},
			{Cle: "modifie_main", Titre: "Retouches", SQL: "p.modifie_main", Genre: list.Nombre},
			{Cle: "cree_par", Titre: "Demandé par", SQL: "p.cree_par", NonNul: true},
			{Cle: "cree_le", Titre: "Demandé le", SQL: "p.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "publie_par", Titre: "Publié par", SQL: "p.publie_par"},
			{Cle: "publie_le", Titre: "Publié le", SQL: "p.publie_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "p.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// etatPlace: what publishing would do of a place.
const etatPlace = `CASE WHEN p.intervenant_id IS NULL THEN 'vide' WHEN p.convoquee THEN 'convoquee' WHEN p.affectation_id IS NOT NULL THEN 'maintenue' ELSE 'nouvelle' END`

// Places is the list of the places of plans.
var Places = list.Liste{
	Operation: "ListerPlacesPlan", Portee: tous,
	Definition: &list.Definition{
		Ressource: "places-plan", Base: "plan_place p", Alias: "p", Tri: "examen,epreuve_option_libelle,mission_libelle,role,rang",
		Jointures: []list.Jointure{
			{Alias: "m", SQL: "JOIN mission m ON m.academie = p.academie AND m.id = p.mission_id"},
			{Alias: "t", SQL: "JOIN type_mission t ON t.academie = m.academie AND t.code = m.type", Apres: []string{"m"}},
			{Alias: "o", SQL: "LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id", Apres: []string{"m"}},
			{Alias: "ce", SQL: "LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id", Apres: []string{"m"}},
			{Alias: "k", SQL: "LEFT JOIN LATERAL (SELECT min(c.debut) AS debut FROM creneau c WHERE c.academie = m.academie AND c.mission_id = m.id) k ON true", Apres: []string{"m"}},
			{Alias: "i", SQL: "LEFT JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id"},
			{Alias: "r", SQL: "LEFT JOIN rattachement r ON r.academie = p.academie AND r.intervenant_id = p.intervenant_id AND r.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id", Apres: []string{"r"}},
		},
		Recherches: []list.Cherche{
			{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}, {SQL: "sans_accent(coalesce(m.libelle, o.libelle, ''))", Via: []string{"m", "o"}},
			{SQL: "sans_accent(coalesce(ce.code || ' ' || ce.libelle, ''))", Via: []string{"ce"}},
		},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "p.id", Genre: list.UUID},
			{Cle: "plan", Titre: "Plan", SQL: "p.plan_id", Genre: list.UUID, Cachee: true},
			{Cle: "mission", Titre: "Mission (identifiant)", SQL: "p.mission_id", Genre: list.UUID, Cachee: true},
			{Cle: "mission_libelle", Titre: "Mission", SQL: "coalesce(m.libelle, t.libelle || coalesce(' – ' || o.libelle, ''))", Via: []string{"m", "t", "o"}},
			{Cle: "type_mission", Titre: "Type", SQL: "m.type", Via: []string{"m"}},
			{Cle: "examen", Titre: "Examen", SQL: "m.examen", Via: []string{"m"}},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "centre", Titre: "Code centre", SQL: "ce.code", Via: []string{"ce"}},
			{Cle: "centre_nom", Titre: "Centre", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "commune", Titre: "Commune", SQL: "ce.commune", Via: []string{"ce"}},
			{Cle: "debut", Titre: "Début", SQL: "k.debut", Genre: list.Instant, Via: []string{"k"}, SQLExport: "k.debut AT TIME ZONE ce.fuseau", ViaExport: []string{"k", "ce"}},
			{Cle: "fuseau", Titre: "Fuseau", SQL: "ce.fuseau", Via: []string{"ce"}, Cachee: true},
			{Cle: "role", Titre: "Rôle", SQL: "p.role", NonNul: true},
			{Cle: "rang", Titre: "Rang", SQL: "p.rang", Genre: list.Nombre, NonNul: true},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "p.intervenant_id", Genre: list.UUID, Cachee: true},
			{Cle: "nom", Titre: "Nom", SQL: "i.nom", Via: []string{"i"}},
			{Cle: "prenom", Titre: "Prénom", SQL: "i.prenom", Via: []string{"i"}},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "discipline", Titre: "Discipline", SQL: "r.discipline", Via: []string{"r"}},
			{Cle: "etat", Titre: "État", SQL: etatPlace, Genre: list.Choix, Valeurs: []string{"vide", "nouvelle", "maintenue", "convoquee"}},
			{Cle: "convoquee", Titre: "Convoquée", SQL: "p.convoquee", Genre: list.Booleen, Cachee: true},
			{Cle: "verrou", Titre: "Verrou", SQL: "p.verrou", Genre: list.Booleen},
			{Cle: "par", Titre: "Par", SQL: "p.par", Genre: list.Choix, Valeurs: []string{"moteur", "main"}},
			{Cle: "cout", Titre: "Coût (centimes)", SQL: "p.cout", Genre: list.Nombre, NonNul: true},
			{Cle: "termes", Titre: "Coût par règle", SQL: "p.termes", Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "km", Titre: "Kilomètres", SQL: "p.km", Genre: list.Nombre},
			{Cle: "prix", Titre: "Valeur de la place (centimes)", SQL: "p.prix", Genre: list.Nombre},
			{Cle: "version", Titre: "Version", SQL: "p.version", Genre: list.Nombre, Cachee: true},
		},
	},
}
