package app_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/config"
	"imagin/server/internal/pgtest"
)

// echantillonImaoce are the files of one exchange of the sample.
func echantillonImaoce(t *testing.T, moment int) string {
	t.Helper()
	noms := map[int][]string{1: {"1_session.csv", "1_reglementation.csv"}, 2: {"2_inscriptions.csv"},
		3: {"3_centres.csv", "3_jurys.csv", "3_commissions.csv", "3_commission_origines.csv"}, 4: {"4_presents.csv"}}[moment]
	var contenus []string
	for _, n := range noms {
		contenus = append(contenus, n, echantillon(t, "imaoce/"+n))
	}
	return archive(t, contenus...)
}

// sourceImaoce is the source of an exchange.
func sourceImaoce(moment int) string {
	return []string{"", "imaoce_reglementation", "imaoce_inscriptions", "imaoce_commissions", "imaoce_presents"}[moment]
}

// deposerEchange sends an exchange for a session, to be applied at once under the thresholds.
func deposerEchange(t *testing.T, c *client.ClientWithResponses, session *uuid.UUID, moment int, mode, contenu string) *client.Import {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	require.NoError(t, m.WriteField("source", sourceImaoce(moment)))
	require.NoError(t, m.WriteField("mode", mode))
	if session != nil {
		require.NoError(t, m.WriteField("session", session.String()))
	}
	p, err := m.CreateFormFile("fichier", "echange.zip")
	require.NoError(t, err)
	_, err = io.WriteString(p, contenu)
	require.NoError(t, err)
	require.NoError(t, m.Close())
	r, err := c.DeposerImportWithBodyWithResponse(t.Context(), nil, m.FormDataContentType(), &b)
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	return rapport(t, c, r.JSON202.Id)
}

// session2014 is the session of the sample, in préparation.
func session2014(t *testing.T, s *apitest.Serveur) uuid.UUID {
	t.Helper()
	s.Pg.Sql(t, `INSERT INTO session (academie, id, code, libelle, annee, tour) VALUES ('014', md5('2014')::uuid, '2014-N', 'Session 2014', 2014, 'NORMALE')`)
	return uuid.MustParse(sql(t, s, `SELECT id FROM session WHERE academie = '014' AND code = '2014-N'`))
}

// TestLesQuatreEchanges: each exchange of the sample is taken in, in order; again, it changes nothing. Before its turn,
// it is refused with the name of the one that is missing.
func TestLesQuatreEchanges(t *testing.T) {
	s, c := sansSeuils(t)
	session := session2014(t, s)
	for _, moment := range []int{2, 3, 4} {
		i := deposerEchange(t, c, &session, moment, "auto", echantillonImaoce(t, moment))
		require.Equal(t, client.ImportEtatRefuse, i.Etat)
		require.Contains(t, *i.Message, "demande d’abord l’échange")
	}
	for moment := 1; moment <= 4; moment++ {
		i := deposerEchange(t, c, &session, moment, "auto", echantillonImaoce(t, moment))
		require.Equal(t, client.ImportEtatApplique, i.Etat, "%d : %v", moment, *i.Message)
		require.Equal(t, session, *i.Session)
		i = deposerEchange(t, c, &session, moment, "auto", echantillonImaoce(t, moment))
		require.Contains(t, *i.Message, "Aucun changement", "%d", moment)
	}
	require.Equal(t, "6 5 3 3 2 4 4 3", sql(t, s, `SELECT concat_ws(' ', (SELECT count(*) FROM session_epreuve WHERE session_id = md5('2014')::uuid),
		(SELECT count(*) FROM epreuve_option WHERE origine = 'ocean'), (SELECT count(*) FROM inscription WHERE academie = '014' AND inscrits > 0 AND epreuve_option_id IN (SELECT id FROM epreuve_option WHERE examen = 'BG')),
		(SELECT count(*) FROM centre c JOIN centre_usage u ON u.centre_id = c.id WHERE c.session_id = md5('2014')::uuid AND u.examen = 'BG'), (SELECT count(*) FROM jury WHERE origine = 'ocean'),
		(SELECT count(*) FROM commission), (SELECT count(*) FROM commission_origine), (SELECT count(*) FROM commission WHERE presents IS NOT NULL))`))
	require.Equal(t, "74 71 3 09:00:00 CORRECTION 0299998K", sql(t, s, `SELECT concat_ws(' ', k.candidats, k.presents, k.absents, k.a, k.type, c.code) FROM commission k
		JOIN jury j ON j.id = k.jury_id JOIN centre c ON c.id = k.centre_id WHERE j.code = 'ES012' AND k.code = 'C01'`))
	e, err := c.LireEchangesSessionWithResponse(t.Context(), session)
	require.NoError(t, err)
	require.Len(t, e.JSON200.Moments, 4, "%s", e.Body)
	for _, m := range e.JSON200.Moments {
		require.Nil(t, m.Empeche)
		require.Equal(t, 2, m.Nombre)
	}
}

// TestUnRafraichissement: an open session is refreshed by the same exchange; a commission that went is marked, one that
// comes back is as before, what a person corrected stays.
func TestUnRafraichissement(t *testing.T) {
	s, c := sansSeuils(t)
	session := session2014(t, s)
	for moment := 1; moment <= 3; moment++ {
		deposerEchange(t, c, nil, moment, "auto", echantillonImaoce(t, moment)) // the lines name the session
	}
	s.Pg.Sql(t, `UPDATE session SET etat = 'ouverte' WHERE id = md5('2014')::uuid`)
	s.Pg.Sql(t, `UPDATE commission SET saisis = '{le,a}', le = '2014-06-21' WHERE code = 'C02'`)
	commissions := echantillon(t, "imaoce/3_commissions.csv")
	sans := archive(t, "c.csv", strings.Split(commissions, "2014-N;BTS")[0])
	i := deposerEchange(t, c, &session, 3, "apercu", sans)
	require.Equal(t, client.ImportEtatAConfirmer, i.Etat)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM commission WHERE retire_le IS NOT NULL`), "rien n’est écrit avant d’être lu")
	r, err := c.ConfirmerImportWithResponse(t.Context(), i.Id, client.ConfirmationImport{Difference: *i.Difference})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	require.Equal(t, client.ImportEtatApplique, rapport(t, c, i.Id).Etat)
	require.Equal(t, "CGO01 4", sql(t, s, `SELECT j.code || ' ' || (SELECT count(*) FROM commission_origine) FROM commission k JOIN jury j ON j.id = k.jury_id WHERE k.retire_le IS NOT NULL`))
	i = deposerEchange(t, c, &session, 3, "auto", archive(t, "c.csv", strings.Replace(commissions, ";74;", ";80;", 1)))
	require.Equal(t, "0 création, 2 modifications, 0 retrait.", *i.Message, "le nombre changé et la commission revenue")
	require.Equal(t, "0 80 2014-06-21", sql(t, s, `SELECT concat_ws(' ', (SELECT count(*) FROM commission WHERE retire_le IS NOT NULL), (SELECT k.candidats FROM commission k JOIN jury j ON j.id = k.jury_id
		WHERE j.code = 'ES012' AND k.code = 'C01'), (SELECT le FROM commission WHERE code = 'C02'))`))
}

// TestLesTablesUneAUne: the tables of an exchange may come one by one, in the order in which they name each other.
func TestLesTablesUneAUne(t *testing.T) {
	s, c := sansSeuils(t)
	session := session2014(t, s)
	for _, f := range []struct {
		moment int
		nom    string
	}{{1, "1_reglementation"}, {3, "3_centres"}, {3, "3_jurys"}, {3, "3_commissions"}, {3, "3_commission_origines"}} {
		i := deposerEchange(t, c, &session, f.moment, "auto", echantillon(t, "imaoce/"+f.nom+".csv"))
		require.Equal(t, client.ImportEtatApplique, i.Etat, "%s : %v", f.nom, *i.Message)
		require.Zero(t, *i.NbRejets, f.nom)
	}
	require.Equal(t, "4 4 0", sql(t, s, `SELECT concat_ws(' ', (SELECT count(*) FROM commission), (SELECT count(*) FROM commission_origine), (SELECT count(*) FROM commission WHERE retire_le IS NOT NULL))`))
}

// TestEchangesRefuses: another session, another year, a session that is over.
func TestEchangesRefuses(t *testing.T) {
	s, c := sansSeuils(t)
	session := session2014(t, s)
	autre := uuid.MustParse(sql(t, s, `SELECT id FROM session WHERE academie = '014' AND code = '2027-N'`))
	i := deposerEchange(t, c, &autre, 2, "auto", echantillonImaoce(t, 2))
	require.Equal(t, client.ImportEtatRefuse, i.Etat)
	require.Contains(t, *i.Message, "Aucune ligne ne concerne la session 2027-N")
	s.Pg.Sql(t, `UPDATE session SET annee = 2015 WHERE id = md5('2014')::uuid`)
	i = deposerEchange(t, c, &session, 1, "auto", echantillonImaoce(t, 1))
	require.Contains(t, *i.Message, "OCEAN dit 2014")
	s.Pg.Sql(t, `UPDATE session SET annee = 2014, etat = 'close' WHERE id = md5('2014')::uuid`)
	i = deposerEchange(t, c, &session, 1, "auto", echantillonImaoce(t, 1))
	require.Contains(t, *i.Message, "close")
	s.Pg.Sql(t, `DELETE FROM import; DELETE FROM session WHERE id = md5('2014')::uuid`)
	i = deposerEchange(t, c, nil, 1, "auto", echantillonImaoce(t, 1))
	require.Contains(t, *i.Message, "session « 2014-N »")
	require.Equal(t, client.ImportEtatRefuse, i.Etat)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM examen WHERE origine = 'ocean'`))
}

// TestLaBaseImaoce: the base is filled with the sample by its own functions, then read: same rows as the files, and a
// load that is not complete is not seen.
func TestLaBaseImaoce(t *testing.T) {
	b := pgtest.Nouvelle(t)
	ddl, err := os.ReadFile(pgtest.Racine() + "/deployments/imaoce/schema.sql")
	require.NoError(t, err)
	b.Sql(t, string(ddl))
	b.Sql(t, string(ddl)) // again, it changes nothing
	b.Sql(t, apitest.Donnees)
	s := apitest.Sur(t, b, func(c *config.Config) { c.Imaoce = b.Proprietaire })
	c := s.Client(t, "gestionnaire")
	session := session2014(t, s)
	vide, err := c.LancerEchangeWithResponse(t.Context(), session, 1, client.LancementEchange{})
	require.NoError(t, err)
	require.Equal(t, "imaoce.sans_chargement", vide.ApplicationproblemJSONDefault.Code)
	charger := func(moment int, sql string) {
		b.Sql(t, `DO $$ DECLARE n bigint := imaoce.ouvrir_chargement('014', '2014-N', `+string(rune('0'+moment))+`); BEGIN `+sql+` PERFORM imaoce.clore_chargement(n); END $$`)
	}
	charger(1, `INSERT INTO imaoce.session VALUES (n, '2014-N', 2014, 'NORMALE', '014', '2013-11-15');
		INSERT INTO imaoce.reglementation VALUES (n, '2014-N', 'BG', 'BACCALAUREAT GENERAL', 'ES', 'ECO', 1, '05', 'MATHEMATIQUES', 'NSP', 'NON SPECIALISTE', 'E', 'PONCTUEL', 5, 180, 0, 'N', 'O', 'G2');`)
	b.Sql(t, `INSERT INTO imaoce.session SELECT imaoce.ouvrir_chargement('014', '2014-N', 1), '2014-N', 2014, 'NORMALE', '014', NULL`)
	r, err := c.LancerEchangeWithResponse(t.Context(), session, 1, client.LancementEchange{})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	i := rapport(t, c, r.JSON202.Id)
	require.Equal(t, client.ImportEtatAConfirmer, i.Etat, "%v", i.Message)
	require.EqualValues(t, "OCEAN", *i.Systeme)
	_, err = c.ConfirmerImportWithResponse(t.Context(), i.Id, client.ConfirmationImport{Difference: *i.Difference})
	require.NoError(t, err)
	require.Equal(t, client.ImportEtatApplique, rapport(t, c, i.Id).Etat)
	require.Equal(t, "MATHEMATIQUES NON SPECIALISTE 5.00 t 2013-11-15", sql(t, s, `SELECT concat_ws(' ', o.libelle, o.coefficient, e.donne_lieu, s.pilote_valide_le)
		FROM epreuve_option o JOIN session_epreuve e ON e.epreuve_option_id = o.id JOIN session s ON s.id = e.session_id WHERE o.origine = 'ocean'`))
	charger(3, `INSERT INTO imaoce.centres VALUES (n, '2014-N', 'BG', 'SANTORIN', 'CORRECTION', 'Correction dématérialisée', NULL);
		INSERT INTO imaoce.jurys VALUES (n, '2014-N', 'BG', 'ES', 'ES1', NULL, 'SANTORIN', '2014-07-03', '14:00', 10);
		INSERT INTO imaoce.commissions VALUES (n, '2014-N', 'BG', 'ES', '05', 'NSP', 'ES1', 'C1', 'CORRECTION', 'SANTORIN', '2014-06-20', '09:00', 0, 8, 10, 1, NULL);
		INSERT INTO imaoce.commission_origines VALUES (n, '2014-N', 'BG', NULL, NULL, '', 'ES1', 'C1', '0299999L', 10);`)
	mode := client.ModeImportAuto
	r, err = c.LancerEchangeWithResponse(t.Context(), session, 3, client.LancementEchange{Mode: &mode})
	require.NoError(t, err)
	require.Equal(t, client.ImportEtatApplique, rapport(t, c, r.JSON202.Id).Etat)
	require.Equal(t, "t SANTORIN 10 0299999L", sql(t, s, `SELECT concat_ws(' ', c.virtuel, c.code, k.candidats, o.uai_origine) FROM commission k JOIN centre c ON c.id = k.centre_id JOIN commission_origine o ON o.commission_id = k.id`))
	avant, err := c.LancerEchangeWithResponse(t.Context(), session, 4, client.LancementEchange{})
	require.NoError(t, err)
	require.Equal(t, "imaoce.sans_chargement", avant.ApplicationproblemJSONDefault.Code)
}
