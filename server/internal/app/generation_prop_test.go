package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// etatFinal is all that the exchanges and the generation write, as people would say it.
const etatFinal = `SELECT concat_ws(E'\n', (` + missionsDe + `),
	(SELECT string_agg(concat_ws(' ', o.examen, o.epreuve, o.option, e.donne_lieu, e.retire_le IS NULL), ',' ORDER BY o.examen, o.epreuve, o.option) FROM session_epreuve e JOIN epreuve_option o ON o.id = e.epreuve_option_id WHERE e.session_id = md5('2014')::uuid),
	(SELECT string_agg(concat_ws(' ', i.uai_origine, i.inscrits, i.dispenses), ',' ORDER BY i.uai_origine, i.inscrits) FROM inscription i WHERE i.session_id = md5('2014')::uuid),
	(SELECT string_agg(concat_ws(' ', j.code, k.code, k.candidats, k.presents, k.le, k.retire_le IS NULL, (SELECT sum(g.candidats) FROM commission_origine g WHERE g.commission_id = k.id)), ',' ORDER BY j.code, k.code)
		FROM commission k JOIN jury j ON j.id = k.jury_id WHERE k.session_id = md5('2014')::uuid))`

// TestLOrdreDesEchanges: whatever exchanges came, how often, in which order, with commissions taken away and given back,
// with people convoked meanwhile: nobody convoked is ever lost, an exchange out of turn is refused and says what it wants,
// and the same last words lead to the same state.
func TestLOrdreDesEchanges(t *testing.T) {
	s, c := sansSeuils(t)
	session := session2014(t, s)
	commissions := echantillon(t, "imaoce/3_commissions.csv")
	variantes := map[int][]string{1: {echantillonImaoce(t, 1)}, 2: {echantillonImaoce(t, 2)}, 4: {echantillonImaoce(t, 4)}, 3: {echantillonImaoce(t, 3),
		archive(t, "c.csv", strings.Split(commissions, "2014-N;BTS")[0]),                                                                  // a commission less
		archive(t, "c.csv", strings.NewReplacer(";74;", ";90;", ";24;", ";20;").Replace(commissions)),                                     // other counts
		archive(t, "c.csv", strings.Join(strings.SplitAfterN(commissions, "\n", 3)[:1], "")+strings.SplitAfterN(commissions, "\n", 3)[2]), // without the first
	}}
	conclure := func() string {
		for moment := 1; moment <= 4; moment++ {
			require.Equal(t, client.ImportEtatApplique, deposerEchange(t, c, &session, moment, "auto", variantes[moment][0]).Etat)
		}
		generer(t, c, session, false)
		return sql(t, s, etatFinal)
	}
	attendu := conclure()
	require.Contains(t, attendu, "Jury ES012 commission C01")
	checks := 8 // each is some ten real exchanges
	for n := range checks {
		vider(t, s)
		parcours := rapid.SliceOfN(rapid.IntRange(0, 6), 4, 9).Example(n)
		convoques := 0
		for _, pas := range parcours {
			switch {
			case pas >= 1 && pas <= 4:
				v := variantes[pas][(n+pas*7)%len(variantes[pas])]
				i := deposerEchange(t, c, &session, pas, "auto", v)
				if i.Etat == client.ImportEtatRefuse {
					require.Contains(t, *i.Message, "demande d’abord l’échange", "%v", parcours)
				}
			case pas == 5:
				generer(t, c, session, false)
			default:
				convoques += convoquerUn(t, s, session, convoques)
			}
			require.Equal(t, fmt.Sprint(convoques), sql(t, s, `SELECT count(*) FROM affectation a JOIN mission m ON m.id = a.mission_id
				WHERE a.session_id = md5('2014')::uuid AND a.etat = 'convoquee' AND m.etat = 'ouverte'`), "%v : une mission convoquée est perdue", parcours)
		}
		require.Equal(t, attendu, conclure(), "%d %v", n, parcours)
	}
}

// vider takes the session back to its beginning.
func vider(t *testing.T, s *apitest.Serveur) {
	t.Helper()
	s.Pg.Sql(t, `DELETE FROM affectation WHERE session_id = md5('2014')::uuid; DELETE FROM mission WHERE session_id = md5('2014')::uuid; DELETE FROM commission; DELETE FROM jury;
		DELETE FROM centre WHERE session_id = md5('2014')::uuid; DELETE FROM inscription; DELETE FROM session_epreuve WHERE session_id = md5('2014')::uuid`)
}

// convoquerUn convokes a new person to an open mission at a distance, if there is one.
func convoquerUn(t *testing.T, s *apitest.Serveur, _ uuid.UUID, deja int) int {
	t.Helper()
	s.Pg.Sql(t, `INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat)
		SELECT '014', gen_random_uuid(), session_id, id, md5('014i' || $1::int + 1)::uuid, 'correcteur', 'convoquee' FROM mission
		WHERE session_id = md5('2014')::uuid AND etat = 'ouverte' AND type = 'CORRECTION' ORDER BY libelle LIMIT 1`, deja)
	if sql(t, s, `SELECT count(*) FROM affectation WHERE session_id = md5('2014')::uuid`) == fmt.Sprint(deja+1) {
		return 1
	}
	return 0
}
