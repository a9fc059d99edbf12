// Command competences measures the rules over a whole académie: 20,000 intervenants, 150,000 enseignements, 800 rules. A
// difference is worked out, read and applied by the real operations and tâches, as from the screen, on a private
// PostgreSQL; then all of it again, which must write nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/api/client"
	"imagin/server/internal/app"
	"imagin/server/internal/config"
	"imagin/server/internal/demo"
)

func main() {
	if err := executer(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

func executer(ctx context.Context) error {
	dossier, err := os.MkdirTemp("", "imagin-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dossier) }()
	for nom, valeur := range map[string]string{"IMAGIN_DONNEES": dossier, "DATABASE_URL": ""} {
		if err := os.Setenv(nom, valeur); err != nil {
			return err
		}
	}
	conf, err := config.Lire()
	if err != nil {
		return err
	}
	conf.Demonstration, conf.Ouvriers = true, 1
	a, err := app.Ouvrir(ctx, conf)
	if err != nil {
		return err
	}
	defer a.Fermer()
	if err := a.Demontrer(ctx, demo.Academie, 1); err != nil {
		return err
	}
	b, err := nouveauBanc(ctx, a)
	if err != nil {
		return err
	}
	defer b.fermer(ctx)
	return b.mesurer(ctx)
}

// banc is the service, a gestionnaire signed in, and the owner's connection, which counts.
type banc struct {
	api     *client.ClientWithResponses
	compte  *pgx.Conn
	arreter func()
}

func nouveauBanc(ctx context.Context, a *app.App) (*banc, error) {
	e, file, err := a.Assembler()
	if err != nil {
		return nil, err
	}
	vie, cesser := context.WithCancel(ctx)
	if err := file.Start(vie); err != nil {
		cesser()
		return nil, err
	}
	srv := httptest.NewServer(e)
	b := &banc{arreter: func() { srv.Close(); _ = file.Stop(context.WithoutCancel(ctx)); cesser() }}
	jeton, err := a.Jeton(ctx, "gestionnaire", "", time.Hour)
	if err != nil {
		return nil, err
	}
	if b.api, err = client.NewClientWithResponses(srv.URL+"/api/v1", client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+jeton)
		return nil
	})); err != nil {
		return nil, err
	}
	b.compte, err = pgx.Connect(ctx, a.Proprietaire)
	return b, err
}

func (b *banc) fermer(ctx context.Context) {
	_ = b.compte.Close(ctx)
	b.arreter()
}

func (b *banc) mesurer(ctx context.Context) error {
	var intervenants, enseignements, regles, session = 0, 0, 0, ""
	if err := b.compte.QueryRow(ctx, `SELECT (SELECT count(*) FROM intervenant), (SELECT count(*) FROM enseignement), (SELECT count(*) FROM regle_competence),
		(SELECT n.code FROM session n JOIN regle_competence g ON g.session_id = n.id LIMIT 1)`).Scan(&intervenants, &enseignements, &regles, &session); err != nil {
		return err
	}
	fmt.Printf("%d intervenants, %d enseignements, %d règles\n", intervenants, enseignements, regles)
	// The worst case first: nothing has been computed yet.
	if _, err := b.compte.Exec(ctx, `DELETE FROM competence_auteur WHERE type = 'systeme'; DELETE FROM competence c WHERE NOT EXISTS (SELECT 1 FROM competence_auteur a
		WHERE a.academie = c.academie AND a.competence_id = c.id)`); err != nil {
		return err
	}
	if _, err := b.compte.Exec(ctx, `VACUUM ANALYZE competence, competence_auteur`); err != nil {
		return err
	}
	for _, nom := range []string{"premier calcul", "même calcul"} {
		if err := b.passage(ctx, nom, session); err != nil {
			return err
		}
	}
	return nil
}

func (b *banc) passage(ctx context.Context, nom, session string) error {
	avant, err := b.ecritures(ctx)
	if err != nil {
		return err
	}
	debut := time.Now()
	s, err := b.api.SimulerCalculCompetenceWithResponse(ctx, client.DemandeCalcul{Session: session})
	if err != nil {
		return err
	}
	if s.JSON202 == nil {
		return errors.New(string(s.Body))
	}
	k, err := b.attendre(ctx, s.JSON202.Id, s.JSON202.Tache)
	if err != nil {
		return err
	}
	simulation := time.Since(debut)
	debut = time.Now()
	p, err := b.api.AppliquerCalculCompetenceWithResponse(ctx, k.Id, client.ApplicationCalcul{Empreinte: *k.Empreinte})
	if err != nil {
		return err
	}
	if p.JSON202 == nil {
		return errors.New(string(p.Body))
	}
	if k, err = b.attendre(ctx, k.Id, p.JSON202.Tache); err != nil {
		return err
	}
	application := time.Since(debut)
	apres, err := b.ecritures(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%s : simulation %.2f s, application %.2f s (état %s) ; %d gagnées, %d perdues, %d changées, %d inchangées ; %d lignes écrites\n", nom, simulation.Seconds(), application.Seconds(),
		k.Etat, k.Gains, k.Pertes, k.Changements, k.Maintenues, apres-avant)
	return nil
}

func (b *banc) attendre(ctx context.Context, id, tache uuid.UUID) (*client.CalculCompetence, error) {
	for {
		t, err := b.api.LireTacheWithResponse(ctx, tache)
		if err != nil {
			return nil, err
		}
		if t.JSON200 == nil {
			return nil, errors.New(string(t.Body))
		}
		switch t.JSON200.Etat {
		case client.EtatTacheTerminee:
			k, err := b.api.LireCalculCompetenceWithResponse(ctx, id)
			if err != nil {
				return nil, err
			}
			return k.JSON200, nil
		case client.EtatTacheEchouee, client.EtatTacheAnnulee:
			return nil, fmt.Errorf("tâche %s : %s", t.JSON200.Etat, *t.JSON200.Message)
		case client.EtatTacheEnAttente, client.EtatTacheEnCours:
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// ecritures counts the rows written in the two tables of compétences since the beginning.
func (b *banc) ecritures(ctx context.Context) (n int64, err error) {
	time.Sleep(1500 * time.Millisecond) // sessions tell their counts when they are idle
	err = b.compte.QueryRow(ctx, `SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables WHERE relname IN ('competence', 'competence_auteur')`).Scan(&n)
	return n, err
}
