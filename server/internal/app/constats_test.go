package app_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/frais"
)

// creerEtats makes the états de frais of everybody convoked in the session to come.
func creerEtats(t *testing.T, s *apitest.Serveur) {
	t.Helper()
	// Half of the missions to come are put in the past: the others are not to be marked yet.
	s.Pg.Sql(t, `UPDATE creneau SET debut = debut - interval '13 months', fin = fin - interval '13 months' WHERE academie = '014' AND mission_id IN (SELECT md5('014m2027' || n)::uuid FROM generate_series(1, 5) n)`)
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	require.NoError(t, s.Base.InAcademie(ctx, "014", func(tx *db.Tx) error {
		l, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT id FROM affectation WHERE academie = '014' AND etat = 'convoquee'`)
		if err != nil {
			return err
		}
		var ids []uuid.UUID
		for _, x := range l {
			ids = append(ids, x.ID)
		}
		_, err = frais.Creer(ctx, tx, ids)
		return err
	}))
}

type constateur struct {
	t *testing.T
	c *client.ClientWithResponses
}

func (k constateur) lister(filtre string) []client.Constat {
	k.t.Helper()
	taille := client.TaillePage(100)
	r, err := k.c.ListerConstatsWithResponse(k.t.Context(), &client.ListerConstatsParams{Filtre: &filtre, Taille: &taille})
	require.NoError(k.t, err)
	require.NotNil(k.t, r.JSON200, "%s", r.Body)
	return r.JSON200.Items
}

func (k constateur) dire(s ...client.SaisieConstat) []client.SortConstat {
	k.t.Helper()
	r, err := k.c.ConstaterWithResponse(k.t.Context(), client.SaisieConstats{Saisies: s})
	require.NoError(k.t, err)
	require.NotNil(k.t, r.JSON200, "%s", r.Body)
	return r.JSON200.Sorts
}

// TestConstat: the phone's queue may be sent again and again; what is signed no longer moves; what is done is priced.
func TestConstat(t *testing.T) {
	s := apitest.Nouveau(t)
	creerEtats(t, s)
	centre, g := constateur{t, s.Client(t, "chef_centre")}, constateur{t, s.Client(t, "gestionnaire")}
	ms, err := centre.c.ListerConstatsMissionsWithResponse(t.Context(), &client.ListerConstatsMissionsParams{Filtre: ptr("session==2027-N")})
	require.NoError(t, err)
	require.NotNil(t, ms.JSON200, "%s", ms.Body)
	require.Len(t, ms.JSON200.Items, 10)
	m := ms.JSON200.Items[0]
	require.Equal(t, client.FormeConstatOral, m.Forme)
	require.Equal(t, 15, m.Convoques)
	lignes := centre.lister("mission==" + m.Id.String())
	require.Len(t, lignes, 15)

	futur := centre.lister("mission==" + sql(t, s, `SELECT md5('014m20279')::uuid`))[0]
	require.Equal(t, client.SortConstatSortRefuse, centre.dire(client.SaisieConstat{Cle: uuid.New(), Affectation: futur.Id, Fait: client.FaitConstatNonFait})[0].Sort, "pas encore commencée")
	cle := uuid.New()
	fait := client.SaisieConstat{Cle: cle, Affectation: lignes[0].Id, Fait: client.FaitConstatFait, Candidats: ptr(14), Minutes: ptr(280)}
	require.Equal(t, client.SortConstatSortEnregistre, centre.dire(fait)[0].Sort)
	require.Equal(t, client.SortConstatSortDejaRecu, centre.dire(fait)[0].Sort, "la même marque, renvoyée")
	fait.Cle = uuid.New()
	conflit := centre.dire(fait)[0]
	require.Equal(t, client.SortConstatSortConflit, conflit.Sort)
	require.Equal(t, 1, *conflit.Version)
	require.Equal(t, client.SortConstatSortRefuse, centre.dire(client.SaisieConstat{Cle: uuid.New(), Affectation: lignes[1].Id, Fait: client.FaitConstatFait})[0].Sort, "sans quantité")
	deux := uuid.New()
	sorts := centre.dire(client.SaisieConstat{Cle: deux, Affectation: lignes[1].Id, Fait: client.FaitConstatNonFait, Observation: ptr("absente")},
		client.SaisieConstat{Cle: deux, Affectation: lignes[1].Id, Fait: client.FaitConstatNonFait}, client.SaisieConstat{Cle: uuid.New(), Affectation: uuid.New(), Fait: client.FaitConstatNonFait})
	require.Equal(t, []client.SortConstatSort{client.SortConstatSortEnregistre, client.SortConstatSortDejaRecu, client.SortConstatSortRefuse},
		[]client.SortConstatSort{sorts[0].Sort, sorts[1].Sort, sorts[2].Sort})

	etat := func(affectation uuid.UUID) client.EtatFraisDetail {
		id := sql(t, s, `SELECT id FROM etat_frais WHERE academie = '014' AND affectation_id = '`+affectation.String()+`'`)
		r, err := g.c.LireEtatFraisWithResponse(t.Context(), uuid.MustParse(id))
		require.NoError(t, err)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		return *r.JSON200
	}
	e := etat(lignes[0].Id)
	require.EqualValues(t, 6533, e.Etat.RemMontant, "280 min à 14 €/h")
	require.Equal(t, client.EtatPartEffectuee, e.Etat.RemEtat)
	require.Len(t, e.Parts[0].Lignes, 1)
	require.Contains(t, *e.Parts[0].Lignes[0].Source, "9 août 2012")
	require.Equal(t, client.EtatPartNonFait, etat(lignes[1].Id).Etat.RemEtat)
	require.Equal(t, "non_effectuee", sql(t, s, `SELECT etat FROM affectation WHERE id = '`+lignes[1].Id.String()+`'`))
	// Said by mistake: she came.
	require.Equal(t, client.SortConstatSortEnregistre, centre.dire(client.SaisieConstat{Cle: uuid.New(), Affectation: lignes[1].Id, Version: 1, Fait: client.FaitConstatFait, Minutes: ptr(60)})[0].Sort)
	require.EqualValues(t, 1400, etat(lignes[1].Id).Etat.RemMontant)

	signer := func() *client.SignerConstatResponse {
		r, err := centre.c.SignerConstatWithResponse(t.Context(), client.SignatureConstat{Mission: m.Id})
		require.NoError(t, err)
		return r
	}
	require.Equal(t, "constat.incomplet", signer().ApplicationproblemJSONDefault.Code)
	var reste []client.SaisieConstat
	for _, l := range lignes[2:] {
		reste = append(reste, client.SaisieConstat{Cle: uuid.New(), Affectation: l.Id, Fait: client.FaitConstatFait, Minutes: ptr(120), Candidats: ptr(6)})
	}
	centre.dire(reste...)
	signee := signer()
	require.NotNil(t, signee.JSON200, "%s", signee.Body)
	require.True(t, signee.JSON200.Signe)
	require.Equal(t, [3]int{15, 15, 14 + 13*6}, [3]int{signee.JSON200.Constates, signee.JSON200.Faits, signee.JSON200.Candidats})
	require.Equal(t, client.SortConstatSortRefuse, centre.dire(client.SaisieConstat{Cle: uuid.New(), Affectation: lignes[0].Id, Version: 1, Fait: client.FaitConstatNonFait})[0].Sort)
	require.Equal(t, client.EtatPartAValider, etat(lignes[0].Id).Etat.RemEtat)
	refus, err := centre.c.LeverSignatureWithResponse(t.Context(), client.LeveeSignature{Mission: m.Id, Motif: "essai"})
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, refus.StatusCode(), "seul le gestionnaire lève une signature")
	levee, err := g.c.LeverSignatureWithResponse(t.Context(), client.LeveeSignature{Mission: m.Id, Motif: "erreur de saisie"})
	require.NoError(t, err)
	require.False(t, levee.JSON200.Signe)
	require.Equal(t, "erreur de saisie", sql(t, s, `SELECT pourquoi FROM journal WHERE objet = 'constat_signature' AND action = 'delete'`))
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM constat WHERE academie = '099'`))
}

// TestDeuxTelephones: two people send marks on the same person at once; one is written, the other told.
func TestDeuxTelephones(t *testing.T) {
	s := apitest.Nouveau(t)
	creerEtats(t, s)
	k := constateur{t, s.Client(t, "gestionnaire")}
	l := k.lister("mission==" + sql(t, s, `SELECT md5('014m20271')::uuid`))[0]
	sorts := make(chan client.SortConstatSort, 8)
	for i := range 8 {
		go func() {
			r, err := k.c.ConstaterWithResponse(context.WithoutCancel(t.Context()), client.SaisieConstats{Saisies: []client.SaisieConstat{{Cle: uuid.New(), Affectation: l.Id, Fait: client.FaitConstatFait, Minutes: ptr(60 + i)}}})
			if err != nil || r.JSON200 == nil {
				sorts <- "erreur"
				return
			}
			sorts <- r.JSON200.Sorts[0].Sort
		}()
	}
	comptes := map[client.SortConstatSort]int{}
	for range 8 {
		comptes[<-sorts]++
	}
	require.Equal(t, map[client.SortConstatSort]int{client.SortConstatSortEnregistre: 1, client.SortConstatSortConflit: 7}, comptes)
}

// TestActionsSurLesEtats: what can be validated is, the rest says why; a simulation leaves nothing behind.
func TestActionsSurLesEtats(t *testing.T) {
	s := apitest.Nouveau(t)
	creerEtats(t, s)
	g := constateur{t, s.Client(t, "gestionnaire")}
	agir := func(a client.ActionEtatsFrais) *client.AgirEtatsFraisResponse {
		a.Selection = client.Selection{Mode: client.SelectionModeFiltre}
		r, err := g.c.AgirEtatsFraisWithResponse(t.Context(), a)
		require.NoError(t, err)
		return r
	}
	lignes := g.lister("mission==" + sql(t, s, `SELECT md5('014m20271')::uuid`))
	for _, l := range lignes[:4] {
		g.dire(client.SaisieConstat{Cle: uuid.New(), Affectation: l.Id, Fait: client.FaitConstatFait, Minutes: ptr(60)})
	}
	rem := client.GenrePartRemuneration
	valider := client.ActionEtatsFrais{Action: client.ActionFraisValider, Part: &rem, Simulation: ptr(true)}
	for _, simulation := range []bool{true, false} {
		valider.Simulation = &simulation
		r := agir(valider)
		require.NotNil(t, r.JSON200, "%s", r.Body)
		require.Equal(t, 4, r.JSON200.Parts)
		require.EqualValues(t, 4*1400, r.JSON200.Montants[0].Montant)
		require.Equal(t, "La mission n’est pas encore effectuée.", r.JSON200.Laissees[0].Raison, "%v", r.JSON200.Laissees)
		require.Equal(t, map[bool]string{true: "0", false: "4"}[simulation], sql(t, s, `SELECT count(*) FROM efm_part WHERE etat = 'valide'`))
	}
	require.Equal(t, "etat_frais.motif", agir(client.ActionEtatsFrais{Action: client.ActionFraisAnnuler}).ApplicationproblemJSONDefault.Code)
	require.Positive(t, agir(client.ActionEtatsFrais{Action: client.ActionFraisAnnuler, Part: &rem, Motif: ptr("double")}).JSON200.Parts)
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM efm_part WHERE genre = 'remuneration' AND etat <> 'annule'`))
	require.Positive(t, agir(client.ActionEtatsFrais{Action: client.ActionFraisRetablir, Part: &rem}).JSON200.Parts)
	require.Equal(t, "4", sql(t, s, `SELECT count(*) FROM efm_part WHERE etat = 'valide'`), "chacune revient où elle était")
	require.Equal(t, 4, agir(client.ActionEtatsFrais{Action: client.ActionFraisRenvoyer, Part: &rem, Motif: ptr("à revoir")}).JSON200.Parts)
	require.Equal(t, "4", sql(t, s, `SELECT count(*) FROM efm_part WHERE etat = 'effectuee' AND motif = 'à revoir' AND genre = 'remuneration'`))
	// A teacher sees her own, and cannot act.
	i := s.Client(t, "intervenant")
	siens, err := i.ListerEtatsFraisWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusForbidden, siens.StatusCode(), "activité fermée")
	s.Pg.Sql(t, `INSERT INTO campagne (academie, id, service, activite, ouverte) VALUES ('014', gen_random_uuid(), 'intervenant', 'etats-frais', true)`)
	siens, err = i.ListerEtatsFraisWithResponse(t.Context(), nil)
	require.NoError(t, err)
	require.NotNil(t, siens.JSON200)
	require.Equal(t, sql(t, s, `SELECT count(*) FROM etat_frais WHERE academie = '014' AND intervenant_id = md5('014i1')::uuid`), fmt.Sprint(siens.JSON200.Total))
	// The round opens what is over, once.
	avant := sql(t, s, `SELECT count(*) FROM efm_part WHERE etat = 'effectuee'`)
	require.NoError(t, frais.Ouvrir(s.Base)(t.Context()))
	require.NotEqual(t, avant, sql(t, s, `SELECT count(*) FROM efm_part WHERE etat = 'effectuee'`))
}
