package activite

import (
	"context"
	"fmt"
	"maps"
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
	// What is decided for one examen alone, by its code; generale is the door of the others.
	examens  map[string]Etat
	generale *Etat
}

// pour is the door of one examen.
func (e Etat) pour(examen string) Etat {
	if x, ok := e.examens[examen]; ok {
		return x
	}
	return *e.generale
}

type campagne struct {
	Activite string
	Examen   *string
	Suit     bool
	Ouverte  bool
	Debut    *time.Time
	Fin      *time.Time
	Message  *string
}

// Menu gives every activité of the principal's service with its state, in one query.
func Menu(ctx context.Context, base *db.DB, p *access.Principal, maintenant time.Time) ([]Etat, error) {
	service := access.ServiceDe(p.Profil)
	b := &pgx.Batch{}
	b.Queue(`SELECT activite, examen, suit, ouverte, debut, fin, message FROM campagne
		WHERE academie = $1 AND service = $2 ORDER BY cree_le, id`, p.Academie, service)
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
		e := etat(a, p.Profil, lues, maintenant)
		if service == "gestion" && e.Ouverte && !p.Habilite(a.Code) {
			e.Ouverte, e.Raison = false, "Vous n’êtes pas habilité à cette activité. L’administrateur de l’académie peut vous habiliter."
		}
		menu = append(menu, e)
	}
	return menu, nil
}

// etat is the rule: the habilitation first, then the latest campagne of the activité, then its default.
func etat(a Activite, profil string, lues []campagne, maintenant time.Time) Etat {
	e := Etat{Activite: a}
	if !a.permise(profil) {
		e.Raison = "Votre profil n’est pas habilité à cette activité."
		e.generale = &Etat{Activite: a, Raison: e.Raison}
		return e
	}
	e.Ouverte = !a.SurOuverture
	if a.SurOuverture {
		e.Raison = "Activité non ouverte par le gestionnaire académique."
	}
	for _, c := range lues {
		switch {
		case c.Activite != a.Code:
		case c.Examen == nil:
			appliquer(&e, c, maintenant)
		case c.Suit:
			delete(e.examens, *c.Examen)
		default:
			x := Etat{Activite: a}
			appliquer(&x, c, maintenant)
			if e.examens == nil {
				e.examens = map[string]Etat{}
			}
			e.examens[*c.Examen] = x
		}
	}
	generale := e
	e.generale = &generale
	e.direExamens()
	return e
}

// direExamens opens the menu entry as soon as one examen is open, and says which, or which are not.
func (e *Etat) direExamens() {
	var ouverts, fermes []string
	for _, code := range slices.Sorted(maps.Keys(e.examens)) {
		if e.examens[code].Ouverte {
			ouverts = append(ouverts, code)
		} else {
			fermes = append(fermes, code)
		}
	}
	switch {
	case !e.Ouverte && len(ouverts) > 0:
		e.Ouverte, e.Raison, e.Fin = true, "", nil
		e.Message = strings.TrimSpace("Ouverte seulement pour : " + strings.Join(ouverts, ", ") + ". " + e.Message)
	case e.Ouverte && len(fermes) > 0:
		e.Message = strings.TrimSpace("Fermée pour : " + strings.Join(fermes, ", ") + ". " + e.Message)
	}
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
	_, err := Entrer(ctx, base, p, exigence, maintenant)
	return err
}

// Portes are the activités by which an operation was entered: empty when its service is free of them.
type Portes []Etat

type clePortes struct{}

// Avec carries the doors by which the operation was entered.
func Avec(ctx context.Context, portes Portes) context.Context {
	return context.WithValue(ctx, clePortes{}, portes)
}

// PourExamens refuses an operation that writes about an examen whose door is closed to the principal's service, though
// others may be open. It returns fail.Forbidden with the reason.
func PourExamens(ctx context.Context, examens ...string) error {
	portes, _ := ctx.Value(clePortes{}).(Portes)
	for _, x := range examens {
		raison := ""
		for _, e := range portes {
			d := e.pour(x)
			if d.Ouverte {
				raison = ""
				break
			}
			if raison = d.Raison; raison == "" {
				raison = "Activité non ouverte par le gestionnaire académique."
			}
		}
		if raison != "" {
			return fail.New(fail.Forbidden, "activite_fermee", x+" : "+raison+" Rien de ce que vous avez saisi n’est perdu.")
		}
	}
	return nil
}

// Entrer is Exiger, and gives the doors by which one enters.
func Entrer(ctx context.Context, base *db.DB, p *access.Principal, exigence string, maintenant time.Time) (Portes, error) {
	codes := codes(exigence, access.ServiceDe(p.Profil))
	if len(codes) == 0 {
		return nil, nil
	}
	menu, err := Menu(ctx, base, p, maintenant)
	if err != nil {
		return nil, err
	}
	var portes Portes
	raison := "Votre service n’a pas cette activité."
	for _, e := range menu {
		if slices.Contains(codes, e.Code) {
			if e.Ouverte {
				portes = append(portes, e)
			}
			raison = e.Raison
		}
	}
	if len(portes) > 0 {
		return portes, nil
	}
	return nil, fail.New(fail.Forbidden, "activite_fermee", raison+" Rien de ce que vous avez saisi n’est perdu.")
}

// Gestion are the activités of the gestion that an operation belongs to.
func Gestion(exigence string) []string { return codes(exigence, "gestion") }

func codes(exigence, service string) (l []string) {
	for _, mot := range strings.Fields(exigence) {
		s, code, prefixe := strings.Cut(mot, ":")
		if !prefixe {
			s, code = "gestion", mot
		}
		if s == service {
			l = append(l, code)
		}
	}
	return l
}
