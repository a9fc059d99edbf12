package frais

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// aConstater are the affectations that were convoked: the others owe nothing.
const aConstater = "('convoquee', 'effectuee', 'non_effectuee')"

// porteeCentre: a chef de centre sees the missions of the centres of his establishment.
func porteeCentre(p *access.Principal) list.Portee {
	if p.Profil == "chef_centre" {
		return list.Portee{SQL: `EXISTS (SELECT 1 FROM centre pc WHERE pc.academie = m.academie AND pc.id = m.centre_id AND pc.etablissement_id = $1)`, Args: []any{p.Etablissement}}
	}
	return list.Portee{}
}

var formes = []string{"ecrit", "oral", "pratique", "vae", "aide"}

// Of the mission that a constat is about.
var jointuresMission = []list.Jointure{
	{Alias: "tm", SQL: "JOIN type_mission tm ON tm.academie = m.academie AND tm.code = m.type"},
	{Alias: "ce", SQL: "JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id"},
	{Alias: "x", SQL: "LEFT JOIN examen x ON x.academie = m.academie AND x.code = m.examen"},
	{Alias: "o", SQL: "LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id"},
	{Alias: "sg", SQL: "LEFT JOIN constat_signature sg ON sg.academie = m.academie AND sg.mission_id = m.id"},
}

// ConstatsMissions lists the missions to which somebody was convoked, with live totals.
var ConstatsMissions = list.Liste{
	Operation: "ListerConstatsMissions",
	Portee: func(p *access.Principal) list.Portee {
		portee := porteeCentre(p)
		if portee.SQL != "" {
			portee.SQL += " AND "
		}
		portee.SQL += "EXISTS (SELECT 1 FROM affectation ex WHERE ex.academie = m.academie AND ex.mission_id = m.id AND ex.etat IN " + aConstater + ")"
		return portee
	},
	Definition: &list.Definition{
		Ressource: "constats-missions", Base: "mission m", Alias: "m", Tri: "debut,centre_nom",
		Jointures: append([]list.Jointure{
			{Alias: "s", SQL: "JOIN session s ON s.academie = m.academie AND s.id = m.session_id"},
			{Alias: "cm", SQL: "LEFT JOIN commission cm ON cm.academie = m.academie AND cm.id = m.commission_id"},
			{Alias: "cr", SQL: "JOIN LATERAL (SELECT min(c.debut) AS debut, max(c.fin) AS fin FROM creneau c WHERE c.academie = m.academie AND c.mission_id = m.id) cr ON true"},
			{Alias: "t", SQL: `JOIN LATERAL (SELECT count(*)::int AS convoques, count(k.id)::int AS constates, (count(*) FILTER (WHERE k.fait IN ('fait', 'partiel')))::int AS faits,
				coalesce(sum(k.copies), 0)::int AS copies, coalesce(sum(k.candidats), 0)::int AS candidats, coalesce(sum(k.minutes), 0)::int AS minutes
				FROM affectation a LEFT JOIN constat k ON k.academie = a.academie AND k.affectation_id = a.id
				WHERE a.academie = m.academie AND a.mission_id = m.id AND a.etat IN ` + aConstater + `) t ON true`},
		}, jointuresMission...),
		Recherches: []list.Cherche{{SQL: "sans_accent(ce.libelle || ' ' || tm.libelle || ' ' || coalesce(o.libelle, '') || ' ' || coalesce(x.libelle, ''))", Via: []string{"ce", "tm", "o", "x"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "m.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "m.session_id", Table: "session", Code: "code"}},
			{Cle: "type_mission_libelle", Titre: "Type de mission", SQL: "tm.libelle", Via: []string{"tm"}},
			{Cle: "examen", Titre: "Code examen", SQL: "m.examen"}, {Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "centre", Titre: "Code centre", SQL: "ce.code", Via: []string{"ce"}}, {Cle: "centre_nom", Titre: "Centre", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "debut", Titre: "Début", SQL: "cr.debut", Genre: list.Instant, Via: []string{"cr"}, SQLExport: "cr.debut AT TIME ZONE ce.fuseau", ViaExport: []string{"cr", "ce"}},
			{Cle: "fin", Titre: "Fin", SQL: "cr.fin", Genre: list.Instant, Via: []string{"cr"}, SQLExport: "cr.fin AT TIME ZONE ce.fuseau", ViaExport: []string{"cr", "ce"}},
			{Cle: "fuseau", Titre: "Fuseau", SQL: "ce.fuseau", Via: []string{"ce"}, Cachee: true},
			{Cle: "forme", Titre: "Forme", SQL: "forme_constat(tm.remuneration, o.nature)", Genre: list.Choix, Valeurs: formes, Via: []string{"tm", "o"}},
			{Cle: "convoques", Titre: "Convoqués", SQL: "t.convoques", Genre: list.Nombre, Via: []string{"t"}},
			{Cle: "constates", Titre: "Constatés", SQL: "t.constates", Genre: list.Nombre, Via: []string{"t"}},
			{Cle: "faits", Titre: "Service fait", SQL: "t.faits", Genre: list.Nombre, Via: []string{"t"}},
			{Cle: "copies", Titre: "Copies déclarées", SQL: "t.copies", Genre: list.Nombre, Via: []string{"t"}},
			{Cle: "candidats", Titre: "Candidats déclarés", SQL: "t.candidats", Genre: list.Nombre, Via: []string{"t"}},
			{Cle: "minutes", Titre: "Minutes déclarées", SQL: "t.minutes", Genre: list.Nombre, Via: []string{"t"}},
			{Cle: "presents", Titre: "Présents", SQL: "cm.presents", Genre: list.Nombre, Via: []string{"cm"}},
			{Cle: "signe", Titre: "Signé", SQL: "(sg.id IS NOT NULL)", Genre: list.Booleen, Via: []string{"sg"}},
			{Cle: "signe_par", Titre: "Signé par", SQL: "sg.signe_par", Via: []string{"sg"}},
			{Cle: "signe_le", Titre: "Signé le", SQL: "sg.signe_le", Genre: list.Instant, Via: []string{"sg"}},
		},
	},
}

// Constats lists the people convoked, with what was said of each.
var Constats = list.Liste{
	Operation: "ListerConstats",
	Portee: func(p *access.Principal) list.Portee {
		portee := porteeCentre(p)
		if portee.SQL != "" {
			portee.SQL = "EXISTS (SELECT 1 FROM mission m WHERE m.academie = a.academie AND m.id = a.mission_id AND " + portee.SQL + ") AND "
		}
		portee.SQL += "a.etat IN " + aConstater
		return portee
	},
	Definition: &list.Definition{
		Ressource: "constats", Base: "affectation a", Alias: "a", Tri: "nom,prenom",
		Jointures: append([]list.Jointure{
			{Alias: "m", SQL: "JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id"},
			{Alias: "k", SQL: "LEFT JOIN constat k ON k.academie = a.academie AND k.affectation_id = a.id"},
		}, apres("m", jointuresMission)...),
		Recherches: []list.Cherche{{SQL: "sans_accent(a.nom || ' ' || a.prenom)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "a.id", Genre: list.UUID}, {Cle: "mission", Titre: "Mission", SQL: "a.mission_id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "a.intervenant_id", Genre: list.UUID},
			{Cle: "nom", Titre: "Nom", SQL: "a.nom", NonNul: true}, {Cle: "prenom", Titre: "Prénom", SQL: "a.prenom", NonNul: true},
			{Cle: "role", Titre: "Rôle", SQL: "a.role", NonNul: true},
			{Cle: "type_mission_libelle", Titre: "Type de mission", SQL: "tm.libelle", Via: []string{"tm"}},
			{Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "centre_nom", Titre: "Centre", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "debut", Titre: "Début", SQL: "a.debut", Genre: list.Instant, NonNul: true, SQLExport: "a.debut AT TIME ZONE ce.fuseau", ViaExport: []string{"ce"}},
			{Cle: "fin", Titre: "Fin", SQL: "a.fin", Genre: list.Instant, NonNul: true, SQLExport: "a.fin AT TIME ZONE ce.fuseau", ViaExport: []string{"ce"}},
			{Cle: "fuseau", Titre: "Fuseau", SQL: "ce.fuseau", Via: []string{"ce"}, Cachee: true},
			{Cle: "forme", Titre: "Forme", SQL: "forme_constat(tm.remuneration, o.nature)", Genre: list.Choix, Valeurs: formes, Via: []string{"tm", "o"}},
			{Cle: "fait", Titre: "Service", SQL: "k.fait", Genre: list.Choix, Valeurs: []string{"fait", "partiel", "non_fait", "remplace"}, Via: []string{"k"}},
			{Cle: "copies", Titre: "Copies", SQL: "k.copies", Genre: list.Nombre, Via: []string{"k"}},
			{Cle: "candidats", Titre: "Candidats", SQL: "k.candidats", Genre: list.Nombre, Via: []string{"k"}},
			{Cle: "minutes", Titre: "Minutes", SQL: "k.minutes", Genre: list.Nombre, Via: []string{"k"}},
			{Cle: "demandes", Titre: "Demandes", SQL: "k.demandes", Genre: list.Nombre, Via: []string{"k"}},
			{Cle: "coefficient", Titre: "Coefficient", SQL: "k.coefficient", Genre: list.Nombre, Via: []string{"k"}, Cachee: true},
			{Cle: "remplacant", Titre: "Remplacé par", SQL: "k.remplacant", Via: []string{"k"}}, {Cle: "observation", Titre: "Observation", SQL: "k.observation", Via: []string{"k"}},
			{Cle: "saisi_par", Titre: "Constaté par", SQL: "k.saisi_par", Via: []string{"k"}},
			{Cle: "saisi_le", Titre: "Constaté le", SQL: "k.saisi_le", Genre: list.Instant, Via: []string{"k"}},
			{Cle: "signe", Titre: "Signé", SQL: "(sg.id IS NOT NULL)", Genre: list.Booleen, Via: []string{"sg"}},
			{Cle: "version", Titre: "Version", SQL: "coalesce(k.version, 0)", Genre: list.Nombre, Via: []string{"k"}, Cachee: true},
		},
	},
}

// apres makes joins wait for another one.
func apres(alias string, jointures []list.Jointure) []list.Jointure {
	l := make([]list.Jointure, len(jointures))
	for i, j := range jointures {
		j.Apres = append([]string{alias}, j.Apres...)
		l[i] = j
	}
	return l
}

// ListerConstatsMissions answers GET /constats/missions.
func (a API) ListerConstatsMissions(ctx context.Context, r api.ListerConstatsMissionsRequestObject) (api.ListerConstatsMissionsResponseObject, error) {
	res, err := list.Lire[api.ConstatMission](ctx, a.Base, ConstatsMissions, list.Params(r.Params))
	return api.ListerConstatsMissions200JSONResponse(res), err
}

// ListerConstats answers GET /constats.
func (a API) ListerConstats(ctx context.Context, r api.ListerConstatsRequestObject) (api.ListerConstatsResponseObject, error) {
	res, err := list.Lire[api.Constat](ctx, a.Base, Constats, list.Params(r.Params))
	return api.ListerConstats200JSONResponse(res), err
}

func (a API) mission(ctx context.Context, id uuid.UUID) (api.ConstatMission, error) {
	m, ok, err := list.Un[api.ConstatMission](ctx, a.Base, ConstatsMissions, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette mission")
	}
	return m, err
}
