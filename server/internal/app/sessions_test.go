package app_test

import (
	"context"
	"net/http"
	"strconv"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

func etag(version int) string { return `"` + strconv.Itoa(version) + `"` }

func sessionDuCode(t *testing.T, g *client.ClientWithResponses, code string) client.Session {
	t.Helper()
	l, err := g.ListerSessionsWithResponse(t.Context(), &client.ListerSessionsParams{Filtre: ptr("code==" + code)})
	require.NoError(t, err)
	require.NotNil(t, l.JSON200, "%s", l.Body)
	require.Len(t, l.JSON200.Items, 1)
	return l.JSON200.Items[0]
}

func changerEtat(t *testing.T, g *client.ClientWithResponses, s client.Session, etat client.EtatSession, motif *string) *client.ChangerEtatSessionResponse {
	t.Helper()
	r, err := g.ChangerEtatSessionWithResponse(t.Context(), s.Id, &client.ChangerEtatSessionParams{IfMatch: etag(s.Version)},
		client.ChangementEtatSession{Etat: etat, Motif: motif})
	require.NoError(t, err)
	return r
}

// TestVieDUneSession: prepared from the one before, opened, closed once nothing remains, reopened with a reason, archived.
func TestVieDUneSession(t *testing.T) {
	s := apitest.Nouveau(t)
	g := s.Client(t, "gestionnaire")
	avant := sessionDuCode(t, g, "2027-N")

	c, err := g.CreerSessionWithResponse(t.Context(), &client.CreerSessionParams{IdempotencyKey: ptr("k1")},
		client.CreationSession{Annee: 2028, Tour: "NORMALE", Depuis: &avant.Id})
	require.NoError(t, err)
	require.NotNil(t, c.JSON201, "%s", c.Body)
	require.Equal(t, "2028-N", c.JSON201.Code)
	require.EqualValues(t, "preparation", c.JSON201.Etat)
	require.Equal(t, 1, c.JSON201.Centres, "les centres de la session précédente sont repris")
	encore, err := g.CreerSessionWithResponse(t.Context(), &client.CreerSessionParams{IdempotencyKey: ptr("k1")},
		client.CreationSession{Annee: 2028, Tour: "NORMALE", Depuis: &avant.Id})
	require.NoError(t, err)
	require.Equal(t, c.JSON201.Id, encore.JSON201.Id, "la même clé rend la même session")
	double, err := g.CreerSessionWithResponse(t.Context(), nil, client.CreationSession{Annee: 2028, Tour: "NORMALE"})
	require.NoError(t, err)
	require.Equal(t, "session.doublon", double.ApplicationproblemJSONDefault.Code)
	p, err := g.PreparerSessionWithResponse(t.Context(), c.JSON201.Id, client.PreparationSession{Depuis: avant.Id})
	require.NoError(t, err)
	require.NotNil(t, p.JSON200, "%s", p.Body)
	for _, x := range p.JSON200.Reprises {
		require.Zero(t, x.Nombre, "%s : rien deux fois", x.Quoi)
	}

	nouvelle := *c.JSON201
	require.Equal(t, http.StatusConflict, changerEtat(t, g, nouvelle, "archivee", nil).StatusCode(), "aucun état ne se saute")
	ouverte := changerEtat(t, g, nouvelle, "ouverte", nil)
	require.NotNil(t, ouverte.JSON200, "%s", ouverte.Body)
	require.Equal(t, http.StatusPreconditionFailed, changerEtat(t, g, nouvelle, "close", nil).StatusCode(), "version périmée")
	close1 := changerEtat(t, g, *ouverte.JSON200, "close", nil)
	require.NotNil(t, close1.JSON200, "rien n’y est inachevé : %s", close1.Body)
	require.Equal(t, "session.motif", changerEtat(t, g, *close1.JSON200, "ouverte", nil).ApplicationproblemJSONDefault.Code)
	rouverte := changerEtat(t, g, *close1.JSON200, "ouverte", ptr("Épreuve reportée"))
	require.NotNil(t, rouverte.JSON200)

	// The fixtures' open session: ten missions, three hundred affectations.
	r := changerEtat(t, g, avant, "close", nil)
	require.Equal(t, http.StatusConflict, r.StatusCode())
	require.Equal(t, "session.inachevee", r.ApplicationproblemJSONDefault.Code)
	require.Contains(t, r.ApplicationproblemJSONDefault.Detail, "10 mission(s) encore ouvertes")
	require.Contains(t, r.ApplicationproblemJSONDefault.Detail, "150 affectation(s) convoquées")
	v, err := g.LireSessionWithResponse(t.Context(), avant.Id)
	require.NoError(t, err)
	require.NotNil(t, v.JSON200, "%s", v.Body)
	require.Len(t, v.JSON200.Inacheves, 3)
	for _, x := range v.JSON200.Inacheves {
		if x.Activite != "avancement" {
			continue
		}
		l, err := g.ListerAffectationsWithResponse(t.Context(), &client.ListerAffectationsParams{Filtre: &x.Filtre})
		require.NoError(t, err)
		require.NotNil(t, l.JSON200, "le lien mène à une liste : %s", l.Body)
		require.Equal(t, x.Nombre, l.JSON200.Total, "%s : la liste compte ce que le contrôle annonce", x.Code)
	}
}

// TestSessionArchivee: the database itself refuses, table by table, what would write in an archived session.
func TestSessionArchivee(t *testing.T) {
	s := apitest.Nouveau(t)
	g := s.Client(t, "gestionnaire")
	vieille := sessionDuCode(t, g, "2026-N")
	r := changerEtat(t, g, vieille, "archivee", nil)
	require.NotNil(t, r.JSON200, "%s", r.Body)
	m, err := g.ModifierSessionWithResponse(t.Context(), vieille.Id, &client.ModifierSessionParams{IfMatch: etag(r.JSON200.Version)}, client.ModificationSession{Libelle: ptr("Autre")})
	require.NoError(t, err)
	require.Equal(t, "session.archivee", m.ApplicationproblemJSONDefault.Code)
	autre := sessionDuCode(t, g, "2027-N")
	ctx := db.AvecActeur(context.Background(), db.Acteur{Qui: "essai"})
	essayer := func(sql string, args ...any) *fail.Error {
		return fail.As(s.Base.InAcademie(ctx, "014", func(tx *db.Tx) error {
			_, err := tx.Exec(ctx, sql, args...)
			return err
		}))
	}
	for _, sql := range []string{
		`UPDATE mission SET besoin = 9 WHERE session_id = $1`,
		`UPDATE centre SET libelle = 'AUTRE' WHERE session_id = $1`,
		`DELETE FROM affectation WHERE session_id = $1`,
		`UPDATE creneau SET sur_place = false WHERE mission_id IN (SELECT id FROM mission WHERE session_id = $1)`,
		`INSERT INTO centre (academie, id, session_id, code, libelle, fuseau) VALUES ('014', gen_random_uuid(), $1, 'X', 'X', 'Europe/Paris')`,
		`DELETE FROM session WHERE id = $1`,
		`UPDATE session SET etat = 'close' WHERE id = $1`,
	} {
		f := essayer(sql, vieille.Id)
		require.NotNil(t, f, sql)
		require.Equal(t, "session.archivee", f.Code, sql)
	}
	f := essayer(`UPDATE centre SET session_id = $1, code = 'Y' WHERE session_id = $2`, vieille.Id, autre.Id)
	require.NotNil(t, f, "rien n’y entre non plus")
	require.Equal(t, "session.archivee", f.Code)
	require.Nil(t, essayer(`UPDATE mission SET besoin = 9 WHERE session_id = $1`, autre.Id), "les autres sessions restent libres")
	require.Equal(t, http.StatusNotFound, func() int {
		x, err := g.LireSessionWithResponse(t.Context(), uuid.New())
		require.NoError(t, err)
		return x.StatusCode()
	}())
}
