package convocation

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// EcrireConsigne answers POST /convocations/{id}/consigne: what a centre tells one person of her mission there; her letter is
// replaced in the same transaction. It returns fail.NotFound, fail.Conflict when the letter is no longer in force, or says
// that already.
func (a API) EcrireConsigne(ctx context.Context, r api.EcrireConsigneRequestObject) (api.EcrireConsigneResponseObject, error) {
	avant, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	var neuve uuid.UUID
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := deSaMission(ctx, tx, r.Id, r.Body.Affectation); err != nil {
			return err
		}
		texte := strings.TrimSpace(valeur(r.Body.Consigne, ""))
		sql := `INSERT INTO consigne_affectation AS x (academie, affectation_id, texte, ecrite_par) VALUES ($1, $2, $3, $4)
			ON CONFLICT (academie, affectation_id) DO UPDATE SET texte = excluded.texte, ecrite_par = excluded.ecrite_par, ecrite_le = now()`
		args := []any{tx.Academie, r.Body.Affectation, texte, tx.Acteur.Qui}
		if texte == "" {
			sql, args = `DELETE FROM consigne_affectation WHERE academie = $1 AND affectation_id = $2`, args[:2]
		}
		if _, err := tx.Exec(ctx, sql, args...); err != nil {
			return err
		}
		s, err := a.ConvoquerMaintenant(ctx, tx, "Mot du centre – "+avant.Nom+" "+avant.Prenom, r.Body.Affectation)
		if err != nil {
			return err
		}
		if motif := s.Ecartees[r.Body.Affectation]; motif != "" {
			return fail.New(fail.Conflict, "convocation.consigne", motif)
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "consigne", Objet: "convocation", ObjetID: r.Id.String(), Apres: r.Body}); err != nil {
			return err
		}
		neuve, err = db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT convocation_id FROM convocation_mission WHERE academie = $1 AND affectation_id = $2 AND vivante`, tx.Academie, r.Body.Affectation)
		return err
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireConvocation(ctx, neuve)
	return api.EcrireConsigne200JSONResponse(c), err
}

// deSaMission says that a letter in force holds an affectation, in the centre of the chef de centre who asks.
func deSaMission(ctx context.Context, tx *db.Tx, convocation, affectation uuid.UUID) error {
	p := access.De(ctx)
	ok, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM convocation_mission m JOIN mission n ON n.academie = m.academie AND n.id = m.mission_id
		LEFT JOIN centre c ON c.academie = n.academie AND c.id = n.centre_id
		WHERE m.academie = $1 AND m.convocation_id = $2 AND m.affectation_id = $3 AND m.vivante AND ($4 <> 'chef_centre' OR c.etablissement_id = $5))`,
		tx.Academie, convocation, affectation, p.Profil, p.Etablissement)
	if err == nil && !ok {
		err = fail.New(fail.Conflict, "convocation.perimee", "Cette convocation n’est plus en vigueur, ou n’appelle pas à cette mission de votre centre. Relisez-la.")
	}
	return err
}
