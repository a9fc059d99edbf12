package generation

// The difference between the missions as they are and as they should be. What people were told is never changed under
// them: the place and the hours of a mission to which somebody is affected are proposed by an alerte, not written. What a
// person corrected by hand (mission.saisis) is left to her.

// texteCreneaux says créneaux in the hour of their centre; equal texts are equal créneaux, to the minute.
const texteCreneaux = `string_agg(to_char(debut AT TIME ZONE fuseau, 'DD/MM/YYYY HH24:MI') || CASE WHEN sur_place THEN '–' || to_char(fin AT TIME ZONE fuseau, 'HH24:MI')
	ELSE ' au ' || to_char(fin AT TIME ZONE fuseau, 'DD/MM/YYYY HH24:MI') || ' à distance' END, ', ' ORDER BY debut)`

const cibleDetail = `CREATE TEMP TABLE g_voulue ON COMMIT DROP AS
	SELECT c.*, k.creneaux, o.origines FROM g_cible c
	LEFT JOIN (SELECT cle, ` + texteCreneaux + ` AS creneaux FROM g_creneau GROUP BY cle) k USING (cle)
	LEFT JOIN (SELECT commission_id, string_agg(uai_origine || ' × ' || candidats, ', ' ORDER BY uai_origine) AS origines FROM commission_origine
		WHERE academie = :academie AND candidats > 0 GROUP BY commission_id) o ON o.commission_id = c.commission_id`

// existantes: the missions that generation knows, except those that are done, or that somebody cancelled.
const existantes = `CREATE TEMP TABLE g_mission ON COMMIT DROP AS
	SELECT m.id, m.cle_generation AS cle, m.etat, m.saisis, m.retire_le, m.centre_id, m.jury_id, m.commission_id, m.type, m.examen, m.epreuve_option_id, m.candidats, m.charge, m.charge_unite, m.libelle,
		coalesce(b.besoins, '') AS besoins, coalesce(k.creneaux, '') AS creneaux, coalesce(o.origines, '') AS origines, coalesce(a.presents, 0) AS presents, coalesce(a.affectes, 0) AS affectes,
		coalesce(a.convoques, 0) AS convoques, m.etat = 'close' OR m.etat = 'annulee' AND m.retire_le IS NULL AS figee
	FROM mission m
	LEFT JOIN (SELECT b.mission_id, string_agg(replace(b.role, '_', '-') || ' × ' || b.nombre || CASE WHEN b.reservistes > 0 THEN ' + ' || b.reservistes || ' en réserve' ELSE '' END, ', ' ORDER BY b.role) AS besoins
		FROM mission_besoin b JOIN mission x ON x.academie = b.academie AND x.id = b.mission_id WHERE b.academie = :academie AND x.session_id = :session GROUP BY b.mission_id) b ON b.mission_id = m.id
	LEFT JOIN (SELECT mission_id, ` + texteCreneaux + ` AS creneaux FROM (SELECT q.mission_id, q.debut, q.fin, q.sur_place, coalesce(ce.fuseau, ac.fuseau) AS fuseau FROM creneau q
		JOIN mission x ON x.academie = q.academie AND x.id = q.mission_id JOIN academie ac ON ac.code = x.academie LEFT JOIN centre ce ON ce.academie = x.academie AND ce.id = x.centre_id
		WHERE q.academie = :academie AND x.session_id = :session AND x.cle_generation IS NOT NULL) q GROUP BY mission_id) k ON k.mission_id = m.id
	LEFT JOIN (SELECT o.mission_id, string_agg(o.uai_origine || ' × ' || o.candidats, ', ' ORDER BY o.uai_origine) AS origines FROM mission_origine o
		JOIN mission x ON x.academie = o.academie AND x.id = o.mission_id WHERE o.academie = :academie AND x.session_id = :session GROUP BY o.mission_id) o ON o.mission_id = m.id
	LEFT JOIN (SELECT mission_id, count(*)::integer AS presents, count(*) FILTER (WHERE etat = 'affectee')::integer AS affectes,
			count(*) FILTER (WHERE etat IN ('convoquee', 'effectuee', 'non_effectuee'))::integer AS convoques
		FROM affectation WHERE academie = :academie AND session_id = :session AND etat <> 'desaffectee' GROUP BY mission_id) a ON a.mission_id = m.id
	WHERE m.academie = :academie AND m.session_id = :session AND m.cle_generation IS NOT NULL`

// ecarts: one row per mission to make or to change. The columns d_… say which parts differ and may be written; a_… which
// ones are only proposed, because somebody is expected there; a difference already proposed is not proposed again.
const ecarts = `CREATE TEMP TABLE g_ecart ON COMMIT DROP AS
	SELECT x.*, CASE WHEN id IS NULL THEN 'creee' WHEN revient THEN 'revenue' WHEN d_candidats OR d_libelle OR d_besoins OR d_origines OR d_creneaux OR d_centre OR d_liens THEN 'modifiee' ELSE 'alerte' END AS nature
	FROM (SELECT coalesce(m.id, uuid_v7()) AS mission_id, m.id, v.cle, m.affectes, m.convoques, coalesce(m.affectes + m.convoques > 0, false) AS engagee,
			m.retire_le IS NOT NULL AS revient, m.etat,
			NOT 'candidats' = ANY (m.saisis) AND (m.candidats, m.charge, m.charge_unite) IS DISTINCT FROM (v.candidats, v.charge, v.charge_unite) AS d_candidats,
			NOT 'libelle' = ANY (m.saisis) AND m.libelle IS DISTINCT FROM v.libelle AS d_libelle,
			NOT 'besoins' = ANY (m.saisis) AND m.besoins IS DISTINCT FROM v.besoins AS d_besoins,
			NOT 'candidats' = ANY (m.saisis) AND m.origines IS DISTINCT FROM coalesce(v.origines, '') AS d_origines,
			NOT 'creneaux' = ANY (m.saisis) AND m.creneaux IS DISTINCT FROM coalesce(v.creneaux, '') AND m.affectes + m.convoques = 0 AND (v.creneaux IS NOT NULL OR m.presents = 0) AS d_creneaux,
			NOT 'centre' = ANY (m.saisis) AND m.centre_id IS DISTINCT FROM v.centre_id AND m.affectes + m.convoques = 0 AND (v.centre_id IS NOT NULL OR m.etat IN ('brouillon', 'annulee')) AS d_centre,
			(m.jury_id, m.commission_id, m.examen, m.epreuve_option_id) IS DISTINCT FROM (v.jury_id, v.commission_id, v.examen, v.epreuve_option_id) AS d_liens,
			NOT 'creneaux' = ANY (m.saisis) AND m.creneaux IS DISTINCT FROM coalesce(v.creneaux, '') AND m.affectes + m.convoques > 0
				AND NOT EXISTS (SELECT 1 FROM mission_alerte q WHERE q.academie = :academie AND q.mission_id = m.id AND q.nature = 'creneaux' AND q.traitee_le IS NULL AND q.apres->>'texte' = coalesce(v.creneaux, '')) AS a_creneaux,
			NOT 'centre' = ANY (m.saisis) AND m.centre_id IS DISTINCT FROM v.centre_id AND m.affectes + m.convoques > 0
				AND NOT EXISTS (SELECT 1 FROM mission_alerte q WHERE q.academie = :academie AND q.mission_id = m.id AND q.nature = 'centre' AND q.traitee_le IS NULL AND q.apres->>'centre' IS NOT DISTINCT FROM v.centre_id::text) AS a_centre,
			m.candidats AS candidats_avant, v.candidats, m.besoins AS besoins_avant, v.besoins, m.creneaux AS creneaux_avant, coalesce(v.creneaux, '') AS creneaux, m.origines AS origines_avant, coalesce(v.origines, '') AS origines,
			m.libelle AS libelle_avant, v.libelle, m.centre_id AS centre_avant, v.centre_id AS centre, v.type
		FROM g_voulue v LEFT JOIN g_mission m ON m.cle = v.cle WHERE m.id IS NULL OR NOT m.figee) x
	WHERE id IS NULL OR revient OR d_candidats OR d_libelle OR d_besoins OR d_origines OR d_creneaux OR d_centre OR d_liens OR a_creneaux OR a_centre`

// retraits: what no commission, jury or rule asks for any more. With people, it is marked and shown; without, cancelled.
const retraits = `CREATE TEMP TABLE g_retrait ON COMMIT DROP AS
	SELECT m.* FROM g_mission m WHERE m.retire_le IS NULL AND NOT m.figee AND NOT EXISTS (SELECT 1 FROM g_voulue v WHERE v.cle = m.cle)`

const codeDuCentre = `(SELECT code FROM centre WHERE academie = :academie AND id = `

// noter keeps the difference line by line.
const noter = `INSERT INTO generation_ecart (academie, generation_id, nature, mission_id, libelle, champs, affectes, convoques)
	SELECT :academie, :generation, e.nature, CASE WHEN e.id IS NOT NULL THEN e.mission_id END, t.libelle || ' – ' || e.libelle, CASE WHEN e.id IS NULL THEN
			jsonb_strip_nulls(jsonb_build_object('candidats', jsonb_build_array(NULL, e.candidats), 'besoins', jsonb_build_array(NULL, e.besoins), 'creneaux', CASE WHEN e.creneaux <> '' THEN jsonb_build_array(NULL, e.creneaux) END,
				'centre', CASE WHEN e.centre IS NOT NULL THEN jsonb_build_array(NULL, ` + codeDuCentre + `e.centre)) END))
		ELSE jsonb_strip_nulls(jsonb_build_object(
			'candidats', CASE WHEN e.d_candidats AND e.candidats_avant IS DISTINCT FROM e.candidats THEN jsonb_build_array(e.candidats_avant, e.candidats) END,
			'besoins', CASE WHEN e.d_besoins THEN jsonb_build_array(e.besoins_avant, e.besoins) END,
			'origines', CASE WHEN e.d_origines THEN jsonb_build_array(e.origines_avant, e.origines) END,
			'libelle', CASE WHEN e.d_libelle THEN jsonb_build_array(e.libelle_avant, e.libelle) END,
			'creneaux', CASE WHEN e.d_creneaux OR e.a_creneaux THEN jsonb_build_array(e.creneaux_avant, e.creneaux) END,
			'centre', CASE WHEN e.d_centre OR e.a_centre THEN jsonb_build_array(` + codeDuCentre + `e.centre_avant), ` + codeDuCentre + `e.centre)) END)) END,
		coalesce(e.affectes, 0), coalesce(e.convoques, 0)
	FROM g_ecart e JOIN type_mission t ON t.academie = :academie AND t.code = e.type
	UNION ALL
	SELECT :academie, :generation, 'retiree', r.id, t.libelle || ' – ' || coalesce(r.libelle, ''), NULL, r.affectes, r.convoques FROM g_retrait r JOIN type_mission t ON t.academie = :academie AND t.code = r.type`

// compares are run after prepares.
var compares = []string{cibleDetail, "CREATE UNIQUE INDEX ON g_voulue (cle)", "ANALYZE g_voulue", existantes, "CREATE INDEX ON g_mission (cle)", "ANALYZE g_mission",
	ecarts, "CREATE INDEX ON g_ecart (mission_id)", "ANALYZE g_ecart", retraits}
