package auth

import (
	"context"
	"net/http"
	"time"
)

// cheminRenouvellement keeps the long-lived token away from every other request.
const cheminRenouvellement = "/api/v1/session-web"

// CookieJeton is the name of the session cookie. The __Host- prefix binds it to this host, path and TLS.
func CookieJeton(sur bool) string {
	if sur {
		return "__Host-imagin"
	}
	return "imagin"
}

func cookieRenouvellement(sur bool) string {
	if sur {
		return "__Secure-imagin-renouvellement"
	}
	return "imagin-renouvellement"
}

// Cookies is what a browser brought.
type Cookies struct {
	Renouvellement string
	Sur            bool
}

type cleCookies struct{}

// LireCookies takes the refresh token from a request.
func LireCookies(r *http.Request, sur bool) Cookies {
	c := Cookies{Sur: sur}
	if v, err := r.Cookie(cookieRenouvellement(sur)); err == nil {
		c.Renouvellement = v.Value
	}
	return c
}

// AvecCookies carries the browser's cookies to the operations that need them.
func AvecCookies(ctx context.Context, c Cookies) context.Context {
	return context.WithValue(ctx, cleCookies{}, c)
}

func cookiesDe(ctx context.Context) Cookies {
	c, _ := ctx.Value(cleCookies{}).(Cookies)
	return c
}

func poserCookies(w http.ResponseWriter, o *Ouverte, sur bool) {
	http.SetCookie(w, &http.Cookie{Name: CookieJeton(sur), Value: o.Jeton, Path: "/", Expires: o.JetonExpire,
		HttpOnly: true, Secure: sur, SameSite: http.SameSiteLaxMode})
	http.SetCookie(w, &http.Cookie{Name: cookieRenouvellement(sur), Value: o.Renouvellement, Path: cheminRenouvellement,
		Expires: o.Expire, HttpOnly: true, Secure: sur, SameSite: http.SameSiteStrictMode})
}

func oterCookies(w http.ResponseWriter, sur bool) {
	for nom, chemin := range map[string]string{CookieJeton(sur): "/", cookieRenouvellement(sur): cheminRenouvellement} {
		http.SetCookie(w, &http.Cookie{Name: nom, Path: chemin, MaxAge: -1, Expires: time.Unix(1, 0), HttpOnly: true, Secure: sur})
	}
}
