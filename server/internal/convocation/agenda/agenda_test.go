package agenda_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/apognu/gocal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/server/internal/convocation/agenda"
	"imagin/server/internal/convocation/lettre"
)

// relire gives the events to another's parser.
func relire(t require.TestingT, evs []agenda.Evenement) ([]gocal.Event, string) {
	var b bytes.Buffer
	require.NoError(t, agenda.Ecrire(&b, "Mes convocations", evs))
	texte := b.String()
	for l := range strings.SplitSeq(texte, "\r\n") {
		require.LessOrEqual(t, len(l), 75, "les lignes longues sont pliées")
	}
	p := gocal.NewParser(&b)
	p.SkipBounds = true
	require.NoError(t, p.Parse())
	return p.Events, texte
}

func TestRelu(t *testing.T) {
	l := lettre.Exemple()
	l.Missions[0].Consignes = "Calculatrice ; feuilles, crayon\\gomme\nsur deux lignes"
	evs, texte := relire(t, agenda.Evenements(nil, &l, 0, "imagin.exemple.fr", "https://imagin.exemple.fr/x"))
	require.Len(t, evs, 3)
	e := evs[0]
	require.Equal(t, "m1@imagin.exemple.fr", e.Uid)
	require.Equal(t, "m1-2@imagin.exemple.fr", evs[1].Uid)
	require.Equal(t, "Interrogation orale – Brevet de technicien supérieur – Mathématiques (E2)", e.Summary)
	require.True(t, l.Missions[0].Creneaux[0].Debut.Equal(*e.Start))
	require.True(t, l.Missions[0].Creneaux[0].Fin.Equal(*e.End))
	require.Equal(t, "Europe/Paris", e.Start.Location().String())
	require.Contains(t, e.Description, "Calculatrice ; feuilles, crayon")
	require.Contains(t, e.Location, "12, rue de l’Œuvre")
	require.Contains(t, texte, "BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n")
	require.Contains(t, texte, "METHOD:PUBLISH")
}

// TestMemeNom: an update and a cancellation act on the event that the first letter made.
func TestMemeNom(t *testing.T) {
	l := lettre.Exemple()
	premiere, _ := relire(t, agenda.Evenements(nil, &l, 0, "d", ""))
	r := lettre.Exemple()
	r.Version, r.Le = lettre.Rectificative, l.Le.Add(time.Hour)
	r.Missions[0].Creneaux = r.Missions[0].Creneaux[:2]
	r.Missions[0].Creneaux[0].Debut = r.Missions[0].Creneaux[0].Debut.Add(time.Hour)
	seconde, _ := relire(t, agenda.Evenements(&l, &r, 1, "d", ""))
	require.Len(t, seconde, 3)
	for i := range premiere {
		require.Equal(t, premiere[i].Uid, seconde[i].Uid)
		require.Equal(t, 1, seconde[i].Sequence)
		require.True(t, seconde[i].Stamp.After(*premiere[i].Stamp))
	}
	require.Equal(t, time.Hour, seconde[0].Start.Sub(*premiere[0].Start))
	require.Equal(t, []string{"CONFIRMED", "CONFIRMED", "CANCELLED"}, []string{seconde[0].Status, seconde[1].Status, seconde[2].Status})
	r.Version = lettre.Annulation
	fin, _ := relire(t, agenda.Evenements(&r, &r, 2, "d", ""))
	require.Equal(t, premiere[0].Uid, fin[0].Uid)
	require.Equal(t, "CANCELLED", fin[0].Status)
	require.Contains(t, fin[0].Summary, "Annulé")
}

// TestZones: whatever the zone and the day, the instant comes back.
func TestZones(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := lettre.Exemple()
		m := &l.Missions[0]
		m.Centre.Fuseau = rapid.SampledFrom([]string{"Europe/Paris", "America/Cayenne", "Indian/Mayotte", "Pacific/Noumea", "America/Miquelon", "Pacific/Tahiti"}).Draw(t, "fuseau")
		debut := time.Unix(rapid.Int64Range(1735689600, 1893456000).Draw(t, "debut"), 0).Truncate(time.Minute)
		m.Creneaux = []lettre.Creneau{{Debut: debut, Fin: debut.Add(time.Duration(rapid.IntRange(1, 3000).Draw(t, "minutes")) * time.Minute)}}
		evs, texte := relire(t, agenda.Evenements(nil, &l, 0, "d", ""))
		require.True(t, m.Creneaux[0].Fin.Equal(*evs[0].End) || ambigu(m.Creneaux[0].Fin, m.Centre.Fuseau))
		require.True(t, debut.Equal(*evs[0].Start) || ambigu(debut, m.Centre.Fuseau))
		require.Contains(t, texte, "TZID:"+m.Centre.Fuseau)
		require.Contains(t, texte, "TRANSP:TRANSPARENT", "le travail à distance laisse libre")
	})
}

// ambigu: the hour that the clocks show twice.
func ambigu(t time.Time, fuseau string) bool {
	z := lettre.Zone(fuseau)
	a := t.In(z).Format("150405")
	return t.Add(time.Hour).In(z).Format("150405") == a || t.Add(-time.Hour).In(z).Format("150405") == a
}
