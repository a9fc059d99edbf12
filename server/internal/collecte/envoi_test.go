package collecte_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/collecte"
)

func somme(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// TestEnvoyer: through a folder and through SFTP, a file is published once, whatever was there and whoever died.
func TestEnvoyer(t *testing.T) {
	secrets := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(secrets, "sem"), []byte("passe\n"), 0o600))
	for genre, ouvrir := range map[string]func(t *testing.T, dossier string) *collecte.Porte{
		"dossier": func(t *testing.T, dossier string) *collecte.Porte {
			p, err := collecte.Ouvrir(t.Context(), filepath.Dir(dossier), "", collecte.Reglage{Genre: "dossier", Chemin: filepath.Base(dossier)}, collecte.Options{})
			require.NoError(t, err)
			return p
		},
		"sftp": func(t *testing.T, dossier string) *collecte.Porte {
			adresse, cle := depotSFTP(t, dossier, "passe")
			p, err := collecte.Ouvrir(t.Context(), "", secrets, collecte.Reglage{Genre: "sftp", Chemin: dossier, Hote: adresse, Compte: "imagin", CleHote: cle, Secret: "sem"}, collecte.Options{AutoriserLocal: true})
			require.NoError(t, err)
			return p
		},
	} {
		t.Run(genre, func(t *testing.T) {
			dossier := t.TempDir()
			p := ouvrir(t, dossier)
			defer func() { _ = p.Fermer() }()
			contenu := strings.Repeat("D;1\n", 100_000)
			envoyer := func(nom, contenu string) (collecte.Publication, error) {
				if err := p.Televerser(t.Context(), nom, strings.NewReader(contenu), somme(contenu)); err != nil {
					return "", err
				}
				return p.Publier(t.Context(), nom, somme(contenu))
			}
			fait := func(attendu collecte.Publication, nom string) {
				t.Helper()
				r, err := envoyer(nom, contenu)
				require.NoError(t, err)
				require.Equal(t, attendu, r)
			}
			fait(collecte.Publie, "lot.csv")
			fait(collecte.Deja, "lot.csv")
			l, err := os.ReadDir(dossier)
			require.NoError(t, err)
			require.Len(t, l, 1, "rien de provisoire ne reste")
			lu, err := os.ReadFile(filepath.Join(dossier, "lot.csv"))
			require.NoError(t, err)
			require.Equal(t, somme(contenu), somme(string(lu)))
			_, err = envoyer("lot.csv", "autre")
			require.Equal(t, "collecte.autre_fichier", code(t, err), "un autre fichier n’est jamais recouvert")

			// Died once published, taken since: it is not sent again.
			require.NoError(t, os.Remove(filepath.Join(dossier, "lot.csv")))
			r, err := p.Publier(t.Context(), "lot.csv", somme(contenu))
			require.NoError(t, err)
			require.Equal(t, collecte.Enleve, r)

			// Died half-way through the upload.
			require.NoError(t, os.WriteFile(filepath.Join(dossier, ".b.csv.part"), []byte(contenu[:1000]), 0o600))
			_, err = p.Publier(t.Context(), "b.csv", somme(contenu))
			require.Equal(t, "collecte.envoi_abime", code(t, err))
			fait(collecte.Publie, "b.csv")

			require.NoError(t, p.Televerser(t.Context(), "c.csv", strings.NewReader(contenu), somme(contenu)))
			require.NoError(t, p.Retirer("c.csv"))
			require.NoError(t, p.Retirer("c.csv"))
			require.NoFileExists(t, filepath.Join(dossier, ".c.csv.part"))
			require.Equal(t, "collecte.envoi_abime", code(t, p.Televerser(t.Context(), "d.csv", strings.NewReader("court"), somme(contenu))))
			require.Equal(t, "collecte.nom", code(t, p.Televerser(t.Context(), "../e.csv", strings.NewReader("x"), somme("x"))))
		})
	}
}
