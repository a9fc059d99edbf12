package habilitation

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// objet is something of an examen that a request may name by its identifier.
type objet struct {
	quoi string // as a person calls it
	sql  string // rows (id, examen) of $1, the académie, for the identifiers $2
	tous bool   // every examen of it must be covered, and it must have some: what is done to it is done to all
}

var objets = map[string]objet{
	"epreuve_option":    {quoi: "Cette épreuve", sql: `SELECT id, examen FROM epreuve_option WHERE academie = $1 AND id = ANY ($2)`},
	"mission":           {quoi: "Cette mission", sql: `SELECT id, examen FROM mission WHERE academie = $1 AND id = ANY ($2)`},
	"affectation":       {quoi: "Cette affectation", sql: `SELECT id, examen FROM affectation WHERE academie = $1 AND id = ANY ($2)`},
	"jury":              {quoi: "Ce jury", sql: `SELECT id, examen FROM jury WHERE academie = $1 AND id = ANY ($2)`},
	"commission":        {quoi: "Cette commission", sql: `SELECT id, examen FROM commission WHERE academie = $1 AND id = ANY ($2)`},
	"regle_generation":  {quoi: "Cette règle", sql: `SELECT id, examen FROM regle_generation WHERE academie = $1 AND id = ANY ($2)`, tous: true},
	"regle_jury":        {quoi: "Cette règle", sql: `SELECT id, examen FROM regle_jury WHERE academie = $1 AND id = ANY ($2)`, tous: true},
	"calcul_competence": {quoi: "Ce calcul", sql: `SELECT id, examen FROM calcul_competence WHERE academie = $1 AND id = ANY ($2)`, tous: true},
	"cumul_interdit": {quoi: "Cette règle", tous: true, sql: `SELECT c.id, x AS examen FROM cumul_interdit c, unnest(ARRAY[c.examen_a, c.examen_b]) x
		WHERE c.academie = $1 AND c.id = ANY ($2)`},
	"regle_competence": {quoi: "Cette règle", sql: `SELECT r.id, o.examen FROM regle_competence r JOIN epreuve_option o ON o.academie = r.academie AND o.id = r.epreuve_option_id
		WHERE r.academie = $1 AND r.id = ANY ($2)`},
	"competence": {quoi: "Cette compétence", sql: `SELECT c.id, o.examen FROM competence c JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id
		WHERE c.academie = $1 AND c.id = ANY ($2)`},
	"mission_alerte": {quoi: "Cette alerte", sql: `SELECT a.id, m.examen FROM mission_alerte a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
		WHERE a.academie = $1 AND a.id = ANY ($2)`},
	"etat_frais": {quoi: "Cet état de frais", sql: `SELECT e.id, m.examen FROM etat_frais e JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id
		WHERE e.academie = $1 AND e.id = ANY ($2)`},
	"convocation": {quoi: "Cette convocation", sql: `SELECT c.convocation_id AS id, m.examen FROM convocation_mission c JOIN mission m ON m.academie = c.academie AND m.id = c.mission_id
		WHERE c.academie = $1 AND c.convocation_id = ANY ($2)`},
	"plan_place": {quoi: "Cette place", sql: `SELECT p.id, m.examen FROM plan_place p JOIN mission m ON m.academie = p.academie AND m.id = p.mission_id
		WHERE p.academie = $1 AND p.id = ANY ($2)`},
	"plan": {quoi: "Ce plan", tous: true, sql: `SELECT p.id, x AS examen FROM plan p LEFT JOIN LATERAL jsonb_array_elements_text(coalesce(nullif(p.perimetre->'examens', 'null'), '[]')) x ON true
		WHERE p.academie = $1 AND p.id = ANY ($2)`},
	"session_epreuve": {quoi: "Cette épreuve", sql: `SELECT s.id, o.examen FROM session_epreuve s JOIN epreuve_option o ON o.academie = s.academie AND o.id = s.epreuve_option_id
		WHERE s.academie = $1 AND s.id = ANY ($2)`},
}

// Mots by which bodies name such objects, or an examen by its code. A test fails when a body names something by a word
// that is neither here nor known to be of no examen.
var Mots = map[string]string{"epreuve_option": "epreuve_option", "epreuves_options": "epreuve_option", "mission": "mission", "affectation": "affectation", "affectations": "affectation",
	"convocations": "convocation", "quitte": "affectation", "avec": "mission", "vers": "mission", "depart": "plan", "examen": "", "examens": "", "examen_a": "", "examen_b": ""}

// chemins by which an address names one of them, for what is written there.
var chemins = map[string]string{"missions": "mission", "jurys": "jury", "commissions": "commission", "epreuves-options": "epreuve_option", "regles-competence": "regle_competence",
	"regles-generation": "regle_generation", "regles-jury": "regle_jury", "calculs-competence": "calcul_competence", "cumuls-interdits": "cumul_interdit", "competences": "competence",
	"mission-alertes": "mission_alerte", "etats-frais": "etat_frais", "convocations": "convocation", "places-plan": "plan_place", "plans": "plan"}

// PourTous are the operations that touch every examen unless a field of their body names some; an empty field: always.
var PourTous = map[string]string{"SimulerCalculCompetence": "examen", "CopierReglesCompetence": "examen", "DeciderOuverture": "examen", "ReglerRegleAffectation": "examen",
	"CreerRegleGeneration": "examen", "ModifierRegleGeneration": "examen", "CreerPlan": "examens", "InterdireCumul": "examen_a", "ImporterReglesCompetence": "", "LancerGeneration": "",
	"AppliquerGeneration": "", "ChangerEtatSession": ""}

// nommes is what a request names: identifiers by kind, codes of examens.
type nommes struct {
	ids     map[string][]uuid.UUID
	examens []string
}

// Verifier says whether the principal is habilitated to every examen that a request writes to, by whatever it names:
// the code of an examen, an épreuve, a mission, an affectation, in its body or its address. It is asked once, for every
// operation, before any runs. It returns fail.Forbidden (habilitation.examen) for a code or for what touches every
// examen, fail.NotFound for an object that is not hers to see.
func Verifier(ctx context.Context, base *db.DB, p *access.Principal, op api.Operation, requete any) error {
	if p == nil || op.Methode == http.MethodGet {
		return nil
	}
	permis, tous := p.Examens()
	if tous {
		return nil
	}
	n, err := lireNommes(op, requete)
	if err != nil {
		return err
	}
	for _, code := range n.examens {
		if !slices.Contains(permis, code) {
			return fail.New(fail.Forbidden, "habilitation.examen", "Vous n’êtes pas habilité à l’examen « "+code+" ». Demandez-le à l’administrateur.",
				fail.Field{Pointer: "/examen", Code: "habilitation", Message: "hors de votre habilitation"})
		}
	}
	if champ, large := PourTous[op.ID]; large && (champ == "" || len(n.examens) == 0) {
		return fail.New(fail.Forbidden, "habilitation.examen", "Ceci touche tous les examens, et votre habilitation en nomme quelques-uns. Précisez l’examen, ou demandez à l’administrateur.")
	}
	if len(n.ids) == 0 {
		return nil
	}
	return base.Lire(ctx, p.Academie, func(r db.Reader) error {
		for genre, ids := range n.ids {
			o := objets[genre]
			dehors := "count(examen) = count(*) AND NOT bool_or(examen = ANY ($3))"
			if o.tous {
				dehors = "bool_or(examen IS NULL OR NOT examen = ANY ($3))"
			}
			hors, err := db.Scalar[bool](ctx, r, fmt.Sprintf(`SELECT EXISTS (SELECT 1 FROM (%s) x GROUP BY id HAVING %s)`, o.sql, dehors), p.Academie, ids, permis)
			if err != nil {
				return err
			}
			if hors {
				return fail.Introuvable(o.quoi)
			}
		}
		return nil
	})
}

// lireNommes reads a request as the document describes it: its body by the words of Mots, its address by chemins.
func lireNommes(op api.Operation, requete any) (nommes, error) {
	n := nommes{ids: map[string][]uuid.UUID{}}
	v := reflect.Indirect(reflect.ValueOf(requete))
	if v.Kind() != reflect.Struct {
		return n, nil
	}
	if genre := chemins[strings.Split(op.Chemin, "/")[1]]; genre != "" {
		if id := v.FieldByName("Id"); id.IsValid() {
			if lu, ok := id.Interface().(uuid.UUID); ok {
				n.ids[genre] = append(n.ids[genre], lu)
			}
		}
	}
	corps := v.FieldByName("Body")
	if !corps.IsValid() || corps.IsZero() {
		return n, nil
	}
	brut, err := json.Marshal(corps.Interface())
	if err != nil {
		return n, err
	}
	var arbre any
	if err := json.Unmarshal(brut, &arbre); err != nil {
		return n, err
	}
	n.parcourir("", arbre)
	return n, nil
}

func (n *nommes) parcourir(mot string, x any) {
	switch v := x.(type) {
	case map[string]any:
		for k, y := range v {
			n.parcourir(k, y)
		}
	case []any:
		for _, y := range v {
			n.parcourir(mot, y)
		}
	case string:
		genre, connu := Mots[mot]
		id, err := uuid.Parse(v)
		switch {
		case !connu || v == "":
		case genre == "":
			n.examens = append(n.examens, v)
		case err == nil:
			n.ids[genre] = append(n.ids[genre], id)
		}
	}
}
