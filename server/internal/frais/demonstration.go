package frais

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/db"
)

// Demontrer gives a demonstration académie its états de frais by the ways of every day: convoked people get theirs, a
// session that is over has its constats, most of them controlled. Twelve thousand at most: enough to page through.
func Demontrer(ctx context.Context, base *db.DB, academie string) error {
	ctx = db.AvecActeur(ctx, db.Acteur{Qui: "données de démonstration", Profil: "chef_centre"})
	var convoquees []uuid.UUID
	err := base.Lire(ctx, academie, func(r db.Reader) error {
		l, err := db.Query[struct{ ID uuid.UUID }](ctx, r, `(SELECT id FROM affectation WHERE academie = $1 AND etat IN ('effectuee', 'non_effectuee') ORDER BY id LIMIT 8000)
			UNION ALL (SELECT id FROM affectation WHERE academie = $1 AND etat = 'convoquee' ORDER BY id LIMIT 4000)`, academie)
		for _, x := range l {
			convoquees = append(convoquees, x.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	for lot := range slices.Chunk(convoquees, 4000) {
		if err := base.InAcademie(ctx, academie, func(tx *db.Tx) error { return demontrerLot(ctx, tx, lot) }); err != nil {
			return err
		}
	}
	return base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, sqlDistancesDemo, academie); err != nil {
			return err
		}
		return demontrerDossiers(ctx, tx)
	})
}

// A tenth of the digest of a mission's identifier decides what became of it: the same load gives the same shares.
const sqlConstatsDemo = `INSERT INTO constat (academie, id, affectation_id, mission_id, fait, copies, candidats, minutes, saisi_par, saisi_profil, saisi_le)
	SELECT a.academie, uuid_v7(), a.id, a.mission_id, CASE WHEN a.etat = 'effectuee' THEN 'fait' ELSE 'non_fait' END,
		CASE WHEN a.etat = 'effectuee' AND f.forme = 'ecrit' THEN 25 + h.h % 70 END, CASE WHEN a.etat = 'effectuee' AND f.forme = 'oral' THEN 6 + h.h % 9 END,
		CASE WHEN a.etat = 'effectuee' AND f.forme IN ('oral', 'pratique') THEN 20 * (6 + h.h % 9) END, 'Yves KERMARREC', 'chef_centre', a.fin
	FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
	LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
	CROSS JOIN LATERAL (SELECT forme_constat(t.remuneration, o.nature) AS forme) f CROSS JOIN LATERAL (SELECT abs(hashtext(a.id::text)) AS h) h
	WHERE a.academie = $1 AND a.id = ANY ($2) AND a.etat IN ('effectuee', 'non_effectuee') AND abs(hashtext(a.mission_id::text)) % 10 >= 2 RETURNING affectation_id AS id`

const sqlDistancesDemo = `INSERT INTO distance (academie, id, insee_a, insee_b, metres, methode, source, corrige_par)
	SELECT $1, uuid_v7(), a.code_insee, b.code_insee, (round(1.25 * 63710 * 2 * asin(least(1, sqrt(sin(radians(b.latitude - a.latitude) / 2) ^ 2
		+ cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(radians(b.longitude - a.longitude) / 2) ^ 2)))) * 100)::int,
		CASE WHEN abs(hashtext(a.code_insee || b.code_insee)) % 12 = 0 THEN 'ESTIMEE' ELSE 'TABLE' END, 'Table de démonstration', 'Données de démonstration'
	FROM (SELECT * FROM commune WHERE academie = $1 AND latitude IS NOT NULL ORDER BY population DESC NULLS LAST LIMIT 40) a
	JOIN (SELECT * FROM commune WHERE academie = $1 AND latitude IS NOT NULL ORDER BY population DESC NULLS LAST LIMIT 40) b ON a.code_insee < b.code_insee
	ON CONFLICT DO NOTHING`

func demontrerLot(ctx context.Context, tx *db.Tx, affectations []uuid.UUID) error {
	if _, err := Creer(ctx, tx, affectations); err != nil {
		return err
	}
	if _, err := db.Scalar[int](ctx, tx.Reader, `SELECT efm_ouvrir($1)`, tx.Academie); err != nil {
		return err
	}
	constates, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, sqlConstatsDemo, tx.Academie, affectations)
	if err != nil {
		return err
	}
	ids := make([]uuid.UUID, len(constates))
	for i := range constates {
		ids[i] = constates[i].ID
	}
	if err := suivre(ctx, tx, ids); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO constat_signature (academie, id, mission_id, signe_par, profil, signe_le)
		SELECT $1, uuid_v7(), x.mission_id, 'Yves KERMARREC', 'chef_centre', x.fin FROM (SELECT mission_id, max(fin) AS fin FROM affectation WHERE academie = $1 AND id = ANY ($2)
			AND abs(hashtext(mission_id::text)) % 10 >= 4 GROUP BY mission_id) x
		WHERE NOT EXISTS (SELECT 1 FROM affectation a WHERE a.academie = $1 AND a.mission_id = x.mission_id AND a.etat IN `+aConstater+`
			AND NOT EXISTS (SELECT 1 FROM constat k WHERE k.academie = $1 AND k.affectation_id = a.id)) ON CONFLICT DO NOTHING`, tx.Academie, ids); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE efm_part p SET etat = 'a_valider' FROM etat_frais e WHERE p.academie = $1 AND e.academie = $1 AND e.id = p.etat_frais_id AND e.affectation_id = ANY ($2)
		AND p.genre = 'remuneration' AND p.etat = 'effectuee' AND abs(hashtext(e.mission_id::text)) % 10 >= 4`, tx.Academie, ids); err != nil {
		return err
	}
	controles, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT e.id FROM etat_frais e JOIN efm_part p ON p.academie = e.academie AND p.etat_frais_id = e.id
		WHERE e.academie = $1 AND e.affectation_id = ANY ($2) AND p.etat = 'a_valider' AND abs(hashtext(e.mission_id::text)) % 10 >= 7`, tx.Academie, ids)
	if err != nil {
		return err
	}
	valides := make([]uuid.UUID, len(controles))
	for i := range controles {
		valides[i] = controles[i].ID
	}
	rem := api.GenrePartRemuneration
	_, err = agir(ctx, tx, valides, api.ActionFraisValider, &rem, "")
	return err
}
