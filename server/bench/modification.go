package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// modification measures a durable, journalled change under optimistic locking: sixteen gestionnaires, each on her row.
func (b *banc) modification(ctx context.Context) error {
	const mains = 16
	r, err := b.s.demander(ctx, http.MethodGet, "/api/v1/intervenants?taille=20", "", nil)
	if err != nil {
		return err
	}
	var page struct {
		Items []struct {
			ID      string `json:"id"`
			Version int    `json:"version"`
		} `json:"items"`
	}
	err = json.NewDecoder(r.Body).Decode(&page)
	_ = r.Body.Close()
	if err != nil {
		return err
	}
	fin := time.Now().Add(10 * time.Second)
	durees := make([][]time.Duration, mains)
	var wg sync.WaitGroup
	for main := range mains {
		wg.Go(func() {
			l := page.Items[main]
			for i := 0; time.Now().Before(fin); i++ {
				debut := time.Now()
				if !b.modifier(ctx, l.ID, l.Version, i) {
					return
				}
				durees[main] = append(durees[main], time.Since(debut))
				l.Version++
			}
		})
	}
	wg.Wait()
	var toutes []time.Duration
	for _, d := range durees {
		toutes = append(toutes, d...)
	}
	if len(toutes) == 0 {
		return errors.New("aucune modification acceptée")
	}
	p50, _, p99 := quantiles(toutes)
	script := `\set n random(1, 60000)
		BEGIN;
		SELECT set_config('app.academie', '014', true), set_config('app.qui', 'bench', true);
		UPDATE intervenant SET telephone = '02' || :n, version = version + 1, maj_le = now() WHERE academie = '014' AND numero = :n;
		INSERT INTO journal (academie, id, qui, action, objet, objet_id) VALUES ('014', gen_random_uuid(), 'bench', 'modification', 'intervenant', :n);
		COMMIT;
		`
	nu, err := b.pgbenchScript(ctx, mains, script, "-T5")
	if err != nil {
		return err
	}
	fmt.Printf("\nModification d’un intervenant, durable et journalisée, 16 connexions\n")
	fmt.Printf("  IMAG’IN                        %8.0f /s   p50 %6.1f ms   p99 %6.1f ms\n", float64(len(toutes))/10, ms(p50), ms(p99))
	fmt.Printf("  pgbench, UPDATE et journal     %8.0f /s   → %.2f × (cible ≥ 0,4)\n", nu.debit, float64(len(toutes))/10/nu.debit)
	return nil
}

func (b *banc) modifier(ctx context.Context, id string, version, i int) bool {
	r, err := b.s.demander(ctx, http.MethodPatch, "/api/v1/intervenants/"+id, fmt.Sprintf(`{"telephone":"02%08d"}`, i),
		map[string]string{"Content-Type": "application/json", "If-Match": fmt.Sprintf(`"%d"`, version)})
	if err != nil {
		return false
	}
	_ = r.Body.Close()
	return r.StatusCode == http.StatusOK
}
