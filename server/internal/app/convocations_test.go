package app_test

import (
	"bytes"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/apognu/gocal"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/pdf/lecture"
)

// convoqueur is a gestionnaire at work on the session 2027 of the fixtures: ten missions, fifteen people to convoke on each.
type convoqueur struct {
	*apitest.Serveur
	g       *client.ClientWithResponses
	session uuid.UUID
}

func nouveauConvoqueur(t *testing.T) *convoqueur {
	t.Helper()
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `UPDATE intervenant SET mel = 'p' || numero || '@exemple.fr' WHERE academie = '014' AND id <> md5('014i2')::uuid;
		DELETE FROM campagne WHERE activite = 'missions-consultation' AND service = 'intervenant';
		INSERT INTO campagne (academie, id, service, activite, ouverte) VALUES ('014', gen_random_uuid(), 'intervenant', 'missions-consultation', true),
		('014', gen_random_uuid(), 'centre', 'convocation-mission', true), ('014', gen_random_uuid(), 'centre', 'signature-centre', true), ('014', gen_random_uuid(), 'etablissement', 'signature-etablissement', true)`)
	// one créneau at a time: the fixtures put thirty people on each mission, two thirds of them on the same day
	return &convoqueur{s, s.Client(t, "gestionnaire"), uuid.MustParse(sql(t, s, `SELECT id FROM session WHERE academie = '014' AND code = '2027-N'`))}
}

func (c *convoqueur) parametrage(t *testing.T, e client.EcritureParametrage) client.Parametrage {
	t.Helper()
	e.Session = c.session
	if e.Libelle == "" {
		e.Libelle = "BTS " + uuid.NewString()
	}
	e.Service = "Division des examens"
	e.Tel, e.Adresse = ptr("02 00 00 00 00"), ptr("96, rue d’Antrain\n\"Le Colombier\" \\ 35044 Rennes")
	r, err := c.g.CreerParametrageWithResponse(t.Context(), e)
	require.NoError(t, err)
	require.NotNil(t, r.JSON201, "%s", r.Body)
	return *r.JSON201
}

func (c *convoqueur) attendreTraitement(t *testing.T, id uuid.UUID, etat client.EtatTraitement) client.Traitement {
	t.Helper()
	var x client.Traitement
	require.Eventually(t, func() bool {
		r, err := c.g.LireTraitementWithResponse(context.Background(), id)
		if err != nil || r.JSON200 == nil {
			return false
		}
		x = *r.JSON200
		return x.Etat == etat
	}, 30*time.Second, 50*time.Millisecond, "%+v", &x)
	return x
}

func (c *convoqueur) lancer(t *testing.T, g client.Parametrage) client.Traitement {
	t.Helper()
	k, err := c.g.ControlerConvocationsWithResponse(t.Context(), g.Id)
	require.NoError(t, err)
	require.NotNil(t, k.JSON200, "%s", k.Body)
	r, err := c.g.LancerTraitementWithResponse(t.Context(), client.DemandeTraitement{Parametrage: g.Id, Affectations: k.JSON200.Affectations})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	return c.attendreTraitement(t, r.JSON202.Id, client.EtatTraitementTermine)
}

func TestTraitementOfficiel(t *testing.T) {
	c := nouveauConvoqueur(t)
	g := c.parametrage(t, client.EcritureParametrage{})
	avant := sql(t, c.Serveur, `SELECT count(*) || ' ' || count(DISTINCT intervenant_id) FROM affectation WHERE academie = '014' AND session_id = md5('014s2027')::uuid AND etat = 'affectee'`)
	require.Equal(t, "150 15", avant)

	k, err := c.g.ControlerConvocationsWithResponse(t.Context(), g.Id)
	require.NoError(t, err)
	require.Equal(t, 150, k.JSON200.Affectations)
	require.Equal(t, 15, k.JSON200.Lettres)
	require.Equal(t, 1, k.JSON200.SansMel)
	require.Contains(t, codes(k.JSON200.Constats), "sans_mel")
	require.Contains(t, codes(k.JSON200.Constats), "sans_signature")
	controle, err := c.g.ImprimerControleWithResponse(t.Context(), g.Id)
	require.NoError(t, err)
	e, _, err := lecture.Lire(controle.Body)
	require.NoError(t, err)
	require.Len(t, e.Tous("H1"), 15)
	require.Contains(t, e.Texte, "CONTRÔLE")
	require.Equal(t, "0", sql(t, c.Serveur, `SELECT count(*) FROM convocation`), "le contrôle ne change rien")

	perime, err := c.g.LancerTraitementWithResponse(t.Context(), client.DemandeTraitement{Parametrage: g.Id, Affectations: 149})
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, perime.StatusCode())
	x := c.lancer(t, g)
	require.Equal(t, 15, x.Convocations)
	require.Equal(t, "15 15 2027-N-000001 2027-N-000015", sql(t, c.Serveur, `SELECT count(*) || ' ' || count(DISTINCT jeton) || ' ' || min(numero) || ' ' || max(numero) FROM convocation`))
	require.Equal(t, "150 150", sql(t, c.Serveur, `SELECT count(*) || ' ' || count(DISTINCT affectation_id) FROM convocation_mission WHERE vivante`))
	require.Equal(t, "0", sql(t, c.Serveur, `SELECT count(*) FROM affectation WHERE academie = '014' AND session_id = md5('014s2027')::uuid AND etat = 'affectee'`))
	require.Equal(t, "150", sql(t, c.Serveur, `SELECT count(*) FROM etat_frais WHERE academie = '014' AND affectation_id IN (SELECT affectation_id FROM convocation_mission)`))
	require.Equal(t, "14", sql(t, c.Serveur, `SELECT count(*) FROM courriel WHERE genre = 'convocation'`), "une personne n’a pas de courriel")
	require.Equal(t, "15", sql(t, c.Serveur, `SELECT count(*) FROM journal WHERE objet = 'convocation' AND action = 'edition'`))
	require.Eventually(t, func() bool {
		return sql(t, c.Serveur, `SELECT count(*) FROM convocation WHERE etat = 'envoyee' AND canal = 'courriel'`) == "14"
	}, 20*time.Second, 100*time.Millisecond, "la lettre est envoyée quand son courriel l’est")

	vide, err := c.g.LancerTraitementWithResponse(t.Context(), client.DemandeTraitement{Parametrage: g.Id})
	require.NoError(t, err)
	require.Equal(t, "traitement.vide", vide.ApplicationproblemJSONDefault.Code)

	papier, err := c.g.ImprimerTraitementWithResponse(t.Context(), x.Id, &client.ImprimerTraitementParams{Papier: ptr(true)})
	require.NoError(t, err)
	e, _, err = lecture.Lire(papier.Body)
	require.NoError(t, err)
	require.Len(t, e.Tous("H1"), 1)
	remise, err := c.g.RemettreTraitementWithResponse(t.Context(), x.Id)
	require.NoError(t, err)
	require.Equal(t, 1, remise.JSON200.Lettres)
	archive, err := c.g.ImprimerTraitementWithResponse(t.Context(), x.Id, &client.ImprimerTraitementParams{Par: ptr(client.ParLettresEtablissement)})
	require.NoError(t, err)
	require.True(t, bytes.HasPrefix(archive.Body, []byte("PK")))

	c.annuler(t, x)
}

func codes(l []client.ConstatControle) (r []string) {
	for _, x := range l {
		r = append(r, x.Code)
	}
	return r
}

// annuler undoes the run and wants nothing left of it but its memory.
func (c *convoqueur) annuler(t *testing.T, x client.Traitement) {
	t.Helper()
	r, err := c.g.AnnulerTraitementWithResponse(t.Context(), x.Id, client.MotifAnnulation{Motif: "Calendrier à revoir"})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	c.attendreTraitement(t, x.Id, client.EtatTraitementAnnule)
	require.Equal(t, "0 0", sql(t, c.Serveur, `SELECT (SELECT count(*) FROM convocation_mission WHERE vivante) || ' ' || (SELECT count(*) FROM etat_frais WHERE affectation_id IN (SELECT affectation_id FROM convocation_mission))`))
	require.Equal(t, "150", sql(t, c.Serveur, `SELECT count(*) FROM affectation WHERE academie = '014' AND session_id = md5('014s2027')::uuid AND etat = 'affectee'`))
	require.Equal(t, "annulation 15, originale 15", sql(t, c.Serveur, `SELECT string_agg(type || ' ' || n, ', ' ORDER BY type) FROM (SELECT type, count(*) n FROM convocation GROUP BY 1) x`), "chaque personne prévenue l’est de l’annulation")
	require.Equal(t, "28", sql(t, c.Serveur, `SELECT count(*) FROM courriel WHERE genre = 'convocation'`))
}

// TestUneConvocationDeBoutEnBout: read by the person, acknowledged, changed, contested, cancelled; each letter replaces the
// one before, in her calendar too, and the QR code tells the truth at each moment.
func TestUneConvocationDeBoutEnBout(t *testing.T) {
	c := nouveauConvoqueur(t)
	c.Pg.Sql(t, `UPDATE affectation SET etat = 'affectee' WHERE academie = '014' AND session_id = md5('014s2027')::uuid AND intervenant_id = md5('014i1')::uuid`)
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{Regroupement: ptr(client.RegroupementMission)}))
	i := c.Client(t, "intervenant")
	liste := func() []client.Convocation {
		r, err := i.ListerConvocationsWithResponse(t.Context(), &client.ListerConvocationsParams{Tri: ptr("debut,editee_le")})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		return r.JSON200.Items
	}
	miennes := liste()
	require.Len(t, miennes, 10)
	une := miennes[0]
	detail, err := i.LireConvocationWithResponse(t.Context(), une.Id)
	require.NoError(t, err)
	require.Equal(t, "8 h 00 à 12 h 00", detail.JSON200.Missions[0].Creneaux[0].Heures)
	ouverte, err := i.OuvrirConvocationWithResponse(t.Context(), une.Id)
	require.NoError(t, err)
	require.Equal(t, client.EtatConvocationOuverte, ouverte.JSON200.Etat)
	sansMotif, err := i.RepondreConvocationWithResponse(t.Context(), une.Id, client.ReponseConvocation{Reponse: client.ReponseConvocationReponseContestee})
	require.NoError(t, err)
	require.Equal(t, http.StatusUnprocessableEntity, sansMotif.StatusCode())
	for range 2 { // twice says the same
		ok, err := i.RepondreConvocationWithResponse(t.Context(), une.Id, client.ReponseConvocation{Reponse: client.ReponseConvocationReponseAcquittee})
		require.NoError(t, err)
		require.Equal(t, client.EtatConvocationAcquittee, ok.JSON200.Etat)
	}
	require.Equal(t, "en_vigueur", c.verifier(t, une.Id))

	abonnement, err := i.CreerAbonnementWithResponse(t.Context())
	require.NoError(t, err)
	agenda := func() map[string]gocal.Event { return lireAgenda(t, c.Serveur, *abonnement.JSON201.Adresse) }
	require.Len(t, agenda(), 10)
	heure := agenda()[uid(t, c, une.Id)].Start

	// The hour changes: exactly the letters touched are proposed.
	c.Pg.Sql(t, `UPDATE creneau SET debut = debut + interval '1 hour' WHERE academie = '014' AND mission_id = md5('014m20271')::uuid`)
	proposes, err := c.g.ListerRectificatifsWithResponse(t.Context(), &client.ListerRectificatifsParams{Session: c.session})
	require.NoError(t, err)
	require.NotNil(t, proposes.JSON200, "%s", proposes.Body)
	require.Len(t, proposes.JSON200.Rectificatifs, 16)
	require.Contains(t, proposes.JSON200.Rectificatifs[0].Changements[0].Apres, "9 h 00 à 12 h 00")
	var ids []uuid.UUID
	for _, x := range proposes.JSON200.Rectificatifs {
		ids = append(ids, x.Convocation)
	}
	r, err := c.g.LancerRectificatifsWithResponse(t.Context(), client.DemandeRectificatifs{Session: c.session, Convocations: ids})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	c.attendreTraitement(t, r.JSON202.Id, client.EtatTraitementTermine)
	require.Equal(t, "remplacee", c.verifier(t, une.Id))
	require.Len(t, agenda(), 10)
	require.Equal(t, time.Hour, agenda()[uid(t, c, une.Id)].Start.Sub(*heure), "le même événement se déplace")
	rien, err := c.g.ListerRectificatifsWithResponse(t.Context(), &client.ListerRectificatifsParams{Session: c.session})
	require.NoError(t, err)
	require.Empty(t, rien.JSON200.Rectificatifs)

	miennes = liste()
	require.Len(t, miennes, 11)
	var rectifiee client.Convocation
	for _, x := range miennes {
		if x.Type == client.VersionConvocationRectificative {
			rectifiee = x
		}
	}
	pdf, err := i.ImprimerConvocationWithResponse(t.Context(), rectifiee.Id)
	require.NoError(t, err)
	e, _, err := lecture.Lire(pdf.Body)
	require.NoError(t, err)
	require.Contains(t, e.Texte, "RECTIFICATIVE")
	require.Contains(t, e.Texte, "9 h 00 à 12 h 00")
	conteste, err := i.RepondreConvocationWithResponse(t.Context(), rectifiee.Id, client.ReponseConvocation{Reponse: client.ReponseConvocationReponseContestee, Motif: ptr("Opération ce jour-là")})
	require.NoError(t, err)
	require.Equal(t, client.EtatConvocationContestee, conteste.JSON200.Etat)
	c.prouver(t, i, *conteste.JSON200)
	suite, err := c.g.DonnerSuiteWithResponse(t.Context(), rectifiee.Id, client.SuiteContestation{Suite: "Accordé.", Maintenue: ptr(false)})
	require.NoError(t, err)
	require.Equal(t, client.EtatConvocationAnnulee, suite.JSON200.Etat, "%s", suite.Body)
	require.Equal(t, "annulee", c.verifier(t, rectifiee.Id))
	require.Equal(t, "CANCELLED", agenda()[uid(t, c, une.Id)].Status)
	require.Equal(t, "affectee", sql(t, c.Serveur, `SELECT etat FROM affectation WHERE academie = '014' AND mission_id = md5('014m20271')::uuid AND intervenant_id = md5('014i1')::uuid`))

	// Convoked again: the calendar takes the new word.
	c.lancer(t, c.parametrage(t, client.EcritureParametrage{Regroupement: ptr(client.RegroupementMission)}))
	require.Equal(t, "CONFIRMED", agenda()[uid(t, c, une.Id)].Status)

	a, err := c.g.LireAvancementConvocationsWithResponse(t.Context(), &client.LireAvancementConvocationsParams{Session: c.session, Par: client.ParAvancementCentre})
	require.NoError(t, err)
	require.Equal(t, 300, a.JSON200.Lignes[0].Affectees)
	revoque, err := i.RevoquerAbonnementWithResponse(t.Context())
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, revoque.StatusCode())
	ferme, err := http.Get(strings.Replace(*abonnement.JSON201.Adresse, "http://localhost", c.URL, 1))
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, ferme.StatusCode)
}

// prouver joins a proof to a contestation: the person and those who decide read it, each reading told; the motive is in no
// list, the chef knows that she cannot come and not why.
func (c *convoqueur) prouver(t *testing.T, i *client.ClientWithResponses, x client.Convocation) {
	t.Helper()
	require.NotNil(t, x.Dispense)
	genre, corps := formulaire(t, "certificat.pdf", []byte("%PDF-1.7\n%%EOF\n"))
	jointe, err := i.JoindrePreuveWithBodyWithResponse(t.Context(), x.Id, genre, corps)
	require.NoError(t, err)
	require.NotNil(t, jointe.JSON200, "%s", jointe.Body)
	require.True(t, *jointe.JSON200.Preuve)
	for _, qui := range []*client.ClientWithResponses{i, c.g} {
		lue, err := qui.TelechargerPreuveWithResponse(t.Context(), x.Id)
		require.NoError(t, err)
		require.Equal(t, "%PDF-1.7\n%%EOF\n", string(lue.Body))
	}
	require.Equal(t, "2", sql(t, c.Serveur, `SELECT count(*) FROM journal WHERE action = 'lecture_justificatif' AND objet = 'convocation'`))
	dispense, err := c.g.LireDispenseWithResponse(t.Context(), *x.Dispense)
	require.NoError(t, err)
	require.Equal(t, "Opération ce jour-là", *dispense.JSON200.Expose)
	require.True(t, dispense.JSON200.Justificatif)
	require.Equal(t, dispense.JSON200.Debut.String(), dispense.JSON200.Fin.String(), "les jours de la lettre")
	c.Pg.Sql(t, `UPDATE rattachement SET etablissement_id = md5('0141')::uuid WHERE academie = '014' AND intervenant_id = md5('014i1')::uuid`)
	chef := c.Client(t, "chef_etablissement")
	sienne, err := chef.LireConvocationWithResponse(t.Context(), x.Id)
	require.NoError(t, err)
	require.NotNil(t, sienne.JSON200, "%s", sienne.Body)
	require.NotContains(t, string(sienne.Body), "Opération")
	interdite, err := chef.TelechargerPreuveWithResponse(t.Context(), x.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, interdite.StatusCode())
	autre, err := c.Client(t, "intervenant").JoindrePreuveWithBodyWithResponse(t.Context(), uuid.MustParse(sql(t, c.Serveur, `SELECT id FROM convocation WHERE intervenant_id <> md5('014i1')::uuid LIMIT 1`)), genre, corps)
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, autre.StatusCode())
}

func uid(t *testing.T, c *convoqueur, convocation uuid.UUID) string {
	return sql(t, c.Serveur, `SELECT affectation_id FROM convocation_mission WHERE convocation_id = '`+convocation.String()+`'`) + "@localhost"
}

func lireAgenda(t *testing.T, s *apitest.Serveur, adresse string) map[string]gocal.Event {
	t.Helper()
	r, err := http.Get(strings.Replace(adresse, "http://localhost", s.URL, 1))
	require.NoError(t, err)
	defer r.Body.Close()
	require.Equal(t, http.StatusOK, r.StatusCode)
	p := gocal.NewParser(r.Body)
	p.SkipBounds = true
	require.NoError(t, p.Parse())
	m := map[string]gocal.Event{}
	for _, e := range p.Events {
		m[e.Uid] = e
	}
	return m
}

func (c *convoqueur) verifier(t *testing.T, id uuid.UUID) string {
	t.Helper()
	jeton := sql(t, c.Serveur, `SELECT '014-' || jeton FROM convocation WHERE id = '`+id.String()+`'`)
	r, err := c.Client(t, "").VerifierConvocationWithResponse(t.Context(), strings.ToLower(jeton))
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.NotContains(t, string(r.Body), "ABGRALL")
	ailleurs, err := c.Client(t, "").VerifierConvocationWithResponse(t.Context(), "099"+jeton[3:])
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, ailleurs.StatusCode())
	return string(r.JSON200.Etat)
}

// TestPerimetres: a letter of somebody else does not exist; a chef de centre convokes for his own missions alone.
func TestPerimetresDesConvocations(t *testing.T) {
	c := nouveauConvoqueur(t)
	chef := c.Client(t, "chef_centre")
	une := uuid.MustParse(sql(t, c.Serveur, `SELECT id FROM affectation WHERE academie = '014' AND etat = 'affectee' AND mission_id = md5('014m20271')::uuid LIMIT 1`))
	sansReglage, err := chef.ConvoquerAffectationsWithResponse(t.Context(), client.DemandeConvocations{Affectations: []uuid.UUID{une}})
	require.NoError(t, err)
	require.Equal(t, "parametrage.absent", sansReglage.ApplicationproblemJSONDefault.Code)
	c.parametrage(t, client.EcritureParametrage{Partage: ptr(true)})
	r, err := chef.ConvoquerAffectationsWithResponse(t.Context(), client.DemandeConvocations{Affectations: []uuid.UUID{une}})
	require.NoError(t, err)
	require.NotNil(t, r.JSON202, "%s", r.Body)
	c.attendreTraitement(t, r.JSON202.Id, client.EtatTraitementTermine)
	siennes, err := chef.ListerConvocationsWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, siennes.JSON200.Items, 1)
	c.Pg.Sql(t, `UPDATE centre SET etablissement_id = md5('0142')::uuid WHERE academie = '014'`)
	ailleurs, err := chef.ConvoquerAffectationsWithResponse(t.Context(), client.DemandeConvocations{Affectations: []uuid.UUID{une}})
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, ailleurs.StatusCode())
	cachee, err := chef.LireConvocationWithResponse(t.Context(), siennes.JSON200.Items[0].Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, cachee.StatusCode())
	autre, err := c.Client(t, "intervenant").ImprimerConvocationWithResponse(t.Context(), siennes.JSON200.Items[0].Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, autre.StatusCode())
}

func TestModelesEtParametrages(t *testing.T) {
	c := nouveauConvoqueur(t)
	blocs := []client.BlocLettre{{Genre: "paragraphe", Texte: ptr("Bonjour {prennom}")}, {Genre: "missions"}, {Genre: "changements"}}
	faux, err := c.g.CreerModeleLettreWithResponse(t.Context(), client.EcritureModele{Libelle: "Oral", Contenu: client.ContenuModele{Objet: "Convocation", Blocs: blocs}})
	require.NoError(t, err)
	require.Equal(t, "modele.fautes", faux.ApplicationproblemJSONDefault.Code)
	require.Equal(t, "/contenu/blocs/0/texte", (*faux.ApplicationproblemJSONDefault.Errors)[0].Pointer)
	require.Contains(t, (*faux.ApplicationproblemJSONDefault.Errors)[0].Message, "« {prenom} »")
	blocs[0].Texte = ptr("Bonjour {prenom}")
	cree, err := c.g.CreerModeleLettreWithResponse(t.Context(), client.EcritureModele{Libelle: "Oral", Contenu: client.ContenuModele{Objet: "Convocation", Blocs: blocs}})
	require.NoError(t, err)
	require.NotNil(t, cree.JSON201, "%s", cree.Body)
	blocs[0].Texte = ptr("Cher {prenom}")
	deux, err := c.g.ModifierModeleLettreWithResponse(t.Context(), cree.JSON201.Id, &client.ModifierModeleLettreParams{IfMatch: "1"}, client.EcritureModele{Libelle: "Oral", Contenu: client.ContenuModele{Objet: "Convocation", Blocs: blocs}})
	require.NoError(t, err)
	require.Equal(t, 2, deux.JSON200.Numero)
	perime, err := c.g.ModifierModeleLettreWithResponse(t.Context(), cree.JSON201.Id, &client.ModifierModeleLettreParams{IfMatch: "1"}, client.EcritureModele{Libelle: "Oral", Contenu: client.ContenuModele{Objet: "Convocation", Blocs: blocs}})
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, perime.StatusCode())
	une := uuid.MustParse(sql(t, c.Serveur, `SELECT id FROM affectation WHERE academie = '014' LIMIT 1`))
	apercu, err := c.g.ApercevoirLettreWithResponse(t.Context(), client.DemandeApercu{Affectation: &une, Contenu: client.ContenuModele{Objet: "Convocation", Blocs: blocs}, Type: ptr(client.VersionConvocationRectificative)})
	require.NoError(t, err)
	e, _, err := lecture.Lire(apercu.Body)
	require.NoError(t, err)
	require.Contains(t, e.Texte, "Cher Prénom")

	mauvais, err := c.g.CreerParametrageWithResponse(t.Context(), client.EcritureParametrage{Libelle: "x", Session: c.session, Service: "x", Filtre: ptr("exament==BTS")})
	require.NoError(t, err)
	require.Equal(t, http.StatusBadRequest, mauvais.StatusCode())
	g := c.parametrage(t, client.EcritureParametrage{Filtre: ptr("examen==BTS"), Modele: &cree.JSON201.Id})
	for range 2 {
		copie, err := c.g.CopierParametrageWithResponse(t.Context(), g.Id)
		require.NoError(t, err)
		require.NotNil(t, copie.JSON201, "%s", copie.Body)
		require.False(t, copie.JSON201.Partage)
	}
	autre := c.Client(t, "administrateur")
	cache, err := autre.LireParametrageWithResponse(t.Context(), g.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, cache.StatusCode(), "non partagé")
	c.Pg.Sql(t, `UPDATE parametrage_edition SET partage = true WHERE id = '`+g.Id.String()+`'`)
	interdit, err := autre.SupprimerParametrageWithResponse(t.Context(), g.Id)
	require.NoError(t, err)
	require.Equal(t, "parametrage.autrui", interdit.ApplicationproblemJSONDefault.Code)
	efface, err := c.g.SupprimerParametrageWithResponse(t.Context(), g.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, efface.StatusCode())
}
