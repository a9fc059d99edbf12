package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"time"
)

// tir is what a load gave.
type tir struct {
	debit         float64 // requests per second
	p50, p95, p99 time.Duration
	echecs        int
	cpu           time.Duration // of the server, per request
}

func (t tir) String() string {
	s := fmt.Sprintf("%8.0f /s   p50 %6.1f ms   p99 %6.1f ms   cpu %.2f ms", t.debit, ms(t.p50), ms(t.p99), ms(t.cpu))
	if t.echecs > 0 {
		s += fmt.Sprintf("   %d ÉCHECS", t.echecs)
	}
	return s
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

var (
	debitWrk  = regexp.MustCompile(`Requests/sec:\s+([\d.]+)`)
	quantile  = regexp.MustCompile(`(50|99)%\s+([\d.]+)(us|ms|s)`)
	totalWrk  = regexp.MustCompile(`(\d+) requests in`)
	echecsWrk = regexp.MustCompile(`Non-2xx or 3xx responses: (\d+)`)
)

// saturer asks without pause on so many connections (closed loop).
func (s *serveur) saturer(ctx context.Context, chemin string, connexions int) (tir, error) {
	avant := s.cpu()
	sortie, err := exec.CommandContext(ctx, "wrk", "-t1", "-c"+strconv.Itoa(connexions), "-d"+duree, "--latency",
		"-H", "Authorization: Bearer "+s.jeton, s.url+chemin).CombinedOutput()
	if err != nil {
		return tir{}, fmt.Errorf("wrk : %w\n%s", err, sortie)
	}
	var t tir
	t.debit = nombre(debitWrk, sortie)
	t.echecs = int(nombre(echecsWrk, sortie))
	t.cpu = time.Duration(float64(s.cpu()-avant) / max(nombre(totalWrk, sortie), 1))
	for _, m := range quantile.FindAllSubmatch(sortie, -1) {
		d, err := time.ParseDuration(string(m[2]) + string(m[3]))
		if err != nil {
			return t, err
		}
		if string(m[1]) == "50" {
			t.p50 = d
		} else {
			t.p99 = d
		}
	}
	return t, nil
}

func nombre(motif *regexp.Regexp, texte []byte) float64 {
	m := motif.FindSubmatch(texte)
	if m == nil {
		return 0
	}
	n, _ := strconv.ParseFloat(string(m[1]), 64)
	return n
}

// cadencer asks at a fixed rate whatever the answers (open loop): a wait counts from the instant the request was due.
func (s *serveur) cadencer(ctx context.Context, chemin string, parSeconde int, secondes int) tir {
	n := parSeconde * secondes
	durees := make([]time.Duration, n)
	var t tir
	var mu sync.Mutex
	var wg sync.WaitGroup
	debut := time.Now()
	for i := range n {
		du := debut.Add(time.Duration(i) * time.Second / time.Duration(parSeconde))
		time.Sleep(time.Until(du))
		wg.Go(func() {
			ok := s.lireTout(ctx, chemin)
			durees[i] = time.Since(du)
			if !ok {
				mu.Lock()
				t.echecs++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	t.debit = float64(n) / time.Since(debut).Seconds()
	t.p50, t.p95, t.p99 = quantiles(durees)
	return t
}

func (s *serveur) lireTout(ctx context.Context, chemin string) bool {
	r, err := s.demander(ctx, http.MethodGet, chemin, "", nil)
	if err != nil {
		return false
	}
	_, err = io.Copy(io.Discard, r.Body)
	_ = r.Body.Close()
	return err == nil && r.StatusCode == http.StatusOK
}

func quantiles(d []time.Duration) (p50, p95, p99 time.Duration) {
	slices.Sort(d)
	a := func(q int) time.Duration { return d[min(len(d)*q/100, len(d)-1)] }
	return a(50), a(95), a(99)
}
