package sts_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/sts"
)

// FuzzLire: whatever is sent, the reader ends, and what it refuses it explains.
func FuzzLire(f *testing.F) {
	entier, err := os.ReadFile(donnees("sts/sts_emp_0299999L_2013_synthetique.xml"))
	require.NoError(f, err)
	f.Add(entier)
	f.Add(entier[:len(entier)/2])
	f.Add([]byte(`<?xml version="1.0" encoding="UTF-8"?><STS_EDT><PARAMETRES><UAJ CODE="0299999L"/></PARAMETRES></STS_EDT>`))
	f.Add([]byte(`<!DOCTYPE x [<!ENTITY a "aaaa">]><STS_EDT>&a;</STS_EDT>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		fichiers, err := source.Ouvrir(bytes.NewReader(b), int64(len(b)), 8<<20)
		for _, f := range fichiers {
			contenu, faute := f.Ouvrir()
			if faute != nil {
				err = faute
				break
			}
			err = sts.Lire(contenu, sts.Visiteur{
				Parametres:   func(sts.Parametres) error { return nil },
				Individu:     func(sts.Individu) error { return nil },
				Enseignement: func(sts.Enseignement) error { return nil },
				Suppleance:   func(sts.Suppleance) error { return nil },
				Anomalie:     func(source.Anomalie) error { return nil },
			})
		}
		if err != nil {
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
			require.NotEmpty(t, r.Code)
		}
	})
}
