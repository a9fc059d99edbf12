package echange

import "context"

// arbitrer says, for the people whose attachments changed, which lines count: one per establishment, that of the source
// most believed; one principal establishment, the one HR declares, else where she teaches most, else the first UAI.
// Two updates: the one who stops being principal must do so before the other begins.
func (c *comparaison) arbitrer(ctx context.Context) error {
	if _, err := c.executer(ctx, `CREATE TEMP TABLE arbitre ON COMMIT DROP AS
		WITH concerne AS (
			SELECT intervenant_id FROM ecart_rattachement v WHERE NOT (cree AND seul)
			UNION SELECT r.intervenant_id FROM parti_rattachement p JOIN rattachement r ON r.academie = %[1]s AND r.id = p.cible),
		rang AS (
			SELECT r.*, row_number() OVER (PARTITION BY r.intervenant_id, r.etablissement_id ORDER BY rang_source(r.source) DESC) AS rg
			FROM rattachement r JOIN concerne USING (intervenant_id) WHERE r.academie = %[1]s AND r.historise_le IS NULL),
		heures AS (
			SELECT t.intervenant_id, t.etablissement_id, sum(t.millieme_heures) AS h FROM enseignement t JOIN concerne USING (intervenant_id)
			WHERE t.academie = %[1]s AND t.historise_le IS NULL GROUP BY 1, 2)
		SELECT r.id, r.rg = 1 AS effectif, CASE WHEN r.rg = 1 AND row_number() OVER (PARTITION BY r.intervenant_id ORDER BY r.rg = 1 DESC,
			coalesce(r.declare = 'principal', false) DESC, rang_source(r.source) DESC, coalesce(h.h, 0) DESC, e.uai) = 1 THEN 'principal' ELSE 'secondaire' END AS type
		FROM rang r JOIN etablissement e ON e.academie = %[1]s AND e.id = r.etablissement_id
		LEFT JOIN heures h ON h.intervenant_id = r.intervenant_id AND h.etablissement_id = r.etablissement_id`); err != nil {
		return err
	}
	if _, err := c.executer(ctx, `UPDATE rattachement r SET effectif = a.effectif, type = 'secondaire' FROM arbitre a
		WHERE r.academie = %[1]s AND r.id = a.id AND ((r.type = 'principal' AND a.type <> 'principal') OR (r.effectif AND NOT a.effectif))`); err != nil {
		return err
	}
	_, err := c.executer(ctx, `UPDATE rattachement r SET effectif = a.effectif, type = a.type FROM arbitre a
		WHERE r.academie = %[1]s AND r.id = a.id AND (r.effectif, r.type) IS DISTINCT FROM (a.effectif, a.type)`)
	return err
}
