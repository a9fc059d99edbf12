package plan

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

type rows = pgx.Rows

const lireRefus = `SELECT x.id, x.mission_id AS mission, coalesce(m.libelle, m.type) AS mission_libelle, x.intervenant_id AS intervenant,
	i.nom || ' ' || i.prenom AS nom, x.motif, x.decide_par, x.decide_le FROM plan_interdit x
	JOIN mission m ON m.academie = x.academie AND m.id = x.mission_id JOIN intervenant i ON i.academie = x.academie AND i.id = x.intervenant_id `

// ListerRefusPlan answers GET /plans/{id}/refus.
func (a API) ListerRefusPlan(ctx context.Context, r api.ListerRefusPlanRequestObject) (api.ListerRefusPlanResponseObject, error) {
	res := api.RefusPlan{}
	if _, err := a.un(ctx, r.Id); err != nil {
		return nil, err
	}
	err := access.De(ctx).Lire(ctx, a.Base, func(rd db.Reader, academie string) (err error) {
		res.Refus, err = db.Query[api.PaireRefusee](ctx, rd, lireRefus+`WHERE (x.academie = $1 OR $1 = '') AND x.plan_id = $2 ORDER BY x.decide_le DESC, x.id`, academie, r.Id)
		return err
	})
	if res.Refus == nil {
		res.Refus = []api.PaireRefusee{}
	}
	return api.ListerRefusPlan200JSONResponse(res), err
}

// RefuserPaire answers POST /plans/{id}/refus: the seat that the person holds on this mission is freed. It returns
// fail.NotFound, fail.Conflict when the plan is not a proposal or the person is convoked.
func (a API) RefuserPaire(ctx context.Context, r api.RefuserPaireRequestObject) (api.RefuserPaireResponseObject, error) {
	p, b, id := access.De(ctx), r.Body, uuid.Must(uuid.NewV7())
	var fait api.PaireRefusee
	err := a.retoucher(ctx, r.Id, func(tx *db.Tx, d *dossier) error {
		l, err := verrouiller(ctx, tx, r.Id, -1)
		if err != nil {
			return err
		}
		if err := l.exigerPropose("Seul un plan proposé se retouche."); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO plan_interdit (academie, id, plan_id, mission_id, intervenant_id, motif, decide_par)
			SELECT $1, $2, $3, m.id, i.id, nullif($6, ''), $7 FROM mission m, intervenant i
			 WHERE m.academie = $1 AND m.id = $4 AND i.academie = $1 AND i.id = $5 AND m.session_id = $8`,
			p.Academie, id, r.Id, b.Mission, b.Intervenant, deref(b.Motif), tx.Acteur.Qui, l.SessionID); err != nil {
			return err
		}
		if err := liberer(ctx, tx, d, r.Id, l, b.Mission, b.Intervenant); err != nil {
			return err
		}
		var ok bool
		if fait, ok, err = db.One[api.PaireRefusee](ctx, tx.Reader, lireRefus+`WHERE x.academie = $1 AND x.id = $2`, p.Academie, id); err == nil && !ok {
			err = fail.Introuvable("Cette mission ou cette personne")
		}
		return err
	})
	return api.RefuserPaire201JSONResponse(fait), err
}

// liberer empties the seat that a person holds on a mission of the plan, if she holds one.
func liberer(ctx context.Context, tx *db.Tx, d *dossier, plan uuid.UUID, l ligne, mission, qui uuid.UUID) error {
	type place struct {
		ID      uuid.UUID
		Version int
	}
	x, ok, err := db.One[place](ctx, tx.Reader, `SELECT id, version FROM plan_place WHERE academie = $1 AND plan_id = $2 AND mission_id = $3 AND intervenant_id = $4`,
		tx.Academie, plan, mission, qui)
	if err != nil || !ok {
		return err
	}
	s, _, err := asseoir(ctx, tx, x.ID, x.Version)
	if err != nil {
		return err
	}
	_, err = changer(ctx, tx, d, x.ID, s, l, nil, nil)
	return err
}

// LeverRefus answers DELETE /refus-plan/{id}. It returns fail.NotFound.
func (a API) LeverRefus(ctx context.Context, r api.LeverRefusRequestObject) (api.LeverRefusResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM plan_interdit WHERE academie = $1 AND id = $2`, p.Academie, r.Id)
		if err == nil && n == 0 {
			err = fail.Introuvable("Ce refus")
		}
		return err
	})
	return api.LeverRefus204Response{}, err
}
