// Package agenda writes convocations as calendar events (RFC 5545): one event per person, mission and créneau, always
// under the same name, so that a later letter changes or cancels the event that an earlier one made.
package agenda

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"imagin/server/internal/convocation/lettre"
)

// Evenement is one créneau of one person.
type Evenement struct {
	UID                            string
	Sequence                       int // grows with each letter
	Annule                         bool
	Ecrit                          time.Time // of the letter
	Titre, Lieu, Description, Lien string
	Debut, Fin                     time.Time
	Fuseau                         string // IANA
	Occupe                         bool   // the person is busy; work at a distance leaves her free
}

// Evenements of a letter. What avant held and apres no longer does is cancelled. The first créneau of a mission bears the
// name of the affectation, the others add their rank.
func Evenements(avant, apres *lettre.Lettre, sequence int, domaine, lien string) []Evenement {
	evs := deLettre(apres, sequence, domaine, lien)
	if avant == nil {
		return evs
	}
	presents := map[string]bool{}
	for _, e := range evs {
		presents[e.UID] = true
	}
	for _, e := range deLettre(avant, sequence, domaine, lien) {
		if !presents[e.UID] {
			e.Annule, e.Ecrit = true, apres.Le
			evs = append(evs, e)
		}
	}
	return evs
}

// Dernieres keeps one word on each event: the last.
func Dernieres(evs []Evenement) []Evenement {
	place := map[string]int{}
	var l []Evenement
	for _, e := range evs {
		i, ok := place[e.UID]
		switch {
		case !ok:
			place[e.UID] = len(l)
			l = append(l, e)
		case e.Sequence >= l[i].Sequence:
			l[i] = e
		}
	}
	return l
}

func deLettre(l *lettre.Lettre, sequence int, domaine, lien string) (evs []Evenement) {
	for _, m := range l.Missions {
		titre := strings.Join(nonVides(m.Type, m.Examen, m.Epreuve), " – ")
		for i, c := range m.Creneaux {
			uid := m.ID
			if i > 0 {
				uid = fmt.Sprintf("%s-%d", m.ID, i+1)
			}
			evs = append(evs, Evenement{UID: uid + "@" + domaine, Sequence: sequence, Annule: l.Version == lettre.Annulation, Ecrit: l.Le,
				Titre: titre, Lieu: strings.Join(nonVides(append([]string{m.Centre.Nom}, m.Centre.Adresse...)...), ", "), Lien: lien,
				Description: strings.Join(nonVides("Convocation n° "+l.Numero, lettre.Role(m.Role), m.Specialite, m.Jury, m.Commission, m.Consignes), "\n"),
				Debut:       c.Debut, Fin: c.Fin, Fuseau: m.Centre.Fuseau, Occupe: c.SurPlace})
		}
	}
	return evs
}

func nonVides(textes ...string) []string {
	return slices.DeleteFunc(textes, func(t string) bool { return t == "" })
}

// Ecrire writes a calendar named nom. Events are published, not invited to: answers are given in IMAG'IN, never by mail.
func Ecrire(w io.Writer, nom string, evs []Evenement) error {
	c := ical.NewCalendarFor("IMAG'IN")
	c.SetMethod(ical.MethodPublish)
	c.SetXWRCalName(nom)
	c.SetRefreshInterval("PT6H")
	for _, z := range zones(evs) {
		c.AddVTimezone(z)
	}
	for _, e := range evs {
		c.AddVEvent(evenement(e))
	}
	return c.SerializeTo(w, ical.WithNewLineWindows)
}

const locale = "20060102T150405"

func evenement(e Evenement) *ical.VEvent {
	z := lettre.Zone(e.Fuseau)
	v := ical.NewEvent(e.UID)
	v.SetDtStampTime(e.Ecrit)
	v.SetModifiedAt(e.Ecrit)
	v.SetSequence(e.Sequence)
	v.SetProperty(ical.ComponentPropertyDtStart, e.Debut.In(z).Format(locale), ical.WithTZID(z.String()))
	v.SetProperty(ical.ComponentPropertyDtEnd, e.Fin.In(z).Format(locale), ical.WithTZID(z.String()))
	v.SetSummary(e.Titre)
	if e.Lieu != "" {
		v.SetLocation(e.Lieu)
	}
	v.SetDescription(e.Description)
	if e.Lien != "" {
		v.SetURL(e.Lien)
	}
	v.SetStatus(ical.ObjectStatusConfirmed)
	if e.Annule {
		v.SetStatus(ical.ObjectStatusCancelled)
		v.SetSummary("Annulé – " + e.Titre)
	}
	v.SetTimeTransparency(ical.TransparencyOpaque)
	if !e.Occupe || e.Annule {
		v.SetTimeTransparency(ical.TransparencyTransparent)
	}
	return v
}

// zones describes each zone named by the events over the years that they span, from the machine's own tables.
func zones(evs []Evenement) (zs []*ical.VTimezone) {
	bornes := map[string][2]time.Time{}
	for _, e := range evs {
		nom := lettre.Zone(e.Fuseau).String()
		b, ok := bornes[nom]
		if !ok || e.Debut.Before(b[0]) {
			b[0] = e.Debut
		}
		if !ok || e.Fin.After(b[1]) {
			b[1] = e.Fin
		}
		bornes[nom] = b
	}
	for _, nom := range ordonner(bornes) {
		zs = append(zs, zone(nom, bornes[nom][0], bornes[nom][1]))
	}
	return zs
}

func ordonner(m map[string][2]time.Time) (noms []string) {
	for n := range m {
		noms = append(noms, n)
	}
	slices.Sort(noms)
	return noms
}

func zone(nom string, de, a time.Time) *ical.VTimezone {
	z := ical.NewTimezone(nom)
	l := lettre.Zone(nom)
	t := de.In(l)
	for {
		debut, fin := t.ZoneBounds()
		z.Components = append(z.Components, periode(t, debut))
		if fin.IsZero() || fin.After(a) {
			return z
		}
		t = fin
	}
}

// periode is one stretch of a zone with the same offset, that contains t and began at debut.
func periode(t, debut time.Time) ical.Component {
	nom, decalage := t.Zone()
	avant, depuis := decalage, "19700101T000000"
	if !debut.IsZero() {
		_, avant = debut.Add(-time.Second).Zone()
		depuis = debut.In(time.FixedZone("", avant)).Format(locale)
	}
	var base ical.ComponentBase
	for _, p := range [][2]string{{"DTSTART", depuis}, {"TZOFFSETFROM", ecart(avant)}, {"TZOFFSETTO", ecart(decalage)}, {"TZNAME", nom}} {
		base.SetProperty(ical.ComponentProperty(p[0]), p[1])
	}
	if t.IsDST() {
		return &ical.Daylight{ComponentBase: base}
	}
	return &ical.Standard{ComponentBase: base}
}

func ecart(secondes int) string {
	signe := '+'
	if secondes < 0 {
		signe, secondes = '-', -secondes
	}
	return fmt.Sprintf("%c%02d%02d", signe, secondes/3600, secondes/60%60)
}
