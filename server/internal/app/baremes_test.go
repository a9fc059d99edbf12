package app_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	openapi "github.com/oapi-codegen/runtime/types"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

func jourDe(t *testing.T, texte string) openapi.Date {
	t.Helper()
	j, err := time.Parse(time.DateOnly, texte)
	require.NoError(t, err)
	return openapi.Date{Time: j}
}

// TestBaremes: a decision holds for the missions of its days, not for those before; coming back to the national value is
// one more decision; nothing is erased.
func TestBaremes(t *testing.T) {
	s := apitest.Nouveau(t)
	g := s.Client(t, "gestionnaire")
	valeur := func(code, jour string) (client.Tarif, bool) {
		d := jourDe(t, jour)
		r, err := g.LireBaremeWithResponse(t.Context(), &client.LireBaremeParams{Jour: &d})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		for _, x := range r.JSON200.Tarifs {
			if x.Code == code {
				return x, true
			}
		}
		return client.Tarif{}, false
	}
	decider := func(d client.DecisionTarif) *client.DeciderTarifResponse {
		r, err := g.DeciderTarifWithResponse(t.Context(), d)
		require.NoError(t, err)
		return r
	}
	lu, _ := valeur("MEN.COPIE.T5", "2026-06-15")
	require.EqualValues(t, 50_000, lu.Valeur)
	require.False(t, lu.Locale)
	require.Contains(t, lu.Source, "13 avril 2012")

	h := decider(client.DecisionTarif{Code: "MEN.COPIE.T5", Valeur: ptr(int64(55_000)), Debut: jourDe(t, "2027-01-01"), Source: "Arrêté du 5 août 2026", Motif: ptr("revalorisation")})
	require.NotNil(t, h.JSON200, "%s", h.Body)
	require.Len(t, h.JSON200.Valeurs, 2)
	require.Equal(t, "GESTIONNAIRE Essai", rangerNom(*h.JSON200.Valeurs[0].DecidePar))
	lu, _ = valeur("MEN.COPIE.T5", "2026-12-31")
	require.EqualValues(t, 50_000, lu.Valeur, "les missions d’avant gardent leur taux")
	lu, _ = valeur("MEN.COPIE.T5", "2027-01-01")
	require.EqualValues(t, 55_000, lu.Valeur)
	require.True(t, lu.Locale)
	require.NotNil(t, decider(client.DecisionTarif{Code: "MEN.COPIE.T5", Debut: jourDe(t, "2027-01-01"), Source: "Erreur de saisie"}).JSON200)
	lu, _ = valeur("MEN.COPIE.T5", "2027-06-15")
	require.EqualValues(t, 50_000, lu.Valeur, "revenue à la valeur nationale")

	require.Equal(t, "bareme.inconnu", decider(client.DecisionTarif{Code: "INCONNU.X", Valeur: ptr(int64(1)), Debut: jourDe(t, "2027-01-01"), Source: "Essai"}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "bareme.dates", decider(client.DecisionTarif{Code: "MEN.COPIE.T5", Valeur: ptr(int64(1)), Debut: jourDe(t, "2027-01-01"), Fin: ptr(jourDe(t, "2026-01-01")), Source: "Essai"}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "bareme.code", decider(client.DecisionTarif{Code: "a’b; DROP", Valeur: ptr(int64(1)), Debut: jourDe(t, "2027-01-01"), Source: "Essai", Libelle: ptr("x"), Unite: ptr("x")}).ApplicationproblemJSONDefault.Code)
	require.NotNil(t, decider(client.DecisionTarif{Code: "LOCAL.SUJET", Valeur: ptr(int64(900_000)), Debut: jourDe(t, "2027-01-01"), Source: "Note rectorale", Libelle: ptr("Conception de sujet"), Unite: ptr("sujet")}).JSON200)
	_, avant := valeur("LOCAL.SUJET", "2026-06-15")
	_, apres := valeur("LOCAL.SUJET", "2027-06-15")
	require.True(t, !avant && apres)
	absent, err := g.LireTarifWithResponse(t.Context(), "RIEN")
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, absent.StatusCode())

	x, err := g.DeciderTauxExamenWithResponse(t.Context(), client.DecisionTauxExamen{Examen: "BTS", Copie: ptr("NR"), Oral: ptr("NR"), Debut: jourDe(t, "2027-01-01"), Source: "Note rectorale"})
	require.NoError(t, err)
	require.NotNil(t, x.JSON200, "%s", x.Body)
	require.Equal(t, "NR", x.JSON200.Copie)
	faux, err := g.DeciderTauxExamenWithResponse(t.Context(), client.DecisionTauxExamen{Examen: "BTS", Copie: ptr("RIEN"), Oral: ptr("NR"), Debut: jourDe(t, "2027-01-01"), Source: "Note rectorale"})
	require.NoError(t, err)
	require.Equal(t, "bareme.code", faux.ApplicationproblemJSONDefault.Code)
	retour, err := g.DeciderTauxExamenWithResponse(t.Context(), client.DecisionTauxExamen{Examen: "BTS", Debut: jourDe(t, "2027-01-01"), Source: "Note rectorale"})
	require.NoError(t, err)
	require.Equal(t, "ESR.COPIE.C1", retour.JSON200.Copie)
	require.Equal(t, "5", sql(t, s, `SELECT count(*) FROM journal WHERE objet IN ('bareme', 'examen_taux') AND academie = '014' AND qui <> 'maintenance'`))
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM bareme WHERE academie = '099'`))
}

func rangerNom(s string) string {
	var prenom, nom string
	_, _ = fmt.Sscan(s, &prenom, &nom)
	if prenom == "Essai" {
		return nom + " " + prenom
	}
	return s
}

// TestDistances: without a routing service a distance is estimated, and is no longer once somebody answers for it.
func TestDistances(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `INSERT INTO commune (academie, code_insee, nom, departement, latitude, longitude) VALUES
		('014', '29019', 'Brest', '29', 48.39, -4.486), ('014', '35238', 'Rennes', '35', 48.11, -1.68), ('014', '22278', 'Saint-Brieuc', '22', NULL, NULL)`)
	g := s.Client(t, "gestionnaire")
	saisir := func(d client.NouvelleDistance) *client.SaisirDistanceResponse {
		r, err := g.SaisirDistanceWithResponse(t.Context(), d)
		require.NoError(t, err)
		return r
	}
	r := saisir(client.NouvelleDistance{InseeA: "35238", InseeB: "29019"})
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.Equal(t, client.MethodeDistanceESTIMEE, r.JSON200.Methode)
	require.Equal(t, "29019", r.JSON200.InseeA, "la paire n’a qu’un sens")
	require.InDelta(t, 1.3*210_000, r.JSON200.Metres, 3000)
	require.Equal(t, "distance.doublon", saisir(client.NouvelleDistance{InseeA: "29019", InseeB: "35238"}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "distance.meme", saisir(client.NouvelleDistance{InseeA: "29019", InseeB: "29019"}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "distance.inconnue", saisir(client.NouvelleDistance{InseeA: "29019", InseeB: "75056"}).ApplicationproblemJSONDefault.Code)
	require.Equal(t, "distance.sans_coordonnees", saisir(client.NouvelleDistance{InseeA: "29019", InseeB: "22278"}).ApplicationproblemJSONDefault.Code)
	m := saisir(client.NouvelleDistance{InseeA: "29019", InseeB: "22278", Metres: ptr(144_000), Source: ptr("Mappy, plus court")})
	require.Equal(t, client.MethodeDistanceMANUEL, m.JSON200.Methode)
	c, err := g.CorrigerDistanceWithResponse(t.Context(), r.JSON200.Id, &client.CorrigerDistanceParams{IfMatch: "1"}, client.CorrectionDistance{Metres: 242_000, Motif: ptr("vérifiée")})
	require.NoError(t, err)
	require.Equal(t, client.MethodeDistanceMANUEL, c.JSON200.Methode)
	c, err = g.CorrigerDistanceWithResponse(t.Context(), r.JSON200.Id, &client.CorrigerDistanceParams{IfMatch: "1"}, client.CorrectionDistance{Metres: 1})
	require.NoError(t, err)
	require.Equal(t, http.StatusPreconditionFailed, c.StatusCode())
	l, err := g.ListerDistancesWithResponse(t.Context(), &client.ListerDistancesParams{Filtre: ptr("methode==MANUEL")})
	require.NoError(t, err)
	require.Len(t, l.JSON200.Items, 2)
	require.Equal(t, "3", sql(t, s, `SELECT count(*) FROM journal WHERE objet = 'distance' AND academie = '014'`))
}
