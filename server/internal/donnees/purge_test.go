package donnees_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/demo"
	"imagin/server/internal/pgtest"
)

// TestPurgeDesSessions: a whole demonstration académie grows old, step by step. Amounts outlive affectations that nothing
// pays, people go last, and everything can be erased in the end without breaking a key.
func TestPurgeDesSessions(t *testing.T) {
	s := apitest.Sur(t, pgtest.Vide(t))
	require.NoError(t, s.Demontrer(t.Context(), demo.Mini, 1))
	tenirLaRonde(t, s)
	admin := s.Client(t, "administrateur")
	purger := func(simulation bool) map[string]int {
		r, err := admin.PurgerWithResponse(t.Context(), client.DemandePurge{Simulation: simulation})
		require.NoError(t, err)
		require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
		m := map[string]int{}
		for _, l := range r.JSON200.Lignes {
			m[l.Categorie] = l.Effacees
		}
		return m
	}
	compter := func(table string) int {
		return apitest.Lignes[struct{ N int }](t, s, "SELECT count(*) AS n FROM "+table)[0].N
	}
	vieillir := func(annees string) {
		s.Pg.Sql(t, `SET session_replication_role = replica;
			UPDATE session SET annee = annee - `+annees+`, fin = fin - interval '`+annees+` years', debut = debut - interval '`+annees+` years', etat = 'archivee';
			UPDATE etat_frais SET jour = jour - interval '`+annees+` years';
			UPDATE intervenant SET etat = 'historise', maj_le = maj_le - interval '`+annees+` years'`)
	}
	require.Zero(t, purger(true)["Affectations, convocations, constats et plans"], "rien n’est vieux")
	vieillir("4")
	etats, avec := compter("etat_frais"), compter("(SELECT DISTINCT affectation_id FROM etat_frais) x")
	prevu := purger(true)
	require.Zero(t, prevu["États de frais et justificatifs"])
	require.Positive(t, prevu["Affectations, convocations, constats et plans"])
	require.Equal(t, prevu, purger(false), "ce qui est compté est ce qui est effacé")
	require.Equal(t, etats, compter("etat_frais"))
	require.Equal(t, avec, compter("affectation"), "ce qui est payé garde son affectation")
	require.Zero(t, compter("convocation"))
	reste := compter("intervenant")
	require.Positive(t, reste)
	vieillir("10")
	purger(false)
	payees := compter("(SELECT DISTINCT p.etat_frais_id FROM efm_part p JOIN lot_ligne l ON l.part_id = p.id WHERE l.etat IN ('en_lot', 'recu', 'accepte')) x")
	require.Positive(t, payees, "la démonstration a des lots")
	require.Equal(t, payees, compter("etat_frais"), "ce qu’un lot gardé a payé reste avec lui")
	s.Pg.Sql(t, `SET session_replication_role = replica; UPDATE lot SET cree_le = cree_le - interval '14 years', etat = 'solde' WHERE etat <> 'annule'; UPDATE lot SET cree_le = cree_le - interval '14 years' WHERE etat = 'annule'`)
	purger(false)
	for _, table := range []string{"etat_frais", "efm_part", "efm_ligne", "affectation", "constat", "occupation", "intervenant", "competence", "rattachement", "intervenant_secret", "voeu", "lot", "lot_ligne"} {
		require.Zero(t, compter(table), table)
	}
}

// tenirLaRonde waits for the purge that a starting service makes, and keeps others from purging during the test.
func tenirLaRonde(t *testing.T, s *apitest.Serveur) {
	t.Helper()
	require.Eventually(t, func() bool {
		liberer, err := s.Base.Verrouiller(t.Context(), "purge")
		if err == nil && liberer != nil {
			t.Cleanup(liberer)
		}
		return err == nil && liberer != nil
	}, attenteRonde, pasRonde)
}
