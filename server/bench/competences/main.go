// Command competences measures the rules over a whole académie: 20,000 intervenants, 150,000 enseignements, 800 rules. A
// difference is worked out, read and applied by the real operations and tâches, as from the screen, on a private
// PostgreSQL; then all of it again, which must write nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/google/uuid"

	"imagin/api/client"
	"imagin/server/bench/banc"
	"imagin/server/internal/demo"
)

func main() {
	if err := executer(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

func executer(ctx context.Context) error {
	commun, err := banc.Nouveau(ctx, demo.Academie)
	if err != nil {
		return err
	}
	defer commun.Fermer()
	return (&mesure{commun}).mesurer(ctx)
}

type mesure struct{ *banc.Banc }

func (b *mesure) mesurer(ctx context.Context) error {
	var intervenants, enseignements, regles, session = 0, 0, 0, ""
	if err := b.Base.QueryRow(ctx, `SELECT (SELECT count(*) FROM intervenant), (SELECT count(*) FROM enseignement), (SELECT count(*) FROM regle_competence),
		(SELECT n.code FROM session n JOIN regle_competence g ON g.session_id = n.id LIMIT 1)`).Scan(&intervenants, &enseignements, &regles, &session); err != nil {
		return err
	}
	fmt.Printf("%d intervenants, %d enseignements, %d règles\n", intervenants, enseignements, regles)
	// The worst case first: nothing has been computed yet.
	if _, err := b.Base.Exec(ctx, `DELETE FROM competence_auteur WHERE type = 'systeme'; DELETE FROM competence c WHERE NOT EXISTS (SELECT 1 FROM competence_auteur a
		WHERE a.academie = c.academie AND a.competence_id = c.id)`); err != nil {
		return err
	}
	if _, err := b.Base.Exec(ctx, `VACUUM ANALYZE competence, competence_auteur`); err != nil {
		return err
	}
	for _, nom := range []string{"premier calcul", "même calcul"} {
		if err := b.passage(ctx, nom, session); err != nil {
			return err
		}
	}
	return nil
}

func (b *mesure) passage(ctx context.Context, nom, session string) error {
	avant, err := b.ecritures(ctx)
	if err != nil {
		return err
	}
	cpu, err := b.Processeur(ctx)
	if err != nil {
		return err
	}
	debut := time.Now()
	s, err := b.API.SimulerCalculCompetenceWithResponse(ctx, client.DemandeCalcul{Session: session})
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
	p, err := b.API.AppliquerCalculCompetenceWithResponse(ctx, k.Id, client.ApplicationCalcul{Empreinte: *k.Empreinte})
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
	fin, err := b.Processeur(ctx)
	if err != nil {
		return err
	}
	apres, err := b.ecritures(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%s : simulation %.2f s, application %.2f s (état %s) ; %d gagnées, %d perdues, %d changées, %d inchangées ; %d lignes écrites ; PostgreSQL a employé %.2f s de processeur pour les deux\n", nom, simulation.Seconds(), application.Seconds(),
		k.Etat, k.Gains, k.Pertes, k.Changements, k.Maintenues, apres-avant, (fin - cpu).Seconds())
	return nil
}

func (b *mesure) attendre(ctx context.Context, id, tache uuid.UUID) (*client.CalculCompetence, error) {
	if err := b.Attendre(ctx, tache); err != nil {
		return nil, err
	}
	k, err := b.API.LireCalculCompetenceWithResponse(ctx, id)
	if err != nil {
		return nil, err
	}
	return k.JSON200, nil
}

// ecritures counts the rows written in the two tables of compétences since the beginning.
func (b *mesure) ecritures(ctx context.Context) (n int64, err error) {
	time.Sleep(1500 * time.Millisecond) // sessions tell their counts when they are idle
	err = b.Base.QueryRow(ctx, `SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_user_tables WHERE relname IN ('competence', 'competence_auteur')`).Scan(&n)
	return n, err
}
