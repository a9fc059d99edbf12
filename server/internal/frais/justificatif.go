package frais

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/journal"
)

// JoindreJustificatifFrais answers PUT /etats-frais/{id}/justificatifs/{nature}: a receipt proves the expenses of its
// kind, which are priced again. It returns fail.NotFound, fail.Conflict when the part is no longer open to entry.
func (a API) JoindreJustificatifFrais(ctx context.Context, r api.JoindreJustificatifFraisRequestObject) (api.JoindreJustificatifFraisResponseObject, error) {
	if err := a.permis(ctx, r.Id, true); err != nil {
		return nil, err
	}
	depot, nom, err := fichier.LireFormulaire(ctx, r.Body, a.Antivirus)
	if err != nil {
		return nil, err
	}
	defer depot.Fermer()
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		p, err := ouvert(ctx, tx, r.Id, false)
		if err != nil {
			return err
		}
		garde, err := depot.RangerUneFois(ctx, tx, a.Coffre, nom)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO justificatif (academie, part_id, nature, fichier_id, nom, depose_par) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (academie, part_id, nature) DO UPDATE SET fichier_id = excluded.fichier_id, nom = excluded.nom, depose_par = excluded.depose_par, depose_le = now()`,
			tx.Academie, p.PartID, string(r.Nature), garde, nom, tx.Acteur.Qui); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "justificatif", Objet: "etat_frais", ObjetID: r.Id.String(), Apres: map[string]any{"nature": r.Nature}}); err != nil {
			return err
		}
		return calculerDeplacements(ctx, tx, []uuid.UUID{p.PartID})
	})
	if err != nil {
		return nil, err
	}
	d, err := a.detail(ctx, r.Id)
	return api.JoindreJustificatifFrais200JSONResponse(d), err
}

// TelechargerJustificatifFrais answers GET /etats-frais/{id}/justificatifs/{nature}. The reading is a line of the
// journal. It returns fail.NotFound.
func (a API) TelechargerJustificatifFrais(ctx context.Context, r api.TelechargerJustificatifFraisRequestObject) (api.TelechargerJustificatifFraisResponseObject, error) {
	p := access.De(ctx)
	if err := a.permis(ctx, r.Id, false); err != nil {
		return nil, err
	}
	var garde uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		x, ok, err := db.One[struct{ FichierID uuid.UUID }](ctx, tx.Reader, `SELECT j.fichier_id FROM justificatif j JOIN efm_part p ON p.academie = j.academie AND p.id = j.part_id
			WHERE j.academie = $1 AND p.etat_frais_id = $2 AND j.nature = $3`, p.Academie, r.Id, string(r.Nature))
		if err == nil && !ok {
			err = fail.Introuvable("Ce justificatif")
		}
		if err != nil {
			return err
		}
		garde = x.FichierID
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "lecture_justificatif", Objet: "etat_frais", ObjetID: r.Id.String(), Apres: map[string]any{"nature": r.Nature}})
	})
	if err != nil {
		return nil, err
	}
	c, err := fichier.Ouvrir(ctx, a.Base, a.Coffre, p.Academie, garde)
	if err != nil {
		return nil, err
	}
	return api.TelechargerJustificatifFrais200ApplicationoctetStreamResponse{Body: c.Lecteur(), ContentLength: c.Taille,
		Headers: api.TelechargerJustificatifFrais200ResponseHeaders{ContentDisposition: c.Disposition()}}, nil
}

// ApresControle prices again the claims that a file proves, once the antivirus has judged it.
func ApresControle(ctx context.Context, tx *db.Tx, garde uuid.UUID) error {
	l, err := db.Query[struct{ PartID uuid.UUID }](ctx, tx.Reader, `SELECT DISTINCT part_id FROM justificatif WHERE academie = $1 AND fichier_id = $2`, tx.Academie, garde)
	if err != nil {
		return err
	}
	parts := make([]uuid.UUID, len(l))
	for i := range l {
		parts[i] = l[i].PartID
	}
	return calculerDeplacements(ctx, tx, parts)
}
