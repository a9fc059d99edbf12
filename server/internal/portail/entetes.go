package portail

import (
	"context"
	"crypto/subtle"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/auth"
	"imagin/server/internal/config"
	"imagin/server/internal/fail"
	"imagin/server/internal/identite"
)

// EnteteSecret is where the proxy puts the shared secret.
const EnteteSecret = "X-Imagin-Mandataire"

const fournisseurEntetes = "entetes"

// entetes is the way in by the headers of an academic portal (ClearTrust, RSA Access Manager, LemonLDAP::NG).
type entetes struct {
	mandataires []netip.Prefix
	secret      string
	cookie      string
	exportes    []string
}

func nouveauxEntetes(c config.Config) (*entetes, error) {
	mandataires, err := Mandataires(c.Mandataires)
	secret := strings.TrimSpace(c.EntetesSecret)
	switch {
	case err != nil:
		return nil, err
	case len(c.Portails) > 1 || c.Demonstration:
		return nil, errors.New("IMAGIN_PORTAIL : le mode entetes reste seul sur son adresse ; lancer un second service pour l’autre mode")
	case len(mandataires) == 0:
		return nil, errors.New("mode entetes : IMAGIN_MANDATAIRES doit dire de quelles adresses viennent les mandataires")
	case len(secret) < 32:
		return nil, errors.New("mode entetes : IMAGIN_ENTETES_SECRET doit donner un secret de 32 caractères au moins")
	}
	e := &entetes{mandataires: mandataires, secret: secret, cookie: c.EntetesCookie, exportes: c.Entetes}
	if len(e.exportes) == 0 {
		e.exportes = identite.EntetesClearTrust
	}
	return e, nil
}

var refusMandataire = fail.New(fail.Forbidden, "mandataire", "L’entrée se fait par le portail de votre académie.")

// lire gives the attributes that the proxy vouches for. It returns fail.Forbidden, always the same, to whoever is not
// the proxy; the reason goes to the log.
func (e *entetes) lire(ctx context.Context, r *http.Request) (identite.Attributs, error) {
	raison := ""
	switch {
	case !dans(e.mandataires, pair(r)):
		raison = "adresse inconnue"
	case len(r.Header.Values(EnteteSecret)) != 1 || subtle.ConstantTimeCompare([]byte(r.Header.Get(EnteteSecret)), []byte(e.secret)) != 1:
		raison = "secret absent ou faux"
	default:
		if c, err := r.Cookie(e.cookie); err != nil || c.Value == "" {
			raison = "cookie " + e.cookie + " absent"
		}
	}
	if raison != "" {
		slog.WarnContext(ctx, "identité par en-têtes refusée", "raison", raison, "depuis", r.RemoteAddr)
		return nil, refusMandataire
	}
	a, err := identite.DEntetes(r.Header, e.exportes)
	if err != nil {
		slog.WarnContext(ctx, "identité par en-têtes refusée", "raison", err, "depuis", r.RemoteAddr)
		return nil, fail.New(fail.Forbidden, identite.ErrIllisible.Code, identite.ErrIllisible.Message).Because(err)
	}
	return a, nil
}

// AuthentifierEntetes answers POST /portail/entetes. It returns fail.NotFound outside this mode, fail.Forbidden to who
// does not come through the proxy.
func (a *API) AuthentifierEntetes(ctx context.Context, _ api.AuthentifierEntetesRequestObject) (api.AuthentifierEntetesResponseObject, error) {
	if a.entetes == nil {
		return nil, fail.New(fail.NotFound, "portail_absent", "L’entrée par en-têtes n’existe pas ici.")
	}
	attributs, err := a.entetes.lire(ctx, requeteDe(ctx))
	if err != nil {
		return nil, err
	}
	ticket, services, err := a.Sessions.Reconnaitre(ctx, fournisseurEntetes, attributs, a.Reglage, auth.Portail{})
	if err != nil {
		return nil, err
	}
	return api.AuthentifierEntetes200JSONResponse(offrir(ticket, services)), nil
}

var refusAutre = fail.New(fail.Unauthenticated, "autre_personne", "Le portail annonce une autre personne. Reconnectez-vous.")

// Coherente refuses a session whose person is not the one that the portal announces with the request: somebody else
// sat down at the same browser.
func (a *API) Coherente(r *http.Request, p *access.Principal) error {
	if a.entetes == nil {
		return nil
	}
	for ecrit, valeurs := range r.Header {
		if identite.Nom(ecrit) == "uid" && (len(valeurs) != 1 || valeurs[0] != p.Identifiant) {
			return refusAutre
		}
	}
	return nil
}
