package calcul

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTauxDuJourDeLaMission(t *testing.T) {
	for _, c := range []struct {
		jour   string
		metres int64
		cumul  int64
		total  int64
	}{
		{"2008-07-31", 100_000, 0, 2300}, {"2008-08-01", 100_000, 0, 2500}, {"2019-02-28", 100_000, 0, 2500},
		{"2019-03-01", 100_000, 0, 2900}, {"2021-12-31", 100_000, 0, 2900}, {"2022-01-01", 100_000, 0, 3200},
		{"2026-06-15", 100_000, 1_950_000, 50*32 + 50*40}, {"2026-06-15", 100_000, 9_950_000, 50*40 + 50*23},
		{"2026-06-15", 100_000, 12_000_000, 2300}, {"2026-06-15", 9_000_000, 1_500_000, 500*32 + 8000*40 + 500*23},
		{"2026-06-15", 12_300, 0, 394}, // 12.3 km × 0.32 = 3.936
	} {
		require.Equal(t, c.total, voiture(t, c.jour, "METRO_DOM", EUR, c.metres, c.cumul).Total, "%+v", c)
	}
	_, err := National().Deplacement(Journee{Jour: le(t, "2001-01-01"), Zones: Zones{IK: "METRO_DOM"}, Trajets: []Trajet{{Mode: Voiture, Metres: 1000}}})
	refuse(t, err, SansTaux)
}

func TestVehicules(t *testing.T) {
	j := le(t, "2026-06-15")
	total := func(tr Trajet) int64 {
		return dep(t, Journee{Jour: j, Zones: Zones{IK: "METRO_DOM"}, Trajets: []Trajet{tr}}).Total
	}
	require.EqualValues(t, 4100, total(Trajet{Mode: Voiture, Metres: 100_000, Vehicule: "CV6_7"}))
	require.EqualValues(t, 4500, total(Trajet{Mode: Voiture, Metres: 100_000, Vehicule: "CV8"}))
	require.EqualValues(t, 3200, total(Trajet{Mode: Voiture, Metres: 100_000, Vehicule: "inconnue"}), "sans carte grise, le taux le plus bas")
	require.EqualValues(t, 1500, total(Trajet{Mode: Moto, Metres: 100_000}))
	require.EqualValues(t, 1200, total(Trajet{Mode: Velomoteur, Metres: 100_000}))
	require.EqualValues(t, 1000, total(Trajet{Mode: Velomoteur, Metres: 10_000}), "minimum du mois")
	require.EqualValues(t, 120, dep(t, Journee{Jour: j, Zones: Zones{IK: "METRO_DOM"}, VeloDuMois: 1000, Trajets: []Trajet{{Mode: Velomoteur, Metres: 10_000}}}).Total)
}

func TestRepasEtNuits(t *testing.T) {
	j := le(t, "2026-06-15")
	metro := ZonesDe("35238", 220_000, National().GrandeVille(j), EUR)
	for _, c := range []struct {
		nom            string
		depart, retour Instant
		demande        Journee
		total          int64
		ecart          string
	}{
		{"midi entier", j.A(11, 0), j.A(14, 0), Journee{Repas: 1}, 2000, ""},
		{"une minute trop tard", j.A(11, 1), j.A(18, 0), Journee{Repas: 1}, 0, "DEP.REPAS.PLAGE"},
		{"une minute trop tôt", j.A(8, 0), j.A(13, 59), Journee{Repas: 1}, 0, "DEP.REPAS.PLAGE"},
		{"midi et soir", j.A(7, 0), j.A(21, 0), Journee{Repas: 2}, 4000, ""},
		{"trois demandés", j.A(7, 0), j.A(21, 0), Journee{Repas: 3}, 4000, "DEP.REPAS.PLAGE"},
		{"un offert", j.A(7, 0), j.A(21, 0), Journee{Repas: 2, RepasOfferts: 1}, 2000, "DEP.REPAS.PLAGE"},
		{"restaurant administratif", j.A(7, 0), j.A(21, 0), Journee{Repas: 1, RepasRA: 1}, 3000, ""},
		{"une nuit prouvée", j.A(18, 0), (j + 1).A(5, 0), Journee{Nuits: 1, NuitsProuvees: 1, Repas: 1}, 14000, ""},
		{"une nuit sans preuve", j.A(18, 0), (j + 1).A(5, 0), Journee{Nuits: 1}, 0, "DEP.NUIT.PREUVE"},
		{"parti avant cinq heures", j.A(18, 0), (j + 1).A(4, 59), Journee{Nuits: 1, NuitsProuvees: 1}, 0, "DEP.NUIT.PLAGE"},
		{"mobilité réduite", j.A(18, 0), (j + 1).A(8, 0), Journee{Nuits: 1, NuitsProuvees: 1, MobiliteRQTH: true}, 15000, ""},
		{"nuit offerte", j.A(18, 0), (j + 1).A(8, 0), Journee{Nuits: 1, NuitsProuvees: 1, NuitsOffertes: 1}, 0, "DEP.NUIT.PLAGE"},
	} {
		d := c.demande
		d.Jour, d.Depart, d.Retour, d.Zones = j, c.depart, c.retour, metro
		p := dep(t, d)
		require.Equal(t, c.total, p.Total, c.nom)
		if c.ecart == "" {
			require.Empty(t, p.Ecarts, c.nom)
		} else {
			require.Equal(t, c.ecart, p.Ecarts[0].Regle, c.nom)
		}
	}
	avant := le(t, "2024-06-10")
	p := dep(t, Journee{Jour: avant, Depart: avant.A(8, 0), Retour: avant.A(15, 0), Zones: metro, Repas: 1})
	require.Equal(t, "DEP.REPAS.PREUVE", p.Ecarts[0].Regle, "un justificatif était demandé avant le 8 juillet 2024")
}

func TestChangementDHeure(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	require.NoError(t, err)
	de, a := InstantDe(time.Date(2026, 3, 28, 18, 0, 0, 0, paris)), InstantDe(time.Date(2026, 3, 29, 8, 0, 0, 0, paris))
	require.EqualValues(t, 1, plages(de, a, 0, 300), "la nuit d’une heure de moins est une nuit")
	de, a = InstantDe(time.Date(2026, 10, 24, 18, 0, 0, 0, paris)), InstantDe(time.Date(2026, 10, 25, 8, 0, 0, 0, paris))
	require.EqualValues(t, 1, plages(de, a, 0, 300))
}

func TestZones(t *testing.T) {
	for insee, z := range map[string]Zones{
		"75056": {"REPAS.METRO", "NUIT.PARIS", "METRO_DOM"}, "75113": {"REPAS.METRO", "NUIT.PARIS", "METRO_DOM"},
		"92050": {"REPAS.METRO", "NUIT.GV", "METRO_DOM"}, "91027": {"REPAS.METRO", "NUIT.GV", "METRO_DOM"}, "91228": {"REPAS.METRO", "NUIT.BASE", "METRO_DOM"},
		"97411": {"REPAS.DOM", "NUIT.DOM", "METRO_DOM"}, "98818": {"REPAS.PAC.XPF", "NUIT.PAC.XPF", "NC"}, "98613": {"REPAS.PAC.XPF", "NUIT.PAC.XPF", "WF"},
		"98735": {"REPAS.PAC.XPF", "NUIT.PAC.XPF", "PF"}, "2A004": {"REPAS.METRO", "NUIT.BASE", "METRO_DOM"},
	} {
		require.Equal(t, z, ZonesDe(insee, 1000, 200_000, XPF), insee)
	}
	require.Equal(t, "NUIT.GV", ZonesDe("35238", 200_000, 200_000, EUR).Nuit)
	require.Equal(t, "NUIT.BASE", ZonesDe("35238", 199_999, 200_000, EUR).Nuit)
	require.Equal(t, "REPAS.PAC", ZonesDe("98818", 1, 200_000, EUR).Repas)
}

func TestDepenses(t *testing.T) {
	j := le(t, "2026-06-15")
	un := func(conv bool, tr ...Trajet) Part { return dep(t, Journee{Jour: j, Convenance: conv, Trajets: tr}) }
	require.EqualValues(t, 5260, un(false, Trajet{Mode: Train, Prix: 4510, Prouve: true}, Trajet{Mode: Peage, Prix: 750, Prouve: true}).Total)
	require.Equal(t, []Ecart{{"DEP.TRAIN.PREUVE", 4510}}, un(false, Trajet{Mode: Train, Prix: 4510}).Ecarts)
	require.Equal(t, []Ecart{{"DEP.TAXI.AUTORISATION", 3000}}, un(false, Trajet{Mode: Taxi, Prix: 3000, Prouve: true}).Ecarts)
	require.Equal(t, []Ecart{{"DEP.CONVENANCE.FRAIS", 750}}, un(true, Trajet{Mode: Peage, Prix: 750, Prouve: true}).Ecarts)
	require.Zero(t, un(false, Trajet{Mode: Administration, Prix: 99999}).Total)
	_, err := National().Deplacement(Journee{Jour: j, Trajets: []Trajet{{Mode: "tapis volant"}}})
	refuse(t, err, HorsBornes)
	_, err = National().Deplacement(Journee{Jour: j, Convenance: true, Trajets: []Trajet{{Mode: Voiture, Metres: 90_000}}})
	refuse(t, err, SansTaux) // no current fare table was published: the académie loads its own
	local := National().Avec([]Tarif{{Code: "SNCF.64.FIXE", Valeur: 20_000, Devise: EUR, Debut: j}, {Code: "SNCF.64.KM", Valeur: 1500, Devise: EUR, Debut: j}}, nil)
	p, err := local.Deplacement(Journee{Jour: j, Convenance: true, Trajets: []Trajet{{Mode: Voiture, Metres: 90_000}, {Mode: Parking, Prix: 400, Prouve: true}}})
	require.NoError(t, err)
	require.EqualValues(t, 2*880, p.Total, "deux trajets de 45 km : 2 + 45 × 0,15 = 8,75, porté à 8,80")
}

func TestDroitAuDeplacement(t *testing.T) {
	voisines := func(a, b string) bool { return a == "35238" && b == "35051" }
	for _, c := range []struct {
		l     Lieux
		du    bool
		regle string
	}{
		{Lieux{"29019", "35238", "35051"}, true, "DEP.DROIT"},
		{Lieux{"35238", "35238", "29019"}, false, "DEP.RESIDENCE"},
		{Lieux{"35238", "29019", "35238"}, false, "DEP.ETABLISSEMENT"},
		{Lieux{"35238", "35051", "29019"}, false, "DEP.LIMITROPHE.RESIDENCE"},
		{Lieux{"", "35051", "29019"}, false, "DEP.SANS_LIEU"},
		{Lieux{"35238", "", ""}, false, "DEP.SANS_RESIDENCE"},
		{Lieux{"29019", "", "35051"}, true, "DEP.DROIT"},
	} {
		du, regle := Droit(c.l, voisines)
		require.Equal(t, c.du, du, "%+v", c)
		require.Equal(t, c.regle, regle)
		require.Contains(t, Regles, regle)
	}
	require.EqualValues(t, 12, PlusProche(30, 12))
	require.EqualValues(t, 30, PlusProche(30, -1))
	require.EqualValues(t, 12, PlusProche(-1, 12))
}

func TestRemunerations(t *testing.T) {
	const j = "2026-06-15"
	for _, c := range []struct {
		nom, examen string
		t           Travail
		total       int64
	}{
		{"bac pro, copies", "BCP", Travail{Nature: Copie, Quantite: 33}, 16500},
		{"grand oral en minutes", "BG", Travail{Nature: Oral, Quantite: 280}, 4480},
		{"une minute", "BG", Travail{Nature: Oral, Quantite: 1}, 16},
		{"rien", "BG", Travail{Nature: Copie}, 0},
		{"oral facultatif du bac", "BG", Travail{Nature: OralFacultatif, Quantite: 60}, 720},
		{"VAE BTS, coefficient 1,5", "BTS", Travail{Nature: VAE, Quantite: 4, Coefficient: 15_000}, 8400},
		{"présidence", "X", Travail{Nature: Forfait, Code: "CONC.PRES.A.LT25", Quantite: 1}, 200_000},
		{"aide de nuit", "X", Travail{Nature: Aide, Code: "CONC.AIDE.NUIT", Quantite: 90}, 4500},
		{"mémoire du DEC sous le plafond", "DEC", Travail{Nature: Forfait, Code: "ESR.MEMOIRE.DEC.MAX", Quantite: 2, Prix: 200 * unitaire}, 40_000},
		{"mémoire du DEC au plafond", "DEC", Travail{Nature: Forfait, Code: "ESR.MEMOIRE.DEC.MAX", Quantite: 2}, 53_000},
	} {
		p := rem(t, j, c.examen, c.t)
		require.Equal(t, c.total, p.Total, c.nom)
		for _, l := range p.Lignes {
			require.Contains(t, Regles, l.Regle)
			require.Contains(t, Sources(), l.Source, "la source de %s est inconnue", l.Code)
		}
	}
	for nom, f := range map[string]struct {
		code string
		p    Prestation
	}{
		"examen sans taux":      {SansTaux, Prestation{Jour: le(t, j), Examen: "BP", Travaux: []Travail{{Nature: Copie, Quantite: 1}}}},
		"avant 2012":            {SansTaux, Prestation{Jour: le(t, "2005-01-01"), Examen: "BG", Travaux: []Travail{{Nature: Copie, Quantite: 1}}}},
		"quantité négative":     {HorsBornes, Prestation{Jour: le(t, j), Examen: "BG", Travaux: []Travail{{Nature: Copie, Quantite: -1}}}},
		"coefficient trop haut": {Coefficient, Prestation{Jour: le(t, j), Examen: "BG", Travaux: []Travail{{Nature: VAE, Quantite: 1, Coefficient: 30_001}}}},
		"au-dessus du plafond":  {HorsBornes, Prestation{Jour: le(t, j), Travaux: []Travail{{Nature: Forfait, Code: "ESR.MEMOIRE.DEC.MAX", Quantite: 1, Prix: 266 * unitaire}}}},
	} {
		_, err := National().Remuneration(f.p)
		require.Error(t, err, nom)
		refuse(t, err, f.code)
	}
	eca, err := National().Remuneration(Prestation{Jour: le(t, j), Examen: "BG", EnCours: true, Travaux: []Travail{{Nature: Copie, Quantite: 10}}})
	require.NoError(t, err)
	require.Equal(t, Part{Etat: SansObjet, Regle: "REM.ECA", Devise: EUR}, eca)
	nr, err := National().Avec(nil, []ExamenTaux{{Examen: "DNB", Copie: NonRemunere, Oral: NonRemunere}}).
		Remuneration(Prestation{Jour: le(t, j), Examen: "DNB", Travaux: []Travail{{Nature: Oral, Quantite: 60}}})
	require.NoError(t, err)
	require.Equal(t, NonPayable, nr.Etat)
	require.Empty(t, nr.Lignes)
}

func refuse(t *testing.T, err error, code string) {
	t.Helper()
	var r *Refus
	require.True(t, errors.As(err, &r), "%v", err)
	require.Equal(t, code, r.Code)
}

func TestDonnees(t *testing.T) {
	tarifs, examens := National().Au(le(t, "2026-06-15"))
	require.Greater(t, len(tarifs), 120)
	require.Len(t, examens, 14)
	for _, x := range tarifs {
		require.Contains(t, []string{"officielle", "secondaire", "non_verifiee"}, x.Confiance, x.Code)
		if x.Source != "" {
			require.Contains(t, Sources(), x.Source, x.Code)
		}
	}
	for code := range National().tarifs {
		l := National().Histoire(code)
		for i := range l {
			for k := range l[:i] {
				require.False(t, couvre(l[i].Debut, l[i].Fin, l[k].Debut) || couvre(l[k].Debut, l[k].Fin, l[i].Debut), "%s : deux valeurs nationales le même jour", code)
			}
		}
	}
	for _, texte := range []string{"", "-1", "1,5", "1.23456", "1e3", "1000001", "x", ".5", "1_0"} {
		_, err := LireTaux(texte)
		require.Error(t, err, texte)
	}
}
