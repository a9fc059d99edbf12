package courriel_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/pgtest"
)

func avis(action, messageID string) string {
	return strings.ReplaceAll(fmt.Sprintf(`From: MAILER-DAEMON@relais.exemple.fr
To: ne-pas-repondre@ac-essai.fr
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="coupe"

--coupe
Content-Type: text/plain

This is the mail system.
--coupe
Content-Type: message/delivery-status

Reporting-MTA: dns; relais.exemple.fr
Arrival-Date: Sat, 28 Nov 2026 00:00:00 +0000

Final-Recipient: rfc822; absent@exemple.fr
Action: %s
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user
--coupe
Content-Type: message/rfc822

Message-ID: <%s>
Subject: Convocation

Bonjour
--coupe--
`, action, messageID), "\n", "\r\n")
}

func TestLireRetour(t *testing.T) {
	x, err := courriel.LireRetour(strings.NewReader(avis("failed", "abc@ac-essai.fr")))
	require.NoError(t, err)
	require.Equal(t, courriel.Retour{MessageID: "abc@ac-essai.fr", Echec: true, Cause: "5.1.1 550 5.1.1 no such user"}, x)
	x, err = courriel.LireRetour(strings.NewReader(avis("delayed", "abc@ac-essai.fr")))
	require.NoError(t, err)
	require.False(t, x.Echec, "un retard n’est pas un échec")
	for _, autre := range []string{"", "Subject: Absent du bureau\r\n\r\nJe reviens lundi.", strings.Replace(avis("failed", "x"), "Message-ID", "X-Rien", 1)} {
		_, err = courriel.LireRetour(strings.NewReader(autre))
		require.ErrorIs(t, err, courriel.ErrPasUnRetour)
	}
}

func FuzzLireRetour(f *testing.F) {
	f.Add([]byte(avis("failed", "abc@ac-essai.fr")))
	f.Add([]byte("Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := courriel.LireRetour(bytes.NewReader(b))
		if err == nil && x.MessageID == "" {
			t.Fatal("un retour sans courriel")
		}
	})
}

// TestRetoursDuDossier: what came back is marked with its cause, once; what is not understood is kept for a person.
func TestRetoursDuDossier(t *testing.T) {
	b := pgtest.Nouvelle(t)
	b.Sql(t, `INSERT INTO courriel (academie, id, genre, objet, objet_id, destinataire, sujet, corps, message_id, etat, canal, envoye_le, cree_par)
		VALUES ('014', gen_random_uuid(), 'x', 'x', 'x', 'absent@exemple.fr', 'x', '\x0102', 'abc@ac-essai.fr', 'envoye', 'smtp', now(), 'x')`)
	dossier := t.TempDir()
	poser := func(nom, texte string) {
		require.NoError(t, os.WriteFile(filepath.Join(dossier, nom), []byte(texte), 0o600))
	}
	lire := courriel.Retours(b.DB, dossier)
	for range 2 {
		poser("1", avis("failed", "abc@ac-essai.fr"))
		require.NoError(t, lire(t.Context()))
	}
	require.NoError(t, b.Lire(t.Context(), "014", func(r db.Reader) error {
		etat, err := db.Scalar[string](t.Context(), r, `SELECT etat || ' ' || erreur FROM courriel WHERE academie = '014'`)
		require.Equal(t, "rejete Le serveur du destinataire a refusé ce courriel : 5.1.1 550 5.1.1 no such user", etat)
		return err
	}))
	poser("2", "Subject: Absent\r\n\r\nJe reviens lundi.")
	poser("3", avis("failed", "inconnu@ailleurs.fr"))
	require.NoError(t, lire(t.Context()))
	reste, err := os.ReadDir(filepath.Join(dossier, "non-compris"))
	require.NoError(t, err)
	require.Len(t, reste, 2)
	require.NoError(t, courriel.Retours(b.DB, filepath.Join(dossier, "absent"))(t.Context()))
}
