// Command plans measures « Affecter automatiquement » over a whole académie, from the database to the published plan: the
// real operations and tâche, as from the screen, on a private PostgreSQL. The session that is open is emptied first: every
// seat is to be filled.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strconv"
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
	b, err := banc.Nouveau(ctx, demo.Academie)
	if err != nil {
		return err
	}
	defer b.Fermer()
	var session uuid.UUID
	var personnes, missions, places int
	if err := b.Base.QueryRow(ctx, `SELECT s.id, (SELECT count(*) FROM intervenant WHERE academie = s.academie AND etat = 'actif'), count(*), sum(m.besoin + m.reserve)
		FROM session s JOIN mission m ON m.academie = s.academie AND m.session_id = s.id AND m.etat = 'ouverte' WHERE s.academie = $1 AND s.etat = 'ouverte'
		GROUP BY s.academie, s.id ORDER BY s.annee DESC LIMIT 1`, demo.Rennes).Scan(&session, &personnes, &missions, &places); err != nil {
		return err
	}
	for _, depart := range []string{"tout est à pourvoir", "tout est pourvu"} {
		if depart == "tout est à pourvoir" {
			if _, err := b.Base.Exec(ctx, `UPDATE affectation SET etat = 'desaffectee', motif = 'banc' WHERE session_id = $1`, session); err != nil {
				return err
			}
		}
		fmt.Printf("%s : %d personnes, %d missions ouvertes, %d places\n", depart, personnes, missions, places)
		if err := passage(ctx, b, session); err != nil {
			return err
		}
	}
	if err := candidats(ctx, b, session); err != nil {
		return err
	}
	return remplacements(ctx, b, session)
}

// passage computes a plan, and publishes it.
func passage(ctx context.Context, b *banc.Banc, session uuid.UUID) error {
	debut := time.Now()
	c, err := b.API.CreerPlanWithResponse(ctx, client.NouveauPlan{Session: session, Libelle: "Banc"})
	if err != nil {
		return err
	}
	if c.JSON202 == nil {
		return errors.New(string(c.Body))
	}
	if err := suivre(ctx, b, *c.JSON202.Tache); err != nil {
		return err
	}
	calcul := time.Since(debut)
	l, err := b.API.LirePlanWithResponse(ctx, c.JSON202.Id)
	if err != nil {
		return err
	}
	p := l.JSON200
	fmt.Printf("  calcul, lecture et écriture comprises : %.1f s ; coût %.0f €, borne %.0f €, écart prouvé %.3f %% (%s), %d places pourvues, %d vides, %d réserves vides\n", calcul.Seconds(),
		float64(*p.Cout)/100, float64(*p.Borne)/100, float64(*p.Ecart)/1e4, portee(p), *p.Pourvues, *p.Vides, *p.ReservesVides)
	debut = time.Now()
	mesure := nouveauCompteur(ctx, b)
	r, err := b.API.PublierPlanWithResponse(ctx, p.Id, &client.PublierPlanParams{IfMatch: strconv.Itoa(p.Version)}, client.DemandePublication{})
	if err != nil {
		return err
	}
	if r.JSON200 == nil {
		return errors.New(string(r.Body))
	}
	publication := time.Since(debut)
	_, cpu := mesure.tour(ctx)
	fmt.Printf("  vérification et publication : %.1f s, processeur %.1f s (%d affectées, %d défaites, %d maintenues)\n  en tout : %.1f s\n", publication.Seconds(), cpu.Seconds(),
		r.JSON200.Affectees, r.JSON200.Desaffectees, r.JSON200.Maintenues, (calcul + publication).Seconds())
	return nil
}

// portee says whom the bound is about.
func portee(p *client.Plan) string {
	if p.PreuveComplete != nil && *p.PreuveComplete {
		return "sur toutes les personnes possibles"
	}
	return "sur les personnes proposées d’abord"
}

// candidats times the ranking that somebody asks for by hand, mission after mission.
func candidats(ctx context.Context, b *banc.Banc, session uuid.UUID) error {
	lignes, err := b.Base.Query(ctx, `SELECT id FROM mission WHERE session_id = $1 AND etat = 'ouverte' ORDER BY md5(id::text) LIMIT 60`, session)
	if err != nil {
		return err
	}
	var missions []uuid.UUID
	for lignes.Next() {
		var id uuid.UUID
		if err := lignes.Scan(&id); err != nil {
			return err
		}
		missions = append(missions, id)
	}
	if err := lignes.Err(); err != nil {
		return err
	}
	var durees []time.Duration
	for _, m := range missions {
		debut := time.Now()
		r, err := b.API.ListerCandidatsWithResponse(ctx, m, nil)
		if err != nil {
			return err
		}
		if r.JSON200 == nil {
			return errors.New(string(r.Body))
		}
		durees = append(durees, time.Since(debut))
	}
	sort.Slice(durees, func(i, j int) bool { return durees[i] < durees[j] })
	fmt.Printf("candidats d’une mission, à froid : médiane %d ms, 95 %% sous %d ms\n", durees[len(durees)/2].Milliseconds(), durees[len(durees)*95/100].Milliseconds())
	return nil
}
