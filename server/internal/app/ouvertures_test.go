package app_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
)

// TestOuvertures: a decision is in force at once, for the menu and for the API; the last one wins, and is not taken over
// another unseen.
func TestOuvertures(t *testing.T) {
	s := apitest.Nouveau(t)
	g, i := s.Client(t, "gestionnaire"), s.Client(t, "intervenant")
	lire := func() client.Ouverture {
		l, err := g.ListerOuverturesWithResponse(t.Context())
		require.NoError(t, err)
		require.NotNil(t, l.JSON200, "%s", l.Body)
		for _, o := range l.JSON200.Ouvertures {
			if o.Service == "intervenant" && o.Activite == "competences-saisie" {
				return o
			}
		}
		t.Fatal("activité absente")
		return client.Ouverture{}
	}
	acces := func() int {
		r, err := i.ListerCompetencesWithResponse(t.Context(), nil)
		require.NoError(t, err)
		return r.StatusCode()
	}
	decider := func(d client.DecisionOuverture) *client.DeciderOuvertureResponse {
		d.Service, d.Activite = "intervenant", "competences-saisie"
		r, err := g.DeciderOuvertureWithResponse(t.Context(), d)
		require.NoError(t, err)
		return r
	}
	avant := lire()
	require.True(t, avant.Ouverte)
	require.Equal(t, http.StatusOK, acces())

	r := decider(client.DecisionOuverture{Ouverte: false, Message: ptr(" Reprise lundi. "), Derniere: avant.Derniere})
	require.NotNil(t, r.JSON200, "%s", r.Body)
	require.False(t, r.JSON200.Ouverte)
	require.Equal(t, "Reprise lundi.", *r.JSON200.Message)
	require.NotNil(t, r.JSON200.DecidePar)
	require.Equal(t, http.StatusForbidden, acces(), "fermée aussitôt")

	require.Equal(t, http.StatusPreconditionFailed, decider(client.DecisionOuverture{Ouverte: true, Derniere: avant.Derniere}).StatusCode(), "décidée entre-temps")
	demain := time.Now().Add(24 * time.Hour)
	require.Equal(t, "campagne.dates", decider(client.DecisionOuverture{Ouverte: true, Debut: &demain, Fin: ptr(demain.Add(-time.Hour)), Derniere: lire().Derniere}).ApplicationproblemJSONDefault.Code)
	require.NotNil(t, decider(client.DecisionOuverture{Ouverte: true, Debut: &demain, Derniere: lire().Derniere}).JSON200)
	require.Equal(t, http.StatusForbidden, acces(), "pas avant demain")
	require.NotNil(t, decider(client.DecisionOuverture{Ouverte: true, Fin: &demain, Derniere: lire().Derniere}).JSON200)
	require.Equal(t, http.StatusOK, acces())

	inconnue, err := g.DeciderOuvertureWithResponse(t.Context(), client.DecisionOuverture{Service: "centre", Activite: "inconnue", Ouverte: true})
	require.NoError(t, err)
	require.Equal(t, http.StatusNotFound, inconnue.StatusCode())
	h, err := g.ListerCampagnesWithResponse(t.Context(), &client.ListerCampagnesParams{Filtre: ptr("activite==competences-saisie;service==intervenant")})
	require.NoError(t, err)
	require.Len(t, h.JSON200.Items, 4, "chaque décision reste à l’historique")
	require.Equal(t, "3", sql(t, s, `SELECT count(*) FROM journal WHERE objet = 'campagne' AND academie = '014' AND qui <> 'postgres' AND pourquoi IS NOT DISTINCT FROM NULL AND apres->>'decide_par' IS NOT NULL`))
}

// TestOuvertureParExamen: what is decided for one examen wins over the rest, in the menu as in what is written, until the
// examen follows again.
func TestOuvertureParExamen(t *testing.T) {
	s := apitest.Nouveau(t)
	s.Pg.Sql(t, `INSERT INTO examen VALUES ('014', 'BAC', 'BACCALAUREAT'); INSERT INTO specialite VALUES ('014', 'BAC', '00001', 'GENERALE');
		INSERT INTO epreuve_option (academie, id, examen, specialite, epreuve, libelle, nature) VALUES ('014', md5('bac')::uuid, 'BAC', '00001', 'E1', 'PHILOSOPHIE', 'ecrit');
		INSERT INTO competence (academie, id, intervenant_id, epreuve_option_id) VALUES ('014', md5('cbac')::uuid, md5('014i1')::uuid, md5('bac')::uuid);
		INSERT INTO competence_auteur (academie, id, competence_id, type, auteur, libelle, etat) VALUES ('014', gen_random_uuid(), md5('cbac')::uuid, 'systeme', '', 'SYS', 'C')`)
	g, i := s.Client(t, "gestionnaire"), s.Client(t, "intervenant")
	bts, bac := uuid.MustParse(sql(t, s, `SELECT md5('014c11')::uuid`)), uuid.MustParse(sql(t, s, `SELECT md5('cbac')::uuid`))
	var dernieres = map[string]*uuid.UUID{}
	lire := func() {
		l, err := g.ListerOuverturesWithResponse(t.Context())
		require.NoError(t, err)
		require.Len(t, l.JSON200.Examens, 2)
		clear(dernieres)
		for _, o := range l.JSON200.Ouvertures {
			if o.Service == "intervenant" && o.Activite == "competences-saisie" {
				dernieres[valeur(o.Examen)] = o.Derniere
			}
		}
	}
	decider := func(d client.DecisionOuverture) *client.DeciderOuvertureResponse {
		lire()
		d.Service, d.Activite, d.Derniere = "intervenant", "competences-saisie", dernieres[valeur(d.Examen)]
		r, err := g.DeciderOuvertureWithResponse(t.Context(), d)
		require.NoError(t, err)
		return r
	}
	ecrire := func(id uuid.UUID) int {
		r, err := i.DonnerAvisWithResponse(t.Context(), id, client.AvisCompetence{Avis: "valider"})
		require.NoError(t, err)
		return r.StatusCode()
	}
	menu := func() string {
		m, err := i.LireMoiWithResponse(t.Context())
		require.NoError(t, err)
		for _, a := range m.JSON200.Activites {
			if a.Code == "competences-saisie" {
				return map[bool]string{true: "ouverte ", false: "fermée "}[a.Ouverte] + valeur(a.Message)
			}
		}
		return ""
	}
	require.Equal(t, http.StatusNotFound, decider(client.DecisionOuverture{Examen: ptr("INCONNU")}).StatusCode())
	require.NotNil(t, decider(client.DecisionOuverture{Ouverte: false, Examen: ptr("BTS")}).JSON200)
	require.Equal(t, "ouverte Fermée pour : BTS.", menu())
	require.Equal(t, http.StatusForbidden, ecrire(bts))
	require.Equal(t, http.StatusOK, ecrire(bac))
	require.NotNil(t, decider(client.DecisionOuverture{Ouverte: false}).JSON200)
	require.Equal(t, "fermée ", menu())
	require.NotNil(t, decider(client.DecisionOuverture{Ouverte: true, Examen: ptr("BTS")}).JSON200)
	require.Equal(t, "ouverte Ouverte seulement pour : BTS.", menu())
	require.Equal(t, http.StatusOK, ecrire(bts))
	require.Equal(t, http.StatusForbidden, ecrire(bac))
	require.NotNil(t, decider(client.DecisionOuverture{Ouverte: true, Suivre: ptr(true), Examen: ptr("BTS")}).JSON200)
	require.Equal(t, "fermée ", menu())
	require.Equal(t, http.StatusForbidden, ecrire(bts))
	lire()
	require.Len(t, dernieres, 1, "l’examen suit de nouveau la décision générale")
}

func valeur(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
