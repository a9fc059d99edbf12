package echange

import (
	"strings"

	"imagin/server/internal/echange/imaoce"
)

// pour writes the session in: its identifier, and the zone in which its centres are.
func (i *importation) pour(sql string) string {
	return strings.NewReplacer(":session", "'"+i.session.ID.String()+"'::uuid", ":fuseau", "'"+strings.ReplaceAll(i.session.Fuseau, "'", "''")+"'").Replace(sql)
}

func (i *importation) toutPour(sql ...string) []string {
	for n := range sql {
		sql[n] = i.pour(sql[n])
	}
	return sql
}

// index gives what was just made a key and statistics.
func index(table, colonnes string) []string {
	return []string{"CREATE INDEX ON " + table + " (" + colonnes + ")", "ANALYZE " + table}
}

const encoreLa = "t.retire_le IS NULL"

// ── 1. réglementation

func preparerReglementation(i *importation) []string {
	return append(i.toutPour(`CREATE TEMP TABLE epreuve_lue ON COMMIT DROP AS
		SELECT DISTINCT ON (s.examen, s.specialite, s.epreuve, s.option) s.*, coalesce(o.id, uuid_v7()) AS epreuve_id
		FROM staging.reglementation s LEFT JOIN epreuve_option o ON o.academie = %[1]s AND o.examen = s.examen AND o.specialite = s.specialite
			AND o.epreuve = s.epreuve AND o.option = s.option
		WHERE s.import_id = %[2]s ORDER BY s.examen, s.specialite, s.epreuve, s.option, s.ligne`), "ANALYZE epreuve_lue")
}

func objetsReglementation(i *importation) []*objet {
	var objets []*objet
	if i.lu.pilote != nil {
		objets = append(objets, &objet{nom: "session", table: "session", cle: []string{"id"}, ecrites: []string{"pilote_valide_le"}, maj: majVersion,
			vu:        i.pour(`SELECT :session AS id, '` + i.lu.pilote.Format("2006-01-02") + `'::date AS pilote_valide_le, '` + i.session.Code + `'::text AS etiquette`),
			etiquette: "t.code", journalisee: true})
	}
	if !i.lu.parties[string(imaoce.TableReglementation)] {
		return objets
	}
	libelle := map[string]string{"libelle": "CASE WHEN v.libelle IN (v.code, '') THEN coalesce(t.libelle, v.code) ELSE v.libelle END"}
	return append(objets,
		&objet{nom: "examen", table: "examen", cle: []string{"code"}, ecrites: []string{"libelle"}, valeurs: libelle, ajouts: map[string]string{"origine": "'ocean'"},
			vu: `SELECT examen AS code, max(examen_libelle) AS libelle, examen || ' ' || max(examen_libelle) AS etiquette FROM epreuve_lue GROUP BY examen`, etiquette: "t.code || ' ' || t.libelle"},
		&objet{nom: "specialite", table: "specialite", cle: []string{"examen", "code"}, ecrites: []string{"libelle"}, valeurs: libelle, ajouts: map[string]string{"origine": "'ocean'"},
			vu: `SELECT examen, specialite AS code, max(specialite_libelle) AS libelle, examen || ' ' || specialite || ' ' || max(specialite_libelle) AS etiquette
				FROM epreuve_lue GROUP BY examen, specialite`, etiquette: "t.examen || ' ' || t.code"},
		&objet{nom: "epreuve_option", table: "epreuve_option", cle: []string{"examen", "specialite", "epreuve", "option"}, ecrites: champsEpreuve, proteges: champsEpreuve,
			vu:     `SELECT epreuve_lue.*, trim(concat_ws(' ', examen, specialite, epreuve, nullif(option, ''), libelle)) AS etiquette FROM epreuve_lue`,
			ajouts: map[string]string{"id": "v.epreuve_id", "origine": "'ocean'"}, maj: majVersion, vivant: enVigueur, ranimer: remettre,
			etiquette: "t.examen || ' ' || t.specialite || ' ' || t.libelle", journalisee: true},
		&objet{nom: "session_epreuve", table: "session_epreuve", cle: []string{"session_id", "epreuve_option_id"}, ecrites: []string{"donne_lieu"}, proteges: []string{"donne_lieu"},
			vu: i.pour(`SELECT :session AS session_id, epreuve_id AS epreuve_option_id, mode_evaluation <> 'ccf' AS donne_lieu,
				trim(concat_ws(' ', examen, specialite, epreuve, nullif(option, ''))) AS etiquette FROM epreuve_lue`),
			ajouts: map[string]string{"origine": "'ocean'"}, maj: majVersion, vivant: encoreLa, ranimer: "retire_le = NULL",
			portee: i.pour("t.session_id = :session AND t.origine = 'ocean'"), partir: "retire_le = now()",
			etiquette: "(SELECT trim(concat_ws(' ', o.examen, o.specialite, o.epreuve, nullif(o.option, ''))) FROM epreuve_option o WHERE o.academie = t.academie AND o.id = t.epreuve_option_id)"},
	)
}

var champsEpreuve = []string{"libelle", "nature", "duree_min", "preparation_min", "mode_evaluation", "coefficient", "anticipee", "caractere", "groupe_epreuves", "groupe_remuneration"}

// ── 2. inscriptions

// epreuvesDe maps the lines of a staging table to the épreuves-options that the academy knows; NULL for the others.
func epreuvesDe(table string) string {
	return `CREATE TEMP TABLE lu_` + table + ` ON COMMIT DROP AS SELECT s.*, o.id AS epreuve_option_id FROM staging.` + table + ` s
		LEFT JOIN epreuve_option o ON o.academie = %[1]s AND o.examen = s.examen AND o.specialite = s.specialite AND o.epreuve = s.epreuve AND o.option = s.option
		WHERE s.import_id = %[2]s`
}

func preparerInscriptions(i *importation) []string {
	return append(i.toutPour(epreuvesDe("inscription")), "ANALYZE lu_inscription")
}

func objetsInscriptions(i *importation) []*objet {
	return []*objet{{nom: "inscription", table: "inscription", cle: []string{"session_id", "epreuve_option_id", "uai_origine"}, ecrites: []string{"inscrits", "dispenses"},
		vu: i.pour(`SELECT DISTINCT ON (epreuve_option_id, uai_origine) :session AS session_id, epreuve_option_id, uai_origine, inscrits, dispenses,
			trim(concat_ws(' ', examen, specialite, epreuve, nullif(option, ''), '–', uai_origine)) AS etiquette
			FROM lu_inscription WHERE epreuve_option_id IS NOT NULL ORDER BY epreuve_option_id, uai_origine, ligne`),
		portee: i.pour("t.session_id = :session"), supprime: true,
		etiquette: "(SELECT trim(concat_ws(' ', o.examen, o.specialite, o.epreuve, nullif(o.option, ''), '–', t.uai_origine)) FROM epreuve_option o WHERE o.academie = t.academie AND o.id = t.epreuve_option_id)"}}
}
