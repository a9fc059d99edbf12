package main

import (
	"context"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"imagin/api/client"
)

// stagees are the tables that an STS import fills.
var stagees = []string{"etablissement", "nomenclature", "individu", "rattachement", "enseignement"}

// ecrites are those that it may change.
const ecrites = `'etablissement', 'intervenant', 'intervenant_cle', 'rattachement', 'enseignement', 'suppleance', 'matiere', 'mef', 'modalite', 'discipline'`

func creer(ctx context.Context, cluster, nom string) (*base, error) {
	c, err := pgx.Connect(ctx, cluster)
	if err != nil {
		return nil, err
	}
	_, err = c.Exec(ctx, "CREATE DATABASE "+nom)
	_ = c.Close(ctx)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(cluster)
	if err != nil {
		return nil, err
	}
	u.Path = "/" + nom
	dsn := u.String()
	conn, err := pgx.Connect(ctx, dsn)
	return &base{conn, dsn}, err
}

// reference keeps what a preview stages, then copies the same rows into tables without index nor constraint.
func (b *base) reference(ctx context.Context, s *serveur, dossier, zip string) (lignes int64, duree time.Duration, err error) {
	for _, t := range stagees {
		if _, err := b.Exec(ctx, "CREATE RULE garder AS ON DELETE TO staging."+t+" DO INSTEAD NOTHING"); err != nil {
			return 0, 0, err
		}
	}
	p, err := s.importer(ctx, zip, "apercu")
	if err != nil {
		return 0, 0, err
	}
	if p.rapport.Etat != client.ImportEtatAConfirmer {
		return 0, 0, fmt.Errorf("aperçu %s : %v", p.rapport.Etat, p.rapport.Message)
	}
	if _, err := s.api.AbandonnerImportWithResponse(ctx, p.rapport.Id); err != nil {
		return 0, 0, err
	}
	for _, t := range stagees {
		var n int64
		if err := b.QueryRow(ctx, "SELECT count(*) FROM staging."+t).Scan(&n); err != nil {
			return 0, 0, err
		}
		lignes += n
		f := filepath.Join(dossier, t+".csv")
		if err := b.psql(ctx, `\copy staging.`+t+` TO '`+f+`' CSV`); err != nil {
			return 0, 0, err
		}
		if _, err := b.Exec(ctx, "DROP RULE garder ON staging."+t+"; TRUNCATE staging."+t+"; CREATE TABLE nu_"+t+" AS SELECT * FROM staging."+t); err != nil {
			return 0, 0, err
		}
	}
	if _, err := b.Exec(ctx, "CHECKPOINT"); err != nil {
		return 0, 0, err
	}
	var copies []string
	for _, t := range stagees {
		copies = append(copies, "-c", `\copy nu_`+t+` FROM '`+filepath.Join(dossier, t+".csv")+`' CSV`)
	}
	debut := time.Now()
	err = b.lancer(ctx, copies...)
	return lignes, time.Since(debut), err
}

func (b *base) psql(ctx context.Context, commande string) error { return b.lancer(ctx, "-c", commande) }

func (b *base) lancer(ctx context.Context, args ...string) error {
	sortie, err := exec.CommandContext(ctx, "psql", append([]string{"-q", b.dsn}, args...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("psql : %w\n%s", err, sortie)
	}
	return nil
}

// ecritures counts the rows written in the tables of the domain since the beginning.
func (b *base) ecritures(ctx context.Context) (n int64, err error) {
	time.Sleep(1500 * time.Millisecond) // sessions tell their counts when they are idle
	err = b.QueryRow(ctx, `SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables WHERE schemaname = 'public' AND relname IN (`+ecrites+`)`).Scan(&n)
	return n, err
}
