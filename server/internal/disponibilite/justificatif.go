package disponibilite

import (
	"context"
	"path"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// JoindreJustificatifIndisponibilite answers PUT /indisponibilites/{id}/justificatif: the last one replaces the others.
func (a API) JoindreJustificatifIndisponibilite(ctx context.Context, r api.JoindreJustificatifIndisponibiliteRequestObject) (api.JoindreJustificatifIndisponibiliteResponseObject, error) {
	p := access.De(ctx)
	depot, nom, err := fichier.LireFormulaire(ctx, r.Body, a.Antivirus)
	if err != nil {
		return nil, err
	}
	defer depot.Fermer()
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := aModifier(ctx, tx, p, r.Id)
		if err != nil {
			return err
		}
		garde, err := depot.RangerUneFois(ctx, tx, a.Coffre, nom)
		if err != nil {
			return err
		}
		if _, err = tx.Exec(ctx, `UPDATE indisponibilite SET fichier_id = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, p.Academie, r.Id, garde); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "justificatif", Objet: "intervenant", ObjetID: n.IntervenantID.String(), Apres: map[string]any{"indisponibilite": r.Id}})
	})
	if err != nil {
		return nil, err
	}
	n, _, err := list.Un[api.Indisponibilite](ctx, a.Base, Indisponibilites, r.Id)
	return api.JoindreJustificatifIndisponibilite200JSONResponse(n), err
}

// TelechargerJustificatifIndisponibilite answers GET /indisponibilites/{id}/justificatif, for whoever may change it. The
// reading is a line of the journal. It returns fail.NotFound, fail.Forbidden.
func (a API) TelechargerJustificatifIndisponibilite(ctx context.Context, r api.TelechargerJustificatifIndisponibiliteRequestObject) (api.TelechargerJustificatifIndisponibiliteResponseObject, error) {
	p := access.De(ctx)
	var garde *uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := aModifier(ctx, tx, p, r.Id)
		if err != nil {
			return err
		}
		garde = n.FichierID
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "lecture_justificatif", Objet: "intervenant", ObjetID: n.IntervenantID.String(), Apres: map[string]any{"indisponibilite": r.Id}})
	})
	if err != nil {
		return nil, err
	}
	c, disposition, err := a.ouvrir(ctx, p, garde)
	if err != nil {
		return nil, err
	}
	return api.TelechargerJustificatifIndisponibilite200ApplicationoctetStreamResponse{Body: c.Lecteur(), ContentLength: c.Taille,
		Headers: api.TelechargerJustificatifIndisponibilite200ResponseHeaders{ContentDisposition: disposition}}, nil
}

func (a API) ouvrir(ctx context.Context, p *access.Principal, garde *uuid.UUID) (*fichier.Contenu, string, error) {
	if garde == nil {
		return nil, "", fail.New(fail.NotFound, "justificatif.absent", "Aucun justificatif n’a été joint.")
	}
	c, err := fichier.Ouvrir(ctx, a.Base, a.Coffre, p.Academie, *garde)
	if err != nil {
		return nil, "", err
	}
	return c, c.Disposition(), nil
}

// JoindreJustificatifDispense answers PUT /dispenses/{id}/justificatif: by the person, before the decision. It returns
// fail.NotFound, fail.Conflict.
func (a API) JoindreJustificatifDispense(ctx context.Context, r api.JoindreJustificatifDispenseRequestObject) (api.JoindreJustificatifDispenseResponseObject, error) {
	p := access.De(ctx)
	depot, nom, err := fichier.LireFormulaire(ctx, r.Body, a.Antivirus)
	if err != nil {
		return nil, err
	}
	defer depot.Fermer()
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		d, err := prendre(ctx, tx, p, r.Id)
		if err != nil {
			return err
		}
		if d.Etat != "demandee" && d.Etat != "avis_rendu" {
			return fail.New(fail.Conflict, "dispense.decidee", "Cette demande n’est plus à l’étude : son justificatif ne change plus.")
		}
		// What the person called her file may tell her illness: names are not sealed, this one is not kept.
		garde, err := depot.RangerUneFois(ctx, tx, a.Coffre, "justificatif"+path.Ext(nom))
		if err != nil {
			return err
		}
		if _, err = tx.Exec(ctx, `UPDATE dispense SET fichier_id = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, p.Academie, r.Id, garde); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "justificatif", Objet: "dispense", ObjetID: r.Id.String()})
	})
	if err != nil {
		return nil, err
	}
	d, err := a.lireDispense(ctx, r.Id, false)
	return api.JoindreJustificatifDispense200JSONResponse(d), err
}

// TelechargerJustificatifDispense answers GET /dispenses/{id}/justificatif. The reading is a line of the journal. It
// returns fail.NotFound, fail.Forbidden for a chef to whom the person did not open it.
func (a API) TelechargerJustificatifDispense(ctx context.Context, r api.TelechargerJustificatifDispenseRequestObject) (api.TelechargerJustificatifDispenseResponseObject, error) {
	p := access.De(ctx)
	var garde *uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		d, err := prendre(ctx, tx, p, r.Id)
		if err != nil {
			return err
		}
		if !d.lisible(p) {
			return fail.New(fail.Forbidden, "dispense.confidentiel", "La personne n’a pas ouvert son motif ni son justificatif à l’établissement : votre avis porte sur le service.")
		}
		garde = d.FichierID
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "lecture_justificatif", Objet: "dispense", ObjetID: r.Id.String()})
	})
	if err != nil {
		return nil, err
	}
	c, disposition, err := a.ouvrir(ctx, p, garde)
	if err != nil {
		return nil, err
	}
	return api.TelechargerJustificatifDispense200ApplicationoctetStreamResponse{Body: c.Lecteur(), ContentLength: c.Taille,
		Headers: api.TelechargerJustificatifDispense200ResponseHeaders{ContentDisposition: disposition}}, nil
}
