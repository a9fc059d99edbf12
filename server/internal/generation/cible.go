package generation

// What the missions of a session should be, worked out from its jurys, commissions and centres by its rules: all of it
// set-based, in temporary tables of one transaction. CREATE TABLE AS takes no parameter: :academie, :session and :generation are
// written in as literals.

// sources are what a rule may apply to: one row per commission, jury, or use of a centre. le, a and jours are those of the
// wall clock of the centre; base_candidats and base_demandes are what rules count by.
const sources = `CREATE TEMP TABLE g_source ON COMMIT DROP AS
	SELECT 'commission' AS source, c.type AS genre, 'commission:' || c.id AS cle, c.examen, o.nature, c.centre_id, c.jury_id, c.id AS commission_id, c.epreuve_option_id,
		c.candidats, coalesce(c.demandes, 1) AS demandes, c.le, c.a, nullif(c.duree_min, 0) AS duree_min, c.nb_jours,
		trim(concat_ws(' ', 'Jury', j.code, 'commission', c.code)) AS libelle
	FROM commission c
	JOIN jury j ON j.academie = c.academie AND j.id = c.jury_id
	JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id
	JOIN session_epreuve e ON e.academie = c.academie AND e.session_id = c.session_id AND e.epreuve_option_id = c.epreuve_option_id
	WHERE c.academie = :academie AND c.session_id = :session AND c.retire_le IS NULL AND e.donne_lieu AND e.retire_le IS NULL
	UNION ALL
	SELECT 'jury', '', 'jury:' || j.id, j.examen, NULL, j.centre_id, j.id, NULL, NULL, coalesce(j.candidats, 0), 1, j.deliberation_le, j.deliberation_a, NULL, 1,
		'Jury ' || j.code || ' délibération'
	FROM jury j WHERE j.academie = :academie AND j.session_id = :session AND j.retire_le IS NULL
	UNION ALL
	SELECT 'centre', u.genre, 'centre:' || u.centre_id || ':' || u.genre || ':' || coalesce(u.examen, ''), u.examen, NULL, u.centre_id, NULL, NULL, NULL, a.candidats, 1, a.le, NULL, NULL, 1,
		trim(concat_ws(' ', 'Centre', ce.code, u.examen))
	FROM centre_usage u JOIN centre ce ON ce.academie = u.academie AND ce.id = u.centre_id
	JOIN LATERAL (SELECT sum(x.candidats)::integer AS candidats, min(x.le) AS le FROM g_activite x
		WHERE x.centre_id = u.centre_id AND x.genre = u.genre AND (u.examen IS NULL OR x.examen = u.examen)) a ON a.candidats IS NOT NULL
	WHERE u.academie = :academie AND ce.session_id = :session AND ce.retire_le IS NULL AND NOT ce.virtuel`

// activites are the days on which a centre works, by kind: what missions of the centre itself follow.
const activites = `CREATE TEMP TABLE g_activite ON COMMIT DROP AS
	SELECT c.centre_id, c.examen, c.candidats, c.le, c.nb_jours, CASE WHEN c.type = 'CORRECTION' THEN 'correction' WHEN c.type = 'PRATIQUE' OR o.nature IN ('pratique', 'eps') THEN 'pratique'
		WHEN c.type = 'INTERROGATION' THEN 'oral' WHEN c.type = 'SURVEILLANCE' THEN 'ecrit' END AS genre
	FROM commission c JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id
	WHERE c.academie = :academie AND c.session_id = :session AND c.retire_le IS NULL AND c.centre_id IS NOT NULL AND c.le IS NOT NULL
	UNION ALL
	SELECT j.centre_id, j.examen, coalesce(j.candidats, 0), j.deliberation_le, 1, 'deliberation' FROM jury j
	WHERE j.academie = :academie AND j.session_id = :session AND j.retire_le IS NULL AND j.centre_id IS NOT NULL AND j.deliberation_le IS NOT NULL`

// reglesRetenues: for a source, a kind of mission and a role, the rule that names the examen wins over the one that names
// the nature, which wins over the general one.
const reglesRetenues = `CREATE TEMP TABLE g_besoin ON COMMIT DROP AS
	SELECT DISTINCT ON (s.cle, r.type_mission, r.role) s.cle || ':' || r.type_mission AS cle, s.cle AS source_cle, r.type_mission, r.role, r.duree_min,
		n.nombre, greatest(r.reserve_min, round(n.nombre * r.reserve_pct / 100.0)::integer) AS reservistes
	FROM g_source s
	JOIN regle_generation r ON r.academie = :academie AND r.session_id = :session AND r.actif AND r.source = s.source AND r.genre = s.genre
		AND (r.examen IS NULL OR r.examen = s.examen) AND (r.nature IS NULL OR r.nature = s.nature)
	CROSS JOIN LATERAL (SELECT least(coalesce(r.maximum, 500), 500, greatest(r.minimum, ceil(r.nombre::numeric
		* CASE r.base WHEN 'candidats' THEN s.candidats WHEN 'demandes' THEN s.demandes ELSE r.par END / r.par)::integer)) AS nombre) n
	ORDER BY s.cle, r.type_mission, r.role, (r.examen IS NOT NULL) DESC, (r.nature IS NOT NULL) DESC`

// cibles are the missions themselves. A mission that asks for nobody is not made.
const cibles = `CREATE TEMP TABLE g_cible ON COMMIT DROP AS
	SELECT b.cle, b.type_mission AS type, t.sur_place, s.centre_id, s.jury_id, s.commission_id, s.examen, s.epreuve_option_id, s.candidats, s.libelle || CASE WHEN s.source = 'centre' THEN ' – ' || lower(t.libelle) ELSE '' END AS libelle,
		CASE WHEN t.charge_unite IN ('copies', 'candidats') AND s.source = 'commission' THEN ceil(s.candidats::numeric / greatest(b.nombre, 1))::integer END AS charge,
		CASE WHEN t.charge_unite IN ('copies', 'candidats') AND s.source = 'commission' THEN t.charge_unite END AS charge_unite,
		s.source, s.genre, s.le, coalesce(s.a, time '08:00') AS a, coalesce(s.duree_min, b.duree_min, 240) AS duree_min, s.nb_jours, coalesce(ce.fuseau, ac.fuseau) AS fuseau, b.besoins
	FROM (SELECT cle, source_cle, type_mission, sum(nombre)::integer AS nombre, max(duree_min) AS duree_min,
			string_agg(replace(role, '_', '-') || ' × ' || nombre || CASE WHEN reservistes > 0 THEN ' + ' || reservistes || ' en réserve' ELSE '' END, ', ' ORDER BY role) AS besoins
		FROM g_besoin WHERE nombre + reservistes > 0 GROUP BY cle, source_cle, type_mission) b
	JOIN g_source s ON s.cle = b.source_cle
	JOIN type_mission t ON t.academie = :academie AND t.code = b.type_mission
	JOIN academie ac ON ac.code = :academie
	LEFT JOIN centre ce ON ce.academie = :academie AND ce.id = s.centre_id`

// creneauxCibles: on site, one créneau a working day; at a distance, one period. A weekend counts only as the first day.
const creneauxCibles = `CREATE TEMP TABLE g_creneau ON COMMIT DROP AS
	WITH jour AS (
		SELECT c.cle, c.sur_place, c.a, c.duree_min, c.fuseau, x.jour FROM g_cible c
		CROSS JOIN LATERAL (SELECT d::date AS jour, row_number() OVER (ORDER BY d) AS n FROM generate_series(c.le::timestamp, c.le::timestamp + make_interval(days => c.nb_jours * 2 + 3), interval '1 day') d
			WHERE extract(isodow FROM d) < 6 OR d = c.le) x
		WHERE c.le IS NOT NULL AND c.source <> 'centre' AND x.n <= c.nb_jours
		UNION
		SELECT c.cle, true, c.a, c.duree_min, c.fuseau, x.jour FROM g_cible c JOIN g_activite a ON a.centre_id = c.centre_id AND a.genre = c.genre AND (c.examen IS NULL OR a.examen = c.examen)
		CROSS JOIN LATERAL (SELECT d::date AS jour, row_number() OVER (ORDER BY d) AS n FROM generate_series(a.le::timestamp, a.le::timestamp + make_interval(days => a.nb_jours * 2 + 3), interval '1 day') d
			WHERE extract(isodow FROM d) < 6 OR d = a.le) x
		WHERE c.source = 'centre' AND x.n <= a.nb_jours),
	tranche AS (
		SELECT cle, true AS sur_place, fuseau, (jour + a) AT TIME ZONE fuseau AS debut, (jour + a) AT TIME ZONE fuseau + make_interval(mins => duree_min) AS fin FROM jour WHERE sur_place
		UNION ALL
		SELECT cle, false, fuseau, (min(jour) + min(a)) AT TIME ZONE fuseau, greatest((max(jour) + time '18:00') AT TIME ZONE fuseau, (min(jour) + min(a)) AT TIME ZONE fuseau + interval '1 hour')
		FROM jour WHERE NOT sur_place GROUP BY cle, fuseau)
	SELECT cle, sur_place, fuseau, debut, fin, row_number() OVER (PARTITION BY cle ORDER BY debut)::integer AS rang FROM tranche`

// prepares are run in this order, with what makes the joins fast.
var prepares = []string{
	activites, "CREATE INDEX ON g_activite (centre_id, genre)", "ANALYZE g_activite",
	sources, "CREATE INDEX ON g_source (cle)", "ANALYZE g_source",
	reglesRetenues, "CREATE INDEX ON g_besoin (cle)", "ANALYZE g_besoin",
	cibles, "CREATE UNIQUE INDEX ON g_cible (cle)", "ANALYZE g_cible",
	creneauxCibles, "CREATE INDEX ON g_creneau (cle)", "ANALYZE g_creneau",
}
