package main

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"time"

	"github.com/google/uuid"

	"imagin/api/client"
	"imagin/server/bench/banc"
)

// absences is how many people fall ill, each on another mission.
const absences = 200

// remplacements times the ranking of replacements as the permanence asks for it, one absence after the other, each on
// another mission: nothing is asked twice.
func remplacements(ctx context.Context, b *banc.Banc, session uuid.UUID) error {
	lignes, err := b.Base.Query(ctx, `SELECT id FROM (SELECT DISTINCT ON (mission_id) id FROM affectation WHERE session_id = $1 AND etat = 'affectee' ORDER BY mission_id, id) a
		ORDER BY md5(id::text) LIMIT $2`, session, absences)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for lignes.Next() {
		var id uuid.UUID
		if err := lignes.Scan(&id); err != nil {
			return err
		}
		ids = append(ids, id)
	}
	if err := lignes.Err(); err != nil || len(ids) == 0 {
		return err
	}
	durees := make([]time.Duration, 0, len(ids))
	solutions := 0
	c := nouveauCompteur(ctx, b)
	for _, id := range ids {
		debut := time.Now()
		r, err := b.API.ProposerRemplacementsWithResponse(ctx, &client.ProposerRemplacementsParams{Affectation: id})
		if err != nil {
			return err
		}
		if r.JSON200 == nil {
			return errors.New(string(r.Body))
		}
		durees = append(durees, time.Since(debut))
		solutions += len(r.JSON200.Solutions)
	}
	_, cpu := c.tour(ctx)
	sort.Slice(durees, func(i, j int) bool { return durees[i] < durees[j] })
	n := len(durees)
	fmt.Printf("remplacements par HTTP, %d absences : médiane %d ms, 99 %% sous %d ms, processeur %d ms chacun, %d solutions en moyenne\n", n, durees[n/2].Milliseconds(),
		durees[n*99/100].Milliseconds(), cpu.Milliseconds()/int64(n), solutions/n)
	return nil
}
