package job_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/job"
	"imagin/server/internal/pgtest"
)

type tache struct {
	Etat    string
	Message *string
}

func lire(t *testing.T, b *pgtest.Base, id uuid.UUID) (l tache) {
	t.Helper()
	require.NoError(t, b.Lire(t.Context(), "014", func(r db.Reader) (err error) {
		l, _, err = db.One[tache](t.Context(), r, `SELECT etat, message FROM tache WHERE academie = '014' AND id = $1`, id)
		return err
	}))
	return l
}

func attendre(t *testing.T, b *pgtest.Base, id uuid.UUID, etat string) tache {
	t.Helper()
	var l tache
	require.Eventually(t, func() bool { l = lire(t, b, id); return l.Etat == etat }, 30*time.Second, 30*time.Millisecond, "%+v", l)
	return l
}

func file(t *testing.T, b *pgtest.Base, ouvriers int, types ...job.Type) *job.File {
	t.Helper()
	f, err := job.New(b.DB, ouvriers, types...)
	require.NoError(t, err)
	ctx, cesser := context.WithCancel(context.Background())
	require.NoError(t, f.Start(ctx))
	t.Cleanup(func() {
		arret, annuler := context.WithTimeout(context.Background(), 5*time.Second)
		defer annuler()
		_ = f.Stop(arret)
		cesser()
	})
	return f
}

func ajouter(t *testing.T, b *pgtest.Base, f *job.File, code string) uuid.UUID {
	t.Helper()
	id := uuid.Must(uuid.NewV7())
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	require.NoError(t, b.InAcademie(ctx, "014", func(tx *db.Tx) error {
		return f.Ajouter(ctx, tx, job.Nouvelle{ID: id, Type: code, Libelle: "Essai", Objet: "/"})
	}))
	return id
}

// terminer ends a tâche as every real one does, in the transaction of its effect.
func terminer(ctx context.Context, e *job.Execution) error {
	return e.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error { return e.Terminer(ctx, tx, "Fait.") })
}

func base(t *testing.T) *pgtest.Base {
	t.Helper()
	b := pgtest.Nouvelle(t)
	b.Sql(t, apitest.Donnees)
	return b
}

func TestUneTransactionDefaiteNeLaisseAucuneTache(t *testing.T) {
	b := base(t)
	var faites atomic.Int32
	f := file(t, b, 1, job.Type{Code: "essai", Executer: func(ctx context.Context, e *job.Execution) error { faites.Add(1); return terminer(ctx, e) }})
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	id := uuid.Must(uuid.NewV7())
	require.Error(t, b.InAcademie(ctx, "014", func(tx *db.Tx) error {
		require.NoError(t, f.Ajouter(ctx, tx, job.Nouvelle{ID: id, Type: "essai", Libelle: "Essai", Objet: "/"}))
		return errors.New("la demande échoue après coup")
	}))
	time.Sleep(300 * time.Millisecond)
	require.Empty(t, lire(t, b, id).Etat)
	require.Zero(t, faites.Load())
}

func TestAnnulerAvantDeCommencer(t *testing.T) {
	b := base(t)
	f := file(t, b, 0, job.Type{Code: "essai"}) // nobody works here
	id := ajouter(t, b, f, "essai")
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	require.NoError(t, f.Annuler(ctx, "014", id))
	require.Equal(t, "annulee", lire(t, b, id).Etat)
	require.ErrorContains(t, f.Annuler(ctx, "014", id), "déjà finie")
	require.Error(t, f.Annuler(ctx, "014", uuid.New()))
	// A worker that comes later leaves it alone.
	var faites atomic.Int32
	g := file(t, b, 1, job.Type{Code: "essai", Executer: func(ctx context.Context, e *job.Execution) error { faites.Add(1); return terminer(ctx, e) }})
	autre := ajouter(t, b, g, "essai")
	attendre(t, b, autre, "terminee")
	time.Sleep(200 * time.Millisecond)
	require.EqualValues(t, 1, faites.Load())
	require.Equal(t, "annulee", lire(t, b, id).Etat)
}

func TestUnePaniqueEstUnEchecDitEtNonUnArret(t *testing.T) {
	b := base(t)
	f := file(t, b, 1,
		job.Type{Code: "casse", Executer: func(context.Context, *job.Execution) error { panic("boum") }},
		job.Type{Code: "suite", Executer: terminer})
	id := ajouter(t, b, f, "casse")
	attendre(t, b, id, "en_cours")
	require.Equal(t, "Fait.", *attendre(t, b, ajouter(t, b, f, "suite"), "terminee").Message)
	require.NotEqual(t, "terminee", lire(t, b, id).Etat)
	require.Nil(t, lire(t, b, id).Message, "une cause interne ne va pas à l’écran")
}

func TestDeuxOuvriersNePrennentPasLaMemeTache(t *testing.T) {
	b := base(t)
	var faites, ensemble, plus atomic.Int32
	lente := job.Type{Code: "lente", Executer: func(ctx context.Context, e *job.Execution) error {
		if ensemble.Add(1) > plus.Load() {
			plus.Store(ensemble.Load())
		}
		time.Sleep(50 * time.Millisecond)
		ensemble.Add(-1)
		faites.Add(1)
		return terminer(ctx, e)
	}}
	f, _ := file(t, b, 2, lente), file(t, b, 2, lente)
	for range 12 {
		ajouter(t, b, f, "lente")
	}
	require.Eventually(t, func() bool { return faites.Load() >= 12 }, 30*time.Second, 20*time.Millisecond)
	time.Sleep(300 * time.Millisecond)
	require.EqualValues(t, 12, faites.Load())
	require.Greater(t, plus.Load(), int32(1), "les files travaillent de front")
}
