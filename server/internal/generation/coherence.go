package generation

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// rubrique is one way in which a session may not hold together.
type rubrique struct {
	code, libelle, explication string
	sql                        string // academie, id, session_id, objet, libelle, examen, centre_id, attendu, constate, detail
}

const (
	nomMission  = `trim(concat_ws(' ', tm.libelle, '–', m.libelle))`
	deMissions  = ` FROM mission m JOIN type_mission tm ON tm.academie = m.academie AND tm.code = m.type`
	vivante     = ` m.etat IN ('brouillon', 'ouverte') AND m.retire_le IS NULL`
	deCommision = ` FROM commission c JOIN jury j ON j.academie = c.academie AND j.id = c.jury_id JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id`
	nomCommiss  = `trim(concat_ws(' ', 'Jury', j.code, 'commission', c.code, '–', o.libelle))`
)

// competents counts, for each épreuve-option, the people in activity whose highest author did not refuse.
const competents = `(SELECT k.academie, k.epreuve_option_id, count(*)::integer AS nombre FROM competence k
	JOIN intervenant i ON i.academie = k.academie AND i.id = k.intervenant_id AND i.etat = 'actif'
	WHERE coalesce((SELECT x.etat <> 'R' FROM competence_auteur x WHERE x.academie = k.academie AND x.competence_id = k.id ORDER BY x.rang DESC, x.le DESC LIMIT 1), false)
	GROUP BY k.academie, k.epreuve_option_id)`

var rubriques = []rubrique{
	{"mission_sans_centre", "Missions sans centre", "Une mission ne s’ouvre pas sans centre : indiquez-lui un centre, au besoin virtuel, ou corrigez sa commission.",
		`SELECT m.academie, m.id, m.session_id, 'mission', ` + nomMission + `, m.examen, m.centre_id, NULL::integer, NULL::integer, NULL::text` + deMissions + ` WHERE` + vivante + ` AND m.centre_id IS NULL`},
	{"mission_sans_creneau", "Missions sans créneau", "Personne ne peut être affecté à une mission sans date : complétez la commission dans OCEAN, ou la mission elle-même.",
		`SELECT m.academie, m.id, m.session_id, 'mission', ` + nomMission + `, m.examen, m.centre_id, NULL::integer, NULL::integer, NULL::text` + deMissions + ` WHERE` + vivante + `
			AND NOT EXISTS (SELECT 1 FROM creneau k WHERE k.academie = m.academie AND k.mission_id = m.id)`},
	{"besoin_sans_competence", "Besoins sans personne compétente", "Trop peu d’intervenants actifs portent une compétence validée sur cette épreuve : complétez les compétences, ou faites appel à une autre académie.",
		`SELECT m.academie, m.id, m.session_id, 'mission', ` + nomMission + `, m.examen, m.centre_id, m.besoin, coalesce(k.nombre, 0), o.libelle` + deMissions + `
			JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
			LEFT JOIN ` + competents + ` k ON k.academie = m.academie AND k.epreuve_option_id = m.epreuve_option_id
			WHERE` + vivante + ` AND tm.exige_competence AND m.besoin > coalesce(k.nombre, 0)`},
	{"commission_sans_mission", "Commissions sans mission", "Aucune mission ne sert cette commission : générez les missions, ou donnez une règle à ce type de commission.",
		`SELECT c.academie, c.id, c.session_id, 'commission', ` + nomCommiss + `, c.examen, c.centre_id, NULL::integer, NULL::integer, c.type` + deCommision + `
			JOIN session_epreuve e ON e.academie = c.academie AND e.session_id = c.session_id AND e.epreuve_option_id = c.epreuve_option_id AND e.donne_lieu
			WHERE c.retire_le IS NULL AND NOT EXISTS (SELECT 1 FROM mission m WHERE m.academie = c.academie AND m.commission_id = c.id AND m.etat <> 'annulee')`},
	{"candidats_differents", "Effectifs qui diffèrent d’OCEAN", "Les nombres de candidats ne se recoupent pas : rafraîchissez les échanges, ou vérifiez ce qui a été corrigé à la main.",
		`SELECT o.academie, o.id, t.session_id, 'epreuve_option', trim(concat_ws(' ', o.examen, o.specialite, o.libelle)), o.examen, NULL::uuid, i.attendus, t.candidats, 'inscriptions et commissions de type ' || lower(t.type)
			FROM (SELECT academie, session_id, epreuve_option_id, type, sum(candidats)::integer AS candidats FROM commission
				WHERE retire_le IS NULL AND type IN ('CORRECTION', 'INTERROGATION', 'PRATIQUE') GROUP BY academie, session_id, epreuve_option_id, type) t
			JOIN (SELECT academie, session_id, epreuve_option_id, sum(inscrits - dispenses)::integer AS attendus FROM inscription GROUP BY academie, session_id, epreuve_option_id) i
				ON i.academie = t.academie AND i.session_id = t.session_id AND i.epreuve_option_id = t.epreuve_option_id
			JOIN epreuve_option o ON o.academie = t.academie AND o.id = t.epreuve_option_id WHERE i.attendus <> t.candidats
		UNION ALL SELECT m.academie, m.id, m.session_id, 'mission', ` + nomMission + `, m.examen, m.centre_id, c.candidats, m.candidats, 'commission et mission'` + deMissions + `
			JOIN commission c ON c.academie = m.academie AND c.id = m.commission_id AND c.retire_le IS NULL WHERE` + vivante + ` AND m.cle_generation IS NOT NULL AND m.candidats <> c.candidats
		UNION ALL SELECT c.academie, c.id, c.session_id, 'commission', ` + nomCommiss + `, c.examen, c.centre_id, c.candidats, g.candidats, 'commission et établissements d’origine'` + deCommision + `
			JOIN (SELECT academie, commission_id, sum(candidats)::integer AS candidats FROM commission_origine GROUP BY academie, commission_id) g ON g.academie = c.academie AND g.commission_id = c.id
			WHERE c.retire_le IS NULL AND g.candidats <> c.candidats`},
	{"mission_retiree", "Missions retirées d’OCEAN", "OCEAN ne demande plus ces missions, et des personnes y sont affectées ou convoquées : lisez les alertes.",
		`SELECT m.academie, m.id, m.session_id, 'mission', ` + nomMission + `, m.examen, m.centre_id, NULL::integer, (SELECT count(*)::integer FROM affectation a WHERE a.academie = m.academie AND a.mission_id = m.id AND a.etat <> 'desaffectee'), NULL::text` + deMissions + `
			WHERE m.retire_le IS NOT NULL AND m.etat IN ('brouillon', 'ouverte')`},
}

// defauts is every row of every rubrique; conditions on the session reach each of them.
func defauts() string {
	sql := ""
	for _, r := range rubriques {
		if sql != "" {
			sql += " UNION ALL "
		}
		sql += "SELECT '" + r.code + "'::text AS rubrique, x.* FROM (" + r.sql + ") x(academie, id, session_id, objet, libelle, examen, centre_id, attendu, constate, detail)"
	}
	return sql
}

func codesRubriques() []string {
	var c []string
	for _, r := range rubriques {
		c = append(c, r.code)
	}
	return c
}

// Incoherences is the report of coherence, line by line.
var Incoherences = list.Liste{
	Operation: "ListerIncoherences", Portee: toute,
	Definition: &list.Definition{
		Ressource: "incoherences", Base: "(" + defauts() + ") d", Alias: "d", Tri: "rubrique,libelle",
		Jointures: []list.Jointure{{Alias: "s", SQL: "JOIN session s ON s.academie = d.academie AND s.id = d.session_id"},
			{Alias: "ce", SQL: "LEFT JOIN centre ce ON ce.academie = d.academie AND ce.id = d.centre_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(d.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "d.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "d.session_id", Table: "session", Code: "code"}},
			{Cle: "rubrique", Titre: "Rubrique", SQL: "d.rubrique", Genre: list.Choix, Valeurs: codesRubriques(), NonNul: true},
			{Cle: "objet", Titre: "Objet", SQL: "d.objet", Cachee: true},
			{Cle: "libelle", Titre: "Libellé", SQL: "d.libelle", NonNul: true},
			{Cle: "examen", Titre: "Examen", SQL: "d.examen"},
			{Cle: "centre", Titre: "Centre", SQL: "ce.code", Via: []string{"ce"}},
			{Cle: "attendu", Titre: "Attendu", SQL: "d.attendu", Genre: list.Nombre},
			{Cle: "constate", Titre: "Constaté", SQL: "d.constate", Genre: list.Nombre},
			{Cle: "detail", Titre: "Détail", SQL: "d.detail"},
		},
	},
}

// ListerIncoherences answers GET /incoherences.
func (a API) ListerIncoherences(ctx context.Context, r api.ListerIncoherencesRequestObject) (api.ListerIncoherencesResponseObject, error) {
	res, err := list.Lire[api.Incoherence](ctx, a.Base, Incoherences, list.Params(r.Params))
	return api.ListerIncoherences200JSONResponse(res), err
}

// LireCoherence answers GET /sessions/{id}/coherence: every rubrique with its number of lines, those that are empty too.
// It returns fail.NotFound.
func (a API) LireCoherence(ctx context.Context, r api.LireCoherenceRequestObject) (api.LireCoherenceResponseObject, error) {
	p := access.De(ctx)
	res := api.Coherence{Session: r.Id, Rubriques: []api.RubriqueCoherence{}}
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		existe, err := db.Scalar[bool](ctx, l, `SELECT EXISTS (SELECT 1 FROM session WHERE academie = $1 AND id = $2)`, p.Academie, r.Id)
		if err != nil {
			return err
		}
		if !existe {
			return fail.Introuvable("Cette session")
		}
		lus, err := db.Query[struct {
			Rubrique string
			Nombre   int
		}](ctx, l, `SELECT rubrique, count(*)::integer AS nombre FROM (`+defauts()+`) d WHERE academie = $1 AND session_id = $2 GROUP BY rubrique`, p.Academie, r.Id)
		nombres := map[string]int{}
		for _, x := range lus {
			nombres[x.Rubrique] = x.Nombre
		}
		for _, x := range rubriques {
			res.Rubriques = append(res.Rubriques, api.RubriqueCoherence{Code: x.code, Libelle: x.libelle, Explication: x.explication, Nombre: nombres[x.code]})
		}
		return err
	})
	return api.LireCoherence200JSONResponse(res), err
}
