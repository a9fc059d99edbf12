package journal_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/journal"
)

// TestUnJournalAltereSeVoit: whatever is done to the journal, even by who owns the database, its seals tell.
func TestUnJournalAltereSeVoit(t *testing.T) {
	for quoi, c := range map[string]struct{ sql, faute string }{
		"rien":                           {"", ""},
		"une ligne modifiée":             {`UPDATE journal SET qui = 'AUTRE' WHERE objet_id = '2'`, "modifiée"},
		"ce qui était avant":             {`UPDATE journal SET avant = '{"a": 2}' WHERE objet_id = '2'`, "modifiée"},
		"une ligne ôtée":                 {`DELETE FROM journal WHERE objet_id = '3'`, "lignes"},
		"une ligne glissée après coup":   {`INSERT INTO journal (academie, id, qui, action, objet, objet_id, xid) SELECT '014', gen_random_uuid(), 'X', 'x', 'x', 'x', a_xid FROM journal_sceau WHERE numero = 1`, "lignes"},
		"un sceau ôté":                   {`DELETE FROM journal_sceau WHERE numero = 1`, "manque"},
		"une ligne et son sceau refaits": {`UPDATE journal SET qui = 'AUTRE' WHERE objet_id = '2'; UPDATE journal_sceau s SET empreinte = e.empreinte FROM journal_sceau t, LATERAL empreinte_journal('014', t.de_xid, t.a_xid) e WHERE t.numero = s.numero`, "ce service"},
	} {
		t.Run(quoi, func(t *testing.T) {
			s := apitest.Nouveau(t)
			sceaux := journal.NewSceaux(s.Base, s.Coffre.Derivee("journal"))
			ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
			for _, lot := range [][]string{{"1", "2"}, {"3"}, {"4"}} {
				for _, id := range lot {
					require.NoError(t, s.Base.InAcademie(ctx, "014", func(tx *db.Tx) error {
						return journal.Ecrire(ctx, tx, journal.Ligne{Action: "essai", Objet: "essai", ObjetID: id, Avant: map[string]int{"a": 1}})
					}))
				}
				// Other transactions of the machine hold the horizon back a moment.
				require.Eventually(t, func() bool {
					require.NoError(t, sceaux.Sceller(ctx))
					r, err := sceaux.Verifier(ctx, "014")
					return err == nil && r.NonScellees == 0
				}, 30*time.Second, 20*time.Millisecond)
			}
			if c.sql != "" {
				s.Pg.Sql(t, `ALTER TABLE journal DISABLE TRIGGER journal_immuable; `+c.sql)
			}
			r, err := s.Client(t, "administrateur").VerifierJournalWithResponse(t.Context())
			require.NoError(t, err)
			require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
			if c.faute == "" {
				require.True(t, r.JSON200.Intact)
				require.GreaterOrEqual(t, r.JSON200.Sceaux, 3)
				return
			}
			require.False(t, r.JSON200.Intact, "%s", r.Body)
			require.Contains(t, *r.JSON200.Faute, c.faute)
		})
	}
}
