// Command explications measures how soon a stored plan of a whole académie explains itself: the first question after a
// start, which reads the session, then those that follow; and prints some of the answers.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
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
	if err := b.Base.QueryRow(ctx, `SELECT id FROM session WHERE academie = $1 AND etat = 'ouverte' ORDER BY annee DESC LIMIT 1`, demo.Rennes).Scan(&session); err != nil {
		return err
	}
	if _, err := b.Base.Exec(ctx, `UPDATE affectation SET etat = 'desaffectee', motif = 'banc' WHERE session_id = $1`, session); err != nil {
		return err
	}
	c, err := b.API.CreerPlanWithResponse(ctx, client.NouveauPlan{Session: session, Libelle: "Banc"})
	if err != nil {
		return err
	}
	if c.JSON202 == nil {
		return errors.New(string(c.Body))
	}
	if err := b.Attendre(ctx, *c.JSON202.Tache); err != nil {
		return err
	}
	for _, q := range []struct{ quoi, sql string }{
		{"pourquoi elle", `SELECT id, NULL::uuid FROM plan_place WHERE plan_id = $1 AND intervenant_id IS NOT NULL ORDER BY md5(id::text) LIMIT 60`},
		{"pourquoi pas elle", `SELECT p.id, (SELECT c.intervenant_id FROM competence c JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id AND i.etat = 'actif'
			WHERE c.academie = p.academie AND c.epreuve_option_id = m.epreuve_option_id AND c.intervenant_id <> p.intervenant_id
			ORDER BY md5(c.id::text) LIMIT 1) FROM plan_place p JOIN mission m ON m.academie = p.academie AND m.id = p.mission_id WHERE plan_id = $1 AND intervenant_id IS NOT NULL AND m.epreuve_option_id IS NOT NULL ORDER BY md5(p.id::text) LIMIT 60`},
		{"pourquoi vide", `SELECT id, NULL::uuid FROM plan_place WHERE plan_id = $1 AND intervenant_id IS NULL ORDER BY md5(id::text) LIMIT 30`},
	} {
		if err := interroger(ctx, b, c.JSON202.Id, q.quoi, q.sql); err != nil {
			return err
		}
	}
	return leviers(ctx, b, c.JSON202.Id)
}

func interroger(ctx context.Context, b *banc.Banc, plan uuid.UUID, quoi, sql string) error {
	rows, err := b.Base.Query(ctx, sql, plan)
	if err != nil {
		return err
	}
	type question struct {
		place uuid.UUID
		qui   *uuid.UUID
	}
	var qs []question
	for rows.Next() {
		var q question
		if err := rows.Scan(&q.place, &q.qui); err != nil {
			return err
		}
		qs = append(qs, q)
	}
	var durees []time.Duration
	for n, q := range qs {
		debut := time.Now()
		r, err := b.API.ExpliquerPlaceWithResponse(ctx, q.place, &client.ExpliquerPlaceParams{Intervenant: q.qui})
		if err != nil {
			return err
		}
		if r.JSON200 == nil {
			return errors.New(string(r.Body))
		}
		durees = append(durees, time.Since(debut))
		if n%3 == 0 { // twenty of each kind, to be read aloud
			fmt.Printf("  [%s] %s\n", r.JSON200.Genre, strings.Join(r.JSON200.Phrases, "\n    "))
		}
	}
	dire(quoi, durees)
	return rows.Err()
}

func dire(quoi string, d []time.Duration) {
	if len(d) == 0 {
		fmt.Printf("%s : aucune question\n", quoi)
		return
	}
	premiere := d[0]
	slices.Sort(d)
	fmt.Printf("%s : %d questions ; la première %d ms, médiane %d ms, 99e centile %d ms, pire %d ms\n", quoi, len(d), premiere.Milliseconds(),
		d[len(d)/2].Milliseconds(), d[len(d)*99/100].Milliseconds(), d[len(d)-1].Milliseconds())
}

func leviers(ctx context.Context, b *banc.Banc, plan uuid.UUID) error {
	rows, err := b.Base.Query(ctx, `SELECT id FROM plan_place WHERE plan_id = $1 AND intervenant_id IS NULL ORDER BY md5(id::text) LIMIT 8`, plan)
	if err != nil {
		return err
	}
	defer rows.Close()
	var durees []time.Duration
	for rows.Next() {
		var id uuid.UUID
		if err := rows.Scan(&id); err != nil {
			return err
		}
		debut := time.Now()
		r, err := b.API.ListerLeviersWithResponse(ctx, id)
		if err != nil {
			return err
		}
		if r.JSON200 == nil {
			return errors.New(string(r.Body))
		}
		durees = append(durees, time.Since(debut))
		for _, l := range r.JSON200.Leviers {
			fmt.Println("  " + l.Phrase)
		}
	}
	dire("leviers", durees)
	return rows.Err()
}
