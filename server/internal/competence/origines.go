package competence

import (
	"context"
	"strings"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/list"
)

// What a rule and an enseignement say, in words, wherever they are told. g is the rule, t the enseignement; NULL when
// the one or the other is gone.
const (
	regleLibelle = `(SELECT concat_ws(', ', CASE WHEN g.matiere <> '' THEN coalesce(gm.libelle || ' (' || g.matiere || ')', 'matière ' || g.matiere) ELSE 'toute matière' END,
		CASE WHEN g.dispositif <> '' THEN 'dispositif ' || g.dispositif END, CASE WHEN g.diplome <> '' THEN 'diplôme ' || g.diplome END,
		CASE g.annee WHEN 'toutes' THEN NULL WHEN 'derniere' THEN 'classe d’examen' ELSE 'année ' || g.annee || ' du cycle' END,
		CASE WHEN g.modalite <> '' THEN 'modalité ' || g.modalite END, CASE WHEN g.discipline <> '' THEN 'discipline ' || g.discipline END)
		FROM regle_competence g LEFT JOIN matiere gm ON gm.academie = g.academie AND gm.code = g.matiere WHERE g.academie = $A AND g.id = $R)`
	enseignementLibelle = `(SELECT coalesce(tm.libelle, t.matiere) || ', ' || coalesce(tf.libelle, t.mef) || coalesce(' (' || nullif(array_to_string(t.structures, ', '), '') || ')', '') || ', ' || te.nom
		FROM enseignement t JOIN etablissement te ON te.academie = t.academie AND te.id = t.etablissement_id
		LEFT JOIN matiere tm ON tm.academie = t.academie AND tm.code = t.matiere LEFT JOIN mef tf ON tf.academie = t.academie AND tf.code = t.mef
		WHERE t.academie = $A AND t.id = $R AND t.historise_le IS NULL)`
)

// dans writes one of these labels for the columns that hold its académie and its identifier.
func dans(libelle, academie, id string) string {
	return strings.NewReplacer("$A", academie, "$R", id).Replace(libelle)
}

// LireOriginesCompetence answers GET /competences/{id}/origines. It returns fail.NotFound outside the principal's scope.
func (a API) LireOriginesCompetence(ctx context.Context, r api.LireOriginesCompetenceRequestObject) (api.LireOriginesCompetenceResponseObject, error) {
	if _, err := a.lire(ctx, r.Id); err != nil {
		return nil, err
	}
	o := api.OriginesCompetence{}
	err := access.De(ctx).Lire(ctx, a.Base, func(lecteur db.Reader, _ string) (err error) {
		o.Origines, err = db.Query[api.OrigineCompetence](ctx, lecteur, `SELECT u.regle, coalesce(`+dans(regleLibelle, "a.academie", "u.regle")+`, 'règle supprimée depuis') AS regle_libelle,
			(SELECT g.priorite FROM regle_competence g WHERE g.academie = a.academie AND g.id = u.regle) AS priorite, u.enseignement,
			coalesce(`+dans(enseignementLibelle, "a.academie", "u.enseignement")+`, 'enseignement retiré depuis') AS enseignement_libelle,
			NOT EXISTS (SELECT 1 FROM regle_competence g WHERE g.academie = a.academie AND g.id = u.regle)
				OR NOT EXISTS (SELECT 1 FROM enseignement t WHERE t.academie = a.academie AND t.id = u.enseignement AND t.historise_le IS NULL) AS disparu
			FROM competence_auteur a, unnest(a.regles, a.enseignements) WITH ORDINALITY u(regle, enseignement, n) WHERE a.competence_id = $1 AND a.type = 'systeme' ORDER BY u.n LIMIT 200`, r.Id)
		return err
	})
	if o.Origines == nil {
		o.Origines = []api.OrigineCompetence{}
	}
	return api.LireOriginesCompetence200JSONResponse(o), err
}

// Ecarts is the difference of a computation, person by person.
var Ecarts = list.Liste{
	Operation: "ListerCalculCompetenceEcarts", Portee: libre,
	Definition: &list.Definition{
		Ressource: "calcul-competence-ecarts", Base: "calcul_competence_ecart k", Alias: "k", Tri: "nature,intervenant_nom",
		Jointures: []list.Jointure{
			{Alias: "i", SQL: "JOIN intervenant i ON i.academie = k.academie AND i.id = k.intervenant_id"},
			{Alias: "o", SQL: "JOIN epreuve_option o ON o.academie = k.academie AND o.id = k.epreuve_option_id"},
			{Alias: "s", SQL: "JOIN specialite s ON s.academie = o.academie AND s.examen = o.examen AND s.code = o.specialite", Apres: []string{"o"}},
			{Alias: "r", SQL: "LEFT JOIN rattachement r ON r.academie = k.academie AND r.intervenant_id = k.intervenant_id AND r.type = 'principal'"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id", Apres: []string{"r"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}, {SQL: "sans_accent(o.libelle)", Via: []string{"o"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "k.id", Genre: list.UUID},
			{Cle: "calcul", Titre: "Calcul", SQL: "k.calcul_id", Genre: list.UUID},
			{Cle: "nature", Titre: "Différence", SQL: "k.nature", Genre: list.Choix, Valeurs: []string{"gain", "perte", "change"}},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "k.intervenant_id", Genre: list.UUID},
			{Cle: "intervenant_nom", Titre: "Intervenant", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "examen", Titre: "Examen", SQL: "o.examen", Via: []string{"o"}},
			{Cle: "specialite", Titre: "Code spécialité", SQL: "o.specialite", Via: []string{"o"}},
			{Cle: "specialite_libelle", Titre: "Spécialité", SQL: "s.libelle", Via: []string{"s"}},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "priorite", Titre: "Priorité", SQL: "k.priorite", Genre: list.Nombre},
			{Cle: "priorite_avant", Titre: "Priorité avant", SQL: "k.priorite_avant", Genre: list.Nombre},
			{Cle: "effective_avant", Titre: "Effective avant", SQL: "k.effective_avant", Genre: list.Booleen},
			{Cle: "effective_apres", Titre: "Effective après", SQL: "k.effective_apres", Genre: list.Booleen},
			{Cle: "effet", Titre: "Effet", SQL: "CASE WHEN k.effective_apres AND NOT k.effective_avant THEN 'devient' WHEN k.effective_avant AND NOT k.effective_apres THEN 'cesse' ELSE 'sans_effet' END",
				Genre: list.Choix, Valeurs: []string{"devient", "cesse", "sans_effet"}},
			{Cle: "pourquoi", Titre: "Pourquoi", SQL: "concat_ws(' ← ', coalesce(" + dans(regleLibelle, "k.academie", "k.regles[1]") + ", 'règle supprimée'), coalesce(" +
				dans(enseignementLibelle, "k.academie", "k.enseignements[1]") + ", 'enseignement retiré'))", Fixe: true},
		},
	},
}

// ListerCalculCompetenceEcarts answers GET /calcul-competence-ecarts.
func (a API) ListerCalculCompetenceEcarts(ctx context.Context, r api.ListerCalculCompetenceEcartsRequestObject) (api.ListerCalculCompetenceEcartsResponseObject, error) {
	res, err := list.Lire[api.CalculCompetenceEcart](ctx, a.Base, Ecarts, list.Params(r.Params))
	return api.ListerCalculCompetenceEcarts200JSONResponse(res), err
}
