package portail

import (
	"context"
	"net/http"
	"net/netip"
)

type cleRequete struct{}

// AvecRequete carries the request to the ways in, which read its headers, its cookies and where it comes from.
func AvecRequete(ctx context.Context, r *http.Request) context.Context {
	return context.WithValue(ctx, cleRequete{}, r)
}

func requeteDe(ctx context.Context) *http.Request {
	r, _ := ctx.Value(cleRequete{}).(*http.Request)
	if r == nil {
		r = &http.Request{}
	}
	return r
}

// pair is who opened the connection: a proxy or a client, whatever X-Forwarded-For says.
func pair(r *http.Request) netip.Addr {
	a, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return a.Addr()
}

// cookie names are bound to this host where TLS is.
func (a *API) cookie(nom, valeur string, secondes int) *http.Cookie {
	sur := a.Conf.Sure()
	if sur {
		nom = "__Host-" + nom
	}
	return &http.Cookie{Name: nom, Value: valeur, Path: "/", MaxAge: secondes, HttpOnly: true, Secure: sur, SameSite: http.SameSiteLaxMode}
}

func (a *API) lireCookie(r *http.Request, nom string) string {
	if a.Conf.Sure() {
		nom = "__Host-" + nom
	}
	c, err := r.Cookie(nom)
	if err != nil {
		return ""
	}
	return c.Value
}

// redirection answers 302 with cookies.
type redirection struct {
	vers    string
	cookies []*http.Cookie
}

func (r redirection) ecrire(w http.ResponseWriter) error {
	for _, c := range r.cookies {
		http.SetCookie(w, c)
	}
	w.Header().Set("Location", r.vers)
	w.WriteHeader(http.StatusFound)
	return nil
}

func (r redirection) VisitAllerOidcResponse(w http.ResponseWriter) error   { return r.ecrire(w) }
func (r redirection) VisitRevenirOidcResponse(w http.ResponseWriter) error { return r.ecrire(w) }

func cookies(c ...*http.Cookie) []*http.Cookie { return c }
