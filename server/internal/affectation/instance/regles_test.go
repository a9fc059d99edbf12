package instance_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/disponibilite"
)

var (
	option   = uuid.MustParse("01900000-0000-7000-8000-000000000001")
	paris, _ = time.LoadLocation("Europe/Paris")
)

// paire is one person and one mission that nothing keeps apart, and that cost nothing but the journey.
func paire(regles ...regle.Reglage) *instance.Donnees {
	le := func(h int) time.Time { return time.Date(2027, 6, 17, h, 0, 0, 0, paris) }
	return &instance.Donnees{Fuseau: paris, Bareme: instance.Bareme{ParKm: 40, Repas: 2000, Nuitee: 9000, NuiteeAuDela: 90}, Reglages: regle.Nouveaux(regles),
		Lieux:     []instance.Lieu{{Latitude: 48.11, Longitude: -1.68, Connu: true, Bassin: "Rennes"}, {Latitude: 48.35, Longitude: -1.2, Connu: true, Bassin: "Fougères"}},
		Personnes: []instance.Personne{{ID: uuid.New(), Nom: "ANDRE Luc", Lieu: 1, UAI: []string{"0350001A"}, Quotite: 100, Competences: map[uuid.UUID]int16{option: 1}}},
		Missions: []instance.Mission{{ID: uuid.New(), Type: "INTERROGATION", Examen: "BTS", EpreuveOption: option, Exige: true, Centre: 0, CentreUAI: "0350009Z", SurPlace: true,
			Creneaux: []instance.Creneau{{ID: uuid.New(), Debut: le(8), Fin: le(10), Jour: 20986}}, Postes: []instance.Poste{{Role: "interrogateur", Besoin: 1}}}}}
}

// Each rule about one pair: what it forbids when it is imperative, what it costs when it is soft.
func TestReglesDUnePaire(t *testing.T) {
	base := instance.Preparer(*paire())
	require.Empty(t, base.Empechements(0, 0))
	trajet := base.Cout(0, 0).Total
	require.EqualValues(t, 2*base.Km(0, 0)*40, trajet, "aller et retour, sans repas")
	for nom, x := range map[string]struct {
		code    regle.Code
		poids   int32
		casser  func(*instance.Donnees)
		surcout int32
	}{
		"competence": {regle.Competence, 0, func(d *instance.Donnees) { d.Personnes[0].Competences = nil }, 0},
		"disponibilite": {regle.Disponibilite, 0, func(d *instance.Donnees) {
			d.Personnes[0].Blocages = []disponibilite.Blocage{{Raison: "indisponible", Portee: "tout"}}
		}, 0},
		"propres élèves":       {regle.PropresEleves, 300, func(d *instance.Donnees) { d.Missions[0].Origines = []string{"0350001A"} }, 300},
		"propre établissement": {regle.PropreEtablissement, 100, func(d *instance.Donnees) { d.Missions[0].CentreUAI = "0350001A" }, 100},
		"bassin":               {regle.Bassin, 50, func(d *instance.Donnees) { d.Lieux[1].Bassin = "Rennes" }, 50},
		"rayon":                {regle.Rayon, 7, func(*instance.Donnees) {}, 7 * (base.Km(0, 0) - 10)},
		"contractuels":         {regle.Contractuels, 200, func(d *instance.Donnees) { d.Personnes[0].Contractuel = true }, 200},
		"classe d’examen":      {regle.ClasseExamen, 150, func(d *instance.Donnees) { d.Personnes[0].Competences = map[uuid.UUID]int16{option: 3} }, 150},
		"vœux": {regle.Voeux, 90, func(d *instance.Donnees) {
			d.Personnes[0].Voeux = []instance.Voeu{{Genre: "type_mission", Sens: -1, Type: "INTERROGATION"}}
		}, 90},
	} {
		t.Run(nom, func(t *testing.T) {
			def, _ := regle.De(x.code)
			for _, force := range def.Forces {
				d := paire(regle.Reglage{Code: x.code, Force: force, Poids: x.poids, Valeur: 10})
				x.casser(d)
				s := instance.Preparer(*d)
				var codes []regle.Code
				for _, e := range s.Empechements(0, 0) {
					codes = append(codes, e.Regle)
				}
				switch force {
				case regle.Imperative:
					assert.Equal(t, []regle.Code{x.code}, codes)
				case regle.Souple:
					assert.Empty(t, codes)
					assert.Equal(t, trajet+x.surcout, s.Cout(0, 0).Total, "souple : elle se paie")
				case regle.Sans:
					assert.Empty(t, codes)
					assert.Equal(t, trajet, s.Cout(0, 0).Total, "sans effet : elle ne coûte rien")
				}
			}
		})
	}
}

// Rules about all that one person holds.
func TestReglesDEnsemble(t *testing.T) {
	deux := func(regles ...regle.Reglage) *instance.Donnees {
		d := paire(regles...)
		m := d.Missions[0]
		m.ID, m.Centre = uuid.New(), 1
		m.Creneaux = []instance.Creneau{{ID: uuid.New(), Debut: m.Creneaux[0].Fin.Add(time.Hour), Fin: m.Creneaux[0].Fin.Add(2 * time.Hour), Jour: m.Creneaux[0].Jour}}
		d.Missions = append(d.Missions, m)
		return d
	}
	tient := func(d *instance.Donnees) int {
		plan, err := optim.Resoudre(t.Context(), instance.Preparer(*d).Construire(30).Probleme, optim.Options{Gap: -1, Budget: 1000})
		require.NoError(t, err)
		return len(plan.Affectations)
	}
	assert.Equal(t, 2, tient(deux(regle.Reglage{Code: regle.Trajet, Force: regle.Imperative, Valeur: 0})), "cinquante-trois kilomètres en une heure")
	assert.Equal(t, 1, tient(deux(regle.Reglage{Code: regle.Trajet, Force: regle.Imperative, Valeur: 15})), "et pas avec un quart d’heure de marge")
	assert.Equal(t, 2, tient(deux(regle.Reglage{Code: regle.Trajet, Force: regle.Sans})))
	sans := regle.Reglage{Code: regle.Trajet, Force: regle.Sans}
	for code, d := range map[regle.Code]*instance.Donnees{
		regle.QuotaMissions: deux(sans, regle.Reglage{Code: regle.QuotaMissions, Force: regle.Imperative, Valeur: 1}),
		regle.QuotaCopies:   deux(sans, regle.Reglage{Code: regle.QuotaCopies, Force: regle.Imperative, Valeur: 30}),
		regle.Cumul:         deux(sans),
		regle.Chevauchement: deux(sans),
		regle.QuotaJours:    deux(sans, regle.Reglage{Code: regle.QuotaJours, Force: regle.Imperative, Valeur: 1}),
	} {
		switch code { //nolint:exhaustive // those of the table
		case regle.QuotaCopies:
			d.Missions[0].Copies, d.Missions[1].Copies = 20, 20
		case regle.Cumul:
			d.Missions[1].Examen = "BCP"
			d.Cumuls = []instance.Cumul{{ExamenA: "BTS", ExamenB: "BCP"}}
		case regle.Chevauchement:
			d.Missions[1].Creneaux = d.Missions[0].Creneaux
		case regle.QuotaJours:
			d.Missions[1].Creneaux = []instance.Creneau{{ID: uuid.New(), Debut: d.Missions[0].Creneaux[0].Debut.AddDate(0, 0, 1), Fin: d.Missions[0].Creneaux[0].Fin.AddDate(0, 0, 1), Jour: d.Missions[0].Creneaux[0].Jour + 1}}
		}
		assert.Equal(t, 1, tient(d), code)
	}
}

// The clock goes forward in the night, and islands have no road.
func TestHeuresEtIles(t *testing.T) {
	d := paire(regle.Reglage{Code: regle.Trajet, Force: regle.Imperative})
	nuit := func(h int) time.Time { return time.Date(2027, 3, 28, h, 0, 0, 0, paris) }
	d.Missions[0].Creneaux[0].Debut, d.Missions[0].Creneaux[0].Fin = nuit(0), nuit(1)
	m := d.Missions[0]
	m.ID, m.Creneaux = uuid.New(), []instance.Creneau{{ID: uuid.New(), Debut: nuit(4), Fin: nuit(5)}}
	d.Missions = append(d.Missions, m)
	p := instance.Preparer(*d).Construire(1)
	assert.EqualValues(t, 120, p.Missions[1].Creneaux[0].Debut-p.Missions[0].Creneaux[0].Fin, "de une heure à quatre, il n’y a que deux heures")
	assert.EqualValues(t, 24*60, instance.Minutes(int32(instance.Kilometres(&instance.Lieu{Latitude: 41.9, Longitude: 8.7, Connu: true}, &d.Lieux[0]))), "de la Corse, une journée")
	assert.Zero(t, instance.Kilometres(&instance.Lieu{Commune: "35238"}, &instance.Lieu{Commune: "35238"}))
}
