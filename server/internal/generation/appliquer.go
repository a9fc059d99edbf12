package generation

// Writing the difference: only the rows that differ are touched. Names as in cible.go.

// etapes in their order.
var etapes = []string{
	`INSERT INTO mission (academie, id, session_id, type, centre_id, jury_id, commission_id, examen, epreuve_option_id, etat, origine, besoin, cle_generation, candidats, charge, charge_unite, libelle)
		SELECT :academie, e.mission_id, :session, v.type, v.centre_id, v.jury_id, v.commission_id, v.examen, v.epreuve_option_id, 'brouillon', 'ocean', 0, v.cle, v.candidats, v.charge, v.charge_unite, v.libelle
		FROM g_ecart e JOIN g_voulue v USING (cle) WHERE e.nature = 'creee'`,
	// What comes back was cancelled by us, or only marked.
	`UPDATE mission m SET etat = CASE WHEN m.etat = 'annulee' THEN 'brouillon' ELSE m.etat END, retire_le = NULL, motif = CASE WHEN m.etat = 'annulee' THEN NULL ELSE m.motif END,
			version = m.version + 1, maj_le = now()
		FROM g_ecart e WHERE e.nature = 'revenue' AND m.academie = :academie AND m.id = e.mission_id`,
	`UPDATE mission m SET candidats = CASE WHEN e.d_candidats THEN v.candidats ELSE m.candidats END, charge = CASE WHEN e.d_candidats THEN v.charge ELSE m.charge END,
			charge_unite = CASE WHEN e.d_candidats THEN v.charge_unite ELSE m.charge_unite END, libelle = CASE WHEN e.d_libelle THEN v.libelle ELSE m.libelle END,
			centre_id = CASE WHEN e.d_centre THEN v.centre_id ELSE m.centre_id END, jury_id = v.jury_id, commission_id = v.commission_id, examen = v.examen, epreuve_option_id = v.epreuve_option_id,
			version = m.version + 1, maj_le = now()
		FROM g_ecart e JOIN g_voulue v USING (cle) WHERE e.nature IN ('modifiee', 'revenue') AND m.academie = :academie AND m.id = e.mission_id`,
	// Needs.
	`DELETE FROM mission_besoin b USING g_ecart e WHERE e.id IS NOT NULL AND e.d_besoins AND b.academie = :academie AND b.mission_id = e.mission_id
		AND NOT EXISTS (SELECT 1 FROM g_besoin n WHERE n.cle = e.cle AND n.role = b.role AND n.nombre + n.reservistes > 0)`,
	`INSERT INTO mission_besoin (academie, mission_id, role, nombre, reservistes)
		SELECT :academie, e.mission_id, n.role, n.nombre, n.reservistes FROM g_ecart e JOIN g_besoin n USING (cle) WHERE (e.id IS NULL OR e.d_besoins) AND n.nombre + n.reservistes > 0
		ON CONFLICT (academie, mission_id, role) DO UPDATE SET nombre = excluded.nombre, reservistes = excluded.reservistes
		WHERE (mission_besoin.nombre, mission_besoin.reservistes) IS DISTINCT FROM (excluded.nombre, excluded.reservistes)`,
	// Origins.
	`DELETE FROM mission_origine o USING g_ecart e JOIN g_voulue v USING (cle) WHERE e.id IS NOT NULL AND e.d_origines AND o.academie = :academie AND o.mission_id = e.mission_id
		AND NOT EXISTS (SELECT 1 FROM commission_origine c WHERE c.academie = :academie AND c.commission_id = v.commission_id AND c.uai_origine = o.uai_origine AND c.candidats > 0)`,
	`INSERT INTO mission_origine (academie, mission_id, uai_origine, candidats)
		SELECT :academie, e.mission_id, c.uai_origine, c.candidats FROM g_ecart e JOIN g_voulue v USING (cle) JOIN commission_origine c ON c.academie = :academie AND c.commission_id = v.commission_id AND c.candidats > 0
		WHERE e.id IS NULL OR e.d_origines
		ON CONFLICT (academie, mission_id, uai_origine) DO UPDATE SET candidats = excluded.candidats WHERE mission_origine.candidats <> excluded.candidats`,
	// Créneaux keep their rows: those who are proposed there follow them.
	`UPDATE creneau k SET debut = n.debut, fin = n.fin, sur_place = n.sur_place
		FROM g_ecart e JOIN g_creneau n USING (cle) JOIN (SELECT q.id, q.mission_id, row_number() OVER (PARTITION BY q.mission_id ORDER BY q.debut, q.id) AS rang FROM creneau q
			JOIN g_ecart x ON x.mission_id = q.mission_id AND x.d_creneaux AND x.id IS NOT NULL WHERE q.academie = :academie) p ON p.mission_id = e.mission_id AND p.rang = n.rang
		WHERE e.id IS NOT NULL AND e.d_creneaux AND k.academie = :academie AND k.id = p.id AND (k.debut, k.fin, k.sur_place) IS DISTINCT FROM (n.debut, n.fin, n.sur_place)`,
	`INSERT INTO creneau (academie, id, mission_id, debut, fin, sur_place)
		SELECT :academie, uuid_v7(), e.mission_id, n.debut, n.fin, n.sur_place FROM g_ecart e JOIN g_creneau n USING (cle)
		WHERE e.id IS NULL OR e.d_creneaux AND n.rang > (SELECT count(*) FROM creneau q WHERE q.academie = :academie AND q.mission_id = e.mission_id)`,
	`DELETE FROM creneau k USING (SELECT q.id, row_number() OVER (PARTITION BY q.mission_id ORDER BY q.debut, q.id) AS rang, (SELECT count(*) FROM g_creneau n WHERE n.cle = x.cle) AS voulus
			FROM creneau q JOIN g_ecart x ON x.mission_id = q.mission_id AND x.d_creneaux AND x.id IS NOT NULL WHERE q.academie = :academie) p
		WHERE k.academie = :academie AND k.id = p.id AND p.rang > p.voulus`,
	// What is no longer asked for.
	`UPDATE mission m SET retire_le = now(), etat = CASE WHEN r.presents = 0 THEN 'annulee' ELSE m.etat END,
			motif = CASE WHEN r.presents = 0 THEN 'OCEAN ne la demande plus' ELSE m.motif END, version = m.version + 1, maj_le = now()
		FROM g_retrait r WHERE m.academie = :academie AND m.id = r.id`,
	alertes,
	`UPDATE mission_alerte q SET traitee_le = now(), traitee_par = 'Génération des missions', decision = 'sans_objet', version = q.version + 1
		FROM g_ecart e WHERE e.nature = 'revenue' AND q.academie = :academie AND q.mission_id = e.mission_id AND q.nature = 'retiree' AND q.traitee_le IS NULL`,
}

// alertes: who is touched, and what to do next. One open alerte for a mission and a nature: a new change completes it.
const alertes = `INSERT INTO mission_alerte (academie, mission_id, session_id, nature, avant, apres, affectes, convoques, suite)
	SELECT :academie, a.mission_id, :session, a.nature, a.avant, a.apres, a.affectes, a.convoques, a.suite FROM (
		SELECT e.mission_id, 'candidats' AS nature, to_jsonb(e.candidats_avant) AS avant, to_jsonb(e.candidats) AS apres, e.affectes, e.convoques,
			CASE WHEN e.convoques > 0 THEN 'Le nombre de candidats a changé : éditez des convocations rectificatives, ou prévenez les personnes convoquées.' ELSE 'Le nombre de candidats a changé : vérifiez que les personnes affectées suffisent.' END AS suite
		FROM g_ecart e WHERE e.engagee AND e.d_candidats AND e.candidats_avant IS DISTINCT FROM e.candidats
		UNION ALL SELECT e.mission_id, 'besoins', to_jsonb(e.besoins_avant), to_jsonb(e.besoins), e.affectes, e.convoques, 'Les besoins ont changé : complétez l’affectation, ou désaffectez qui n’est plus attendu.'
		FROM g_ecart e WHERE e.engagee AND e.d_besoins
		UNION ALL SELECT e.mission_id, 'creneaux', jsonb_build_object('texte', e.creneaux_avant), jsonb_build_object('texte', e.creneaux, 'creneaux',
			(SELECT coalesce(jsonb_agg(jsonb_build_object('debut', n.debut, 'fin', n.fin, 'sur_place', n.sur_place) ORDER BY n.rang), '[]') FROM g_creneau n WHERE n.cle = e.cle)), e.affectes, e.convoques,
			'Les dates ont changé et les personnes gardent les anciennes. Appliquez le changement' || CASE WHEN e.convoques > 0 THEN ', puis éditez des convocations rectificatives' ELSE '' END || ' ; ou écartez-le pour garder les dates actuelles.'
		FROM g_ecart e WHERE e.a_creneaux
		UNION ALL SELECT e.mission_id, 'centre', jsonb_build_object('centre', e.centre_avant, 'texte', ` + codeDuCentre + `e.centre_avant)), jsonb_build_object('centre', e.centre, 'texte', ` + codeDuCentre + `e.centre)), e.affectes, e.convoques,
			'Le centre a changé et les personnes gardent l’ancien. Appliquez le changement' || CASE WHEN e.convoques > 0 THEN ', puis éditez des convocations rectificatives' ELSE '' END || ' ; ou écartez-le pour garder le centre actuel.'
		FROM g_ecart e WHERE e.a_centre
		UNION ALL SELECT r.id, 'retiree', NULL, NULL, r.affectes, r.convoques, CASE WHEN r.convoques > 0 THEN 'OCEAN ne demande plus cette mission. Annulez le traitement de convocation, désaffectez, puis annulez la mission ; ou gardez-la.'
			ELSE 'OCEAN ne demande plus cette mission. Désaffectez, puis annulez-la ; ou gardez-la.' END
		FROM g_retrait r WHERE r.presents > 0) a
	ON CONFLICT (academie, mission_id, nature) WHERE traitee_le IS NULL
	DO UPDATE SET apres = excluded.apres, affectes = excluded.affectes, convoques = excluded.convoques, suite = excluded.suite, le = now(), version = mission_alerte.version + 1`

// ouvrir the drafts that generation made and that lack nothing, unless a person keeps them so.
const ouvrir = `UPDATE mission m SET etat = 'ouverte', version = m.version + 1, maj_le = now()
	WHERE m.academie = :academie AND m.session_id = :session AND m.cle_generation IS NOT NULL AND m.etat = 'brouillon' AND m.retire_le IS NULL AND NOT 'etat' = ANY (m.saisis)
	AND m.centre_id IS NOT NULL AND m.besoin > 0 AND EXISTS (SELECT 1 FROM creneau k WHERE k.academie = m.academie AND k.mission_id = m.id)`

// aOuvrir counts them before anything is written: the drafts that are complete, and the missions about to be.
const aOuvrir = `SELECT (SELECT count(*) FROM mission m WHERE m.academie = :academie AND m.session_id = :session AND m.cle_generation IS NOT NULL AND m.etat = 'brouillon' AND m.retire_le IS NULL AND NOT 'etat' = ANY (m.saisis)
	AND m.centre_id IS NOT NULL AND m.besoin > 0 AND EXISTS (SELECT 1 FROM creneau k WHERE k.academie = m.academie AND k.mission_id = m.id)
	AND NOT EXISTS (SELECT 1 FROM g_retrait r WHERE r.id = m.id)) + (SELECT count(*) FROM g_ecart WHERE nature IN ('creee', 'revenue') AND centre IS NOT NULL AND creneaux <> '')`

// journaliser: one line per mission touched, with what changed. $1, $2 and $3 are the author.
const journaliser = `INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, avant, apres)
	SELECT :academie, uuid_v7(), nullif(current_setting('app.utilisateur', true), '')::uuid, $1, nullif($2, ''), nullif($3, ''), x.action, 'mission', x.mission_id::text, 'Génération des missions', x.avant, x.apres
	FROM (SELECT e.mission_id, CASE e.nature WHEN 'creee' THEN 'creation' WHEN 'revenue' THEN 'retour' WHEN 'alerte' THEN 'alerte' ELSE 'modification' END AS action,
			CASE WHEN e.id IS NOT NULL THEN jsonb_strip_nulls(jsonb_build_object('candidats', CASE WHEN e.d_candidats THEN e.candidats_avant END, 'besoins', CASE WHEN e.d_besoins THEN e.besoins_avant END,
				'creneaux', CASE WHEN e.d_creneaux OR e.a_creneaux THEN e.creneaux_avant END, 'centre', CASE WHEN e.d_centre OR e.a_centre THEN ` + codeDuCentre + `e.centre_avant) END)) END AS avant,
			jsonb_strip_nulls(jsonb_build_object('candidats', CASE WHEN e.id IS NULL OR e.d_candidats THEN e.candidats END, 'besoins', CASE WHEN e.id IS NULL OR e.d_besoins THEN e.besoins END,
				'creneaux', CASE WHEN e.id IS NULL OR e.d_creneaux OR e.a_creneaux THEN e.creneaux END, 'centre', CASE WHEN e.id IS NULL OR e.d_centre OR e.a_centre THEN ` + codeDuCentre + `e.centre) END)) AS apres
		FROM g_ecart e
		UNION ALL SELECT r.id, 'retrait', NULL, jsonb_build_object('affectes', r.affectes, 'convoques', r.convoques) FROM g_retrait r) x`
