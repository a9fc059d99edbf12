package calcul

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func le(t testing.TB, texte string) Jour {
	t.Helper()
	j, err := LireJour(texte)
	require.NoError(t, err)
	return j
}

func rem(t testing.TB, jour, examen string, travaux ...Travail) Part {
	t.Helper()
	p, err := National().Remuneration(Prestation{Jour: le(t, jour), Examen: examen, Travaux: travaux})
	require.NoError(t, err)
	return p
}

func dep(t testing.TB, j Journee) Part {
	t.Helper()
	p, err := National().Deplacement(j)
	require.NoError(t, err)
	return p
}

func voiture(t testing.TB, jour, zone string, d Devise, metres, cumul int64) Part {
	t.Helper()
	j := le(t, jour)
	return dep(t, Journee{Jour: j, Depart: j.A(8, 0), Retour: j.A(9, 0), Zones: Zones{IK: zone}, Devise: d, CumulAnnuel: cumul,
		Trajets: []Trajet{{Mode: Voiture, Metres: metres, Vehicule: "CV5"}}})
}

// cas computes each case of the samples from its inputs; what it returns is compared with what the case expects.
var cas = map[string]func(t *testing.T, e entrees) string{
	"P1": func(t *testing.T, e entrees) string {
		exact, centime, paye, _, err := National().TarifSNCF(e.Km*1000, le(t, "2010-09-01"))
		require.NoError(t, err)
		require.Equal(t, "8,0677", exact.String())
		require.Equal(t, "8,1", paye.String(), "arrondi au dixième supérieur")
		return centime.String()
	},
	"P2": func(t *testing.T, e entrees) string {
		exact, _, paye, _, err := National().TarifSNCF(e.Km*1000, le(t, "2010-09-01"))
		require.NoError(t, err)
		require.Equal(t, "19,1978", (2 * exact).String())
		require.Equal(t, "9,6", paye.String())
		return exact.String()
	},
	"P3": func(t *testing.T, e entrees) string {
		return euros(voiture(t, "2008-09-01", "METRO_DOM", EUR, e.Km*1000, e.Cumul*1000))
	},
	"P4": func(t *testing.T, e entrees) string {
		return euros(rem(t, "2010-11-15", "", Travail{Nature: Forfait, Code: "CCF.16_24.2010", Quantite: e.N}))
	},
	"P5": func(t *testing.T, e entrees) string {
		j := le(t, e.Date)
		return euros(dep(t, Journee{Jour: j, Depart: j.A(8, 0), Retour: j.A(15, 0), Zones: Zones{Repas: "REPAS.METRO"}, RepasRA: 1}))
	},
	"P6": func(t *testing.T, _ entrees) string {
		return euros(rem(t, "2011-05-01", "BTS", Travail{Nature: Copie, Quantite: 1, Code: "HIST.BTS.COPIE", Coefficient: 12_500}))
	},
	"C01": func(t *testing.T, e entrees) string {
		return euros(rem(t, "2026-06-15", e.Exam, Travail{Nature: Copie, Quantite: e.Copies}))
	},
	"C02": func(t *testing.T, e entrees) string {
		return euros(rem(t, "2026-06-15", e.Exam, Travail{Nature: Copie, Quantite: e.Copies}))
	},
	"C03": func(t *testing.T, e entrees) string {
		return euros(rem(t, "2026-06-15", "BG", Travail{Nature: Oral, Candidats: e.Candidats, Duree: e.Minutes}))
	},
	"C05": func(t *testing.T, _ entrees) string {
		return euros(rem(t, "2026-06-15", "CAP", Travail{Nature: OralFacultatif, Quantite: 60}))
	},
	"C06": func(t *testing.T, e entrees) string { return deux(t, "BTS", e, "92,00", "84,00") },
	"C07": func(t *testing.T, e entrees) string { return deux(t, "DSCG", e, "100,00", "99,00") },
	"C13": func(t *testing.T, _ entrees) string {
		du, regle := Droit(Lieux{"35238", "35001", "35051"}, func(a, b string) bool { return a == "35238" && b == "35051" })
		require.False(t, du)
		require.Equal(t, "DEP.LIMITROPHE.ETABLISSEMENT", regle)
		return euros(Part{})
	},
	"C14": func(t *testing.T, e entrees) string {
		net, retenues, err := National().Net(e.Brut*100, le(t, "2026-06-15"))
		require.NoError(t, err)
		require.Len(t, retenues, 3)
		require.EqualValues(t, [3]int64{2712, 147, 1500}, [3]int64{retenues[0].Montant, retenues[1].Montant, retenues[2].Montant})
		return euros(Part{Total: net})
	},
	"C17": func(t *testing.T, e entrees) string {
		p := voiture(t, "2026-03-02", "NC", XPF, e.Km*1000, 0)
		require.EqualValues(t, 1562, p.Total, "le franc n’a pas de centime")
		return Part{Total: int64(p.Lignes[0].Exact() / 100)}.euros()
	},
}

func deux(t *testing.T, examen string, e entrees, copies, oral string) string {
	t.Helper()
	h, err := e.Heures.Int64()
	require.NoError(t, err)
	p := rem(t, "2026-05-20", examen, Travail{Nature: Copie, Quantite: e.Copies}, Travail{Nature: Oral, Quantite: h * 60})
	require.Equal(t, []string{copies, oral}, []string{Part{Total: p.Lignes[0].Montant}.euros(), Part{Total: p.Lignes[1].Montant}.euros()})
	return euros(p)
}

type entrees struct {
	Km, Cv, Cumul, N, Copies, Candidats, Minutes, Brut int64
	Exam, Date                                         string
	Heures                                             json.Number
}

func euros(p Part) string { return p.euros() }

func (p Part) euros() string {
	c := string(rune('0'+p.Total/10%10)) + string(rune('0'+p.Total%10))
	return (Taux(p.Total/100) * unitaire).String() + "," + c
}

// attendus are the amounts that the cases end with, in words of their own.
var attendus = map[string]string{"P1": "8,06", "P2": "9,5989", "P3": "13,95", "P4": "588,00", "P5": "8,75", "P6": "2,75", "C01": "300,00", "C02": "90,00",
	"C03": "44,80", "C05": "3,08", "C06": "176,00", "C07": "199,00", "C13": "0,00", "C14": "256,41", "C17": "1561,50"}

func TestCasPublies(t *testing.T) {
	contenu, err := os.ReadFile("../../../../../shared/donnees/frais/cas.json")
	require.NoError(t, err, "les données d’exemple doivent se trouver à côté du projet")
	var lus []struct {
		ID, Desc, Expected string
		Inputs             entrees
	}
	require.NoError(t, json.Unmarshal(contenu, &lus))
	require.Len(t, lus, len(cas))
	for _, c := range lus {
		t.Run(c.ID, func(t *testing.T) {
			require.Contains(t, cas, c.ID)
			attendu := attendus[c.ID]
			require.Contains(t, virgule(c.Expected), attendu, "le cas attend autre chose que ce que l’essai compare")
			require.Equal(t, attendu, cas[c.ID](t, c.Inputs), c.Desc)
		})
	}
}

func virgule(s string) string {
	r := []rune(s)
	for i, c := range r {
		if c == '.' {
			r[i] = ','
		}
	}
	return string(r)
}
