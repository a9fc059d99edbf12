package sts_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/sts"
	"imagin/server/internal/pgtest"
)

func donnees(nom string) string {
	return filepath.Join(pgtest.Racine(), "..", "shared", "donnees", nom)
}

func TestDerivationEgaleALExemple(t *testing.T) {
	f, err := os.Open(donnees("sts/sts_emp_0299999L_2013_synthetique.xml"))
	require.NoError(t, err)
	defer f.Close()
	var uai string
	var lignes []string
	var individus, anomalies int
	noms := map[string][2]string{}
	err = sts.Lire(f, sts.Visiteur{
		Parametres: func(p sts.Parametres) error {
			uai = p.UAI
			require.Equal(t, 2013, p.Annee)
			require.Equal(t, "014", p.Academie)
			return nil
		},
		Individu: func(i sts.Individu) error {
			individus++
			noms[i.Type+i.ID] = [2]string{i.NomUsage, i.Prenom}
			return nil
		},
		Enseignement: func(e sts.Enseignement) error {
			n := noms[e.Type+e.ID]
			lignes = append(lignes, strings.Join([]string{uai, e.ID, e.Type, n[0], n[1], e.Matiere, e.Mef, e.Mef[3:8], e.Modalite, e.Structure}, ";"))
			return nil
		},
		Anomalie: func(source.Anomalie) error { anomalies++; return nil },
	})
	require.NoError(t, err)
	c, err := os.Open(donnees("sts/enseignements_derives_exemple.csv"))
	require.NoError(t, err)
	defer c.Close()
	r := csv.NewReader(c)
	r.Comma = ';'
	attendues, err := r.ReadAll()
	require.NoError(t, err)
	var voulues []string
	for _, a := range attendues[1:] {
		voulues = append(voulues, strings.Join(a, ";"))
	}
	sort.Strings(lignes)
	sort.Strings(voulues)
	require.Equal(t, voulues, lignes)
	require.Equal(t, 21, individus)
}
