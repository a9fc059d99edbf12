package competence

// The computation, in sets. What is taught is reduced to its distinct kinds first: an académie teaches thousands of
// kinds in its hundred and fifty thousand enseignements, and rules look at kinds only.
//
//	enseigne   what is taught this school year, with the discipline de poste of who teaches it
//	genre      its distinct kinds
//	trouve     the rules that each kind meets, épreuve-option by épreuve-option, where no exclusion strikes
//	voulu      who gets what, from which rules and which enseignements
//	ecart      the difference with the SYS lines that are there
//
// Each is a temporary table of the transaction, filled by one statement; demande holds the one question: the académie,
// the session and the examen (” for all of them).
var tablesLecture = []tableCalcul{
	{"enseigne", "id uuid, intervenant_id uuid, matiere text, mef text, modalite text, discipline text", `
		SELECT e.id, e.intervenant_id, e.matiere, e.mef, e.modalite, coalesce(l.discipline, p.discipline, '')
		FROM demande q
		JOIN session n ON n.academie = q.academie AND n.id = q.session_id
		JOIN enseignement e ON e.academie = n.academie AND e.annee = n.annee - 1 AND e.historise_le IS NULL
		JOIN intervenant i ON i.academie = e.academie AND i.id = e.intervenant_id AND i.etat <> 'historise'
		LEFT JOIN rattachement l ON l.academie = e.academie AND l.intervenant_id = e.intervenant_id AND l.etablissement_id = e.etablissement_id AND l.effectif
		LEFT JOIN rattachement p ON p.academie = e.academie AND p.intervenant_id = e.intervenant_id AND p.type = 'principal'`},
	{"genre", "id bigint, matiere text, mef text, modalite text, discipline text", `
		SELECT row_number() OVER (), matiere, mef, modalite, discipline FROM (SELECT DISTINCT matiere, mef, modalite, discipline FROM enseigne) g`},
	{"trouve", "genre_id bigint, epreuve_option_id uuid, regle_id uuid, priorite smallint", `
		WITH regle AS MATERIALIZED (
			SELECT g.id, g.epreuve_option_id, g.sens, g.priorite, g.annee, g.matiere = '' OR g.matiere LIKE '%?%' AS motif, g.matiere,
				replace(g.dispositif, '?', '_') || CASE WHEN g.dispositif = '' THEN '___' ELSE '' END || CASE WHEN g.diplome = '' THEN '_____' ELSE replace(g.diplome, '?', '_') END || '%' AS mef,
				nullif(replace(g.matiere, '?', '_'), '') AS matiere_motif, nullif(replace(g.modalite, '?', '_'), '') AS modalite, nullif(replace(g.discipline, '?', '_'), '') AS discipline
			FROM demande q JOIN regle_competence g ON g.academie = q.academie AND g.session_id = q.session_id
			JOIN epreuve_option o ON o.academie = g.academie AND o.id = g.epreuve_option_id AND q.examen IN ('', o.examen)),
		rencontre AS (
			SELECT t.id AS genre_id, r.* FROM genre t JOIN regle r ON r.matiere = t.matiere AND NOT r.motif
			UNION ALL
			SELECT t.id, r.* FROM genre t JOIN regle r ON r.motif AND (r.matiere_motif IS NULL OR t.matiere LIKE r.matiere_motif)),
		lue AS (
			SELECT r.* FROM rencontre r JOIN genre t ON t.id = r.genre_id
			WHERE t.mef LIKE r.mef AND (r.modalite IS NULL OR t.modalite LIKE r.modalite) AND (r.discipline IS NULL OR t.discipline LIKE r.discipline)
				AND CASE r.annee WHEN 'toutes' THEN true WHEN 'derniere' THEN substr(t.mef, 9, 1) = substr(t.mef, 10, 1) ELSE substr(t.mef, 10, 1) = r.annee END)
		SELECT d.genre_id, d.epreuve_option_id, d.id, d.priorite FROM lue d
		WHERE d.sens = 'donne' AND NOT EXISTS (SELECT 1 FROM lue x WHERE x.sens = 'exclut' AND x.genre_id = d.genre_id AND x.epreuve_option_id = d.epreuve_option_id)`},
	{"voulu", "intervenant_id uuid, epreuve_option_id uuid, priorite smallint, regles uuid[], enseignements uuid[]", `
		SELECT e.intervenant_id, t.epreuve_option_id, min(t.priorite), array_agg(t.regle_id ORDER BY t.priorite, t.regle_id, e.id), array_agg(e.id ORDER BY t.priorite, t.regle_id, e.id)
		FROM enseigne e JOIN genre k ON k.matiere = e.matiere AND k.mef = e.mef AND k.modalite = e.modalite AND k.discipline = e.discipline
		JOIN trouve t ON t.genre_id = k.id
		GROUP BY e.intervenant_id, t.epreuve_option_id`},
}

var tableEcart = tableCalcul{"ecart", `nature text, intervenant_id uuid, epreuve_option_id uuid, competence_id uuid, nouvel_id uuid, priorite smallint, priorite_avant smallint, regles uuid[], enseignements uuid[],
		effective_avant boolean, effective_apres boolean`, `
		WITH actuel AS (
			SELECT c.id AS competence_id, c.intervenant_id, c.epreuve_option_id, a.priorite, a.regles, a.enseignements
			FROM demande q JOIN competence_auteur a ON a.academie = q.academie AND a.type = 'systeme'
			JOIN competence c ON c.academie = a.academie AND c.id = a.competence_id
			JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id AND q.examen IN ('', o.examen)),
		difference AS (
			SELECT CASE WHEN a.competence_id IS NULL THEN 'gain' WHEN v.intervenant_id IS NULL THEN 'perte' ELSE 'change' END AS nature, intervenant_id, epreuve_option_id,
				a.competence_id, v.priorite, a.priorite AS priorite_avant, coalesce(v.regles, a.regles) AS regles, coalesce(v.enseignements, a.enseignements) AS enseignements
			FROM voulu v FULL JOIN actuel a USING (intervenant_id, epreuve_option_id)
			WHERE a.competence_id IS NULL OR v.intervenant_id IS NULL OR (v.priorite, v.regles, v.enseignements) IS DISTINCT FROM (a.priorite, a.regles, a.enseignements))
		SELECT d.nature, d.intervenant_id, d.epreuve_option_id, c.id, uuid_v7(), d.priorite, d.priorite_avant, d.regles, d.enseignements,
			coalesce(h.dite, d.nature <> 'gain'), coalesce(h.dite, d.nature <> 'perte')
		FROM demande q CROSS JOIN difference d LEFT JOIN competence c ON c.academie = q.academie AND c.intervenant_id = d.intervenant_id AND c.epreuve_option_id = d.epreuve_option_id
		LEFT JOIN LATERAL (SELECT ` + decisionHumaine("q.academie", "c.id") + ` AS dite) h ON true`}

type tableCalcul struct{ nom, colonnes, sql string }

// remplir gives the statements that make the table. Joins follow statistics, which a table just filled has not.
func (t tableCalcul) remplir() []string {
	return []string{"CREATE TEMP TABLE " + t.nom + " (" + t.colonnes + ") ON COMMIT DROP", "INSERT INTO " + t.nom + " " + t.sql, "ANALYZE " + t.nom}
}

// Demande creates the table that holds the question: one row, to be inserted before the rest.
const Demande = `CREATE TEMP TABLE demande (academie text, session_id uuid, examen text) ON COMMIT DROP`

// TablesLecture names the tables that Lecture makes.
const TablesLecture = "demande, enseigne, genre, trouve, voulu"

// Lecture gives the statements that read what is taught through the rules, up to voulu; the first is Demande. It serves
// whoever holds a transaction of its own.
func Lecture() []string {
	l := []string{Demande}
	for _, t := range tablesLecture {
		l = append(l, t.remplir()...)
	}
	return l
}

// applicationSQL writes the difference held by ecart, and nothing else: SYS lines, and the compétences that only the
// computation spoke of. Each step says how many rows it must touch.
var applicationSQL = []struct {
	sql     string
	attendu func(Bilan) int64
}{
	{`INSERT INTO competence (academie, id, intervenant_id, epreuve_option_id) SELECT academie, nouvel_id, intervenant_id, epreuve_option_id FROM ecart, demande WHERE nature = 'gain' AND competence_id IS NULL`,
		func(b Bilan) int64 { return b.Nouvelles }},
	{`INSERT INTO competence_auteur (academie, id, competence_id, type, auteur, libelle, etat, priorite, regles, enseignements)
		SELECT academie, uuid_v7(), coalesce(competence_id, nouvel_id), 'systeme', '', 'SYS', 'C', priorite, regles, enseignements FROM ecart, demande WHERE nature = 'gain'`,
		func(b Bilan) int64 { return b.Gains }},
	{`UPDATE competence_auteur a SET priorite = e.priorite, regles = e.regles, enseignements = e.enseignements FROM ecart e, demande q
		WHERE e.nature = 'change' AND a.academie = q.academie AND a.competence_id = e.competence_id AND a.type = 'systeme'`, func(b Bilan) int64 { return b.Changements }},
	{`DELETE FROM competence_auteur a USING ecart e, demande q WHERE e.nature = 'perte' AND a.academie = q.academie AND a.competence_id = e.competence_id AND a.type = 'systeme'`,
		func(b Bilan) int64 { return b.Pertes }},
	// Locked first: somebody may be saying a word on one of them, which would go with it.
	{`SELECT c.id FROM demande q JOIN competence c ON c.academie = q.academie JOIN ecart e ON e.competence_id = c.id AND e.nature = 'perte' ORDER BY c.id FOR UPDATE OF c`,
		func(b Bilan) int64 { return b.Pertes }},
	{`DELETE FROM competence c USING ecart e, demande q WHERE e.nature = 'perte' AND c.academie = q.academie AND c.id = e.competence_id
		AND NOT EXISTS (SELECT 1 FROM competence_auteur a WHERE a.academie = c.academie AND a.competence_id = c.id)`, nil},
}

// Bilan counts a difference. Nouvelles are the gains on épreuves-options of which nobody had spoken.
type Bilan struct {
	Gains, Pertes, Changements, Maintenues, Nouvelles int64
	Empreinte                                         string
}

const bilanSQL = `SELECT count(*) FILTER (WHERE nature = 'gain') AS gains, count(*) FILTER (WHERE nature = 'perte') AS pertes, count(*) FILTER (WHERE nature = 'change') AS changements,
	count(*) FILTER (WHERE nature = 'gain' AND competence_id IS NULL) AS nouvelles, (SELECT count(*) FROM voulu) - count(*) FILTER (WHERE nature <> 'perte') AS maintenues,
	encode(sha256(coalesce(string_agg(sha256(convert_to(concat_ws('|', nature, intervenant_id, epreuve_option_id, priorite, regles, enseignements), 'UTF8')), ''
		ORDER BY intervenant_id, epreuve_option_id), '')), 'hex') AS empreinte FROM ecart`
