package plan

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// siege is a place as it is read before it is changed.
type siege struct {
	PlanID, MissionID uuid.UUID
	Role              string
	IntervenantID     *uuid.UUID
	AffectationID     *uuid.UUID
	Convoquee, Verrou bool
	Cout, Version     int
	Termes            []instance.Terme
}

// errSimulation undoes what a simulation wrote.
var errSimulation = errors.New("simulation")

// ModifierPlacePlan answers PUT /places-plan/{id}: what is put by hand is locked, and the difference is said. It returns
// fail.NotFound, fail.Stale, fail.Conflict when a hard rule forbids the pair (plan.impossible) or the plan is not a
// proposal.
func (a API) ModifierPlacePlan(ctx context.Context, r api.ModifierPlacePlanRequestObject) (api.ModifierPlacePlanResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	plan, err := a.planDe(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	res := api.PlaceModifiee{Avertissements: []string{}}
	err = a.retoucher(ctx, plan, func(tx *db.Tx, d *dossier) error {
		s, l, err := asseoir(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		qui := s.IntervenantID
		if r.Body.Intervenant.IsSpecified() {
			qui = nil
			if v, err := r.Body.Intervenant.Get(); err == nil {
				qui = &v
			}
		}
		c, err := changer(ctx, tx, d, r.Id, s, l, qui, r.Body.Verrou)
		if err != nil {
			return err
		}
		termes := triees(c.ecarts)
		res.Delta, res.Termes = c.delta, &termes
		if deref(r.Body.Simulation) {
			return errSimulation
		}
		return nil
	})
	if err != nil && !errors.Is(err, errSimulation) {
		return nil, err
	}
	place, ok, err := list.Un[api.PlacePlan](ctx, a.Base, Places, r.Id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette place")
	}
	res.Place = place
	return api.ModifierPlacePlan200JSONResponse(res), err
}

func (a API) planDe(ctx context.Context, place uuid.UUID) (plan uuid.UUID, err error) {
	p := access.De(ctx)
	err = a.Base.Lire(ctx, p.Academie, func(rd db.Reader) (err error) {
		plan, err = db.Scalar[uuid.UUID](ctx, rd, `SELECT plan_id FROM plan_place WHERE academie = $1 AND id = $2`, p.Academie, place)
		return err
	})
	if err == nil && plan == uuid.Nil {
		err = fail.Introuvable("Cette place")
	}
	return plan, err
}

func termesAPI(termes []instance.Terme) *[]api.TermeCout {
	x := make([]api.TermeCout, 0, len(termes))
	for _, t := range termes {
		c := api.TermeCout{Regle: string(t.Regle), Centimes: int(t.Centimes)}
		if t.Quantite != 0 {
			q := int(t.Quantite)
			c.Quantite = &q
		}
		x = append(x, c)
	}
	return &x
}

// asseoir locks a place and its plan, which must be a proposal.
func asseoir(ctx context.Context, tx *db.Tx, id uuid.UUID, version int) (siege, ligne, error) {
	plan, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT plan_id FROM plan_place WHERE academie = $1 AND id = $2`, tx.Academie, id)
	if err != nil {
		return siege{}, ligne{}, err
	}
	if plan == uuid.Nil {
		return siege{}, ligne{}, fail.Introuvable("Cette place")
	}
	l, err := verrouiller(ctx, tx, plan, -1)
	if err != nil {
		return siege{}, l, err
	}
	if err := l.exigerPropose("Ce plan n’est plus une proposition : ses places ne changent plus."); err != nil {
		return siege{}, l, err
	}
	s, ok, err := db.One[siege](ctx, tx.Reader, `SELECT plan_id, mission_id, role, intervenant_id, affectation_id, convoquee, verrou, cout, version, termes FROM plan_place
		WHERE academie = $1 AND id = $2`, tx.Academie, id)
	switch {
	case err != nil:
		return s, l, err
	case !ok: // computed again since
		return s, l, fail.Introuvable("Cette place")
	case s.Version != version:
		return s, l, fail.New(fail.Stale, "version_perimee", "Quelqu’un a changé cette place depuis que vous l’avez lue. Relisez-la.")
	case s.Convoquee:
		return s, l, fail.New(fail.Conflict, "plan.convoquee", "Cette personne est convoquée : passez par les remplacements, ou annulez d’abord sa convocation.")
	}
	return s, l, nil
}

// changer writes who sits there now, and returns what it changes in the cost of the plan.
func changer(ctx context.Context, tx *db.Tx, d *dossier, id uuid.UUID, s siege, l ligne, qui *uuid.UUID, verrou *bool) (*pese, error) {
	meme := s.IntervenantID == nil && qui == nil || s.IntervenantID != nil && qui != nil && *s.IntervenantID == *qui
	c := &pese{tx: tx, place: id, siege: s, session: l.SessionID, ecarts: map[regle.Code]int64{}}
	if !meme {
		if err := c.peser(ctx, d, qui); err != nil {
			return nil, err
		}
	}
	tenir := qui != nil && !meme // put there by hand: the next computation leaves it
	if verrou != nil {
		tenir = *verrou && qui != nil
	} else if meme {
		tenir = s.Verrou
	}
	if meme {
		_, err := tx.Exec(ctx, `UPDATE plan_place SET verrou = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, id, tenir)
		return c, err
	}
	if c.termes == nil {
		c.termes = []instance.Terme{}
	}
	if _, err := tx.Exec(ctx, `UPDATE plan_place SET intervenant_id = $3, verrou = $4, par = 'main', cout = $5, termes = $6, km = $7,
		affectation_id = (SELECT a.id FROM affectation a WHERE a.academie = $1 AND a.mission_id = $8 AND a.intervenant_id = $3 AND a.etat IN ('proposee', 'affectee')),
		version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, id, qui, tenir, c.cout, enJSON(c.termes), c.km, s.MissionID); err != nil {
		return nil, err
	}
	plein := 0
	if s.IntervenantID == nil {
		plein++
	}
	if qui == nil {
		plein--
	}
	reserve := s.Role == "reserviste"
	if _, err := tx.Exec(ctx, `UPDATE plan SET cout = cout + $3, pourvues = pourvues + $4, vides = vides - CASE WHEN $5 THEN 0 ELSE $4 END,
		reserves_vides = reserves_vides - CASE WHEN $5 THEN $4 ELSE 0 END, modifie_main = modifie_main + 1, version = version + 1, maj_le = now()
		WHERE academie = $1 AND id = $2`, tx.Academie, s.PlanID, c.delta, plein, reserve); err != nil {
		return nil, err
	}
	return c, journal.Ecrire(ctx, tx, journal.Ligne{Action: "retouche", Objet: "plan", ObjetID: s.PlanID.String(),
		Avant: map[string]any{"mission": s.MissionID, "role": s.Role, "intervenant": s.IntervenantID}, Apres: map[string]any{"intervenant": qui, "delta": c.delta}})
}

// pese weighs one change of a place.
type pese struct {
	tx      *db.Tx
	place   uuid.UUID
	siege   siege
	session uuid.UUID
	cout    int32
	km      *int32
	termes  []instance.Terme
	delta   int64
	ecarts  map[regle.Code]int64 // delta, rule by rule
}

func (c *pese) compter(r regle.Code, centimes int64) {
	c.delta += centimes
	c.ecarts[r] += centimes
}

// permettre checks the pair, then what the person does elsewhere at those hours, in the plan and out of it.
func (c *pese) permettre(ctx context.Context, qui uuid.UUID) error {
	d, err := Lire(ctx, c.tx.Reader, c.tx.Academie, c.session, Perimetre{Missions: []uuid.UUID{c.siege.MissionID}, Personnes: []uuid.UUID{qui}}, uuid.Nil)
	if err != nil {
		return err
	}
	s := instance.Preparer(*d)
	missions, personnes := s.Index()
	j, ouverte := missions[c.siege.MissionID]
	if !ouverte {
		return fail.New(fail.Conflict, "plan.mission", "Cette mission n’est plus ouverte : calculez de nouveau le plan.")
	}
	i, connue := personnes[qui]
	if !connue {
		return errHorsVivier
	}
	var champs []fail.Field
	message := ""
	for _, e := range s.Empechements(i, j) {
		phrase := empechement(s, i, j, e)
		message += " " + phrase
		champs = append(champs, fail.Field{Pointer: "/intervenant", Code: string(e.Regle), Message: phrase})
	}
	if len(champs) > 0 {
		return fail.New(fail.Conflict, "plan.impossible", "Cette affectation n’est pas possible."+message, champs...)
	}
	autre, err := db.Scalar[string](ctx, c.tx.Reader, `
		WITH ici AS (SELECT k.debut, k.fin FROM creneau k WHERE k.academie = $1 AND k.mission_id = $3 AND k.sur_place),
		ailleurs AS (SELECT p.mission_id FROM plan_place p WHERE p.academie = $1 AND p.plan_id = $2 AND p.intervenant_id = $4 AND p.id <> $5
		  UNION SELECT a.mission_id FROM affectation a WHERE a.academie = $1 AND a.intervenant_id = $4 AND a.etat IN ('affectee', 'convoquee')
		    AND NOT EXISTS (SELECT 1 FROM plan_place p WHERE p.academie = $1 AND p.plan_id = $2 AND p.mission_id = a.mission_id))
		SELECT coalesce(m.libelle, m.type) FROM ailleurs x JOIN creneau k ON k.academie = $1 AND k.mission_id = x.mission_id AND k.sur_place
		  JOIN ici ON k.debut < ici.fin AND ici.debut < k.fin JOIN mission m ON m.academie = $1 AND m.id = x.mission_id LIMIT 1`,
		c.tx.Academie, c.siege.PlanID, c.siege.MissionID, qui, c.place)
	if err != nil || autre == "" {
		return err
	}
	phrase := s.Personnes[i].Nom + " est déjà sur « " + autre + " » à ces heures-là."
	return fail.New(fail.Conflict, "plan.impossible", "Cette affectation n’est pas possible. "+phrase, fail.Field{Pointer: "/intervenant", Code: string(regle.Chevauchement), Message: phrase})
}
