// Package affectation holds the designation of people on missions.
package affectation

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// API holds the operations on affectations.
type API struct{ Base *db.DB }

var (
	// Etats of an affectation, in the order of its life.
	Etats = []string{"proposee", "affectee", "convoquee", "effectuee", "non_effectuee", "desaffectee"}
	// Roles on a mission.
	Roles = []string{"president", "vice_president", "membre", "correcteur", "interrogateur", "coordonnateur", "secretaire",
		"surveillant", "reserviste"}
)

// portee: a chef de centre sees who comes to his centre, a chef d'établissement where his staff go, a teacher what
// concerns her once the académie has decided.
func portee(p *access.Principal) list.Portee {
	switch p.Profil {
	case "chef_centre":
		return list.Portee{SQL: `a.etat IN ('convoquee', 'effectuee', 'non_effectuee') AND EXISTS (SELECT 1 FROM mission pm
			JOIN centre pc ON pc.academie = pm.academie AND pc.id = pm.centre_id
			WHERE pm.academie = a.academie AND pm.id = a.mission_id AND pc.etablissement_id = $1)`, Args: []any{p.Etablissement}}
	case "chef_etablissement", "intervenant":
		c := p.SurIntervenant("a.academie", "a.intervenant_id")
		return list.Portee{SQL: c.SQL + " AND a.etat IN ('convoquee', 'effectuee', 'non_effectuee')", Args: c.Args}
	}
	return list.Portee(p.SurIntervenant("a.academie", "a.intervenant_id"))
}

// Affectations is the largest list of the product: a hundred thousand rows for an académie, a million nationally.
var Affectations = list.Liste{
	Operation: "ListerAffectations",
	Portee:    portee,
	Definition: &list.Definition{
		Ressource: "affectations", Base: "affectation a", Alias: "a", Tri: "nom,prenom",
		Jointures: []list.Jointure{
			{Alias: "s", SQL: "JOIN session s ON s.academie = a.academie AND s.id = a.session_id"},
			{Alias: "m", SQL: "JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id"},
			{Alias: "ce", SQL: "LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id", Apres: []string{"m"}},
			{Alias: "tm", SQL: "JOIN type_mission tm ON tm.academie = a.academie AND tm.code = a.type"},
			{Alias: "o", SQL: "LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id", Apres: []string{"m"}},
			{Alias: "x", SQL: "LEFT JOIN examen x ON x.academie = a.academie AND x.code = a.examen"},
			{Alias: "sp", SQL: "LEFT JOIN specialite sp ON sp.academie = o.academie AND sp.examen = o.examen AND sp.code = o.specialite", Apres: []string{"o"}},
			{Alias: "r", SQL: "LEFT JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id", Apres: []string{"r"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(a.nom || ' ' || a.prenom)"}},
		Compte: &list.Compte{Table: "affectation_compte", Alias: "n",
			Colonnes: map[string]string{"session": "n.session_id", "etat": "n.etat"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "a.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"},
				Ref: &list.Ref{SQL: "a.session_id", Table: "session", Code: "code"}},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "a.intervenant_id", Genre: list.UUID},
			{Cle: "nom", Titre: "Nom", SQL: "a.nom", NonNul: true},
			{Cle: "prenom", Titre: "Prénom", SQL: "a.prenom", NonNul: true},
			{Cle: "discipline", Titre: "Discipline", SQL: "r.discipline", Via: []string{"r"}},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "mission", Titre: "Mission", SQL: "a.mission_id", Genre: list.UUID},
			{Cle: "type_mission", Titre: "Code type", SQL: "a.type", NonNul: true},
			{Cle: "type_mission_libelle", Titre: "Type de mission", SQL: "tm.libelle", Via: []string{"tm"}},
			{Cle: "examen", Titre: "Code examen", SQL: "a.examen"},
			{Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "specialite_libelle", Titre: "Spécialité", SQL: "sp.libelle", Via: []string{"sp"}},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "centre", Titre: "Code centre", SQL: "ce.code", Via: []string{"ce"}},
			{Cle: "centre_nom", Titre: "Centre", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "commune", Titre: "Commune", SQL: "ce.commune", Via: []string{"ce"}},
			{Cle: "debut", Titre: "Début", SQL: "a.debut", Genre: list.Instant, NonNul: true,
				SQLExport: "a.debut AT TIME ZONE ce.fuseau", ViaExport: []string{"ce"}},
			{Cle: "fin", Titre: "Fin", SQL: "a.fin", Genre: list.Instant, NonNul: true,
				SQLExport: "a.fin AT TIME ZONE ce.fuseau", ViaExport: []string{"ce"}},
			{Cle: "fuseau", Titre: "Fuseau", SQL: "ce.fuseau", Via: []string{"ce"}},
			{Cle: "sur_place", Titre: "Sur place", SQL: "tm.sur_place", Genre: list.Booleen, Via: []string{"tm"}},
			{Cle: "role", Titre: "Rôle", SQL: "a.role", Genre: list.Choix, Valeurs: Roles, NonNul: true},
			{Cle: "etat", Titre: "État", SQL: "a.etat", Genre: list.Choix, Valeurs: Etats, NonNul: true},
			{Cle: "version", Titre: "Version", SQL: "a.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerAffectations answers GET /affectations.
func (a API) ListerAffectations(ctx context.Context, r api.ListerAffectationsRequestObject) (api.ListerAffectationsResponseObject, error) {
	res, err := list.Lire[api.Affectation](ctx, a.Base, Affectations, list.Params(r.Params))
	return api.ListerAffectations200JSONResponse(res), err
}

// LireAffectation answers GET /affectations/{id}. It returns fail.NotFound.
func (a API) LireAffectation(ctx context.Context, r api.LireAffectationRequestObject) (api.LireAffectationResponseObject, error) {
	l, ok, err := list.Un[api.Affectation](ctx, a.Base, Affectations, r.Id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette affectation")
	}
	return api.LireAffectation200JSONResponse(l), err
}
