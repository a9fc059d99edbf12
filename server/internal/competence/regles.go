package competence

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
	"imagin/server/internal/session"
)

// Copies are what a new session takes from the one before: its rules, those that it has not already.
var Copies = []session.Copie{
	{Quoi: "règles de compétence", SQL: `INSERT INTO regle_competence (academie, session_id, epreuve_option_id, sens, matiere, dispositif, diplome, annee, modalite, discipline, priorite, commentaire)
		SELECT g.academie, $3, g.epreuve_option_id, g.sens, g.matiere, g.dispositif, g.diplome, g.annee, g.modalite, g.discipline, g.priorite, g.commentaire
		FROM regle_competence g WHERE g.academie = $1 AND g.session_id = $2 ON CONFLICT DO NOTHING`},
}

// Regles is the list of règles de compétence. Its export, with the titles below, is what an import reads.
var Regles = list.Liste{
	Operation: "ListerReglesCompetence", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "regles-competence", Base: "regle_competence g", Alias: "g", Tri: "examen,specialite,epreuve,option,priorite",
		Jointures: []list.Jointure{
			{Alias: "n", SQL: "JOIN session n ON n.academie = g.academie AND n.id = g.session_id"},
			{Alias: "o", SQL: "JOIN epreuve_option o ON o.academie = g.academie AND o.id = g.epreuve_option_id"},
			{Alias: "x", SQL: "JOIN examen x ON x.academie = o.academie AND x.code = o.examen", Apres: []string{"o"}},
			{Alias: "s", SQL: "JOIN specialite s ON s.academie = o.academie AND s.examen = o.examen AND s.code = o.specialite", Apres: []string{"o"}},
			{Alias: "m", SQL: "LEFT JOIN matiere m ON m.academie = g.academie AND m.code = g.matiere"},
			{Alias: "d", SQL: "LEFT JOIN discipline d ON d.academie = g.academie AND d.code = g.discipline"},
		},
		Recherches: []list.Cherche{
			{SQL: "sans_accent(o.examen || ' ' || o.specialite || ' ' || o.libelle)", Via: []string{"o"}},
			{SQL: "sans_accent(g.matiere || ' ' || coalesce(m.libelle, ''))", Via: []string{"m"}},
			{SQL: "sans_accent(g.diplome || ' ' || g.discipline || ' ' || coalesce(g.commentaire, ''))"},
		},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "g.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "n.code", Via: []string{"n"}},
			{Cle: "examen", Titre: "Code examen", SQL: "o.examen", Via: []string{"o"}},
			{Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "specialite", Titre: "Code spécialité", SQL: "o.specialite", Via: []string{"o"}},
			{Cle: "specialite_libelle", Titre: "Spécialité", SQL: "s.libelle", Via: []string{"s"}},
			{Cle: "epreuve", Titre: "Code épreuve", SQL: "o.epreuve", Via: []string{"o"}},
			{Cle: "option", Titre: "Option", SQL: "o.option", Via: []string{"o"}},
			{Cle: "epreuve_option", Titre: "Épreuve-option (identifiant)", SQL: "g.epreuve_option_id", Genre: list.UUID},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "sens", Titre: "Sens", SQL: "g.sens", Genre: list.Choix, Valeurs: []string{"donne", "exclut"}},
			{Cle: "matiere", Titre: "Matière", SQL: "g.matiere"},
			{Cle: "matiere_libelle", Titre: "Libellé de la matière", SQL: "m.libelle", Via: []string{"m"}},
			{Cle: "dispositif", Titre: "Dispositif", SQL: "g.dispositif"},
			{Cle: "diplome", Titre: "Diplôme", SQL: "g.diplome"},
			{Cle: "annee", Titre: "Année du cycle", SQL: "g.annee", Genre: list.Choix, Valeurs: []string{"toutes", "derniere", "1", "2", "3", "4", "5", "6"}},
			{Cle: "modalite", Titre: "Modalité", SQL: "g.modalite"},
			{Cle: "discipline", Titre: "Discipline de poste", SQL: "g.discipline"},
			{Cle: "discipline_libelle", Titre: "Libellé de la discipline", SQL: "d.libelle", Via: []string{"d"}},
			{Cle: "priorite", Titre: "Priorité", SQL: "g.priorite", Genre: list.Nombre},
			{Cle: "commentaire", Titre: "Commentaire", SQL: "g.commentaire"},
			{Cle: "version", Titre: "Version", SQL: "g.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerReglesCompetence answers GET /regles-competence.
func (a API) ListerReglesCompetence(ctx context.Context, r api.ListerReglesCompetenceRequestObject) (api.ListerReglesCompetenceResponseObject, error) {
	res, err := list.Lire[api.RegleCompetence](ctx, a.Base, Regles, list.Params(r.Params))
	return api.ListerReglesCompetence200JSONResponse(res), err
}
