package app_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

const fichierSTS = "sts/sts_emp_0299999L_2013_synthetique.xml"

// echantillon reads a whole sample.
func echantillon(t *testing.T, nom string) string {
	t.Helper()
	b, err := io.ReadAll(apitest.Echantillon(t, nom))
	require.NoError(t, err)
	return string(b)
}

// archive makes a ZIP of named texts: name, content, name, content…
func archive(t *testing.T, nomsEtTextes ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(nomsEtTextes); i += 2 {
		w, err := z.Create(nomsEtTextes[i])
		require.NoError(t, err)
		_, err = io.WriteString(w, nomsEtTextes[i+1])
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.String()
}

// recevoir deposits a text and wants its import to end in one state.
func recevoir(t *testing.T, c *client.ClientWithResponses, source, mode, texte string, etat client.ImportEtat) *client.Import {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	require.NoError(t, m.WriteField("source", source))
	require.NoError(t, m.WriteField("mode", mode))
	p, err := m.CreateFormFile("fichier", "essai-"+source)
	require.NoError(t, err)
	_, err = io.WriteString(p, texte)
	require.NoError(t, err)
	require.NoError(t, m.Close())
	r, err := c.DeposerImportWithBodyWithResponse(t.Context(), nil, m.FormDataContentType(), &b)
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	i := rapport(t, c, r.JSON202.Id)
	message := ""
	if i.Message != nil {
		message = *i.Message
	}
	require.Equal(t, etat, i.Etat, "%s %+v", message, i.Anomalies)
	return i
}

// sql reads one text as the owner, whom row-level security does not bind.
func sql(t *testing.T, s *apitest.Serveur, texte string, args ...any) string {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, s.Pg.Proprietaire)
	require.NoError(t, err)
	defer func() { _ = c.Close(ctx) }()
	var r *string
	require.NoError(t, c.QueryRow(ctx, "SELECT ("+texte+")::text", args...).Scan(&r))
	if r == nil {
		return "NULL"
	}
	return *r
}

// sansSeuils starts a service whose imports never wait for a person.
func sansSeuils(t *testing.T) (*apitest.Serveur, *client.ClientWithResponses) {
	t.Helper()
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `UPDATE source_echange SET seuil_auto = 100, seuil_disparition = 100`)
	return s, s.Client(t, "gestionnaire")
}

func epp(t *testing.T) string {
	t.Helper()
	return archive(t, "agents.csv", echantillon(t, "rh/epp_agents.csv"), "affectations.csv", echantillon(t, "rh/epp_affectations.csv"))
}

func compte(i *client.Import, objet string) client.CompteImport {
	for _, c := range i.Comptes {
		if c.Objet == objet {
			return c
		}
	}
	return client.CompteImport{}
}

// TestSTSEtEPPParIdentifiant: EPP gives the STS identifier, so STS-WEB finds the same people whatever comes first.
func TestSTSEtEPPParIdentifiant(t *testing.T) {
	const uneSeule = `SELECT string_agg(n || ':' || p, ' ' ORDER BY n) FROM (SELECT count(*) AS p, n FROM (SELECT count(k.*) FILTER (WHERE k.type = 'NUMEN') || '+' ||
		count(k.*) FILTER (WHERE k.type = 'STS') AS n FROM intervenant i JOIN intervenant_cle k USING (academie) WHERE k.intervenant_id = i.id AND i.academie = '014'
		AND i.date_naissance IS NOT NULL GROUP BY i.id) x GROUP BY n) y`
	for _, ordre := range [][]string{{"epp", "sts"}, {"sts", "epp"}} {
		t.Run(strings.Join(ordre, " puis "), func(t *testing.T) {
			s, c := sansSeuils(t)
			for _, source := range ordre {
				texte := epp(t)
				if source == "sts" {
					texte = echantillon(t, fichierSTS)
				}
				recevoir(t, c, source, "auto", texte, client.ImportEtatApplique)
			}
			// 20 teachers under both keys; the one made in the school, without a birth date, is set aside.
			require.Equal(t, "1+1:20", sql(t, s, uneSeule))
			require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM intervenant WHERE academie = '014' AND etat = 'ecarte' AND origine = 'STS'`))
			require.Equal(t, "20", sql(t, s, `SELECT count(*) FROM intervenant WHERE academie = '014' AND origine = 'EPP' AND date_naissance IS NOT NULL`))
			// What they teach hangs on the person that EPP knows.
			require.Equal(t, "25", sql(t, s, `SELECT count(*) FROM enseignement e JOIN etablissement x ON x.academie = e.academie AND x.id = e.etablissement_id WHERE x.uai = '0299999L'`))
			// Two schools for one person: one intervenant, one principal, one secondary.
			require.Equal(t, "0299998K secondaire, 0299999L principal", sql(t, s, `SELECT string_agg(e.uai || ' ' || r.type, ', ' ORDER BY e.uai) FROM rattachement r
				JOIN intervenant i ON i.academie = r.academie AND i.id = r.intervenant_id JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
				WHERE i.nom = 'CADIOU' AND r.effectif`))
		})
	}
}

// TestSTSEtEPPParIdentite: without the identifier of STS, names, birth date and school make the same person.
func TestSTSEtEPPParIdentite(t *testing.T) {
	s, c := sansSeuils(t)
	agents := sansColonne(t, echantillon(t, "rh/epp_agents.csv"), "id_sts")
	recevoir(t, c, "epp", "auto", archive(t, "agents.csv", agents, "affectations.csv", echantillon(t, "rh/epp_affectations.csv")), client.ImportEtatApplique)
	recevoir(t, c, "sts", "auto", echantillon(t, fichierSTS), client.ImportEtatApplique)
	require.Equal(t, "20", sql(t, s, `SELECT count(*) FROM intervenant WHERE academie = '014' AND date_naissance IS NOT NULL`))
	require.Equal(t, "20", sql(t, s, `SELECT count(*) FROM intervenant_cle WHERE academie = '014' AND voie = 'IDENTITE' AND type = 'STS'`))
}

// sansColonne empties a column of a CSV text.
func sansColonne(t *testing.T, texte, titre string) string {
	t.Helper()
	return changer(t, texte, func(ligne map[string]string) { ligne[titre] = "" })
}

// changer rewrites a CSV text line by line.
func changer(t *testing.T, texte string, f func(ligne map[string]string)) string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(texte))
	r.Comma = ';'
	lignes, err := r.ReadAll()
	require.NoError(t, err)
	for _, l := range lignes[1:] {
		m := map[string]string{}
		for i, titre := range lignes[0] {
			m[titre] = l[i]
		}
		f(m)
		for i, titre := range lignes[0] {
			l[i] = m[titre]
		}
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = ';'
	require.NoError(t, w.WriteAll(lignes))
	return b.String()
}

// TestRapprochement: a doubtful pair is held back, decided by a person, remembered.
func TestRapprochement(t *testing.T) {
	s, c := sansSeuils(t)
	agents := changer(t, echantillon(t, "rh/epp_agents.csv"), func(l map[string]string) {
		l["id_sts"] = ""
		switch l["nom_usage"] {
		case "ABGRALL": // married since: the patronymic and the birth date agree, the first name is written otherwise
			l["nom_usage"], l["prenom"] = "ABGRALL LE ROUX", "ALIXE"
		case "BIHAN": // no birth date on the HR side
			l["date_naissance"] = ""
		}
	})
	recevoir(t, c, "epp", "auto", archive(t, "agents.csv", agents, "affectations.csv", echantillon(t, "rh/epp_affectations.csv")), client.ImportEtatApplique)
	i := recevoir(t, c, "sts", "auto", echantillon(t, fichierSTS), client.ImportEtatApplique)
	require.Equal(t, 2, *i.NbRejets)
	avant := sql(t, s, `SELECT count(*) FROM intervenant WHERE academie = '014'`)

	l, err := c.ListerRapprochementsWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, l.JSON200.Items, 2)
	for _, p := range l.JSON200.Items {
		require.Contains(t, p.Indices, "même établissement")
		etat := client.EtatRapprochementMeme
		if p.Nom == "BIHAN" {
			etat = client.EtatRapprochementDistinct
		}
		version := fmt.Sprintf("%q", fmt.Sprint(p.Version))
		d, err := c.DeciderRapprochementWithResponse(t.Context(), p.Id, &client.DeciderRapprochementParams{IfMatch: version}, client.DecisionRapprochement{Etat: etat})
		require.NoError(t, err)
		require.NotNil(t, d.JSON200, "%s", d.Body)
		d, err = c.DeciderRapprochementWithResponse(t.Context(), p.Id, &client.DeciderRapprochementParams{IfMatch: version}, client.DecisionRapprochement{Etat: etat})
		require.NoError(t, err)
		require.Equal(t, http.StatusPreconditionFailed, d.StatusCode(), "la version lue est périmée")
	}
	r, err := c.ReprendreImportWithResponse(t.Context(), i.Id)
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	suite := rapport(t, c, r.JSON202.Id)
	require.Equal(t, client.ImportEtatApplique, suite.Etat)
	require.Equal(t, 0, *suite.NbRejets, "%+v", suite.Anomalies)
	// ABGRALL is the known one; the distinct BIHAN is one more person.
	require.Equal(t, avant+" + 1", sql(t, s, `SELECT (count(*) - 1) || ' + 1' FROM intervenant WHERE academie = '014'`))
	require.Equal(t, "ABGRALL LE ROUX DECISION", sql(t, s, `SELECT i.nom || ' ' || k.voie FROM intervenant_cle k JOIN intervenant i ON i.academie = k.academie
		AND i.id = k.intervenant_id WHERE k.academie = '014' AND k.cle = 'epp:910001'`))
	// Remembered: nothing is asked again, nothing changes.
	encore := recevoir(t, c, "sts", "auto", echantillon(t, fichierSTS), client.ImportEtatApplique)
	require.Contains(t, *encore.Message, "Aucun changement")
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM rapprochement WHERE etat = 'a_decider'`))
}

// TestApercu: nothing is written before a person confirms what she read, and only that.
func TestApercu(t *testing.T) {
	s := apitest.Nouveau(t)
	c := s.Client(t, "gestionnaire")
	avant := donnees(t, s.Pg.Proprietaire)
	i := recevoir(t, c, "epp", "apercu", epp(t), client.ImportEtatAConfirmer)
	require.Equal(t, avant, donnees(t, s.Pg.Proprietaire), "l’aperçu n’écrit rien")
	require.Contains(t, *i.Message, "Aperçu prêt")
	require.EqualValues(t, 20, compte(i, "intervenant").Crees)

	e, err := c.ListerImportEcartsWithResponse(t.Context(), &client.ListerImportEcartsParams{Filtre: ptr("import==" + i.Id.String())})
	require.NoError(t, err)
	require.NotEmpty(t, e.JSON200.Items)

	perimee, err := c.ConfirmerImportWithResponse(t.Context(), i.Id, client.ConfirmationImport{Difference: "autre"})
	require.NoError(t, err)
	require.Equal(t, http.StatusConflict, perimee.StatusCode())
	require.Equal(t, "import.difference_changee", perimee.ApplicationproblemJSONDefault.Code)

	// Another import changes what is known in between: the question is asked again.
	recevoir(t, c, "agora", "auto", strings.Replace(echantillon(t, "rh/agora_agents.csv"), "MAQUETTE;MAQUETTE;GWEN;1970-05-10", "ABGRALL;ABGRALL;ALIX;1984-03-13", 1), client.ImportEtatApplique)
	ok, err := c.ConfirmerImportWithResponse(t.Context(), i.Id, client.ConfirmationImport{Difference: *i.Difference})
	require.NoError(t, err)
	require.NotNil(t, ok.JSON202, "%s", ok.Body)
	i = rapport(t, c, i.Id)
	require.Equal(t, client.ImportEtatAConfirmer, i.Etat)
	require.Contains(t, *i.Attend, "ont changé depuis")

	ok, err = c.ConfirmerImportWithResponse(t.Context(), i.Id, client.ConfirmationImport{Difference: *i.Difference})
	require.NoError(t, err)
	require.NotNil(t, ok.JSON202, "%s", ok.Body)
	i = rapport(t, c, i.Id)
	require.Equal(t, client.ImportEtatApplique, i.Etat)
	require.NotNil(t, i.ConfirmePar)
	fini, err := c.ConfirmerImportWithResponse(t.Context(), i.Id, client.ConfirmationImport{Difference: "x"})
	require.NoError(t, err)
	require.Equal(t, "import.rien_a_confirmer", fini.ApplicationproblemJSONDefault.Code)

	avant = donnees(t, s.Pg.Proprietaire)
	i = recevoir(t, c, "sts", "apercu", echantillon(t, fichierSTS), client.ImportEtatAConfirmer)
	a, err := c.AbandonnerImportWithResponse(t.Context(), i.Id)
	require.NoError(t, err)
	require.Equal(t, client.ImportEtatAbandonne, a.JSON200.Etat)
	require.Equal(t, avant, donnees(t, s.Pg.Proprietaire))
}

// beaucoup makes an extraction of n agents of one school.
func beaucoup(n int, avec func(i int) bool) (agents string) {
	var b strings.Builder
	b.WriteString("numen;nom_usage;prenom;date_naissance;mel_pro;uai\n")
	for i := range n {
		if avec == nil || avec(i) {
			fmt.Fprintf(&b, "99E06%05dCTD;AGENT%d;PRENOM%d;19%02d-01-01;a%d@exemple.invalid;0000001A\n", i, i, i, 50+i%40, i)
		}
	}
	return b.String()
}

// TestDisparitions: who leaves the file is set aside, never deleted; too many at once need a person; who comes back is
// as before; who is expected somewhere stays.
func TestDisparitions(t *testing.T) {
	s := apitest.Nouveau(t)
	c := s.Client(t, "gestionnaire")
	recevoir(t, c, "epp_prive", "auto", beaucoup(200, nil), client.ImportEtatApplique)
	etats := func() string {
		return sql(t, s, `SELECT string_agg(etat || ' ' || n, ', ' ORDER BY etat) FROM (SELECT etat, count(*) AS n FROM intervenant WHERE academie = '014' AND origine = 'EPP_PRIVE' GROUP BY etat) x`)
	}
	// 5 %: by itself. One of them is expected tomorrow.
	s.Pg.Sql(t, `INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat, debut, fin)
		SELECT m.academie, uuid_v7(), m.session_id, m.id, i.id, 'correcteur', 'affectee', now() + interval '1 day', now() + interval '2 days'
		FROM intervenant i, LATERAL (SELECT * FROM mission m WHERE m.academie = i.academie LIMIT 1) m WHERE i.academie = '014' AND i.nom = 'AGENT3'`)
	i := recevoir(t, c, "epp_prive", "auto", beaucoup(200, func(i int) bool { return i >= 10 }), client.ImportEtatApplique)
	require.Equal(t, 9, *compte(i, "intervenant").Retires)
	require.Equal(t, "actif 191, historise 9", etats())
	e, err := c.ListerImportEcartsWithResponse(t.Context(), &client.ListerImportEcartsParams{Filtre: ptr("import==" + i.Id.String() + ";nature==garde")})
	require.NoError(t, err)
	require.Len(t, e.JSON200.Items, 1)
	require.Contains(t, *e.JSON200.Items[0].Garde, "missions à venir")
	// Back in the file: as before.
	recevoir(t, c, "epp_prive", "auto", beaucoup(200, nil), client.ImportEtatApplique)
	require.Equal(t, "actif 200", etats())
	// Half of them gone: somebody looks first.
	i = recevoir(t, c, "epp_prive", "auto", beaucoup(200, func(i int) bool { return i%2 == 0 }), client.ImportEtatAConfirmer)
	require.Contains(t, *i.Attend, "ne figurent plus")
	require.Equal(t, "actif 200", etats())
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM journal WHERE action = 'DELETE' AND objet = 'intervenant'`))
}

func ptr[T any](v T) *T { return &v }

// contenus prints what the files say, in force, without identifiers, versions and dates: two bases that say the same
// thing print the same.
func contenus(t *testing.T, s *apitest.Serveur) string {
	t.Helper()
	return sql(t, s, `SELECT string_agg(x, E'\n' ORDER BY x) FROM (
		SELECT concat_ws('|', 'intervenant', nom, nom_patronymique, prenom, date_naissance, civilite, fonction, grade, corps, discipline_recrutement, position, mel, telephone,
			adresse, code_postal, commune, origine) AS x FROM intervenant WHERE etat <> 'historise'
		UNION ALL SELECT concat_ws('|', 'rattachement', i.nom, i.prenom, e.uai, r.source, r.type, r.effectif, r.declare, r.fonction, r.discipline, r.modalite, r.quotite, r.debut, r.fin)
			FROM rattachement r JOIN intervenant i ON i.academie = r.academie AND i.id = r.intervenant_id
			JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id WHERE r.historise_le IS NULL
		UNION ALL SELECT concat_ws('|', 'enseignement', i.nom, i.prenom, e.uai, x.annee, x.matiere, x.mef, x.modalite, x.structures, x.millieme_heures, x.co_enseignement)
			FROM enseignement x JOIN intervenant i ON i.academie = x.academie AND i.id = x.intervenant_id
			JOIN etablissement e ON e.academie = x.academie AND e.id = x.etablissement_id WHERE x.historise_le IS NULL
		UNION ALL SELECT concat_ws('|', 'secret', i.nom, i.prenom, s.type, s.empreinte) FROM intervenant_secret s JOIN intervenant i ON i.academie = s.academie
			AND i.id = s.intervenant_id WHERE i.etat <> 'historise'
		UNION ALL SELECT concat_ws('|', 'suppleance', annee, matiere, structure, modalite, debut, fin, millieme_heures) FROM suppleance WHERE historise_le IS NULL) x`)
}

// TestReciproque: apply(A), apply(B), apply(A) leaves what apply(A) left. What B alone brought stays as a trace, out of force.
func TestReciproque(t *testing.T) {
	for graine := range 6 {
		t.Run(fmt.Sprint(graine), func(t *testing.T) {
			s, c := sansSeuils(t)
			a, b := variante(t, graine), variante(t, graine+100)
			recevoir(t, c, "epp", "auto", a, client.ImportEtatApplique)
			premier := contenus(t, s)
			recevoir(t, c, "epp", "auto", b, client.ImportEtatApplique)
			require.NotEqual(t, premier, contenus(t, s))
			recevoir(t, c, "epp", "auto", a, client.ImportEtatApplique)
			require.Equal(t, premier, contenus(t, s))
			i := recevoir(t, c, "epp", "auto", a, client.ImportEtatApplique)
			require.Contains(t, *i.Message, "Aucun changement")
		})
	}
}

// variante draws who is in the extraction and what it says of them.
func variante(t *testing.T, graine int) string {
	t.Helper()
	des := nouveauxDes(graine)
	garde := map[string]bool{}
	agents := changer(t, echantillon(t, "rh/epp_agents.csv"), func(l map[string]string) {
		garde[l["numen"]] = des(4) > 0
		if des(3) == 0 {
			l["mel_pro"] = fmt.Sprintf("v%d@exemple.invalid", des(1000))
		}
		if des(5) == 0 {
			l["commune"], l["code_postal"] = "QUIMPER", "29000"
		}
		if !garde[l["numen"]] {
			l["numen"] = ""
		}
	})
	affectations := changer(t, echantillon(t, "rh/epp_affectations.csv"), func(l map[string]string) {
		switch {
		case !garde[l["numen"]]:
			l["numen"] = ""
		case des(6) == 0:
			l["uai"] = "0299998K"
		case des(5) == 0:
			l["quotite"] = "50"
		}
	})
	return archive(t, "agents.csv", sansLignesVides(agents), "affectations.csv", sansLignesVides(affectations))
}

func sansLignesVides(texte string) string {
	var b strings.Builder
	for l := range strings.Lines(texte) {
		if !strings.HasPrefix(l, ";") {
			b.WriteString(l)
		}
	}
	return b.String()
}

// nouveauxDes is a small generator: the same seed gives the same files on every machine.
func nouveauxDes(graine int) func(n int) int {
	x := uint64(graine)*2654435761 + 88172645463325252
	return func(n int) int {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		return int(x % uint64(n))
	}
}

// TestRejetsRenvoyes: the rejected lines come back under the same titles, are corrected, and sent again.
func TestRejetsRenvoyes(t *testing.T) {
	s, c := sansSeuils(t)
	texte := "numen;nom_usage;prenom;date_naissance;uai\n99E0600001CTD;BON;ALIX;1980-01-01;0000001A\nPASUNNUMEN;FAUX;ALIX;1980-01-01;0000001A\n99E0600002CTD;;ALIX;1980-01-01;0000001A\n"
	i := recevoir(t, c, "epp", "auto", texte, client.ImportEtatApplique)
	require.Equal(t, 2, *i.NbRejets)
	r, err := c.TelechargerRejetsWithResponse(t.Context(), i.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, r.StatusCode())
	lignes := strings.Split(strings.TrimSpace(string(r.Body)), "\r\n")
	require.Len(t, lignes, 3)
	require.Equal(t, "\ufeffnumen;nom_usage;prenom;date_naissance;uai;cause_du_rejet", lignes[0])
	require.True(t, strings.HasPrefix(lignes[1], "PASUNNUMEN;FAUX"))
	require.Contains(t, lignes[2], "sans nom")
	corrige := strings.NewReplacer("PASUNNUMEN", "99E0600003CTD", "99E0600002CTD;;", "99E0600002CTD;BON2;").Replace(string(r.Body))
	// A complement: whoever it does not name is not gone.
	require.Equal(t, 0, *recevoir(t, c, "epp", "auto", corrige, client.ImportEtatApplique).NbRejets)
	require.Equal(t, "BON BON2 FAUX", sql(t, s, `SELECT string_agg(nom, ' ' ORDER BY nom) FROM intervenant WHERE academie = '014' AND prenom = 'ALIX' AND etat = 'actif'`))
}

// TestSecretsChiffres: neither the database nor the stored file nor a list nor a log holds a NUMEN in clear.
func TestSecretsChiffres(t *testing.T) {
	s, c := sansSeuils(t)
	recevoir(t, c, "epp", "auto", epp(t), client.ImportEtatApplique)
	const clair = "99E0610001CTD"
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM intervenant_secret x WHERE x::text LIKE '%' || $1 || '%' OR position(convert_to($1, 'UTF8') IN chiffre) > 0`, clair))
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM fichier_morceau WHERE position(convert_to($1, 'UTF8') IN contenu) > 0`, clair))
	for _, table := range []string{"journal", "intervenant", "intervenant_cle", "import_ecart", "import_anomalie", "import", "tache"} {
		require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM `+table+` x WHERE x::text LIKE '%' || $1 || '%'`, clair), table)
	}
	r, err := c.RechercherParSecretWithResponse(t.Context(), client.RechercherParSecretJSONRequestBody{Type: "NUMEN", Valeur: " 99e0610001ctd "})
	require.NoError(t, err)
	require.Len(t, r.JSON200.Intervenants, 1)
	id := r.JSON200.Intervenants[0].Id
	l, err := c.ListerSecretsWithResponse(t.Context(), id)
	require.NoError(t, err)
	require.NotContains(t, string(l.Body), clair)
	lu, err := c.LireSecretWithResponse(t.Context(), id, "NUMEN", client.LireSecretJSONRequestBody{Motif: "Vérification du dossier"})
	require.NoError(t, err)
	require.Equal(t, clair, lu.JSON200.Valeur)
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM journal WHERE action = 'lecture_secret' AND objet_id = $1 AND pourquoi = 'Vérification du dossier'`, id.String()))
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM journal WHERE action = 'recherche_secret'`))
}

// TestBombesVite: what is made to hurt is refused within a second.
func TestBombesVite(t *testing.T) {
	s := apitest.Nouveau(t)
	c := s.Client(t, "gestionnaire")
	rire := `<!DOCTYPE lolz [<!ENTITY lol "lol">` + strings.Repeat(`<!ENTITY l "&lol;&lol;&lol;&lol;">`, 100) + `]><STS_EDT>&l;</STS_EDT>`
	for nom, cas := range map[string]struct{ source, texte string }{
		"milliard de rires": {"sts", enteteXML + rire},
		"entité dans l’AAF": {"aaf", enteteXML + strings.Replace(rire, "lolz [", "ficAlimMENESR [", 1)},
		"bombe ZIP":         {"epp", archive(t, "agents.csv", strings.Repeat(" ", 60*mega))},
	} {
		t.Run(nom, func(t *testing.T) {
			debut := time.Now()
			recevoir(t, c, cas.source, "auto", cas.texte, client.ImportEtatRefuse)
			require.Less(t, time.Since(debut), time.Second)
		})
	}
}

// TestCollecteDossier: a dropped file is taken once, a changed one again, a half-written one not yet.
func TestCollecteDossier(t *testing.T) {
	s := apitest.Nouveau(t)
	c := s.Client(t, "gestionnaire")
	dossier := s.Config.Donnees + "/collecte/014/sts"
	require.NoError(t, os.MkdirAll(dossier, 0o750))
	l, err := c.ListerSourcesWithResponse(t.Context(), &client.ListerSourcesParams{Filtre: ptr("code==sts")})
	require.NoError(t, err)
	require.Len(t, l.JSON200.Items, 1)
	source := l.JSON200.Items[0]
	regle, err := c.ReglerSourceWithBodyWithResponse(t.Context(), source.Id, &client.ReglerSourceParams{IfMatch: fmt.Sprintf("%q", fmt.Sprint(source.Version))},
		"application/merge-patch+json", strings.NewReader(`{"collecte":"dossier","chemin":"sts","motif":"*.xml","periodicite_heures":24}`))
	require.NoError(t, err)
	require.NotNil(t, regle.JSON200, "%s", regle.Body)
	vieux := time.Now().Add(-time.Hour)
	poser := func(nom, texte string) {
		require.NoError(t, os.WriteFile(dossier+"/"+nom, []byte(texte), 0o600))
		require.NoError(t, os.Chtimes(dossier+"/"+nom, vieux, vieux))
	}
	collecter := func() string {
		r, err := c.CollecterSourceWithResponse(t.Context(), source.Id)
		require.NoError(t, err)
		require.NotNil(t, r.JSON202, "%s", r.Body)
		for fin := time.Now().Add(20 * time.Second); time.Now().Before(fin); time.Sleep(30 * time.Millisecond) {
			x, err := c.LireTacheWithResponse(t.Context(), r.JSON202.Id)
			require.NoError(t, err)
			if x.JSON200.Etat == client.EtatTacheTerminee || x.JSON200.Etat == client.EtatTacheEchouee {
				return *x.JSON200.Message
			}
		}
		t.Fatal("la collecte ne finit pas")
		return ""
	}
	nombre := func() string { return sql(t, s, `SELECT count(*) FROM import WHERE collecte`) }
	poser("sts_emp_0299999L_2013.xml", echantillon(t, fichierSTS))
	poser("a-lire.txt", "ceci n’est pas pour nous")
	poser("encours.xml.part", "à moitié")
	require.Contains(t, collecter(), "1 ")
	require.Equal(t, "1", nombre())
	require.Contains(t, collecter(), "Aucun nouveau fichier")
	require.Equal(t, "1", nombre())
	vieux = vieux.Add(time.Minute)
	poser("sts_emp_0299999L_2013.xml", echantillon(t, fichierSTS)+"\n")
	require.Contains(t, collecter(), "1 ")
	require.Equal(t, "2", nombre())
	// Out of the folder of the académie: refused when it is set.
	dehors, err := c.LireSourceWithResponse(t.Context(), source.Id)
	require.NoError(t, err)
	regle, err = c.ReglerSourceWithBodyWithResponse(t.Context(), source.Id, &client.ReglerSourceParams{IfMatch: fmt.Sprintf("%q", fmt.Sprint(dehors.JSON200.Version))},
		"application/merge-patch+json", strings.NewReader(`{"chemin":"../099"}`))
	require.NoError(t, err)
	if regle.JSON200 != nil {
		require.Contains(t, collecter(), "doit rester sous")
	}
}
