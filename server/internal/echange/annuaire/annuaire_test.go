package annuaire_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/annuaire"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/tabulaire"
	"imagin/server/internal/pgtest"
	"imagin/server/internal/uai"
)

func lire(texte string) (lus []annuaire.Etablissement, anomalies []source.Anomalie, err error) {
	err = annuaire.Lire(strings.NewReader(texte), tabulaire.Format{},
		func(e annuaire.Etablissement) error { lus = append(lus, e); return nil },
		func(a source.Anomalie) error { anomalies = append(anomalies, a); return nil })
	return lus, anomalies, err
}

func TestFichiersOfficiels(t *testing.T) {
	for nom, attendus := range map[string]int{
		"etablissements/fr-en-adresse-et-geolocalisation-colleges-france.csv": 7654,
	} {
		f, err := os.ReadFile(pgtest.Racine() + "/../shared/donnees/" + nom)
		require.NoError(t, err)
		lus, anomalies, err := lire(string(f))
		require.NoError(t, err)
		require.Len(t, lus, attendus)
		for _, a := range anomalies {
			require.False(t, a.Rejet, "%+v", a)
		}
		for _, e := range lus {
			require.NotEmpty(t, e.Nom)
			require.Len(t, e.Academie, 3)
		}
	}
}

func TestNomAbsent(t *testing.T) {
	lus, anomalies, err := lire("numero_uai;appellation_officielle;nature_uai_libe;libelle_commune;code_academie\n0741835T;;COLLEGE;Vétraz-Monthoux;08\n")
	require.NoError(t, err)
	require.Equal(t, "COLLEGE Vétraz-Monthoux", lus[0].Nom)
	require.Len(t, anomalies, 1)
	require.Equal(t, 2, anomalies[0].Ligne)
}

func TestRefus(t *testing.T) {
	for nom, cas := range map[string]struct{ texte, code, dit string }{
		"fichier vide":             {"", "import.vide", "vide"},
		"colonne absente":          {"numero_uai;nom\n0290001U;X\n", "import.colonne_absente", "academie"},
		"mauvais séparateur":       {"numero_uai,nom,academie\n0290001U,X,14\n", "import.separateur", "point-virgule"},
		"titres en Latin-1":        {"numero_uai;nom;acad\xe9mie\n", "import.encodage", "UTF-8"},
		"ligne qui ne finit pas":   {"uai;nom;academie\n" + strings.Repeat("a", 3<<20), "import.ligne_trop_longue", "Ligne 2"},
		"guillemet jamais refermé": {"uai;nom;academie\n0290001U;\"" + strings.Repeat("a\n", 20) + "", "", ""},
	} {
		t.Run(nom, func(t *testing.T) {
			lus, anomalies, err := lire(cas.texte)
			if cas.code == "" {
				require.NoError(t, err)
				require.Empty(t, lus)
				require.True(t, anomalies[0].Rejet)
				return
			}
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
			require.Equal(t, cas.code, r.Code)
			require.Contains(t, r.Message, cas.dit)
		})
	}
}

func TestLignesRejetees(t *testing.T) {
	const entete = "uai;nom;academie\n"
	for nom, cas := range map[string]struct{ ligne, champ string }{
		"UAI mal formé":      {"29X;Collège;14\n", "uai"},
		"académie illisible": {"0290001U;Collège;Rennes\n", "academie"},
		"colonne en trop":    {"0290001U;Collège;14;x\n", "ligne"},
		"octets hors UTF-8":  {"0290001U;Coll\xe8ge;14\n", "ligne"},
		"caractère nul":      {"0290001U;Coll\x00ge;14\n", "ligne"},
		"champ démesuré":     {"0290001U;" + strings.Repeat("x", 20_000) + ";14\n", "ligne"},
	} {
		t.Run(nom, func(t *testing.T) {
			lus, anomalies, err := lire(entete + cas.ligne + "0290001U;Bon;14\n")
			require.NoError(t, err)
			require.Len(t, lus, 1)
			require.Equal(t, "Bon", lus[0].Nom)
			require.Len(t, anomalies, 1)
			require.Equal(t, 2, anomalies[0].Ligne)
			require.Equal(t, cas.champ, anomalies[0].Champ)
			require.LessOrEqual(t, len(anomalies[0].Valeur), 400)
		})
	}
}

func FuzzLire(f *testing.F) {
	f.Add("uai;nom;academie\n0290001U;Collège;14\n")
	f.Add("\xef\xbb\xbfnumero_uai;appellation_officielle;code_academie;latitude\n0290001U;\"a;b\"\";14;48,1\n")
	f.Fuzz(func(t *testing.T, texte string) {
		lus, _, err := lire(texte)
		if err != nil {
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
		}
		for _, e := range lus {
			require.True(t, uai.Forme(e.UAI))
			require.NotEmpty(t, e.Academie)
		}
	})
}
