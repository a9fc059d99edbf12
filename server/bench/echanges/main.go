// Command echanges measures the taking in of a whole académie from STS-WEB, by a real server, beside \copy of the very
// same rows into bare tables of the same database. It needs psql.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"imagin/api/client"
	"imagin/server/internal/pglocal"
)

func main() {
	if err := executer(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench :", err)
		os.Exit(1)
	}
}

const fois = 3

func executer(ctx context.Context) error {
	if _, err := exec.LookPath("psql"); err != nil {
		return errors.New("psql est absent : apt-get install postgresql-client")
	}
	bin, err := pglocal.Find(".")
	if err != nil {
		return err
	}
	pg, err := pglocal.Start(ctx, bin, pglocal.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = pg.Stop() }()
	dossier, err := os.MkdirTemp("", "imagin-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dossier) }()
	zip := filepath.Join(dossier, "academie.zip")
	if err := ecrireArchive(zip); err != nil {
		return err
	}
	i, err := os.Stat(zip)
	if err != nil {
		return err
	}
	fmt.Printf("%d fichiers, %d individus, %d services, archive de %.1f Mo\n", etablissements, individus, services, float64(i.Size())/1e6)
	for n := range fois {
		if err := mesurer(ctx, pg.URL(), dossier, zip, n); err != nil {
			return err
		}
	}
	return nil
}

// mesurer works on a database of its own: preview (to keep what is staged), \copy, import, the same import again.
func mesurer(ctx context.Context, cluster, dossier, zip string, n int) error {
	b, err := creer(ctx, cluster, fmt.Sprintf("bench%d", n))
	if err != nil {
		return err
	}
	defer func() { _ = b.Close(ctx) }()
	donnees := filepath.Join(dossier, fmt.Sprint(n))
	s, err := demarrer(ctx, b.dsn, donnees)
	if err != nil {
		return err
	}
	defer s.arreter()
	lignes, copie, err := b.reference(ctx, s, dossier, zip)
	if err != nil {
		return err
	}
	if _, err := b.Exec(ctx, "UPDATE source_echange SET seuil_auto = 100, seuil_disparition = 100; CHECKPOINT"); err != nil {
		return err
	}
	s.oublier()
	p, err := s.importer(ctx, zip, "auto")
	if err != nil {
		return err
	}
	if p.rapport.Etat != client.ImportEtatApplique {
		return fmt.Errorf("import %s : %v", p.rapport.Etat, *p.rapport.Message)
	}
	memoire := s.memoire()
	avant, err := b.ecritures(ctx)
	if err != nil {
		return err
	}
	encore, err := s.importer(ctx, zip, "auto")
	if err != nil {
		return err
	}
	apres, err := b.ecritures(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("\nPassage %d : %s\n", n+1, *p.rapport.Message)
	fmt.Printf("  \\copy des %d lignes de staging : %s (%s)\n", lignes, secondes(copie), debit(lignes, copie))
	fmt.Printf("  dépôt, lecture, contrôle, staging : %s (%s), soit %.2f fois le débit de \\copy\n", secondes(p.staging), debit(lignes, p.staging), copie.Seconds()/p.staging.Seconds())
	fmt.Printf("  jusqu’à l’application : %s, soit %.1f fois le temps de \\copy ; mémoire du serveur au plus haut : %d Mo\n", secondes(p.tout), p.tout.Seconds()/copie.Seconds(), memoire)
	fmt.Printf("  le même fichier : %s, soit %.2f fois le premier passage ; %d lignes écrites ; « %s »\n", secondes(encore.tout), encore.tout.Seconds()/p.tout.Seconds(), apres-avant, *encore.rapport.Message)
	return nil
}

func secondes(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func debit(lignes int64, d time.Duration) string {
	return fmt.Sprintf("%.0f lignes/s", float64(lignes)/d.Seconds())
}

// base is the owner's connection to the database of one measure.
type base struct {
	*pgx.Conn
	dsn string
}
