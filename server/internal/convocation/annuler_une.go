package convocation

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// AnnulerConvocation answers POST /convocations/{id}/annulation: its affectations are again only affected, the person is
// told if she had been. It returns fail.NotFound, fail.Conflict when it is no longer in force or an état de frais has begun.
func (a API) AnnulerConvocation(ctx context.Context, r api.AnnulerConvocationRequestObject) (api.AnnulerConvocationResponseObject, error) {
	if _, err := a.lireConvocation(ctx, r.Id); err != nil {
		return nil, err
	}
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := deSonCentre(ctx, tx, r.Id); err != nil {
			return err
		}
		return a.annulerUne(ctx, tx, r.Id, r.Body.Motif, "affectee")
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireConvocation(ctx, r.Id)
	return api.AnnulerConvocation200JSONResponse(c), err
}

// deSonCentre keeps a chef de centre from cancelling a letter that also calls to another centre.
func deSonCentre(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	p := access.De(ctx)
	if p.Profil != "chef_centre" {
		return nil
	}
	ailleurs, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM convocation_mission m JOIN mission n ON n.academie = m.academie AND n.id = m.mission_id
		LEFT JOIN centre c ON c.academie = n.academie AND c.id = n.centre_id WHERE m.academie = $1 AND m.convocation_id = $2 AND c.etablissement_id IS DISTINCT FROM $3)`, tx.Academie, id, p.Etablissement)
	if err == nil && ailleurs {
		err = fail.New(fail.Forbidden, "convocation.autre_centre", "Cette convocation appelle aussi dans un autre centre : demandez au gestionnaire de l’annuler.")
	}
	return err
}

func (a API) annulerUne(ctx context.Context, tx *db.Tx, id uuid.UUID, motif, vers string) error {
	v, ok, err := db.One[vivante](ctx, tx.Reader, lireVivantes+`WHERE c.academie = $1 AND c.id = $2 AND c.type <> 'annulation' AND c.etat NOT IN ('remplacee', 'annulee') FOR UPDATE OF c`, tx.Academie, id)
	if err != nil {
		return err
	}
	if !ok {
		return fail.New(fail.Conflict, "convocation.perimee", "Cette convocation n’est plus en vigueur.")
	}
	traitementID, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT traitement_id FROM convocation WHERE academie = $1 AND id = $2`, tx.Academie, id)
	if err != nil {
		return err
	}
	t, err := lireTraitement(ctx, tx.Reader, tx.Academie, traitementID, "")
	if err != nil {
		return err
	}
	t.ModeleVersion = v.ModeleVersion
	if err := a.annulerVivantes(ctx, tx, t, []vivante{v}, motif, vers); err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "annulation", Objet: "convocation", ObjetID: id.String(), Pourquoi: motif, Avant: map[string]any{"etat": v.Etat}, Apres: map[string]any{"etat": "annulee"}})
}
