package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
)

// troisEnMemeTemps: the first three missions of the session share their hours, each in a centre of its own, without reserve.
const troisEnMemeTemps = `
UPDATE mission_besoin SET reservistes = 0;
INSERT INTO regle_affectation (academie, code, force, decide_par) SELECT code, 'propre_etablissement', 'sans', 'essai' FROM academie WHERE code IN ('014', '099');
INSERT INTO centre (academie, id, session_id, etablissement_id, code, libelle, commune, fuseau)
SELECT s.academie, md5(s.academie || 'autre' || n)::uuid, s.id, md5(s.academie || n)::uuid, '000000' || n || 'A', 'LYCEE ' || n, 'Brest', 'Europe/Paris'
  FROM session s, generate_series(2, 3) n WHERE s.annee = 2027 AND s.academie IN ('014', '099');
WITH k AS (SELECT k.academie, k.id, k.mission_id, k.debut, k.fin, row_number() OVER (PARTITION BY k.academie ORDER BY k.debut, k.id) AS rang FROM creneau k
  JOIN mission m ON m.academie = k.academie AND m.id = k.mission_id JOIN session s ON s.academie = m.academie AND s.id = m.session_id WHERE s.annee = 2027),
heures AS (UPDATE creneau c SET debut = a.debut, fin = a.fin FROM k a JOIN k b ON b.academie = a.academie AND b.rang IN (2, 3) WHERE a.rang = 1 AND c.academie = b.academie AND c.id = b.id)
UPDATE mission m SET libelle = 'Jury ' || k.rang, centre_id = CASE WHEN k.rang = 1 THEN m.centre_id ELSE md5(m.academie || 'autre' || k.rang)::uuid END
  FROM k WHERE k.rang <= 3 AND m.academie = k.academie AND m.id = k.mission_id;`

// elevesEnCascade: as people are convoked, the first two juries hold people of LYCEE 1, the third one people of LYCEE 2.
const elevesEnCascade = `
INSERT INTO mission_origine (academie, mission_id, uai_origine, candidats)
SELECT m.academie, m.id, '000000' || n || 'A', 12 FROM mission m JOIN session s ON s.academie = m.academie AND s.id = m.session_id, generate_series(1, 3) n
 WHERE s.annee = 2027 AND (m.libelle IN ('Jury 1', 'Jury 2') AND n <> 1 OR m.libelle = 'Jury 3' AND n <> 2);`

// cascade: since then the second jury may take the people of LYCEE 2 and the third one anybody, but the first takes nobody
// else; and of all those who are free at that hour, one person of LYCEE 3 alone can come.
const cascade = `
DELETE FROM mission_origine o USING mission m WHERE m.academie = o.academie AND m.id = o.mission_id AND (m.libelle = 'Jury 2' AND o.uai_origine = '0000002A' OR m.libelle = 'Jury 3');
INSERT INTO indisponibilite (academie, id, intervenant_id, debut, fin, motif, source, saisi_par)
SELECT '014', uuid_v7(), i.id, x.debut, x.fin, 'autre', 'gestionnaire', 'essai' FROM intervenant i JOIN affectation x ON x.id = '$malade'
 WHERE i.academie = '014' AND i.id <> '$libre' AND NOT EXISTS (SELECT 1 FROM affectation a WHERE a.intervenant_id = i.id AND a.debut < x.fin AND a.fin > x.debut AND a.etat = 'convoquee')`

// TestRemplacerParTrois: nobody free may take the seat, nor that of anyone who could; a chain of three answers. It is shown
// with its difference and whom it disturbs, done in one action, and everyone in it, centres included, is told.
func TestRemplacerParTrois(t *testing.T) {
	s, c, session := convoquee(t, troisEnMemeTemps+elevesEnCascade)
	s.Pg.Sql(t, `UPDATE etablissement SET mel = 'ce.' || lower(uai) || '@exemple.fr'`)
	malade := uuid.MustParse(sql(t, s, `SELECT a.id FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id WHERE a.session_id = $1 AND m.libelle = 'Jury 1' AND a.etat = 'convoquee' ORDER BY a.id LIMIT 1`, session))
	libre := uuid.MustParse(sql(t, s, `SELECT i.id FROM intervenant i JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id AND r.etablissement_id = md5('0143')::uuid
		JOIN affectation x ON x.id = $1 WHERE i.academie = '014' AND NOT EXISTS (SELECT 1 FROM affectation a WHERE a.intervenant_id = i.id
		AND a.debut < x.fin AND a.fin > x.debut AND a.etat = 'convoquee') ORDER BY i.id LIMIT 1`, malade))
	s.Pg.Sql(t, strings.NewReplacer("$libre", libre.String(), "$malade", malade.String()).Replace(cascade))
	r, err := c.ProposerRemplacementsWithResponse(t.Context(), &client.ProposerRemplacementsParams{Affectation: malade})
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, string(r.Body))
	require.NotEmpty(t, r.JSON200.Solutions, string(r.Body))
	for k, x := range r.JSON200.Solutions {
		require.Len(t, x.Mouvements, 3, x.Phrase)
		require.Equal(t, 2, x.Deranges)
		require.Equal(t, k+1, x.Rang)
		require.Equal(t, libre, x.Mouvements[2].Intervenant, x.Phrase)
		require.Nil(t, x.Mouvements[2].Quitte)
		for _, m := range x.Mouvements[:2] {
			require.True(t, m.Convoquee, "who is disturbed is told apart")
			require.Contains(t, x.Phrase, m.Nom+" laisse « "+*m.QuitteLibelle+" »")
		}
		require.Contains(t, x.Phrase, "y va à son tour")
	}
	x := r.JSON200.Solutions[0]
	essai, err := c.RemplacerWithResponse(t.Context(), demande(malade, x, true))
	require.NoError(t, err)
	require.NotNil(t, essai.JSON200, string(essai.Body))
	require.Equal(t, x.Delta, essai.JSON200.Delta)
	for n := range 2 {
		moins := demande(malade, x, false)
		moins.Mouvements = moins.Mouvements[:n+1]
		refus, err := c.RemplacerWithResponse(t.Context(), moins)
		require.NoError(t, err)
		require.Equal(t, http.StatusConflict, refus.StatusCode())
		require.Contains(t, string(refus.Body), "remplacement.incomplet")
	}

	fait, err := c.RemplacerWithResponse(t.Context(), demande(malade, x, false))
	require.NoError(t, err)
	require.NotNil(t, fait.JSON200, string(fait.Body))
	require.Equal(t, x.Delta, fait.JSON200.Delta)
	require.Len(t, fait.JSON200.Affectations, 3)
	require.Equal(t, 3, fait.JSON200.Courriels, "the three centres")
	require.Equal(t, 3, fait.JSON200.Convocations, "each of the three is convoked where she goes")
	require.Equal(t, 3, fait.JSON200.Rectificatifs, "and the three letters that no longer hold are withdrawn")
	require.Empty(t, fait.JSON200.Avertissements)
	require.Equal(t, "ce.0000001a@exemple.fr,ce.0000002a@exemple.fr,ce.0000003a@exemple.fr", sql(t, s, `SELECT string_agg(destinataire, ',' ORDER BY destinataire) FROM courriel WHERE genre = 'remplacement'`))
	require.Equal(t, "5 5 5", sql(t, s, `SELECT string_agg(n::text, ' ') FROM (SELECT count(*) FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
		WHERE a.session_id = $1 AND m.libelle LIKE 'Jury _' AND a.etat = 'convoquee' GROUP BY m.id) x(n)`, session), "no seat is left")
	quittees := []uuid.UUID{malade, *x.Mouvements[0].Quitte, *x.Mouvements[1].Quitte}
	for k, id := range fait.JSON200.Affectations {
		m := x.Mouvements[k]
		require.Equal(t, strings.Join([]string{"convoquee", m.Intervenant.String(), m.Mission.String(), quittees[k].String()}, " "),
			sql(t, s, `SELECT concat_ws(' ', etat, intervenant_id, mission_id, remplace) FROM affectation WHERE id = $1`, id), "each takes the seat of the one before")
	}
	require.Equal(t, "0 3", sql(t, s, `SELECT count(*) FILTER (WHERE affectation_id = ANY ($1)) || ' ' || count(*) FILTER (WHERE affectation_id = ANY ($2)) FROM convocation_mission WHERE vivante`,
		quittees, fait.JSON200.Affectations))
	deux, err := c.RemplacerWithResponse(t.Context(), demande(malade, x, false))
	require.NoError(t, err)
	require.Equal(t, http.StatusConflict, deux.StatusCode())
	require.Equal(t, "3", sql(t, s, `SELECT count(*) FROM courriel WHERE genre = 'remplacement'`), "nobody is told twice")
}
