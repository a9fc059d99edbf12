package convocation

import (
	"context"
	"strings"
	"time"

	"imagin/api"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/limite"
)

// parMinute is how many letters one address may verify in a minute: the door of a centre, not a search of codes.
const parMinute = 60

// VerifierConvocation answers GET /verifications/{jeton}: number and state, nothing more. It returns fail.NotFound,
// fail.TooMany.
func (a API) VerifierConvocation(ctx context.Context, r api.VerifierConvocationRequestObject) (api.VerifierConvocationResponseObject, error) {
	if err := limite.Tenir(ctx, a.Base, "verification:"+db.ActeurDe(ctx).Depuis, parMinute, time.Minute, "Trop de vérifications depuis cette adresse. Attendez une minute."); err != nil {
		return nil, err
	}
	academie, jeton, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(r.Jeton)), "-")
	type ligne struct {
		Numero, Etat, Type string
		EditeeLe           time.Time
	}
	var l ligne
	ok := false
	err := a.Base.Lire(ctx, academie, func(lecteur db.Reader) (err error) {
		l, ok, err = db.One[ligne](ctx, lecteur, `SELECT numero, etat, type, editee_le FROM convocation WHERE academie = $1 AND jeton = $2`, academie, jeton)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fail.New(fail.NotFound, "verification.inconnue", "Aucune convocation ne répond à ce code. Vérifiez-le, ou appelez le service indiqué sur la lettre.")
	}
	v := api.VerifierConvocation200JSONResponse{Numero: l.Numero, Type: api.VersionConvocation(l.Type)}
	v.EditeeLe.Time = l.EditeeLe
	switch {
	case l.Etat == "remplacee":
		v.Etat, v.Phrase = api.VerificationConvocationEtatRemplacee, "Cette convocation a été remplacée par une autre, plus récente. Elle n’est plus valable."
	case l.Etat == "annulee":
		v.Etat, v.Phrase = api.VerificationConvocationEtatAnnulee, "Cette convocation est annulée. Elle n’est plus valable."
	case l.Type == "annulation":
		v.Etat, v.Phrase = api.VerificationConvocationEtatSansObjet, "Cette lettre annule une convocation : son porteur n’est plus appelé."
	default:
		v.Etat, v.Phrase = api.VerificationConvocationEtatEnVigueur, "Cette convocation est authentique et en vigueur."
	}
	return v, nil
}
