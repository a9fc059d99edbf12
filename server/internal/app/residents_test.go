package app_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/plan"
	"imagin/server/internal/apitest"
)

// permanence asks both ways: from memory, and from the database.
type permanence struct {
	s        *apitest.Serveur
	memoire  *plan.Residents
	resident plan.API
	base     plan.API
}

func nouvellePermanence(t *testing.T, s *apitest.Serveur) *permanence {
	m := plan.NouveauxResidents()
	t.Cleanup(m.Attendre)
	return &permanence{s, m, plan.API{Base: s.Base, Residents: m}, plan.API{Base: s.Base}}
}

func (p *permanence) lire(t *testing.T, a plan.API, id uuid.UUID) api.Remplacements {
	t.Helper()
	r, err := a.ProposerRemplacements(access.Avec(t.Context(), &access.Principal{Academie: "014"}), api.ProposerRemplacementsRequestObject{Params: api.ProposerRemplacementsParams{Affectation: id}})
	require.NoError(t, err)
	res := api.Remplacements(r.(api.ProposerRemplacements200JSONResponse))
	res.Vivier = 0 // memory considers everyone
	return res
}

// memes asks about every affectation, and returns how many were answered from memory.
func (p *permanence) memes(t *testing.T, session uuid.UUID) (servies int64) {
	t.Helper()
	debut := p.memoire.Servies()
	for _, x := range strings.Fields(sql(t, p.s, `SELECT coalesce(string_agg(id::text, ' ' ORDER BY id), '') FROM affectation WHERE session_id = $1 AND etat IN ('affectee', 'convoquee')`, session)) {
		id := uuid.MustParse(x)
		require.Equal(t, p.lire(t, p.base, id), p.lire(t, p.resident, id))
	}
	return p.memoire.Servies() - debut
}

// TestPermanenceEnMemoire: what is answered from memory is what the database says, seat after seat, twice over; after each
// kind of change nothing is answered from the memory of before, and what is read again says the same as the database.
func TestPermanenceEnMemoire(t *testing.T) {
	s, _, session := convoquee(t, "")
	p := nouvellePermanence(t, s)
	places := int64(len(strings.Fields(sql(t, s, `SELECT string_agg(id::text, ' ') FROM affectation WHERE session_id = $1 AND etat = 'convoquee'`, session))))
	un := uuid.MustParse(sql(t, s, `SELECT id FROM affectation WHERE session_id = $1 AND role = 'interrogateur' ORDER BY debut, id LIMIT 1`, session))
	p.lire(t, p.resident, un)
	p.memoire.Attendre()
	require.Zero(t, p.memoire.Servies(), "the first question is answered by the database")
	require.Equal(t, places, p.memes(t, session))
	require.Equal(t, places, p.memes(t, session), "a question leaves the plan as it was")

	choisie := p.lire(t, p.base, un).Solutions[0].Mouvements[0]
	autre := sql(t, s, `SELECT id::text FROM affectation WHERE session_id = $1 AND etat = 'convoquee' AND id <> $2 ORDER BY debut DESC, id LIMIT 1`, session, un)
	for nom, change := range map[string]string{
		"somebody is no longer affected": `UPDATE affectation SET etat = 'desaffectee', motif = 'essai' WHERE id = '` + autre + `'`,
		"an unavailability": `INSERT INTO indisponibilite (academie, id, intervenant_id, debut, fin, motif, source, saisi_par) SELECT '014', uuid_v7(), '` + choisie.Intervenant.String() +
			`', debut - interval '1 day', fin + interval '1 day', 'autre', 'gestionnaire', 'essai' FROM affectation WHERE id = '` + un.String() + `'`,
		"a rule":                 `INSERT INTO regle_affectation (academie, code, force, decide_par) VALUES ('014', 'reserve_dabord', 'sans', 'essai')`,
		"a mission that moves":   `UPDATE creneau SET debut = debut + interval '10 minutes', fin = fin + interval '10 minutes' WHERE mission_id = (SELECT mission_id FROM affectation WHERE id = '` + autre + `')`,
		"a compétence less":      `DELETE FROM competence_auteur WHERE competence_id = (SELECT id FROM competence WHERE academie = '014' AND intervenant_id = '` + choisie.Intervenant.String() + `' LIMIT 1)`,
		"an establishment moved": `UPDATE etablissement SET latitude = coalesce(latitude, 48) + 0.3 WHERE academie = '014'`,
		"somebody leaves":        `UPDATE intervenant SET etat = 'ecarte' WHERE id = (SELECT intervenant_id FROM affectation WHERE id = '` + autre + `')`,
	} {
		avant := p.memoire.Servies()
		s.Pg.Sql(t, change)
		require.Equal(t, p.lire(t, p.base, un), p.lire(t, p.resident, un), nom)
		require.Equal(t, avant, p.memoire.Servies(), nom)
		p.memoire.Attendre()
		require.Positive(t, p.memes(t, session), nom)
	}
}

// TestPermanenceTransactionOuverte: what is being written while the session is read, and committed after, is seen.
func TestPermanenceTransactionOuverte(t *testing.T) {
	s, _, session := convoquee(t, "")
	p := nouvellePermanence(t, s)
	un := uuid.MustParse(sql(t, s, `SELECT id FROM affectation WHERE session_id = $1 AND role = 'interrogateur' ORDER BY debut, id LIMIT 1`, session))
	conn, err := pgx.Connect(t.Context(), s.Pg.Proprietaire)
	require.NoError(t, err)
	defer func() { _ = conn.Close(context.Background()) }()
	lente, err := conn.Begin(t.Context())
	require.NoError(t, err)
	_, err = lente.Exec(t.Context(), `INSERT INTO regle_affectation (academie, code, force, decide_par) VALUES ('014', 'reserve_dabord', 'sans', 'essai')`)
	require.NoError(t, err)
	// Another one, begun later, ends first.
	s.Pg.Sql(t, `UPDATE etablissement SET latitude = coalesce(latitude, 48) + 0.3 WHERE academie = '014'`)
	p.lire(t, p.resident, un)
	p.memoire.Attendre()
	require.True(t, p.lire(t, p.resident, un).ReserveDabord)
	require.EqualValues(t, 1, p.memoire.Servies())
	require.NoError(t, lente.Commit(t.Context()))
	require.False(t, p.lire(t, p.resident, un).ReserveDabord)
	require.EqualValues(t, 1, p.memoire.Servies())
}

// TestPermanencesEnMemeTemps: questions asked together are all answered, and say the same.
func TestPermanencesEnMemeTemps(t *testing.T) {
	s, _, session := convoquee(t, deuxEnMemeTemps)
	p := nouvellePermanence(t, s)
	places := strings.Fields(sql(t, s, `SELECT string_agg(id::text, ' ') FROM affectation WHERE session_id = $1 AND etat = 'convoquee'`, session))
	attendues := map[string]api.Remplacements{}
	for _, id := range places {
		attendues[id] = p.lire(t, p.base, uuid.MustParse(id))
	}
	for range 2 { // nothing in memory, then everything
		var g sync.WaitGroup
		for range 4 {
			for _, id := range places {
				g.Go(func() {
					if r := p.lire(t, p.resident, uuid.MustParse(id)); !assert.ObjectsAreEqual(attendues[id], r) {
						t.Errorf("%s: another answer", id)
					}
				})
			}
		}
		g.Wait()
		p.memoire.Attendre()
	}
	require.Positive(t, p.memoire.Servies())
}
