// Command remplacements measures GET /remplacements over a whole académie, authenticated, over HTTP: absences on different
// missions, none asked about twice, one after the other, then at a steady pace. The first question has the session read
// into memory; what is measured begins when all of its days are there.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"sort"
	"sync"
	"time"

	"github.com/google/uuid"

	"imagin/api/client"
	"imagin/server/bench/banc"
	"imagin/server/internal/demo"
)

func main() {
	nombre := flag.Int("nombre", 1000, "absences à chaque passage")
	cadence := flag.Int("cadence", 50, "absences par seconde, au second passage")
	flag.Parse()
	if err := executer(context.Background(), *nombre, *cadence); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

func executer(ctx context.Context, nombre, cadence int) error {
	b, err := banc.Nouveau(ctx, demo.Academie)
	if err != nil {
		return err
	}
	defer b.Fermer()
	ids, err := absences(ctx, b, 2*nombre)
	if err != nil {
		return err
	}
	if len(ids) < 2 {
		return errors.New("aucune affectation dans la session ouverte")
	}
	avant := memoire()
	debut := time.Now()
	premiere, _, err := demander(ctx, b, ids[0])
	if err != nil {
		return err
	}
	fmt.Printf("première question, lue dans la base : %d ms\n", premiere.Milliseconds())
	if b.App.Residents != nil {
		b.App.Residents.Attendre()
	}
	fmt.Printf("session en mémoire après %.1f s : %d Mo de plus\n", time.Since(debut).Seconds(), (memoire()-avant)>>20)
	moitie := len(ids) / 2
	if err := passage(ctx, b, "l’une après l’autre", ids[:moitie], 0); err != nil {
		return err
	}
	return passage(ctx, b, fmt.Sprintf("%d par seconde", cadence), ids[moitie:], time.Second/time.Duration(cadence))
}

// absences are affectations of different missions of the session that is open.
func absences(ctx context.Context, b *banc.Banc, nombre int) (ids []uuid.UUID, err error) {
	lignes, err := b.Base.Query(ctx, `SELECT id FROM (SELECT DISTINCT ON (a.mission_id) a.id FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
		JOIN session s ON s.academie = a.academie AND s.id = a.session_id WHERE a.academie = $1 AND s.etat = 'ouverte' AND m.etat = 'ouverte' AND a.etat IN ('affectee', 'convoquee')
		ORDER BY a.mission_id, a.id) a ORDER BY md5(id::text) LIMIT $2`, demo.Rennes, nombre)
	if err != nil {
		return nil, err
	}
	for lignes.Next() {
		var id uuid.UUID
		if err := lignes.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, lignes.Err()
}

func demander(ctx context.Context, b *banc.Banc, id uuid.UUID) (time.Duration, int, error) {
	debut := time.Now()
	r, err := b.API.ProposerRemplacementsWithResponse(ctx, &client.ProposerRemplacementsParams{Affectation: id})
	if err != nil {
		return 0, 0, err
	}
	if r.JSON200 == nil {
		return 0, 0, errors.New(string(r.Body))
	}
	return time.Since(debut), len(r.JSON200.Solutions), nil
}

// passage asks one after the other, or each at its time whatever the ones before take.
func passage(ctx context.Context, b *banc.Banc, nom string, ids []uuid.UUID, pas time.Duration) error {
	servies := b.App.Residents.Servies()
	durees, solutions, erreurs := make([]time.Duration, len(ids)), make([]int, len(ids)), make([]error, len(ids))
	var g sync.WaitGroup
	debut := time.Now()
	for k, id := range ids {
		un := func() { durees[k], solutions[k], erreurs[k] = demander(ctx, b, id) }
		if pas == 0 {
			un()
			continue
		}
		time.Sleep(time.Until(debut.Add(time.Duration(k) * pas)))
		g.Go(un)
	}
	g.Wait()
	if err := errors.Join(erreurs...); err != nil {
		return err
	}
	total := 0
	for _, n := range solutions {
		total += n
	}
	sort.Slice(durees, func(i, j int) bool { return durees[i] < durees[j] })
	ms := func(centile int) float64 { return float64(durees[len(durees)*centile/100].Microseconds()) / 1000 }
	fmt.Printf("%s : %d absences, médiane %.1f ms, 95 %% sous %.1f ms, 99 %% sous %.1f ms, la plus longue %.1f ms ; %d depuis la mémoire, %.1f solutions en moyenne\n", nom, len(ids),
		ms(50), ms(95), ms(99), float64(durees[len(durees)-1].Microseconds())/1000, b.App.Residents.Servies()-servies, float64(total)/float64(len(ids)))
	return nil
}

func memoire() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
