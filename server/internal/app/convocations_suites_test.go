package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"imagin/api/client"
	"imagin/server/internal/convocation"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/job"
	"imagin/server/internal/pdf/lecture"
)

// tous are the people that the fixtures already call convoked, put back to be convoked by letters.
const tous = `UPDATE affectation SET etat = 'affectee' WHERE academie = '014' AND session_id = md5('014s2027')::uuid`

func (c *convoqueur) rectifier(t *testing.T, ids []uuid.UUID) client.Traitement {
	t.Helper()
	r, err := c.g.LancerRectificatifsWithResponse(t.Context(), client.DemandeRectificatifs{Session: c.session, Convocations: ids})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	return c.attendreTraitement(t, r.JSON202.Id, client.EtatTraitementTermine)
}

func (c *convoqueur) touchees(t *testing.T) (ids []uuid.UUID) {
	t.Helper()
	r, err := c.g.ListerRectificatifsWithResponse(t.Context(), &client.ListerRectificatifsParams{Session: c.session})
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	for _, x := range r.JSON200.Rectificatifs {
		ids = append(ids, x.Convocation)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return strings.Compare(a.String(), b.String()) })
	return ids
}

// changements of a mission: what they do, and whether the letters that hold it then say something false.
var changementsDeMission = []struct {
	sql  string
	dite bool
}{
	{`UPDATE creneau SET debut = debut + interval '15 minutes' WHERE mission_id = $m`, true},
	{`UPDATE creneau SET debut = debut + interval '40 days', fin = fin + interval '40 days' WHERE mission_id = $m`, true},
	{`UPDATE affectation SET role = CASE role WHEN 'president' THEN 'interrogateur' ELSE 'president' END WHERE mission_id = $m AND intervenant_id = md5('014i3')::uuid`, false}, // hers alone
	{`UPDATE mission SET consigne = coalesce(consigne, '') || ' Porte B.' WHERE id = $m`, true},
	{`UPDATE mission SET centre_id = CASE centre_id WHEN md5('014ce2027')::uuid THEN md5('ailleurs')::uuid ELSE md5('014ce2027')::uuid END WHERE id = $m`, true},
	{`UPDATE mission SET maj_le = now(), version = version + 1 WHERE id = $m`, false},
	{`UPDATE creneau SET fin = fin WHERE mission_id = $m`, false},
}

// TestRectificativesExactes: whatever changes of missions happen, exactly the letters that no longer tell the truth are
// proposed; once they are replaced, every letter in force says what its missions are, and the états de frais are of their day.
func TestRectificativesExactes(t *testing.T) {
	c := nouveauConvoqueur(t)
	c.Pg.Sql(t, tous+`; INSERT INTO centre (academie, id, session_id, etablissement_id, code, libelle, commune, fuseau) VALUES ('014', md5('ailleurs')::uuid, md5('014s2027')::uuid, md5('0142')::uuid, '0000002A', 'LYCEE 2', 'Quimper', 'Europe/Paris');
		DELETE FROM affectation WHERE academie = '014' AND session_id = md5('014s2027')::uuid AND intervenant_id NOT IN (SELECT md5('014i' || n)::uuid FROM generate_series(1, 9) n)`)
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{Filtre: ptr("nom==LECLERE,nom==MORVAN")}))
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{Regroupement: ptr(client.RegroupementMission)}))
	pas := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int {
		return [2]int{rapid.IntRange(1, 10).Draw(t, "mission"), rapid.IntRange(0, len(changementsDeMission)-1).Draw(t, "changement")}
	}), 1, 4)
	for n := range 10 {
		attendues := map[string]bool{}
		parcours := pas.Example(n)
		avant := sql(t, c.Serveur, empreintesDites)
		for _, p := range parcours {
			x := changementsDeMission[p[1]]
			c.Pg.Sql(t, strings.ReplaceAll(x.sql, "$m", fmt.Sprintf("md5('014m2027%d')::uuid", p[0])))
			qui := "true"
			if !x.dite {
				qui = "a.intervenant_id = md5('014i3')::uuid AND " + fmt.Sprint(p[1] == 2)
			}
			for _, id := range strings.Fields(sql(t, c.Serveur, fmt.Sprintf(`SELECT coalesce(string_agg(DISTINCT c.id::text, ' '), '') FROM convocation c JOIN convocation_mission m ON m.convocation_id = c.id AND m.vivante
				JOIN affectation a ON a.id = m.affectation_id WHERE a.mission_id = md5('014m2027%d')::uuid AND c.etat NOT IN ('remplacee', 'annulee') AND %s`, p[0], qui))) {
				attendues[id] = true
			}
		}
		// What came back to what the letters say is not touched: two changes may undo each other.
		for _, id := range strings.Fields(sql(t, c.Serveur, `SELECT coalesce(string_agg(id::text, ' '), '') FROM (`+lettresVraies+`) x`)) {
			delete(attendues, id)
		}
		ids := c.touchees(t)
		lues := map[string]bool{}
		for _, id := range ids {
			lues[id.String()] = true
		}
		require.Equal(t, attendues, lues, "%v\navant : %s", parcours, avant)
		if len(ids) == 0 {
			continue
		}
		x := c.rectifier(t, ids)
		require.Equal(t, len(ids), x.Convocations)
		require.Empty(t, c.touchees(t))
		require.Equal(t, "0", sql(t, c.Serveur, `SELECT count(*) FROM etat_frais e JOIN affectation a ON a.id = e.affectation_id JOIN efm_part p ON p.etat_frais_id = e.id
			WHERE e.academie = '014' AND (e.jour <> (a.debut AT TIME ZONE 'Europe/Paris')::date OR p.jour <> e.jour)`), "l’état de frais suit sa mission : %v", parcours)
		require.Equal(t, sql(t, c.Serveur, `SELECT count(*) FROM affectation WHERE academie = '014' AND etat = 'convoquee' AND session_id = md5('014s2027')::uuid`),
			sql(t, c.Serveur, `SELECT count(*) FROM convocation_mission WHERE vivante`))
	}
}

const (
	empreintesDites = `SELECT string_agg(left(empreinte, 6), ' ' ORDER BY affectation_id) FROM convocation_mission WHERE vivante`
	lettresVraies   = `SELECT c.id FROM convocation c JOIN convocation_mission m ON m.convocation_id = c.id AND m.vivante GROUP BY c.id
		HAVING bool_and(m.empreinte = (SELECT e.empreinte FROM convocation_empreintes('014', ARRAY[m.affectation_id]) e))`
)

// TestAnnulerApresLesFrais: what was entered and not sent is undone with the run; once a part was sent or the service seen to
// be done, the run stays, and says why.
func TestAnnulerApresLesFrais(t *testing.T) {
	c := nouveauConvoqueur(t)
	x := c.lancer(t, c.parametrage(t, client.EcritureParametrage{}))
	refus := func(code, mot string) {
		t.Helper()
		r, err := c.g.AnnulerTraitementWithResponse(t.Context(), x.Id, client.MotifAnnulation{Motif: "Calendrier à revoir"})
		require.NoError(t, err)
		require.Equal(t, "traitement.frais", r.ApplicationproblemJSONDefault.Code)
		require.Contains(t, r.ApplicationproblemJSONDefault.Detail, mot)
		une := uuid.MustParse(sql(t, c.Serveur, `SELECT m.convocation_id FROM convocation_mission m JOIN etat_frais e ON e.affectation_id = m.affectation_id WHERE e.id = (`+premierEtat+`)`))
		u, err := c.g.AnnulerConvocationWithResponse(t.Context(), une, client.MotifAnnulation{Motif: "Erreur"})
		require.NoError(t, err)
		require.Equal(t, code, u.ApplicationproblemJSONDefault.Code)
	}
	c.Pg.Sql(t, `INSERT INTO constat (academie, id, affectation_id, mission_id, fait, saisi_par, saisi_profil, saisi_le)
		SELECT e.academie, uuid_v7(), e.affectation_id, e.mission_id, 'fait', 'essai', 'chef_centre', now() FROM etat_frais e WHERE e.id = (`+premierEtat+`)`)
	refus("etat_frais.constat", "le service fait est déjà constaté pour 1 mission")
	c.Pg.Sql(t, `DELETE FROM constat; UPDATE efm_part SET etat = 'effectuee' WHERE genre = 'remuneration'; UPDATE efm_part SET etat = 'a_valider', montant = 0 WHERE genre = 'remuneration';
		UPDATE efm_part SET etat = 'valide' WHERE genre = 'remuneration' AND etat_frais_id = (`+premierEtat+`); UPDATE efm_part SET etat = 'transmis' WHERE etat = 'valide'`)
	refus("etat_frais.transmis", "un état de frais est déjà transmis ou payé")
	c.Pg.Sql(t, `UPDATE efm_part SET etat = 'rejete' WHERE etat = 'transmis'; UPDATE efm_part SET etat = 'a_valider' WHERE etat = 'rejete'`)
	r, err := c.g.AnnulerTraitementWithResponse(t.Context(), x.Id, client.MotifAnnulation{Motif: "Calendrier à revoir"})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	c.attendreTraitement(t, x.Id, client.EtatTraitementAnnule)
	require.Equal(t, "0 150", sql(t, c.Serveur, `SELECT (SELECT count(*) FROM etat_frais WHERE academie = '014') || ' ' || (SELECT count(*) FROM affectation WHERE academie = '014' AND session_id = md5('014s2027')::uuid AND etat = 'affectee')`))
	require.Equal(t, "150", sql(t, c.Serveur, `SELECT count(*) FROM journal WHERE objet = 'etat_frais' AND action = 'retrait'`), "ce qui était saisi reste au journal")
}

const premierEtat = `SELECT min(id::text)::uuid FROM etat_frais WHERE academie = '014'`

// TestMissionRetiree: a mission wholly withdrawn takes letters that hold nothing else with it, and leaves the others true.
func TestMissionRetiree(t *testing.T) {
	c := nouveauConvoqueur(t)
	c.Pg.Sql(t, tous)
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{Filtre: ptr("nom==LECLERE")}))
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{Regroupement: ptr(client.RegroupementMission), Filtre: ptr("nom==MORVAN")}))
	c.Pg.Sql(t, `UPDATE mission SET etat = 'annulee' WHERE academie = '014' AND id = md5('014m20271')::uuid`)
	ids := c.touchees(t)
	require.Len(t, ids, 12, "six personnes d’une lettre chacune, six lettres de cette mission")
	c.rectifier(t, ids)
	require.Empty(t, c.touchees(t))
	require.Equal(t, "annulee 6, rectificative 6", sql(t, c.Serveur, `SELECT (SELECT 'annulee ' || count(*) FROM convocation WHERE type = 'originale' AND etat = 'annulee') || ', rectificative ' || count(*) FROM convocation WHERE type = 'rectificative'`))
	require.Equal(t, "0 0", sql(t, c.Serveur, `SELECT (SELECT count(*) FROM etat_frais WHERE mission_id = md5('014m20271')::uuid) || ' ' || (SELECT count(*) FROM convocation_mission WHERE vivante AND mission_id = md5('014m20271')::uuid)`))
}

// TestConvoquerMaintenant: in one transaction with the replacement that causes it, the one who leaves is told, the one who
// comes is called, with an état de frais each; undone together.
func TestConvoquerMaintenant(t *testing.T) {
	c := nouveauConvoqueur(t)
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{Filtre: ptr("nom==LECLERE")}))
	poste := c.posteDe(t)
	lettres := convocation.API{Base: c.Base, File: poste.File, Poste: poste, URL: "http://localhost"}
	part := uuid.MustParse(sql(t, c.Serveur, `SELECT min(affectation_id::text) FROM convocation_mission WHERE vivante AND mission_id = md5('014m20271')::uuid`))
	vient := uuid.MustParse(sql(t, c.Serveur, `SELECT min(id::text) FROM affectation WHERE academie = '014' AND mission_id = md5('014m20271')::uuid AND etat = 'affectee'`))
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "Permanence"})
	remplacer := func(garder error) (s convocation.Suites, err error) {
		err = c.Base.InAcademie(ctx, "014", func(tx *db.Tx) error {
			if _, err := tx.Exec(ctx, `UPDATE affectation SET etat = 'desaffectee', motif = 'Malade' WHERE academie = '014' AND id = $1`, part); err != nil {
				return err
			}
			if s, err = lettres.ConvoquerMaintenant(ctx, tx, "Remplacement", part, vient); err != nil {
				return err
			}
			return garder
		})
		return s, err
	}
	avant := sql(t, c.Serveur, `SELECT count(*) || ' ' || (SELECT count(*) FROM courriel) FROM convocation`)
	_, err := remplacer(errDefait)
	require.ErrorIs(t, err, errDefait)
	require.Equal(t, avant, sql(t, c.Serveur, `SELECT count(*) || ' ' || (SELECT count(*) FROM courriel) FROM convocation`), "défait avec ce qui l’a causé")
	s, err := remplacer(nil)
	require.NoError(t, err)
	require.Equal(t, convocation.Suites{Convoquees: 1, Rectifiees: 1, Ecartees: map[uuid.UUID]string{}}, s)
	require.Equal(t, "convoquee 1 1", sql(t, c.Serveur, fmt.Sprintf(`SELECT a.etat || ' ' || (SELECT count(*) FROM convocation_mission m WHERE m.vivante AND m.affectation_id = a.id) || ' ' || (SELECT count(*) FROM etat_frais e WHERE e.affectation_id = a.id)
		FROM affectation a WHERE a.id = '%s'`, vient)))
	require.Equal(t, "0 0", sql(t, c.Serveur, fmt.Sprintf(`SELECT (SELECT count(*) FROM convocation_mission WHERE vivante AND affectation_id = '%[1]s') || ' ' || (SELECT count(*) FROM etat_frais WHERE affectation_id = '%[1]s')`, part)))
	require.Equal(t, "rectificative", sql(t, c.Serveur, fmt.Sprintf(`SELECT c.type FROM convocation c WHERE c.intervenant_id = (SELECT intervenant_id FROM affectation WHERE id = '%s') ORDER BY c.editee_le DESC LIMIT 1`, part)), "ses neuf autres missions demeurent")
	require.Equal(t, "ponctuel termine", sql(t, c.Serveur, `SELECT genre || ' ' || etat FROM traitement_convocation WHERE libelle = 'Remplacement'`))
	l, err := c.g.ListerTraitementsWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, l.JSON200.Items, 2)
	require.Empty(t, c.touchees(t))
}

var errDefait = fmt.Errorf("défait")

// TestRelances: those who did not answer are counted, then reminded once a day, whoever asks; the round reminds by itself as
// often as the setting says, until the mission.
func TestRelances(t *testing.T) {
	c := nouveauConvoqueur(t)
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{RelanceJours: ptr(3)}))
	c.Pg.Sql(t, `UPDATE convocation SET etat = 'envoyee' WHERE etat = 'editee'`)
	une := sql(t, c.Serveur, `SELECT min(id::text) FROM convocation`)
	c.Pg.Sql(t, `UPDATE convocation SET etat = 'ouverte' WHERE id = '`+une+`'; UPDATE convocation SET etat = 'acquittee' WHERE id = '`+une+`'`)
	relancer := func(simulation bool) client.BilanRelances {
		t.Helper()
		r, err := c.g.RelancerConvocationsWithResponse(t.Context(), client.DemandeRelances{Selection: client.Selection{Mode: client.SelectionModeFiltre, Filtre: ptr("type==originale")}, Simulation: &simulation})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		return *r.JSON200
	}
	const envoyees = `SELECT count(*) FROM courriel WHERE genre = 'relance_convocation'`
	attendu := client.BilanRelances{Lignes: 14, Relancees: 13, SansMel: 1}
	require.Equal(t, attendu, relancer(true))
	require.Equal(t, "0", sql(t, c.Serveur, envoyees))
	require.Equal(t, attendu, relancer(false))
	require.Equal(t, client.BilanRelances{Lignes: 14, Deja: 13, SansMel: 1}, relancer(false))
	require.Equal(t, "13", sql(t, c.Serveur, envoyees))
	ronde := convocation.API{Base: c.Base, Poste: c.posteDe(t), URL: "http://localhost"}
	passer := func(attendu, sql1 string) {
		t.Helper()
		c.Pg.Sql(t, sql1)
		for range 2 {
			require.NoError(t, ronde.Relancer(t.Context()))
		}
		require.Equal(t, attendu, sql(t, c.Serveur, envoyees))
	}
	passer("13", `UPDATE convocation SET relancee_le = now() - interval '2 days'; DELETE FROM courriel_piece; UPDATE courriel SET cle = cle || 'x' WHERE genre = 'relance_convocation'`)
	passer("13", `UPDATE convocation SET relancee_le = now() - interval '3 days 1 hour'`)
	passer("26", `UPDATE convocation SET reponse_avant = current_date - 1`)
	passer("26", `UPDATE convocation SET relancee_le = now() - interval '9 days', debut = now() - interval '1 hour'; UPDATE courriel SET cle = cle || 'y' WHERE genre = 'relance_convocation'`)
}

func (c *convoqueur) posteDe(t *testing.T) *courriel.Poste {
	t.Helper()
	poste := &courriel.Poste{Base: c.Base, Coffre: c.Coffre}
	file, err := job.New(c.Base, 0, poste.Type())
	require.NoError(t, err)
	poste.File = file
	return poste
}

// TestVerifierAuDebit: an address that tries codes is stopped.
func TestVerifierAuDebit(t *testing.T) {
	c := nouveauConvoqueur(t)
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{}))
	vrai := sql(t, c.Serveur, `SELECT '014-' || min(jeton) FROM convocation`)
	anonyme := c.Client(t, "")
	for range 60 {
		r, err := anonyme.VerifierConvocationWithResponse(t.Context(), "014-AAAAAAAAAAAAAAAAAAAAAAAA")
		require.NoError(t, err)
		require.Equal(t, 404, r.StatusCode())
	}
	r, err := anonyme.VerifierConvocationWithResponse(t.Context(), vrai)
	require.NoError(t, err)
	require.Equal(t, 429, r.StatusCode())
}

// TestImprimerUnFiltre: the letters in force of a filter in one file, within one's scope.
func TestImprimerUnFiltre(t *testing.T) {
	c := nouveauConvoqueur(t)
	c.Pg.Sql(t, tous)
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{}))
	for profil, n := range map[string]int{"gestionnaire": 6, "chef_etablissement": 2, "intervenant": 0} {
		r, err := c.Client(t, profil).ImprimerConvocationsWithResponse(t.Context(), &client.ImprimerConvocationsParams{Filtre: ptr("nom==MORVAN")})
		require.NoError(t, err)
		require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
		e, _, err := lecture.Lire(r.Body)
		require.NoError(t, err)
		require.Len(t, e.Tous("H1"), n, profil)
	}
}

// TestMotDuCentre: a chef de centre tells one person where to go; her letter alone is replaced, at once. Another centre's
// mission is not his to change.
func TestMotDuCentre(t *testing.T) {
	c := nouveauConvoqueur(t)
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{Regroupement: ptr(client.RegroupementMission), Filtre: ptr("nom==MORVAN")}))
	chef := c.Client(t, "chef_centre")
	une := uuid.MustParse(sql(t, c.Serveur, `SELECT min(convocation_id::text) FROM convocation_mission WHERE mission_id = md5('014m20271')::uuid`))
	affectation := uuid.MustParse(sql(t, c.Serveur, fmt.Sprintf(`SELECT affectation_id FROM convocation_mission WHERE convocation_id = '%s'`, une)))
	dire := func(id uuid.UUID, consigne string) *client.EcrireConsigneResponse {
		t.Helper()
		demande := client.ConsigneConvocation{Affectation: affectation}
		if consigne != "" {
			demande.Consigne = &consigne
		}
		r, err := chef.EcrireConsigneWithResponse(t.Context(), id, demande)
		require.NoError(t, err)
		return r
	}
	r := dire(une, "  Salle B12, entrée rue Foch.  ")
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.Equal(t, client.VersionConvocationRectificative, r.JSON200.Type)
	require.Empty(t, c.touchees(t), "aucune autre lettre n’est touchée")
	d, err := chef.LireConvocationWithResponse(t.Context(), r.JSON200.Id)
	require.NoError(t, err)
	require.Equal(t, "Salle B12, entrée rue Foch.", *d.JSON200.Missions[0].Consignes)
	require.Len(t, d.JSON200.Changements, 1)
	require.Equal(t, 409, dire(r.JSON200.Id, "Salle B12, entrée rue Foch.").StatusCode(), "elle dit déjà cela")
	require.Equal(t, 409, dire(une, "Salle C").StatusCode(), "elle n’est plus en vigueur")
	rendue := dire(r.JSON200.Id, "")
	require.NotNil(t, rendue.JSON200, "%s", rendue.Body)
	c.Pg.Sql(t, `UPDATE centre SET etablissement_id = md5('0142')::uuid WHERE academie = '014'`)
	require.Equal(t, 404, dire(rendue.JSON200.Id, "Salle D").StatusCode())
}
