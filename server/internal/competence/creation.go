package competence

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/intervenant"
)

// CreerCompetence answers POST /competences: the principal declares that a person of his scope may examine an
// épreuve-option; when the compétence exists, he joins its authors. It returns fail.NotFound for a person out of scope,
// fail.Invalid for an épreuve-option that the regulation has not.
func (a API) CreerCompetence(ctx context.Context, r api.CreerCompetenceRequestObject) (api.CreerCompetenceResponseObject, error) {
	var id uuid.UUID
	err := a.essayer(ctx, nil, func(tx *db.Tx) error {
		b, err := creer(ctx, tx, une(r.Body.Intervenant), []uuid.UUID{r.Body.EpreuveOption}, texte(r.Body.Motif))
		if err != nil {
			return err
		}
		if b.Lignes == 0 {
			return fail.Introuvable("Cet intervenant")
		}
		id, err = db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT id FROM competence WHERE academie = $1 AND intervenant_id = $2 AND epreuve_option_id = $3`,
			tx.Academie, r.Body.Intervenant, r.Body.EpreuveOption)
		return err
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lire(ctx, id)
	return api.CreerCompetence200JSONResponse(c), err
}

// CreerCompetences answers POST /competences/creations: the same, for a selection of the list of intervenants.
func (a API) CreerCompetences(ctx context.Context, r api.CreerCompetencesRequestObject) (api.CreerCompetencesResponseObject, error) {
	var b api.BilanAvis
	err := a.essayer(ctx, r.Body.Simulation, func(tx *db.Tx) (err error) {
		b, err = creer(ctx, tx, r.Body.Selection, r.Body.EpreuvesOptions, texte(r.Body.Motif))
		return err
	})
	return api.CreerCompetences200JSONResponse(b), err
}

// creer adds the author (C) to what he had not spoken of, or (V) to what he had refused.
func creer(ctx context.Context, tx *db.Tx, s api.Selection, epreuves []uuid.UUID, motif string) (b api.BilanAvis, err error) {
	p := access.De(ctx)
	v, err := voixDe(p)
	if err != nil {
		return b, err
	}
	connues, err := db.Scalar[int](ctx, tx.Reader, `SELECT count(*) FROM epreuve_option WHERE academie = $1 AND id = ANY($2) AND historise_le IS NULL`, tx.Academie, epreuves)
	if err != nil {
		return b, err
	}
	if connues < len(uniques(epreuves)) {
		return b, fail.New(fail.Invalid, "competence.epreuve", "Cette épreuve-option n’est pas dans la réglementation. Choisissez-la dans la liste.",
			fail.Field{Pointer: "/epreuve_option", Code: "inconnue", Message: "Épreuve-option inconnue."})
	}
	sql, args, err := intervenant.Intervenants.Choisir(p, s)
	if err != nil {
		return b, err
	}
	if _, err := tx.Exec(ctx, `CREATE TEMP TABLE designee (id uuid PRIMARY KEY) ON COMMIT DROP`); err != nil {
		return b, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO designee `+sql, args...); err != nil {
		return b, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO competence (academie, id, intervenant_id, epreuve_option_id)
		SELECT $1, uuid_v7(), d.id, o.id FROM designee d CROSS JOIN unnest($2::uuid[]) o(id) ON CONFLICT DO NOTHING`, tx.Academie, uniques(epreuves)); err != nil {
		return b, err
	}
	d, err := delibererSur(ctx, tx, v, motif, `SELECT k.id FROM competence k JOIN designee x ON x.id = k.intervenant_id WHERE k.academie = $1 AND k.epreuve_option_id = ANY($2)`,
		[]any{tx.Academie, epreuves})
	if err != nil {
		return b, err
	}
	return d.declarer(ctx)
}

// declarer creates the author's line; where he had refused, he now agrees.
func (d *deliberation) declarer(ctx context.Context) (b api.BilanAvis, err error) {
	d.ecrites, err = d.tx.Exec(ctx, `WITH ecrite AS (
		INSERT INTO competence_auteur AS a (academie, id, competence_id, type, auteur, libelle, etat, motif)
		SELECT $1, uuid_v7(), c.id, $2, $3, $4, $5, nullif($6, '') FROM choisie c
		ON CONFLICT (academie, competence_id, type, auteur) DO UPDATE SET etat = 'V', motif = excluded.motif, libelle = excluded.libelle, le = now() WHERE a.etat = 'R'
		RETURNING a.competence_id)
		`+journalDe("ecrite"), d.arguments("C")...)
	if err != nil {
		return b, err
	}
	return d.conclure(ctx)
}

func uniques(ids []uuid.UUID) []uuid.UUID {
	vus := map[uuid.UUID]bool{}
	var l []uuid.UUID
	for _, id := range ids {
		if !vus[id] {
			vus[id] = true
			l = append(l, id)
		}
	}
	return l
}
