package verif_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"imagin/server/internal/affectation/verif"
)

var paris, _ = time.LoadLocation("Europe/Paris")

func a(jour, heure, minute int) time.Time {
	return time.Date(2026, 6, jour, heure, minute, 0, 0, paris)
}

func creneau(jour, de, vers int) []verif.Periode {
	return []verif.Periode{{Debut: a(jour, de, 0), Fin: a(jour, vers, 0)}}
}

func ref(n int) *int { return &n }

// sain is a plan that breaks nothing, and comes near to every rule.
func sain() *verif.Dossier {
	return &verif.Dossier{
		Personnes: []verif.Personne{
			{ID: "p", Nom: "Mme P", Competences: []string{"maths"}, Etablissements: []string{"0350001A"}, Jusqua: a(30, 0, 0),
				Indisponible: []verif.Periode{{Debut: a(17, 18, 0), Fin: a(18, 8, 0)}},
				Missions:     ref(2), Jours: ref(2), Copies: ref(60), Candidats: ref(12)},
			{ID: "q", Nom: "M. Q"},
		},
		Missions: []verif.Mission{
			{ID: "m", Libelle: "écrit", Centre: "Rennes", Exige: "maths", Origines: []string{"0350002B"}, Ouverte: true,
				Creneaux: creneau(17, 8, 12), Famille: "bac", Copies: 30},
			{ID: "n", Libelle: "oral", Centre: "Brest", Exige: "maths", Ouverte: true, Creneaux: creneau(18, 8, 12), Famille: "bts",
				Copies: 30, Candidats: 12},
			{ID: "s", Libelle: "surveillance", Centre: "Rennes", Ouverte: true, Creneaux: creneau(17, 8, 12)},
		},
		Postes: []verif.Poste{{ID: "M", Mission: "m", Places: 1}, {ID: "N", Mission: "n", Places: 1}, {ID: "S", Mission: "s", Places: 1},
			{ID: "T", Mission: "m", Places: 1}},
		Affectations: []verif.Affectation{{Poste: "M", Personne: "p"}, {Poste: "N", Personne: "p"}, {Poste: "S", Personne: "q"}},
		Verrous:      []verif.Affectation{{Poste: "M", Personne: "p"}},
		Interdits:    []verif.Affectation{{Poste: "N", Personne: "q"}},
		Stables:      []verif.Stable{{Mission: "m", Personne: "p"}, {Mission: "m", Personne: "q"}}, // who has lost the compétence may leave
		Cumuls:       [][2]string{{"bac", "cap"}},
		Trajet: func(de, vers string) time.Duration {
			if de == vers {
				return 0
			}
			return 3 * time.Hour
		},
	}
}

// mutations break one rule each.
var mutations = map[verif.Regle]func(*verif.Dossier){
	verif.Reference: func(d *verif.Dossier) { d.Affectations[2].Personne = "inconnue" },
	verif.Doublon: func(d *verif.Dossier) {
		d.Affectations = append(d.Affectations, verif.Affectation{Poste: "T", Personne: "p"})
		d.Personnes[0].Missions, d.Personnes[0].Copies = nil, nil
	},
	verif.Places:         func(d *verif.Dossier) { d.Postes[2].Places = 0 },
	verif.MissionOuverte: func(d *verif.Dossier) { d.Missions[1].Ouverte = false },
	verif.Competence:     func(d *verif.Dossier) { d.Personnes[0].Competences = []string{"lettres"}; d.Missions[1].Exige = "" },
	verif.Etablissement:  func(d *verif.Dossier) { d.Missions[0].Origines = []string{"0350001A"} },
	verif.Indisponibilite: func(d *verif.Dossier) {
		d.Personnes[0].Indisponible[0].Fin = a(18, 8, 1)
	},
	verif.Contrat: func(d *verif.Dossier) { d.Personnes[0].Jusqua = a(18, 11, 59) },
	verif.Chevauchement: func(d *verif.Dossier) {
		d.Missions[1].Creneaux = creneau(17, 11, 13)
		d.Missions[1].Centre = "Rennes"
		d.Personnes[0].Indisponible = nil
	},
	verif.Trajet:         func(d *verif.Dossier) { d.Missions[1].Creneaux = creneau(17, 14, 18) },
	verif.Cumul:          func(d *verif.Dossier) { d.Cumuls = [][2]string{{"bts", "bac"}} },
	verif.QuotaMissions:  func(d *verif.Dossier) { d.Personnes[0].Missions = ref(1) },
	verif.QuotaJours:     func(d *verif.Dossier) { d.Personnes[0].Jours = ref(1) },
	verif.QuotaCopies:    func(d *verif.Dossier) { d.Personnes[0].Copies = ref(59) },
	verif.QuotaCandidats: func(d *verif.Dossier) { d.Personnes[0].Candidats = ref(11) },
	verif.Verrou:         func(d *verif.Dossier) { d.Verrous[0].Personne = "q" },
	verif.Interdit:       func(d *verif.Dossier) { d.Interdits[0].Personne = "p" },
	verif.Stabilite:      func(d *verif.Dossier) { d.Stables[0].Mission = "s" },
}

func TestChaqueRegleCrie(t *testing.T) {
	assert.Empty(t, verif.Verifier(sain()))
	for _, r := range verif.Regles {
		casser := mutations[r]
		if !assert.NotNil(t, casser, r) {
			continue
		}
		d := sain()
		casser(d)
		vs := verif.Verifier(d)
		regles := map[verif.Regle]bool{}
		for _, v := range vs {
			regles[v.Regle] = true
			assert.NotEmpty(t, v.Phrase)
		}
		assert.Equal(t, map[verif.Regle]bool{r: true}, regles, "%s : %v", r, vs)
	}
}

// Work à distance excludes nothing, and uses no day.
func TestADistance(t *testing.T) {
	d := sain()
	d.Missions[1].Creneaux, d.Missions[1].ADistance = creneau(17, 8, 12), true
	d.Personnes[0].Jours = ref(1)
	assert.Empty(t, verif.Verifier(d))
}

// The night when clocks go forward is an hour shorter: what is enough on paper is not.
func TestChangementDHeure(t *testing.T) {
	d := sain()
	d.Personnes[0].Indisponible = nil
	nuit := func(h int) time.Time { return time.Date(2026, 3, 29, h, 0, 0, 0, paris) }
	d.Missions[0].Creneaux = []verif.Periode{{Debut: nuit(0), Fin: nuit(1)}}
	d.Missions[1].Creneaux = []verif.Periode{{Debut: nuit(4), Fin: nuit(6)}}
	d.Affectations = d.Affectations[:2]
	assert.Len(t, verif.Verifier(d), 1)
}
