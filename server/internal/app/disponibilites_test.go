package app_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	openapi_types "github.com/oapi-codegen/runtime/types"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

func jour(t *testing.T, s string) *openapi_types.Date {
	t.Helper()
	j, err := time.Parse(time.DateOnly, s)
	require.NoError(t, err)
	return &openapi_types.Date{Time: j}
}

func formulaire(t *testing.T, nom string, contenu []byte) (string, io.Reader) {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	p, err := m.CreateFormFile("justificatif", nom)
	require.NoError(t, err)
	_, err = p.Write(contenu)
	require.NoError(t, err)
	require.NoError(t, m.Close())
	return m.FormDataContentType(), &b
}

func ouvrir(t *testing.T, s *apitest.Serveur) {
	t.Helper()
	s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, ouverte) SELECT a, gen_random_uuid(), v.s, v.c, true FROM unnest('{014,099}'::text[]) a,
		(VALUES ('intervenant', 'voeux'), ('etablissement', 'indisponibilites-saisie'), ('etablissement', 'competences-validation')) v(s, c);
		UPDATE intervenant SET mel = 'i' || numero || '@exemple.fr'; UPDATE regle_disponibilite SET mel_etablissement = 'ce.{uai}@exemple.fr'`)
}

var pdf = []byte("%PDF-1.4\ncertificat médical\n%%EOF")

// TestDispense: asked by the person with a proof, said by a chef who does not read it, decided, answered by mail.
func TestDispense(t *testing.T) {
	s := apitest.Nouveau(t)
	ouvrir(t, s)
	i, c, g := s.Client(t, "intervenant"), s.Client(t, "chef_etablissement"), s.Client(t, "gestionnaire")
	s.Pg.Sql(t, `UPDATE rattachement SET etablissement_id = md5('0141')::uuid WHERE academie = '014' AND intervenant_id = md5('014i1')::uuid`)
	session := uuid.MustParse(sql(t, s, `SELECT md5('014s2027')::uuid`))
	demande := client.DemandeDispense{Session: session, Motif: "sante", Expose: "Chimiothérapie jusqu’en août."}
	s.Pg.Sql(t, `UPDATE regle_disponibilite SET dispense_limite = '2020-02-28'`)
	tard, err := i.DemanderDispenseWithResponse(t.Context(), demande)
	require.NoError(t, err)
	require.Equal(t, "dispense.delai", tard.ApplicationproblemJSONDefault.Code)
	demande.Imprevu = ptr(true)
	r, err := i.DemanderDispenseWithResponse(t.Context(), demande)
	require.NoError(t, err)
	require.NotNil(t, r.JSON201, "%s", r.Body)
	d := r.JSON201
	require.Equal(t, demande.Expose, *d.Expose)
	deux, err := i.DemanderDispenseWithResponse(t.Context(), demande)
	require.NoError(t, err)
	require.Equal(t, "dispense.doublon", deux.ApplicationproblemJSONDefault.Code)

	for nom, x := range map[string]struct {
		contenu []byte
		code    string
	}{"certificat.pdf": {[]byte("MZ programme"), "justificatif.type"}, "vide.pdf": {nil, "justificatif.vide"}, "coupe.pdf": {[]byte("%PDF-1.4 coupé"), "justificatif.tronque"},
		"gros.pdf": {append([]byte("%PDF-"), bytes.Repeat([]byte("x"), 5<<20)...), "justificatif.taille"}} {
		genre, corps := formulaire(t, nom, x.contenu)
		j, err := i.JoindreJustificatifDispenseWithBodyWithResponse(t.Context(), d.Id, genre, corps)
		require.NoError(t, err)
		require.Equal(t, x.code, j.ApplicationproblemJSONDefault.Code, nom)
	}
	genre, corps := formulaire(t, `..\..\mon certificat.exe`, pdf)
	j, err := i.JoindreJustificatifDispenseWithBodyWithResponse(t.Context(), d.Id, genre, corps)
	require.NoError(t, err)
	require.NotNil(t, j.JSON200, "%s", j.Body)
	require.True(t, j.JSON200.Justificatif)

	vue, err := c.LireDispenseWithResponse(t.Context(), d.Id)
	require.NoError(t, err)
	require.NotNil(t, vue.JSON200, "%s", vue.Body)
	require.False(t, *vue.JSON200.Lisible)
	require.Nil(t, vue.JSON200.Motif)
	require.NotContains(t, string(vue.Body), "Chimio")
	piece, err := c.TelechargerJustificatifDispenseWithResponse(t.Context(), d.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, piece.StatusCode())
	trop, err := g.DeciderDispenseWithResponse(t.Context(), d.Id, client.DecisionDispense{Accordee: true, Version: vue.JSON200.Version})
	require.NoError(t, err)
	require.Equal(t, "dispense.avis_attendu", trop.ApplicationproblemJSONDefault.Code)
	avis, err := c.DonnerAvisDispenseWithResponse(t.Context(), d.Id, client.AvisDispense{Avis: "favorable", Version: vue.JSON200.Version})
	require.NoError(t, err)
	require.NotNil(t, avis.JSON200, "%s", avis.Body)

	lue, err := g.LireDispenseWithResponse(t.Context(), d.Id)
	require.NoError(t, err)
	require.Equal(t, demande.Expose, *lue.JSON200.Expose)
	telecharge, err := g.TelechargerJustificatifDispenseWithResponse(t.Context(), d.Id)
	require.NoError(t, err)
	require.Equal(t, pdf, telecharge.Body)
	require.Contains(t, telecharge.HTTPResponse.Header.Get("Content-Disposition"), "justificatif.pdf", "le nom d’un certificat peut dire la maladie")
	require.Equal(t, "2", sql(t, s, `SELECT count(*) FROM journal WHERE objet = 'dispense' AND action IN ('lecture_motif', 'lecture_justificatif') AND profil = 'gestionnaire'`))
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM dispense d, fichier_morceau f WHERE d::text ILIKE '%Chimio%' OR position('certificat'::bytea IN f.contenu) > 0`))

	muet, err := g.DeciderDispenseWithResponse(t.Context(), d.Id, client.DecisionDispense{Accordee: false, Version: lue.JSON200.Version})
	require.NoError(t, err)
	require.Equal(t, "dispense.reponse", muet.ApplicationproblemJSONDefault.Code)
	oui, err := g.DeciderDispenseWithResponse(t.Context(), d.Id, client.DecisionDispense{Accordee: true, Reponse: ptr("Bon rétablissement."), Version: lue.JSON200.Version})
	require.NoError(t, err)
	require.NotNil(t, oui.JSON200, "%s", oui.Body)
	encore, err := g.DeciderDispenseWithResponse(t.Context(), d.Id, client.DecisionDispense{Accordee: true, Version: lue.JSON200.Version})
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, encore.StatusCode())
	l := courrielEnvoye(t, g, "dispense_decision")
	require.Equal(t, "i"+sql(t, s, `SELECT numero::text FROM intervenant WHERE id = md5('014i1')::uuid AND academie = '014'`)+"@exemple.fr", l.Destinataire)
	require.Contains(t, *l.Corps, "accordée")
	require.Contains(t, *l.Corps, "Bon rétablissement.")
	require.NotContains(t, *l.Corps, "Chimio")

	// Everything later knows.
	creneau := uuid.MustParse(sql(t, s, `SELECT md5('014k202710')::uuid`))
	moi := uuid.MustParse(sql(t, s, `SELECT md5('014i1')::uuid`))
	k, err := g.ControlerDisponibilitesWithResponse(t.Context(), client.ControleDisponibilites{Intervenants: []uuid.UUID{moi}, Creneaux: []uuid.UUID{creneau}})
	require.NoError(t, err)
	require.Len(t, k.JSON200.Refus, 1)
	require.Equal(t, client.RaisonIndisponibilite("dispense"), k.JSON200.Refus[0].Raison)
	// Another person's request is nowhere.
	autre, err := s.ClientAvec(t, s.Jeton(t, "intervenant", "intervenant.099")).LireDispenseWithResponse(t.Context(), d.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, autre.StatusCode())
}

func courrielEnvoye(t *testing.T, g *client.ClientWithResponses, genre string) *client.Courriel {
	t.Helper()
	var id *uuid.UUID
	require.Eventually(t, func() bool {
		l, err := g.ListerCourrielsWithResponse(t.Context(), &client.ListerCourrielsParams{Filtre: ptr("genre==" + genre + ";etat==envoye;canal==local")})
		if err == nil && l.JSON200 != nil && len(l.JSON200.Items) > 0 {
			id = &l.JSON200.Items[0].Id
		}
		return id != nil
	}, 20*time.Second, 50*time.Millisecond)
	r, err := g.LireCourrielWithResponse(t.Context(), *id)
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	return r.JSON200
}

// TestIndisponibiliteParLEtablissement: for its own people, at once usable by the division, in half days of its zone.
func TestIndisponibiliteParLEtablissement(t *testing.T) {
	s := apitest.Nouveau(t)
	ouvrir(t, s)
	s.Pg.Sql(t, `UPDATE academie SET fuseau = 'Indian/Reunion' WHERE code = '014'`)
	c, g := s.Client(t, "chef_etablissement"), s.Client(t, "gestionnaire")
	mien, autre := uuid.MustParse(sql(t, s, `SELECT md5('014i3')::uuid`)), uuid.MustParse(sql(t, s, `SELECT md5('014i1')::uuid`))
	saisie := client.SaisieIndisponibilite{Intervenants: []uuid.UUID{mien, autre}, Motif: "sortie_scolaire", PremierJour: jour(t, "2027-06-03"), DernierJour: jour(t, "2027-06-04"),
		PremierMoment: ptr(client.SaisieIndisponibilitePremierMoment("apres_midi")), DernierMoment: ptr(client.SaisieIndisponibiliteDernierMoment("matin"))}
	dehors, err := c.SaisirIndisponibilitesWithResponse(t.Context(), saisie)
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, dehors.StatusCode())
	saisie.Intervenants = []uuid.UUID{mien, mien}
	r, err := c.SaisirIndisponibilitesWithResponse(t.Context(), saisie)
	require.NoError(t, err)
	require.NotNil(t, r.JSON201, "%s", r.Body)
	require.Len(t, r.JSON201.Creees, 1)
	n := r.JSON201.Creees[0]
	require.Equal(t, "2027-06-03T09:00:00Z", n.Debut.UTC().Format(time.RFC3339), "13 h à La Réunion")
	require.Equal(t, "2027-06-04T09:00:00Z", n.Fin.UTC().Format(time.RFC3339))
	require.Equal(t, 2, *n.Missions, "le 3 et le 4 : 8 h à Paris, 10 h à La Réunion, jusqu’à 14 h")
	deja, err := c.SaisirIndisponibilitesWithResponse(t.Context(), saisie)
	require.NoError(t, err)
	require.Equal(t, 1, deja.JSON201.Deja)

	l, err := c.ListerDisponibilitesWithResponse(t.Context(), &client.ListerDisponibilitesParams{Du: *jour(t, "2027-06-01"), Au: *jour(t, "2027-06-10")})
	require.NoError(t, err)
	require.NotNil(t, l.JSON200, "%s", l.Body)
	require.Equal(t, "Indian/Reunion", l.JSON200.Fuseau)
	vus := 0
	for _, p := range l.JSON200.Personnes {
		require.NotEqual(t, autre, p.Intervenant)
		if p.Intervenant == mien {
			vus++
			require.Len(t, p.Empechements, 1)
			require.Equal(t, "Indisponible du 03/06/2027 13 h 00 au 04/06/2027 13 h 00 : sortie ou voyage scolaire", p.Empechements[0].Libelle)
			require.Len(t, p.Missions, 10)
		}
	}
	require.Equal(t, 1, vus)
	gestion, err := g.ListerDisponibilitesWithResponse(t.Context(), &client.ListerDisponibilitesParams{Du: *jour(t, "2027-06-01"), Au: *jour(t, "2027-06-10"), Intervenant: &mien})
	require.NoError(t, err)
	require.Len(t, gestion.JSON200.Personnes, 1)
	long, err := g.ListerDisponibilitesWithResponse(t.Context(), &client.ListerDisponibilitesParams{Du: *jour(t, "2027-06-01"), Au: *jour(t, "2029-06-10"), Intervenant: &mien})
	require.NoError(t, err)
	require.Equal(t, "disponibilites.periode", long.ApplicationproblemJSONDefault.Code)

	// The division's own line is not the school's to remove.
	division, err := g.SaisirIndisponibilitesWithResponse(t.Context(), client.SaisieIndisponibilite{Intervenants: []uuid.UUID{mien}, Motif: "autre", PremierJour: jour(t, "2027-06-20"), DernierJour: jour(t, "2027-06-20")})
	require.NoError(t, err)
	refus, err := c.RetirerIndisponibiliteWithResponse(t.Context(), division.JSON201.Creees[0].Id, client.Retrait{Version: 1})
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, refus.StatusCode())
	retrait, err := c.RetirerIndisponibiliteWithResponse(t.Context(), n.Id, client.Retrait{Version: n.Version, Motif: ptr("Sortie annulée")})
	require.NoError(t, err)
	require.Equal(t, client.IndisponibiliteEtat("retiree"), retrait.JSON200.Etat)

	// The door closes: the next write is refused with the reason.
	s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, ouverte, cree_le) VALUES ('014', gen_random_uuid(), 'etablissement', 'indisponibilites-saisie', false, now() + interval '1 second')`)
	ferme, err := c.SaisirIndisponibilitesWithResponse(t.Context(), saisie)
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, ferme.StatusCode())
	require.Equal(t, "activite_fermee", ferme.ApplicationproblemJSONDefault.Code)
}

// TestSaisieTerminee: a school says it has finished; the gestionnaire sees who is late and reminds them once a day.
func TestSaisieTerminee(t *testing.T) {
	s := apitest.Nouveau(t)
	ouvrir(t, s)
	c, g := s.Client(t, "chef_etablissement"), s.Client(t, "gestionnaire")
	session := uuid.MustParse(sql(t, s, `SELECT md5('014s2027')::uuid`))
	miennes, err := c.ListerSaisiesCompetencesWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, miennes.JSON200.Items, 1, "la sienne seulement")
	r, err := c.DeclarerSaisieCompetencesWithResponse(t.Context(), client.DeclarationSaisie{Session: session, Terminee: true})
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.Equal(t, client.SaisieCompetencesEtat("terminee"), r.JSON200.Etat)
	relancer := func(simulation bool) client.RapportRelance {
		r, err := g.RelancerSaisiesCompetencesWithResponse(t.Context(), client.RelanceSaisies{Session: session, Simulation: &simulation, Message: ptr("Merci d’avance.")})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		return *r.JSON200
	}
	s.Pg.Sql(t, `UPDATE etablissement SET mel = 'pas une adresse' WHERE academie = '014' AND id = md5('0143')::uuid`)
	require.Equal(t, 1, relancer(true).Relances)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM courriel`))
	fait := relancer(false)
	require.Equal(t, 1, fait.Relances)
	require.Equal(t, []string{"0000003A"}, fait.SansAdresse)
	require.Equal(t, 1, relancer(false).Deja, "une fois par jour")
	l := courrielEnvoye(t, g, "relance_competences")
	require.Equal(t, "ce.0000002a@exemple.fr", l.Destinataire)
	require.Contains(t, *l.Corps, "Merci d’avance.")
	tous, err := g.ListerSaisiesCompetencesWithResponse(t.Context(), &client.ListerSaisiesCompetencesParams{Filtre: ptr("etat==attendue;relances=gt=0")})
	require.NoError(t, err)
	require.NotNil(t, tous.JSON200, "%s", tous.Body)
	require.Len(t, tous.JSON200.Items, 1)
	rouvre, err := c.DeclarerSaisieCompetencesWithResponse(t.Context(), client.DeclarationSaisie{Session: session, Terminee: false})
	require.NoError(t, err)
	require.Equal(t, client.SaisieCompetencesEtat("rouverte"), rouvre.JSON200.Etat)
}

// TestVoeux: one's own, whole, once; a colleague is one of his schools'.
func TestVoeux(t *testing.T) {
	s := apitest.Nouveau(t)
	ouvrir(t, s)
	i, g := s.Client(t, "intervenant"), s.Client(t, "gestionnaire")
	session := uuid.MustParse(sql(t, s, `SELECT md5('014s2027')::uuid`))
	collegue, loin := uuid.MustParse(sql(t, s, `SELECT md5('014i4')::uuid`)), uuid.MustParse(sql(t, s, `SELECT md5('014i2')::uuid`))
	exprimer := func(v client.SaisieVoeu) *client.ExprimerVoeuResponse {
		v.Session = session
		r, err := i.ExprimerVoeuWithResponse(t.Context(), v)
		require.NoError(t, err)
		return r
	}
	require.NotNil(t, exprimer(client.SaisieVoeu{Genre: "distance", DistanceKm: ptr(30)}).JSON201)
	require.Equal(t, "voeu.doublon", exprimer(client.SaisieVoeu{Genre: "distance", DistanceKm: ptr(40)}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "voeu.incomplet", exprimer(client.SaisieVoeu{Genre: "periode", DistanceKm: ptr(40)}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "introuvable", exprimer(client.SaisieVoeu{Genre: "collegue", Collegue: &loin}).ApplicationproblemJSONDefault.Code)
	c := exprimer(client.SaisieVoeu{Genre: "collegue", Collegue: &collegue})
	require.NotNil(t, c.JSON201, "%s", c.Body)
	require.NotNil(t, exprimer(client.SaisieVoeu{Genre: "periode", Sens: ptr(client.SaisieVoeuSens("evite")), Debut: jour(t, "2027-06-10"), Fin: jour(t, "2027-06-12")}).JSON201)
	choix, err := i.ListerChoixVoeuxWithResponse(t.Context(), &client.ListerChoixVoeuxParams{Q: ptr("LYCEE 2")})
	require.NoError(t, err)
	require.Len(t, choix.JSON200.Etablissements, 1)
	require.NotEmpty(t, choix.JSON200.Collegues)
	l, err := g.ListerVoeuxWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, l.JSON200.Items, 3)
	autre, err := s.ClientAvec(t, s.Jeton(t, "intervenant", "intervenant.099")).SupprimerVoeuWithResponse(t.Context(), c.JSON201.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, autre.StatusCode())
	efface, err := i.SupprimerVoeuWithResponse(t.Context(), c.JSON201.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, efface.StatusCode())
}

// TestReglesEtSituations: a rule changed is in force for the next answer; a situation said replaces the file's.
func TestReglesEtSituations(t *testing.T) {
	s := apitest.Nouveau(t)
	ouvrir(t, s)
	g := s.Client(t, "gestionnaire")
	moi := uuid.MustParse(sql(t, s, `SELECT md5('014i2')::uuid`))
	s.Pg.Sql(t, `UPDATE intervenant SET grade = 'CERT. STAG.' WHERE id = $1`, moi)
	raisons := func() string {
		l, err := g.ListerDisponibilitesWithResponse(t.Context(), &client.ListerDisponibilitesParams{Du: *jour(t, "2027-06-01"), Au: *jour(t, "2027-06-10"), Intervenant: &moi})
		require.NoError(t, err)
		var r []string
		for _, e := range l.JSON200.Personnes[0].Empechements {
			r = append(r, string(e.Raison))
		}
		return strings.Join(r, " ")
	}
	require.Equal(t, "stagiaire", raisons())
	x, err := g.SaisirSituationWithResponse(t.Context(), client.SaisieSituation{Intervenant: moi, Genre: "stagiaire", Leve: ptr(true), Commentaire: ptr("Accord de l’inspecteur")})
	require.NoError(t, err)
	require.NotNil(t, x.JSON201, "%s", x.Body)
	require.Empty(t, raisons())
	sup, err := g.SupprimerSituationWithResponse(t.Context(), x.JSON201.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, sup.StatusCode())
	r, err := g.LireReglesDisponibiliteWithResponse(t.Context())
	require.NoError(t, err)
	regles := *r.JSON200
	regles.Lectures = nil
	for _, l := range r.JSON200.Lectures {
		if l.Genre != "stagiaire" {
			regles.Lectures = append(regles.Lectures, l)
		}
	}
	e, err := g.EcrireReglesDisponibiliteWithResponse(t.Context(), regles)
	require.NoError(t, err)
	require.NotNil(t, e.JSON200, "%s", e.Body)
	require.Empty(t, raisons())
	perime, err := g.EcrireReglesDisponibiliteWithResponse(t.Context(), regles)
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, perime.StatusCode())
	faux, err := g.SaisirSituationWithResponse(t.Context(), client.SaisieSituation{Intervenant: moi, Genre: "temps_partiel"})
	require.NoError(t, err)
	require.Equal(t, "situation.quotite", faux.ApplicationproblemJSONDefault.Code)
}
