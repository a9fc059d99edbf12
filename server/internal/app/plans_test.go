package app_test

import (
	"cmp"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/apitest"
)

// sessionAAffecter makes of the session 2027 of the fixtures one to assign: ten missions of five examiners and a réserviste, nobody yet.
const sessionAAffecter = `
UPDATE type_mission SET exige_competence = true, sur_place = true WHERE code = 'interrogation';
DELETE FROM affectation a USING session s WHERE s.academie = a.academie AND s.id = a.session_id AND s.annee = 2027;
INSERT INTO mission_besoin (academie, mission_id, role, nombre, reservistes)
SELECT m.academie, m.id, 'interrogateur', 5, 1 FROM mission m JOIN session s ON s.academie = m.academie AND s.id = m.session_id WHERE s.annee = 2027;`

func attendrePlan(t *testing.T, c *client.ClientWithResponses, id uuid.UUID) client.Plan {
	t.Helper()
	var p client.Plan
	require.Eventually(t, func() bool {
		r, err := c.LirePlanWithResponse(t.Context(), id)
		require.NoError(t, err)
		require.NotNil(t, r.JSON200)
		p = *r.JSON200
		return p.Etat != client.EtatPlanEnCalcul
	}, 30*time.Second, 50*time.Millisecond)
	return p
}

func TestPlanCalculeRetouchePublie(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, sessionAAffecter)
	c := s.Client(t, "gestionnaire")
	session := uuid.MustParse(sql(t, s, `SELECT id FROM session WHERE academie = '014' AND annee = 2027`))
	cree, err := c.CreerPlanWithResponse(t.Context(), client.NouveauPlan{Session: session, Libelle: "Premier jet"})
	require.NoError(t, err)
	require.NotNil(t, cree.JSON202, string(cree.Body))
	p := attendrePlan(t, c, cree.JSON202.Id)
	require.Equal(t, client.EtatPlanPropose, p.Etat, sql(t, s, `SELECT message FROM tache WHERE id = $1`, *p.Tache))
	require.Equal(t, 60, *p.Places)
	require.Equal(t, 0, *p.Vides)
	require.LessOrEqual(t, *p.Borne, *p.Cout)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM plan_place p JOIN rattachement r ON r.academie = p.academie AND r.intervenant_id = p.intervenant_id
		JOIN mission m ON m.academie = p.academie AND m.id = p.mission_id JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id WHERE c.etablissement_id = r.etablissement_id`),
		"nobody examines in his own school")

	// One seat is given by hand to somebody else: locked, priced, and left alone by the next computation.
	places, err := c.ListerPlacesPlanWithResponse(t.Context(), &client.ListerPlacesPlanParams{Filtre: ptr("plan==" + p.Id.String() + ";role==interrogateur"), Taille: ptr(client.TailleParam(50))})
	require.NoError(t, err)
	require.Len(t, places.JSON200.Items, 50)
	place := places.JSON200.Items[0]
	autre := uuid.MustParse(sql(t, s, `SELECT i.id FROM intervenant i JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id AND r.type = 'principal'
		JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id WHERE i.academie = '014' AND e.nom <> 'LYCEE 1'
		AND NOT EXISTS (SELECT 1 FROM plan_place p WHERE p.mission_id = $1 AND p.intervenant_id = i.id) ORDER BY i.id LIMIT 1`, place.Mission))
	poser := func(version int, m client.ModificationPlace) *client.ModifierPlacePlanResponse {
		r, err := c.ModifierPlacePlanWithResponse(t.Context(), place.Id, &client.ModifierPlacePlanParams{IfMatch: strconv.Itoa(version)}, m)
		require.NoError(t, err)
		return r
	}
	essai := poser(place.Version, client.ModificationPlace{Intervenant: nullable.NewNullableWithValue(autre), Simulation: ptr(true)})
	require.NotNil(t, essai.JSON200, string(essai.Body))
	require.Equal(t, *place.Intervenant, *essai.JSON200.Place.Intervenant, "a trial writes nothing")
	fait := poser(place.Version, client.ModificationPlace{Intervenant: nullable.NewNullableWithValue(autre)})
	require.NotNil(t, fait.JSON200, string(fait.Body))
	require.Equal(t, essai.JSON200.Delta, fait.JSON200.Delta)
	require.True(t, fait.JSON200.Place.Verrou)
	require.Equal(t, http.StatusPreconditionFailed, poser(place.Version, client.ModificationPlace{Verrou: ptr(false)}).StatusCode(), "somebody else's edit is not lost")

	chezLui := uuid.MustParse(sql(t, s, `SELECT r.intervenant_id FROM rattachement r JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		WHERE r.academie = '014' AND e.nom = 'LYCEE 1' ORDER BY 1 LIMIT 1`))
	refus := poser(fait.JSON200.Place.Version, client.ModificationPlace{Intervenant: nullable.NewNullableWithValue(chezLui)})
	require.Equal(t, http.StatusConflict, refus.StatusCode())
	require.Contains(t, string(refus.Body), "propre_etablissement")

	p = attendrePlan(t, c, p.Id)
	encore, err := c.RecalculerPlanWithResponse(t.Context(), p.Id, &client.RecalculerPlanParams{IfMatch: strconv.Itoa(p.Version)}, client.OptionsCalcul{})
	require.NoError(t, err)
	require.NotNil(t, encore.JSON202, string(encore.Body))
	p = attendrePlan(t, c, p.Id)
	require.Equal(t, client.EtatPlanPropose, p.Etat, sql(t, s, `SELECT message FROM tache WHERE id = $1`, *p.Tache))
	require.Equal(t, "t", sql(t, s, `SELECT verrou::text = 'true' FROM plan_place WHERE plan_id = $1 AND mission_id = $2 AND intervenant_id = $3`, p.Id, place.Mission, autre)[:1])

	publier := func(simulation bool) *client.PublierPlanResponse {
		r, err := c.PublierPlanWithResponse(t.Context(), p.Id, &client.PublierPlanParams{IfMatch: strconv.Itoa(p.Version)}, client.DemandePublication{Simulation: &simulation})
		require.NoError(t, err)
		return r
	}
	vue := publier(true)
	require.NotNil(t, vue.JSON200, string(vue.Body))
	require.Empty(t, vue.JSON200.Violations)
	require.Equal(t, 60, vue.JSON200.Affectees)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM affectation WHERE session_id = $1`, session))
	publie := publier(false)
	require.NotNil(t, publie.JSON200, string(publie.Body))
	require.Equal(t, client.EtatPlanPublie, publie.JSON200.Plan.Etat)
	require.Equal(t, "60", sql(t, s, `SELECT count(*) FROM affectation WHERE session_id = $1 AND etat = 'affectee' AND plan_id = $2`, session, p.Id))
	require.Equal(t, "60", sql(t, s, `SELECT count(*) FROM journal WHERE objet = 'affectation' AND action = 'affectation' AND pourquoi = 'Plan « Premier jet »'`))
	place.Id = uuid.MustParse(sql(t, s, `SELECT id FROM plan_place WHERE plan_id = $1 ORDER BY id LIMIT 1`, p.Id)) // computed again, places are new
	require.Equal(t, http.StatusConflict, poser(1, client.ModificationPlace{Verrou: ptr(false)}).StatusCode(), "what is published no longer changes")
}

// enfreintes are changes that break a rule of a plan already computed, and the name under which the control tells it.
var enfreintes = map[string]struct{ sql, regle string }{
	"indisponible":        {`INSERT INTO indisponibilite (academie, intervenant_id, debut, fin, motif, source, saisi_par) SELECT '014', $1::uuid, '2027-01-01', '2027-12-31', 'autre', 'gestionnaire', 'x'`, "indisponibilite"},
	"ecarte":              {`UPDATE intervenant SET etat = 'ecarte' WHERE academie = '014' AND id = $1::uuid`, "indisponibilite"},
	"competence":          {`DELETE FROM competence WHERE academie = '014' AND intervenant_id = $1::uuid`, "competence"},
	"ses eleves":          {`INSERT INTO mission_origine (academie, mission_id, uai_origine, candidats) SELECT '014', p.mission_id, e.uai, 12 FROM plan_place p JOIN rattachement r ON r.academie = p.academie AND r.intervenant_id = p.intervenant_id JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id WHERE p.academie = '014' AND p.intervenant_id = $1::uuid ON CONFLICT DO NOTHING`, "etablissement"},
	"quota":               {`INSERT INTO regle_affectation (academie, code, force, valeur, decide_par) SELECT '014', 'quota_missions', 'imperative', 0, 'x' WHERE $1::uuid IS NOT NULL`, "quota_missions"},
	"besoin":              {`UPDATE mission_besoin SET nombre = 0 WHERE academie = '014' AND mission_id IN (SELECT mission_id FROM plan_place WHERE intervenant_id = $1::uuid)`, "places"},
	"mission close":       {`UPDATE mission SET etat = 'close' WHERE academie = '014' AND id IN (SELECT mission_id FROM plan_place WHERE intervenant_id = $1::uuid)`, "mission_ouverte"},
	"rayon":               {`INSERT INTO regle_affectation (academie, code, force, valeur, decide_par) SELECT '014', 'rayon', 'imperative', 0, 'x' WHERE $1::uuid IS NOT NULL`, "rayon"},
	"bassin":              {`WITH r AS (INSERT INTO regle_affectation (academie, code, force, decide_par) SELECT '014', 'bassin', 'imperative', 'x' WHERE $1::uuid IS NOT NULL) UPDATE etablissement SET bassin = 'Rennes' WHERE academie = '014'`, "bassin"},
	"contractuels":        {`WITH r AS (INSERT INTO regle_affectation (academie, code, force, decide_par) VALUES ('014', 'contractuels', 'imperative', 'x')) INSERT INTO situation (academie, intervenant_id, genre, saisi_par) VALUES ('014', $1::uuid, 'contractuel', 'x')`, "contractuels"},
	"quota jours":         {`INSERT INTO regle_affectation (academie, code, force, valeur, decide_par) SELECT '014', 'quota_jours', 'imperative', 0, 'x' WHERE $1::uuid IS NOT NULL`, "quota_jours"},
	"quota copies":        {`WITH r AS (INSERT INTO regle_affectation (academie, code, force, valeur, decide_par) SELECT '014', 'quota_copies', 'imperative', 3, 'x' WHERE $1::uuid IS NOT NULL) UPDATE mission SET charge_unite = 'copies', charge = 4 WHERE academie = '014'`, "quota_copies"},
	"quota candidats":     {`WITH r AS (INSERT INTO regle_affectation (academie, code, force, valeur, decide_par) SELECT '014', 'quota_candidats', 'imperative', 3, 'x' WHERE $1::uuid IS NOT NULL) UPDATE mission SET charge_unite = 'candidats', charge = 4 WHERE academie = '014'`, "quota_candidats"},
	"refusee":             {`INSERT INTO plan_interdit (academie, plan_id, mission_id, intervenant_id, decide_par) SELECT academie, plan_id, mission_id, intervenant_id, 'x' FROM plan_place WHERE academie = '014' AND intervenant_id = $1::uuid`, "interdit"},
	"pris ailleurs":       {`UPDATE creneau SET debut = '2027-06-05 08:00+02', fin = '2027-06-05 12:00+02' WHERE academie = '014' AND $1::uuid IS NOT NULL AND mission_id IN (SELECT id FROM mission WHERE session_id = (SELECT id FROM session WHERE academie = '014' AND annee = 2027))`, "chevauchement"},
	"autre etablissement": {`WITH r AS (SELECT p.mission_id, r.etablissement_id FROM plan_place p JOIN rattachement r ON r.academie = p.academie AND r.intervenant_id = p.intervenant_id WHERE p.academie = '014' AND p.intervenant_id = $1::uuid LIMIT 1) UPDATE centre c SET etablissement_id = r.etablissement_id FROM mission m, r WHERE m.id = r.mission_id AND c.academie = m.academie AND c.id = m.centre_id`, "etablissement"},
	"trajet":              {`WITH ms AS (SELECT DISTINCT p.mission_id, dense_rank() OVER (ORDER BY p.mission_id) AS n FROM plan_place p WHERE p.academie = '014' AND p.intervenant_id = $1::uuid), c AS (INSERT INTO centre (academie, id, session_id, code, libelle, fuseau) SELECT '014', uuid_v7(), session_id, 'LOIN', 'LOIN', 'Europe/Paris' FROM mission WHERE id = (SELECT mission_id FROM ms WHERE n = 2) RETURNING id), m AS (UPDATE mission SET centre_id = c.id FROM c WHERE mission.id = (SELECT mission_id FROM ms WHERE n = 2)) UPDATE creneau k SET debut = '2027-06-05 08:00+02'::timestamptz + ms.n * interval '2 hours', fin = '2027-06-05 10:00+02'::timestamptz + ms.n * interval '2 hours' FROM ms WHERE k.academie = '014' AND k.mission_id = ms.mission_id AND ms.n IN (1, 2)`, "trajet"},
	"cumul":               {`WITH c AS (INSERT INTO cumul_interdit (academie, type_a, type_b, motif) SELECT '014', 'interrogation', 'surveillance', 'essai'), t AS (INSERT INTO type_mission SELECT '014', 'surveillance', 'Surveillance', true ON CONFLICT DO NOTHING RETURNING code) UPDATE mission SET type = 'surveillance' WHERE academie = '014' AND id = (SELECT mission_id FROM plan_place WHERE academie = '014' AND intervenant_id = $1::uuid LIMIT 1)`, "cumul"},
	"stabilite":           {`WITH r AS (INSERT INTO regle_affectation (academie, code, force, decide_par) VALUES ('014', 'stabilite', 'imperative', 'x')) INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat) SELECT '014', uuid_v7(), m.session_id, m.id, i.id, 'interrogateur', 'affectee' FROM mission m, intervenant i JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id WHERE i.academie = '014' AND r.etablissement_id <> md5('0141')::uuid AND m.id = (SELECT mission_id FROM plan_place WHERE academie = '014' AND intervenant_id = $1::uuid LIMIT 1) AND NOT EXISTS (SELECT 1 FROM plan_place p WHERE p.mission_id = m.id AND p.intervenant_id = i.id) LIMIT 1`, "stabilite"},
	"convoquee depuis":    {`INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat) SELECT '014', uuid_v7(), m.session_id, m.id, i.id, 'interrogateur', 'convoquee' FROM mission m, intervenant i WHERE i.academie = '014' AND m.id = (SELECT mission_id FROM plan_place WHERE academie = '014' AND intervenant_id = $1::uuid LIMIT 1) AND NOT EXISTS (SELECT 1 FROM plan_place p WHERE p.mission_id = m.id AND p.intervenant_id = i.id) LIMIT 1`, "verrou"},
}

// TestReglesVerifiees: there is no rule that an académie may make imperative and that publishing would not check.
func TestReglesVerifiees(t *testing.T) {
	dites := map[regle.Code]string{regle.Disponibilite: "indisponibilite", regle.PropresEleves: "etablissement", regle.PropreEtablissement: "etablissement"}
	verifiees := map[string]bool{}
	for _, x := range enfreintes {
		verifiees[x.regle] = true
	}
	for _, r := range regle.Catalogue {
		if r.Permet(regle.Imperative) {
			require.True(t, verifiees[cmp.Or(dites[r.Code], string(r.Code))], "%s : aucune infraction n’est essayée", r.Code)
		}
	}
}

// TestPlanVerifie: what changed since the computation keeps a plan from being published, whatever the engine thought.
func TestPlanVerifie(t *testing.T) {
	for nom, x := range enfreintes {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			s := apitest.Nouveau(t)
			s.Pg.Sql(t, sessionAAffecter)
			c := s.Client(t, "gestionnaire")
			session := uuid.MustParse(sql(t, s, `SELECT id FROM session WHERE academie = '014' AND annee = 2027`))
			cree, err := c.CreerPlanWithResponse(t.Context(), client.NouveauPlan{Session: session, Libelle: "Essai"})
			require.NoError(t, err)
			p := attendrePlan(t, c, cree.JSON202.Id)
			qui := sql(t, s, `SELECT intervenant_id FROM plan_place WHERE plan_id = $1 AND role = 'interrogateur' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1`, p.Id)
			s.Pg.Sql(t, x.sql, qui)
			r, err := c.PublierPlanWithResponse(t.Context(), p.Id, &client.PublierPlanParams{IfMatch: strconv.Itoa(p.Version)}, client.DemandePublication{})
			require.NoError(t, err)
			require.Equal(t, http.StatusConflict, r.StatusCode(), string(r.Body))
			require.Contains(t, string(r.Body), `"`+x.regle+`"`)
			require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM affectation WHERE session_id = $1 AND plan_id IS NOT NULL`, session))
		})
	}
}

// TestAffecterALaMain: candidates are ranked with their reasons; what a rule forbids says which; what is done is undone
// with a motive.
func TestAffecterALaMain(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, sessionAAffecter)
	c := s.Client(t, "gestionnaire")
	session := uuid.MustParse(sql(t, s, `SELECT id FROM session WHERE academie = '014' AND annee = 2027`))
	mission := uuid.MustParse(sql(t, s, `SELECT m.id FROM mission m JOIN creneau k ON k.academie = m.academie AND k.mission_id = m.id WHERE m.session_id = $1 ORDER BY k.debut LIMIT 1`, session))
	l, err := c.ListerCandidatsWithResponse(t.Context(), mission, nil)
	require.NoError(t, err)
	require.NotNil(t, l.JSON200, string(l.Body))
	require.Len(t, l.JSON200.Candidats, 40)
	require.Equal(t, map[string]int{"propre_etablissement": 20}, l.JSON200.Ecartes)
	premier := l.JSON200.Candidats[0]
	require.Equal(t, 1, premier.Rang)
	require.NotEmpty(t, premier.Raison)
	for k := 1; k < len(l.JSON200.Candidats); k++ {
		require.LessOrEqual(t, l.JSON200.Candidats[k-1].Cout, l.JSON200.Candidats[k].Cout)
	}

	affecter := func(qui uuid.UUID, simulation bool) *client.AffecterResponse {
		r, err := c.AffecterWithResponse(t.Context(), client.DemandeAffectation{Mission: mission, Intervenant: qui, Role: client.DemandeAffectationRoleInterrogateur, Simulation: &simulation})
		require.NoError(t, err)
		return r
	}
	essai := affecter(premier.Intervenant, true)
	require.NotNil(t, essai.JSON200, string(essai.Body))
	require.Nil(t, essai.JSON200.Affectation)
	require.Equal(t, premier.Cout, essai.JSON200.Cout)
	fait := affecter(premier.Intervenant, false)
	require.NotNil(t, fait.JSON200.Affectation)
	require.Equal(t, http.StatusConflict, affecter(premier.Intervenant, false).StatusCode(), "not twice on one mission")
	collegue := uuid.MustParse(sql(t, s, `SELECT r.intervenant_id FROM rattachement r JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id WHERE r.academie = '014' AND e.nom = 'LYCEE 1' ORDER BY 1 LIMIT 1`))
	refuse := affecter(collegue, false)
	require.Equal(t, http.StatusConflict, refuse.StatusCode())
	require.Contains(t, string(refuse.Body), "travaille dans le centre lui-même")

	pourquoiPas, err := c.ListerCandidatsWithResponse(t.Context(), mission, &client.ListerCandidatsParams{Intervenant: &collegue})
	require.NoError(t, err)
	require.Len(t, pourquoiPas.JSON200.Candidats, 1)
	require.Equal(t, "propre_etablissement", pourquoiPas.JSON200.Candidats[0].Empechements[0].Regle)

	possibles, err := c.ListerMissionsPossiblesWithResponse(t.Context(), premier.Intervenant, &client.ListerMissionsPossiblesParams{Session: session})
	require.NoError(t, err)
	require.NotNil(t, possibles.JSON200, string(possibles.Body))
	require.Len(t, possibles.JSON200.Missions, 18, "nine other missions, as examiner or in reserve")

	av, err := c.LireAvancementWithResponse(t.Context(), &client.LireAvancementParams{Session: session, Par: client.LireAvancementParamsParCentre, Croise: ptr(client.LireAvancementParamsCroiseJour)})
	require.NoError(t, err)
	require.NotNil(t, av.JSON200, string(av.Body))
	require.Len(t, av.JSON200.Lignes, 10)
	require.Equal(t, 5, av.JSON200.Lignes[0].Besoin)
	require.Equal(t, 1, av.JSON200.Lignes[0].Pourvu)

	charges, err := c.ListerChargesWithResponse(t.Context(), &client.ListerChargesParams{Filtre: ptr("session==2027-N")})
	require.NoError(t, err)
	require.NotNil(t, charges.JSON200, string(charges.Body))
	require.Len(t, charges.JSON200.Items, 1)
	require.Equal(t, 1, charges.JSON200.Items[0].Missions)

	selection := client.Selection{Mode: client.SelectionModeLignes, Ids: &[]uuid.UUID{fait.JSON200.Affectation.Id}}
	defait, err := c.DesaffecterWithResponse(t.Context(), client.DemandeDesaffectation{Selection: selection, Motif: "Erreur de saisie"})
	require.NoError(t, err)
	require.NotNil(t, defait.JSON200, string(defait.Body))
	require.Equal(t, 1, defait.JSON200.Desaffectees)
	require.Equal(t, "desaffectee Erreur de saisie", sql(t, s, `SELECT etat || ' ' || motif FROM affectation WHERE id = $1`, fait.JSON200.Affectation.Id))
	require.Equal(t, "affectation,desaffectation", sql(t, s, `SELECT string_agg(action, ',' ORDER BY le, id) FROM journal WHERE objet = 'affectation' AND objet_id = $1`, fait.JSON200.Affectation.Id.String()))
}
