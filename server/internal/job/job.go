// Package job runs long work: a tâche is the row people watch, River carries its execution. A tâche survives kill -9,
// is never worked on by two processes at once, and ends in the transaction of its effect.
package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// Type is one kind of tâche and the function that does it; or, with Petit, a kind of small works, each on its own row,
// taken from a queue of their own by Ensemble workers of a process at once.
type Type struct {
	Code     string
	Executer func(ctx context.Context, e *Execution) error
	Petit    func(ctx context.Context, p Petit) error
	Ensemble int
}

// args is what the queue holds: identifiers only, no personal data.
type args struct {
	Academie string    `json:"academie"`
	Tache    uuid.UUID `json:"tache"`
	Type     string    `json:"type"`
}

func (args) Kind() string { return "tache" }

// File is the queue of tâches.
type File struct {
	base    *db.DB
	types   map[string]Type
	client  *river.Client[riverTx]
	ouverte bool
	rondes  []ronde
}

// ronde is done again and again by every process that works, which must agree among themselves through the database.
type ronde struct {
	nom    string
	chaque time.Duration
	faire  func(context.Context) error
}

// Chaque adds a round, before Start.
func (f *File) Chaque(nom string, d time.Duration, faire func(context.Context) error) {
	f.rondes = append(f.rondes, ronde{nom, d, faire})
}

const (
	essaisMax   = 5
	dureeMax    = 30 * time.Minute
	reprise     = 3 * time.Second // how often abandoned tâches are looked for
	queueDefaut = river.QueueDefault
)

// New prepares the queue. ouvriers is how many tâches this process works on at once; 0 makes it enqueue only.
func New(base *db.DB, ouvriers int, types ...Type) (*File, error) {
	f := &File{base: base, types: map[string]Type{}}
	for _, t := range types {
		f.types[t.Code] = t
	}
	sqlDB, pool := base.River()
	cfg := &river.Config{Schema: db.SchemaRiver, Logger: slog.New(slog.DiscardHandler)}
	if ouvriers > 0 {
		ws := river.NewWorkers()
		river.AddWorker(ws, &ouvrier{f: f})
		cfg.Workers = ws
		river.AddWorker(ws, &petitOuvrier{f: f})
		cfg.Queues = map[string]river.QueueConfig{queueDefaut: {MaxWorkers: ouvriers}}
		for _, t := range types {
			if t.Petit != nil {
				cfg.Queues[t.Code] = river.QueueConfig{MaxWorkers: max(1, t.Ensemble)}
			}
		}
		cfg.JobTimeout = dureeMax
		cfg.RescueStuckJobsAfter = dureeMax + 5*time.Minute
		f.ouverte = true
	}
	client, err := river.NewClient(riverdatabasesql.NewWithPgxListener(sqlDB, pool), cfg)
	if err != nil {
		return nil, fmt.Errorf("file de tâches : %w", err)
	}
	f.client = client
	return f, nil
}

// Start begins to work, and takes back what a killed process left.
func (f *File) Start(ctx context.Context) error {
	if !f.ouverte {
		return nil
	}
	if err := f.client.Start(ctx); err != nil {
		return err
	}
	f.Chaque("reprise des tâches", reprise, f.reprendre)
	f.Chaque("reprise des petits travaux", reprise, f.reprendrePetits)
	for _, r := range f.rondes {
		go r.tourner(ctx)
	}
	return nil
}

// Stop waits for running tâches a moment, then interrupts them: they will be taken back at the next start.
func (f *File) Stop(ctx context.Context) error {
	if !f.ouverte {
		return nil
	}
	return f.client.StopAndCancel(ctx)
}

// Nouvelle describes a tâche to create.
type Nouvelle struct {
	ID      uuid.UUID
	Type    string
	Libelle string
	Objet   string // path of what it makes
}

// Ajouter creates a tâche and enqueues it, in the transaction of the request that asks for it.
func (f *File) Ajouter(ctx context.Context, tx *db.Tx, n Nouvelle) error {
	if t, ok := f.types[n.Type]; !ok || t.Petit != nil {
		return fmt.Errorf("type de tâche inconnu : %s", n.Type)
	}
	_, err := tx.Exec(ctx, `INSERT INTO tache (academie, id, type, libelle, objet, cree_par, utilisateur_id)
		VALUES ($1, $2, $3, $4, $5, $6, nullif($7, $8)::uuid)`,
		tx.Academie, n.ID, n.Type, n.Libelle, n.Objet, tx.Acteur.Qui, tx.Acteur.Utilisateur, uuid.Nil)
	if err != nil {
		return err
	}
	_, err = f.client.InsertTx(ctx, tx.SQL(), args{tx.Academie, n.ID, n.Type}, &river.InsertOpts{MaxAttempts: essaisMax})
	return err
}

// Annuler asks for the end of a tâche: at once if it has not begun, else at its next step.
func (f *File) Annuler(ctx context.Context, academie string, id uuid.UUID) error {
	return f.base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		etat, err := db.Scalar[string](ctx, tx.Reader, `SELECT etat FROM tache WHERE academie = $1 AND id = $2 FOR UPDATE`, academie, id)
		if err != nil {
			return err
		}
		switch etat {
		case "":
			return fail.Introuvable("Cette tâche")
		case "en_attente":
			_, err = tx.Exec(ctx, `UPDATE tache SET etat = 'annulee', annulation_demandee = true, fin = now(),
				message = 'Annulée avant d’avoir commencé.' WHERE academie = $1 AND id = $2`, academie, id)
		case "en_cours":
			_, err = tx.Exec(ctx, `UPDATE tache SET annulation_demandee = true WHERE academie = $1 AND id = $2`, academie, id)
		default:
			return fail.New(fail.Conflict, "tache.finie", "Cette tâche est déjà finie : il n’y a plus rien à annuler.")
		}
		return err
	})
}

// ErrAnnulee stops an execution whose cancellation was asked for.
var ErrAnnulee = errors.New("tâche annulée")
