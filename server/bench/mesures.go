package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation"
	"imagin/server/internal/app"
	"imagin/server/internal/db"
	"imagin/server/internal/list"
)

const (
	duree = "10s"
	// grille is the gestionnaire's everyday page: one session, one state, by name.
	grille = "session==2026-N;etat==effectuee"
)

type banc struct {
	base            *db.DB
	s               *serveur
	dossier, dsnApp string
	cle             uuid.UUID
	total           int
}

func nouveauBanc(ctx context.Context, a *app.App, s *serveur) (*banc, error) {
	secret, err := a.Config.Secret("app.motdepasse", 24)
	if err != nil {
		return nil, err
	}
	dsn, err := db.DSNApp(a.Proprietaire, secret)
	if err != nil {
		return nil, err
	}
	b := &banc{base: a.Base, s: s, dossier: a.Config.Donnees, dsnApp: dsn}
	p, err := list.Lire[api.Affectation](commeGestionnaire(ctx), b.base, affectation.Affectations, list.Params{})
	if err != nil {
		return nil, err
	}
	if len(p.Items) == 0 {
		return nil, errors.New("aucune affectation dans l’académie 014")
	}
	b.cle, b.total = p.Items[0].Id, p.Total
	return b, nil
}

// commeGestionnaire reads through the operations themselves, to learn their SQL.
func commeGestionnaire(ctx context.Context) context.Context {
	return access.Avec(ctx, &access.Principal{Academie: "014", Profil: "gestionnaire"})
}

// sql records what one page asks of the database.
func (b *banc) sql(ctx context.Context, filtre string, page int, taille api.TaillePage) ([]db.Instruction, error) {
	ctx, releve := db.Relever(commeGestionnaire(ctx))
	_, err := list.Lire[api.Affectation](ctx, b.base, affectation.Affectations, list.Params{Filtre: &filtre, Page: &page, Taille: &taille})
	return releve.Instructions(), err
}

const liste = "/api/v1/affectations?"

func (b *banc) mesurer(ctx context.Context) error {
	fmt.Printf("Académie 014 : %d affectations. %s par mesure ; charge, serveur et base sur la même machine.\n", b.total, duree)
	etapes := []func(context.Context) error{b.requetes, b.grilleSaturee, b.ouverte, b.profonde, b.parCle, b.modification, b.ecran, b.sousEcritures}
	for _, e := range etapes {
		if err := e(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *banc) requetes(ctx context.Context) error {
	for _, taille := range []api.TaillePage{20, 200} {
		i, err := b.sql(ctx, grille, 1, taille)
		if err != nil {
			return err
		}
		fmt.Printf("\nPage de %d lignes : %d instructions SQL\n", taille, len(i))
	}
	return nil
}

func (b *banc) grilleSaturee(ctx context.Context) error {
	for _, etat := range []string{"non_effectuee", "effectuee"} {
		if err := b.grilleDe(ctx, etat); err != nil {
			return err
		}
	}
	return nil
}

// grilleDe compares the everyday page with pgbench twice: counting as one would without maintained totals, which is
// the anchor of the target, and reading our totals, which nothing can beat.
func (b *banc) grilleDe(ctx context.Context, etat string) error {
	i, err := b.sql(ctx, "session==2026-N;etat=="+etat, 1, 50)
	if err != nil {
		return err
	}
	page, tenu := litterale(i[1]), litterale(i[2])
	compte := "SELECT count(*) FROM affectation a WHERE a.academie = '014' AND a.etat = '" + etat +
		"' AND a.session_id = (SELECT x.id FROM session x WHERE x.code = '2026-N' AND x.academie = '014')"
	fmt.Printf("\nGrille d’une académie, session 2026-N, état %s, total exact, 16 connexions\n", etat)
	nous, err := b.s.saturer(ctx, liste+"filtre="+encoder("session==2026-N;etat=="+etat), 16)
	if err != nil {
		return err
	}
	fmt.Println("  IMAG’IN                       ", nous)
	naif, err := b.pgbench(ctx, 16, page, compte)
	if err != nil {
		return err
	}
	nu, err := b.pgbench(ctx, 16, page, tenu)
	if err != nil {
		return err
	}
	fmt.Printf("  pgbench, page et count(*)      %8.0f /s   → %.2f × (cible ≥ 1,0)\n", naif.debit, nous.debit/naif.debit)
	fmt.Printf("  pgbench, page et total tenu    %8.0f /s   → %.2f × (la limite)\n", nu.debit, nous.debit/nu.debit)
	return nil
}

func (b *banc) ouverte(ctx context.Context) error {
	fmt.Printf("\nLatence de la même page, boucle ouverte\n")
	for _, cadence := range []int{100, 200} {
		t := b.s.cadencer(ctx, liste+"filtre="+encoder(grille), cadence, 15)
		fmt.Printf("  %d req/s   p50 %.1f ms   p95 %.1f ms   p99 %.1f ms (cible à 200 : ≤ 15 ms)   %d échec(s)\n",
			cadence, ms(t.p50), ms(t.p95), ms(t.p99), t.echecs)
	}
	return nil
}

func (b *banc) profonde(ctx context.Context) error {
	fmt.Printf("\nPage 10 000 de 50 lignes par nom, 4 connexions\n")
	b.s.lireTout(ctx, liste+"page=10000") // the first one takes the anchors
	un, err := b.s.saturer(ctx, liste+"page=1", 4)
	if err != nil {
		return err
	}
	dix, err := b.s.saturer(ctx, liste+"page=10000", 4)
	if err != nil {
		return err
	}
	offset := "SELECT a.* FROM affectation a WHERE a.academie = '014' ORDER BY a.nom, a.prenom, a.id LIMIT 50 OFFSET 499950"
	naif, err := b.pgbench(ctx, 4, offset)
	if err != nil {
		return err
	}
	fmt.Println("  page 1                        ", un)
	fmt.Println("  page 10 000                   ", dix)
	fmt.Printf("  p99 : %.1f × page 1 (cible ≤ 3)   pgbench par OFFSET : %.1f /s, soit %.0f × (cible ≥ 100)\n",
		float64(dix.p99)/float64(un.p99), naif.debit, dix.debit/naif.debit)
	return nil
}

func (b *banc) parCle(ctx context.Context) error {
	releve, r := db.Relever(commeGestionnaire(ctx))
	if _, _, err := list.Un[api.Affectation](releve, b.base, affectation.Affectations, b.cle); err != nil {
		return err
	}
	fmt.Printf("\nLecture par clé, neuf jointures, 16 connexions\n")
	nous, err := b.s.saturer(ctx, "/api/v1/affectations/"+b.cle.String(), 16)
	if err != nil {
		return err
	}
	nu, err := b.pgbench(ctx, 16, litterale(r.Instructions()[1]))
	if err != nil {
		return err
	}
	fmt.Println("  IMAG’IN                       ", nous)
	fmt.Printf("  pgbench, même SQL              %8.0f /s   → %.2f ×\n", nu.debit, nous.debit/nu.debit)
	return nil
}

// sousEcritures compares the grid before and after scattered one-row updates, with no vacuum by hand.
func (b *banc) sousEcritures(ctx context.Context) error {
	fmt.Printf("\nGrille après 100 000 modifications dispersées, sans VACUUM\n")
	avant, err := b.s.saturer(ctx, liste+"filtre="+encoder(grille), 16)
	if err != nil {
		return err
	}
	script := `\set n random(1, 60000)
		BEGIN;
		SELECT set_config('app.academie', '014', true), set_config('app.qui', 'bench', true);
		UPDATE affectation SET version = version + 1 WHERE academie = '014' AND id = (SELECT id FROM affectation
			WHERE academie = '014' AND intervenant_id = (SELECT id FROM intervenant WHERE academie = '014' AND numero = :n)
			ORDER BY id LIMIT 1);
		COMMIT;
		`
	debut := time.Now()
	if _, err := b.pgbenchScript(ctx, 8, script, "-t12500"); err != nil {
		return err
	}
	pris := time.Since(debut)
	apres, err := b.s.saturer(ctx, liste+"filtre="+encoder(grille), 16)
	if err != nil {
		return err
	}
	fmt.Println("  avant                         ", avant)
	fmt.Println("  après                         ", apres)
	fmt.Printf("  %.2f × plus lent (cible ≤ 1,3) ; les modifications ont pris %.0f s\n",
		avant.debit/apres.debit, pris.Seconds())
	return nil
}

func encoder(s string) string {
	return strings.NewReplacer("=", "%3D", ";", "%3B").Replace(s)
}
