// Package portail holds the ways in. Each one ends by handing an identity to auth.Sessions; what follows is the same
// for all.
package portail

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/auth"
	"imagin/server/internal/config"
	"imagin/server/internal/identite"
	"imagin/server/internal/secret"
)

// API holds the operations of the ways in that this service offers.
type API struct {
	Sessions *auth.Sessions
	Coffre   *secret.Coffre
	Conf     config.Config
	Reglage  identite.Reglage
	oidc     *clientOIDC
	entetes  *entetes
}

// Mode says whether a way in is open here.
func (a *API) Mode(nom string) bool { return slices.Contains(a.Conf.Portails, nom) }

// New prepares the ways in of the configuration. It refuses one that would let anybody in: unknown modes, trusted
// headers beside another mode, without proxies or without a secret; OIDC without an issuer or over clear HTTP.
func New(c config.Config, s *auth.Sessions, coffre *secret.Coffre) (*API, error) {
	a := &API{Sessions: s, Coffre: coffre, Conf: c, Reglage: identite.Defaut()}
	for _, m := range c.Portails {
		if !slices.Contains([]string{"oidc", "entetes", "local"}, m) {
			return nil, fmt.Errorf("IMAGIN_PORTAIL : « %s » n’est pas oidc, entetes ou local", m)
		}
	}
	if err := a.lireGroupes(c.PortailGroupes); err != nil {
		return nil, err
	}
	var err error
	if a.Mode("entetes") {
		if a.entetes, err = nouveauxEntetes(c); err != nil {
			return nil, err
		}
	}
	if a.Mode("oidc") {
		a.oidc, err = nouveauClient(c)
	}
	return a, err
}

func (a *API) lireGroupes(lignes []string) error {
	if len(lignes) == 0 {
		return nil
	}
	a.Reglage.Groupes = map[string]string{}
	for _, l := range lignes {
		groupe, profil, _ := strings.Cut(l, "=")
		if _, connu := access.Libelles[profil]; !connu || profil == "client_api" || strings.HasPrefix(profil, "chef_") || profil == "intervenant" {
			return fmt.Errorf("IMAGIN_PORTAIL_GROUPES : « %s » n’est pas groupe=profil (administrateur, gestionnaire, gestionnaire_financier, inspecteur, national)", l)
		}
		a.Reglage.Groupes[strings.TrimSpace(groupe)] = profil
	}
	return nil
}

// Mandataires reads the addresses and networks of the proxies. It refuses one that holds everybody.
func Mandataires(textes []string) ([]netip.Prefix, error) {
	var l []netip.Prefix
	for _, t := range textes {
		p, err := netip.ParsePrefix(t)
		if err != nil {
			adresse, faute := netip.ParseAddr(t)
			if faute != nil {
				return nil, fmt.Errorf("IMAGIN_MANDATAIRES : « %s » n’est ni une adresse ni un réseau", t)
			}
			p = netip.PrefixFrom(adresse, adresse.BitLen())
		}
		if p.Bits() < 8 {
			return nil, errors.New("IMAGIN_MANDATAIRES : un réseau si large comprend n’importe qui")
		}
		l = append(l, p.Masked())
	}
	return l, nil
}

func dans(l []netip.Prefix, adresse netip.Addr) bool {
	return slices.ContainsFunc(l, func(p netip.Prefix) bool { return p.Contains(adresse.Unmap()) })
}

// LirePortail answers GET /portail.
func (a *API) LirePortail(context.Context, api.LirePortailRequestObject) (api.LirePortailResponseObject, error) {
	p := api.LirePortail200JSONResponse{Demonstration: a.Conf.Demonstration, Oidc: a.oidc != nil, Entetes: a.entetes != nil, Local: a.Mode("local") || a.Conf.Demonstration}
	if a.Conf.PortailNom != "" {
		p.Libelle = &a.Conf.PortailNom
	}
	return p, nil
}

// offrir gives the services that a person may choose from.
func offrir(ticket string, services []auth.Service) api.ServicesOfferts {
	rep := api.ServicesOfferts{Ticket: ticket, Personne: services[0].Prenom + " " + services[0].Nom}
	for _, s := range services {
		rep.Services = append(rep.Services, s.API())
	}
	return rep
}

// Sortie is where the browser goes to leave the portal too.
func (a *API) Sortie(ctx context.Context, p auth.Portail) string {
	switch {
	case a.entetes != nil && a.Conf.PortailSortie != "":
		return a.Conf.PortailSortie
	case a.oidc != nil && p.Jeton != nil:
		if u := a.oidc.sortie(ctx, a.ouvrirJeton(p.Jeton)); u != "" {
			return u
		}
	}
	return "/portail"
}
