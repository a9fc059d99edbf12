package communes_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/communes"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/pgtest"
)

func lireCommunes(texte string) (lues []communes.Commune, anomalies []source.Anomalie, err error) {
	err = communes.LireCommunes(strings.NewReader(texte), tabulaire.Format{}, func(c communes.Commune) error { lues = append(lues, c); return nil },
		func(a source.Anomalie) error { anomalies = append(anomalies, a); return nil })
	return lues, anomalies, err
}

func lireVoisinages(texte string) (paires []string, anomalies []source.Anomalie, err error) {
	err = communes.LireVoisinages(strings.NewReader(texte), tabulaire.Format{}, func(v communes.Voisinage) error { paires = append(paires, v.A+"-"+v.B); return nil },
		func(a source.Anomalie) error { anomalies = append(anomalies, a); return nil })
	return paires, anomalies, err
}

func TestCommunesDeFrance(t *testing.T) {
	b, err := os.ReadFile(pgtest.Racine() + "/../shared/donnees/communes/communes.csv")
	require.NoError(t, err)
	lues, anomalies, err := lireCommunes(string(b))
	require.NoError(t, err)
	require.Equal(t, strings.Count(strings.TrimSpace(string(b)), "\n"), len(lues))
	for _, a := range anomalies {
		require.False(t, a.Rejet, "%+v", a)
	}
	parCode := map[string]communes.Commune{}
	for _, c := range lues {
		parCode[c.Insee] = c
	}
	brest := parCode["29019"]
	require.Equal(t, "Brest", brest.Nom)
	require.InDelta(t, 48.39, *brest.Latitude, 0.05)
	require.Greater(t, *brest.Population, 100_000)
	require.Equal(t, "2A", parCode["2A004"].Departement)
	require.Equal(t, "974", parCode["97411"].Departement)
}

func TestCommunesFautives(t *testing.T) {
	for ligne, champ := range map[string]string{"Brest;29019;1;48;-4": "insee", "29019;;1;48;-4": "nom", "29019;Brest;beaucoup;48;-4": "population", "29019;Brest;1;98;-4": "latitude",
		"29019;Brest;1;48;": "latitude", "29019;Brest;1;NaN;-4": "latitude"} {
		_, anomalies, err := lireCommunes("insee;nom;population;lat;lon\n" + ligne + "\n")
		require.NoError(t, err)
		require.Len(t, anomalies, 1, ligne)
		require.Equal(t, champ, anomalies[0].Champ, ligne)
	}
}

func TestVoisinages(t *testing.T) {
	paires, anomalies, err := lireVoisinages("insee;insee_voisins\n29019;29075|29212|29019|Brest\n29075;29019\n")
	require.NoError(t, err)
	require.Equal(t, []string{"29019-29075", "29019-29212"}, paires, "chaque paire une seule fois, dans les deux sens")
	require.Len(t, anomalies, 2)
	paires, _, err = lireVoisinages("insee_a;insee_b\n29075;29019\n")
	require.NoError(t, err)
	require.Equal(t, []string{"29019-29075"}, paires)
}

func FuzzCommunes(f *testing.F) {
	f.Add("code_insee;nom;population;codes_postaux;lat;lon\n29019;Brest;139000;29200;48,39;-4.48\n")
	f.Fuzz(func(t *testing.T, texte string) {
		lues, _, err := lireCommunes(texte)
		if err != nil {
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
		}
		for _, c := range lues {
			require.Len(t, c.Insee, 5)
			require.Equal(t, c.Latitude == nil, c.Longitude == nil)
		}
	})
}

func FuzzVoisinages(f *testing.F) {
	f.Add("insee;insee_voisins\n29019;29075|29212\n")
	f.Fuzz(func(t *testing.T, texte string) {
		paires, _, err := lireVoisinages(texte)
		if err != nil {
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
		}
		for _, p := range paires {
			require.Less(t, p[:5], p[6:])
		}
	})
}
