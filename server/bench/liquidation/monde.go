package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"imagin/api/client"
	"imagin/server/internal/demo"
	"imagin/server/internal/secret"
)

// monde is a session of a far year where each person corrected for one commission of twenty, marked and to be validated.
const monde = `INSERT INTO session (academie, id, code, libelle, annee, tour, etat) VALUES (':a', md5('bs')::uuid, '2099-N', 'Mesure', 2099, 'NORMALE', 'ouverte');
INSERT INTO centre (academie, id, session_id, etablissement_id, code, libelle, commune, fuseau) SELECT ':a', md5('bc')::uuid, md5('bs')::uuid, id, uai, nom, commune, 'Europe/Paris' FROM etablissement WHERE academie = ':a' LIMIT 1;
INSERT INTO intervenant (academie, id, nom, prenom, origine) SELECT ':a', md5('bi' || n)::uuid, 'NOM' || n % 9000, 'Prénom', 'EPP' FROM generate_series(1, :n) n;
INSERT INTO mission (academie, id, session_id, type, centre_id, examen, epreuve_option_id, etat, origine) SELECT ':a', md5('bm' || n)::uuid, md5('bs')::uuid, t.code, md5('bc')::uuid, o.examen, o.id, 'ouverte', 'saisie'
	FROM generate_series(1, :n / 20) n, (SELECT code FROM type_mission WHERE academie = ':a' AND remuneration = 'copie' LIMIT 1) t, (SELECT id, examen FROM epreuve_option WHERE academie = ':a' AND examen = 'BTS' LIMIT 1) o;
INSERT INTO creneau (academie, id, mission_id, debut, fin, sur_place) SELECT ':a', md5('bh' || n)::uuid, md5('bm' || n)::uuid, '2020-06-10 08:00+02', '2020-06-10 12:00+02', false FROM generate_series(1, :n / 20) n;
INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat) SELECT ':a', md5('ba' || n)::uuid, md5('bs')::uuid, md5('bm' || (1 + n % (:n / 20)))::uuid, md5('bi' || n)::uuid, 'correcteur', 'effectuee' FROM generate_series(1, :n) n;
INSERT INTO constat (academie, id, affectation_id, mission_id, fait, copies, saisi_par, saisi_profil, saisi_le) SELECT ':a', md5('bk' || n)::uuid, md5('ba' || n)::uuid, md5('bm' || (1 + n % (:n / 20)))::uuid, 'fait', 20 + n % 60, 'Mesure', 'chef_centre', now() FROM generate_series(1, :n) n;
INSERT INTO etat_frais (academie, id, session_id, affectation_id, mission_id, intervenant_id, jour) SELECT ':a', md5('be' || n)::uuid, md5('bs')::uuid, md5('ba' || n)::uuid, md5('bm' || (1 + n % (:n / 20)))::uuid, md5('bi' || n)::uuid, '2020-06-10' FROM generate_series(1, :n) n;
INSERT INTO efm_part (academie, id, etat_frais_id, genre, intervenant_id, jour, etat, devise) SELECT ':a', md5('br' || n)::uuid, md5('be' || n)::uuid, 'remuneration', md5('bi' || n)::uuid, '2020-06-10', 'a_valider', 'EUR' FROM generate_series(1, :n) n;
INSERT INTO efm_part (academie, id, etat_frais_id, genre, intervenant_id, jour, etat, regle, devise) SELECT ':a', md5('bd' || n)::uuid, md5('be' || n)::uuid, 'deplacement', md5('bi' || n)::uuid, '2020-06-10', 'sans_objet', 'DEP.DISTANCE', 'EUR' FROM generate_series(1, :n) n;`

func (m *mesure) preparer(ctx context.Context) error {
	if _, err := m.Base.Exec(ctx, strings.NewReplacer(":a", demo.Rennes, ":n", fmt.Sprint(parts)).Replace(monde)); err != nil {
		return err
	}
	if err := m.sceller(ctx); err != nil {
		return err
	}
	// As the autovacuum of a service that lives would have done.
	if _, err := m.Base.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		return err
	}
	iban, nom := "FR1420041010050500013M02606", "Rectorat"
	avant, err := m.f.LireReglageLiquidationWithResponse(ctx)
	if err != nil {
		return err
	}
	r, err := m.f.ReglerLiquidationWithResponse(ctx, &client.ReglerLiquidationParams{IfMatch: fmt.Sprint(avant.JSON200.Version)}, client.EcritureReglageLiquidation{Porte: "dossier", Payeur: &nom, PayeurIban: &iban})
	if err == nil && r.JSON200 == nil {
		err = errors.New(string(r.Body))
	}
	return err
}

// sceller gives each person a NUMEN and an account.
func (m *mesure) sceller(ctx context.Context) error {
	ids, err := m.Base.Query(ctx, `SELECT id::text FROM intervenant WHERE academie = $1 AND nom LIKE 'NOM%'`, demo.Rennes)
	if err != nil {
		return err
	}
	gens, err := pgx.CollectRows(ids, pgx.RowTo[string])
	if err != nil {
		return err
	}
	var lignes [][]any
	for i, id := range gens {
		for genre, clair := range map[string]string{secret.Numen: fmt.Sprintf("35E%07dABC", i), secret.IBAN: "FR1420041010050500013M02606"} {
			lieu := secret.Lieu(demo.Rennes, genre)
			lignes = append(lignes, []any{demo.Rennes, id, genre, m.App.Coffre.Chiffrer([]byte(clair), lieu), m.App.Coffre.Empreinte(clair, lieu), secret.Masquer(clair)})
		}
	}
	_, err = m.Base.CopyFrom(ctx, pgx.Identifier{"intervenant_secret"}, []string{"academie", "intervenant_id", "type", "chiffre", "empreinte", "masque"}, pgx.CopyFromRows(lignes))
	return err
}
