package main

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/pglocal"
	"imagin/server/internal/pgtest"
)

// barriere stops the server at one statement, so that it dies there and nowhere else: a trigger waits for a lock that the
// test holds.
type barriere struct {
	t *testing.T
	c *pgx.Conn
	// table on which the trigger stands, taken away when the barrier is lifted
	table string
}

const verrouBarriere = 7_718

// poser puts the barrier before an event (« UPDATE ON tache ») when the condition holds.
func poser(t *testing.T, dsn, evenement, table, quand string) *barriere {
	t.Helper()
	c, err := pgx.Connect(t.Context(), dsn)
	require.NoError(t, err)
	t.Cleanup(func() { _ = c.Close(context.WithoutCancel(t.Context())) })
	b := &barriere{t, c, table}
	for _, sql := range []string{
		`CREATE OR REPLACE FUNCTION essai_attendre() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN PERFORM pg_advisory_xact_lock_shared(` + strconv.Itoa(verrouBarriere) + `); RETURN NEW; END'`,
		`SELECT pg_advisory_lock(` + strconv.Itoa(verrouBarriere) + `)`,
		`CREATE TRIGGER essai_attendre BEFORE ` + evenement + ` ON ` + table + ` FOR EACH ROW WHEN (` + quand + `) EXECUTE FUNCTION essai_attendre()`,
	} {
		_, err := c.Exec(t.Context(), sql)
		require.NoError(t, err)
	}
	return b
}

// atteindre waits until somebody stands before the barrier.
func (b *barriere) atteindre() {
	b.t.Helper()
	require.Eventually(b.t, func() bool {
		var n int
		require.NoError(b.t, b.c.QueryRow(b.t.Context(), `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`, verrouBarriere).Scan(&n))
		return n > 0
	}, 30*time.Second, 5*time.Millisecond, "personne n’arrive à la barrière")
}

func (b *barriere) lever() {
	b.t.Helper()
	for _, sql := range []string{`SELECT pg_advisory_unlock(` + strconv.Itoa(verrouBarriere) + `)`, `DROP TRIGGER essai_attendre ON ` + b.table} {
		_, err := b.c.Exec(b.t.Context(), sql)
		require.NoError(b.t, err)
	}
}

// etabli is one académie of demonstration, a server that dies and its gestionnaire.
type etabli struct {
	t            *testing.T
	dsn, donnees string
	s            *serveurReel
	api          *client.ClientWithResponses
	session      uuid.UUID
}

func nouvelEtabli(t *testing.T) *etabli {
	t.Helper()
	bin, err := pglocal.Find(pgtest.Racine())
	require.NoError(t, err)
	pg, err := pglocal.Start(t.Context(), bin, pglocal.Options{Rapide: true})
	require.NoError(t, err)
	e := &etabli{t: t, dsn: baseVide(t, pg.URL()), donnees: t.TempDir()}
	e.s = demarrer(t, e.dsn, e.donnees)
	e.api = e.s.client(t)
	preparerBase(t, e.dsn, `UPDATE affectation SET etat = 'desaffectee', motif = 'essai' WHERE etat IN ('proposee', 'affectee', 'convoquee')`)
	e.session = uuid.MustParse(lire(t, e.dsn, `SELECT s.id::text FROM session s WHERE s.academie = '014' AND s.etat = 'ouverte' ORDER BY (SELECT count(*) FROM mission m WHERE m.session_id = s.id AND m.etat = 'ouverte') DESC LIMIT 1`))
	return e
}

// mourir kills the server behind the barrier, lifts it, and starts another one.
func (e *etabli) mourir(b *barriere) {
	e.t.Helper()
	require.NoError(e.t, e.s.Process.Kill())
	_ = e.s.Wait()
	b.lever()
	e.renaitre()
}

func (e *etabli) renaitre() {
	e.s = demarrer(e.t, e.dsn, e.donnees)
	e.api = e.s.client(e.t)
}

func (e *etabli) creer() client.Plan {
	e.t.Helper()
	r, err := e.api.CreerPlanWithResponse(e.t.Context(), client.NouveauPlan{Session: e.session, Libelle: "Essai"})
	require.NoError(e.t, err)
	require.NotNil(e.t, r.JSON202, "%s", r.Body)
	return *r.JSON202
}

func (e *etabli) finir(p client.Plan, etat client.EtatTache) {
	e.t.Helper()
	x := attendre(e.t, e.api, *p.Tache, finie)
	require.Equal(e.t, etat, x.Etat, "%v", x.Message)
}

// empreintePlan is all that a computation writes, but for identifiers and dates.
func (e *etabli) empreintePlan(id uuid.UUID) string {
	return lire(e.t, e.dsn, fmt.Sprintf(`SELECT concat_ws(' / ', p.etat, p.cout, p.borne, p.ecart, p.places, p.pourvues, p.vides, p.km, p.frais, p.gini, p.termes, p.parametres,
		(SELECT count(*) || ' ' || md5(string_agg(concat_ws(' ', mission_id, role, rang, intervenant_id, convoquee, verrou, par, cout, termes, km, prix), '|' ORDER BY mission_id, role, rang)) FROM plan_place x WHERE x.plan_id = p.id),
		(SELECT count(*) || ' calcul' FROM journal WHERE objet = 'plan' AND objet_id = p.id::text AND action = 'calcul'),
		(SELECT string_agg(t.etat, ',') FROM tache t WHERE t.objet = '/plans/' || p.id)) FROM plan p WHERE p.id = '%s'`, id))
}

// TestPlanTue kills the server at each step of a plan: the next one computes it, once, and it is the very plan of a server
// that nobody killed. Cancelled, it is what it was before.
func TestPlanTue(t *testing.T) {
	if testing.Short() {
		t.Skip("lance de vrais serveurs")
	}
	e := nouvelEtabli(t)
	temoin := e.creer()
	e.finir(temoin, client.EtatTacheTerminee)
	attendu := e.empreintePlan(temoin.Id)
	require.NotEqual(t, "0", lire(t, e.dsn, `SELECT count(intervenant_id)::text FROM plan_place`), "a plan that fills nothing would prove nothing")
	for _, mort := range []struct{ quoi, evenement, table, quand string }{
		{"pendant la lecture", "UPDATE", "tache", "NEW.etape LIKE 'Lecture%'"},
		{"après la lecture", "UPDATE", "tache", "NEW.etape LIKE 'Construction%'"},
		{"pendant la recherche", "UPDATE", "tache", "NEW.etape LIKE 'recherche%'"},
		{"avant l’écriture", "UPDATE", "tache", "NEW.etape LIKE 'Écriture%'"},
		{"pendant l’écriture des places", "INSERT", "plan_place", "NEW.rang = 1"},
		{"pendant l’écriture du plan", "UPDATE", "plan", "NEW.etat = 'propose'"},
		{"en terminant", "UPDATE", "tache", "NEW.etat = 'terminee'"},
	} {
		b := poser(t, e.dsn, mort.evenement, mort.table, mort.quand)
		p := e.creer()
		b.atteindre()
		require.Equal(t, "en_calcul 0", lire(t, e.dsn, fmt.Sprintf(`SELECT etat || ' ' || (SELECT count(*) FROM plan_place WHERE plan_id = p.id) FROM plan p WHERE id = '%s'`, p.Id)), mort.quoi)
		e.mourir(b)
		e.finir(p, client.EtatTacheTerminee)
		require.Equal(t, attendu, e.empreintePlan(p.Id), mort.quoi)
	}
	e.annuler(temoin, attendu)
	e.annuler(client.Plan{}, "")
}

// annuler cancels a computation under way: of a plan that was a proposal, or of a new one.
func (e *etabli) annuler(p client.Plan, attendu string) {
	t := e.t
	b := poser(t, e.dsn, "UPDATE", "tache", "NEW.etape LIKE 'recherche%' AND NOT NEW.annulation_demandee")
	etat := "propose"
	if p.Id == uuid.Nil {
		p, etat = e.creer(), "abandonne"
	} else {
		lu, err := e.api.LirePlanWithResponse(t.Context(), p.Id)
		require.NoError(t, err)
		r, err := e.api.RecalculerPlanWithResponse(t.Context(), p.Id, &client.RecalculerPlanParams{IfMatch: strconv.Itoa(lu.JSON200.Version)}, client.OptionsCalcul{})
		require.NoError(t, err)
		require.NotNil(t, r.JSON202, "%s", r.Body)
		p = *r.JSON202
	}
	b.atteindre()
	demande := make(chan error, 1)
	go func() { // waits behind the progress that the barrier holds
		_, err := e.api.AnnulerTacheWithResponse(t.Context(), *p.Tache)
		demande <- err
	}()
	time.Sleep(100 * time.Millisecond)
	b.lever()
	require.NoError(t, <-demande)
	e.finir(p, client.EtatTacheAnnulee)
	require.Equal(t, etat, lire(t, e.dsn, fmt.Sprintf(`SELECT etat FROM plan WHERE id = '%s'`, p.Id)))
	if attendu != "" {
		require.Equal(t, attendu+",annulee", e.empreintePlan(p.Id))
	}
}

// TestPublicationTuee kills the server while it publishes: all of the plan is there or nothing of it, and who asks again
// ends with each affectation once, told once.
func TestPublicationTuee(t *testing.T) {
	if testing.Short() {
		t.Skip("lance de vrais serveurs")
	}
	e := nouvelEtabli(t)
	p, second := e.creer(), e.creer()
	e.finir(p, client.EtatTacheTerminee)
	e.finir(second, client.EtatTacheTerminee)
	faites := fmt.Sprintf(`SELECT concat_ws(' ', (SELECT etat FROM plan WHERE id = '%[1]s'), count(*), count(DISTINCT (mission_id, intervenant_id)),
		(SELECT count(*) FROM journal j WHERE j.objet = 'affectation' AND j.action = 'affectation' AND j.pourquoi = 'Plan « Essai »')) FROM affectation WHERE plan_id = '%[1]s' AND etat = 'affectee'`, p.Id)
	places := lire(t, e.dsn, fmt.Sprintf(`SELECT count(*)::text FROM plan_place WHERE plan_id = '%s' AND intervenant_id IS NOT NULL`, p.Id))
	rien, tout := "propose 0 0 0", fmt.Sprintf("publie %[1]s %[1]s %[1]s", places)
	publier := func(id uuid.UUID) (int, error) {
		version, err := strconv.Atoi(lire(t, e.dsn, fmt.Sprintf(`SELECT version::text FROM plan WHERE id = '%s'`, id)))
		require.NoError(t, err)
		r, err := e.api.PublierPlanWithResponse(t.Context(), id, &client.PublierPlanParams{IfMatch: strconv.Itoa(version)}, client.DemandePublication{})
		if err != nil {
			return 0, err
		}
		return r.StatusCode(), nil
	}
	for _, mort := range []struct{ evenement, table, quand string }{
		{"INSERT", "affectation", "NEW.plan_id IS NOT NULL"},
		{"INSERT", "journal", "NEW.objet = 'affectation'"},
		{"UPDATE", "plan", "NEW.etat = 'publie'"},
	} {
		b := poser(t, e.dsn, mort.evenement, mort.table, mort.quand)
		reponse := make(chan error, 1)
		go func() { _, err := publier(p.Id); reponse <- err }()
		b.atteindre()
		e.mourir(b)
		require.Error(t, <-reponse)
		require.Equal(t, rien, lire(t, e.dsn, faites), "killed in %s", mort.table)
	}
	for delai := 10 * time.Millisecond; lire(t, e.dsn, faites) == rien && delai < time.Second; delai *= 3 {
		reponse := make(chan error, 1)
		go func() { _, err := publier(p.Id); reponse <- err }()
		time.Sleep(delai)
		require.NoError(t, e.s.Process.Kill())
		_ = e.s.Wait()
		<-reponse
		e.renaitre()
		require.Contains(t, []string{rien, tout}, lire(t, e.dsn, faites), "killed after %s", delai)
	}
	if lire(t, e.dsn, faites) == rien {
		statut, err := publier(p.Id)
		require.NoError(t, err)
		require.Equal(t, 200, statut)
	}
	require.Equal(t, tout, lire(t, e.dsn, faites))
	statut, err := publier(p.Id)
	require.NoError(t, err)
	require.Equal(t, 409, statut, "what is published is not published again")
	statut, err = publier(second.Id)
	require.NoError(t, err)
	require.Equal(t, 200, statut, "the same plan again makes nobody come twice")
	require.Equal(t, places+" "+places, lire(t, e.dsn, `SELECT concat_ws(' ', count(*), (SELECT count(*) FROM journal WHERE objet = 'affectation' AND action = 'affectation' AND pourquoi = 'Plan « Essai »')) FROM affectation WHERE etat = 'affectee'`))
}
