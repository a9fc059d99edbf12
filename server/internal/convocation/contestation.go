package convocation

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/disponibilite"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/journal"
)

// demanderDispense writes why a person cannot come as a request for a dispense over the days of the letter: the motive may
// be health data, it is sealed there and only those who decide read it.
func (a API) demanderDispense(ctx context.Context, tx *db.Tx, c api.Convocation, r *api.ReponseConvocation) (*uuid.UUID, error) {
	motif := strings.TrimSpace(valeur(r.Motif, ""))
	if motif == "" {
		return nil, fail.New(fail.Invalid, "convocation.motif", "Contester une convocation demande un motif.", fail.Field{Pointer: "/motif", Code: "requis", Message: "Indiquez le motif."})
	}
	l, err := lireContenu(ctx, tx.Reader, tx.Academie, c.Id)
	if err != nil {
		return nil, err
	}
	session, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `SELECT session_id FROM convocation WHERE academie = $1 AND id = $2`, tx.Academie, c.Id)
	if err != nil {
		return nil, err
	}
	debut, fin := jours(l)
	id, err := disponibilite.DemanderPour(ctx, tx, a.Poste.Coffre, c.Intervenant, api.DemandeDispense{Session: session, Motif: valeur(r.Nature, api.MotifDispenseAutre), Expose: motif,
		PartageChef: r.PartageChef, Debut: debut, Fin: fin})
	return &id, err
}

// jours are the first and the last day of the missions of a letter, at their centres.
func jours(l lettre.Lettre) (debut, fin *types.Date) {
	for _, m := range l.Missions {
		zone := lettre.Zone(m.Centre.Fuseau)
		for _, k := range m.Creneaux {
			d, f := jour(k.Debut.In(zone)), jour(k.Fin.In(zone))
			if debut == nil || d.Before(debut.Time) {
				debut = &types.Date{Time: d}
			}
			if fin == nil || f.After(fin.Time) {
				fin = &types.Date{Time: f}
			}
		}
	}
	return debut, fin
}

func jour(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// JoindrePreuve answers PUT /convocations/{id}/preuve: the last one replaces the others. It returns fail.NotFound,
// fail.Conflict when the letter is not contested, and what fichier.RecevoirJustificatif does.
func (a API) JoindrePreuve(ctx context.Context, r api.JoindrePreuveRequestObject) (api.JoindrePreuveResponseObject, error) {
	lue, err := a.lireConvocation(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	if lue.Etat != api.EtatConvocationContestee {
		return nil, fail.New(fail.Conflict, "convocation.non_contestee", "Un justificatif se joint à une convocation que vous contestez.")
	}
	depot, nom, err := fichier.LireFormulaire(ctx, r.Body, a.Antivirus)
	if err != nil {
		return nil, err
	}
	defer depot.Fermer()
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		garde, err := depot.RangerUneFois(ctx, tx, a.Poste.Coffre, nom)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `UPDATE convocation SET preuve_id = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'contestee'`, tx.Academie, r.Id, garde)
		if err != nil {
			return err
		}
		if n == 0 {
			return fail.New(fail.Conflict, "convocation.perimee", "Cette convocation vient de changer. Relisez-la.")
		}
		if lue.Dispense != nil {
			if err := disponibilite.JoindrePour(ctx, tx, *lue.Dispense, garde); err != nil {
				return err
			}
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "justificatif", Objet: "convocation", ObjetID: r.Id.String()})
	})
	if err != nil {
		return nil, err
	}
	c, err := a.lireConvocation(ctx, r.Id)
	return api.JoindrePreuve200JSONResponse(c), err
}

// TelechargerPreuve answers GET /convocations/{id}/preuve; the reading is a line of the journal. It returns fail.NotFound.
func (a API) TelechargerPreuve(ctx context.Context, r api.TelechargerPreuveRequestObject) (api.TelechargerPreuveResponseObject, error) {
	if _, err := a.lireConvocation(ctx, r.Id); err != nil {
		return nil, err
	}
	p := access.De(ctx)
	var garde *uuid.UUID
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) (err error) {
		if garde, err = db.Scalar[*uuid.UUID](ctx, tx.Reader, `SELECT preuve_id FROM convocation WHERE academie = $1 AND id = $2`, p.Academie, r.Id); err != nil || garde == nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "lecture_justificatif", Objet: "convocation", ObjetID: r.Id.String()})
	})
	if err != nil {
		return nil, err
	}
	if garde == nil {
		return nil, fail.New(fail.NotFound, "justificatif.absent", "Aucun justificatif n’a été joint.")
	}
	c, err := fichier.Ouvrir(ctx, a.Base, a.Poste.Coffre, p.Academie, *garde)
	if err != nil {
		return nil, err
	}
	return api.TelechargerPreuve200ApplicationoctetStreamResponse{Body: c.Lecteur(), ContentLength: c.Taille,
		Headers: api.TelechargerPreuve200ResponseHeaders{ContentDisposition: c.Disposition()}}, nil
}
