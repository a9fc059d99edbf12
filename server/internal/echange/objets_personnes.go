package echange

import "strings"

// origine names the source in a query: the third literal.
func origine(sql, source string) string { return strings.ReplaceAll(sql, "%[3]s", source) }

// dossier is what a source says of people: which fields, and how far it tells everything.
type dossier struct {
	source string
	champs []string
	portee string // of people; empty when the file does not claim to name everybody
	garde  string
	lieux  string // of attachments: condition on t
}

func (d dossier) intervenants() *objet {
	o := &objet{nom: "intervenant", table: "intervenant", cle: []string{"id"}, ecrites: append(append([]string{}, d.champs...), "origine"),
		vu: origine(`SELECT DISTINCT ON (a.intervenant_id) a.intervenant_id AS id, s.`+strings.Join(d.champs, ", s.")+`, '%[3]s' AS origine, s.etat AS etat_initial,
				a.nom AS etiquette
			FROM staging.individu s JOIN appariement a ON a.import_id = s.import_id AND a.type = s.type AND a.cle = s.cle
			WHERE s.import_id = %[2]s AND a.intervenant_id IS NOT NULL AND s.nom IS NOT NULL AND s.parti IS NOT TRUE
			ORDER BY a.intervenant_id, s.cle LIKE 'epp:%' DESC, s.uai, s.ligne`, d.source),
		proteges: champsProteges, ajouts: map[string]string{"etat": "coalesce(v.etat_initial, 'actif')"}, maj: majVersion,
		droit:  origine(`t.origine = '%[3]s' OR rang_source(t.origine) < rang_source('%[3]s') OR t.etat_avant_import IS NOT NULL`, d.source),
		vivant: "t.etat_avant_import IS NULL", ranimer: "etat = coalesce(t.etat_avant_import, t.etat), etat_avant_import = NULL",
		portee: origine(d.portee, d.source), partir: "etat = 'historise', etat_avant_import = t.etat", garde: origine(d.garde, d.source),
		etiquette: "t.nom || ' ' || t.prenom", journalisee: true}
	if o.portee != "" {
		o.portee += " AND t.etat <> 'historise'"
	}
	return o
}

// porteeSTS: those whom only these schools declared, and no longer do.
const porteeSTS = `t.origine = 'STS' AND EXISTS (SELECT 1 FROM rattachement r JOIN lieu l ON l.etablissement_id = r.etablissement_id
		WHERE r.academie = t.academie AND r.intervenant_id = t.id AND r.source = 'STS' AND r.historise_le IS NULL)
	AND NOT EXISTS (SELECT 1 FROM rattachement r WHERE r.academie = t.academie AND r.intervenant_id = t.id AND r.historise_le IS NULL
		AND NOT (r.source = 'STS' AND r.etablissement_id IN (SELECT etablissement_id FROM lieu)))`

const gardeRH = `CASE ` + missionsAVenir + ` WHEN EXISTS (SELECT 1 FROM rattachement r WHERE r.academie = t.academie AND r.intervenant_id = t.id
	AND r.historise_le IS NULL AND r.source <> '%[3]s') THEN 'encore déclaré par un autre fichier' END`

// objetCles remembers under which keys the file names people.
func objetCles() *objet {
	return &objet{nom: "cle", table: "intervenant_cle", cle: []string{"type", "cle"}, ecrites: []string{"intervenant_id", "voie"}, creeSeul: true, silencieux: true,
		vu: `SELECT DISTINCT ON (type, cle) type, cle, intervenant_id, voie, nom AS etiquette FROM (
				SELECT type, cle, intervenant_id, CASE voie WHEN 'identite' THEN 'IDENTITE' ELSE 'SOURCE' END AS voie, nom
				FROM appariement WHERE import_id = %[2]s AND intervenant_id IS NOT NULL
				UNION ALL SELECT 'STS', s.cle_sts, a.intervenant_id, 'SOURCE', a.nom FROM staging.individu s
				JOIN appariement a ON a.import_id = s.import_id AND a.type = s.type AND a.cle = s.cle
				WHERE s.import_id = %[2]s AND s.cle_sts IS NOT NULL AND a.intervenant_id IS NOT NULL) x ORDER BY type, cle, intervenant_id`}
}

func objetNumen() *objet {
	return &objet{nom: "numen", table: "intervenant_secret", cle: []string{"intervenant_id", "type"}, ecrites: []string{"chiffre", "empreinte", "masque"},
		comparees: []string{"empreinte"}, montrees: map[string]string{"empreinte": "%s.masque"}, maj: "maj_le = now()", silencieux: true,
		vu: `SELECT DISTINCT ON (a.intervenant_id) a.intervenant_id, 'NUMEN' AS type, s.numen_chiffre AS chiffre, s.cle AS empreinte, s.numen_masque AS masque, a.nom AS etiquette
			FROM staging.individu s JOIN appariement a ON a.import_id = s.import_id AND a.type = s.type AND a.cle = s.cle
			WHERE s.import_id = %[2]s AND a.intervenant_id IS NOT NULL AND s.numen_chiffre IS NOT NULL ORDER BY a.intervenant_id, s.ligne`}
}

// rattachements: each source keeps its own line; which one counts is arbitrated afterwards. The only attachment of
// somebody new needs no arbitration.
func (d dossier) rattachements() *objet {
	return &objet{nom: "rattachement", table: "rattachement", cle: []string{"intervenant_id", "etablissement_id", "source"},
		ecrites: []string{"declare", "fonction", "discipline", "modalite", "quotite", "debut", "fin"},
		vu: origine(`SELECT *, neuf AND count(*) OVER (PARTITION BY intervenant_id) = 1 AS seul FROM (
				SELECT DISTINCT ON (a.intervenant_id, l.etablissement_id) a.intervenant_id, l.etablissement_id, '%[3]s' AS source, s.declare, s.fonction,
					s.discipline, s.modalite, s.quotite, s.debut, s.fin, a.voie = 'nouveau' AS neuf, a.nom || ' – ' || s.uai AS etiquette
				FROM staging.rattachement s JOIN appariement a ON a.import_id = s.import_id AND a.type = s.type AND a.cle = s.cle
				JOIN lieu l ON l.uai = s.uai
				WHERE s.import_id = %[2]s AND a.intervenant_id IS NOT NULL
				ORDER BY a.intervenant_id, l.etablissement_id, s.declare NULLS LAST, s.ligne) x`, d.source),
		ajouts: map[string]string{"id": "uuid_v7()", "effectif": "v.seul", "type": "CASE WHEN v.seul THEN 'principal' ELSE 'secondaire' END"},
		vivant: enVigueur, ranimer: remettre, portee: origine(d.lieux, d.source), partir: historiser + ", effectif = false, type = 'secondaire'",
		etiquette: `(SELECT i.nom || ' ' || i.prenom FROM intervenant i WHERE i.academie = t.academie AND i.id = t.intervenant_id) || ' – ' ||
			(SELECT e.uai FROM etablissement e WHERE e.academie = t.academie AND e.id = t.etablissement_id)`}
}

const (
	lieuxSTS  = `t.source = 'STS' AND t.etablissement_id IN (SELECT etablissement_id FROM lieu)`
	anneesSTS = `(t.annee, t.etablissement_id) IN (SELECT annee, etablissement_id FROM lieu WHERE annee IS NOT NULL)`
)

// enseignements: one is a matière × MEF × modalité of a person in a school; hours of several divisions add up. The file
// of a school tells everything that is taught there that year.
func (d dossier) enseignements() *objet {
	sauf := ""
	if d.source == "AAF" { // a school that STS-WEB described needs no fallback
		sauf = ` AND NOT EXISTS (SELECT 1 FROM enseignement x WHERE x.academie = %[1]s AND x.annee = s.annee AND x.etablissement_id = l.etablissement_id AND x.source = 'STS')`
	}
	portee := anneesSTS
	if d.source == "AAF" {
		portee += " AND t.source = 'AAF'"
	}
	return &objet{nom: "enseignement", table: "enseignement", cle: []string{"annee", "intervenant_id", "etablissement_id", "matiere", "mef", "modalite"},
		ecrites: []string{"structures", "millieme_heures", "co_enseignement", "source"},
		vu: origine(`SELECT s.annee, a.intervenant_id, l.etablissement_id, s.matiere, s.mef, s.modalite, array_agg(DISTINCT s.structure) AS structures,
				sum(s.millieme_heures)::integer AS millieme_heures, bool_or(s.co_enseignement) AS co_enseignement, '%[3]s' AS source,
				min(a.nom) || ' – ' || s.matiere || ' ' || s.mef || ' ' || s.modalite AS etiquette
			FROM staging.enseignement s JOIN appariement a ON a.import_id = s.import_id AND a.type = s.type AND a.cle = s.cle
			JOIN lieu l ON l.uai = s.uai
			WHERE s.import_id = %[2]s AND a.intervenant_id IS NOT NULL`+sauf+`
			GROUP BY s.annee, a.intervenant_id, l.etablissement_id, s.matiere, s.mef, s.modalite`, d.source),
		ajouts: map[string]string{"id": "uuid_v7()"}, vivant: enVigueur, ranimer: remettre, portee: portee, partir: historiser,
		etiquette: `(SELECT i.nom || ' ' || i.prenom FROM intervenant i WHERE i.academie = t.academie AND i.id = t.intervenant_id) || ' – ' || t.matiere || ' ' || t.mef || ' ' || t.modalite`}
}

func objetSuppleance() *objet {
	return &objet{nom: "suppleance", table: "suppleance", cle: []string{"annee", "etablissement_id", "suppleant_id", "absent_id", "matiere", "structure", "modalite", "debut"},
		ecrites: []string{"fin", "millieme_heures"},
		vu: `SELECT DISTINCT ON (s.annee, l.etablissement_id, a.intervenant_id, b.intervenant_id, s.matiere, s.structure, s.modalite, s.debut)
				s.annee, l.etablissement_id, a.intervenant_id AS suppleant_id, b.intervenant_id AS absent_id, s.matiere, s.structure, s.modalite, s.debut, s.fin,
				s.millieme_heures, a.nom || ' remplace ' || b.nom AS etiquette
			FROM staging.suppleance s JOIN lieu l ON l.uai = s.uai
			JOIN appariement a ON a.import_id = s.import_id AND a.type = s.type AND a.cle = s.suppleant
			JOIN appariement b ON b.import_id = s.import_id AND b.type = s.type AND b.cle = s.absent
			WHERE s.import_id = %[2]s AND a.intervenant_id IS NOT NULL AND b.intervenant_id IS NOT NULL
			ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, s.ligne`,
		vivant: enVigueur, ranimer: remettre, portee: anneesSTS, partir: historiser, etiquette: "t.matiere || ' ' || t.structure || ' du ' || t.debut"}
}
