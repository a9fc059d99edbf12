package app_test

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// convoquee makes of the session 2027 one that was assigned by a plan and convoked.
func convoquee(t *testing.T, amenagement string) (*apitest.Serveur, *client.ClientWithResponses, uuid.UUID) {
	t.Helper()
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, sessionAAffecter+amenagement)
	c := s.Client(t, "gestionnaire")
	session := uuid.MustParse(sql(t, s, `SELECT id FROM session WHERE academie = '014' AND annee = 2027`))
	cree, err := c.CreerPlanWithResponse(t.Context(), client.NouveauPlan{Session: session, Libelle: "Plan"})
	require.NoError(t, err)
	p := attendrePlan(t, c, cree.JSON202.Id)
	publie, err := c.PublierPlanWithResponse(t.Context(), p.Id, &client.PublierPlanParams{IfMatch: strconv.Itoa(p.Version)}, client.DemandePublication{})
	require.NoError(t, err)
	require.NotNil(t, publie.JSON200, string(publie.Body))
	k := &convoqueur{s, c, session}
	k.lancer(t, k.parametrage(t, client.EcritureParametrage{Partage: ptr(true)}))
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM affectation WHERE session_id = $1 AND etat = 'affectee'`, session))
	s.Pg.Sql(t, `UPDATE etablissement SET mel = 'ce@exemple.fr', telephone = '0231000000' WHERE mel IS NULL`)
	return s, c, session
}

func demande(de uuid.UUID, r client.Remplacement, simulation bool) client.DemandeRemplacement {
	d := client.DemandeRemplacement{Affectation: de, Motif: "Grippe", Simulation: &simulation}
	for _, m := range r.Mouvements {
		d.Mouvements = append(d.Mouvements, client.MouvementDemande{Intervenant: m.Intervenant, Quitte: m.Quitte})
	}
	return d
}

// TestRemplacer: the morning of the exam everyone is convoked; somebody falls ill. Reservists come first, every solution
// proposed can be done and costs what it said, one is done whole, and what is no longer true is refused.
func TestRemplacer(t *testing.T) {
	s, c, session := convoquee(t, "")
	malade := uuid.MustParse(sql(t, s, `SELECT id FROM affectation WHERE session_id = $1 AND role = 'interrogateur' AND etat = 'convoquee' ORDER BY debut, id LIMIT 1`, session))
	lire := func(id uuid.UUID) client.Remplacements {
		r, err := c.ProposerRemplacementsWithResponse(t.Context(), &client.ProposerRemplacementsParams{Affectation: id})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, string(r.Body))
		return *r.JSON200
	}
	faire := func(d client.DemandeRemplacement) *client.RemplacerResponse {
		r, err := c.RemplacerWithResponse(t.Context(), d)
		require.NoError(t, err)
		return r
	}
	vu := lire(malade)
	require.True(t, vu.ReserveDabord)
	require.Greater(t, len(vu.Solutions), 3)
	premier := vu.Solutions[0]
	require.True(t, premier.Reserve, "the reserve first")
	require.Len(t, premier.Mouvements, 1)
	require.True(t, premier.Mouvements[0].Convoquee)
	etat := func() string {
		return sql(t, s, `SELECT md5(string_agg(id::text || etat || intervenant_id, ',' ORDER BY id)) FROM affectation`)
	}
	avant := etat()
	for _, x := range vu.Solutions {
		essai := faire(demande(malade, x, true))
		require.NotNil(t, essai.JSON200, "%s: %s", x.Phrase, essai.Body)
		require.Equal(t, x.Delta, essai.JSON200.Delta, x.Phrase)
	}
	require.Equal(t, avant, etat(), "trials write nothing")

	incomplet := demande(malade, premier, false)
	incomplet.Mouvements[0].Quitte = nil
	require.Equal(t, http.StatusConflict, faire(incomplet).StatusCode(), "she sits in the reserve of that hour, and may not hold both")

	fait := faire(demande(malade, premier, false))
	require.NotNil(t, fait.JSON200, string(fait.Body))
	require.Len(t, fait.JSON200.Affectations, 1)
	require.Equal(t, 2, fait.JSON200.Rectificatifs)
	require.Equal(t, 1, fait.JSON200.Convocations)
	require.Equal(t, 1, fait.JSON200.Courriels)
	require.Empty(t, fait.JSON200.Avertissements)
	require.Equal(t, "0 1", sql(t, s, `SELECT count(*) FILTER (WHERE affectation_id = ANY ($1)) || ' ' || count(*) FILTER (WHERE affectation_id = $2) FROM convocation_mission WHERE vivante`,
		[]uuid.UUID{malade, *premier.Mouvements[0].Quitte}, fait.JSON200.Affectations[0]), "nobody keeps the letter of a seat that she left")
	require.Equal(t, "desaffectee Grippe", sql(t, s, `SELECT etat || ' ' || motif FROM affectation WHERE id = $1`, malade))
	require.Equal(t, "desaffectee Appel en remplacement sur une autre mission", sql(t, s, `SELECT etat || ' ' || motif FROM affectation WHERE id = $1`, *premier.Mouvements[0].Quitte),
		"the motive of the one is not told to the other")
	require.Equal(t, "convoquee remplacement "+malade.String(), sql(t, s, `SELECT etat || ' ' || origine || ' ' || remplace FROM affectation WHERE id = $1`, fait.JSON200.Affectations[0]))
	// Two of the three were affected by the plan.
	require.Equal(t, "affectation 3,desaffectation 2", sql(t, s, `SELECT string_agg(action || ' ' || n, ',' ORDER BY action) FROM (SELECT action, count(*) AS n FROM journal
		WHERE objet = 'affectation' AND objet_id = ANY ($1) GROUP BY action) x`, []string{malade.String(), premier.Mouvements[0].Quitte.String(), fait.JSON200.Affectations[0].String()}))
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM courriel WHERE genre = 'remplacement' AND destinataire = 'ce@exemple.fr'`))
	deux := faire(demande(malade, premier, false))
	require.Equal(t, http.StatusConflict, deux.StatusCode())
	require.Contains(t, string(deux.Body), "remplacement.etat")
}

// TestRemplacementPerime: who becomes unavailable between the proposal and the decision is not sent, and is not proposed
// again; without the rule of the reserve, the cheapest come first.
func TestRemplacementPerime(t *testing.T) {
	s, c, session := convoquee(t, "")
	s.Pg.Sql(t, `INSERT INTO regle_affectation (academie, code, force, decide_par) VALUES ('014', 'reserve_dabord', 'sans', 'essai')`)
	malade := uuid.MustParse(sql(t, s, `SELECT id FROM affectation WHERE session_id = $1 AND role = 'interrogateur' AND etat = 'convoquee' ORDER BY debut, id LIMIT 1`, session))
	lire := func() client.Remplacements {
		r, err := c.ProposerRemplacementsWithResponse(t.Context(), &client.ProposerRemplacementsParams{Affectation: malade})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, string(r.Body))
		return *r.JSON200
	}
	vu := lire()
	require.False(t, vu.ReserveDabord)
	premier := vu.Solutions[0]
	require.Len(t, premier.Mouvements, 1)
	require.False(t, premier.Reserve, "somebody free costs less than an empty reserve")
	qui := premier.Mouvements[0].Intervenant
	s.Pg.Sql(t, `INSERT INTO indisponibilite (academie, id, intervenant_id, debut, fin, motif, source, saisi_par) SELECT '014', uuid_v7(), '`+qui.String()+`', debut - interval '1 day', fin + interval '1 day', 'autre', 'gestionnaire', 'essai' FROM affectation WHERE id = '`+malade.String()+`'`)
	tard, err := c.RemplacerWithResponse(t.Context(), demande(malade, premier, false))
	require.NoError(t, err)
	require.Equal(t, http.StatusConflict, tard.StatusCode())
	require.Contains(t, string(tard.Body), "remplacement.perime")
	require.Equal(t, "convoquee", sql(t, s, `SELECT etat FROM affectation WHERE id = $1`, malade))
	for _, x := range lire().Solutions {
		for _, m := range x.Mouvements {
			require.NotEqual(t, qui, m.Intervenant)
		}
	}
}

// deuxEnMemeTemps: the second mission of the session takes the hours of the first, and neither has a reserve.
const deuxEnMemeTemps = `
UPDATE mission_besoin SET reservistes = 0;
WITH k AS (SELECT k.academie, k.id, k.debut, k.fin, row_number() OVER (PARTITION BY k.academie ORDER BY k.debut, k.id) AS rang FROM creneau k
  JOIN mission m ON m.academie = k.academie AND m.id = k.mission_id JOIN session s ON s.academie = m.academie AND s.id = m.session_id WHERE s.annee = 2027)
UPDATE creneau c SET debut = a.debut, fin = a.fin FROM k a JOIN k b ON b.academie = a.academie AND b.rang = 2 WHERE a.rang = 1 AND c.academie = b.academie AND c.id = b.id;`

// TestRemplacerEnChaine: the only free person may not examine there, for her own pupils do; somebody from the mission
// next door comes, and she takes that place.
func TestRemplacerEnChaine(t *testing.T) {
	s, c, session := convoquee(t, deuxEnMemeTemps)
	malade := uuid.MustParse(sql(t, s, `SELECT id FROM affectation WHERE session_id = $1 ORDER BY debut, mission_id, id LIMIT 1`, session))
	libre := uuid.MustParse(sql(t, s, `SELECT r.intervenant_id FROM rattachement r JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		WHERE r.academie = '014' AND e.nom <> 'LYCEE 1' AND NOT EXISTS (SELECT 1 FROM affectation a JOIN affectation x ON x.id = $1 WHERE a.intervenant_id = r.intervenant_id AND a.debut < x.fin AND a.fin > x.debut
		AND a.etat = 'convoquee') ORDER BY 1 LIMIT 1`, malade))
	s.Pg.Sql(t, `INSERT INTO indisponibilite (academie, id, intervenant_id, debut, fin, motif, source, saisi_par)
		SELECT '014', uuid_v7(), i.id, x.debut, x.fin, 'autre', 'gestionnaire', 'essai' FROM intervenant i JOIN affectation x ON x.id = '`+malade.String()+`'
		 WHERE i.academie = '014' AND i.id <> '`+libre.String()+`' AND NOT EXISTS (SELECT 1 FROM affectation a WHERE a.intervenant_id = i.id AND a.debut < x.fin AND a.fin > x.debut AND a.etat = 'convoquee');
		INSERT INTO mission_origine (academie, mission_id, uai_origine, candidats) SELECT '014', a.mission_id, e.uai, 12 FROM affectation a, rattachement r
		  JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id WHERE a.id = '`+malade.String()+`' AND r.intervenant_id = '`+libre.String()+`'`)
	r, err := c.ProposerRemplacementsWithResponse(t.Context(), &client.ProposerRemplacementsParams{Affectation: malade})
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, string(r.Body))
	require.NotEmpty(t, r.JSON200.Solutions)
	x := r.JSON200.Solutions[0]
	require.Len(t, x.Mouvements, 2, x.Phrase)
	require.Equal(t, 1, x.Deranges)
	require.Equal(t, libre, x.Mouvements[1].Intervenant, x.Phrase)
	require.Contains(t, x.Phrase, "y va à son tour")
	moitie := demande(malade, x, false)
	moitie.Mouvements = moitie.Mouvements[:1]
	refus, err := c.RemplacerWithResponse(t.Context(), moitie)
	require.NoError(t, err)
	require.Contains(t, string(refus.Body), "remplacement.incomplet")
	fait, err := c.RemplacerWithResponse(t.Context(), demande(malade, x, false))
	require.NoError(t, err)
	require.NotNil(t, fait.JSON200, string(fait.Body))
	require.Equal(t, x.Delta, fait.JSON200.Delta)
	require.Len(t, fait.JSON200.Affectations, 2)
	require.Equal(t, 2, fait.JSON200.Courriels, "both centres")
	require.Equal(t, x.Mouvements[0].Quitte.String(), sql(t, s, `SELECT remplace::text FROM affectation WHERE id = $1`, fait.JSON200.Affectations[1]))
}

// TestDeuxPermanences: two people answer the telephone for the same absence, or want the same person for two absences. One
// does it whole; the other is told, and nothing of hers is done.
func TestDeuxPermanences(t *testing.T) {
	s, c, session := convoquee(t, "")
	deux := strings.Fields(sql(t, s, `SELECT string_agg(id::text, ' ') FROM (SELECT id FROM affectation WHERE session_id = $1 AND role = 'interrogateur' AND etat = 'convoquee'
		AND mission_id = (SELECT mission_id FROM affectation WHERE session_id = $1 AND role = 'interrogateur' AND etat = 'convoquee' ORDER BY debut, id LIMIT 1) ORDER BY id LIMIT 2) x`, session))
	require.Len(t, deux, 2)
	solutions := func(id uuid.UUID) []client.Remplacement {
		r, err := c.ProposerRemplacementsWithResponse(t.Context(), &client.ProposerRemplacementsParams{Affectation: id})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, string(r.Body))
		return r.JSON200.Solutions
	}
	ensemble := func(a, b client.DemandeRemplacement) {
		t.Helper()
		var faits, refuses atomic.Int32
		var g sync.WaitGroup
		for _, d := range []client.DemandeRemplacement{a, b} {
			g.Go(func() {
				r, err := c.RemplacerWithResponse(t.Context(), d)
				switch {
				case err != nil:
					t.Error(err)
				case r.JSON200 != nil:
					faits.Add(1)
				case r.StatusCode() == http.StatusConflict && strings.Contains(r.ApplicationproblemJSONDefault.Code, "remplacement."):
					refuses.Add(1)
				default:
					t.Errorf("%d %s", r.StatusCode(), r.Body)
				}
			})
		}
		g.Wait()
		require.Equal(t, "1 1", strconv.Itoa(int(faits.Load()))+" "+strconv.Itoa(int(refuses.Load())))
	}
	un, autre := uuid.MustParse(deux[0]), uuid.MustParse(deux[1])
	x := solutions(un)
	require.Greater(t, len(x), 1)
	ensemble(demande(un, x[0], false), demande(un, x[1], false))
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM affectation WHERE remplace = $1`, un))
	// The one who has just been called is absent in turn: she and her neighbour want the same person.
	suivante := uuid.MustParse(sql(t, s, `SELECT id FROM affectation WHERE remplace = $1`, un))
	x, y := solutions(suivante), solutions(autre)
	require.NotEmpty(t, x)
	k := slices.IndexFunc(y, func(r client.Remplacement) bool { return r.Mouvements[0].Intervenant == x[0].Mouvements[0].Intervenant })
	require.GreaterOrEqual(t, k, 0, "the first choice of one is a choice of the other")
	ensemble(demande(suivante, x[0], false), demande(autre, y[k], false))
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM affectation WHERE remplace = ANY ($1)`, []uuid.UUID{suivante, autre}))
}
