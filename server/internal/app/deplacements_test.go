package app_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// TestDeplacement: a teacher sees what she would be paid before she says it, an estimated distance is not paid, a
// confirmed one is, and what is validated no longer moves.
func TestDeplacement(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `INSERT INTO commune (academie, code_insee, nom, departement, population, latitude, longitude) VALUES
		('014', '29019', 'Brest', '29', 139000, 48.39, -4.486), ('014', '35238', 'Rennes', '35', 220000, 48.11, -1.68);
	UPDATE etablissement SET code_commune = '29019' WHERE academie = '014';
	UPDATE rattachement SET etablissement_id = md5('0142')::uuid WHERE academie = '014' AND intervenant_id = md5('014i1')::uuid;
	UPDATE etablissement SET code_commune = '35238' WHERE id = md5('0142')::uuid;
	UPDATE intervenant SET code_commune = '35238' WHERE academie = '014' AND id = md5('014i1')::uuid;
	INSERT INTO campagne (academie, id, service, activite, ouverte) VALUES ('014', gen_random_uuid(), 'intervenant', 'etats-frais', true)`)
	creerEtats(t, s)
	s.Pg.Sql(t, `SELECT efm_ouvrir('014')`)
	i, g := s.Client(t, "intervenant"), s.Client(t, "gestionnaire")
	id := uuid.MustParse(sql(t, s, `SELECT e.id FROM etat_frais e JOIN efm_part p ON p.etat_frais_id = e.id AND p.genre = 'deplacement' AND p.etat = 'effectuee'
		WHERE e.academie = '014' AND e.intervenant_id = md5('014i1')::uuid ORDER BY e.jour LIMIT 1`))
	jour := sql(t, s, `SELECT jour::text FROM etat_frais WHERE id = '`+id.String()+`'`)
	declarer := func(d client.DeclarationDeplacement) *client.DeclarerDeplacementResponse {
		r, err := i.DeclarerDeplacementWithResponse(t.Context(), id, d)
		require.NoError(t, err)
		return r
	}
	cv6 := client.TrajetDeclareVehiculeCV67
	d := client.DeclarationDeplacement{Depart: jour + "T06:30", Retour: jour + "T15:00", Repas: ptr(1), Trajets: []client.TrajetDeclare{{Mode: "voiture", Vehicule: &cv6}, {Mode: "peage", Prix: ptr(750)}}, Simulation: ptr(true)}
	dep := func(e *client.EtatFraisDetail) client.PartFrais {
		for _, p := range e.Parts {
			if p.Genre == client.GenrePartDeplacement {
				return p
			}
		}
		return client.PartFrais{}
	}
	r := declarer(d)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	p := dep(r.JSON200)
	require.Len(t, p.Lignes, 2, "les kilomètres et le repas ; le péage attend son justificatif")
	require.Equal(t, "DEP.PEAGE.PREUVE", p.Ecarts[0].Regle)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM deplacement`), "une simulation ne garde rien")
	estime := p.Lignes[0].Quantite
	require.InDelta(t, 2*1.3*210_000, estime, 6000)

	for code, x := range map[string]client.DeclarationDeplacement{
		"deplacement.heure": {Depart: "hier", Retour: d.Retour}, "deplacement.ordre": {Depart: d.Retour, Retour: d.Depart}, "deplacement.jour": {Depart: "2020-01-01T08:00", Retour: d.Retour},
	} {
		x.Trajets = []client.TrajetDeclare{}
		require.Equal(t, code, declarer(x).ApplicationproblemJSONDefault.Code)
	}
	d.Simulation, d.Valider = nil, ptr(true)
	require.Equal(t, "dossier.perime", declarer(d).ApplicationproblemJSONDefault.Code)
	k, err := i.ConfirmerDossierFraisWithResponse(t.Context(), apitest.Intervenant("014", 1))
	require.NoError(t, err)
	require.NotNil(t, k.JSON200, "%s", k.Body)
	r = declarer(d)
	joindre := func(contenu string) *client.JoindreJustificatifFraisResponse {
		var corps bytes.Buffer
		w := multipart.NewWriter(&corps)
		f, err := w.CreateFormFile("justificatif", "peage.pdf")
		require.NoError(t, err)
		_, _ = f.Write([]byte(contenu))
		require.NoError(t, w.Close())
		rep, err := i.JoindreJustificatifFraisWithBodyWithResponse(t.Context(), id, client.NatureJustificatifPeage, w.FormDataContentType(), &corps)
		require.NoError(t, err)
		return rep
	}
	require.Equal(t, "justificatif.heic", joindre("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00").ApplicationproblemJSONDefault.Code)
	require.Equal(t, "justificatif.type", joindre("<html>").ApplicationproblemJSONDefault.Code)
	avant := dep(r.JSON200).Montant
	j := joindre("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n")
	require.NotNil(t, j.JSON200, "%s", j.Body)
	require.Equal(t, avant+750, dep(j.JSON200).Montant, "le péage est prouvé")
	lu, err := g.TelechargerJustificatifFraisWithResponse(t.Context(), id, client.NatureJustificatifPeage)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, lu.StatusCode())
	require.Contains(t, string(lu.Body), "%PDF-1.7")
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM journal WHERE action = 'lecture_justificatif' AND objet = 'etat_frais'`))
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM fichier_morceau WHERE encode(contenu, 'escape') LIKE '%PDF-1.7%'`), "scellé")
	require.Equal(t, client.EtatPartAValider, r.JSON200.Etat.DepEtat)
	valider := func() *client.AgirEtatsFraisResponse {
		part := client.GenrePartDeplacement
		r, err := g.AgirEtatsFraisWithResponse(t.Context(), client.ActionEtatsFrais{Selection: client.Selection{Mode: client.SelectionModeLignes, Ids: &[]uuid.UUID{id}}, Action: client.ActionFraisValider, Part: &part})
		require.NoError(t, err)
		return r
	}
	require.Zero(t, valider().JSON200.Parts, "distance estimée")
	require.Contains(t, sql(t, s, `SELECT array_to_string(anomalies, ',') FROM efm_part WHERE genre = 'deplacement' AND etat_frais_id = '`+id.String()+`'`), "distance_estimee")
	distance := uuid.MustParse(sql(t, s, `SELECT id FROM distance WHERE academie = '014'`))
	c, err := g.CorrigerDistanceWithResponse(t.Context(), distance, &client.CorrigerDistanceParams{IfMatch: "1"}, client.CorrectionDistance{Metres: 242_000})
	require.NoError(t, err)
	require.NotNil(t, c.JSON200, "%s", c.Body)
	require.Equal(t, "22594", sql(t, s, `SELECT montant FROM efm_part WHERE genre = 'deplacement' AND etat_frais_id = '`+id.String()+`'`), "484 km à 0,41 €, un repas et un péage")
	require.Equal(t, 1, valider().JSON200.Parts)
	require.Equal(t, "etat_frais.fige", declarer(d).ApplicationproblemJSONDefault.Code)
	// Somebody else's is not found.
	autre := uuid.MustParse(sql(t, s, `SELECT id FROM etat_frais WHERE academie = '014' AND intervenant_id <> md5('014i1')::uuid LIMIT 1`))
	a, err := i.DeclarerDeplacementWithResponse(t.Context(), autre, d)
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, a.StatusCode())
}
