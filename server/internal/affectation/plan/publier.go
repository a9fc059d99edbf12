package plan

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/verif"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// violationsDites is how many violations are told: the others are like them.
const violationsDites = 50

// PublierPlan answers POST /plans/{id}/publication: checked rule by rule, then applied in one transaction. It returns
// fail.NotFound, fail.Stale, fail.Conflict when the plan is not a proposal or breaks a hard rule (plan.violations).
func (a API) PublierPlan(ctx context.Context, r api.PublierPlanRequestObject) (api.PublierPlanResponseObject, error) {
	p := access.De(ctx)
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	simulation := deref(r.Body.Simulation)
	var bilan api.BilanPublication
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := verrouiller(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if err := l.exigerPropose("Seul un plan proposé se publie."); err != nil {
			return err
		}
		// One publication at a time in a session: the second reads what the first did.
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('publication:' || $1 || $2::text, 0))`, p.Academie, l.SessionID); err != nil {
			return err
		}
		violations, err := Verifier(ctx, tx.Reader, p.Academie, r.Id)
		if err != nil {
			return err
		}
		bilan = bilanDe(violations)
		if len(violations) > 0 && !simulation {
			return refusDe(violations)
		}
		if err := ecarts(ctx, tx, r.Id, &bilan); err != nil || simulation {
			return err
		}
		return appliquer(ctx, tx, r.Id, l)
	})
	if err != nil {
		return nil, err
	}
	plan, err := a.un(ctx, r.Id)
	bilan.Plan = &plan
	return api.PublierPlan200JSONResponse(bilan), err
}

func bilanDe(violations []verif.Violation) api.BilanPublication {
	b := api.BilanPublication{Violations: []api.ViolationPlan{}}
	for _, v := range violations[:min(len(violations), violationsDites)] {
		x := api.ViolationPlan{Regle: string(v.Regle), Phrase: v.Phrase}
		if id, err := uuid.Parse(v.Personne); err == nil {
			x.Intervenant = &id
		}
		mission, _, _ := strings.Cut(v.Poste, "/")
		if id, err := uuid.Parse(mission); err == nil {
			x.Mission = &id
		}
		b.Violations = append(b.Violations, x)
	}
	return b
}

func refusDe(violations []verif.Violation) error {
	var champs []fail.Field
	for _, v := range violations[:min(len(violations), violationsDites)] {
		champs = append(champs, fail.Field{Pointer: "/places/" + v.Poste, Code: string(v.Regle), Message: v.Phrase})
	}
	return fail.New(fail.Conflict, "plan.violations", fmt.Sprintf("Ce plan enfreint %d fois une règle impérative : la situation a changé, ou une retouche l’a fait. "+
		"Corrigez ces places, ou calculez de nouveau autour d’elles.", len(violations)), champs...)
}

// ecarts counts what publishing does: affectations made, undone, kept; seats left empty. A full join: a plan just written
// has no statistics yet, and the two sides must never be walked one for each row of the other.
func ecarts(ctx context.Context, tx *db.Tx, plan uuid.UUID, b *api.BilanPublication) error {
	type compte struct{ Affectees, Desaffectees, Maintenues, Vides int }
	c, _, err := db.One[compte](ctx, tx.Reader, `
		WITH p AS (SELECT mission_id, intervenant_id, role FROM plan_place WHERE academie = $1 AND plan_id = $2),
		a AS (SELECT mission_id, intervenant_id, etat FROM affectation WHERE academie = $1 AND etat IN ('proposee', 'affectee', 'convoquee') AND mission_id IN (SELECT mission_id FROM p))
		SELECT count(*) FILTER (WHERE p.intervenant_id IS NOT NULL AND a.mission_id IS NULL) AS affectees,
		       count(*) FILTER (WHERE p.mission_id IS NULL AND a.etat <> 'convoquee') AS desaffectees,
		       count(*) FILTER (WHERE p.mission_id IS NOT NULL AND a.mission_id IS NOT NULL) AS maintenues,
		       count(*) FILTER (WHERE p.mission_id IS NOT NULL AND p.intervenant_id IS NULL AND p.role <> 'reserviste') AS vides
		  FROM p FULL JOIN a ON a.mission_id = p.mission_id AND a.intervenant_id = p.intervenant_id`, tx.Academie, plan)
	b.Affectees, b.Desaffectees, b.Maintenues, b.Vides = c.Affectees, c.Desaffectees, c.Maintenues, c.Vides
	return err
}

// appliquer makes the affectations what the plan says, each with its line of the journal, and files the plan as
// published; plans published before over the same missions become archives.
func appliquer(ctx context.Context, tx *db.Tx, plan uuid.UUID, l ligne) error {
	journal := func(action string) string {
		return `INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, avant, apres)
			SELECT $1, uuid_v7(), nullif($3, $4)::uuid, $5, nullif($6, ''), nullif($7, ''), '` + action + `', 'affectation', c.id::text, $8,
			       jsonb_build_object('etat', c.avant), jsonb_build_object('etat', c.apres, 'mission', c.mission_id, 'intervenant', c.intervenant_id, 'role', c.role) FROM c`
	}
	pourquoi := "Plan « " + l.Libelle + " »"
	qui := []any{tx.Acteur.Utilisateur, uuid.Nil, tx.Acteur.Qui, tx.Acteur.Profil, tx.Acteur.Depuis, pourquoi}
	for _, e := range []struct {
		sql  string
		args []any
	}{
		{`WITH c AS (UPDATE affectation a SET etat = 'desaffectee', motif = $8, version = version + 1, maj_le = now() FROM (SELECT id AS n, etat FROM affectation WHERE academie = $1) v
			WHERE a.academie = $1 AND v.n = a.id AND a.etat IN ('proposee', 'affectee') AND a.mission_id IN (SELECT mission_id FROM plan_place WHERE academie = $1 AND plan_id = $2)
			  AND NOT EXISTS (SELECT 1 FROM plan_place p WHERE p.academie = $1 AND p.plan_id = $2 AND p.mission_id = a.mission_id AND p.intervenant_id = a.intervenant_id)
			RETURNING a.id, v.etat AS avant, a.etat AS apres, a.mission_id, a.intervenant_id, a.role) ` + journal("desaffectation"), qui},
		{`WITH c AS (UPDATE affectation a SET etat = 'affectee', role = p.role, origine = 'plan', plan_id = $2, version = a.version + 1, maj_le = now()
			FROM plan_place p, (SELECT id AS n, etat FROM affectation WHERE academie = $1) v
			WHERE a.academie = $1 AND p.academie = $1 AND p.plan_id = $2 AND v.n = a.id AND p.mission_id = a.mission_id AND p.intervenant_id = a.intervenant_id
			  AND a.etat IN ('proposee', 'affectee') AND (a.etat = 'proposee' OR a.role <> p.role)
			RETURNING a.id, v.etat AS avant, a.etat AS apres, a.mission_id, a.intervenant_id, a.role) ` + journal("affectation"), qui},
		{`WITH k AS (SELECT k.mission_id, min(k.debut) AS debut, max(k.fin) AS fin FROM creneau k WHERE k.academie = $1 GROUP BY 1),
			c AS (INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat, nom, prenom, type, examen, debut, fin, origine, plan_id)
			SELECT $1, uuid_v7(), m.session_id, m.id, i.id, p.role, 'affectee', i.nom, i.prenom, m.type, m.examen, k.debut, k.fin, 'plan', $2
			  FROM plan_place p JOIN mission m ON m.academie = $1 AND m.id = p.mission_id JOIN intervenant i ON i.academie = $1 AND i.id = p.intervenant_id JOIN k ON k.mission_id = m.id
			 WHERE p.academie = $1 AND p.plan_id = $2 AND NOT EXISTS (SELECT 1 FROM affectation a WHERE a.academie = $1 AND a.mission_id = p.mission_id
			       AND a.intervenant_id = p.intervenant_id AND a.etat <> 'desaffectee')
			RETURNING id, NULL::text AS avant, etat AS apres, mission_id, intervenant_id, role) ` + journal("affectation"), qui},
	} {
		if _, err := tx.Exec(ctx, e.sql, append([]any{tx.Academie, plan}, e.args...)...); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE plan SET etat = 'archive', version = version + 1, maj_le = now() WHERE academie = $1 AND session_id = $2 AND etat = 'publie'
		AND perimetre = (SELECT perimetre FROM plan WHERE academie = $1 AND id = $3)`, tx.Academie, l.SessionID, plan); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE plan SET etat = 'publie', publie_le = now(), publie_par = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`,
		tx.Academie, plan, tx.Acteur.Qui)
	return err
}
