package mission

import (
	"testing"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/api"
	"imagin/server/internal/fail"
)

// zones where missions are held: the mainland, and every overseas académie or collectivité.
var zones = []string{"Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea",
	"Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Wallis", "America/Miquelon"}

func zone(t require.TestingT, nom string) *time.Location {
	z, err := time.LoadLocation(nom)
	require.NoError(t, err)
	return z
}

func le(jour string) openapi_types.Date {
	d, err := time.Parse(time.DateOnly, jour)
	if err != nil {
		panic(err)
	}
	return openapi_types.Date{Time: d}
}

func p[T any](v T) *T { return &v }

// TestHeureMurale: what is typed at the clock of a centre is read again the same, whatever the zone and the day.
func TestHeureMurale(t *testing.T) {
	for _, c := range []struct{ zone, jour, utc string }{
		{"Europe/Paris", "2027-06-14", "06:00"}, {"Europe/Paris", "2027-01-14", "07:00"}, {"America/Guadeloupe", "2027-06-14", "12:00"},
		{"America/Cayenne", "2027-06-14", "11:00"}, {"Indian/Reunion", "2027-06-14", "04:00"}, {"Indian/Mayotte", "2027-06-14", "05:00"},
		{"Pacific/Noumea", "2027-06-14", "21:00"}, {"Pacific/Tahiti", "2027-06-14", "18:00"}, {"Pacific/Marquesas", "2027-06-14", "17:30"},
		{"Pacific/Wallis", "2027-06-14", "20:00"}, {"America/Miquelon", "2027-06-14", "10:00"}, {"America/Miquelon", "2027-01-14", "11:00"},
	} {
		cs, err := lireCreneaux([]api.SaisieCreneau{{Jour: le(c.jour), Heure: "08:00", DureeMin: p(240)}}, zone(t, c.zone), true)
		require.NoError(t, err)
		require.Equal(t, c.utc, cs[0].Debut.UTC().Format("15:04"), "%s le %s", c.zone, c.jour)
		lu := cs[0].lu(zone(t, c.zone))
		require.Equal(t, []any{c.jour, "08:00", "12:00", 240}, []any{lu.Jour.Format(time.DateOnly), lu.Heure, lu.FinHeure, lu.DureeMin})
	}
}

func TestAllerEtRetourParLaMontre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		z := zone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		jour := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 730).Draw(t, "jour"))
		heure := time.Date(0, 1, 1, rapid.IntRange(0, 23).Draw(t, "h"), rapid.IntRange(0, 59).Draw(t, "min"), 0, 0, time.UTC).Format("15:04")
		c, err := lireCreneau(api.SaisieCreneau{Jour: openapi_types.Date{Time: jour}, Heure: heure, DureeMin: p(rapid.IntRange(15, 1440).Draw(t, "duree"))}, z, true, 0)
		if err != nil {
			require.Equal(t, "mission.creneau", fail.As(err).Code)
			require.NotZero(t, decalages(z, jour), "une heure n’est refusée que le jour où l’on change d’heure")
			return
		}
		lu := c.lu(z)
		require.Equal(t, heure, lu.Heure)
		require.Equal(t, jour.Format(time.DateOnly), lu.Jour.Format(time.DateOnly))
		// A day later, a zone further: the clock shows the same hour.
		autre := zone(t, rapid.SampledFrom(zones).Draw(t, "autre"))
		if ailleurs := transporter([]creneau{c}, z, autre)[0].lu(autre); decalages(autre, jour) == 0 {
			require.Equal(t, heure, ailleurs.Heure)
		}
	})
}

// decalages counts the changes of offset of a day.
func decalages(z *time.Location, jour time.Time) (n int) {
	_, avant := time.Date(jour.Year(), jour.Month(), jour.Day(), 0, 0, 0, 0, z).Zone()
	_, apres := time.Date(jour.Year(), jour.Month(), jour.Day()+1, 0, 0, 0, 0, z).Zone()
	if avant != apres {
		n++
	}
	return n
}

// TestChangementDHeure: the night when the clocks go forward an hour is missing, the night they go back one comes twice,
// a period across either keeps its hours.
func TestChangementDHeure(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	_, err := lireCreneaux([]api.SaisieCreneau{{Jour: le("2027-03-28"), Heure: "02:30", DureeMin: p(60)}}, paris, true)
	require.ErrorContains(t, err, "02:30 n’existe pas le 28/03/2027")
	require.Equal(t, "/creneaux/0/heure", fail.As(err).Fields[0].Pointer)
	deux, err := lireCreneaux([]api.SaisieCreneau{{Jour: le("2027-10-31"), Heure: "02:30", DureeMin: p(60)}}, paris, true)
	require.NoError(t, err)
	require.Equal(t, "00:30", deux[0].Debut.UTC().Format("15:04"), "la première des deux")
	long, err := lireCreneaux([]api.SaisieCreneau{{Jour: le("2027-10-29"), Heure: "08:00", FinJour: p(le("2027-11-02")), FinHeure: p("18:00")}}, paris, false)
	require.NoError(t, err)
	lu := long[0].lu(paris)
	require.Equal(t, []any{"08:00", "18:00", 4*1440 + 600 + 60}, []any{lu.Heure, lu.FinHeure, lu.DureeMin}, "une heure de plus s’est écoulée, la montre dit 18 h")
	decale := decaler(long, paris, 150)
	require.Equal(t, "08:00", decale[0].lu(paris).Heure)
	require.Equal(t, "18:00", decale[0].lu(paris).FinHeure)
}

func TestCreneauxRefuses(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	for nom, c := range map[string]struct {
		saisis []api.SaisieCreneau
		mot    string
	}{
		"sans fin":        {[]api.SaisieCreneau{{Jour: le("2027-06-14"), Heure: "08:00"}}, "demande une durée"},
		"deux fins":       {[]api.SaisieCreneau{{Jour: le("2027-06-14"), Heure: "08:00", DureeMin: p(60), FinHeure: p("12:00")}}, "pas les deux"},
		"à l’envers":      {[]api.SaisieCreneau{{Jour: le("2027-06-14"), Heure: "08:00", FinHeure: p("07:00")}}, "suivre son début"},
		"trop long":       {[]api.SaisieCreneau{{Jour: le("2027-06-14"), Heure: "08:00", FinJour: p(le("2027-06-16")), FinHeure: p("07:00")}}, "trop long"},
		"se chevauchent":  {[]api.SaisieCreneau{{Jour: le("2027-06-14"), Heure: "08:00", DureeMin: p(120)}, {Jour: le("2027-06-14"), Heure: "09:00", DureeMin: p(60)}}, "se chevauchent"},
		"période absurde": {[]api.SaisieCreneau{{Jour: le("2027-06-14"), Heure: "08:00", FinJour: p(le("2027-12-16")), FinHeure: p("07:00"), SurPlace: p(false)}}, "trop long"},
	} {
		_, err := lireCreneaux(c.saisis, paris, true)
		require.ErrorContains(t, err, c.mot, nom)
	}
	_, err := lireCreneaux([]api.SaisieCreneau{{Jour: le("2027-06-14"), Heure: "08:00", DureeMin: p(120)}, {Jour: le("2027-06-14"), Heure: "09:00", DureeMin: p(60), SurPlace: p(false)}}, paris, true)
	require.NoError(t, err, "à distance n’exclut pas")
}
