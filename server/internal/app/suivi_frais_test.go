package app_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

func formulaireFrais(t *testing.T, fichier string, champs map[string]string) (genre string, corps *bytes.Buffer) {
	t.Helper()
	corps = &bytes.Buffer{}
	w := multipart.NewWriter(corps)
	for nom, valeur := range champs {
		require.NoError(t, w.WriteField(nom, valeur))
	}
	f, err := w.CreateFormFile("fichier", "essai.csv")
	require.NoError(t, err)
	_, _ = f.Write([]byte(fichier))
	require.NoError(t, w.Close())
	return w.FormDataContentType(), corps
}

// TestReleveEtSuivi: what a person reads adds up to what the académie follows; both print; reminders leave once a day.
func TestReleveEtSuivi(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, ouverte) VALUES ('014', gen_random_uuid(), 'intervenant', 'etats-frais', true)`)
	creerEtats(t, s)
	g := constateur{t, s.Client(t, "gestionnaire")}
	lignes := g.lister("mission==" + sql(t, s, `SELECT md5('014m20271')::uuid`))
	for _, l := range lignes[:4] {
		g.dire(client.SaisieConstat{Cle: uuid.New(), Affectation: l.Id, Fait: client.FaitConstatFait, Minutes: ptr(60)})
	}
	rem := client.GenrePartRemuneration
	v, err := g.c.AgirEtatsFraisWithResponse(t.Context(), client.ActionEtatsFrais{Selection: client.Selection{Mode: client.SelectionModeFiltre}, Action: client.ActionFraisValider, Part: &rem})
	require.NoError(t, err)
	require.Equal(t, 4, v.JSON200.Parts)

	qui := lignes[0].Intervenant
	r, err := g.c.LireReleveFraisWithResponse(t.Context(), &client.LireReleveFraisParams{Intervenant: &qui})
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.EqualValues(t, 1400, r.JSON200.Totaux[0].Valide)
	attendu := ""
	for _, e := range r.JSON200.Etats {
		for _, p := range e.Parts {
			if p.Etat == client.EtatPartValide {
				attendu = p.Suite
				require.NotNil(t, p.AttenduLe)
			}
		}
	}
	require.Contains(t, attendu, "paiement attendu en ")
	pdf, err := g.c.ImprimerReleveFraisWithResponse(t.Context(), &client.ImprimerReleveFraisParams{Intervenant: &qui})
	require.NoError(t, err)
	require.Contains(t, string(pdf.Body[:8]), "%PDF-")
	i := s.Client(t, "intervenant")
	sien, err := i.LireReleveFraisWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, apitest.Intervenant("014", 1), sien.JSON200.Intervenant)
	autre := apitest.Intervenant("014", 2)
	pas, err := i.LireReleveFraisWithResponse(t.Context(), &client.LireReleveFraisParams{Intervenant: &autre})
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, pas.StatusCode())

	for _, axe := range []client.AxeSuivi{client.AxeSuiviSession, client.AxeSuiviExamen, client.AxeSuiviType, client.AxeSuiviCentre, client.AxeSuiviProgramme, client.AxeSuiviMois} {
		x, err := g.c.SyntheseSuiviFinancierWithResponse(t.Context(), &client.SyntheseSuiviFinancierParams{Axe: axe})
		require.NoError(t, err)
		require.NotNil(t, x.JSON200, "%s", x.Body)
		var somme int64
		for _, l := range x.JSON200.Lignes {
			somme += l.Valide
			require.GreaterOrEqual(t, l.Engage, l.Valide)
			require.GreaterOrEqual(t, l.Valide, l.Transmis)
		}
		require.EqualValues(t, 4*1400, somme, axe)
		require.EqualValues(t, somme, x.JSON200.Totaux[0].Valide)
		require.NotNil(t, x.JSON200.Totaux[0].JoursValidation)
	}
	l, err := g.c.ListerSuiviFinancierWithResponse(t.Context(), &client.ListerSuiviFinancierParams{Filtre: ptr("valide=gt=0")})
	require.NoError(t, err)
	require.NotNil(t, l.JSON200, "%s", l.Body)
	require.Len(t, l.JSON200.Items, 1)
	p, err := g.c.ImprimerSuiviFinancierWithResponse(t.Context(), &client.ImprimerSuiviFinancierParams{Axe: client.AxeSuiviExamen})
	require.NoError(t, err)
	require.Contains(t, string(p.Body[:8]), "%PDF-")

	s.Pg.Sql(t, `SELECT efm_ouvrir('014'); UPDATE efm_part SET etat = 'effectuee' WHERE academie = '014' AND genre = 'deplacement' AND jour < now()::date AND id IN (SELECT DISTINCT ON (intervenant_id) id FROM efm_part WHERE academie = '014' AND genre = 'deplacement' AND jour < now()::date ORDER BY intervenant_id, jour);
		UPDATE intervenant SET mel = 'i' || numero || '@exemple.fr' WHERE academie = '014' AND id <> md5('014i3')::uuid`)
	relancer := func(quoi client.DemandeRelanceFraisQuoi, simulation bool) client.RapportRelanceFrais {
		r, err := g.c.RelancerFraisWithResponse(t.Context(), client.DemandeRelanceFrais{Quoi: quoi, Simulation: &simulation})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		return *r.JSON200
	}
	essai := relancer(client.DemandeRelanceFraisQuoiDeclarations, true)
	require.Positive(t, essai.Relances)
	require.Len(t, essai.SansAdresse, 1)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM courriel WHERE genre = 'relance_frais'`), "une simulation n’envoie rien")
	require.Equal(t, essai.Relances, relancer(client.DemandeRelanceFraisQuoiDeclarations, false).Relances)
	encore := relancer(client.DemandeRelanceFraisQuoiDeclarations, false)
	require.Zero(t, encore.Relances)
	require.Equal(t, essai.Relances, encore.Deja, "jamais deux fois le même jour")
	require.Equal(t, fmt.Sprint(essai.Relances), sql(t, s, `SELECT count(*) FROM courriel WHERE genre = 'relance_frais'`))
	s.Pg.Sql(t, `UPDATE regle_disponibilite SET mel_etablissement = 'ce.{uai}@exemple.fr' WHERE academie = '014'`)
	require.Equal(t, 1, relancer(client.DemandeRelanceFraisQuoiConstats, false).Relances, "un centre")
}

// TestParametresDeGestion: imputations, what types are paid by, tables of distances and marking on line.
func TestParametresDeGestion(t *testing.T) {
	s := apitest.Nouveau(t)
	creerEtats(t, s)
	g := s.Client(t, "gestionnaire")
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM imputation('014', 'BTS') WHERE programme = ''`), "une ligne même sans réglage")
	imputer := func(x client.SaisieImputation) *client.ReglerImputationResponse {
		r, err := g.ReglerImputationWithResponse(t.Context(), x)
		require.NoError(t, err)
		return r
	}
	require.Equal(t, "imputation.ordonnateur", imputer(client.SaisieImputation{CentreCouts: "DEC", Programme: "0214", Ordonnateur: ptr("court")}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "imputation.programme", imputer(client.SaisieImputation{CentreCouts: "DEC", Programme: "2A14"}).ApplicationproblemJSONDefault.Code)
	require.NotNil(t, imputer(client.SaisieImputation{CentreCouts: "dec0214", Programme: "0214", Ordonnateur: ptr("99E0610001CTD")}).JSON200)
	r := imputer(client.SaisieImputation{CentreCouts: "DES0150", Programme: "0150", Examen: ptr("BTS")})
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.Len(t, r.JSON200.Imputations, 2)
	require.Equal(t, "••••••••••CTD", *r.JSON200.Imputations[0].Ordonnateur)
	require.Equal(t, "0150", sql(t, s, `SELECT programme FROM imputation('014', 'BTS')`))
	require.Equal(t, "0214", sql(t, s, `SELECT programme FROM imputation('014', 'DNB')`))
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM journal WHERE objet = 'imputation_frais' AND (apres ? 'ordonnateur' OR apres::text LIKE '%0610001%')`))
	d, err := g.RetirerImputationWithResponse(t.Context(), r.JSON200.Imputations[1].Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, d.StatusCode())

	ty, err := g.ReglerRemunerationTypeWithResponse(t.Context(), "interrogation", client.RemunerationType{Remuneration: client.RemunerationTypeRemunerationCopie})
	require.NoError(t, err)
	require.Equal(t, "copie", *ty.JSON200.Remuneration)

	numero := sql(t, s, `SELECT numero FROM intervenant WHERE id = (SELECT intervenant_id FROM affectation WHERE mission_id = md5('014m20271')::uuid AND etat = 'convoquee' ORDER BY id LIMIT 1)`)
	session := sql(t, s, `SELECT md5('014s2027')::uuid`)
	csv := "numero;examen;epreuve;copies;fait\n" + numero + ";BTS;E1;42;O\n999999;BTS;;3;O\n" + numero + ";BTS;E1;-1;O\n"
	importer := func(simulation string) *client.ImporterCopiesCorrigeesResponse {
		genre, corps := formulaireFrais(t, csv, map[string]string{"session": session, "simulation": simulation})
		r, err := g.ImporterCopiesCorrigeesWithBodyWithResponse(t.Context(), genre, corps)
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		return r
	}
	// Five missions of the person would do: the file must name one.
	require.Zero(t, importer("true").JSON200.Constatees)
	s.Pg.Sql(t, `UPDATE affectation SET etat = 'affectee' WHERE academie = '014' AND etat = 'convoquee' AND mission_id <> md5('014m20271')::uuid`)
	require.Equal(t, 1, importer("true").JSON200.Constatees)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM constat`))
	x := importer("false").JSON200
	require.Equal(t, []int{3, 1, 42, 2}, []int{x.Lues, x.Constatees, x.Copies, x.NbRejets})
	require.Equal(t, 1, importer("false").JSON200.Deja, "le même fichier, une deuxième fois")
	require.Equal(t, "a_valider", sql(t, s, `SELECT p.etat FROM efm_part p JOIN etat_frais e ON e.id = p.etat_frais_id JOIN constat k ON k.affectation_id = e.affectation_id WHERE p.genre = 'remuneration'`))

	s.Pg.Sql(t, `INSERT INTO commune (academie, code_insee, nom, departement) VALUES ('014', '29019', 'Brest', '29'), ('014', '35238', 'Rennes', '35'), ('014', '35051', 'Cesson', '35')`)
	charger := func(fichier, simulation string) client.BilanDistances {
		genre, corps := formulaireFrais(t, fichier, map[string]string{"source": "Table de l’académie", "simulation": simulation})
		r, err := g.ChargerDistancesWithBodyWithResponse(t.Context(), genre, corps)
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		return *r.JSON200
	}
	const table = "insee_a;insee_b;km\n35238;29019;242,5\n29019;35238;242,5\n35238;35051;8\n35238;99999;8\n35238;35238;0\n"
	require.Equal(t, 2, charger(table, "true").Ajoutees)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM distance`))
	b := charger(table, "false")
	require.Equal(t, []int{5, 2, 0, 0, 3}, []int{b.Lues, b.Ajoutees, b.Changees, b.Identiques, b.NbRejets})
	s.Pg.Sql(t, `UPDATE distance SET methode = 'MANUEL' WHERE insee_a = '35051'`)
	b = charger("insee_a;insee_b;km\n35238;29019;243\n35238;35051;9\n", "false")
	require.Equal(t, []int{1, 1}, []int{b.Changees, b.NbRejets}, "ce qui est corrigé à la main est gardé")
	require.Equal(t, "243000", sql(t, s, `SELECT metres FROM distance WHERE insee_a = '29019'`))
}

// TestFraisOuvertsParExamen: closed for one examen, the claim and the constat of its missions wait; a simulation does not.
func TestFraisOuvertsParExamen(t *testing.T) {
	s := apitest.Nouveau(t)
	creerEtats(t, s)
	for _, x := range [][2]string{{"intervenant", "etats-frais"}, {"centre", "constat"}} {
		s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, ouverte) VALUES ('014', gen_random_uuid(), '`+x[0]+`', '`+x[1]+`', true)`)
		s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, examen, ouverte, cree_le) VALUES ('014', gen_random_uuid(), '`+x[0]+`', '`+x[1]+`', 'BTS', false, now() + interval '1 second')`)
	}
	centre := constateur{t, s.Client(t, "chef_centre")}
	l := centre.lister("mission==" + sql(t, s, `SELECT md5('014m20271')::uuid`))[0]
	sort := centre.dire(client.SaisieConstat{Cle: uuid.New(), Affectation: l.Id, Fait: client.FaitConstatFait, Minutes: ptr(60)})[0]
	require.Equal(t, client.SortConstatSortRefuse, sort.Sort)
	require.Contains(t, *sort.Message, "BTS")
	i := s.Client(t, "intervenant")
	id := uuid.MustParse(sql(t, s, `SELECT id FROM etat_frais WHERE academie = '014' AND intervenant_id = md5('014i1')::uuid LIMIT 1`))
	jour := time.Now().Format(time.DateOnly)
	r, err := i.DeclarerDeplacementWithResponse(t.Context(), id, client.DeclarationDeplacement{Depart: jour + "T08:00", Retour: jour + "T10:00", Trajets: []client.TrajetDeclare{}})
	require.NoError(t, err)
	require.Equal(t, "activite_fermee", r.ApplicationproblemJSONDefault.Code)
}
