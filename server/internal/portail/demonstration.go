// Package portail holds the ways in. Each one ends by handing an auth.Identite to auth.Sessions.Offrir; what follows
// is the same for all.
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

// Demonstration is the portal of the demonstration mode.
type Demonstration struct {
	Active   bool
	Sessions *auth.Sessions
}

// AuthentifierDemonstration answers the first step. It returns fail.NotFound outside demonstration mode,
// fail.Unauthenticated for a wrong pair, fail.Forbidden when the person has no service.
func (d Demonstration) AuthentifierDemonstration(ctx context.Context, r api.AuthentifierDemonstrationRequestObject) (api.AuthentifierDemonstrationResponseObject, error) {
	if !d.Active {
		return nil, fail.New(fail.NotFound, "portail_absent", "Le portail de démonstration n’existe pas ici.")
	}
	if subtle.ConstantTimeCompare([]byte(r.Body.MotDePasse), []byte(MotDePasse)) != 1 {
		return nil, refus
	}
	ticket, services, err := d.Sessions.Offrir(ctx, auth.Identite{Fournisseur: FournisseurDemonstration, Identifiant: r.Body.Identifiant})
	if e := fail.As(err); e != nil && e.Code == "aucun_service" {
		return nil, refus // an unknown name and a wrong password look the same
	}
	if err != nil {
		return nil, err
	}
	rep := api.ServicesOfferts{Ticket: ticket, Personne: services[0].Prenom + " " + services[0].Nom}
	for _, s := range services {
		rep.Services = append(rep.Services, s.API())
	}
	return api.AuthentifierDemonstration200JSONResponse(rep), nil
}

var refus = fail.New(fail.Unauthenticated, "identifiants",
	"Identifiant ou mot de passe inconnu. Si vous ne pouvez pas vous identifier, vérifiez votre identifiant et votre mot de passe.")
