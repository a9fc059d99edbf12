package app_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/pgtest"
)

// exigences of levels 1 and 2 of OWASP ASVS 5.0.0, by section: how many there are.
var exigences = map[string]int{"V1.1": 2, "V1.2": 9, "V1.3": 11, "V1.4": 3, "V1.5": 2, "V2.1": 3, "V2.2": 3, "V2.3": 4, "V2.4": 1, "V3.2": 2, "V3.3": 4, "V3.4": 6, "V3.5": 5, "V3.7": 2,
	"V4.1": 3, "V4.2": 1, "V4.3": 2, "V4.4": 4, "V5.1": 1, "V5.2": 3, "V5.3": 2, "V5.4": 3, "V6.1": 3, "V6.2": 12, "V6.3": 4, "V6.4": 4, "V6.5": 5, "V6.6": 3, "V6.8": 4, "V7.1": 3,
	"V7.2": 4, "V7.3": 2, "V7.4": 5, "V7.5": 2, "V7.6": 2, "V8.1": 2, "V8.2": 3, "V8.3": 1, "V8.4": 1, "V9.1": 3, "V9.2": 4, "V10.1": 2, "V10.2": 2, "V10.3": 4, "V10.4": 11, "V10.5": 5,
	"V10.6": 2, "V10.7": 3, "V11.1": 2, "V11.2": 3, "V11.3": 3, "V11.4": 4, "V11.5": 1, "V11.6": 1, "V12.1": 3, "V12.2": 2, "V12.3": 4, "V13.1": 1, "V13.2": 5, "V13.3": 2, "V13.4": 5,
	"V14.1": 2, "V14.2": 4, "V14.3": 3, "V15.1": 3, "V15.2": 3, "V15.3": 7, "V16.1": 1, "V16.2": 5, "V16.3": 4, "V16.4": 3, "V16.5": 3, "V17.1": 1, "V17.2": 4, "V17.3": 2}

// TestAsvs: each requirement has its line, once, and each test that a line names exists.
func TestAsvs(t *testing.T) {
	brut, err := os.ReadFile(filepath.Join(pgtest.Racine(), "deployments/securite/asvs.md"))
	require.NoError(t, err)
	autre, err := os.ReadFile(filepath.Join(pgtest.Racine(), "deployments/securite/api-top10.md"))
	require.NoError(t, err)
	lues, vues := map[string]int{}, map[string]bool{}
	for _, l := range regexp.MustCompile(`(?m)^\| (V\d+\.\d+)\.(\d+) \| (oui|oui, si réglé|partiel|non|exploitant|sans objet) \| \S`).FindAllStringSubmatch(string(brut), -1) {
		require.False(t, vues[l[1]+"."+l[2]], "%s.%s deux fois", l[1], l[2])
		vues[l[1]+"."+l[2]] = true
		lues[l[1]]++
	}
	require.Equal(t, exigences, lues)
	require.Len(t, vues, 253)
	var essais strings.Builder
	require.NoError(t, filepath.WalkDir(filepath.Join(pgtest.Racine(), "server"), func(chemin string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(chemin, "_test.go") {
			return err
		}
		b, err := os.ReadFile(chemin)
		essais.Write(b)
		return err
	}))
	for _, nom := range regexp.MustCompile("`(Test[A-Za-z]+)`").FindAllStringSubmatch(string(brut)+string(autre), -1) {
		require.Contains(t, essais.String(), "func "+nom[1]+"(", "%s n’existe pas", nom[1])
	}
}
