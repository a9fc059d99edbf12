package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/api/client"
	"imagin/server/internal/app"
)

// banc is the service, a gestionnaire signed in, and the owner's connection, which counts.
type banc struct {
	api     *client.ClientWithResponses
	compte  *pgx.Conn
	session uuid.UUID
	arreter func()
}

func nouveauBanc(ctx context.Context, a *app.App) (*banc, error) {
	e, file, err := a.Assembler()
	if err != nil {
		return nil, err
	}
	vie, cesser := context.WithCancel(ctx)
	if err := file.Start(vie); err != nil {
		cesser()
		return nil, err
	}
	srv := httptest.NewServer(e)
	b := &banc{arreter: func() { srv.Close(); _ = file.Stop(context.WithoutCancel(ctx)); cesser() }}
	jeton, err := a.Jeton(ctx, "gestionnaire", "", time.Hour)
	if err != nil {
		return nil, err
	}
	if b.api, err = client.NewClientWithResponses(srv.URL+"/api/v1", client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+jeton)
		return nil
	})); err != nil {
		return nil, err
	}
	b.compte, err = pgx.Connect(ctx, a.Proprietaire)
	return b, err
}

func (b *banc) fermer(ctx context.Context) {
	_ = b.compte.Close(ctx)
	b.arreter()
}

func (b *banc) mesurer(ctx context.Context) error {
	annee := client.CreationSession{Annee: app.AnneeDemonstration + 1, Tour: "NORMALE"}
	s, err := b.api.CreerSessionWithResponse(ctx, nil, annee)
	if err != nil {
		return err
	}
	if s.JSON201 == nil {
		return errors.New(string(s.Body))
	}
	b.session = s.JSON201.Id
	// The first load of an académie is larger than what is known: nobody waits to confirm it here.
	if _, err := b.compte.Exec(ctx, `UPDATE source_echange SET seuil_auto = 100, seuil_disparition = 100`); err != nil {
		return err
	}
	var total time.Duration
	for moment := 1; moment <= 3; moment++ {
		d, err := b.echange(ctx, moment)
		if err != nil {
			return err
		}
		total += d
	}
	d, err := b.generation(ctx)
	if err != nil {
		return err
	}
	if err := b.decrire(ctx); err != nil {
		return err
	}
	fmt.Printf("session importée et missions générées : %.2f s (barre : 30 s)\n\n", (total + d).Seconds())
	return b.rafraichir(ctx)
}

func (b *banc) decrire(ctx context.Context) error {
	var centres, commissions, candidats, missions int
	if err := b.compte.QueryRow(ctx, `SELECT (SELECT count(*) FROM centre WHERE session_id = $1), (SELECT count(*) FROM commission WHERE session_id = $1),
		(SELECT sum(candidats) FROM commission WHERE session_id = $1), (SELECT count(*) FROM mission WHERE session_id = $1)`, b.session).Scan(&centres, &commissions, &candidats, &missions); err != nil {
		return err
	}
	fmt.Printf("%d centres, %d commissions, %d candidats en nombre, %d missions\n", centres, commissions, candidats, missions)
	return nil
}

// rafraichir changes one commission in a hundred in the base, as OCEAN would, and takes the third exchange again.
func (b *banc) rafraichir(ctx context.Context) error {
	if _, err := b.compte.Exec(ctx, `DO $$ DECLARE ancien bigint := (SELECT max(id) FROM imaoce.chargement WHERE moment = 3); nouveau bigint := imaoce.ouvrir_chargement('014', (SELECT session FROM imaoce.chargement WHERE id = ancien), 3); t text; c text;
		BEGIN
		FOREACH t IN ARRAY ARRAY['centres', 'jurys', 'commissions', 'commission_origines'] LOOP
			SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) INTO c FROM information_schema.columns WHERE table_schema = 'imaoce' AND table_name = t AND column_name <> 'chargement';
			EXECUTE format('INSERT INTO imaoce.%I (chargement, %s) SELECT $1, %s FROM imaoce.%I WHERE chargement = $2', t, c, c, t) USING nouveau, ancien;
		END LOOP;
		UPDATE imaoce.commissions k SET nb_candidats_prevus = nb_candidats_prevus + 3 FROM (SELECT examen, jury, commission, row_number() OVER (ORDER BY examen, jury, commission) AS n FROM imaoce.commissions WHERE chargement = nouveau) x
			WHERE k.chargement = nouveau AND k.examen = x.examen AND k.jury = x.jury AND k.commission = x.commission AND x.n % 100 = 0;
		PERFORM imaoce.clore_chargement(nouveau); END $$`); err != nil {
		return err
	}
	var avant, apres map[string]int64
	var err error
	if avant, err = b.ecritures(ctx); err != nil {
		return err
	}
	e, err := b.echange(ctx, 3)
	if err != nil {
		return err
	}
	g, err := b.generation(ctx)
	if err != nil {
		return err
	}
	if apres, err = b.ecritures(ctx); err != nil {
		return err
	}
	fmt.Printf("rafraîchissement d’un centième : %.2f s (barre : 5 s) ; lignes écrites :", (e + g).Seconds())
	for _, t := range tables {
		fmt.Printf(" %s %d", t, apres[t]-avant[t])
	}
	fmt.Println()
	return nil
}

var tables = []string{"centre", "jury", "commission", "commission_origine", "mission", "creneau", "mission_besoin", "mission_origine"}

// ecritures counts the rows written since the beginning, as the database does.
func (b *banc) ecritures(ctx context.Context) (map[string]int64, error) {
	time.Sleep(1500 * time.Millisecond) // the statistics of other connections come late
	if _, err := b.compte.Exec(ctx, "SELECT pg_stat_clear_snapshot()"); err != nil {
		return nil, err
	}
	lignes, err := b.compte.Query(ctx, `SELECT relname::text, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables WHERE schemaname = 'public' AND relname = ANY ($1)`, tables)
	if err != nil {
		return nil, err
	}
	faites := map[string]int64{}
	var nom string
	var n int64
	_, err = pgx.ForEachRow(lignes, []any{&nom, &n}, func() error { faites[nom] = n; return nil })
	return faites, err
}
