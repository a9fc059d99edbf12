package mission

import (
	"fmt"
	"slices"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/fail"
)

// creneau is a stretch of time of a mission, between two instants.
type creneau struct {
	Debut, Fin time.Time
	SurPlace   bool
}

// plusLong is the longest stretch: a period of work at a distance runs over weeks, not over a year.
const plusLong = 120 * 24 * time.Hour

// instant reads a wall clock of a zone. ok is false for an hour that the clocks skip that day; an hour that they show
// twice is the first of the two.
func instant(jour time.Time, heure string, zone *time.Location) (t time.Time, ok bool) {
	h, err := time.Parse("15:04", heure)
	if err != nil {
		return t, false
	}
	t = time.Date(jour.Year(), jour.Month(), jour.Day(), h.Hour(), h.Minute(), 0, 0, zone)
	for _, avant := range []time.Duration{time.Hour, 30 * time.Minute} {
		if autre := t.Add(-avant); autre.Format("2006-01-02 15:04") == t.Format("2006-01-02 15:04") {
			t = autre
		}
	}
	return t, t.Hour() == h.Hour() && t.Minute() == h.Minute()
}

// lireCreneaux turns what was typed, at the wall clock of the centre, into instants. It returns fail.Invalid naming the
// créneau: an hour that does not exist that day, an end before the beginning, two on site that overlap.
func lireCreneaux(saisis []api.SaisieCreneau, zone *time.Location, surPlace bool) ([]creneau, error) {
	lus := make([]creneau, 0, len(saisis))
	for i, s := range saisis {
		c, err := lireCreneau(s, zone, surPlace, i)
		if err != nil {
			return nil, err
		}
		for j, autre := range lus {
			if c.SurPlace && autre.SurPlace && c.Debut.Before(autre.Fin) && autre.Debut.Before(c.Fin) {
				return nil, fauteCreneau(i, "jour", "chevauche", fmt.Sprintf("Les créneaux sur place %d et %d se chevauchent : une personne ne peut tenir les deux.", j+1, i+1))
			}
		}
		lus = append(lus, c)
	}
	slices.SortFunc(lus, func(a, b creneau) int { return a.Debut.Compare(b.Debut) })
	return lus, nil
}

func lireCreneau(s api.SaisieCreneau, zone *time.Location, surPlace bool, i int) (c creneau, err error) {
	var ok bool
	if c.Debut, ok = instant(s.Jour.Time, s.Heure, zone); !ok {
		return c, fauteCreneau(i, "heure", "inexistante", fmt.Sprintf("%s n’existe pas le %s à l’heure de %s : on y change d’heure ce jour-là.", s.Heure, s.Jour.Format("02/01/2006"), zone))
	}
	if c.SurPlace = surPlace; s.SurPlace != nil {
		c.SurPlace = *s.SurPlace
	}
	switch {
	case s.DureeMin != nil && s.FinJour == nil && s.FinHeure == nil:
		c.Fin = c.Debut.Add(time.Duration(*s.DureeMin) * time.Minute)
	case s.DureeMin == nil && s.FinHeure != nil:
		jour := s.Jour.Time
		if s.FinJour != nil {
			jour = s.FinJour.Time
		}
		if c.Fin, ok = instant(jour, *s.FinHeure, zone); !ok {
			return c, fauteCreneau(i, "fin_heure", "inexistante", "Cette heure n’existe pas ce jour-là : on y change d’heure.")
		}
	default:
		return c, fauteCreneau(i, "duree_min", "requis", fmt.Sprintf("Le créneau %d demande une durée, ou un jour et une heure de fin, mais pas les deux.", i+1))
	}
	if !c.Fin.After(c.Debut) {
		return c, fauteCreneau(i, "fin_heure", "ordre", fmt.Sprintf("La fin du créneau %d doit suivre son début.", i+1))
	}
	if c.Fin.Sub(c.Debut) > plusLong || c.SurPlace && c.Fin.Sub(c.Debut) > 24*time.Hour {
		return c, fauteCreneau(i, "fin_jour", "duree", fmt.Sprintf("Le créneau %d est trop long : 24 heures au plus sur place, 120 jours à distance. Faites-en plusieurs.", i+1))
	}
	return c, nil
}

func fauteCreneau(i int, champ, code, message string) error {
	return fail.New(fail.Invalid, "mission.creneau", message, fail.Field{Pointer: fmt.Sprintf("/creneaux/%d/%s", i, champ), Code: code, Message: message})
}

// transporter keeps the wall clock when a mission goes from one zone to another: eight o’clock stays eight o’clock.
func transporter(cs []creneau, de, vers *time.Location) []creneau {
	faits := make([]creneau, len(cs))
	for i, c := range cs {
		faits[i] = creneau{murale(c.Debut, de, vers), murale(c.Fin, de, vers), c.SurPlace}
	}
	return faits
}

func murale(t time.Time, de, vers *time.Location) time.Time {
	l := t.In(de)
	return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), 0, vers)
}

// lu is a créneau as the wall clock of its centre shows it.
func (c creneau) lu(zone *time.Location) api.CreneauMission {
	d, f := c.Debut.In(zone), c.Fin.In(zone)
	return api.CreneauMission{Debut: c.Debut, Fin: c.Fin, SurPlace: c.SurPlace, Jour: dateDe(d), Heure: d.Format("15:04"), FinJour: dateDe(f),
		FinHeure: f.Format("15:04"), DureeMin: int(c.Fin.Sub(c.Debut) / time.Minute)}
}

func dateDe(t time.Time) openapi_types.Date {
	return openapi_types.Date{Time: time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)}
}
