package app_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	openapi_types "github.com/oapi-codegen/runtime/types"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

func jourTest(j string) openapi_types.Date {
	d, err := time.Parse(time.DateOnly, j)
	if err != nil {
		panic(err)
	}
	return openapi_types.Date{Time: d}
}

// centreDe makes a centre of the session in a zone.
func centreDe(t *testing.T, g *client.ClientWithResponses, session uuid.UUID, code, fuseau string) client.Centre {
	t.Helper()
	r, err := g.CreerCentreWithResponse(t.Context(), nil, client.SaisieCentre{Session: session, Code: &code, Libelle: ptr("Centre " + code), Fuseau: &fuseau})
	require.NoError(t, err)
	require.NotNil(t, r.JSON201, "%s", r.Body)
	return r.JSON201.Centre
}

func creerMission(t *testing.T, g *client.ClientWithResponses, s client.SaisieMission) client.MissionComplete {
	t.Helper()
	r, err := g.CreerMissionWithResponse(t.Context(), nil, s)
	require.NoError(t, err)
	require.NotNil(t, r.JSON201, "%s", r.Body)
	return *r.JSON201
}

func modifierMission(t *testing.T, g *client.ClientWithResponses, m client.Mission, b client.ModificationMission) *client.ModifierMissionResponse {
	t.Helper()
	r, err := g.ModifierMissionWithResponse(t.Context(), m.Id, &client.ModifierMissionParams{IfMatch: etag(m.Version)}, b)
	require.NoError(t, err)
	return r
}

func lireMission(t *testing.T, g *client.ClientWithResponses, id uuid.UUID) client.MissionComplete {
	t.Helper()
	r, err := g.LireMissionWithResponse(t.Context(), id)
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	return *r.JSON200
}

func operer(t *testing.T, g *client.ClientWithResponses, o client.OperationMissions) *client.OpererMissionsResponse {
	t.Helper()
	r, err := g.OpererMissionsWithResponse(t.Context(), o)
	require.NoError(t, err)
	return r
}

func lignes(ids ...uuid.UUID) client.Selection {
	return client.Selection{Mode: "lignes", Ids: &ids}
}

func unCreneau(jour, heure string, duree int) *[]client.SaisieCreneau {
	return &[]client.SaisieCreneau{{Jour: jourTest(jour), Heure: heure, DureeMin: &duree}}
}

// TestMissionsALHeureDuCentre: lists and exports say the hour of the centre, in ten zones and across a change of hour.
func TestMissionsALHeureDuCentre(t *testing.T) {
	s := apitest.Nouveau(t)
	g := s.Client(t, "gestionnaire")
	session := sessionDuCode(t, g, "2027-N")
	zones := []string{"Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti",
		"Pacific/Wallis", "America/Miquelon", "Pacific/Marquesas"}
	for i, zone := range zones {
		c := centreDe(t, g, session.Id, "Z"+string(rune('A'+i)), zone)
		m := creerMission(t, g, client.SaisieMission{Session: session.Id, Type: "interrogation", Centre: &c.Id, Libelle: ptr(zone), Creneaux: &[]client.SaisieCreneau{
			{Jour: jourTest("2027-03-26"), Heure: "08:30", DureeMin: ptr(210)}, {Jour: jourTest("2027-11-08"), Heure: "08:30", FinHeure: ptr("12:00")}}})
		require.Equal(t, zone, m.Mission.Fuseau)
		for _, k := range m.Creneaux {
			require.Equal(t, []any{"08:30", "12:00", 210}, []any{k.Heure, k.FinHeure, k.DureeMin}, zone)
		}
		z, err := time.LoadLocation(zone)
		require.NoError(t, err)
		require.Equal(t, "26/03/2027 08:30", m.Mission.Debut.In(z).Format("02/01/2006 15:04"))
	}
	filtre := `centre=like=Z*`
	l, err := g.ListerCreneauxWithResponse(t.Context(), &client.ListerCreneauxParams{Filtre: &filtre, Taille: ptr(client.TaillePage(100))})
	require.NoError(t, err)
	require.NotNil(t, l.JSON200, "%s", l.Body)
	require.Equal(t, 2*len(zones), l.JSON200.Total)
	for _, k := range l.JSON200.Items {
		require.Equal(t, []string{"08:30", "12:00"}, []string{k.Heure, k.FinHeure}, k.Fuseau)
		require.Contains(t, []string{"2027-03-26", "2027-11-08"}, k.Jour.Format(time.DateOnly), k.Fuseau)
	}
	for ressource, attendus := range map[string]int{"missions": len(zones), "creneaux": 2 * len(zones)} {
		lignesCSV := exporterCSV(t, g, ressource, filtre, "debut,fin,fuseau")
		require.Len(t, lignesCSV, attendus+1)
		for _, x := range lignesCSV[1:] {
			require.Contains(t, x[0], "/2027 08:30", "%s : %s", ressource, x[2])
			require.Contains(t, x[1], "/2027 12:00", "%s : %s", ressource, x[2])
		}
		r, err := g.ExporterWithResponse(t.Context(), ressource, &client.ExporterParams{Format: "xlsx", Filtre: &filtre, Colonnes: ptr("debut,fin,fuseau")})
		require.NoError(t, err)
		f, err := excelize.OpenReader(bytes.NewReader(r.Body))
		require.NoError(t, err)
		cellules, err := f.GetRows(ressource)
		require.NoError(t, err)
		for _, x := range cellules[1:] {
			require.Contains(t, x[0], "/2027 08:30", "%s : %s", ressource, x[2])
		}
	}
	// From one ocean to the other, eight thirty stays eight thirty.
	noumea, reunion := l.JSON200.Items[0], centreDe(t, g, session.Id, "RUN", "Indian/Reunion")
	r := operer(t, g, client.OperationMissions{Selection: lignes(noumea.Mission), Operation: "changer_centre", Centre: &reunion.Id})
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.Equal(t, 1, r.JSON200.Faites)
	apres := lireMission(t, g, noumea.Mission)
	require.Equal(t, "Indian/Reunion", apres.Mission.Fuseau)
	require.Equal(t, "08:30", apres.Creneaux[0].Heure)
	// Moved across a change of hour, too.
	paris := creerMission(t, g, client.SaisieMission{Session: session.Id, Type: "interrogation", Creneaux: unCreneau("2027-03-26", "08:30", 60)})
	r = operer(t, g, client.OperationMissions{Selection: lignes(paris.Mission.Id), Operation: "decaler", Jours: ptr(3)})
	require.Equal(t, 1, r.JSON200.Faites, "%s", r.Body)
	decalee := lireMission(t, g, paris.Mission.Id)
	require.Equal(t, []any{"2027-03-29", "08:30", 60}, []any{decalee.Creneaux[0].Jour.Format(time.DateOnly), decalee.Creneaux[0].Heure, decalee.Creneaux[0].DureeMin})
	// A centre whose zone was wrong: its missions keep their wall clock.
	c := modifierCentre(t, g, reunion.Id, reunion.Version, client.ModificationCentre{Fuseau: ptr("Pacific/Noumea")})
	require.NotNil(t, c.JSON200, "%s", c.Body)
	require.Equal(t, "08:30", lireMission(t, g, noumea.Mission).Creneaux[0].Heure)
}

func modifierCentre(t *testing.T, g *client.ClientWithResponses, id uuid.UUID, version int, b client.ModificationCentre) *client.ModifierCentreResponse {
	t.Helper()
	r, err := g.ModifierCentreWithResponse(t.Context(), id, &client.ModifierCentreParams{IfMatch: etag(version)}, b)
	require.NoError(t, err)
	return r
}

func exporterCSV(t *testing.T, g *client.ClientWithResponses, ressource, filtre, colonnes string) [][]string {
	t.Helper()
	r, err := g.ExporterWithResponse(t.Context(), ressource, &client.ExporterParams{Format: "csv", Filtre: &filtre, Colonnes: &colonnes})
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, r.StatusCode(), "%s", r.Body)
	lecteur := csv.NewReader(io.MultiReader(strings.NewReader(strings.TrimPrefix(string(r.Body), "\ufeff"))))
	lecteur.Comma = ';'
	lus, err := lecteur.ReadAll()
	require.NoError(t, err)
	return lus
}

// TestVieDUneMission: made by hand, opened once complete, corrected, duplicated, cut, melted, cancelled, taken back.
func TestVieDUneMission(t *testing.T) {
	s := apitest.Nouveau(t)
	g := s.Client(t, "gestionnaire")
	session := sessionDuCode(t, g, "2027-N")
	centre := centreDe(t, g, session.Id, "C1", "Europe/Paris")
	m := creerMission(t, g, client.SaisieMission{Session: session.Id, Type: "interrogation", Candidats: ptr(25),
		Besoins:  &[]client.BesoinMission{{Role: "interrogateur", Nombre: 3, Reservistes: ptr(1)}},
		Origines: &[]client.OrigineMission{{Uai: "0000001A", Candidats: 15}, {Uai: "0350001A", Candidats: 10}}})
	require.Equal(t, []any{"brouillon", 3, 1, 4, "saisie"}, []any{string(m.Mission.Etat), m.Mission.Besoin, m.Mission.Reserve, m.Mission.Manque, string(m.Mission.Origine)})
	require.Equal(t, "LYCEE 1", *m.Origines[0].Etablissement)

	ouvrir := client.OperationMissions{Selection: lignes(m.Mission.Id), Operation: "ouvrir"}
	r := operer(t, g, ouvrir)
	require.Equal(t, "elle n’a pas de centre", r.JSON200.Refus[0].Raison)
	x := modifierMission(t, g, m.Mission, client.ModificationMission{Simulation: ptr(true), Creneaux: unCreneau("2027-06-21", "08:00", 240)})
	require.NotNil(t, x.JSON200, "%s", x.Body)
	require.Len(t, x.JSON200.Mission.Creneaux, 1, "la simulation montre la mission changée")
	require.Empty(t, lireMission(t, g, m.Mission.Id).Creneaux, "et ne change rien")
	b := client.ModificationMission{Creneaux: &[]client.SaisieCreneau{{Jour: jourTest("2027-06-21"), Heure: "08:00", DureeMin: ptr(240)}, {Jour: jourTest("2027-06-22"), Heure: "08:00", DureeMin: ptr(240)}}}
	b.Centre.Set(centre.Id)
	b.Libelle.Set("Oraux d’anglais")
	x = modifierMission(t, g, m.Mission, b)
	require.NotNil(t, x.JSON200, "%s", x.Body)
	require.ElementsMatch(t, []string{"le centre", "l’horaire", "le libellé"}, x.JSON200.Change)
	require.Equal(t, http.StatusPreconditionFailed, modifierMission(t, g, m.Mission, b).StatusCode(), "version périmée")
	require.Equal(t, 1, operer(t, g, ouvrir).JSON200.Faites)

	d, err := g.DupliquerMissionWithResponse(t.Context(), m.Mission.Id, client.DuplicationMission{Nombre: ptr(2), DecalageJours: ptr(7)})
	require.NoError(t, err)
	require.Len(t, d.JSON201.Missions, 2, "%s", d.Body)
	copie := lireMission(t, g, d.JSON201.Missions[1].Id)
	require.Equal(t, "2027-07-05", copie.Creneaux[0].Jour.Format(time.DateOnly))
	require.Equal(t, []any{"brouillon", 3, 25}, []any{string(copie.Mission.Etat), copie.Mission.Besoin, *copie.Mission.Candidats})

	sc, err := g.ScinderMissionWithResponse(t.Context(), copie.Mission.Id, &client.ScinderMissionParams{IfMatch: etag(copie.Mission.Version)}, client.ScissionMission{Selon: "effectifs", Parts: 2})
	require.NoError(t, err)
	require.Len(t, sc.JSON200.Missions, 2, "%s", sc.Body)
	require.Equal(t, []int{13, 12, 2, 1}, []int{*sc.JSON200.Missions[0].Candidats, *sc.JSON200.Missions[1].Candidats, sc.JSON200.Missions[0].Besoin, sc.JSON200.Missions[1].Besoin})
	f, err := g.FusionnerMissionsWithResponse(t.Context(), client.FusionMissions{Vers: copie.Mission.Id, Avec: []uuid.UUID{sc.JSON200.Missions[1].Id}})
	require.NoError(t, err)
	require.NotNil(t, f.JSON200, "%s", f.Body)
	require.Equal(t, []any{1, 25, 3, 2}, []any{f.JSON200.Supprimees, *f.JSON200.Mission.Mission.Candidats, f.JSON200.Mission.Mission.Besoin, len(f.JSON200.Mission.Origines)}, "scinder puis fusionner rend la mission")
	jours, err := g.ScinderMissionWithResponse(t.Context(), copie.Mission.Id, &client.ScinderMissionParams{IfMatch: etag(f.JSON200.Mission.Mission.Version)}, client.ScissionMission{Selon: "jours", Parts: 2})
	require.NoError(t, err)
	require.Len(t, jours.JSON200.Missions, 2, "%s", jours.Body)
	require.Equal(t, []int{1, 1, 3, 3}, []int{jours.JSON200.Missions[0].Creneaux, jours.JSON200.Missions[1].Creneaux, jours.JSON200.Missions[0].Besoin, jours.JSON200.Missions[1].Besoin})

	require.Equal(t, "operation.motif", operer(t, g, client.OperationMissions{Selection: lignes(m.Mission.Id), Operation: "annuler"}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, 1, operer(t, g, client.OperationMissions{Selection: lignes(m.Mission.Id), Operation: "annuler", Motif: ptr("Épreuve supprimée")}).JSON200.Faites)
	require.Equal(t, "Épreuve supprimée", *lireMission(t, g, m.Mission.Id).Mission.Motif)
	require.Equal(t, 1, operer(t, g, client.OperationMissions{Selection: lignes(m.Mission.Id), Operation: "reprendre"}).JSON200.Faites)
	sup, err := g.SupprimerMissionWithResponse(t.Context(), m.Mission.Id, &client.SupprimerMissionParams{IfMatch: etag(lireMission(t, g, m.Mission.Id).Mission.Version)})
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, sup.StatusCode(), "%s", sup.Body)
	h, err := g.ListerHistoriquesWithResponse(t.Context(), &client.ListerHistoriquesParams{Filtre: ptr("objet==mission;objet_id==" + m.Mission.Id.String())})
	require.NoError(t, err)
	require.Equal(t, 6, h.JSON200.Total, "création, modification, ouverture, annulation, reprise, suppression : %s", h.Body)
}

// TestMissionQuiTouche: people hold places here. Whatever moves says whom it touches, asks for a word, and nobody is ever
// in two places.
func TestMissionQuiTouche(t *testing.T) {
	s := apitest.Nouveau(t)
	g := s.Client(t, "gestionnaire")
	l, err := g.ListerMissionsWithResponse(t.Context(), &client.ListerMissionsParams{Filtre: ptr("session==2027-N"), Tri: ptr("debut")})
	require.NoError(t, err)
	require.NotNil(t, l.JSON200, "%s", l.Body)
	require.Len(t, l.JSON200.Items, 10)
	premiere, derniere := l.JSON200.Items[0], l.JSON200.Items[9]
	require.Equal(t, []int{30, 15}, []int{premiere.Affectes, premiere.Convoques})

	// The day after, all thirty are already held by the second mission.
	b := client.ModificationMission{Creneaux: unCreneau("2027-06-02", "10:00", 120), Simulation: ptr(true)}
	x := modifierMission(t, g, premiere, b)
	require.NotNil(t, x.JSON200, "%s", x.Body)
	require.Len(t, x.JSON200.Touches, 30)
	require.Contains(t, *x.JSON200.Touches[0].Empechement, "02/06/2027 de 08:00 à 12:00")
	require.Contains(t, x.JSON200.Suites[0], "Désaffecter d’abord")
	b.Simulation, b.Accepte = nil, ptr(true)
	require.Equal(t, "mission.chevauchement", modifierMission(t, g, premiere, b).ApplicationproblemJSONDefault.Code)

	// The eve of the first day is free: the change asks to be read, then leaves an alert and follows the people.
	b = client.ModificationMission{Creneaux: unCreneau("2027-05-31", "08:00", 240)}
	require.Equal(t, "mission.touche", modifierMission(t, g, premiere, b).ApplicationproblemJSONDefault.Code)
	b.Accepte = ptr(true)
	x = modifierMission(t, g, premiere, b)
	require.NotNil(t, x.JSON200, "%s", x.Body)
	require.Contains(t, strings.Join(x.JSON200.Suites, " "), "convocation rectificative à 15 personnes")
	require.Equal(t, 1, x.JSON200.Mission.Mission.Alertes)
	require.Equal(t, "30", sql(t, s, `SELECT count(*) FROM affectation WHERE academie = '014' AND mission_id = '`+premiere.Id.String()+`' AND debut = '2027-05-31 08:00 Europe/Paris'`))
	require.Equal(t, "30", sql(t, s, `SELECT count(*) FROM occupation o JOIN affectation a USING (academie) WHERE o.affectation_id = a.id AND academie = '014' AND a.mission_id = '`+premiere.Id.String()+`' AND o.active AND lower(o.periode) = '2027-05-31 08:00 Europe/Paris'`))

	// The whole session moves by a day: each takes the place of the next, nobody is twice anywhere.
	tout := client.Selection{Mode: "filtre", Filtre: ptr("session==2027-N")}
	o := client.OperationMissions{Selection: tout, Operation: "decaler", Jours: ptr(1), Simulation: ptr(true)}
	r := operer(t, g, o)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.Equal(t, []int{10, 10, 150, 150}, []int{r.JSON200.Choisies, r.JSON200.Faites, r.JSON200.Affectes, r.JSON200.Convoques})
	o.Simulation = nil
	require.Equal(t, "mission.touche", operer(t, g, o).ApplicationproblemJSONDefault.Code)
	o.Accepte = ptr(true)
	require.Equal(t, 10, operer(t, g, o).JSON200.Faites)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM occupation WHERE academie = '014' AND NOT active`))
	// Moving only one onto the next is refused for it, and says who.
	r = operer(t, g, client.OperationMissions{Selection: lignes(premiere.Id), Operation: "decaler", Jours: ptr(2), Accepte: ptr(true)})
	require.Equal(t, 0, r.JSON200.Faites)
	require.Contains(t, r.JSON200.Refus[0].Raison, "prise ailleurs")

	require.Contains(t, operer(t, g, client.OperationMissions{Selection: lignes(derniere.Id), Operation: "annuler", Motif: ptr("x")}).JSON200.Refus[0].Raison, "annulez d’abord le traitement")
	supprimer := func(m client.Mission) string {
		r, err := g.SupprimerMissionWithResponse(t.Context(), m.Id, &client.SupprimerMissionParams{IfMatch: etag(lireMission(t, g, m.Id).Mission.Version)})
		require.NoError(t, err)
		return r.ApplicationproblemJSONDefault.Code
	}
	require.Equal(t, "mission.convoquee", supprimer(derniere))
	s.Pg.Sql(t, `UPDATE affectation SET etat = 'affectee' WHERE academie = '014' AND mission_id = '`+derniere.Id.String()+`'`)
	require.Equal(t, "mission.affectee", supprimer(derniere))
	s.Pg.Sql(t, `UPDATE affectation SET etat = 'desaffectee', motif = 'essai' WHERE academie = '014' AND mission_id = '`+derniere.Id.String()+`'`)
	require.Equal(t, "mission.historique", supprimer(derniere))
	require.Equal(t, 1, operer(t, g, client.OperationMissions{Selection: lignes(derniere.Id), Operation: "annuler", Motif: ptr("x")}).JSON200.Faites)

	// Fewer places than people: said, not imposed.
	x = modifierMission(t, g, lireMission(t, g, premiere.Id).Mission, client.ModificationMission{Besoins: &[]client.BesoinMission{{Role: "interrogateur", Nombre: 28}}, Accepte: ptr(true)})
	require.NotNil(t, x.JSON200, "%s", x.Body)
	require.Contains(t, strings.Join(x.JSON200.Suites, " "), "2 personnes de trop comme interrogateur")
}

// TestCalendrierEtCentres: the days of a session by centre and by discipline; a centre is changed and leaves when empty.
func TestCalendrierEtCentres(t *testing.T) {
	s := apitest.Nouveau(t)
	g := s.Client(t, "gestionnaire")
	session := sessionDuCode(t, g, "2027-N")
	for _, par := range []client.LireCalendrierParamsPar{"centre", "discipline"} {
		r, err := g.LireCalendrierWithResponse(t.Context(), &client.LireCalendrierParams{Session: session.Id, Par: par})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		require.Len(t, r.JSON200.Lignes, 1)
		require.Equal(t, map[client.LireCalendrierParamsPar]string{"centre": "0000001A", "discipline": "L0202"}[par], r.JSON200.Lignes[0].Cle)
		require.Len(t, r.JSON200.Lignes[0].Jours, 10)
		require.Equal(t, "2027-06-01", r.JSON200.Debut.Format(time.DateOnly))
	}
	virtuel, err := g.CreerCentreWithResponse(t.Context(), nil, client.SaisieCentre{Session: session.Id})
	require.NoError(t, err)
	require.Equal(t, "centre.nom", virtuel.ApplicationproblemJSONDefault.Code)
	etab := uuid.MustParse(sql(t, s, `SELECT id FROM etablissement WHERE academie = '014' AND uai = '0000002A'`))
	c, err := g.CreerCentreWithResponse(t.Context(), nil, client.SaisieCentre{Session: session.Id, Etablissement: &etab, Capacite: ptr(120), Usages: &[]client.UsageCentre{{Genre: "oral"}, {Genre: "ecrit", Examen: ptr("BTS")}}})
	require.NoError(t, err)
	require.NotNil(t, c.JSON201, "%s", c.Body)
	require.Equal(t, []any{"0000002A", "LYCEE 2", "Brest", "ecrit,oral", false, "Europe/Paris"}, []any{c.JSON201.Centre.Code, c.JSON201.Centre.Libelle, *c.JSON201.Centre.Commune, c.JSON201.Centre.Usages, c.JSON201.Centre.Virtuel, c.JSON201.Centre.Fuseau})
	double, err := g.CreerCentreWithResponse(t.Context(), nil, client.SaisieCentre{Session: session.Id, Etablissement: &etab})
	require.NoError(t, err)
	require.Equal(t, "centre.doublon", double.ApplicationproblemJSONDefault.Code)
	b := client.ModificationCentre{Usages: &[]client.UsageCentre{{Genre: "oral", Capacite: ptr(40)}}}
	b.ChefNom.Set("Mme Kermarrec")
	b.Capacite.SetNull()
	m := modifierCentre(t, g, c.JSON201.Centre.Id, c.JSON201.Centre.Version, b)
	require.NotNil(t, m.JSON200, "%s", m.Body)
	require.Equal(t, []any{"Mme Kermarrec", "oral"}, []any{*m.JSON200.Centre.ChefNom, m.JSON200.Centre.Usages})
	require.Nil(t, m.JSON200.Centre.Capacite)
	sup, err := g.SupprimerCentreWithResponse(t.Context(), c.JSON201.Centre.Id, &client.SupprimerCentreParams{IfMatch: etag(m.JSON200.Centre.Version)})
	require.NoError(t, err)
	require.Equal(t, http.StatusNoContent, sup.StatusCode(), "%s", sup.Body)
	l, err := g.ListerCentresWithResponse(t.Context(), &client.ListerCentresParams{Filtre: ptr("session==2027-N;missions=gt=0")})
	require.NoError(t, err)
	require.Equal(t, []any{1, 10, 300}, []any{l.JSON200.Total, l.JSON200.Items[0].Missions, l.JSON200.Items[0].Affectes}, "%s", l.Body)
	plein, err := g.SupprimerCentreWithResponse(t.Context(), l.JSON200.Items[0].Id, &client.SupprimerCentreParams{IfMatch: etag(l.JSON200.Items[0].Version)})
	require.NoError(t, err)
	require.Equal(t, "centre.missions", plein.ApplicationproblemJSONDefault.Code)
	// The chef de centre sees what is decided for his centre, and changes nothing.
	chef := s.Client(t, "chef_centre")
	vues, err := chef.ListerMissionsWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, 20, vues.JSON200.Total, "%s", vues.Body)
	refuse, err := chef.CreerMissionWithResponse(t.Context(), nil, client.SaisieMission{Session: session.Id, Type: "interrogation"})
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, refuse.StatusCode())
}

// TestReglementation: épreuves are added to a session, chosen in bulk, corrected by hand.
func TestReglementation(t *testing.T) {
	s := apitest.Nouveau(t)
	g := s.Client(t, "gestionnaire")
	session := sessionDuCode(t, g, "2027-N")
	ajouter := func(b client.SaisieEpreuve) *client.AjouterSessionEpreuveResponse {
		b.Session = session.Id
		r, err := g.AjouterSessionEpreuveWithResponse(t.Context(), b)
		require.NoError(t, err)
		return r
	}
	connue := uuid.MustParse(sql(t, s, `SELECT id FROM epreuve_option WHERE academie = '014' AND epreuve = 'E1'`))
	e1 := ajouter(client.SaisieEpreuve{EpreuveOption: &connue})
	require.NotNil(t, e1.JSON201, "%s", e1.Body)
	require.True(t, e1.JSON201.DonneLieu)
	require.Equal(t, "session_epreuve.doublon", ajouter(client.SaisieEpreuve{EpreuveOption: &connue}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "epreuve.incomplete", ajouter(client.SaisieEpreuve{Examen: ptr("DNB")}).ApplicationproblemJSONDefault.Code)
	ccf := ajouter(client.SaisieEpreuve{Examen: ptr("DNB"), ExamenLibelle: ptr("Diplôme national du brevet"), Specialite: ptr("GEN"), Epreuve: ptr("FR"), Libelle: ptr("Français"),
		Nature: ptr(client.NatureEpreuve("ecrit")), ModeEvaluation: ptr(client.ModeEvaluation("ccf")), DureeMin: ptr(180), GroupeRemuneration: ptr("NR")})
	require.NotNil(t, ccf.JSON201, "%s", ccf.Body)
	require.False(t, ccf.JSON201.DonneLieu, "un contrôle en cours de formation ne donne pas lieu à missions")
	require.Equal(t, "Diplôme national du brevet", ccf.JSON201.ExamenLibelle)

	choix := client.ChoixEpreuves{Selection: client.Selection{Mode: "filtre", Filtre: ptr("session==2027-N")}, DonneLieu: false, Simulation: ptr(true)}
	r, err := g.ChoisirSessionEpreuvesWithResponse(t.Context(), choix)
	require.NoError(t, err)
	require.Equal(t, []int{2, 1, 10}, []int{r.JSON200.Choisies, r.JSON200.Changees, r.JSON200.Missions}, "%s", r.Body)
	choix.Simulation = nil
	_, err = g.ChoisirSessionEpreuvesWithResponse(t.Context(), choix)
	require.NoError(t, err)
	l, err := g.ListerSessionEpreuvesWithResponse(t.Context(), &client.ListerSessionEpreuvesParams{Filtre: ptr("donne_lieu==false")})
	require.NoError(t, err)
	require.Equal(t, 2, l.JSON200.Total)
	require.Equal(t, "Essai GESTIONNAIRE", *l.JSON200.Items[0].ChoisiPar)

	b := client.ModificationEpreuve{Libelle: ptr("Français, écrit")}
	b.DureeMin.SetNull()
	m, err := g.ModifierEpreuveOptionWithResponse(t.Context(), ccf.JSON201.EpreuveOption, &client.ModifierEpreuveOptionParams{IfMatch: etag(ccf.JSON201.VersionEpreuve)}, b)
	require.NoError(t, err)
	require.NotNil(t, m.JSON200, "%s", m.Body)
	encore, err := g.ModifierEpreuveOptionWithResponse(t.Context(), ccf.JSON201.EpreuveOption, &client.ModifierEpreuveOptionParams{IfMatch: etag(ccf.JSON201.VersionEpreuve)}, b)
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, encore.StatusCode())
	require.Equal(t, "{duree_min,libelle}", sql(t, s, `SELECT saisis FROM epreuve_option WHERE academie = '014' AND epreuve = 'FR'`), "ce qui est saisi l’emporte sur les fichiers")
}
