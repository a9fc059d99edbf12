// Package routage asks an OSRM-compatible service for the length of a road. Only numbers are sent; the address is the
// operator's, never a user's, and still may lead neither to this machine nor to its link unless he says so.
package routage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"imagin/server/internal/fail"
)

// Service is one routing service.
type Service struct {
	base   string
	Nom    string // what is written as the source of a distance
	client *http.Client
}

// Point in degrees.
type Point struct{ Latitude, Longitude float64 }

const (
	delai      = 8 * time.Second
	reponseMax = 1 << 20
)

// Nouveau prepares the service at an address such as http://osrm.exemple.fr:5000. local allows this machine.
func Nouveau(adresse string, local bool) (*Service, error) {
	u, err := url.Parse(adresse)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("service d’itinéraire « %s » : une adresse http(s) sans identifiant ni paramètre est attendue", adresse)
	}
	d := &net.Dialer{Timeout: delai, Control: func(_, cible string, _ syscall.RawConn) error { return permettre(cible, local) }}
	t := &http.Transport{DialContext: d.DialContext, TLSHandshakeTimeout: delai, ResponseHeaderTimeout: delai, MaxIdleConnsPerHost: 4, DisableCompression: true}
	return &Service{base: strings.TrimSuffix(u.String(), "/"), Nom: "Itinéraire calculé par " + u.Hostname(), client: &http.Client{Transport: t, Timeout: delai,
		CheckRedirect: func(*http.Request, []*http.Request) error { return errors.New("redirection refusée") }}}, nil
}

// permettre is asked once the name is resolved, just before connecting: a name cannot change its mind in between.
func permettre(cible string, local bool) error {
	a, err := netip.ParseAddrPort(cible)
	if err != nil {
		return err
	}
	ip := a.Addr().Unmap()
	if ip.IsLinkLocalUnicast() || ip.IsUnspecified() || ip.IsMulticast() || !local && ip.IsLoopback() {
		return fmt.Errorf("adresse %s refusée : sur cette machine ou sur son lien", ip)
	}
	return nil
}

var injoignable = func(cause error) error {
	return fail.New(fail.Busy, "distance.service", "Le service d’itinéraire ne répond pas. Réessayez, ou saisissez la distance.").Because(cause)
}

// Distance is the length of the shortest of the roads proposed, in metres, to the hundred.
func (s *Service) Distance(ctx context.Context, de, a Point) (int, error) {
	adresse := fmt.Sprintf("%s/route/v1/driving/%.6f,%.6f;%.6f,%.6f?overview=false&steps=false&alternatives=3",
		s.base, de.Longitude, de.Latitude, a.Longitude, a.Latitude)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, adresse, http.NoBody)
	if err != nil {
		return 0, err
	}
	rep, err := s.client.Do(req)
	if err != nil {
		return 0, injoignable(err)
	}
	defer rep.Body.Close()
	var lu struct {
		Code   string
		Routes []struct{ Distance float64 }
	}
	if err := json.NewDecoder(io.LimitReader(rep.Body, reponseMax)).Decode(&lu); err != nil {
		return 0, injoignable(fmt.Errorf("réponse %d illisible : %w", rep.StatusCode, err))
	}
	if lu.Code == "NoRoute" || lu.Code == "NoSegment" {
		return 0, fail.New(fail.Invalid, "distance.sans_route", "Aucune route ne relie ces deux communes. Saisissez la distance.")
	}
	courte := math.Inf(1)
	for _, r := range lu.Routes {
		courte = min(courte, r.Distance)
	}
	if lu.Code != "Ok" || !(courte >= 0 && courte < 20e6) {
		return 0, injoignable(fmt.Errorf("réponse %d, code %q", rep.StatusCode, lu.Code))
	}
	return int(math.Round(courte/100)) * 100, nil
}
