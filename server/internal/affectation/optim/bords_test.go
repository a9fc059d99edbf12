package optim_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/optim"
)

func mini() *optim.Probleme {
	return &optim.Probleme{
		Personnes: []optim.Personne{{Plafonds: optim.Libre(3)}, {Plafonds: optim.Libre(3)}},
		Missions: []optim.Mission{{Creneaux: []optim.Creneau{{Debut: 1300, Fin: 1500, Jour: 0}}}, // past midnight
			{Centre: 1, Creneaux: []optim.Creneau{{Debut: 1500, Fin: 1600, Jour: 1}}}},
		Postes: []optim.Poste{{Mission: 0, Besoin: 1, NonPourvu: 5000}, {Mission: 1, Besoin: 1, NonPourvu: 5000}},
		Arcs: []optim.Arc{{Poste: 0, Personne: 0, Cout: 100}, {Poste: 1, Personne: 0, Cout: 100}, {Poste: 1, Personne: 1, Cout: 900},
			{Poste: 0, Personne: 0, Cout: 250}}, // twice the same pair: the cheaper counts
	}
}

func resoudre(t *testing.T, p *optim.Probleme) *optim.Plan {
	t.Helper()
	plan, err := optim.Resoudre(context.Background(), p, optim.Options{})
	require.NoError(t, err)
	require.Equal(t, plan.Borne, plan.Cout)
	return plan
}

func TestBords(t *testing.T) {
	assert.Equal(t, int64(0), resoudre(t, &optim.Probleme{}).Cout)
	assert.Equal(t, int64(200), resoudre(t, mini()).Cout, "ce qui finit à 1 h est compatible avec ce qui commence à 1 h")

	p := mini()
	p.Trajet = func(de, vers int32) int32 {
		if de == vers {
			return 0
		}
		return math.MaxInt32 // no road: an island
	}
	assert.Equal(t, int64(1000), resoudre(t, p).Cout)

	p = mini()
	p.Postes[0].Besoin = 0
	assert.Equal(t, int64(100), resoudre(t, p).Cout)

	p = mini()
	p.Arcs = nil
	plan := resoudre(t, p)
	assert.Equal(t, int64(10000), plan.Cout)
	assert.Len(t, plan.Manques, 2)

	p = mini()
	p.Personnes[0].Missions, p.Personnes[1].Missions = 0, 0
	assert.Equal(t, int64(10000), resoudre(t, p).Cout)

	p = mini()
	for s := range p.Postes {
		p.Postes[s].NonPourvu = 1 << 40
	}
	p.Arcs[0].Cout, p.Arcs[3].Cout = 1<<30, 1<<30
	assert.Equal(t, int64(1<<30+100), resoudre(t, p).Cout)
}

func TestRefus(t *testing.T) {
	for nom, casser := range map[string]func(*optim.Probleme){
		"poste inconnu":          func(p *optim.Probleme) { p.Arcs[0].Poste = 9 },
		"personne inconnue":      func(p *optim.Probleme) { p.Arcs[0].Personne = -1 },
		"mission inconnue":       func(p *optim.Probleme) { p.Postes[0].Mission = 7 },
		"créneau à l’envers":     func(p *optim.Probleme) { p.Missions[0].Creneaux[0].Fin = 0 },
		"charge qui décroît":     func(p *optim.Probleme) { p.Personnes[0].Charge = []int64{5, 3} },
		"plafond négatif":        func(p *optim.Probleme) { p.Personnes[0].Jours = -1 },
		"prix démesuré":          func(p *optim.Probleme) { p.Postes[0].NonPourvu = 1 << 50 },
		"somme démesurée":        func(p *optim.Probleme) { p.Postes[0].NonPourvu, p.Postes[0].Besoin = 1<<40, 1<<20 },
		"verrouillé et interdit": func(p *optim.Probleme) { p.Arcs[0].Etat = optim.Verrouille | optim.Interdit },
		"plus de verrous que de places": func(p *optim.Probleme) {
			p.Arcs[1].Etat, p.Arcs[2].Etat = optim.Verrouille, optim.Verrouille
		},
		"verrous incompatibles": func(p *optim.Probleme) {
			p.Missions[1].Creneaux[0].Debut = 1400
			p.Arcs[0].Etat, p.Arcs[1].Etat = optim.Verrouille, optim.Verrouille
		},
		"verrous au-delà du plafond": func(p *optim.Probleme) {
			p.Personnes[0].Missions = 1
			p.Arcs[0].Etat, p.Arcs[1].Etat = optim.Verrouille, optim.Verrouille
		},
	} {
		p := mini()
		casser(p)
		_, err := optim.Resoudre(context.Background(), p, optim.Options{})
		assert.ErrorIs(t, err, optim.ErrProbleme, nom)
	}
}

// Stopped before it has begun, it still answers with a plan that holds and a bound that is true.
func TestArret(t *testing.T) {
	ctx, arreter := context.WithCancel(context.Background())
	arreter()
	plan, err := optim.Resoudre(ctx, mini(), optim.Options{})
	require.NoError(t, err)
	assert.False(t, plan.Rejouable)
	assert.LessOrEqual(t, plan.Borne, int64(200))
	assert.NoError(t, respecte(mini(), plan.Affectations))
}

// From the published plan, the price of a move decides whether it is worth it.
func TestStabilite(t *testing.T) {
	p := mini()
	p.Arcs[2].Etat = optim.Publie
	for prix, voulu := range map[int64]int64{0: 200, 700: 900, 2000: 1000} {
		p.PrixDeplacement = prix
		plan := resoudre(t, p)
		assert.Equal(t, voulu, plan.Cout, prix)
		assert.Equal(t, prix*plan.Deplaces, plan.Termes.Deplacements)
	}
}
