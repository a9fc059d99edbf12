package activite

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// Etat is an activité as one profile meets it now.
type Etat struct {
	Activite
	Ouverte bool
	Raison  string // why it is closed, for the person
	Message string // what the gestionnaire says to those concerned
	Fin     *time.Time
}

type campagne struct {
	Activite string
	Ouverte  bool
	Debut    *time.Time
	Fin      *time.Time
	Message  *string
}

// Menu gives every activité of the principal's service with its state, in one query.
func Menu(ctx context.Context, base *db.DB, p *access.Principal, maintenant time.Time) ([]Etat, error) {
	service := access.ServiceDe(p.Profil)
	b := &pgx.Batch{}
	b.Queue(`SELECT activite, ouverte, debut, fin, message FROM campagne
		WHERE academie = $1 AND service = $2 AND examen IS NULL ORDER BY cree_le, id`, p.Academie, service)
	var lues []campagne
	err := base.Lot(ctx, p.Academie, b, func(r pgx.BatchResults) (err error) {
		lues, err = db.Suivantes[campagne](r)
		return err
	})
	if err != nil {
		return nil, err
	}
	menu := make([]Etat, 0, len(catalogue[service]))
	for _, a := range catalogue[service] {
		menu = append(menu, etat(a, p.Profil, lues, maintenant))
	}
	return menu, nil
}

// etat is the rule: the habilitation first, then the latest campagne of the activité, then its default.
func etat(a Activite, profil string, lues []campagne, maintenant time.Time) Etat {
	e := Etat{Activite: a}
	if len(a.Profils) > 0 && !slices.Contains(a.Profils, profil) {
		e.Raison = "Votre profil n’est pas habilité à cette activité."
		return e
	}
	e.Ouverte = !a.SurOuverture
	if a.SurOuverture {
		e.Raison = "Activité non ouverte par le gestionnaire académique."
	}
	for _, c := range lues {
		if c.Activite == a.Code {
			appliquer(&e, c, maintenant)
		}
	}
	return e
}

func appliquer(e *Etat, c campagne, maintenant time.Time) {
	e.Message, e.Fin, e.Raison = "", nil, ""
	if c.Message != nil {
		e.Message = *c.Message
	}
	switch {
	case !c.Ouverte:
		e.Ouverte, e.Raison = false, "Activité fermée par le gestionnaire académique."
	case c.Debut != nil && maintenant.Before(*c.Debut):
		e.Ouverte, e.Raison = false, "Activité ouverte à partir du "+jour(*c.Debut)+"."
	case c.Fin != nil && !maintenant.Before(*c.Fin):
		e.Ouverte, e.Raison = false, "Activité fermée depuis le "+jour(*c.Fin)+"."
	default:
		e.Ouverte, e.Fin = true, c.Fin
	}
}

func jour(t time.Time) string {
	mois := [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	if t.Day() == 1 {
		return fmt.Sprintf("1er %s %d", mois[t.Month()-1], t.Year())
	}
	return fmt.Sprintf("%d %s %d", t.Day(), mois[t.Month()-1], t.Year())
}

// Exiger refuses an operation whose activités are all closed to the principal's service. exigence is the contract's
// x-activite: codes separated by spaces, each possibly prefixed by "service:". A service that it does not name is free.
// It returns fail.Forbidden with the reason.
func Exiger(ctx context.Context, base *db.DB, p *access.Principal, exigence string, maintenant time.Time) error {
	service := access.ServiceDe(p.Profil)
	var codes []string
	for _, mot := range strings.Fields(exigence) {
		s, code, prefixe := strings.Cut(mot, ":")
		if !prefixe {
			s, code = "gestion", mot
		}
		if s == service {
			codes = append(codes, code)
		}
	}
	if len(codes) == 0 {
		return nil
	}
	menu, err := Menu(ctx, base, p, maintenant)
	if err != nil {
		return err
	}
	raison := "Votre service n’a pas cette activité."
	for _, e := range menu {
		if slices.Contains(codes, e.Code) {
			if e.Ouverte {
				return nil
			}
			raison = e.Raison
		}
	}
	return fail.New(fail.Forbidden, "activite_fermee", raison+" Rien de ce que vous avez saisi n’est perdu.")
}
