package portail

import (
	"context"
	"crypto/subtle"

	"imagin/api"
	"imagin/server/internal/auth"
	"imagin/server/internal/fail"
)

// MotDePasse opens every demonstration identity. It is printed at start, and worth nothing elsewhere: the portal
// refuses to run outside demonstration mode.
const MotDePasse = "demonstration"

// FournisseurDemonstration marks the identities that only this portal may vouch for.
const FournisseurDemonstration = "demonstration"

// AuthentifierDemonstration answers the first step. It returns fail.NotFound outside demonstration mode,
// fail.Unauthenticated for a wrong pair, fail.Forbidden when the person has no service.
func (a *API) AuthentifierDemonstration(ctx context.Context, r api.AuthentifierDemonstrationRequestObject) (api.AuthentifierDemonstrationResponseObject, error) {
	if !a.Conf.Demonstration {
		return nil, fail.New(fail.NotFound, "portail_absent", "Le portail de démonstration n’existe pas ici.")
	}
	if subtle.ConstantTimeCompare([]byte(r.Body.MotDePasse), []byte(MotDePasse)) != 1 {
		return nil, refus
	}
	ticket, services, err := a.Sessions.Offrir(ctx, auth.Identite{Fournisseur: FournisseurDemonstration, Identifiant: r.Body.Identifiant}, auth.Portail{})
	if e := fail.As(err); e != nil && e.Code == "aucun_service" {
		return nil, refus // an unknown name and a wrong password look the same
	}
	if err != nil {
		return nil, err
	}
	return api.AuthentifierDemonstration200JSONResponse(offrir(ticket, services)), nil
}

var refus = fail.New(fail.Unauthenticated, "identifiants",
	"Identifiant ou mot de passe inconnu. Si vous ne pouvez pas vous identifier, vérifiez votre identifiant et votre mot de passe.")
