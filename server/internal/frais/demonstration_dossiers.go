package frais

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/db"
)

// One of the people convoked becomes somebody from outside, who signs in by the demonstration portal: she has no payroll
// account, and gives hers.
const sqlExterneDemo = `WITH x AS (SELECT e.intervenant_id AS id FROM etat_frais e JOIN intervenant i ON i.academie = e.academie AND i.id = e.intervenant_id
		WHERE e.academie = $1 AND i.nom <> 'LECLERE' AND i.origine <> 'SAISI' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1),
	a AS (UPDATE affectation SET nom = 'HAMON', prenom = 'Victor' FROM x WHERE academie = $1 AND intervenant_id = x.id),
	u AS (UPDATE utilisateur SET intervenant_id = x.id FROM x WHERE academie = $1 AND identifiant = 'victor.hamon')
	UPDATE intervenant i SET nom = 'HAMON', prenom = 'Victor', origine = 'SAISI' FROM x WHERE i.academie = $1 AND i.id = x.id`

const sqlDossiersDemo = `INSERT INTO dossier_frais (academie, intervenant_id, vehicule, puissance, energie, rqth_declaree, taxi_demande, rqth, confirme_le, confirme_par)
	SELECT i.academie, i.id, CASE WHEN h % 20 = 0 THEN 'moto' WHEN h % 20 < 17 THEN 'voiture' END, CASE WHEN h % 20 BETWEEN 1 AND 16 THEN 4 + h % 5 END,
		CASE WHEN h % 20 < 17 THEN (ARRAY['essence', 'gazole', 'hybride', 'electrique'])[h % 4 + 1] END, h % 60 = 0, h % 120 = 0, h % 240 = 0,
		now() - make_interval(days => h % 420), i.prenom || ' ' || i.nom
	FROM intervenant i CROSS JOIN LATERAL (SELECT abs(hashtext(i.id::text)) AS h) h
	WHERE i.academie = $1 AND i.nom NOT IN ('LECLERE', 'HAMON') AND h % 10 < 8 AND EXISTS (SELECT 1 FROM etat_frais e WHERE e.academie = i.academie AND e.intervenant_id = i.id)
	ON CONFLICT DO NOTHING`

const sqlImputationsDemo = `INSERT INTO imputation_frais (academie, id, examen, centre_couts, enveloppe, programme, decide_par)
	SELECT $1, uuid_v7(), x.code, CASE WHEN x.code IS NULL THEN 'DEC0214' ELSE 'DES0150' END, '2026-EXAMENS', CASE WHEN x.code IS NULL THEN '0214' ELSE '0150' END, 'Admin DEMO'
	FROM (SELECT NULL::text AS code UNION ALL SELECT code FROM examen WHERE academie = $1 AND code IN ('BTS', 'DCG')) x ON CONFLICT DO NOTHING`

// Journeys by the car of each, with lunch when the day covers it.
const sqlDeplacementsDemo = `INSERT INTO deplacement (academie, part_id, depart, retour, trajets, distance_id, repas, saisi_par, saisi_profil)
	SELECT p.academie, p.id, (a.debut AT TIME ZONE ce.fuseau) - interval '1 hour', (a.fin AT TIME ZONE ce.fuseau) + interval '1 hour',
		jsonb_build_array(CASE d.vehicule WHEN 'moto' THEN '{"mode": "moto"}'::jsonb ELSE jsonb_build_object('mode', 'voiture', 'vehicule', CASE WHEN d.puissance >= 8 THEN 'CV8' WHEN d.puissance >= 6 THEN 'CV6_7' ELSE 'CV5' END) END),
		(SELECT k.id FROM distance k WHERE k.academie = p.academie AND (k.insee_a, k.insee_b) IN (SELECT least(l.lieu, x), greatest(l.lieu, x) FROM unnest(ARRAY[i.code_commune, et.code_commune]) x WHERE x IS NOT NULL) ORDER BY k.metres LIMIT 1),
		CASE WHEN (a.debut AT TIME ZONE ce.fuseau)::time <= '12:00' AND (a.fin AT TIME ZONE ce.fuseau)::time >= '13:00' THEN 1 ELSE 0 END, i.prenom || ' ' || i.nom, 'intervenant'
	FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id
	JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
	JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id LEFT JOIN dossier_frais d ON d.academie = p.academie AND d.intervenant_id = p.intervenant_id
	LEFT JOIN rattachement r ON r.academie = p.academie AND r.intervenant_id = p.intervenant_id AND r.type = 'principal' LEFT JOIN etablissement et ON et.academie = r.academie AND et.id = r.etablissement_id
	CROSS JOIN LATERAL (SELECT commune_de_mission(e.academie, e.mission_id) AS lieu) l
	WHERE p.academie = $1 AND p.genre = 'deplacement' AND p.etat = 'effectuee' AND i.nom NOT IN ('LECLERE', 'HAMON') AND abs(hashtext(p.id::text)) % 10 >= 4
	ON CONFLICT DO NOTHING RETURNING part_id AS id`

// demontrerDossiers gives people their dossiers, and half of the journeys their claims, some of them controlled.
func demontrerDossiers(ctx context.Context, tx *db.Tx) error {
	for _, sql := range []string{sqlExterneDemo, sqlDossiersDemo, sqlImputationsDemo} {
		if _, err := tx.Exec(ctx, sql, tx.Academie); err != nil {
			return err
		}
	}
	declares, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, sqlDeplacementsDemo, tx.Academie)
	if err != nil {
		return err
	}
	ids := make([]uuid.UUID, len(declares))
	for i := range declares {
		ids[i] = declares[i].ID
	}
	if err := calculerDeplacements(ctx, tx, ids); err != nil {
		return err
	}
	if err := suivreChemin(ctx, tx, []string{"a_valider"}, ids, ""); err != nil {
		return err
	}
	controles, err := db.Query[struct{ ID uuid.UUID }](ctx, tx.Reader, `SELECT etat_frais_id AS id FROM efm_part WHERE academie = $1 AND id = ANY ($2) AND abs(hashtext(id::text)) % 10 >= 7`, tx.Academie, ids)
	if err != nil {
		return err
	}
	etats := make([]uuid.UUID, len(controles))
	for i := range controles {
		etats[i] = controles[i].ID
	}
	dep := api.GenrePartDeplacement
	if _, err := agir(ctx, tx, etats, api.ActionFraisValider, &dep, ""); err != nil {
		return err
	}
	// Dates of the past, so that delays show: what was done was done after the mission, not today.
	_, err = tx.Exec(ctx, `UPDATE efm_part SET ouverte_le = jour + interval '1 day', declaree_le = CASE WHEN declaree_le IS NOT NULL THEN jour + make_interval(days => 2 + h.h % 20) END,
		validee_le = CASE WHEN validee_le IS NOT NULL THEN jour + make_interval(days => 25 + h.h % 30) END
		FROM (SELECT id AS cle, abs(hashtext(id::text)) AS h FROM efm_part WHERE academie = $1) h WHERE academie = $1 AND id = h.cle AND ouverte_le IS NOT NULL`, tx.Academie)
	return err
}
