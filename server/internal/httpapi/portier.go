package httpapi

import (
	"errors"
	"net/http"
	"strings"

	"github.com/go-playground/validator/v10"
	"github.com/labstack/echo/v4"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/activite"
	"imagin/server/internal/auth"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/habilitation"
	"imagin/server/internal/outil"
	"imagin/server/internal/portail"
)

var refusOrigine = fail.New(fail.Forbidden, "origine", "Cette demande vient d’un autre site : elle est refusée.")

// portier lets in: who is it (authentifier), may she do this now (autoriser), and is the request
// well made (validerContrat).
type portier struct {
	o       Options
	valider *validator.Validate
	// operations by method and route as Echo spells it. Echo assembles middlewares at each request: nothing may be
	// computed there.
	operations map[string]api.Operation
}

func nouveauPortier(o Options) *portier {
	p := &portier{o: o, valider: api.NewValidator(), operations: map[string]api.Operation{}}
	chemin := strings.NewReplacer("{", ":", "}", "")
	for _, op := range api.Operations {
		p.operations[op.Methode+" "+racineAPI+chemin.Replace(op.Chemin)] = op
	}
	return p
}

const (
	clePrincipal = "principal"
	cleRefus     = "refus"
)

// authentifier reads the token, if any. A bad one only matters to operations that ask for somebody.
func (p *portier) authentifier(suite echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		ctx := db.AvecActeur(r.Context(), db.Acteur{Depuis: c.RealIP()})
		ctx = auth.AvecCookies(ctx, auth.LireCookies(r, p.o.Sur))
		ctx = outil.AvecAutorisation(portail.AvecRequete(ctx, r), r)
		jeton := jetonDe(r, p.o.Sur)
		if jeton != "" {
			principal, err := p.identifier(c, jeton)
			if err != nil {
				if fail.As(err) == nil {
					return err
				}
				c.Set(cleRefus, err)
			} else {
				principal.Adresse = c.RealIP()
				c.Set(clePrincipal, principal)
				ctx = access.Avec(ctx, principal)
			}
		}
		c.SetRequest(r.WithContext(ctx))
		return suite(c)
	}
}

func (p *portier) identifier(c echo.Context, jeton string) (*access.Principal, error) {
	claims, err := p.o.Signataire.Verifier(jeton)
	if err != nil {
		return nil, err
	}
	principal, err := auth.Charger(c.Request().Context(), p.o.Base, claims, p.o.Signataire.Now())
	if err == nil {
		err = p.o.Portail.Coherente(c.Request(), principal)
	}
	if err != nil {
		return nil, err
	}
	return principal, nil
}

func jetonDe(r *http.Request, sur bool) string {
	if j, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return j
	}
	if c, err := r.Cookie(auth.CookieJeton(sur)); err == nil {
		return c.Value
	}
	return ""
}

// autoriser stands before the body is even read: permission, then opening of the activité. The route says which
// operation it is.
func (p *portier) autoriser(suite echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		op, connue := p.operations[c.Request().Method+" "+c.Path()]
		if !connue { // the document, its page, an unknown address: nothing to protect
			return suite(c)
		}
		principal, _ := c.Get(clePrincipal).(*access.Principal)
		if refus, ok := c.Get(cleRefus).(error); ok && op.Permission != access.Public {
			return refus
		}
		if err := access.Verifier(principal, op.Permission); err != nil {
			return err
		}
		if principal != nil && principal.Profil == "client_api" {
			if err := outil.Debiter(c.Request().Context(), p.o.Base, principal); err != nil {
				return err
			}
		}
		if op.Activite != "" {
			principal.Activites = activite.Gestion(op.Activite)
			if err := p.exigerActivite(c, principal, op.Activite); err != nil {
				return err
			}
		}
		return suite(c)
	}
}

// validerContrat applies the rules of the contract to a request that was read, and the habilitation to what it names. It refuses an operation that autoriser
// does not know, so that a route can never escape it.
func (p *portier) validerContrat(suite api.StrictHandlerFunc, operation string) api.StrictHandlerFunc {
	_, connue := api.Permissions[operation]
	return func(c echo.Context, requete any) (any, error) {
		if !connue {
			return nil, errors.New("opération sans permission : " + operation)
		}
		if err := p.valider.Struct(requete); err != nil {
			return nil, fauteValidation(err)
		}
		principal, _ := c.Get(clePrincipal).(*access.Principal)
		if err := habilitation.Verifier(c.Request().Context(), p.o.Base, principal, p.operations[c.Request().Method+" "+c.Path()], requete); err != nil {
			return nil, err
		}
		return suite(c, requete)
	}
}

func (p *portier) exigerActivite(c echo.Context, principal *access.Principal, exigence string) error {
	if principal.National() || principal.Profil == "client_api" { // a tool has its scopes
		return nil
	}
	ctx := c.Request().Context()
	portes, err := activite.Entrer(ctx, p.o.Base, principal, exigence, p.o.Signataire.Now())
	if err == nil && len(portes) > 0 {
		c.SetRequest(c.Request().WithContext(activite.Avec(ctx, portes)))
	}
	return err
}
