package demo

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

// TestTailleNationale looks at the national size without loading it.
func TestTailleNationale(t *testing.T) {
	communes, total := lireCommunes(), 0
	for _, x := range academies {
		d, ok := Nationale.de(x.code)
		require.True(t, ok)
		require.NotEmpty(t, communes[x.code], x.libelle)
		for _, c := range communes[x.code] {
			require.Regexp(t, `^[0-9AB]{5}$`, c.insee)
			require.NotZero(t, c.latitude, c.nom)
			require.NotZero(t, c.longitude, c.nom)
		}
		total += d.affectations
	}
	require.InDelta(t, 1_000_000, total, 10_000)
}

// TestEnseignementsPourvus: whoever is drawn can teach where he is, and examine something.
func TestEnseignementsPourvus(t *testing.T) {
	connues, examinees, offertes := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, m := range matieres {
		connues[m[0]] = true
	}
	for _, e := range epreuves {
		examinees[e.discipline] = true
	}
	for _, d := range divisions {
		offertes[d.genre] = true
	}
	for _, d := range disciplines {
		require.True(t, connues[d.matiere], d.code)
		require.True(t, examinees[d.code], d.code)
	}
	for genre := range intitules {
		require.NotEmpty(t, tirageDe(genre), genre)
		require.True(t, offertes[genre], genre)
	}
}

func TestNomsDEtablissements(t *testing.T) {
	for _, f := range figures {
		require.NotRegexp(t, `[\n|]|^$`, f)
	}
}

// TestTailleAcademie: what the bars of the product are measured over.
func TestTailleAcademie(t *testing.T) {
	d, _ := Academie.de(Rennes)
	require.Equal(t, 20_000, d.intervenants)
	require.Equal(t, 150_000, d.intervenants*(d.enseignements[0]+d.enseignements[1])/2)
	a := &academie{code: Rennes, epreuves: make([]uuid.UUID, len(epreuves))}
	fines, larges := a.regles(nouveauHasard(1, Rennes), &session{}, true), a.regles(nouveauHasard(1, Rennes), &session{}, false)
	require.InDelta(t, 800, len(fines), 30)
	require.Less(t, len(larges), 350)
}
