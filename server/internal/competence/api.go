// Package competence holds the épreuves-options that people may examine, who said so, and the rules that draw them
// from what is taught.
package competence

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/job"
	"imagin/server/internal/list"
)

// API holds the operations on compétences.
type API struct {
	Base *db.DB
	File *job.File
}

// auteurs gathers the author lines of one compétence, from the highest voice to the lowest.
const auteurs = `(SELECT coalesce(jsonb_agg(jsonb_build_object('type', ca.type, 'auteur', ca.auteur, 'libelle', ca.libelle, 'etat', ca.etat, 'le', ca.le,
	'motif', ca.motif) ORDER BY ca.rang DESC, ca.libelle), '[]') FROM competence_auteur ca WHERE ca.academie = c.academie AND ca.competence_id = c.id)`

const auteursLibelle = `(SELECT string_agg(ca.libelle || ' (' || ca.etat || ')', ' ' ORDER BY ca.rang, ca.libelle)
	FROM competence_auteur ca WHERE ca.academie = c.academie AND ca.competence_id = c.id)`

const priorite = `(SELECT ca.priorite FROM competence_auteur ca WHERE ca.academie = c.academie AND ca.competence_id = c.id AND ca.type = 'systeme')`

// Competences is the list of compétences with their authors.
var Competences = list.Liste{
	Operation: "ListerCompetences",
	Portee: func(p *access.Principal) list.Portee {
		return list.Portee(p.SurIntervenant("c.academie", "c.intervenant_id"))
	},
	Definition: &list.Definition{
		Ressource: "competences", Base: "competence c", Alias: "c", Tri: "examen,specialite,epreuve_option_libelle",
		Jointures: []list.Jointure{
			{Alias: "i", SQL: "JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id"},
			{Alias: "o", SQL: "JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id"},
			{Alias: "x", SQL: "JOIN examen x ON x.academie = o.academie AND x.code = o.examen", Apres: []string{"o"}},
			{Alias: "s", SQL: "JOIN specialite s ON s.academie = o.academie AND s.examen = o.examen AND s.code = o.specialite", Apres: []string{"o"}},
			{Alias: "r", SQL: "LEFT JOIN rattachement r ON r.academie = c.academie AND r.intervenant_id = c.intervenant_id AND r.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id", Apres: []string{"r"}},
		},
		Recherches: []list.Cherche{
			{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}},
			{SQL: "sans_accent(o.libelle)", Via: []string{"o"}},
			{SQL: "sans_accent(s.libelle)", Via: []string{"s"}},
		},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "c.id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "c.intervenant_id", Genre: list.UUID},
			{Cle: "intervenant_nom", Titre: "Nom", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}},
			{Cle: "discipline", Titre: "Discipline", SQL: "r.discipline", Via: []string{"r"}},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "examen", Titre: "Code examen", SQL: "o.examen", Via: []string{"o"}},
			{Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "specialite", Titre: "Code spécialité", SQL: "o.specialite", Via: []string{"o"}},
			{Cle: "specialite_libelle", Titre: "Spécialité", SQL: "s.libelle", Via: []string{"s"}},
			{Cle: "epreuve_option", Titre: "Épreuve-option (identifiant)", SQL: "c.epreuve_option_id", Genre: list.UUID},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "auteurs", Titre: "Auteurs (détail)", SQL: auteurs, Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "auteurs_libelle", Titre: "Auteurs", SQL: auteursLibelle},
			{Cle: "effective", Titre: "Effective", SQL: Effective("c.academie", "c.id"), Genre: list.Booleen},
			{Cle: "priorite", Titre: "Priorité", SQL: priorite, Genre: list.Nombre},
		},
	},
}

// ListerCompetences answers GET /competences.
func (a API) ListerCompetences(ctx context.Context, r api.ListerCompetencesRequestObject) (api.ListerCompetencesResponseObject, error) {
	res, err := list.Lire[api.Competence](ctx, a.Base, Competences, list.Params(r.Params))
	return api.ListerCompetences200JSONResponse(res), err
}
