package app_test

import (
	"bytes"
	"encoding/csv"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

type regles struct {
	*testing.T
	s *apitest.Serveur
	c *client.ClientWithResponses
}

func (r regles) epreuve(n string) uuid.UUID {
	return uuid.MustParse(sql(r.T, r.s, `SELECT md5('014o' || $1)::uuid`, n))
}

func (r regles) creer(s client.SaisieRegleCompetence) *client.RegleCompetence {
	r.Helper()
	x, err := r.c.CreerRegleCompetenceWithResponse(r.Context(), s)
	require.NoError(r, err)
	require.NotNil(r, x.JSON201, "%s", x.Body)
	return x.JSON201
}

func (r regles) attendre(tache uuid.UUID) string {
	r.Helper()
	var t *client.LireTacheResponse
	require.Eventually(r, func() bool {
		var err error
		t, err = r.c.LireTacheWithResponse(r.Context(), tache)
		require.NoError(r, err)
		return t.JSON200.Etat != client.EtatTacheEnAttente && t.JSON200.Etat != client.EtatTacheEnCours
	}, 30*time.Second, 20*time.Millisecond)
	return string(t.JSON200.Etat)
}

func (r regles) simuler() *client.CalculCompetence {
	r.Helper()
	x, err := r.c.SimulerCalculCompetenceWithResponse(r.Context(), client.DemandeCalcul{Session: "2027-N"})
	require.NoError(r, err)
	require.NotNil(r, x.JSON202, "%s", x.Body)
	require.Equal(r, "terminee", r.attendre(x.JSON202.Tache))
	return r.lire(x.JSON202.Id)
}

func (r regles) lire(id uuid.UUID) *client.CalculCompetence {
	r.Helper()
	l, err := r.c.LireCalculCompetenceWithResponse(r.Context(), id)
	require.NoError(r, err)
	return l.JSON200
}

func (r regles) appliquer(k *client.CalculCompetence) *client.CalculCompetence {
	r.Helper()
	x, err := r.c.AppliquerCalculCompetenceWithResponse(r.Context(), k.Id, client.ApplicationCalcul{Empreinte: *k.Empreinte})
	require.NoError(r, err)
	require.NotNil(r, x.JSON202, "%s", x.Body)
	require.Equal(r, "terminee", r.attendre(x.JSON202.Tache))
	return r.lire(k.Id)
}

func (r regles) systeme() string {
	return sql(r.T, r.s, `SELECT count(*) FROM competence_auteur WHERE academie = '014' AND type = 'systeme'`)
}

func nouvellesRegles(t *testing.T) regles {
	s := apitest.Nouveau(t)
	return regles{t, s, s.Client(t, "gestionnaire")}
}

// TestCalculDesCompetences: what is shown is what is applied; a teaching that goes takes its SYS line with it, and what
// people said stays.
func TestCalculDesCompetences(t *testing.T) {
	r := nouvellesRegles(t)
	r.s.Pg.Sql(t, `DELETE FROM competence WHERE academie = '014'`)
	r.creer(client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: r.epreuve("1"), Matiere: ptr("061300"), Diplome: ptr("12005"), Annee: ptr(client.AnneeCycleDerniere), Discipline: ptr("l1300")})
	k := r.simuler()
	require.Equal(t, []int{30, 0, 0, 0}, []int{k.Gains, k.Pertes, k.Changements, k.Maintenues})
	require.Equal(t, "0", r.systeme(), "une simulation n’écrit rien")
	ecarts, err := r.c.ListerCalculCompetenceEcartsWithResponse(t.Context(), &client.ListerCalculCompetenceEcartsParams{Filtre: ptr("calcul==" + k.Id.String())})
	require.NoError(t, err)
	require.Equal(t, 30, ecarts.JSON200.Total)
	require.EqualValues(t, "devient", ecarts.JSON200.Items[0].Effet)
	require.Equal(t, "MATHEMATIQUES (061300), diplôme 12005, classe d’examen, discipline L1300 ← MATHEMATIQUES, TERMINALE ES (TES1), "+*ecarts.JSON200.Items[0].EtablissementNom, *ecarts.JSON200.Items[0].Pourquoi)

	require.EqualValues(t, "applique", r.appliquer(k).Etat)
	require.Equal(t, "30", r.systeme())
	encore := r.simuler()
	require.Equal(t, []int{0, 0, 0, 30}, []int{encore.Gains, encore.Pertes, encore.Changements, encore.Maintenues})

	qui := sql(t, r.s, `SELECT c.id FROM competence c JOIN competence_auteur a ON a.competence_id = c.id WHERE c.academie = '014' ORDER BY c.id LIMIT 1`)
	o, err := r.c.LireOriginesCompetenceWithResponse(t.Context(), uuid.MustParse(qui))
	require.NoError(t, err)
	require.Len(t, o.JSON200.Origines, 1)
	require.Contains(t, o.JSON200.Origines[0].EnseignementLibelle, "TERMINALE ES (TES1)")
	v, err := r.c.DonnerAvisWithResponse(t.Context(), uuid.MustParse(qui), client.AvisCompetence{Avis: "valider"})
	require.NoError(t, err)
	require.NotNil(t, v.JSON200)
	// Two teachers stop teaching: the one whom the gestionnaire confirmed keeps the compétence, by his word alone.
	r.s.Pg.Sql(t, `UPDATE enseignement SET historise_le = now() WHERE academie = '014' AND intervenant_id IN (SELECT intervenant_id FROM competence WHERE id = '`+qui+`')
		OR academie = '014' AND intervenant_id = (SELECT intervenant_id FROM competence WHERE academie = '014' AND id <> '`+qui+`' ORDER BY id LIMIT 1)`)
	k = r.simuler()
	require.Equal(t, []int{0, 2}, []int{k.Gains, k.Pertes})
	r.appliquer(k)
	require.Equal(t, "28", r.systeme())
	require.Equal(t, "29", sql(t, r.s, `SELECT count(*) FROM competence WHERE academie = '014'`))
	require.Equal(t, "gestionnaire", sql(t, r.s, `SELECT string_agg(type, ' ') FROM competence_auteur WHERE competence_id = $1`, qui))
}

// TestDifferencePerimee: only what was read is applied.
func TestDifferencePerimee(t *testing.T) {
	r := nouvellesRegles(t)
	r.creer(client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: r.epreuve("3"), Matiere: ptr("061300")})
	k := r.simuler()
	faux, err := r.c.AppliquerCalculCompetenceWithResponse(t.Context(), k.Id, client.ApplicationCalcul{Empreinte: "autre"})
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, faux.StatusCode())
	avant := r.systeme()
	r.s.Pg.Sql(t, `UPDATE enseignement SET historise_le = now() WHERE academie = '014' AND intervenant_id = md5('014i5')::uuid`)
	change := r.appliquer(k)
	require.EqualValues(t, "a_confirmer", change.Etat)
	require.Contains(t, *change.Message, "ont changé depuis")
	require.Equal(t, k.Gains-1, change.Gains)
	require.Equal(t, avant, r.systeme())
	require.EqualValues(t, "applique", r.appliquer(change).Etat)
	deja, err := r.c.AppliquerCalculCompetenceWithResponse(t.Context(), k.Id, client.ApplicationCalcul{Empreinte: *change.Empreinte})
	require.NoError(t, err)
	require.Equal(t, http.StatusConflict, deja.StatusCode())
}

// TestSaisieDesRegles: a rule that aims at everybody, or at nothing that exists, is refused with its field.
func TestSaisieDesRegles(t *testing.T) {
	r := nouvellesRegles(t)
	o := r.epreuve("1")
	for nom, cas := range map[string]struct {
		saisie client.SaisieRegleCompetence
		champ  string
	}{
		"tout le monde":    {client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: o}, "/matiere"},
		"que des ?":        {client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: o, Diplome: ptr("?????")}, "/matiere"},
		"matière courte":   {client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: o, Matiere: ptr("6130")}, "/matiere"},
		"diplôme étrange":  {client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: o, Diplome: ptr("31%06")}, "/diplome"},
		"session inconnue": {client.SaisieRegleCompetence{Session: "1999-N", EpreuveOption: o, Matiere: ptr("061300")}, "/session"},
		"épreuve inconnue": {client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: uuid.New(), Matiere: ptr("061300")}, "/epreuve_option"},
	} {
		t.Run(nom, func(t *testing.T) {
			x, err := r.c.CreerRegleCompetenceWithResponse(t.Context(), cas.saisie)
			require.NoError(t, err)
			require.Equal(t, http.StatusUnprocessableEntity, x.StatusCode())
			require.Equal(t, cas.champ, (*x.ApplicationproblemJSONDefault.Errors)[0].Pointer)
		})
	}
	g := r.creer(client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: o, Matiere: ptr("061300")})
	double, err := r.c.CreerRegleCompetenceWithResponse(t.Context(), client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: o, Matiere: ptr("061300"), Priorite: ptr(4)})
	require.NoError(t, err)
	require.Equal(t, "regle.doublon", double.ApplicationproblemJSONDefault.Code)
	version := func(v string) *client.ModifierRegleCompetenceParams {
		return &client.ModifierRegleCompetenceParams{IfMatch: v}
	}
	m, err := r.c.ModifierRegleCompetenceWithResponse(t.Context(), g.Id, version(`"1"`), client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: o, Matiere: ptr("061300"), Priorite: ptr(3)})
	require.NoError(t, err)
	require.Equal(t, 3, m.JSON200.Priorite)
	vieille, err := r.c.SupprimerRegleCompetenceWithResponse(t.Context(), g.Id, &client.SupprimerRegleCompetenceParams{IfMatch: `"1"`})
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, vieille.StatusCode())
	otee, err := r.c.SupprimerRegleCompetenceWithResponse(t.Context(), g.Id, &client.SupprimerRegleCompetenceParams{IfMatch: `"2"`})
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, otee.StatusCode())
}

func (r regles) importer(contenu string, champs map[string]string) *client.ImporterReglesCompetenceResponse {
	r.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for k, v := range champs {
		require.NoError(r, m.WriteField(k, v))
	}
	w, err := m.CreateFormFile("fichier", "regles.csv")
	require.NoError(r, err)
	_, _ = w.Write([]byte(contenu))
	require.NoError(r, m.Close())
	x, err := r.c.ImporterReglesCompetenceWithBodyWithResponse(r.Context(), m.FormDataContentType(), &b)
	require.NoError(r, err)
	return x
}

func (r regles) exporter() string {
	r.Helper()
	x, err := r.c.ExporterWithResponse(r.Context(), "regles-competence", &client.ExporterParams{Format: "csv"})
	require.NoError(r, err)
	require.Equal(r, http.StatusOK, x.StatusCode())
	return string(x.Body)
}

// TestReglesEnCSV: an export is neutral for a spreadsheet and comes back as it left; lines that are no rules are
// rejected with their number, and nothing is replaced while there are some.
func TestReglesEnCSV(t *testing.T) {
	r := nouvellesRegles(t)
	r.creer(client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: r.epreuve("1"), Matiere: ptr("061300"), Diplome: ptr("?2005"), Commentaire: ptr(`=cmd|' /C calc'!A0`)})
	r.creer(client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: r.epreuve("2"), Sens: ptr(client.SensRegleExclut), Modalite: ptr("TP"), Priorite: ptr(2)})
	texte := r.exporter()
	lignes, err := csv.NewReader(strings.NewReader(strings.ReplaceAll(strings.TrimPrefix(texte, "\ufeff"), ";", ","))).ReadAll()
	require.NoError(t, err)
	require.Len(t, lignes, 3)
	require.Contains(t, lignes[1], `'=cmd|' /C calc'!A0`)

	meme := r.importer(texte, map[string]string{"session": "2027-N"})
	require.Equal(t, &client.BilanRegles{Lues: 2, Inchangees: 2, Rejets: []client.RejetRegle{}}, meme.JSON200)
	autre := r.importer(texte, map[string]string{"session": "2026-N"})
	require.Equal(t, 2, autre.JSON200.Creees)
	require.Equal(t, `=cmd|' /C calc'!A0`, sql(t, r.s, `SELECT string_agg(commentaire, '') FROM regle_competence g JOIN session n ON n.id = g.session_id WHERE n.code = '2026-N'`))

	const entete = "Code examen;Code spécialité;Code épreuve;Option;Matière;Diplôme;Priorité\r\n"
	fautif := entete + "BTS;31406;E1;;61300;;7\r\nBTS;31406;E9;;061300;;1\r\nBTS;31406;E1;;;;1\r\nBTS;31406;E1;;061300;;2\r\nBTS;31406;E1;;061300;31%06;1\r\n"
	x := r.importer(fautif, map[string]string{"session": "2027-N", "simulation": "true"})
	require.Equal(t, 1, x.JSON200.Creees, "le zéro perdu par le tableur est rendu")
	var fautes []int
	for _, f := range x.JSON200.Rejets {
		fautes = append(fautes, f.Ligne)
	}
	require.ElementsMatch(t, []int{3, 4, 5, 6}, fautes)
	require.Equal(t, "2", sql(t, r.s, `SELECT count(*) FROM regle_competence g JOIN session n ON n.id = g.session_id WHERE n.code = '2027-N'`), "une simulation n’écrit rien")
	refus := r.importer(fautif, map[string]string{"session": "2027-N", "remplacer": "true"})
	require.Equal(t, "regles.rejets", refus.ApplicationproblemJSONDefault.Code)
	remplace := r.importer(entete+"BTS;31406;E1;;061300;?2005;5\r\n", map[string]string{"session": "2027-N", "remplacer": "true"})
	require.Equal(t, []int{0, 1, 1}, []int{remplace.JSON200.Creees, remplace.JSON200.Modifiees, remplace.JSON200.Supprimees})

	for nom, contenu := range map[string]string{"vide": "", "sans titres": "a;b\r\n1;2\r\n", "virgules": strings.ReplaceAll(entete, ";", ",")} {
		require.Equal(t, http.StatusUnprocessableEntity, r.importer(contenu, map[string]string{"session": "2027-N"}).StatusCode(), nom)
	}
}

func TestCopierLesRegles(t *testing.T) {
	r := nouvellesRegles(t)
	r.creer(client.SaisieRegleCompetence{Session: "2026-N", EpreuveOption: r.epreuve("1"), Matiere: ptr("061300"), Priorite: ptr(2)})
	r.creer(client.SaisieRegleCompetence{Session: "2026-N", EpreuveOption: r.epreuve("2"), Matiere: ptr("061300")})
	r.creer(client.SaisieRegleCompetence{Session: "2027-N", EpreuveOption: r.epreuve("1"), Matiere: ptr("061300"), Priorite: ptr(9)})
	for _, simulation := range []bool{true, false} {
		x, err := r.c.CopierReglesCompetenceWithResponse(t.Context(), client.CopieRegles{De: "2026-N", Vers: "2027-N", Simulation: &simulation})
		require.NoError(t, err)
		require.Equal(t, []int{2, 1, 1}, []int{x.JSON200.Lues, x.JSON200.Creees, x.JSON200.Inchangees})
	}
	require.Equal(t, "9", sql(t, r.s, `SELECT priorite FROM regle_competence g JOIN session n ON n.id = g.session_id WHERE n.code = '2027-N' AND g.epreuve_option_id = $1`, r.epreuve("1")), "ce qui y était reste")
}
