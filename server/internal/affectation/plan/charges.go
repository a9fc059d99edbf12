package plan

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

// joursSurPlace counts the days on which somebody comes, in the zone of the académie.
const joursSurPlace = `(SELECT count(DISTINCT (lower(o.periode) AT TIME ZONE ac.fuseau)::date)::int FROM affectation a JOIN occupation o ON o.academie = a.academie AND o.affectation_id = a.id
	JOIN academie ac ON ac.code = a.academie WHERE a.academie = c.academie AND a.session_id = c.session_id AND a.intervenant_id = c.intervenant_id AND o.sur_place
	AND a.etat IN ('affectee', 'convoquee', 'effectuee'))`

const missionsPassees = `(SELECT count(*)::int FROM affectation a JOIN session s2 ON s2.academie = a.academie AND s2.id = a.session_id
	WHERE a.academie = c.academie AND a.intervenant_id = c.intervenant_id AND a.etat = 'effectuee' AND s2.annee < s.annee)`

// Charges is the load of each person in each session, against the median of her discipline.
var Charges = list.Liste{
	Operation: "ListerCharges",
	Portee: func(p *access.Principal) list.Portee {
		return list.Portee(p.SurIntervenant("c.academie", "c.intervenant_id"))
	},
	Definition: &list.Definition{
		Ressource: "charges", Base: "charge c", Alias: "c", Tri: "-missions,nom,prenom",
		Jointures: []list.Jointure{
			{Alias: "i", SQL: "JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id"},
			{Alias: "s", SQL: "JOIN session s ON s.academie = c.academie AND s.id = c.session_id"},
			{Alias: "d", SQL: "LEFT JOIN discipline d ON d.academie = c.academie AND d.code = c.discipline"},
			{Alias: "r", SQL: "LEFT JOIN rattachement r ON r.academie = c.academie AND r.intervenant_id = c.intervenant_id AND r.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id", Apres: []string{"r"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "c.id", Genre: list.UUID, Cachee: true},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "c.session_id", Table: "session", Code: "code"}},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "c.intervenant_id", Genre: list.UUID, Cachee: true},
			{Cle: "nom", Titre: "Nom", SQL: "i.nom", Via: []string{"i"}},
			{Cle: "prenom", Titre: "Prénom", SQL: "i.prenom", Via: []string{"i"}},
			{Cle: "discipline", Titre: "Discipline", SQL: "coalesce(d.libelle, c.discipline)", Via: []string{"d"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "missions", Titre: "Missions", SQL: "c.missions", Genre: list.Nombre, NonNul: true},
			{Cle: "jours", Titre: "Jours sur place", SQL: joursSurPlace, Genre: list.Nombre, Fixe: true},
			{Cle: "copies", Titre: "Copies", SQL: "c.copies", Genre: list.Nombre, NonNul: true},
			{Cle: "passe", Titre: "Sessions passées", SQL: missionsPassees, Genre: list.Nombre, Fixe: true},
			{Cle: "mediane", Titre: "Médiane de la discipline", SQL: "c.mediane", Genre: list.Nombre, NonNul: true},
			{Cle: "ecart", Titre: "Écart à la médiane", SQL: "c.missions - c.mediane", Genre: list.Nombre, NonNul: true},
		},
	},
}

// ListerCharges answers GET /charges: everyone's for the gestionnaire, one's own for an intervenant.
func (a API) ListerCharges(ctx context.Context, r api.ListerChargesRequestObject) (api.ListerChargesResponseObject, error) {
	res, err := list.Lire[api.Charge](ctx, a.Base, Charges, list.Params(r.Params))
	return api.ListerCharges200JSONResponse(res), err
}
