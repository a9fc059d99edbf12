package plan

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

type regleEcrite struct {
	regle.Reglage
	Version int
}

// ListerReglesAffectation answers GET /regles-affectation: the catalogue, as the académie has it for an examen.
func (a API) ListerReglesAffectation(ctx context.Context, r api.ListerReglesAffectationRequestObject) (api.ListerReglesAffectationResponseObject, error) {
	p := access.De(ctx)
	examen := deref(r.Params.Examen)
	var ecrites []regleEcrite
	err := p.Lire(ctx, a.Base, func(rd db.Reader, academie string) (err error) {
		ecrites, err = lireRegles(ctx, rd, academie)
		return err
	})
	res := api.ReglesAffectation{Regles: []api.RegleAffectation{}}
	for _, c := range regle.Catalogue {
		res.Regles = append(res.Regles, enAPI(c, ecrites, examen))
	}
	return api.ListerReglesAffectation200JSONResponse(res), err
}

func lireRegles(ctx context.Context, r db.Reader, academie string) ([]regleEcrite, error) {
	return db.Query[regleEcrite](ctx, r, `SELECT code, coalesce(examen, '') AS examen, force, poids, valeur, version FROM regle_affectation
		WHERE academie = $1 OR $1 = '' ORDER BY id`, academie)
}

func enAPI(c regle.Regle, ecrites []regleEcrite, examen string) api.RegleAffectation {
	x := api.RegleAffectation{Code: string(c.Code), Groupe: c.Groupe, Libelle: c.Libelle, ParPoids: c.ParPoids, Unite: c.Unite, Origine: "catalogue"}
	en := regle.Reglage{Code: c.Code, Force: c.Forces[0], Poids: c.Poids, Valeur: c.Valeur}
	for _, niveau := range []string{"", examen} {
		for _, e := range ecrites {
			if e.Code != c.Code || e.Examen != niveau {
				continue
			}
			v := e.Version
			en, x.Version, x.Origine = e.Reglage, &v, "academie"
			if niveau != "" {
				x.Origine, x.Examen = "examen", &niveau
			}
		}
	}
	if examen != "" && x.Origine != "examen" {
		x.Version = nil // nothing written at this level yet
	}
	x.Force, x.Poids, x.Valeur, x.Phrase = api.ForceRegle(en.Force), int(en.Poids), int(en.Valeur), c.EnMots(en)
	for _, f := range c.Forces {
		x.Forces = append(x.Forces, api.ForceRegle(f))
	}
	return x
}

// ReglerRegleAffectation answers PUT /regles-affectation. It returns fail.NotFound for an unknown rule, fail.Invalid for a
// force that the rule cannot have, fail.Stale when somebody decided since.
func (a API) ReglerRegleAffectation(ctx context.Context, r api.ReglerRegleAffectationRequestObject) (api.ReglerRegleAffectationResponseObject, error) {
	p, b := access.De(ctx), r.Body
	c, ok := regle.De(regle.Code(b.Code))
	if !ok {
		return nil, fail.Introuvable("Cette règle")
	}
	if !c.Permet(regle.Force(b.Force)) {
		return nil, fail.New(fail.Invalid, "regle.force", "La règle « "+c.Libelle+" » n’admet pas cette force.",
			fail.Field{Pointer: "/force", Code: "valeur", Message: "choisissez l’une des forces que la règle propose"})
	}
	examen := deref(b.Examen)
	var ecrites []regleEcrite
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := ecrireRegle(ctx, tx, c, b, examen)
		if err != nil {
			return err
		}
		if n != 1 {
			return fail.New(fail.Stale, "version_perimee", "Quelqu’un a réglé cette règle depuis que vous l’avez lue. Relisez-la.")
		}
		ecrites, err = lireRegles(ctx, tx.Reader, p.Academie)
		return err
	})
	return api.ReglerRegleAffectation200JSONResponse(enAPI(c, ecrites, examen)), err
}

func ecrireRegle(ctx context.Context, tx *db.Tx, c regle.Regle, b *api.DecisionRegleAffectation, examen string) (int64, error) {
	poids, valeur := int(c.Poids), int(c.Valeur)
	if b.Poids != nil {
		poids = *b.Poids
	}
	if b.Valeur != nil {
		valeur = *b.Valeur
	}
	switch {
	case deref(b.CommeAvant) && b.Version != nil:
		return tx.Exec(ctx, `DELETE FROM regle_affectation WHERE academie = $1 AND code = $2 AND examen IS NOT DISTINCT FROM nullif($3, '') AND version = $4`,
			tx.Academie, c.Code, examen, *b.Version)
	case b.Version == nil:
		return tx.Exec(ctx, `INSERT INTO regle_affectation (academie, code, examen, force, poids, valeur, decide_par) VALUES ($1, $2, nullif($3, ''), $4, $5, $6, $7)
			ON CONFLICT DO NOTHING`, tx.Academie, c.Code, examen, b.Force, poids, valeur, tx.Acteur.Qui)
	}
	return tx.Exec(ctx, `UPDATE regle_affectation SET force = $4, poids = $5, valeur = $6, decide_par = $7, version = version + 1, maj_le = now()
		WHERE academie = $1 AND code = $2 AND examen IS NOT DISTINCT FROM nullif($3, '') AND version = $8`,
		tx.Academie, c.Code, examen, b.Force, poids, valeur, tx.Acteur.Qui, *b.Version)
}

// ListerCumulsInterdits answers GET /cumuls-interdits.
func (a API) ListerCumulsInterdits(ctx context.Context, _ api.ListerCumulsInterditsRequestObject) (api.ListerCumulsInterditsResponseObject, error) {
	res := api.CumulsInterdits{}
	err := access.De(ctx).Lire(ctx, a.Base, func(rd db.Reader, academie string) (err error) {
		res.Cumuls, err = db.Query[api.CumulInterdit](ctx, rd, `SELECT id, examen_a, type_a, examen_b, type_b, motif FROM cumul_interdit
			WHERE academie = $1 OR $1 = '' ORDER BY examen_a NULLS LAST, examen_b NULLS LAST, id`, academie)
		return err
	})
	if res.Cumuls == nil {
		res.Cumuls = []api.CumulInterdit{}
	}
	return api.ListerCumulsInterdits200JSONResponse(res), err
}

// InterdireCumul answers POST /cumuls-interdits. Constraint violations say what is wrong with the pair.
func (a API) InterdireCumul(ctx context.Context, r api.InterdireCumulRequestObject) (api.InterdireCumulResponseObject, error) {
	p, b, id := access.De(ctx), r.Body, uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO cumul_interdit (academie, id, examen_a, type_a, examen_b, type_b, motif)
			VALUES ($1, $2, nullif($3, ''), nullif($4, ''), nullif($5, ''), nullif($6, ''), $7)`,
			p.Academie, id, deref(b.ExamenA), deref(b.TypeA), deref(b.ExamenB), deref(b.TypeB), b.Motif)
		return err
	})
	return api.InterdireCumul201JSONResponse{Id: id, ExamenA: b.ExamenA, TypeA: b.TypeA, ExamenB: b.ExamenB, TypeB: b.TypeB, Motif: b.Motif}, err
}

// PermettreCumul answers DELETE /cumuls-interdits/{id}. It returns fail.NotFound.
func (a API) PermettreCumul(ctx context.Context, r api.PermettreCumulRequestObject) (api.PermettreCumulResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM cumul_interdit WHERE academie = $1 AND id = $2`, p.Academie, r.Id)
		if err == nil && n == 0 {
			err = fail.Introuvable("Ce cumul")
		}
		return err
	})
	return api.PermettreCumul204Response{}, err
}
