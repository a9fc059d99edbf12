package echange

// ── 3. centres, jurys, commissions, origines

// The centres of the file, and those that the session already has: jurys and commissions name both.
const centresLus = `CREATE TEMP TABLE centre_lu ON COMMIT DROP AS
	SELECT f.uai, coalesce(c.id, uuid_v7()) AS centre_id, f.libelle, f.ligne IS NOT NULL AS au_fichier, e.id AS etablissement_id, e.commune, f.uai !~ '^[0-9]{5,7}[A-Z]{1,3}$' AS virtuel
	FROM (SELECT DISTINCT ON (uai) uai, libelle, ligne FROM staging.centre WHERE import_id = %[2]s ORDER BY uai, ligne) f
	LEFT JOIN centre c ON c.academie = %[1]s AND c.session_id = :session AND c.code = f.uai
	LEFT JOIN etablissement e ON e.academie = %[1]s AND e.uai = f.uai
	UNION ALL SELECT c.code, c.id, c.libelle, false, c.etablissement_id, c.commune, c.virtuel FROM centre c
	WHERE c.academie = %[1]s AND c.session_id = :session AND NOT EXISTS (SELECT 1 FROM staging.centre s WHERE s.import_id = %[2]s AND s.uai = c.code)`

const jurysLus = `CREATE TEMP TABLE jury_lu ON COMMIT DROP AS
	SELECT s.ligne, s.examen, CASE WHEN p.code IS NOT NULL THEN s.specialite END AS specialite, s.specialite AS specialite_lue, s.code, s.libelle, s.le, s.a, s.candidats,
		s.uai_centre, l.centre_id, coalesce(j.id, uuid_v7()) AS jury_id, x.code IS NOT NULL AS connu
	FROM (SELECT DISTINCT ON (examen, code) * FROM staging.jury WHERE import_id = %[2]s ORDER BY examen, code, ligne) s
	LEFT JOIN jury j ON j.academie = %[1]s AND j.session_id = :session AND j.examen = s.examen AND j.code = s.code
	LEFT JOIN centre_lu l ON l.uai = s.uai_centre
	LEFT JOIN examen x ON x.academie = %[1]s AND x.code = s.examen
	LEFT JOIN specialite p ON p.academie = %[1]s AND p.examen = s.examen AND p.code = s.specialite
	UNION ALL SELECT NULL, j.examen, NULL, NULL, j.code, NULL, NULL, NULL, NULL, NULL, NULL, j.id, true FROM jury j
	WHERE j.academie = %[1]s AND j.session_id = :session AND NOT EXISTS (SELECT 1 FROM staging.jury s WHERE s.import_id = %[2]s AND s.examen = j.examen AND s.code = j.code)`

// Origins may come alone: they are then those of the commissions that the session has.
const commissionsLues = `CREATE TEMP TABLE commission_lue ON COMMIT DROP AS
	(SELECT DISTINCT ON (s.examen, s.specialite, s.epreuve, s.option, s.jury, s.code) s.*, j.jury_id, l.centre_id, coalesce(c.id, uuid_v7()) AS commission_id
	FROM lu_commission s LEFT JOIN jury_lu j ON j.examen = s.examen AND j.code = s.jury AND j.connu
	LEFT JOIN centre_lu l ON l.uai = s.uai_centre
	LEFT JOIN commission c ON c.academie = %[1]s AND c.session_id = :session AND c.jury_id = j.jury_id AND c.epreuve_option_id = s.epreuve_option_id AND c.code = s.code
	ORDER BY s.examen, s.specialite, s.epreuve, s.option, s.jury, s.code, s.ligne)
	UNION ALL SELECT NULL, NULL, c.examen, o.specialite, o.epreuve, o.option, j.code, c.code, c.type, NULL, c.le, c.a, c.duree_min, c.nb_jours, c.candidats, c.demandes, c.profil, c.epreuve_option_id, c.jury_id, c.centre_id, c.id
	FROM commission c JOIN jury j ON j.academie = c.academie AND j.id = c.jury_id JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id
	WHERE c.academie = %[1]s AND c.session_id = :session AND c.retire_le IS NULL AND NOT EXISTS (SELECT 1 FROM staging.commission s WHERE s.import_id = %[2]s)`

// An origin that names no épreuve holds for every commission of that number in the jury.
const originesLues = `CREATE TEMP TABLE origine_lue ON COMMIT DROP AS
	SELECT s.ligne, s.jury, s.code, s.uai_origine, s.candidats, s.examen, c.commission_id, c.specialite, c.epreuve, c.option FROM staging.commission_origine s
	LEFT JOIN commission_lue c ON c.examen = s.examen AND c.jury = s.jury AND c.code = s.code AND c.jury_id IS NOT NULL AND c.epreuve_option_id IS NOT NULL
		AND (s.epreuve IS NULL OR s.specialite = c.specialite AND s.epreuve = c.epreuve AND s.option = c.option)
	WHERE s.import_id = %[2]s`

func preparerCommissions(i *importation) []string {
	sql := append(i.toutPour(centresLus), index("centre_lu", "uai")...)
	sql = append(append(sql, i.pour(jurysLus)), index("jury_lu", "examen, code")...)
	sql = append(append(sql, epreuvesDe("commission")), index("lu_commission", "examen, jury, code")...)
	sql = append(append(sql, i.pour(commissionsLues)), index("commission_lue", "examen, jury, code")...)
	return append(append(sql, originesLues), index("origine_lue", "commission_id, uai_origine")...)
}

// codeCentre shows a centre by its code, even one that this very import creates.
const codeCentre = "(SELECT l.uai FROM centre_lu l WHERE l.centre_id = %[1]s.centre_id)"

// occupe: somebody goes there.
const gardeCentre = `CASE WHEN EXISTS (SELECT 1 FROM mission m JOIN affectation a ON a.academie = m.academie AND a.mission_id = m.id AND a.etat <> 'desaffectee'
	WHERE m.academie = t.academie AND m.centre_id = t.id) THEN 'des intervenants y sont affectés : déplacez d’abord leurs missions' END`

var (
	champsJury       = []string{"libelle", "specialite", "centre_id", "deliberation_le", "deliberation_a", "candidats"}
	champsCommission = []string{"type", "centre_id", "le", "a", "duree_min", "nb_jours", "candidats", "demandes", "profil"}
)

// objetsCommissions: what the exchange says of centres, jurys and commissions is the whole of what OCEAN knows; each is
// compared only when its table came.
func objetsCommissions(i *importation) []*objet {
	var objets []*objet
	if i.lu.parties["centres"] {
		objets = append(objets, objetsCentres(i)...)
	}
	if i.lu.parties["jurys"] {
		objets = append(objets, &objet{nom: "jury", table: "jury", cle: []string{"session_id", "examen", "code"}, ecrites: champsJury, proteges: champsJury,
			vu: i.pour(`SELECT :session AS session_id, examen, code, specialite, libelle, centre_id, le AS deliberation_le, a AS deliberation_a, candidats, jury_id,
				examen || ' ' || code || ' ' || libelle AS etiquette FROM jury_lu WHERE ligne IS NOT NULL AND connu`),
			montrees: map[string]string{"centre_id": codeCentre}, ajouts: map[string]string{"id": "v.jury_id", "origine": "'ocean'"}, maj: majVersion,
			vivant: encoreLa, ranimer: "retire_le = NULL", portee: i.pour("t.session_id = :session AND t.origine = 'ocean'"), partir: "retire_le = now()",
			etiquette: "t.examen || ' ' || t.code || ' ' || t.libelle", journalisee: true})
	}
	if i.lu.parties["commissions"] {
		objets = append(objets, objetCommission(i))
	}
	if i.lu.parties["commission_origines"] {
		objets = append(objets, objetOrigine(i))
	}
	return objets
}

func objetsCentres(i *importation) []*objet {
	return []*objet{
		{nom: "centre", table: "centre", cle: []string{"session_id", "code"}, ecrites: []string{"libelle"}, proteges: []string{"libelle"},
			vu:     i.pour(`SELECT :session AS session_id, uai AS code, libelle, centre_id, etablissement_id, commune, virtuel, uai || ' ' || libelle AS etiquette FROM centre_lu WHERE au_fichier`),
			ajouts: map[string]string{"id": "v.centre_id", "etablissement_id": "v.etablissement_id", "commune": "v.commune", "virtuel": "v.virtuel", "fuseau": i.pour(":fuseau"), "origine": "'ocean'"},
			maj:    majVersion, vivant: encoreLa, ranimer: "retire_le = NULL", portee: i.pour("t.session_id = :session AND t.origine = 'ocean'"), partir: "retire_le = now()",
			garde: gardeCentre, etiquette: "t.code || ' ' || t.libelle", journalisee: true},
		{nom: "centre_usage", table: "centre_usage", cle: []string{"centre_id", "examen", "genre"}, ecrites: []string{"capacite"},
			vu: `SELECT DISTINCT ON (l.centre_id, s.examen, s.genre) l.centre_id, s.examen, s.genre, s.capacite, s.uai || ' ' || s.examen || ' ' || s.genre AS etiquette
				FROM staging.centre s JOIN centre_lu l ON l.uai = s.uai JOIN examen x ON x.academie = %[1]s AND x.code = s.examen
				WHERE s.import_id = %[2]s ORDER BY l.centre_id, s.examen, s.genre, s.ligne`,
			ajouts: map[string]string{"origine": "'ocean'"}, supprime: true,
			portee:    i.pour("t.origine = 'ocean' AND t.centre_id IN (SELECT c.id FROM centre c WHERE c.academie = %[1]s AND c.session_id = :session)"),
			etiquette: "(SELECT c.code FROM centre c WHERE c.academie = t.academie AND c.id = t.centre_id) || ' ' || coalesce(t.examen, '') || ' ' || t.genre"},
	}
}

func objetCommission(i *importation) *objet {
	return &objet{nom: "commission", table: "commission", cle: []string{"session_id", "jury_id", "epreuve_option_id", "code"}, ecrites: champsCommission, proteges: champsCommission,
		vu: i.pour(`SELECT :session AS session_id, jury_id, epreuve_option_id, code, examen, type, centre_id, le, a, duree_min, nb_jours, candidats, demandes, profil, commission_id,
			trim(concat_ws(' ', examen, jury, code, specialite, epreuve, nullif(option, ''))) AS etiquette
			FROM commission_lue WHERE ligne IS NOT NULL AND jury_id IS NOT NULL AND epreuve_option_id IS NOT NULL`),
		montrees: map[string]string{"centre_id": codeCentre}, ajouts: map[string]string{"id": "v.commission_id", "examen": "v.examen", "origine": "'ocean'"}, maj: majVersion,
		vivant: encoreLa, ranimer: "retire_le = NULL", portee: i.pour("t.session_id = :session AND t.origine = 'ocean'"), partir: "retire_le = now()",
		etiquette:   "(SELECT trim(concat_ws(' ', j.examen, j.code, t.code, o.specialite, o.epreuve, nullif(o.option, ''))) FROM jury j, epreuve_option o WHERE j.academie = t.academie AND j.id = t.jury_id AND o.academie = t.academie AND o.id = t.epreuve_option_id)",
		journalisee: true}
}

func objetOrigine(i *importation) *objet {
	return &objet{nom: "commission_origine", table: "commission_origine", cle: []string{"commission_id", "uai_origine"}, ecrites: []string{"candidats"},
		vu: `SELECT DISTINCT ON (commission_id, uai_origine) commission_id, uai_origine, candidats,
			trim(concat_ws(' ', examen, jury, code, specialite, epreuve, nullif(option, ''), '–', uai_origine)) AS etiquette
			FROM origine_lue WHERE commission_id IS NOT NULL ORDER BY commission_id, uai_origine, ligne`, supprime: true,
		portee:    i.pour("EXISTS (SELECT 1 FROM commission c WHERE c.academie = t.academie AND c.id = t.commission_id AND c.session_id = :session AND c.origine = 'ocean' AND NOT 'origines' = ANY (c.saisis))"),
		etiquette: "(SELECT j.examen || ' ' || j.code || ' ' || c.code || ' – ' || t.uai_origine FROM commission c JOIN jury j ON j.academie = c.academie AND j.id = c.jury_id WHERE c.academie = t.academie AND c.id = t.commission_id)"}
}

// ── 4. présents

func preparerPresents(i *importation) []string {
	return append(i.toutPour(epreuvesDe("presents"), `CREATE TEMP TABLE presents_lus ON COMMIT DROP AS
		SELECT s.*, c.id AS commission_id, c.candidats FROM lu_presents s
		LEFT JOIN jury j ON j.academie = %[1]s AND j.session_id = :session AND j.examen = s.examen AND j.code = s.jury
		LEFT JOIN commission c ON c.academie = %[1]s AND c.session_id = :session AND c.jury_id = j.id AND c.epreuve_option_id = s.epreuve_option_id AND c.code = s.code`), "ANALYZE presents_lus")
}

// objetsPresents: a commission that is not there yet simply has not returned its marks.
func objetsPresents(*importation) []*objet {
	return []*objet{{nom: "presents", table: "commission", cle: []string{"id"}, ecrites: []string{"presents", "absents", "remonte_le"}, maj: majVersion,
		vu: `SELECT DISTINCT ON (commission_id) commission_id AS id, presents, absents, remonte_le, trim(concat_ws(' ', examen, jury, code, specialite, epreuve, nullif(option, ''))) AS etiquette
			FROM presents_lus WHERE commission_id IS NOT NULL ORDER BY commission_id, ligne`, etiquette: "t.code", journalisee: true}}
}
