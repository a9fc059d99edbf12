package convocation

import (
	"context"
	"crypto/sha256"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// LireAbonnement answers GET /abonnement-agenda.
func (a API) LireAbonnement(ctx context.Context, _ api.LireAbonnementRequestObject) (api.LireAbonnementResponseObject, error) {
	p := access.De(ctx)
	type ligne struct {
		CreeLe time.Time
		LuLe   *time.Time
	}
	var r api.LireAbonnement200JSONResponse
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		x, ok, err := db.One[ligne](ctx, l, `SELECT cree_le, lu_le FROM agenda_abonnement WHERE academie = $1 AND intervenant_id = $2 AND revoque_le IS NULL`, p.Academie, p.Intervenant)
		if ok {
			r.Actif, r.CreeLe, r.LuLe = true, &x.CreeLe, x.LuLe
		}
		return err
	})
	return r, err
}

// CreerAbonnement answers POST /abonnement-agenda: the address is said once, only its digest is kept; the one before no
// longer answers. It returns fail.Forbidden for an account that is nobody of the vivier.
func (a API) CreerAbonnement(ctx context.Context, _ api.CreerAbonnementRequestObject) (api.CreerAbonnementResponseObject, error) {
	p := access.De(ctx)
	if p.Intervenant == nil {
		return nil, fail.New(fail.Forbidden, "agenda.personne", "Ce compte n’est relié à aucun intervenant.")
	}
	jeton, maintenant := jetonNeuf()+jetonNeuf(), time.Now()
	empreinte := sha256.Sum256([]byte(jeton))
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE agenda_abonnement SET revoque_le = now() WHERE academie = $1 AND intervenant_id = $2 AND revoque_le IS NULL`, p.Academie, p.Intervenant); err != nil {
			return err
		}
		id := uuid.Must(uuid.NewV7())
		if _, err := tx.Exec(ctx, `INSERT INTO agenda_abonnement (academie, id, intervenant_id, empreinte) VALUES ($1, $2, $3, $4)`, p.Academie, id, p.Intervenant, empreinte[:]); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "agenda_abonnement", ObjetID: id.String()})
	})
	adresse := a.URL + "/api/v1/agendas/" + p.Academie + "-" + jeton
	return api.CreerAbonnement201JSONResponse{Actif: true, CreeLe: &maintenant, Adresse: &adresse}, err
}

// RevoquerAbonnement answers DELETE /abonnement-agenda.
func (a API) RevoquerAbonnement(ctx context.Context, _ api.RevoquerAbonnementRequestObject) (api.RevoquerAbonnementResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE agenda_abonnement SET revoque_le = now() WHERE academie = $1 AND intervenant_id = $2 AND revoque_le IS NULL`, p.Academie, p.Intervenant)
		if err != nil || n == 0 {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "revocation", Objet: "agenda_abonnement", ObjetID: p.Intervenant.String()})
	})
	return api.RevoquerAbonnement204Response{}, err
}
