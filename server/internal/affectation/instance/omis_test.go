package instance_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
)

// hasard invents a session: people around a dozen places, missions of one or several days, open to all or not.
func hasard(graine uint64) instance.Donnees {
	a := rand.New(rand.NewPCG(graine, 3))
	d := instance.Donnees{Session: uuid.New(), Fuseau: time.UTC, Reglages: regle.Nouveaux(nil),
		Bareme: instance.Bareme{ParKm: 32, Repas: 1750, Nuitee: 9000, NuiteeAuDela: 90, Limitrophe: func(x, y string) bool { return x == "1" && y == "2" || x == "2" && y == "1" }}}
	for l := range 12 {
		d.Lieux = append(d.Lieux, instance.Lieu{Latitude: 48 + a.Float64(), Longitude: -2 + 2*a.Float64(), Connu: l > 0, Commune: fmt.Sprint(l)})
	}
	option := uuid.New()
	for i := range 25 {
		p := instance.Personne{ID: uuid.New(), Nom: fmt.Sprint(i), Lieu: int32(a.IntN(13)) - 1, Quotite: 100, Competences: map[uuid.UUID]int16{}}
		if p.Lieu >= 0 {
			p.Communes = []string{d.Lieux[p.Lieu].Commune}
		}
		if a.IntN(2) == 0 {
			p.Competences[option] = int16(1 + a.IntN(2))
		}
		if a.IntN(4) == 0 {
			p.Voeux = []instance.Voeu{{Genre: "type_mission", Sens: 1, Type: "SURVEILLANCE", Lieu: -1}}
		}
		d.Personnes = append(d.Personnes, p)
	}
	for j := range 10 {
		m := instance.Mission{ID: uuid.New(), Type: []string{"SURVEILLANCE", "CORRECTION"}[a.IntN(2)], EpreuveOption: option, Exige: a.IntN(2) == 0,
			Centre: int32(a.IntN(4)), SurPlace: a.IntN(5) > 0}
		for k := range 1 + a.IntN(5)/4 {
			debut := time.Date(2027, 6, 7+a.IntN(2)+k, 8+a.IntN(6), 0, 0, 0, time.UTC)
			m.Creneaux = append(m.Creneaux, instance.Creneau{Debut: debut, Fin: debut.Add(4 * time.Hour), Jour: int32(debut.Unix() / 86400)})
			if k > 0 && m.Creneaux[0].Fin.After(debut) {
				m.Creneaux = m.Creneaux[:1]
			}
		}
		m.Postes = []instance.Poste{{Role: "surveillant", Besoin: int32(1 + j%3)}}
		d.Missions = append(d.Missions, m)
	}
	return d
}

// However few people are offered at first, the bound never exceeds what a search among everybody finds, and the plan comes
// near it.
func TestOffreReduite(t *testing.T) {
	t.Parallel()
	reduit, entier := int64(0), int64(0)
	for graine := range uint64(80) {
		s := instance.Preparer(hasard(graine))
		tous := s.Construire(1000)
		ref, err := optim.Resoudre(context.Background(), tous.Probleme, optim.Options{Gap: -1, Budget: 30_000})
		require.NoError(t, err)
		p := s.Construire(1)
		require.Less(t, len(p.Arcs), len(tous.Arcs))
		pl, err := optim.Resoudre(context.Background(), p.Probleme, optim.Options{Gap: -1, Budget: 30_000})
		require.NoError(t, err)
		require.LessOrEqual(t, pl.Borne, ref.Cout, "graine %d", graine)
		require.GreaterOrEqual(t, pl.Cout, ref.Borne, "graine %d", graine)
		reduit, entier = reduit+pl.Cout, entier+ref.Cout
	}
	require.InEpsilon(t, entier, reduit, 0.03)
}
