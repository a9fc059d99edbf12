// Package identite reads what a portal says of a person, from trusted headers or from OIDC claims alike, and says who
// she is and which profiles it gives her. It is pure: no network, no database, no clock.
package identite

import (
	"errors"
	"strings"
	"time"
)

// Identite is a person as a portal vouches for her.
type Identite struct {
	Identifiant   string // the portal's: ct-remote-user, sub
	Nom, Prenom   string
	Courriel      string
	Academie      string // three digits: 014
	Numen         string // upper case, empty when the portal does not give it
	DateNaissance time.Time
	Profils       []Profil
}

// Profil is one profile that the portal's attributes give. Dates are inclusive; zero means without end.
type Profil struct {
	Code       string
	Uai        string // the établissement of a chef d'établissement or de centre
	Debut, Fin time.Time
	Delegant   string // identifier of the head who delegated
}

// Refus is why an identity is not let in; Code is stable.
type Refus struct{ Code, Message string }

func (r *Refus) Error() string { return r.Message }

// The refusals.
var (
	ErrEleveOuParent = &Refus{"eleve_ou_parent", "IMAG’IN s’adresse aux personnels : les comptes d’élève et de parent n’y ont pas accès."}
	ErrIllisible     = &Refus{"identite_illisible", "Le portail a transmis une identité incomplète ou illisible. Signalez-le à votre service informatique."}
)

// AsRefus returns the refusal held in err, or nil.
func AsRefus(err error) *Refus {
	var r *Refus
	if errors.As(err, &r) {
		return r
	}
	return nil
}

// Reglage says how the groups of the portal name the profiles of the service, and which name delegations carry.
type Reglage struct {
	Groupes     map[string]string // group → profile
	Application string            // name of the application in FrEduResDel
}

// Defaut is the usual naming; a deployment may replace its groups.
func Defaut() Reglage {
	return Reglage{Application: "IMAGIN", Groupes: map[string]string{
		"IMAGIN-ADMIN": "administrateur", "IMAGIN-GESTION": "gestionnaire", "IMAGIN-FIN": "gestionnaire_financier",
		"IMAGIN-IPR": "inspecteur", "IMAGIN-NATIONAL": "national",
	}}
}

// Lire makes an identity of the attributes, as of a day in the académie's zone. It returns a *Refus for a pupil, a
// parent, or an identity without identifier, name or académie. Attributes that it does not understand give no right.
func Lire(a Attributs, jour time.Time, r Reglage) (*Identite, error) {
	if len(a.valeurs("freduvecteur")) > 0 {
		return nil, ErrEleveOuParent
	}
	id := &Identite{Identifiant: a.un("uid"), Nom: a.un("nom"), Prenom: a.un("prenom"), Courriel: strings.ToLower(a.un("courriel")),
		Academie: a.un("codaca"), Numen: strings.ToUpper(a.un("numen")), DateNaissance: dateNaissance(a.un("datenaissance"))}
	if id.Nom == "" {
		id.Nom = a.un("cn")
	}
	if id.Identifiant == "" || id.Nom == "" || !academieValide(id.Academie) {
		return nil, ErrIllisible
	}
	id.Profils = profils(a, jour, r)
	return id, nil
}

func academieValide(code string) bool {
	return len(code) == 3 && strings.Trim(code, "0123456789") == ""
}

// dateNaissance reads the two spellings met in directories; anything else is no date, hence no link by it.
func dateNaissance(s string) time.Time {
	for _, forme := range []string{"02/01/2006", time.DateOnly, "20060102"} {
		if t, err := time.Parse(forme, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
