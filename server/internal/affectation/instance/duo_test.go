package instance_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/server/internal/affectation/instance"
)

// apparies gives some people of a session a colleague to come with, or without; now and then both say so.
func apparies(d *instance.Donnees, a *rand.Rand) {
	for range 1 + a.IntN(6) {
		i, k := a.IntN(len(d.Personnes)), a.IntN(len(d.Personnes))
		if i == k {
			continue
		}
		sens := int32(1 - 2*a.IntN(2))
		d.Personnes[i].Voeux = append(d.Personnes[i].Voeux, instance.Voeu{Genre: "collegue", Sens: sens, Lieu: -1, Collegue: d.Personnes[k].ID})
		if a.IntN(3) == 0 {
			d.Personnes[k].Voeux = append(d.Personnes[k].Voeux, instance.Voeu{Genre: "collegue", Sens: sens, Lieu: -1, Collegue: d.Personnes[i].ID})
		}
	}
	for j := range d.Missions {
		switch a.IntN(4) {
		case 0:
			d.Missions[j].Postes = append(d.Missions[j].Postes, instance.Poste{Role: "reserviste", Besoin: 1, Reserve: true})
		case 1: // somebody was there before
			d.Missions[j].Postes[0].Tenus = []instance.Tenu{{Personne: int32(a.IntN(len(d.Personnes))), Affectation: uuid.New(), Convoque: a.IntN(2) == 0}}
		}
	}
}

// What explanations count of the wishes about colleagues is what the engine pays for them, on any plan made of what it is
// offered.
func TestVoeuxDeCollegues(t *testing.T) {
	t.Parallel()
	contraries, vus := int64(0), 0
	rapid.Check(t, func(rt *rapid.T) {
		graine := rapid.Uint64().Draw(rt, "graine")
		a := rand.New(rand.NewPCG(graine, 11))
		d := hasard(graine)
		apparies(&d, a)
		p := instance.Preparer(d).Construire(1 + a.IntN(6))
		tient, assis := map[int32][]int32{}, make([][]int32, len(p.Probleme.Postes))
		densite := a.Float64()
		for k := range p.Arcs { // whatever a plan may be: what a hard rule forbids costs the same
			if x := &p.Arcs[k]; a.Float64() < densite {
				tient[x.Personne] = append(tient[x.Personne], x.Poste)
				assis[x.Poste] = append(assis[x.Poste], x.Personne)
			}
		}
		moteur := int64(0)
		for k := range p.Compositions {
			moteur += p.Compositions[k].Penalite(func(s int32) []int32 { return assis[s] })
		}
		dite := p.PenaliteDuos(nil, func(i int32) []int32 { return tient[i] })
		if moteur != dite {
			rt.Fatalf("graine %d : le moteur paie %d, l’explication dit %d", graine, moteur, dite)
		}
		contraries, vus = contraries+dite, vus+len(p.Compositions)
	})
	require.Positive(t, contraries, "wishes thwarted were seen")
	require.Positive(t, vus)
}

// A wish follows what is offered: a session in which anybody may supervise anywhere does not offer a pair everywhere.
func TestVoeuxSuiventLesOffres(t *testing.T) {
	t.Parallel()
	taille := func(missions int, voeux bool) (arcs, compositions int) {
		d := instance.Donnees{Session: uuid.New(), Fuseau: time.UTC, Bareme: instance.Bareme{ParKm: 32, Repas: 1750, Nuitee: 9000, NuiteeAuDela: 90}}
		const gens, centres = 400, 40
		for l := range centres {
			d.Lieux = append(d.Lieux, instance.Lieu{Latitude: 47.5 + float64(l/8)/5, Longitude: -2 + float64(l%8)/5, Connu: true, Commune: fmt.Sprint(l)})
		}
		for i := range gens {
			d.Personnes = append(d.Personnes, instance.Personne{ID: uuid.New(), Nom: fmt.Sprint(i), Lieu: int32(i % centres), Quotite: 100})
		}
		for i := 0; voeux && i < 40; i += 2 {
			d.Personnes[i].Voeux = []instance.Voeu{{Genre: "collegue", Sens: 1, Lieu: -1, Collegue: d.Personnes[i+1].ID}}
		}
		for j := range missions {
			debut := time.Date(2027, 6, 1+j/centres%20, 8, 0, 0, 0, time.UTC)
			d.Missions = append(d.Missions, instance.Mission{ID: uuid.New(), Type: "SURVEILLANCE", Centre: int32(j % centres), SurPlace: true,
				Creneaux: []instance.Creneau{{Debut: debut, Fin: debut.Add(4 * time.Hour), Jour: int32(debut.Unix() / 86400)}}, Postes: []instance.Poste{{Role: "surveillant", Besoin: 2}}})
		}
		p := instance.Preparer(d).Construire(5)
		return len(p.Arcs), len(p.Compositions)
	}
	for _, missions := range []int{800, 1600} {
		sans, aucune := taille(missions, false)
		avec, compositions := taille(missions, true)
		require.Zero(t, aucune)
		require.Positive(t, compositions)
		// A tenth of the people are of a pair: a tenth of the offers bring one colleague more.
		require.Greater(t, avec, sans)
		require.Less(t, avec-sans, sans/5, "%d missions", missions)
		require.Less(t, compositions, sans/5, "%d missions", missions)
		// 20 pairs in every place and day would be 40 arcs for each mission, against %d offers.
		require.Less(t, 4*(avec-sans), 40*missions)
	}
}
