package app_test

import (
	"net/http"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

func parFiltre(f string) client.Selection {
	return client.Selection{Mode: client.SelectionModeFiltre, Filtre: &f}
}

func parLignes(ids ...uuid.UUID) client.Selection {
	return client.Selection{Mode: client.SelectionModeLignes, Ids: &ids}
}

// TestAvisEnMasse: what a simulation announces is what happens, in one's scope only, and in the journal.
func TestAvisEnMasse(t *testing.T) {
	s := apitest.Nouveau(t)
	dire := func(profil string, sel client.Selection, avis client.Avis, motif *string, simulation bool) *client.DonnerAvisEnMasseResponse {
		r, err := s.Client(t, profil).DonnerAvisEnMasseWithResponse(t.Context(), client.AvisCompetences{Selection: sel, Avis: avis, Motif: motif, Simulation: &simulation})
		require.NoError(t, err)
		return r
	}
	lignes := func() string {
		return sql(t, s, `SELECT count(*) FROM competence_auteur WHERE academie = '014' AND type <> 'systeme'`)
	}
	tout, motif := parFiltre("effective==true"), ptr("Réforme de l’épreuve.")
	require.Equal(t, "competence.motif", dire("inspecteur", tout, client.AvisRefuser, nil, false).ApplicationproblemJSONDefault.Code)
	annonce := dire("inspecteur", tout, client.AvisRefuser, motif, true).JSON200
	require.Equal(t, &client.BilanAvis{Lignes: 60, Ecrites: 60, CessentEffectives: 60}, annonce, "les trente personnes de sa discipline")
	require.Equal(t, "0", lignes(), "une simulation n’écrit rien")
	require.Equal(t, annonce, dire("inspecteur", tout, client.AvisRefuser, motif, false).JSON200)
	require.Equal(t, "60", sql(t, s, `SELECT count(*) FROM journal WHERE academie = '014' AND action = 'avis' AND objet = 'competence' AND pourquoi = $1`, *motif))
	require.Equal(t, "60", sql(t, s, `SELECT count(*) FROM competence_auteur a JOIN competence c ON c.id = a.competence_id JOIN rattachement r ON r.intervenant_id = c.intervenant_id
		WHERE a.type = 'inspecteur' AND a.academie = '014' AND r.discipline = 'L1300'`))
	require.Zero(t, dire("inspecteur", parFiltre("effective==false"), client.AvisRefuser, motif, false).JSON200.Ecrites, "redire la même chose n’écrit rien")

	// The gestionnaire is above.
	b := dire("gestionnaire", parFiltre("effective==false"), client.AvisValider, nil, false).JSON200
	require.Equal(t, []int{60, 60, 0}, []int{b.Ecrites, b.DeviennentEffectives, b.CessentEffectives})
	b = dire("gestionnaire", parFiltre(""), client.AvisRetirer, nil, false).JSON200
	require.Equal(t, []int{120, 60, 60}, []int{b.Lignes, b.Ecrites, b.CessentEffectives})
	require.Equal(t, http.StatusUnprocessableEntity, dire("gestionnaire", parLignes(), client.AvisValider, nil, false).StatusCode())
	require.Equal(t, http.StatusBadRequest, dire("gestionnaire", parFiltre("inconnue==1"), client.AvisValider, nil, false).StatusCode())
	ailleurs := uuid.MustParse(sql(t, s, `SELECT md5('014c11')::uuid`)) // letters
	require.Zero(t, dire("inspecteur", parLignes(ailleurs), client.AvisValider, nil, false).JSON200.Lignes)
	require.Equal(t, http.StatusForbidden, dire("intervenant", parLignes(ailleurs), client.AvisValider, nil, false).StatusCode())
}

// TestDeclarerUneCompetence: each profile for its people, with an épreuve-option of the regulation.
func TestDeclarerUneCompetence(t *testing.T) {
	s := apitest.Nouveau(t)
	epreuve := uuid.MustParse(sql(t, s, `SELECT md5('014o3')::uuid`))
	for profil, genre := range map[string]string{"intervenant": "intervenant", "chef_etablissement": "etablissement", "inspecteur": "inspecteur", "gestionnaire": "gestionnaire"} {
		t.Run(profil, func(t *testing.T) {
			c := s.Client(t, profil)
			l, err := c.ListerCompetencesWithResponse(t.Context(), nil)
			require.NoError(t, err)
			qui := l.JSON200.Items[0].Intervenant
			creer := func(qui, quoi uuid.UUID) *client.CreerCompetenceResponse {
				r, err := c.CreerCompetenceWithResponse(t.Context(), client.CreationCompetence{Intervenant: qui, EpreuveOption: quoi, Motif: ptr("Enseigne en BTS depuis 2019.")})
				require.NoError(t, err)
				return r
			}
			for range 2 { // twice is once
				r := creer(qui, epreuve)
				require.NotNil(t, r.JSON200, "%s", r.Body)
				require.True(t, r.JSON200.Effective)
				require.Equal(t, "C", sql(t, s, `SELECT string_agg(etat, ' ') FROM competence_auteur WHERE academie = '014' AND competence_id = $1 AND type = $2`, r.JSON200.Id, genre))
			}
			require.Equal(t, http.StatusUnprocessableEntity, creer(qui, uuid.New()).StatusCode())
			require.Equal(t, http.StatusNotFound, creer(uuid.MustParse(sql(t, s, `SELECT md5('099i2')::uuid`)), epreuve).StatusCode(), "une autre académie")
			// The last author who takes his word back takes the compétence with it.
			x := creer(qui, epreuve).JSON200
			r, err := c.DonnerAvisWithResponse(t.Context(), x.Id, client.AvisCompetence{Avis: client.AvisRetirer})
			require.NoError(t, err)
			if len(x.Auteurs) == 1 {
				require.Equal(t, http.StatusNoContent, r.StatusCode())
			}
		})
	}
	c := s.Client(t, "gestionnaire")
	b, err := c.CreerCompetencesWithResponse(t.Context(), client.CreationCompetences{Selection: parFiltre("discipline==L1300"), EpreuvesOptions: []uuid.UUID{epreuve}})
	require.NoError(t, err)
	require.Equal(t, []int{30, 30}, []int{b.JSON200.Lignes, b.JSON200.Ecrites})
}

// TestPropositions: an inspecteur proposes people of his disciplines; the gestionnaire decides, and says why not.
func TestPropositions(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `UPDATE intervenant SET grade = 'CONTRACT.' WHERE academie = '014' AND id IN (md5('014i2')::uuid, md5('014i4')::uuid, md5('014i5')::uuid)`)
	i, g := s.Client(t, "inspecteur"), s.Client(t, "gestionnaire")
	proposer := func(genre client.TypeProposition, f string, simulation bool) *client.BilanPropositions {
		r, err := i.ProposerWithResponse(t.Context(), client.NouvellesPropositions{Session: "2027-N", Type: genre, Selection: parFiltre(f), Simulation: &simulation})
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		return r.JSON200
	}
	annonce := proposer(client.TypePropositionContractuel, "", true)
	require.Equal(t, []int{30, 2, 28}, []int{annonce.Lignes, annonce.Ecrites, annonce.Ecartees}, "deux contractuels dans sa discipline")
	require.Equal(t, annonce, proposer(client.TypePropositionContractuel, "", false))
	require.Contains(t, proposer(client.TypePropositionContractuel, "", false).Messages[1], "déjà proposés")
	require.Equal(t, 30, proposer(client.TypePropositionReserviste, "", false).Ecrites)

	l, err := g.ListerPropositionsWithResponse(t.Context(), &client.ListerPropositionsParams{Filtre: ptr("type==contractuel")})
	require.NoError(t, err)
	require.Len(t, l.JSON200.Items, 2)
	decider := func(etat client.EtatProposition, motif *string) *client.DeciderPropositionsResponse {
		r, err := g.DeciderPropositionsWithResponse(t.Context(), client.DecisionPropositions{Selection: parLignes(l.JSON200.Items[0].Id), Etat: etat, Motif: motif})
		require.NoError(t, err)
		return r
	}
	require.Equal(t, "proposition.motif", decider(client.EtatPropositionEcartee, nil).ApplicationproblemJSONDefault.Code)
	require.Equal(t, 1, decider(client.EtatPropositionRetenue, nil).JSON200.Ecrites)
	retirer := func(id uuid.UUID) int {
		r, err := i.RetirerPropositionWithResponse(t.Context(), id)
		require.NoError(t, err)
		return r.StatusCode()
	}
	require.Equal(t, http.StatusConflict, retirer(l.JSON200.Items[0].Id), "il est retenu")
	require.Equal(t, http.StatusNoContent, retirer(l.JSON200.Items[1].Id))
	require.Equal(t, http.StatusNotFound, retirer(l.JSON200.Items[1].Id))
	interdit, err := g.ProposerWithResponse(t.Context(), client.NouvellesPropositions{Session: "2027-N", Type: "reserviste", Selection: parFiltre("")})
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, interdit.StatusCode())
}
