package plan

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
	"imagin/server/internal/mission"
)

// API holds the operations on plans and on the rules that they follow.
type API struct {
	Base  *db.DB
	File  *job.File
	Poste *courriel.Poste
	// Convocations writes the letters of a remplacement, in its transaction.
	Convocations convocation.API
	// Dossiers are the plans laid out for the last questions.
	Dossiers *Dossiers
	// Residents are the sessions kept ready for the permanence; nil: each question is read from the database.
	Residents *Residents
}

func tous(*access.Principal) list.Portee { return list.Portee{} }

// ListerPlans answers GET /plans.
func (a API) ListerPlans(ctx context.Context, r api.ListerPlansRequestObject) (api.ListerPlansResponseObject, error) {
	res, err := list.Lire[api.Plan](ctx, a.Base, Plans, list.Params(r.Params))
	return api.ListerPlans200JSONResponse(res), err
}

// ListerPlacesPlan answers GET /places-plan.
func (a API) ListerPlacesPlan(ctx context.Context, r api.ListerPlacesPlanRequestObject) (api.ListerPlacesPlanResponseObject, error) {
	res, err := list.Lire[api.PlacePlan](ctx, a.Base, Places, list.Params(r.Params))
	return api.ListerPlacesPlan200JSONResponse(res), err
}

// LirePlan answers GET /plans/{id}. It returns fail.NotFound.
func (a API) LirePlan(ctx context.Context, r api.LirePlanRequestObject) (api.LirePlanResponseObject, error) {
	p, err := a.un(ctx, r.Id)
	return api.LirePlan200JSONResponse(p), err
}

func (a API) un(ctx context.Context, id uuid.UUID) (api.Plan, error) {
	p, ok, err := list.Un[api.Plan](ctx, a.Base, Plans, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce plan")
	}
	return p, err
}

// CreerPlan answers POST /plans: the plan is computed by a tâche. It returns fail.NotFound for an unknown session or
// starting plan, fail.Conflict when the session is not open.
func (a API) CreerPlan(ctx context.Context, r api.CreerPlanRequestObject) (api.CreerPlanResponseObject, error) {
	p, b, id := access.De(ctx), r.Body, uuid.Must(uuid.NewV7())
	var perimetre Perimetre
	if b.Perimetre != nil {
		perimetre = Perimetre{Examens: deref(b.Perimetre.Examens), Types: deref(b.Perimetre.Types), Centres: deref(b.Perimetre.Centres)}
	}
	o := optionsDe(b.Options)
	choix, args, err := choisies(p, b.Selection)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		etat, err := db.Scalar[string](ctx, tx.Reader, `SELECT etat FROM session WHERE academie = $1 AND id = $2`, p.Academie, b.Session)
		switch {
		case err != nil:
			return err
		case etat == "":
			return fail.Introuvable("Cette session")
		case etat != "ouverte" && etat != "preparation":
			return fail.New(fail.Conflict, "plan.session", "Cette session est close : rouvrez-la pour calculer un plan.")
		}
		if choix != "" {
			if perimetre.Choisies, err = ids(ctx, tx.Reader, choix, args...); err != nil {
				return err
			}
			if err := bornerChoisies(len(perimetre.Choisies)); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, `INSERT INTO plan (academie, id, session_id, libelle, perimetre, depart, graine, budget, ecart_vise, cree_par)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, p.Academie, id, b.Session, strings.TrimSpace(b.Libelle), enJSON(perimetre), b.Depart,
			o.graine, o.budget, o.ecart, tx.Acteur.Qui); err != nil {
			return err
		}
		if b.Depart != nil {
			if err := copierPlaces(ctx, tx, *b.Depart, id, b.Session); err != nil {
				return err
			}
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "plan", ObjetID: id.String(), Apres: map[string]any{"libelle": b.Libelle, "perimetre": perimetre}}); err != nil {
			return err
		}
		return a.mettreEnFile(ctx, tx, id, b.Libelle)
	})
	if err != nil {
		return nil, err
	}
	fait, err := a.un(ctx, id)
	return api.CreerPlan202JSONResponse(fait), err
}

// choisiesMax is how many missions one picks; beyond, an examen, a type or a centre says it better.
const choisiesMax = 2000

// choisies is the query of the missions picked in their list; empty when none was.
func choisies(p *access.Principal, s *api.Selection) (sql string, args []any, err error) {
	if s == nil {
		return "", nil, nil
	}
	return mission.Missions.Choisir(p, *s)
}

func bornerChoisies(n int) error {
	switch {
	case n == 0:
		return fail.New(fail.Invalid, "selection.vide", "Aucune mission ne correspond à cette sélection.", fail.Field{Pointer: "/selection", Code: "vide", Message: "Choisissez au moins une mission."})
	case n > choisiesMax:
		return fail.New(fail.Invalid, "selection.trop", fmt.Sprintf("Cette sélection a %d missions, %d au plus : calculez plutôt par examen, par type ou par centre.", n, choisiesMax),
			fail.Field{Pointer: "/selection", Code: "trop", Message: "Trop de missions choisies une à une."})
	}
	return nil
}

func (a API) mettreEnFile(ctx context.Context, tx *db.Tx, plan uuid.UUID, libelle string) error {
	tache := uuid.Must(uuid.NewV7())
	if err := a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: TacheCalcul, Libelle: "Affectation automatique : " + libelle, Objet: "/plans/" + plan.String()}); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE plan SET tache_id = $3 WHERE academie = $1 AND id = $2`, tx.Academie, plan, tache)
	return err
}

// copierPlaces brings the locks and the refusals of a plan into another one of the same session.
func copierPlaces(ctx context.Context, tx *db.Tx, de, vers, session uuid.UUID) error {
	ok, err := db.Scalar[bool](ctx, tx.Reader, `SELECT true FROM plan WHERE academie = $1 AND id = $2 AND session_id = $3`, tx.Academie, de, session)
	if err != nil {
		return err
	}
	if !ok {
		return fail.Introuvable("Le plan de départ")
	}
	if _, err := tx.Exec(ctx, `INSERT INTO plan_place (academie, plan_id, mission_id, role, rang, intervenant_id, affectation_id, convoquee, verrou, par, cout, termes, km, prix)
		SELECT academie, $3, mission_id, role, rang, intervenant_id, affectation_id, convoquee, verrou, par, cout, termes, km, prix
		  FROM plan_place WHERE academie = $1 AND plan_id = $2`, tx.Academie, de, vers); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO plan_interdit (academie, plan_id, mission_id, intervenant_id, motif, decide_par, decide_le)
		SELECT academie, $3, mission_id, intervenant_id, motif, decide_par, decide_le FROM plan_interdit WHERE academie = $1 AND plan_id = $2`, tx.Academie, de, vers)
	return err
}

// RecalculerPlan answers POST /plans/{id}/calcul. It returns fail.NotFound, fail.Stale, fail.Conflict when the plan is not
// a proposal.
func (a API) RecalculerPlan(ctx context.Context, r api.RecalculerPlanRequestObject) (api.RecalculerPlanResponseObject, error) {
	p := access.De(ctx)
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := verrouiller(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if err := l.exigerPropose("Seul un plan proposé se calcule de nouveau."); err != nil && !l.Delaisse {
			return err
		}
		o := optionsDe(r.Body)
		if _, err := tx.Exec(ctx, `UPDATE plan SET etat = 'en_calcul', graine = CASE WHEN $4 THEN $5 ELSE graine END, budget = $6, ecart_vise = $7, version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2 AND version = $3`, p.Academie, r.Id, version, r.Body.Graine != nil, o.graine, o.budget, o.ecart); err != nil {
			return err
		}
		return a.mettreEnFile(ctx, tx, r.Id, l.Libelle)
	})
	if err != nil {
		return nil, err
	}
	fait, err := a.un(ctx, r.Id)
	return api.RecalculerPlan202JSONResponse(fait), err
}

// ClasserPlan answers POST /plans/{id}/etat. It returns fail.NotFound, fail.Stale, fail.Conflict for a transition that
// the life of a plan does not know.
func (a API) ClasserPlan(ctx context.Context, r api.ClasserPlanRequestObject) (api.ClasserPlanResponseObject, error) {
	p := access.De(ctx)
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := verrouiller(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE plan SET etat = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, p.Academie, r.Id, string(r.Body.Etat)); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: string(r.Body.Etat), Objet: "plan", ObjetID: r.Id.String(), Avant: map[string]any{"etat": l.Etat}})
	})
	if err != nil {
		return nil, err
	}
	fait, err := a.un(ctx, r.Id)
	return api.ClasserPlan200JSONResponse(fait), err
}

// ligne of a plan, held until the end of the transaction.
type ligne struct {
	SessionID     uuid.UUID
	Etat, Libelle string
	Version       int
	Delaisse      bool // its tâche ended without it
}

func verrouiller(ctx context.Context, tx *db.Tx, id uuid.UUID, version int) (ligne, error) {
	l, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT p.session_id, p.etat, p.libelle, p.version,
		p.etat = 'en_calcul' AND NOT EXISTS (SELECT 1 FROM tache t WHERE t.academie = p.academie AND t.id = p.tache_id AND t.etat IN ('en_attente', 'en_cours')) AS delaisse
		FROM plan p WHERE p.academie = $1 AND p.id = $2 FOR UPDATE OF p`, tx.Academie, id)
	switch {
	case err != nil:
		return l, err
	case !ok:
		return l, fail.Introuvable("Ce plan")
	case version >= 0 && l.Version != version:
		return l, fail.New(fail.Stale, "version_perimee", "Ce plan a changé depuis que vous l’avez lu. Relisez-le.")
	}
	return l, nil
}

// exigerPropose returns fail.Conflict unless the plan is a proposal.
func (l ligne) exigerPropose(sinon string) error {
	if l.Etat == "en_calcul" {
		return fail.New(fail.Conflict, "plan.en_calcul", "Ce plan est en cours de calcul : attendez la fin, ou annulez la tâche.")
	}
	if l.Etat != "propose" {
		return fail.New(fail.Conflict, "plan.etat", sinon)
	}
	return nil
}

type options struct{ graine, budget, ecart int64 }

func optionsDe(o *api.OptionsCalcul) options {
	x := options{graine: 1, ecart: 1000}
	if o == nil {
		return x
	}
	if o.Graine != nil {
		x.graine = *o.Graine
	}
	if o.Budget != nil {
		x.budget = *o.Budget
	}
	if o.EcartVise != nil {
		x.ecart = int64(*o.EcartVise)
	}
	return x
}

func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
