package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"

	"github.com/google/uuid"

	"imagin/api/client"
	"imagin/server/bench/banc"
)

// compteur measures wall and processor time since the last phase, the service's and PostgreSQL's together.
type compteur struct {
	b   *banc.Banc
	mur time.Time
	cpu time.Duration
}

func (c *compteur) tour(ctx context.Context) (mur, cpu time.Duration) {
	maintenant, total := time.Now(), processeur(ctx, c.b)
	mur, cpu = maintenant.Sub(c.mur), total-c.cpu
	c.mur, c.cpu = maintenant, total
	return mur, cpu
}

func nouveauCompteur(ctx context.Context, b *banc.Banc) *compteur {
	return &compteur{b, time.Now(), processeur(ctx, b)}
}

func processeur(ctx context.Context, b *banc.Banc) time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	base, _ := b.Processeur(ctx)
	return time.Duration(u.Utime.Nano()+u.Stime.Nano()) + base
}

// suivre waits for the end of a computation, and prints what each of its phases took.
func suivre(ctx context.Context, b *banc.Banc, tache uuid.UUID) error {
	c := nouveauCompteur(ctx, b)
	phase := "attente"
	dire := func(suivante string) {
		if suivante == phase {
			return
		}
		mur, cpu := c.tour(ctx)
		fmt.Printf("    %-32s %6.1f s, processeur %6.1f s\n", phase, mur.Seconds(), cpu.Seconds())
		phase = suivante
	}
	for {
		t, err := b.API.LireTacheWithResponse(ctx, tache)
		if err != nil {
			return err
		}
		if t.JSON200 == nil {
			return errors.New(string(t.Body))
		}
		switch t.JSON200.Etat {
		case client.EtatTacheTerminee:
			dire("fin")
			return nil
		case client.EtatTacheEchouee, client.EtatTacheAnnulee:
			return fmt.Errorf("tâche %s : %s", t.JSON200.Etat, *t.JSON200.Message)
		case client.EtatTacheEnAttente, client.EtatTacheEnCours:
			if t.JSON200.Etape != nil {
				dire(strings.TrimSpace(strings.SplitN(*t.JSON200.Etape, ",", 2)[0]))
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
}
