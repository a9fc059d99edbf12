package source_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/echange/source"
)

func zippe(t testing.TB, nomsEtTextes ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(nomsEtTextes); i += 2 {
		w, err := z.Create(nomsEtTextes[i])
		require.NoError(t, err)
		_, err = io.WriteString(w, nomsEtTextes[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestOuvrir(t *testing.T) {
	b := zippe(t, "dossier/", "", "__MACOSX/x", "x", "dossier/un.csv", "a;b", "../../deux.csv", "c;d")
	fichiers, err := source.Ouvrir(bytes.NewReader(b), int64(len(b)), 1<<20)
	require.NoError(t, err)
	require.Len(t, fichiers, 2)
	for _, f := range fichiers {
		require.NotContains(t, f.Nom, "..")
	}
	r, err := fichiers[0].Ouvrir()
	require.NoError(t, err)
	texte, err := io.ReadAll(r)
	require.NoError(t, err)
	require.Equal(t, "a;b", string(texte))
}

func TestArchivesRefusees(t *testing.T) {
	menteur := zippe(t, "a.csv", strings.Repeat("x", 1000))
	// The central directory announces ten bytes: what comes out is still capped.
	i := bytes.LastIndex(menteur, []byte("PK\x01\x02"))
	copy(menteur[i+24:], []byte{10, 0, 0, 0})
	for nom, cas := range map[string]struct {
		octets []byte
		max    int64
		code   string
	}{
		"vide":               {nil, 1 << 20, "import.vide"},
		"abîmée":             {[]byte("PK\x03\x04 et rien"), 1 << 20, "import.zip"},
		"sans fichier":       {zippe(t, "dossier/", ""), 1 << 20, "import.vide"},
		"archive imbriquée":  {zippe(t, "a.zip", "PK"), 1 << 20, "import.zip"},
		"fichier trop grand": {zippe(t, "a.csv", strings.Repeat("abcdefgh", 100)), 100, "import.taille"},
		"bombe":              {zippe(t, "a.csv", strings.Repeat(" ", 5<<20)), 10 << 20, "import.taille"},
		"taille mensongère":  {menteur, 100, "import."},
	} {
		t.Run(nom, func(t *testing.T) {
			fichiers, err := source.Ouvrir(bytes.NewReader(cas.octets), int64(len(cas.octets)), cas.max)
			for _, f := range fichiers {
				var r io.ReadCloser
				if r, err = f.Ouvrir(); err == nil {
					var n int64
					n, err = io.Copy(io.Discard, r)
					require.LessOrEqual(t, n, cas.max)
				}
			}
			require.Error(t, err)
			var r *source.Refus
			if errors.As(err, &r) {
				require.Contains(t, r.Code, cas.code)
			}
		})
	}
}

func FuzzOuvrir(f *testing.F) {
	f.Add(zippe(f, "a.csv", "a;b", "b/c.xml", "<a/>"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, b []byte) {
		fichiers, err := source.Ouvrir(bytes.NewReader(b), int64(len(b)), 1<<20)
		if err != nil {
			var r *source.Refus
			require.True(t, errors.As(err, &r), "%v", err)
		}
		for _, f := range fichiers {
			if r, err := f.Ouvrir(); err == nil {
				n, _ := io.Copy(io.Discard, r)
				require.LessOrEqual(t, n, int64(1<<20))
			}
		}
	})
}
