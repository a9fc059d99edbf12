package echange

import (
	"context"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
)

// apparier says whom each key of the file names: somebody whose key is known; else somebody whose names, birth date and
// establishment are the same; else nobody yet. A doubt holds the person back and asks the gestionnaire.
func (c *comparaison) apparier(ctx context.Context) error {
	for _, etape := range []string{appariement, cles, "CREATE INDEX ON appariement (type, cle)", "ANALYZE appariement", clesMultiples, candidats, certains, decisions, perimes, doutes, nouveaux} {
		if _, err := c.executer(ctx, etape); err != nil {
			return err
		}
	}
	if _, err := c.executer(ctx, "ANALYZE appariement"); err != nil {
		return err
	}
	return c.signaler(ctx)
}

// appariement: which person each key of the file names: somebody known, somebody new, or a doubt that a human will settle.
const appariement = `CREATE TEMP TABLE appariement (import_id uuid NOT NULL, type text NOT NULL, cle text NOT NULL, intervenant_id uuid, voie text NOT NULL,
	nom text NOT NULL) ON COMMIT DROP`

// cles: what the key alone tells, the file's own or the STS identifier that HR gives.
const cles = `INSERT INTO appariement (import_id, type, cle, intervenant_id, voie, nom)
	SELECT %[2]s, x.type, x.cle, coalesce(k.intervenant_id, s.intervenant_id), CASE WHEN coalesce(k.intervenant_id, s.intervenant_id) IS NOT NULL THEN 'cle'
		WHEN x.nom IS NULL THEN 'inconnu' ELSE 'nouveau' END, coalesce(x.nom, '?')
	FROM (SELECT type, cle, min(cle_sts) AS cle_sts, min(nom || ' ' || prenom) AS nom FROM (
			SELECT type, cle, cle_sts, nom, prenom FROM staging.individu WHERE import_id = %[2]s
			UNION ALL SELECT type, cle, NULL, NULL, NULL FROM staging.rattachement WHERE import_id = %[2]s
			UNION ALL SELECT type, absent, NULL, NULL, NULL FROM staging.suppleance WHERE import_id = %[2]s) t GROUP BY type, cle) x
	LEFT JOIN intervenant_cle k ON k.academie = %[1]s AND k.type = x.type AND k.cle = x.cle
	LEFT JOIN intervenant_cle s ON s.academie = %[1]s AND s.type = 'STS' AND s.cle = x.cle_sts
		AND NOT EXISTS (SELECT 1 FROM intervenant_cle n WHERE n.academie = %[1]s AND n.intervenant_id = s.intervenant_id AND n.type = x.type AND n.cle <> x.cle)`

// clesMultiples: two NUMEN of one file cannot be one person.
const clesMultiples = `UPDATE appariement a SET intervenant_id = NULL, voie = 'conflit' FROM (
		SELECT intervenant_id FROM appariement WHERE import_id = %[2]s AND type = 'NUMEN' AND intervenant_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1) d
	WHERE a.import_id = %[2]s AND a.type = 'NUMEN' AND a.intervenant_id = d.intervenant_id`

// candidats: people that a new key might name. Same birth date and names that look alike, or same names and nothing
// that contradicts. Somebody who already holds a key of that kind is somebody else, as is whoever was declared distinct.
const candidats = `CREATE TEMP TABLE candidat ON COMMIT DROP AS
	WITH nouveau AS MATERIALIZED (
		SELECT DISTINCT ON (a.type, a.cle) a.type, a.cle, s.civilite, s.nom, s.nom_patronymique, s.prenom, s.date_naissance, s.fonction, s.discipline_recrutement,
			cle_nom(s.nom) AS n, coalesce(cle_nom(s.nom_patronymique), cle_nom(s.nom)) AS p, cle_nom(s.prenom) AS pr
		FROM appariement a JOIN staging.individu s ON s.import_id = %[2]s AND s.type = a.type AND s.cle = a.cle
		WHERE a.import_id = %[2]s AND a.voie = 'nouveau' AND s.parti IS NOT TRUE ORDER BY a.type, a.cle, s.ligne),
	paire AS (
		SELECT n.*, i.id FROM nouveau n JOIN intervenant i ON i.academie = %[1]s AND i.date_naissance = n.date_naissance
			AND (i.nom_cle IN (n.n, n.p) OR i.patronyme_cle IN (n.n, n.p) OR i.prenom_cle = n.pr OR (i.nom_cle = n.pr AND i.prenom_cle = n.n))
			AND (similarity(i.nom_cle, n.n) >= 0.3 OR similarity(coalesce(i.patronyme_cle, i.nom_cle), n.p) >= 0.3 OR i.nom_cle = n.pr)
			AND (similarity(i.prenom_cle, n.pr) >= 0.3 OR i.prenom_cle = n.n)
		UNION SELECT n.*, i.id FROM nouveau n JOIN intervenant i ON i.academie = %[1]s AND i.nom_cle = n.n AND i.prenom_cle = n.pr
		UNION SELECT n.*, i.id FROM nouveau n JOIN intervenant i ON i.academie = %[1]s AND i.patronyme_cle = n.p AND i.prenom_cle = n.pr)
	SELECT p.type, p.cle, p.id, p.civilite, p.nom, p.nom_patronymique, p.prenom, p.date_naissance, p.fonction, p.discipline_recrutement, u.uai AS uai_commun,
		(i.nom_cle IN (p.n, p.p) OR i.patronyme_cle IN (p.n, p.p)) AND i.prenom_cle = p.pr AS memes_noms, i.date_naissance = p.date_naissance AS meme_jour,
		coalesce(u.uai, (SELECT min(r.uai) FROM staging.rattachement r WHERE r.import_id = %[2]s AND r.type = p.type AND r.cle = p.cle)) AS uai
	FROM paire p JOIN intervenant i ON i.academie = %[1]s AND i.id = p.id
	LEFT JOIN LATERAL (SELECT min(s.uai) AS uai FROM staging.rattachement s JOIN etablissement e ON e.academie = %[1]s AND e.uai = s.uai
		JOIN rattachement r ON r.academie = %[1]s AND r.intervenant_id = p.id AND r.etablissement_id = e.id AND r.historise_le IS NULL
		WHERE s.import_id = %[2]s AND s.type = p.type AND s.cle = p.cle) u ON true
	WHERE NOT EXISTS (SELECT 1 FROM intervenant_cle k WHERE k.academie = %[1]s AND k.intervenant_id = p.id AND k.type = p.type
			AND (p.type <> 'STS' OR split_part(k.cle, ':', 1) = split_part(p.cle, ':', 1)))
		AND NOT EXISTS (SELECT 1 FROM rapprochement d WHERE d.academie = %[1]s AND d.type = p.type AND d.cle = p.cle AND d.intervenant_id = p.id AND d.etat = 'distinct')
		AND (i.date_naissance = p.date_naissance OR i.date_naissance IS NULL OR p.date_naissance IS NULL OR u.uai IS NOT NULL)`

// certains: same names, same birth date, one establishment in common, and nobody else who could be meant on either side.
const certains = `UPDATE appariement a SET intervenant_id = x.id, voie = 'identite' FROM (
		SELECT type, cle, (array_agg(id))[1] AS id FROM candidat WHERE memes_noms AND meme_jour AND uai_commun IS NOT NULL GROUP BY type, cle HAVING count(*) = 1) x
	WHERE a.import_id = %[2]s AND a.type = x.type AND a.cle = x.cle AND a.voie = 'nouveau'
	AND (SELECT count(*) FROM candidat c WHERE c.id = x.id AND c.type = x.type AND c.memes_noms AND c.meme_jour AND c.uai_commun IS NOT NULL) = 1
	AND NOT EXISTS (SELECT 1 FROM appariement b WHERE b.import_id = %[2]s AND b.type = x.type AND b.intervenant_id = x.id)`

// decisions: a pair already called the same person was given its key when it was decided; what remains is in doubt.
const decisions = `UPDATE appariement a SET voie = 'douteux' WHERE a.import_id = %[2]s AND a.voie = 'nouveau'
	AND EXISTS (SELECT 1 FROM candidat c WHERE c.type = a.type AND c.cle = a.cle)`

// perimes: a question that the data have answered since is withdrawn.
const perimes = `DELETE FROM rapprochement r USING appariement a WHERE r.academie = %[1]s AND r.etat = 'a_decider' AND a.import_id = %[2]s
	AND a.type = r.type AND a.cle = r.cle AND NOT EXISTS (SELECT 1 FROM candidat c WHERE c.type = r.type AND c.cle = r.cle AND c.id = r.intervenant_id AND a.voie = 'douteux')`

const doutes = `INSERT INTO rapprochement AS r (academie, source, type, cle, intervenant_id, import_id, civilite, nom, nom_patronymique, prenom, date_naissance, uai,
		fonction, discipline, score, indices)
	SELECT %[1]s, (SELECT source FROM import WHERE academie = %[1]s AND id = %[2]s), c.type, c.cle, c.id, %[2]s, c.civilite, c.nom, c.nom_patronymique, c.prenom,
		c.date_naissance, c.uai, c.fonction, c.discipline_recrutement,
		CASE WHEN c.memes_noms THEN 45 ELSE 20 END + CASE WHEN c.meme_jour THEN 35 WHEN c.meme_jour IS NULL THEN 10 ELSE 0 END + CASE WHEN c.uai_commun IS NOT NULL THEN 20 ELSE 0 END,
		CASE WHEN c.memes_noms THEN 'mêmes nom et prénom' ELSE 'noms voisins' END || ', ' ||
		CASE WHEN c.meme_jour THEN 'même date de naissance' WHEN c.meme_jour IS NULL THEN 'date de naissance inconnue d’un côté' ELSE 'dates de naissance différentes' END || ', ' ||
		CASE WHEN c.uai_commun IS NOT NULL THEN 'même établissement' WHEN c.uai IS NULL THEN 'établissement inconnu d’un côté' ELSE 'établissements différents' END
	FROM candidat c JOIN appariement a ON a.import_id = %[2]s AND a.type = c.type AND a.cle = c.cle AND a.voie = 'douteux'
	ON CONFLICT (academie, type, cle, intervenant_id) DO UPDATE SET import_id = excluded.import_id, source = excluded.source, nom = excluded.nom, prenom = excluded.prenom,
		nom_patronymique = excluded.nom_patronymique, date_naissance = excluded.date_naissance, uai = excluded.uai, fonction = excluded.fonction,
		score = excluded.score, indices = excluded.indices, vu_le = now()
	WHERE r.etat = 'a_decider' AND (r.import_id, r.score, r.indices, r.uai) IS DISTINCT FROM (excluded.import_id, excluded.score, excluded.indices, excluded.uai)`

const nouveaux = `UPDATE appariement a SET intervenant_id = s.nouvel_id FROM (
		SELECT DISTINCT ON (type, cle) type, cle, nouvel_id FROM staging.individu WHERE import_id = %[2]s AND parti IS NOT TRUE ORDER BY type, cle, ligne, nouvel_id) s
	WHERE a.import_id = %[2]s AND a.voie = 'nouveau' AND a.type = s.type AND a.cle = s.cle`

// signaler tells of the lines that wait for a decision, or that name nobody.
func (c *comparaison) signaler(ctx context.Context) error {
	type reste struct {
		Voie, Nom string
		Ligne     int
	}
	restes, err := db.Query[reste](ctx, c.tx.Reader, c.sql(`SELECT a.voie, a.nom, coalesce(min(x.ligne), 0) AS ligne FROM appariement a
		LEFT JOIN (SELECT type, cle, ligne FROM staging.individu WHERE import_id = %[2]s UNION ALL SELECT type, cle, ligne FROM staging.rattachement
			WHERE import_id = %[2]s) x ON x.type = a.type AND x.cle = a.cle
		WHERE a.import_id = %[2]s AND a.voie IN ('douteux', 'conflit', 'inconnu') GROUP BY a.type, a.cle, a.voie, a.nom ORDER BY 3, 2`))
	if err != nil {
		return err
	}
	for _, r := range restes {
		switch r.Voie {
		case "douteux":
			c.i.noter("intervenant", source.Anomalie{Ligne: r.Ligne, Champ: "personne", Valeur: r.Nom, Rejet: true,
				Message: "ressemble à une personne connue : décidez dans « Rapprochement », puis traitez de nouveau le fichier"})
		case "conflit":
			c.i.noter("intervenant", source.Anomalie{Ligne: r.Ligne, Champ: "id_sts", Valeur: r.Nom, Rejet: true,
				Message: "identifiant STS déjà porté par une autre personne du fichier : corrigez l’extraction"})
		default:
			if r.Ligne > 0 {
				c.i.noter("rattachement", source.Anomalie{Ligne: r.Ligne, Champ: "personne", Rejet: true,
					Message: "affectation d’une personne inconnue : envoyez le fichier des agents avec celui des affectations"})
			}
		}
	}
	return nil
}
