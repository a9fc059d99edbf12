package reglementation

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/list"
)

// API holds the operations on the réglementation.
type API struct{ Base *db.DB }

var (
	natures = []string{"ecrit", "oral", "pratique", "eps", "vae"}
	modes   = []string{"ponctuel", "ccf", "eca"}
)

// SessionEpreuves is what a session examines, and which of it gives rise to missions.
var SessionEpreuves = list.Liste{
	Operation: "ListerSessionEpreuves", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "session-epreuves", Base: "session_epreuve se", Alias: "se", Tri: "examen,specialite,epreuve,option",
		Jointures: []list.Jointure{
			{Alias: "s", SQL: "JOIN session s ON s.academie = se.academie AND s.id = se.session_id"},
			{Alias: "o", SQL: "JOIN epreuve_option o ON o.academie = se.academie AND o.id = se.epreuve_option_id"},
			{Alias: "x", SQL: "JOIN examen x ON x.academie = o.academie AND x.code = o.examen", Apres: []string{"o"}},
			{Alias: "sp", SQL: "JOIN specialite sp ON sp.academie = o.academie AND sp.examen = o.examen AND sp.code = o.specialite", Apres: []string{"o"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(o.epreuve || ' ' || o.option || ' ' || o.libelle)", Via: []string{"o"}},
			{SQL: "sans_accent(sp.code || ' ' || sp.libelle)", Via: []string{"sp"}}, {SQL: "sans_accent(x.code || ' ' || x.libelle)", Via: []string{"x"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "se.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "se.session_id", Table: "session", Code: "code"}},
			{Cle: "epreuve_option", Titre: "Identifiant de l’épreuve-option", SQL: "se.epreuve_option_id", Genre: list.UUID, Cachee: true},
			{Cle: "examen", Titre: "Code examen", SQL: "o.examen", Via: []string{"o"}},
			{Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "specialite", Titre: "Code spécialité", SQL: "o.specialite", Via: []string{"o"}},
			{Cle: "specialite_libelle", Titre: "Spécialité", SQL: "sp.libelle", Via: []string{"sp"}},
			{Cle: "epreuve", Titre: "Code épreuve", SQL: "o.epreuve", Via: []string{"o"}},
			{Cle: "option", Titre: "Option", SQL: "o.option", Via: []string{"o"}},
			{Cle: "libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "nature", Titre: "Nature", SQL: "o.nature", Genre: list.Choix, Valeurs: natures, Via: []string{"o"}},
			{Cle: "mode_evaluation", Titre: "Évaluation", SQL: "o.mode_evaluation", Genre: list.Choix, Valeurs: modes, Via: []string{"o"}},
			{Cle: "duree_min", Titre: "Durée (min)", SQL: "o.duree_min", Genre: list.Nombre, Via: []string{"o"}},
			{Cle: "preparation_min", Titre: "Préparation (min)", SQL: "o.preparation_min", Genre: list.Nombre, Via: []string{"o"}},
			{Cle: "coefficient", Titre: "Coefficient", SQL: "o.coefficient::float8", Genre: list.Nombre, Via: []string{"o"}},
			{Cle: "groupe_epreuves", Titre: "Groupe d’épreuves", SQL: "o.groupe_epreuves", Genre: list.Nombre, Via: []string{"o"}},
			{Cle: "caractere", Titre: "Caractère", SQL: "o.caractere", Genre: list.Choix, Valeurs: []string{"obligatoire", "facultatif"}, Via: []string{"o"}},
			{Cle: "anticipee", Titre: "Anticipée", SQL: "o.anticipee", Genre: list.Booleen, Via: []string{"o"}},
			{Cle: "groupe_remuneration", Titre: "Groupe de rémunération", SQL: "o.groupe_remuneration", Via: []string{"o"}},
			{Cle: "discipline", Titre: "Discipline", SQL: "coalesce(o.discipline, discipline_epreuve(o.academie, o.id))", Via: []string{"o"}},
			{Cle: "donne_lieu", Titre: "Donne lieu à missions", SQL: "se.donne_lieu", Genre: list.Booleen},
			{Cle: "choisi_par", Titre: "Choisi par", SQL: "se.choisi_par"},
			{Cle: "choisi_le", Titre: "Choisi le", SQL: "se.choisi_le", Genre: list.Instant},
			{Cle: "inscrits", Titre: "Inscrits", SQL: `(SELECT coalesce(sum(i.inscrits - i.dispenses), 0)::int FROM inscription i WHERE i.academie = se.academie AND i.session_id = se.session_id AND i.epreuve_option_id = se.epreuve_option_id)`, Genre: list.Nombre},
			{Cle: "missions", Titre: "Missions", SQL: `(SELECT count(*) FROM mission m WHERE m.academie = se.academie AND m.session_id = se.session_id AND m.epreuve_option_id = se.epreuve_option_id AND m.etat <> 'annulee')`, Genre: list.Nombre},
			{Cle: "origine", Titre: "Origine", SQL: "se.origine", Genre: list.Choix, Valeurs: []string{"ocean", "saisie"}},
			{Cle: "retire_le", Titre: "Retirée d’OCEAN le", SQL: "se.retire_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "se.version", Genre: list.Nombre, Cachee: true},
			{Cle: "version_epreuve", Titre: "Version de l’épreuve", SQL: "o.version", Genre: list.Nombre, Cachee: true, Via: []string{"o"}},
		},
	},
}

// ListerSessionEpreuves answers GET /session-epreuves.
func (a API) ListerSessionEpreuves(ctx context.Context, r api.ListerSessionEpreuvesRequestObject) (api.ListerSessionEpreuvesResponseObject, error) {
	res, err := list.Lire[api.SessionEpreuve](ctx, a.Base, SessionEpreuves, list.Params(r.Params))
	return api.ListerSessionEpreuves200JSONResponse(res), err
}
