package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// generer runs a generation to its end; simulated, it stops at the difference.
func generer(t *testing.T, c *client.ClientWithResponses, session uuid.UUID, simulation bool) *client.Generation {
	t.Helper()
	r, err := c.LancerGenerationWithResponse(t.Context(), session, client.LancementGeneration{Simulation: &simulation})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	return attendreGeneration(t, c, r.JSON202.Id)
}

func attendreGeneration(t *testing.T, c *client.ClientWithResponses, id uuid.UUID) *client.Generation {
	t.Helper()
	for fin := time.Now().Add(60 * time.Second); time.Now().Before(fin); time.Sleep(20 * time.Millisecond) {
		g, err := c.LireGenerationWithResponse(t.Context(), id)
		require.NoError(t, err)
		require.NotNil(t, g.JSON200, "%s", g.Body)
		if g.JSON200.Etat != client.GenerationEtatDemandee {
			return g.JSON200
		}
		tache, err := c.LireTacheWithResponse(t.Context(), g.JSON200.Tache)
		require.NoError(t, err)
		require.NotEqual(t, "echouee", string(tache.JSON200.Etat), "%s", tache.Body)
	}
	t.Fatal("la génération ne finit pas")
	return nil
}

// sessionEchangee has the first three exchanges of the sample, opened.
func sessionEchangee(t *testing.T) (*apitest.Serveur, *client.ClientWithResponses, uuid.UUID) {
	t.Helper()
	s, c := sansSeuils(t)
	session := session2014(t, s)
	for moment := 1; moment <= 3; moment++ {
		i := deposerEchange(t, c, &session, moment, "auto", echantillonImaoce(t, moment))
		require.Equal(t, client.ImportEtatApplique, i.Etat, "%v", i.Message)
	}
	s.Pg.Sql(t, `UPDATE session SET etat = 'ouverte' WHERE id = md5('2014')::uuid`)
	return s, c, session
}

// missionsDe says the missions of a session as people would: without identifiers nor dates of writing.
const missionsDe = `SELECT string_agg(concat_ws(' | ', m.type, m.libelle, m.etat, ce.code, m.candidats, m.charge, m.besoin, m.reserve,
	(SELECT string_agg(b.role || ' ' || b.nombre, ',' ORDER BY b.role) FROM mission_besoin b WHERE b.mission_id = m.id),
	(SELECT string_agg(to_char(k.debut AT TIME ZONE ce.fuseau, 'DD/MM HH24:MI') || '-' || to_char(k.fin AT TIME ZONE ce.fuseau, 'DD/MM HH24:MI'), ',' ORDER BY k.debut) FROM creneau k WHERE k.mission_id = m.id),
	(SELECT string_agg(o.uai_origine || ' ' || o.candidats, ',' ORDER BY o.uai_origine) FROM mission_origine o WHERE o.mission_id = m.id), CASE WHEN m.retire_le IS NOT NULL THEN 'retirée' END), E'\n' ORDER BY m.type, m.libelle)
	FROM mission m LEFT JOIN centre ce ON ce.id = m.centre_id WHERE m.session_id = md5('2014')::uuid`

// TestLesMissionsSeGenerent: read first, written next, and again without a change.
func TestLesMissionsSeGenerent(t *testing.T) {
	s, c, session := sessionEchangee(t)
	g := generer(t, c, session, true)
	require.Equal(t, client.GenerationEtatSimulee, g.Etat)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM mission WHERE session_id = md5('2014')::uuid`), "rien n’est écrit avant d’être lu")
	require.Equal(t, 7, g.Comptes.Creees, "%+v", g.Comptes)
	ecarts, err := c.ListerGenerationEcartsWithResponse(t.Context(), &client.ListerGenerationEcartsParams{Filtre: texte("generation==" + g.Id.String())})
	require.NoError(t, err)
	require.Equal(t, 7, ecarts.JSON200.Total, "%s", ecarts.Body)
	mauvaise, err := c.AppliquerGenerationWithResponse(t.Context(), g.Id, client.ApplicationGeneration{Difference: "autre"})
	require.NoError(t, err)
	require.Equal(t, "generation.difference_changee", mauvaise.ApplicationproblemJSONDefault.Code)
	r, err := c.AppliquerGenerationWithResponse(t.Context(), g.Id, client.ApplicationGeneration{Difference: *g.Difference})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	g = attendreGeneration(t, c, g.Id)
	require.Equal(t, client.GenerationEtatAppliquee, g.Etat)
	require.Equal(t, strings.TrimSpace(`
CORRECTION | Jury CGO01 commission C01 | ouverte | 0299999L | 27 | 27 | 1 | 0 | correcteur 1 | 22/05 09:00-29/05 18:00 | 0299999L 27
CORRECTION | Jury ES012 commission C01 | ouverte | 0299998K | 74 | 74 | 1 | 0 | correcteur 1 | 20/06 09:00-01/07 18:00 | 0299998K 33,0299999L 41
CORRECTION | Jury ES012 commission C02 | ouverte | 0299998K | 24 | 24 | 1 | 0 | correcteur 1 | 20/06 09:00-01/07 18:00 | 0299999L 24
DELIBERATION | Jury CGO01 délibération | ouverte | 0299999L | 27 | 4 | 0 | membre 2,president 1,vice_president 1 | 26/06 09:00-26/06 13:00
DELIBERATION | Jury ES012 délibération | ouverte | 0299998K | 98 | 4 | 0 | membre 2,president 1,vice_president 1 | 03/07 14:00-03/07 18:00
INTERROGATION | Jury ES012 commission I01 | ouverte | 0299998K | 28 | 28 | 1 | 0 | interrogateur 1 | 07/07 08:00-07/07 18:00,08/07 08:00-08/07 18:00
SECRETARIAT | Centre 0299998K BG – secrétariat d’examen | ouverte | 0299998K | 98 | 1 | 0 | secretaire 1 | 03/07 08:00-03/07 16:00`), sql(t, s, missionsDe))
	versions := sql(t, s, `SELECT string_agg(version::text || maj_le::text, ',' ORDER BY id) FROM mission WHERE session_id = md5('2014')::uuid`)
	g = generer(t, c, session, false)
	require.Contains(t, *g.Message, "Aucun changement")
	require.Equal(t, versions, sql(t, s, `SELECT string_agg(version::text || maj_le::text, ',' ORDER BY id) FROM mission WHERE session_id = md5('2014')::uuid`), "rien n’est touché")
	require.Equal(t, "7", sql(t, s, `SELECT count(*) FROM journal WHERE objet = 'mission' AND action = 'creation' AND pourquoi = 'Génération des missions'`))
}

func texte(s string) *string { return &s }

// convoquer puts somebody on a mission, and convokes her.
func convoquer(t *testing.T, s *apitest.Serveur, libelle, qui, etat string) {
	t.Helper()
	s.Pg.Sql(t, `INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat) SELECT '014', gen_random_uuid(), session_id, id, md5('014i' || $2)::uuid, 'correcteur', $3
		FROM mission WHERE libelle = $1`, libelle, qui, etat)
}

// TestCeQuUnRafraichissementTouche: counts are written, with an alerte where people are; place and hours of people are
// only proposed; what OCEAN takes away is cancelled if nobody is there, else marked; and all comes back.
func TestCeQuUnRafraichissementTouche(t *testing.T) {
	s, c, session := sessionEchangee(t)
	generer(t, c, session, false)
	convoquer(t, s, "Jury ES012 commission C01", "7", "convoquee")
	commissions := echantillon(t, "imaoce/3_commissions.csv")
	change := strings.NewReplacer("C01;CORRECTION;0299998K;2014-06-20;09:00;0;8;74", "C01;CORRECTION;0299999L;2014-06-23;09:00;0;8;80",
		"C02;CORRECTION;0299998K;2014-06-20;09:00;0;8;24", "C02;CORRECTION;0299998K;2014-06-23;09:00;0;8;24").Replace(commissions)
	change = strings.Split(change, "2014-N;BG;ES;RAT")[0] // neither I01 nor CGO01 any more
	deposerEchange(t, c, &session, 3, "auto", archive(t, "c.csv", change))
	g := generer(t, c, session, false)
	require.Equal(t, "2 modifiées, 2 retirées, 1 alerte.", *g.Message)
	require.Equal(t, strings.TrimSpace(`
CORRECTION | Jury CGO01 commission C01 | annulee | 0299999L | 27 | 27 | 1 | 0 | correcteur 1 | 22/05 09:00-29/05 18:00 | 0299999L 27 | retirée
CORRECTION | Jury ES012 commission C01 | ouverte | 0299998K | 80 | 80 | 1 | 0 | correcteur 1 | 20/06 09:00-01/07 18:00 | 0299998K 33,0299999L 41
CORRECTION | Jury ES012 commission C02 | ouverte | 0299998K | 24 | 24 | 1 | 0 | correcteur 1 | 23/06 09:00-02/07 18:00 | 0299999L 24
`)+"\n", strings.Split(sql(t, s, missionsDe), "DELIBERATION")[0])
	require.Equal(t, "INTERROGATION annulee", sql(t, s, `SELECT type || ' ' || etat FROM mission WHERE session_id = md5('2014')::uuid AND type = 'INTERROGATION'`))
	l, err := c.ListerMissionAlertesWithResponse(t.Context(), &client.ListerMissionAlertesParams{Filtre: texte("session==2014-N;traitee==false")})
	require.NoError(t, err)
	natures := map[string]client.MissionAlerte{}
	for _, a := range l.JSON200.Items {
		require.Equal(t, 1, a.Convoques)
		natures[string(a.Nature)] = a
	}
	require.Len(t, natures, 3, "%s", l.Body)
	require.Equal(t, []string{"74", "80"}, []string{*natures["candidats"].Avant, *natures["candidats"].Apres})
	require.Equal(t, []string{"0299998K", "0299999L"}, []string{*natures["centre"].Avant, *natures["centre"].Apres})
	require.Contains(t, *generer(t, c, session, false).Message, "Aucun changement", "ce qui est déjà proposé ne l’est pas deux fois")

	// The dates are taken, the place is kept for good.
	decider(t, c, natures["creneaux"].Id, "appliquee")
	decider(t, c, natures["centre"].Id, "ecartee")
	deux, err := c.DeciderAlerteWithResponse(t.Context(), natures["centre"].Id, client.DecisionAlerte{Decision: "appliquee"})
	require.NoError(t, err)
	require.Equal(t, "alerte.traitee", deux.ApplicationproblemJSONDefault.Code)
	require.Equal(t, "0299998K 23/06/2014 09:00 convoquee", sql(t, s, `SELECT concat_ws(' ', ce.code, to_char(a.debut AT TIME ZONE ce.fuseau, 'DD/MM/YYYY HH24:MI'), a.etat)
		FROM mission m JOIN centre ce ON ce.id = m.centre_id JOIN affectation a ON a.mission_id = m.id WHERE m.libelle = 'Jury ES012 commission C01'`))
	require.Contains(t, *generer(t, c, session, false).Message, "Aucun changement")

	// All of it comes back; then the commission where somebody is convoked goes.
	deposerEchange(t, c, &session, 3, "auto", archive(t, "c.csv", commissions))
	require.Contains(t, *generer(t, c, session, false).Message, "2 revenues")
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM mission WHERE session_id = md5('2014')::uuid AND (etat <> 'ouverte' OR retire_le IS NOT NULL)`))
	deposerEchange(t, c, &session, 3, "auto", archive(t, "c.csv", strings.Replace(commissions, "2014-N;BG;ES;05;NSP", "2014-N;BG;ES;99;NSP", 1)))
	generer(t, c, session, false)
	require.Equal(t, "ouverte t convoquee", sql(t, s, `SELECT concat_ws(' ', m.etat, m.retire_le IS NOT NULL, a.etat) FROM mission m JOIN affectation a ON a.mission_id = m.id WHERE m.libelle = 'Jury ES012 commission C01'`),
		"une mission convoquée est marquée, jamais perdue")
	coherence, err := c.LireCoherenceWithResponse(t.Context(), session)
	require.NoError(t, err)
	nombres := map[string]int{}
	for _, r := range coherence.JSON200.Rubriques {
		nombres[r.Code] = r.Nombre
		lignes, err := c.ListerIncoherencesWithResponse(t.Context(), &client.ListerIncoherencesParams{Filtre: texte("session==2014-N;rubrique==" + r.Code)})
		require.NoError(t, err)
		require.Equal(t, r.Nombre, lignes.JSON200.Total, r.Code)
	}
	require.Equal(t, 1, nombres["mission_retiree"], "%s", coherence.Body)
	require.Equal(t, 2, nombres["besoin_sans_competence"], "personne n’a ces compétences")
}

func decider(t *testing.T, c *client.ClientWithResponses, id uuid.UUID, decision client.DecisionAlerteDecision) {
	t.Helper()
	r, err := c.DeciderAlerteWithResponse(t.Context(), id, client.DecisionAlerte{Decision: decision})
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
}
