package donnees_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

const attenteRonde, pasRonde = 20 * time.Second, 10 * time.Millisecond

// TestPurge: each category loses what is older than its duration, no more; the journal keeps its seals, and its lines of
// less than six months whatever is asked.
func TestPurge(t *testing.T) {
	s := apitest.Nouveau(t)
	admin := s.Client(t, "administrateur")
	tenirLaRonde(t, s)
	s.Pg.Sql(t, `INSERT INTO session_web (academie, id, utilisateur_id, profil_id, ouverte_le, expire_le, limite_le) SELECT '014', gen_random_uuid(), md5('014uintervenant')::uuid,
			md5('014pintervenant')::uuid, le, le, le FROM unnest(ARRAY[now() - interval '13 months', now() - interval '11 months']) le;
		INSERT INTO changement (academie, ressource, objet_id, operation, le) VALUES ('014', 'missions', gen_random_uuid(), 'creation', now() - interval '3 months'),
			('014', 'missions', gen_random_uuid(), 'creation', now()), ('099', 'missions', gen_random_uuid(), 'creation', now() - interval '3 months')`)
	purger := func(simulation bool) map[string]int {
		r, err := admin.PurgerWithResponse(t.Context(), client.DemandePurge{Simulation: simulation})
		require.NoError(t, err)
		require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
		m := map[string]int{}
		for _, l := range r.JSON200.Lignes {
			if l.Effacees > 0 {
				m[l.Categorie] = l.Effacees
			}
		}
		return m
	}
	attendu := map[string]int{"Connexions closes": 1, "Suite des changements et envois aux outils": 1}
	require.Equal(t, attendu, purger(true))
	require.Equal(t, attendu, purger(true), "simuler n’efface rien")
	require.Equal(t, attendu, purger(false))
	require.Empty(t, purger(false))
	lus := apitest.Lignes[struct{ N int }](t, s, `SELECT count(*) AS n FROM journal WHERE action = 'purge'`)
	require.Equal(t, 2, lus[0].N)

	for mois, statut := range map[int]int{5: 422, 6: 200} {
		r, err := admin.ReglerConservationWithResponse(t.Context(), client.ReglageConservation{Categorie: "journal", Mois: mois})
		require.NoError(t, err)
		require.Equal(t, statut, r.StatusCode(), "%s", r.Body)
	}
}

// TestDroitsDesPersonnes: what is known of a person, all of it, without her secrets in clear; and what is put right, with
// why.
func TestDroitsDesPersonnes(t *testing.T) {
	s := apitest.Nouveau(t)
	admin := s.Client(t, "administrateur")
	r, err := admin.ExporterDonneesPersonnellesWithResponse(t.Context(), apitest.Intervenant("014", 1))
	require.NoError(t, err)
	require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
	var tables []string
	for _, x := range r.JSON200.Rubriques {
		tables = append(tables, x.Table)
	}
	for _, attendue := range []string{"intervenant", "rattachement", "enseignement", "competence", "affectation", "utilisateur"} {
		require.Contains(t, tables, attendue)
	}
	require.NotContains(t, string(r.Body), "empreinte")
	require.Equal(t, 1, strings.Count(string(r.Body), `"table":"rattachement"`))
	autre, err := admin.ExporterDonneesPersonnellesWithResponse(t.Context(), apitest.Intervenant("099", 1))
	require.NoError(t, err)
	require.Equal(t, 404, autre.StatusCode())

	nom := "ABGRALL-MORVAN"
	m, err := admin.RectifierPersonneWithResponse(t.Context(), apitest.Intervenant("014", 1), client.Rectification{Nom: &nom, Motif: "Mariage, livret de famille vu"})
	require.NoError(t, err)
	require.Equal(t, 200, m.StatusCode(), "%s", m.Body)
	require.Equal(t, nom, m.JSON200.Nom)
	l := apitest.Lignes[struct{ Action, Pourquoi, Avant string }](t, s, `SELECT action, coalesce(pourquoi, '') AS pourquoi, coalesce(avant->>'Nom', '') AS avant FROM journal
		WHERE objet = 'intervenant' AND action IN ('droit_acces', 'rectification') ORDER BY le`)
	require.Equal(t, []struct{ Action, Pourquoi, Avant string }{{"droit_acces", "", ""}, {"rectification", "Mariage, livret de famille vu", "LE GOFF"}}, l)
}

// TestMesDonnees: a person reads all that is known of her and nobody else's, asks, and is answered once.
func TestMesDonnees(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `UPDATE intervenant SET mel = 'anne@exemple.fr' WHERE academie = '014' AND id = md5('014i1')::uuid`)
	moi, admin := s.Client(t, "intervenant"), s.Client(t, "administrateur")
	r, err := moi.ExporterMesDonneesWithResponse(t.Context())
	require.NoError(t, err)
	require.Equal(t, 200, r.StatusCode(), "%s", r.Body)
	require.Equal(t, apitest.Intervenant("014", 1), r.JSON200.Intervenant)
	require.Contains(t, string(r.Body), "anne@exemple.fr")
	require.NotContains(t, string(r.Body), apitest.Intervenant("014", 2).String())

	d, err := moi.DemanderRectificationWithResponse(t.Context(), client.DemandeRectification{Texte: "Mon nom de naissance est KERBRAT."})
	require.NoError(t, err)
	require.Equal(t, 201, d.StatusCode(), "%s", d.Body)
	repondre := func(c *client.ClientWithResponses) *client.RepondreDemandeDroitResponse {
		x, err := c.RepondreDemandeDroitWithResponse(t.Context(), d.JSON201.Id, client.ReponseDemandeDroit{Etat: "faite", Reponse: "C’est fait."})
		require.NoError(t, err)
		return x
	}
	require.Equal(t, 403, repondre(moi).StatusCode())
	require.Equal(t, 404, repondre(s.ClientAvec(t, s.Jeton(t, "administrateur", "administrateur.099"))).StatusCode())
	require.Equal(t, 200, repondre(admin).StatusCode())
	require.Equal(t, 409, repondre(admin).StatusCode(), "une fois")
	l, err := moi.ListerDemandesDroitsWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, "C’est fait.", *l.JSON200.Items[0].Reponse)
	require.Equal(t, 1, apitest.Lignes[struct{ N int }](t, s, `SELECT count(*) AS n FROM courriel WHERE genre = 'demande_droit' AND destinataire = 'anne@exemple.fr'`)[0].N)
	s.Pg.Sql(t, `UPDATE demande_droit SET intervenant_id = md5('014i2')::uuid`)
	l, err = moi.ListerDemandesDroitsWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Empty(t, l.JSON200.Items, "celles d’une autre personne ne se voient pas")
	for i := range 6 {
		x, err := moi.DemanderRectificationWithResponse(t.Context(), client.DemandeRectification{Texte: "Encore une demande."})
		require.NoError(t, err)
		require.Equal(t, map[bool]int{true: 201, false: 409}[i < 5], x.StatusCode())
	}
}
