package echange

// A school that the annuaire does not know yet is created from what its own file says; a known one is left to the annuaire.
const sqlSTSEtablissement = `INSERT INTO etablissement (academie, id, uai, nom, type, nature, secteur, adresse, code_postal, commune, ouvert, origine)
	SELECT $1, nouvel_id, uai, nom, type, nature, secteur, adresse, code_postal, commune, true, 'STS'
	FROM staging.etablissement WHERE import_id = $2
	ON CONFLICT (academie, uai) DO NOTHING RETURNING true AS cree`

// Persons made in the school (local) are set aside until somebody decides: they must not be convoked by mistake.
// What HR owns is not overwritten by a school: only people known through STS are updated.
const sqlSTSIntervenant = `INSERT INTO intervenant AS i (academie, id, cle_sts, civilite, nom, nom_patronymique, prenom, date_naissance,
		fonction, grade, origine, etat)
	SELECT $1, nouvel_id, cle_sts, civilite, nom, nom_patronymique, prenom, date_naissance, fonction, grade, 'STS',
		CASE WHEN cle_sts LIKE 'epp:%' THEN 'actif' ELSE 'ecarte' END
	FROM staging.individu WHERE import_id = $2 ORDER BY cle_sts
	ON CONFLICT (academie, cle_sts) DO UPDATE SET civilite = excluded.civilite, nom = excluded.nom,
		nom_patronymique = excluded.nom_patronymique, prenom = excluded.prenom, date_naissance = excluded.date_naissance,
		fonction = excluded.fonction, grade = excluded.grade, version = i.version + 1, maj_le = now()
	WHERE i.origine = 'STS' AND (i.civilite, i.nom, i.nom_patronymique, i.prenom, i.date_naissance, i.fonction, i.grade)
		IS DISTINCT FROM (excluded.civilite, excluded.nom, excluded.nom_patronymique, excluded.prenom, excluded.date_naissance,
		excluded.fonction, excluded.grade)
	RETURNING (xmax = 0) AS cree`

// The first school met is the principal one; STS does not say, and HR will correct it.
const sqlSTSRattachement = `INSERT INTO rattachement AS r (academie, id, intervenant_id, etablissement_id, type, fonction, discipline, source)
	SELECT $1, s.rattachement_id, i.id, e.id,
		CASE WHEN EXISTS (SELECT 1 FROM rattachement p WHERE p.academie = $1 AND p.intervenant_id = i.id AND p.type = 'principal')
			THEN 'secondaire' ELSE 'principal' END, s.fonction, s.discipline, 'STS'
	FROM staging.individu s
	JOIN intervenant i ON i.academie = $1 AND i.cle_sts = s.cle_sts
	JOIN etablissement e ON e.academie = $1 AND e.uai = s.uai
	WHERE s.import_id = $2
	ON CONFLICT (academie, intervenant_id, etablissement_id) DO UPDATE SET fonction = excluded.fonction, discipline = excluded.discipline
	WHERE r.source = 'STS' AND (r.fonction, r.discipline) IS DISTINCT FROM (excluded.fonction, excluded.discipline)
	RETURNING (xmax = 0) AS cree`

const sqlSTSRetrait = `DELETE FROM enseignement t USING etablissement e
	WHERE t.academie = $1 AND e.academie = $1 AND e.uai = $4 AND t.etablissement_id = e.id AND t.annee = $3 AND t.source = 'STS'
	AND NOT EXISTS (SELECT 1 FROM staging.enseignement s JOIN intervenant i ON i.academie = $1 AND i.cle_sts = s.cle_sts
		WHERE s.import_id = $2 AND i.id = t.intervenant_id AND s.matiere = t.matiere AND s.mef = t.mef AND s.modalite = t.modalite)`

// One enseignement is one matière × MEF × modalité of a person in a school: hours of several divisions add up.
const sqlSTSEnseignement = `INSERT INTO enseignement AS t (academie, id, annee, intervenant_id, etablissement_id, matiere, mef, modalite,
		structures, millieme_heures, source)
	SELECT $1, (array_agg(s.nouvel_id ORDER BY s.ligne))[1], s.annee, i.id, e.id, s.matiere, s.mef, s.modalite,
		array_agg(DISTINCT s.structure ORDER BY s.structure), sum(s.millieme_heures), 'STS'
	FROM staging.enseignement s
	JOIN intervenant i ON i.academie = $1 AND i.cle_sts = s.cle_sts
	JOIN etablissement e ON e.academie = $1 AND e.uai = s.uai
	WHERE s.import_id = $2
	GROUP BY s.annee, i.id, e.id, s.matiere, s.mef, s.modalite
	ON CONFLICT (academie, annee, intervenant_id, etablissement_id, matiere, mef, modalite) DO UPDATE
		SET structures = excluded.structures, millieme_heures = excluded.millieme_heures
	WHERE (t.structures, t.millieme_heures) IS DISTINCT FROM (excluded.structures, excluded.millieme_heures)
	RETURNING (xmax = 0) AS cree`
