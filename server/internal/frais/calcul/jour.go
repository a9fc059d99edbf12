package calcul

import (
	"fmt"
	"time"
)

// Jour is a civil day, counted from 1 January 1970; the zone is that of the centre, and is lost on purpose.
type Jour int32

// JourDe is the day of an instant in its own zone.
func JourDe(t time.Time) Jour {
	a, m, j := t.Date()
	return Jour(time.Date(a, m, j, 0, 0, 0, 0, time.UTC).Unix() / 86400) //nolint:gosec // a year of four digits
}

// LireJour reads AAAA-MM-JJ.
func LireJour(texte string) (Jour, error) {
	t, err := time.Parse(time.DateOnly, texte)
	if err != nil {
		return 0, fmt.Errorf("date %q : attendue sous la forme AAAA-MM-JJ", texte)
	}
	return JourDe(t), nil
}

// Date is midnight UTC of the day.
func (j Jour) Date() time.Time { return time.Unix(int64(j)*86400, 0).UTC() }

func (j Jour) String() string { return j.Date().Format("02/01/2006") }

// Instant is a civil minute in the zone of the centre: clocks that change in the night take no meal from anybody.
type Instant int64

const minutesParJour = 24 * 60

// InstantDe is the minute that a clock shows.
func InstantDe(t time.Time) Instant {
	return Instant(JourDe(t))*minutesParJour + Instant(t.Hour()*60+t.Minute())
}

// A is that hour of the day.
func (j Jour) A(heure, minute int) Instant {
	return Instant(j)*minutesParJour + Instant(heure*60+minute)
}

func (i Instant) jour() Jour {
	if i < 0 {
		i -= minutesParJour - 1
	}
	return Jour(i / minutesParJour) //nolint:gosec // made from a Jour
}

// plages counts the days whose whole window [debut, fin], in minutes of the day, lies within [de, a].
func plages(de, a Instant, debut, fin int64) int64 {
	var n int64
	for j := de.jour(); j <= a.jour(); j++ {
		minuit := Instant(j) * minutesParJour
		if minuit+Instant(debut) >= de && minuit+Instant(fin) <= a {
			n++
		}
	}
	return n
}
