package lettre

import (
	"fmt"
	"strings"
	"sync"
	"time"
)

var roles = map[string]string{"president": "Président(e)", "vice_president": "Vice-président(e)", "membre": "Membre du jury",
	"correcteur": "Correcteur ou correctrice", "interrogateur": "Interrogateur ou interrogatrice", "coordonnateur": "Coordonnateur ou coordonnatrice",
	"secretaire": "Secrétaire", "surveillant": "Surveillant(e)", "reserviste": "Réserviste"}

// Role as it is written on paper.
func Role(code string) string {
	if r := roles[code]; r != "" {
		return r
	}
	return code
}

func appel(civilite string) string {
	switch strings.ToUpper(strings.TrimSuffix(civilite, ".")) {
	case "M", "MR", "MONSIEUR":
		return "Monsieur"
	case "MME", "MADAME", "MLLE":
		return "Madame"
	}
	return "Madame, Monsieur"
}

func contact(l *Lettre) string {
	var c []string
	for _, v := range []string{l.Service.Contact, l.Service.Tel, l.Service.Mel} {
		if v != "" {
			c = append(c, v)
		}
	}
	if len(c) == 0 {
		return l.Service.Nom
	}
	return strings.Join(c, ", ")
}

var (
	jours = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	mois  = [...]string{"", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
)

func jour(t time.Time) string {
	q := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		q = "1er"
	}
	return q + " " + mois[t.Month()] + " " + fmt.Sprint(t.Year())
}

func jourSemaine(t time.Time) string { return jours[t.Weekday()] + " " + jour(t) }

func heure(t time.Time) string { return fmt.Sprintf("%d h %02d", t.Hour(), t.Minute()) }

func duree(d time.Duration) string {
	h, m := int(d.Hours()), int(d.Minutes())%60
	switch {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	}
	return fmt.Sprintf("%d h %02d", h, m)
}

var zones sync.Map // reading a zone opens a file

// Zone of a centre; UTC when its name is unknown, which the letter then says.
func Zone(nom string) *time.Location {
	if z, ok := zones.Load(nom); ok {
		z, _ := z.(*time.Location)
		return z
	}
	z, err := time.LoadLocation(nom)
	if err != nil {
		z = time.UTC
	}
	zones.Store(nom, z)
	return z
}

// Quand says when a créneau is, in the zone of its centre: the day, then the hours.
func Quand(c Creneau, fuseau string) (date, heures string) {
	z := Zone(fuseau)
	d, f := c.Debut.In(z), c.Fin.In(z)
	zone := ""
	if _, decalage := d.Zone(); !metropole(d, decalage) {
		zone = " (heure locale du centre)"
	}
	if d.YearDay() == f.YearDay() && d.Year() == f.Year() {
		return jourSemaine(d), heure(d) + " à " + heure(f) + zone
	}
	return "du " + jourSemaine(d) + " au " + jourSemaine(f), "de " + heure(d) + " le premier jour à " + heure(f) + " le dernier" + zone
}

func metropole(t time.Time, decalage int) bool {
	_, paris := t.In(Zone("Europe/Paris")).Zone()
	return paris == decalage
}

func premierJour(l *Lettre) string {
	var premier time.Time
	for _, m := range l.Missions {
		for _, c := range m.Creneaux {
			if d := c.Debut.In(Zone(m.Centre.Fuseau)); premier.IsZero() || d.Before(premier) {
				premier = d
			}
		}
	}
	if premier.IsZero() {
		return ""
	}
	return jourSemaine(premier)
}
