package bcn_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/bcn"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/pgtest"
)

func lire(texte string, f tabulaire.Format) (genre string, codes []bcn.Code, anomalies []source.Anomalie, err error) {
	genre, err = bcn.Lire(strings.NewReader(texte), f, func(c bcn.Code) error { codes = append(codes, c); return nil },
		func(a source.Anomalie) error { anomalies = append(anomalies, a); return nil })
	return genre, codes, anomalies, err
}

func TestEchantillons(t *testing.T) {
	for nom, cas := range map[string]struct {
		separateur rune
		genre      string
		lus        int
	}{
		"mef_voie_pro_2025_2026.csv":         {',', "mef", 2004},
		"n_discipline_poste_extrait.csv":     {';', "discipline", 0},
		"n_fonction_extrait.csv":             {';', "fonction", 0},
		"n_categorie_discipline_extrait.csv": {';', "", 0},
	} {
		t.Run(nom, func(t *testing.T) {
			b, err := os.ReadFile(pgtest.Racine() + "/../shared/donnees/bcn/" + nom)
			require.NoError(t, err)
			genre, codes, anomalies, err := lire(string(b), tabulaire.Format{Separateur: cas.separateur})
			if cas.genre == "" {
				var r *source.Refus
				require.True(t, errors.As(err, &r))
				require.Equal(t, "import.nomenclature_inconnue", r.Code)
				return
			}
			require.NoError(t, err)
			require.Equal(t, cas.genre, genre)
			require.NotEmpty(t, codes)
			t.Log(len(codes), len(anomalies), anomalies[:min(3, len(anomalies))])
			require.Equal(t, strings.Count(strings.TrimSpace(string(b)), "\n"), len(codes)+len(anomalies), "aucune ligne perdue")
			if cas.genre == "mef" {
				require.Equal(t, bcn.Code{Ligne: 2, Nomenclature: "mef", Code: "22132306110", Libelle: "1BT    TEC.MET.SPEC:MACHINIST.CONST(DIP)"}, codes[0])
			}
		})
	}
}

func FuzzLire(f *testing.F) {
	f.Add("MEF,LIBELLE_LONG\n2213230611,X\n", ',')
	f.Add("discipline_poste;libelle\nC0210;LET\nC0210;LET\n", ';')
	f.Fuzz(func(t *testing.T, texte string, separateur rune) {
		if separateur == '"' || separateur == '\n' || separateur == '\r' || separateur == 0xFFFD || separateur <= 0 || separateur > 0x10FFFF || separateur >= 0xD800 && separateur < 0xE000 {
			separateur = ';' // the settings refuse the others
		}
		_, codes, _, err := lire(texte, tabulaire.Format{Separateur: separateur})
		if err != nil {
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
		}
		vus := map[string]bool{}
		for _, c := range codes {
			require.NotEmpty(t, c.Libelle)
			require.False(t, vus[c.Code])
			vus[c.Code] = true
		}
	})
}
