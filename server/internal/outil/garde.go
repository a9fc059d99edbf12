package outil

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"syscall"
	"time"

	"imagin/server/internal/fail"
)

// Garde calls addresses that others chose: never a private one, whatever name or redirection leads there, unless the
// operator allowed its network.
type Garde struct {
	permis []netip.Prefix
	clair  bool // http, for the demonstration
	Client *http.Client
}

var errPrivee = errors.New("adresse privée")

// NouvelleGarde reads the private networks that may be reached.
func NouvelleGarde(permis []string, clair bool) (*Garde, error) {
	g := &Garde{clair: clair}
	for _, t := range permis {
		p, err := netip.ParsePrefix(t)
		if err != nil {
			return nil, fmt.Errorf("IMAGIN_SORTIES_PRIVEES : « %s » n’est pas un réseau", t)
		}
		g.permis = append(g.permis, p)
	}
	sortie := &net.Dialer{Timeout: 5 * time.Second, Control: g.controler}
	g.Client = &http.Client{Timeout: 10 * time.Second,
		Transport:     &http.Transport{DialContext: sortie.DialContext, Proxy: nil, TLSHandshakeTimeout: 5 * time.Second, ResponseHeaderTimeout: 10 * time.Second, MaxResponseHeaderBytes: 16 << 10, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return g, nil
}

// controler looks at the address once the name is resolved, just before connecting: a name cannot change in between.
func (g *Garde) controler(_, adresse string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(adresse)
	if err != nil {
		return err
	}
	if !g.permise(ap.Addr().Unmap()) {
		return errPrivee
	}
	return nil
}

// speciales are networks that no public service lives in, beyond those that netip knows.
var speciales = []netip.Prefix{netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("2002::/16")}

func (g *Garde) permise(a netip.Addr) bool {
	dedans := func(p netip.Prefix) bool { return p.Contains(a) }
	if slices.ContainsFunc(g.permis, dedans) {
		return true
	}
	return a.IsGlobalUnicast() && !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() && !slices.ContainsFunc(speciales, dedans)
}

// Juger refuses an address that can be seen to be wrong before anything is sent. It returns fail.Invalid.
func (g *Garde) Juger(_ context.Context, texte string) error {
	faute := func(m string) error {
		return fail.New(fail.Invalid, "webhook.url", m, fail.Field{Pointer: "/url", Code: "url", Message: m})
	}
	u, err := url.Parse(texte)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.Fragment != "":
		return faute("Cette adresse est illisible, ou porte un mot de passe : donnez https://hôte/chemin.")
	case u.Scheme != "https" && (!g.clair || u.Scheme != "http"):
		return faute("L’adresse doit commencer par https://.")
	}
	if a, err := netip.ParseAddr(u.Hostname()); err == nil && !g.permise(a.Unmap()) {
		return faute("Cette adresse est privée : ce service ne l’appelle pas.")
	}
	return nil
}
