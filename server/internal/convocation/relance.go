package convocation

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/journal"
)

// RelancerConvocations answers POST /convocations/relances: those of the selection that are in force and unanswered.
func (a API) RelancerConvocations(ctx context.Context, r api.RelancerConvocationsRequestObject) (api.RelancerConvocationsResponseObject, error) {
	p := access.De(ctx)
	choix, args, err := Convocations.Choisir(p, r.Body.Selection)
	if err != nil {
		return nil, err
	}
	var bilan api.BilanRelances
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		lues, err := db.Query[aRelancer](ctx, tx.Reader, `SELECT c.id, c.intervenant_id, c.numero, c.reponse_avant, c.prenom || ' ' || c.nom AS nom, coalesce(i.mel, '') AS mel, convert_to(c.contenu::text, 'UTF8') AS contenu
			FROM convocation c JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id
			WHERE c.academie = $`+plus(args, 1)+` AND c.id IN (`+choix+`) AND c.etat IN ('editee', 'envoyee', 'ouverte') AND c.type <> 'annulation'`, append(args, p.Academie)...)
		if err != nil {
			return err
		}
		bilan.Lignes = len(lues)
		for _, l := range lues {
			if l.Mel == "" {
				bilan.SansMel++
			}
		}
		bilan.Relancees = bilan.Lignes - bilan.SansMel
		if valeur(r.Body.Simulation, false) || bilan.Relancees == 0 {
			return nil
		}
		return a.relancer(ctx, tx, lues)
	})
	return api.RelancerConvocations200JSONResponse(bilan), err
}

type aRelancer struct {
	ID, IntervenantID uuid.UUID
	Numero, Nom, Mel  string
	ReponseAvant      time.Time
	Contenu           []byte
}

func (a API) relancer(ctx context.Context, tx *db.Tx, lues []aRelancer) error {
	var ids []uuid.UUID
	for _, l := range lues {
		if l.Mel != "" {
			ids = append(ids, l.ID)
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE convocation SET relancee_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2)`, tx.Academie, ids); err != nil {
		return err
	}
	if err := a.posterRelances(ctx, tx, lues); err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "relance", Objet: "convocation", ObjetID: "selection", Apres: map[string]any{"convocations": ids}})
}
