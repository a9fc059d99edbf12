// Package httpapi is the only importer of Echo: the order of middlewares, the reading of requests, the writing of
// errors, the session cookies, the SPA's files. Operations see a context and typed structs.
package httpapi

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/auth"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/portail"
)

const racineAPI = "/api/v1"

// Options of the server.
type Options struct {
	Base       *db.DB
	Signataire *auth.Signataire
	Sur        bool // served over TLS: cookies are Secure
	Portail    *portail.API
	// Mandataires are the proxies whose X-Forwarded-For is believed.
	Mandataires []netip.Prefix
}

// New assembles the server around the operations. It refuses operations without a permission that some profile holds.
func New(operations api.StrictServerInterface, o Options) (*echo.Echo, error) {
	if err := verifierContrat(); err != nil {
		return nil, err
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.Binder = lecteurStrict{}
	e.HTTPErrorHandler = repondreErreur
	e.IPExtractor = adresseClient(o.Mandataires)
	e.Server.ReadHeaderTimeout = 10 * time.Second
	e.Server.ReadTimeout = 15 * time.Minute // 130 MB over a school's line; what trickles longer is dropped
	e.Server.IdleTimeout = 2 * time.Minute
	e.Server.MaxHeaderBytes = 64 << 10

	p := nouveauPortier(o)
	e.Use(requeteID, pointsVirgules, journaliser, middleware.RecoverWithConfig(middleware.RecoverConfig{DisablePrintStack: true, LogErrorFunc: paniquer}),
		enTetesSurs(o.Sur), echo.WrapMiddleware(origines().Handler), limiterCorps)
	g := e.Group(racineAPI, sansCache, limiterPublics(), p.authentifier, p.autoriser)
	api.RegisterHandlers(g, api.NewStrictHandler(operations, []api.StrictMiddlewareFunc{p.validerContrat}))
	g.GET("/openapi.json", func(c echo.Context) error { return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, api.Document) })
	g.GET("/docs", documentation)
	g.Any("/*", func(echo.Context) error { return echo.ErrNotFound })
	servirGuide(e)
	servirSPA(e)
	return e, nil
}

// adresseClient is the address at the other end: of the connection, or what a proxy of ours says of it.
func adresseClient(mandataires []netip.Prefix) echo.IPExtractor {
	if len(mandataires) == 0 {
		return echo.ExtractIPDirect()
	}
	confiance := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, m := range mandataires {
		_, reseau, err := net.ParseCIDR(m.String())
		if err == nil {
			confiance = append(confiance, echo.TrustIPRange(reseau))
		}
	}
	return echo.ExtractIPFromXFFHeader(confiance...)
}

func verifierContrat() error {
	for _, op := range api.Operations {
		if op.Permission == "" {
			return fmt.Errorf("l’opération %s n’a pas de permission : le serveur refuse de démarrer", op.ID)
		}
		if !access.Connue(op.Permission) {
			return fmt.Errorf("la permission %s de l’opération %s n’est tenue par aucun profil", op.Permission, op.ID)
		}
	}
	return nil
}

func origines() *http.CrossOriginProtection {
	p := http.NewCrossOriginProtection()
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { ecrireProbleme(w, refusOrigine, "") }))
	return p
}

// pointsVirgules keeps the RSQL “and” of an address typed by hand: net/url would drop the whole filter in silence.
func pointsVirgules(suite echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		u := c.Request().URL
		u.RawQuery = strings.ReplaceAll(u.RawQuery, ";", "%3B")
		return suite(c)
	}
}

func requeteID(suite echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXRequestID, uuid.Must(uuid.NewV7()).String())
		return suite(c)
	}
}

func paniquer(c echo.Context, err error, _ []byte) error {
	slog.ErrorContext(c.Request().Context(), "panique", "erreur", err, "pile", string(debug.Stack()))
	return err
}

// journaliser logs each API request once it is answered: no query string, which may hold names.
func journaliser(suite echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		debut := time.Now()
		err := suite(c)
		if err != nil {
			c.Error(err)
		}
		r := c.Request()
		if !strings.HasPrefix(r.URL.Path, "/api/") {
			return nil
		}
		niveau := slog.LevelDebug
		if c.Response().Status >= http.StatusInternalServerError && r.Context().Err() == nil { // else the caller left first
			niveau = slog.LevelError
		}
		if c.Response().Status == http.StatusForbidden {
			niveau = slog.LevelWarn // who tries what she may not: never what she sent
		}
		slog.Log(r.Context(), niveau, "requête", "methode", r.Method, "chemin", c.Path(), "statut", c.Response().Status,
			"duree_ms", time.Since(debut).Milliseconds(), "utilisateur", utilisateur(c), "id", c.Response().Header().Get(echo.HeaderXRequestID))
		return nil
	}
}

// utilisateur is whose request it is, by her identifier: names stay out of the logs.
func utilisateur(c echo.Context) string {
	if p, ok := c.Get(clePrincipal).(*access.Principal); ok {
		return p.Utilisateur.String()
	}
	return ""
}

const (
	corpsMax   = 1 << 20   // JSON
	fichierMax = 130 << 20 // uploads; each source has its own, lower cap
)

func limiterCorps(suite echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		limite := int64(corpsMax)
		if strings.HasPrefix(r.Header.Get(echo.HeaderContentType), "multipart/form-data") {
			limite = fichierMax
		}
		if r.ContentLength > limite {
			return tropGros(limite)
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, limite)
		return suite(c)
	}
}

// limiterPublics holds back who reads much of the agendas that programs subscribe to. Each server counts for itself: it only
// protects its own load.
func limiterPublics() echo.MiddlewareFunc {
	publics := []string{racineAPI + "/agendas/"}
	return middleware.RateLimiterWithConfig(middleware.RateLimiterConfig{
		Skipper: func(c echo.Context) bool {
			return !slices.ContainsFunc(publics, func(p string) bool { return strings.HasPrefix(c.Request().URL.Path, p) })
		},
		Store:               middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{Rate: 2, Burst: 30, ExpiresIn: 10 * time.Minute}),
		IdentifierExtractor: func(c echo.Context) (string, error) { return c.RealIP(), nil },
		DenyHandler: func(echo.Context, string, error) error {
			return fail.New(fail.TooMany, "trop_de_demandes", "Trop de demandes en peu de temps. Attendez une minute.")
		},
	})
}

func sansCache(suite echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		if c.Request().Method == http.MethodDelete && c.Path() == racineAPI+"/session-web" {
			// Who leaves takes away what the browser kept. Not its storage: constats entered without network wait there.
			c.Response().Header().Set("Clear-Site-Data", `"cache"`)
		}
		return suite(c)
	}
}

func enTetesSurs(sur bool) echo.MiddlewareFunc {
	return func(suite echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Permissions-Policy", "geolocation=(), microphone=(), payment=()")
			if sur {
				h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
			}
			return suite(c)
		}
	}
}

// Serve answers on addr until ctx ends, then lets running requests finish.
func Serve(ctx context.Context, e *echo.Echo, addr string) error {
	fin := make(chan error, 1)
	go func() { fin <- e.Start(addr) }()
	select {
	case err := <-fin:
		return err
	case <-ctx.Done():
		arret, annuler := context.WithTimeout(context.WithoutCancel(ctx), 8*time.Second)
		defer annuler()
		return e.Shutdown(arret)
	}
}
