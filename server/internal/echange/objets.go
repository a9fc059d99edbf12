package echange

// The fields of a person that each kind of source knows.
var (
	champsSTS = []string{"civilite", "nom", "nom_patronymique", "prenom", "date_naissance", "fonction", "grade"}
	champsRH  = []string{"civilite", "nom", "nom_patronymique", "prenom", "date_naissance", "fonction", "grade", "corps", "discipline_recrutement",
		"position", "position_le", "adresse", "code_postal", "code_commune", "commune", "mel", "telephone"}
	champsAAF = []string{"civilite", "nom", "nom_patronymique", "prenom", "date_naissance", "fonction", "mel"}
	// What a gestionnaire may correct by hand, and then no file overwrites.
	champsProteges = []string{"mel", "telephone", "adresse", "code_postal", "code_commune", "commune"}
)

const (
	majVersion = "version = t.version + 1, maj_le = now()"
	enVigueur  = "t.historise_le IS NULL"
	remettre   = "historise_le = NULL"
	historiser = "historise_le = now()"
)

// lieux maps every establishment that the file names, known or not, to its identifier. annee is filled where the file
// tells the whole of what is taught there that year.
const lieux = `CREATE TEMP TABLE lieu ON COMMIT DROP AS
	SELECT DISTINCT ON (s.uai) s.uai, coalesce(e.id, s.nouvel_id) AS etablissement_id, s.annee
	FROM staging.etablissement s LEFT JOIN etablissement e ON e.academie = %[1]s AND e.uai = s.uai
	WHERE s.import_id = %[2]s ORDER BY s.uai, s.ligne`

// lieuxAAF adds the structures that the annuaire fédérateur names without describing them: an earlier load did.
const lieuxAAF = `INSERT INTO lieu SELECT '#' || e.cle_aaf, e.id, NULL::integer FROM etablissement e WHERE e.academie = %[1]s AND e.cle_aaf IS NOT NULL
	AND NOT EXISTS (SELECT 1 FROM staging.etablissement s WHERE s.import_id = %[2]s AND s.cle_aaf = e.cle_aaf)
	UNION ALL SELECT '#' || s.cle_aaf, l.etablissement_id, NULL FROM staging.etablissement s JOIN lieu l ON l.uai = s.uai
	WHERE s.import_id = %[2]s AND s.cle_aaf IS NOT NULL`

const vuEtablissement = `SELECT DISTINCT ON (uai) uai, nom, type, nature, secteur, adresse, code_postal, commune, code_commune, latitude, longitude,
	telephone, mel, ouvert, cle_aaf, origine, nouvel_id, uai || ' ' || nom AS etiquette
	FROM (SELECT *, '%[3]s' AS origine FROM staging.etablissement WHERE import_id = %[2]s AND nom <> '') s ORDER BY uai, ligne`

// missionsAVenir: somebody who is expected somewhere is not set aside by a file.
const missionsAVenir = `WHEN EXISTS (SELECT 1 FROM affectation f WHERE f.academie = t.academie AND f.intervenant_id = t.id
	AND f.etat IN ('proposee', 'affectee', 'convoquee') AND f.fin >= now()) THEN 'missions à venir : à désaffecter d’abord'`

func objetEtablissementOfficiel() *objet {
	return &objet{nom: "etablissement", table: "etablissement", vu: origine(vuEtablissement, "ANNUAIRE"), cle: []string{"uai"},
		ecrites: []string{"nom", "type", "nature", "secteur", "adresse", "code_postal", "commune", "code_commune", "latitude", "longitude", "ouvert", "origine"},
		ajouts:  map[string]string{"id": "v.nouvel_id"}, maj: majVersion, vivant: enVigueur, ranimer: remettre, partir: historiser + ", ouvert = false",
		portee: `t.origine = 'ANNUAIRE' AND EXISTS (SELECT 1 FROM staging.etablissement s WHERE s.import_id = %[2]s AND s.nature IS NOT DISTINCT FROM t.nature)`,
		garde: `CASE WHEN EXISTS (SELECT 1 FROM centre c JOIN mission m ON m.academie = c.academie AND m.centre_id = c.id
			JOIN creneau k ON k.academie = m.academie AND k.mission_id = m.id WHERE c.academie = t.academie AND c.etablissement_id = t.id
			AND m.etat IN ('brouillon', 'ouverte') AND k.fin >= now()) THEN 'centre de missions à venir' END`,
		etiquette: "t.uai || ' ' || t.nom", journalisee: true}
}

// objetEtablissementNomme creates the establishments that a file names and that nobody described yet; known ones are
// left to the official file.
func objetEtablissementNomme(source string) *objet {
	return &objet{nom: "etablissement", table: "etablissement", vu: origine(vuEtablissement, source), cle: []string{"uai"},
		ecrites: []string{"nom", "type", "nature", "secteur", "adresse", "code_postal", "commune", "code_commune", "ouvert", "telephone", "mel", "origine"},
		ajouts:  map[string]string{"id": "v.nouvel_id", "cle_aaf": "v.cle_aaf"}, creeSeul: true}
}

// objetStructureAAF remembers how the annuaire fédérateur names an establishment: its deltas say nothing else.
func objetStructureAAF() *objet {
	return &objet{nom: "structure", table: "etablissement", vu: `SELECT DISTINCT ON (uai) uai, cle_aaf, uai || ' ' || nom AS etiquette FROM staging.etablissement
		WHERE import_id = %[2]s AND cle_aaf IS NOT NULL AND EXISTS (SELECT 1 FROM etablissement e WHERE e.academie = %[1]s AND e.uai = staging.etablissement.uai)
		ORDER BY uai, ligne`, cle: []string{"uai"}, ecrites: []string{"cle_aaf"}, silencieux: true}
}

// nomenclature is one list of codes. What is used without being declared is accepted: its label will come with another file.
func nomenclature(nom, origineCode string, utilisee string) *objet {
	ecrites := []string{"libelle", "origine"}
	parent := ""
	if nom == "grade" {
		ecrites, parent = append(ecrites, "corps"), ", max(parent) AS corps"
	}
	o := &objet{nom: nom, table: nom, cle: []string{"code"}, ecrites: ecrites,
		vu: `SELECT code, max(libelle) AS libelle, '` + origineCode + `' AS origine` + parent + `, code || ' ' || coalesce(max(libelle), '') AS etiquette
			FROM (SELECT code, libelle, parent FROM staging.nomenclature WHERE import_id = %[2]s AND type = '` + nom + `'` + utilisee + `) x GROUP BY code`,
		valeurs: map[string]string{"libelle": "coalesce(v.libelle, t.libelle, v.code)"},
		droit:   "t.origine IN ('STS', 'AAF') AND v.libelle IS NOT NULL", etiquette: "t.code || ' ' || t.libelle"}
	if origineCode == "EPP" {
		o.droit = "t.origine <> 'BCN'"
	}
	if origineCode == "BCN" {
		o.droit, o.portee, o.partir = "", "t.origine = 'BCN'", historiser
		o.vivant, o.ranimer = enVigueur, remettre
	}
	return o
}

func objetCommune() *objet {
	return &objet{nom: "commune", table: "commune", cle: []string{"code_insee"},
		vu: `SELECT DISTINCT ON (code_insee) code_insee, nom, departement, population, latitude, longitude, codes_postaux, source, code_insee || ' ' || nom AS etiquette
			FROM staging.commune WHERE import_id = %[2]s ORDER BY code_insee, ligne`,
		ecrites: []string{"nom", "departement", "population", "latitude", "longitude", "codes_postaux", "source"},
		vivant:  enVigueur, ranimer: remettre, portee: "true", partir: historiser, etiquette: "t.code_insee || ' ' || t.nom"}
}

// objetLimitrophe: a pair that somebody entered or removed by hand is left to her.
func objetLimitrophe() *objet {
	return &objet{nom: "limitrophe", table: "commune_limitrophe", cle: []string{"insee_a", "insee_b"},
		vu: `SELECT DISTINCT s.insee_a, s.insee_b, 'FICHIER' AS origine, a.nom || ' – ' || b.nom AS etiquette FROM staging.limitrophe s
			JOIN commune a ON a.academie = %[1]s AND a.code_insee = s.insee_a JOIN commune b ON b.academie = %[1]s AND b.code_insee = s.insee_b
			WHERE s.import_id = %[2]s`,
		ecrites: []string{"origine"}, droit: "t.origine = 'FICHIER'", maj: majVersion, vivant: enVigueur, ranimer: remettre,
		portee: "t.origine = 'FICHIER'", partir: historiser, etiquette: "t.insee_a || ' – ' || t.insee_b"}
}
