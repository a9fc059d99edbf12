package frais

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// ReglerRemunerationType answers PUT /types-mission/{code}/remuneration: what a type of mission is paid by. États de frais
// that exist keep the right they were born with; those still open are priced by the new one. It returns fail.NotFound.
func (a API) ReglerRemunerationType(ctx context.Context, r api.ReglerRemunerationTypeRequestObject) (api.ReglerRemunerationTypeResponseObject, error) {
	p := access.De(ctx)
	var t api.TypeMission
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		lire := func() (ok bool, err error) {
			t, ok, err = db.One[api.TypeMission](ctx, tx.Reader, `SELECT code AS id, code, libelle, sur_place, remunere, exige_competence, charge_unite, actif, remuneration
				FROM type_mission WHERE academie = $1 AND code = $2`, p.Academie, r.Code)
			return ok, err
		}
		ok, err := lire()
		if err == nil && !ok {
			err = fail.Introuvable("Ce type de mission")
		}
		if err != nil || t.Remuneration != nil && *t.Remuneration == string(r.Body.Remuneration) {
			return err
		}
		avant := t.Remuneration
		if _, err := tx.Exec(ctx, `UPDATE type_mission SET remuneration = $3 WHERE academie = $1 AND code = $2`, p.Academie, r.Code, r.Body.Remuneration); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "type_mission", ObjetID: r.Code,
			Avant: map[string]any{"remuneration": avant}, Apres: map[string]any{"remuneration": r.Body.Remuneration}}); err != nil {
			return err
		}
		_, err = lire()
		return err
	})
	return api.ReglerRemunerationType200JSONResponse(t), err
}
