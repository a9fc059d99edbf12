package app_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
)

// TestLaCompositionAvertit: the rules of the diploma look at who is affected to the deliberation, and refuse nothing.
func TestLaCompositionAvertit(t *testing.T) {
	s, c, session := sessionEchangee(t)
	generer(t, c, session, false)
	jury := uuid.MustParse(sql(t, s, `SELECT id FROM jury WHERE code = 'CGO01'`))
	constats := func() map[string]bool {
		r, err := c.LireJuryWithResponse(t.Context(), jury)
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		dits := map[string]bool{}
		for _, k := range r.JSON200.Composition {
			dits[k.Libelle] = k.Respectee
		}
		return dits
	}
	const president, parite, chercheur = "Le président est un enseignant-chercheur ou un IA-IPR.", "Le jury compte autant d’enseignants que de membres de la profession.", "Un enseignant-chercheur siège parmi les enseignants."
	require.False(t, constats()[president], "personne n’y est encore")
	s.Pg.Sql(t, `UPDATE intervenant SET qualite = 'universitaire' WHERE id = md5('014i1')::uuid;
		UPDATE intervenant SET qualite = 'profession_salarie' WHERE id = md5('014i2')::uuid`)
	for qui, role := range map[string]string{"1": "president", "2": "membre", "3": "membre"} {
		s.Pg.Sql(t, `INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat) SELECT '014', gen_random_uuid(), session_id, id, md5('014i' || $1)::uuid, $2, 'affectee'
			FROM mission WHERE libelle = 'Jury CGO01 délibération'`, qui, role)
	}
	require.Equal(t, []bool{true, true, true}, []bool{constats()[president], constats()[parite], constats()[chercheur]})
	s.Pg.Sql(t, `UPDATE intervenant SET qualite = NULL WHERE id = md5('014i1')::uuid`)
	require.Equal(t, []bool{false, true, false}, []bool{constats()[president], constats()[parite], constats()[chercheur]}, "un enseignant préside : averti, pas refusé")

	regles, err := c.ListerReglesJuryWithResponse(t.Context(), &client.ListerReglesJuryParams{Filtre: texte("examen==BTS")})
	require.NoError(t, err)
	hors := false
	for _, r := range regles.JSON200.Items {
		if r.Libelle == president {
			m, err := c.ModifierRegleJuryWithResponse(t.Context(), r.Id, &client.ModifierRegleJuryParams{IfMatch: `"1"`}, client.ModificationRegleJury{Actif: &hors})
			require.NoError(t, err)
			require.NotNil(t, m.JSON200, "%s", m.Body)
		}
	}
	_, dite := constats()[president]
	require.False(t, dite, "hors service, elle ne dit plus rien")
}

// TestUneCorrectionTient: what somebody corrected is no longer changed by OCEAN, until it is given back.
func TestUneCorrectionTient(t *testing.T) {
	s, c, session := sessionEchangee(t)
	id := uuid.MustParse(sql(t, s, `SELECT k.id FROM commission k JOIN jury j ON j.id = k.jury_id WHERE j.code = 'ES012' AND k.code = 'C01'`))
	quatreVingts := 80
	mauvais, err := c.ModifierCommissionWithResponse(t.Context(), id, &client.ModifierCommissionParams{IfMatch: `"1"`}, client.ModificationCommission{Centre: nullable.NewNullableWithValue("RIEN")})
	require.NoError(t, err)
	require.Equal(t, "centre.inconnu", mauvais.ApplicationproblemJSONDefault.Code)
	r, err := c.ModifierCommissionWithResponse(t.Context(), id, &client.ModifierCommissionParams{IfMatch: `"1"`},
		client.ModificationCommission{Centre: nullable.NewNullableWithValue("0299999L"), Candidats: &quatreVingts, A: nullable.NewNullableWithValue("10:30")})
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.Equal(t, []string{"a", "candidats", "centre_id"}, *r.JSON200.Saisis)
	require.Equal(t, "10:30", *r.JSON200.A)
	perimee, err := c.ModifierCommissionWithResponse(t.Context(), id, &client.ModifierCommissionParams{IfMatch: `"1"`}, client.ModificationCommission{Candidats: &quatreVingts})
	require.NoError(t, err)
	require.Equal(t, 412, perimee.StatusCode())
	require.Contains(t, *deposerEchange(t, c, &session, 3, "auto", echantillonImaoce(t, 3)).Message, "Aucun changement")
	rendus := []string{"centre_id", "candidats", "a"}
	r, err = c.ModifierCommissionWithResponse(t.Context(), id, &client.ModifierCommissionParams{IfMatch: `"2"`}, client.ModificationCommission{Rendre: &rendus})
	require.NoError(t, err)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	deposerEchange(t, c, &session, 3, "auto", echantillonImaoce(t, 3))
	require.Equal(t, "74 09:00:00 0299998K", sql(t, s, `SELECT concat_ws(' ', k.candidats, k.a, ce.code) FROM commission k JOIN centre ce ON ce.id = k.centre_id WHERE k.id = $1`, id))

	jury := uuid.MustParse(sql(t, s, `SELECT id FROM jury WHERE code = 'ES012'`))
	j, err := c.ModifierJuryWithResponse(t.Context(), jury, &client.ModifierJuryParams{IfMatch: `"1"`}, client.ModificationJury{DeliberationA: nullable.NewNullNullable[string]()})
	require.NoError(t, err)
	require.NotNil(t, j.JSON200, "%s", j.Body)
	require.Nil(t, j.JSON200.DeliberationA)
}

// TestLesRegles: the most precise rule wins, a wrong one is refused with the field, a stale one too.
func TestLesRegles(t *testing.T) {
	s, c, session := sessionEchangee(t)
	generer(t, c, session, false)
	bg, n, par := "BG", 2, 40
	regle := client.SaisieRegleGeneration{Session: session, Source: "commission", Genre: texte("correction"), Examen: &bg, TypeMission: "CORRECTION", Role: "correcteur", Base: "candidats", Nombre: n, Par: &par}
	r, err := c.CreerRegleGenerationWithResponse(t.Context(), regle)
	require.NoError(t, err)
	require.NotNil(t, r.JSON201, "%s", r.Body)
	deux, err := c.CreerRegleGenerationWithResponse(t.Context(), regle)
	require.NoError(t, err)
	require.Equal(t, "regle_generation.doublon", deux.ApplicationproblemJSONDefault.Code)
	require.Equal(t, "2 modifiées.", *generer(t, c, session, false).Message)
	require.Equal(t, "1 2 4", sql(t, s, `SELECT string_agg(besoin::text, ' ' ORDER BY besoin) FROM mission WHERE session_id = md5('2014')::uuid AND type = 'CORRECTION'`), "BTS à la règle générale ; 24 et 74 copies, deux correcteurs pour 40")
	faux := regle
	faux.Source, faux.Genre = "centre", texte("cantine")
	refus, err := c.CreerRegleGenerationWithResponse(t.Context(), faux)
	require.NoError(t, err)
	require.Equal(t, "/genre", (*refus.ApplicationproblemJSONDefault.Errors)[0].Pointer)
	perimee, err := c.ModifierRegleGenerationWithResponse(t.Context(), r.JSON201.Id, &client.ModifierRegleGenerationParams{IfMatch: `"7"`}, regle)
	require.NoError(t, err)
	require.Equal(t, 412, perimee.StatusCode())
	retiree, err := c.SupprimerRegleGenerationWithResponse(t.Context(), r.JSON201.Id, &client.SupprimerRegleGenerationParams{IfMatch: `"1"`})
	require.NoError(t, err)
	require.Equal(t, 204, retiree.StatusCode())
	require.Equal(t, "2 modifiées.", *generer(t, c, session, false).Message)
}
