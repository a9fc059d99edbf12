package mission

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/list"
)

// API holds the operations on missions.
type API struct{ Base *db.DB }

// Etats of a mission, in the order of its life.
var Etats = []string{"brouillon", "ouverte", "close", "annulee"}

var (
	origines = []string{"ocean", "saisie"}
	unites   = []string{"copies", "candidats", "heures", "demi_journees"}
)

// portee: a chef de centre sees what is decided for his centre; the others who may read see all of it.
func portee(p *access.Principal) list.Portee {
	if p.Profil == "chef_centre" {
		return list.Portee{SQL: `m.etat IN ('ouverte', 'close') AND EXISTS (SELECT 1 FROM centre pc
			WHERE pc.academie = m.academie AND pc.id = m.centre_id AND pc.etablissement_id = $1)`, Args: []any{p.Etablissement}}
	}
	return list.Portee{}
}

// fuseau of a mission: its centre's, or the académie's while it has none.
const fuseau = "coalesce(ce.fuseau, ac.fuseau)"

// Those who hold a place, and those who were told so.
const (
	affectes = `(SELECT count(*) FROM affectation f WHERE f.academie = m.academie AND f.mission_id = m.id AND f.etat <> 'desaffectee' AND f.etat <> 'proposee')`
	vivante  = `m.etat IN ('brouillon', 'ouverte')`
)

var jointures = []list.Jointure{
	{Alias: "s", SQL: "JOIN session s ON s.academie = m.academie AND s.id = m.session_id"},
	{Alias: "ac", SQL: "JOIN academie ac ON ac.code = m.academie"},
	{Alias: "tm", SQL: "JOIN type_mission tm ON tm.academie = m.academie AND tm.code = m.type"},
	{Alias: "ce", SQL: "LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id"},
	{Alias: "o", SQL: "LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id"},
	{Alias: "x", SQL: "LEFT JOIN examen x ON x.academie = m.academie AND x.code = m.examen"},
	{Alias: "sp", SQL: "LEFT JOIN specialite sp ON sp.academie = o.academie AND sp.examen = o.examen AND sp.code = o.specialite", Apres: []string{"o"}},
	{Alias: "ju", SQL: "LEFT JOIN jury ju ON ju.academie = m.academie AND ju.id = m.jury_id"},
	{Alias: "co", SQL: "LEFT JOIN commission co ON co.academie = m.academie AND co.id = m.commission_id"},
}

// Missions is the list of what has to be done, at the hour of each centre.
var Missions = list.Liste{
	Operation: "ListerMissions",
	Portee:    portee,
	Definition: &list.Definition{
		Ressource: "missions", Base: "mission m", Alias: "m", Tri: "debut", Jointures: jointures,
		Recherches: []list.Cherche{{SQL: "sans_accent(coalesce(m.libelle, ''))"}, {SQL: "sans_accent(coalesce(o.libelle, ''))", Via: []string{"o"}},
			{SQL: "sans_accent(coalesce(ce.code || ' ' || ce.libelle || ' ' || coalesce(ce.commune, ''), ''))", Via: []string{"ce"}},
			{SQL: "sans_accent(tm.libelle)", Via: []string{"tm"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "m.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "m.session_id", Table: "session", Code: "code"}},
			{Cle: "session_id", Titre: "Identifiant de la session", SQL: "m.session_id", Genre: list.UUID, Cachee: true},
			{Cle: "type", Titre: "Code type", SQL: "m.type", NonNul: true},
			{Cle: "type_libelle", Titre: "Type", SQL: "tm.libelle", Via: []string{"tm"}},
			{Cle: "libelle", Titre: "Libellé", SQL: "m.libelle"},
			{Cle: "centre", Titre: "Code centre", SQL: "ce.code", Via: []string{"ce"}},
			{Cle: "centre_id", Titre: "Identifiant du centre", SQL: "m.centre_id", Genre: list.UUID, Cachee: true},
			{Cle: "centre_nom", Titre: "Centre", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "commune", Titre: "Commune", SQL: "ce.commune", Via: []string{"ce"}},
			{Cle: "examen", Titre: "Code examen", SQL: "m.examen"},
			{Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "specialite_libelle", Titre: "Spécialité", SQL: "sp.libelle", Via: []string{"sp"}},
			{Cle: "epreuve_option", Titre: "Identifiant de l’épreuve-option", SQL: "m.epreuve_option_id", Genre: list.UUID, Cachee: true},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "debut", Titre: "Début", SQL: "m.debut", Genre: list.Instant, SQLExport: "m.debut AT TIME ZONE " + fuseau, ViaExport: []string{"ce", "ac"}},
			{Cle: "fin", Titre: "Fin", SQL: "m.fin", Genre: list.Instant, SQLExport: "m.fin AT TIME ZONE " + fuseau, ViaExport: []string{"ce", "ac"}},
			{Cle: "fuseau", Titre: "Fuseau", SQL: fuseau, Via: []string{"ce", "ac"}},
			{Cle: "sur_place", Titre: "Sur place", SQL: "tm.sur_place", Genre: list.Booleen, Via: []string{"tm"}},
			{Cle: "creneaux", Titre: "Créneaux", SQL: "(SELECT count(*) FROM creneau k WHERE k.academie = m.academie AND k.mission_id = m.id)", Genre: list.Nombre, Fixe: true},
			{Cle: "etat", Titre: "État", SQL: "m.etat", Genre: list.Choix, Valeurs: Etats, NonNul: true},
			{Cle: "origine", Titre: "Origine", SQL: "m.origine", Genre: list.Choix, Valeurs: origines, NonNul: true},
			{Cle: "besoin", Titre: "Besoin", SQL: "m.besoin", Genre: list.Nombre, NonNul: true},
			{Cle: "reserve", Titre: "Réservistes", SQL: "m.reserve", Genre: list.Nombre, NonNul: true},
			{Cle: "affectes", Titre: "Affectés", SQL: affectes, Genre: list.Nombre},
			{Cle: "convoques", Titre: "Convoqués", SQL: "(SELECT count(*) FROM affectation f WHERE f.academie = m.academie AND f.mission_id = m.id AND f.etat = 'convoquee')", Genre: list.Nombre},
			{Cle: "manque", Titre: "À trouver", SQL: "CASE WHEN " + vivante + " THEN greatest(m.besoin + m.reserve - " + affectes + ", 0) ELSE 0 END", Genre: list.Nombre},
			{Cle: "alertes", Titre: "Alertes", SQL: "(SELECT count(*) FROM mission_alerte al WHERE al.academie = m.academie AND al.mission_id = m.id AND al.traitee_le IS NULL)", Genre: list.Nombre},
			{Cle: "candidats", Titre: "Candidats", SQL: "m.candidats", Genre: list.Nombre},
			{Cle: "charge", Titre: "Charge", SQL: "m.charge", Genre: list.Nombre},
			{Cle: "charge_unite", Titre: "Unité de charge", SQL: "m.charge_unite", Genre: list.Choix, Valeurs: unites},
			{Cle: "jury", Titre: "Jury", SQL: "ju.code", Via: []string{"ju"}},
			{Cle: "commission", Titre: "Commission", SQL: "co.code", Via: []string{"co"}},
			{Cle: "consigne", Titre: "Consigne", SQL: "m.consigne"},
			{Cle: "motif", Titre: "Motif d’annulation", SQL: "m.motif"},
			{Cle: "retire_le", Titre: "Retirée d’OCEAN le", SQL: "m.retire_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "m.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerMissions answers GET /missions.
func (a API) ListerMissions(ctx context.Context, r api.ListerMissionsRequestObject) (api.ListerMissionsResponseObject, error) {
	res, err := list.Lire[api.Mission](ctx, a.Base, Missions, list.Params(r.Params))
	return api.ListerMissions200JSONResponse(res), err
}

// Types is the list of kinds of mission; their code is their identifier.
var Types = list.Liste{
	Operation: "ListerTypesMission", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "types-mission", Base: "(SELECT t.*, t.code AS id FROM type_mission t) t", Alias: "t", Tri: "libelle",
		Recherches: []list.Cherche{{SQL: "sans_accent(t.code || ' ' || t.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "t.id", Cachee: true},
			{Cle: "code", Titre: "Code", SQL: "t.code", NonNul: true},
			{Cle: "libelle", Titre: "Libellé", SQL: "t.libelle", NonNul: true},
			{Cle: "sur_place", Titre: "Sur place", SQL: "t.sur_place", Genre: list.Booleen},
			{Cle: "remunere", Titre: "Rémunérée", SQL: "t.remunere", Genre: list.Booleen},
			{Cle: "remuneration", Titre: "Payée par", SQL: "t.remuneration", Genre: list.Choix, Valeurs: []string{"copie", "oral", "oral_facultatif", "vae", "dossier", "forfait", "aide", "aucune"}},
			{Cle: "exige_competence", Titre: "Exige la compétence", SQL: "t.exige_competence", Genre: list.Booleen},
			{Cle: "charge_unite", Titre: "Unité de charge", SQL: "t.charge_unite", Genre: list.Choix, Valeurs: unites},
			{Cle: "actif", Titre: "En usage", SQL: "t.actif", Genre: list.Booleen},
		},
	},
}

// ListerTypesMission answers GET /types-mission.
func (a API) ListerTypesMission(ctx context.Context, r api.ListerTypesMissionRequestObject) (api.ListerTypesMissionResponseObject, error) {
	res, err := list.Lire[api.TypeMission](ctx, a.Base, Types, list.Params(r.Params))
	return api.ListerTypesMission200JSONResponse(res), err
}
