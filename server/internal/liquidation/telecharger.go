package liquidation

import (
	"context"
	"mime"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/journal"
)

// TelechargerLot answers GET /lots/{id}/fichier: bank accounts are inside, so that each reading is a line of the journal. It
// returns fail.NotFound, fail.Conflict before the lot is prepared, and once it is cancelled: nobody must deposit it.
func (a API) TelechargerLot(ctx context.Context, r api.TelechargerLotRequestObject) (api.TelechargerLotResponseObject, error) {
	p := access.De(ctx)
	var l lu
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) (err error) {
		if l, err = lireLot(ctx, tx.Reader, tx.Academie, r.Id, ""); err != nil {
			return err
		}
		if l.FichierID == nil || l.Etat == "annule" {
			return fail.New(fail.Conflict, "lot.sans_fichier", "Ce lot est "+etats[l.Etat]+" : il n’a pas de fichier à remettre.")
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "lecture_fichier", Objet: "lot", ObjetID: l.ID.String(), Apres: map[string]any{"fichier": l.NomFichier}})
	})
	if err != nil {
		return nil, err
	}
	c, err := fichier.Ouvrir(ctx, a.Base, a.Coffre, p.Academie, *l.FichierID)
	if err != nil {
		return nil, err
	}
	return api.TelechargerLot200ApplicationoctetStreamResponse{Body: c.Lecteur(), ContentLength: c.Taille,
		Headers: api.TelechargerLot200ResponseHeaders{ContentDisposition: mime.FormatMediaType("attachment", map[string]string{"filename": l.NomFichier})}}, nil
}
