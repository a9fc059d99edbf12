package competence

import (
	"context"

	"imagin/api"
	"imagin/server/internal/activite"
	"imagin/server/internal/db"
)

// deliberation is one author's word on many compétences, in sets: choisie holds them, and whether each stood before.
type deliberation struct {
	tx      *db.Tx
	v       voix
	motif   string
	lignes  int64
	ecrites int64
}

// delibererSur locks the compétences that a query chooses: nobody, the computation included, takes one away meanwhile.
func delibererSur(ctx context.Context, tx *db.Tx, v voix, motif, sql string, args []any) (*deliberation, error) {
	d := &deliberation{tx: tx, v: v, motif: motif}
	if _, err := tx.Exec(ctx, `CREATE TEMP TABLE choisie (id uuid PRIMARY KEY, effective boolean) ON COMMIT DROP`); err != nil {
		return nil, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO choisie (id) SELECT v.id FROM (SELECT c.id FROM competence c WHERE c.id IN (`+sql+`) AND c.academie = current_setting('app.academie')
		ORDER BY c.id FOR UPDATE) v`, args...); err != nil {
		return nil, err
	}
	if err := ouvertes(ctx, tx); err != nil {
		return nil, err
	}
	var err error
	d.lignes, err = tx.Exec(ctx, `UPDATE choisie SET effective = `+Effective("$1", "choisie.id"), tx.Academie)
	return d, err
}

// ouvertes refuses the whole when one of the chosen compétences is of an examen whose entry is closed.
func ouvertes(ctx context.Context, tx *db.Tx) error {
	examens, err := db.Query[struct{ Examen string }](ctx, tx.Reader, `SELECT DISTINCT o.examen FROM choisie x JOIN competence c ON c.academie = $1 AND c.id = x.id
		JOIN epreuve_option o ON o.academie = c.academie AND o.id = c.epreuve_option_id ORDER BY 1`, tx.Academie)
	for _, e := range examens {
		if err == nil {
			err = activite.PourExamens(ctx, e.Examen)
		}
	}
	return err
}

// dire writes the author's line where it says something else. A line that a person created stays (C) until she says more.
func (d *deliberation) dire(ctx context.Context, etat string) (err error) {
	d.ecrites, err = d.tx.Exec(ctx, `WITH ecrite AS (
		INSERT INTO competence_auteur AS a (academie, id, competence_id, type, auteur, libelle, etat, motif)
		SELECT $1, uuid_v7(), c.id, $2, $3, $4, $5, nullif($6, '') FROM choisie c
		ON CONFLICT (academie, competence_id, type, auteur) DO UPDATE SET etat = excluded.etat, motif = excluded.motif, libelle = excluded.libelle, le = now()
			WHERE (a.etat, a.motif) IS DISTINCT FROM (excluded.etat, excluded.motif)
		RETURNING a.competence_id)
		`+journalDe("ecrite"), d.arguments(etat)...)
	return err
}

// seTaire takes the author's own line back, and the compétence that nobody speaks of any more.
func (d *deliberation) seTaire(ctx context.Context) (err error) {
	d.ecrites, err = d.tx.Exec(ctx, `WITH otee AS (
		DELETE FROM competence_auteur a USING choisie c WHERE a.academie = $1 AND a.competence_id = c.id AND a.type = $2 AND a.auteur = $3 RETURNING a.competence_id)
		`+journalDe("otee"), d.arguments("")...)
	if err != nil {
		return err
	}
	_, err = d.tx.Exec(ctx, `DELETE FROM competence k USING choisie c WHERE k.academie = $1 AND k.id = c.id
		AND NOT EXISTS (SELECT 1 FROM competence_auteur a WHERE a.academie = k.academie AND a.competence_id = k.id)`, d.tx.Academie)
	return err
}

func (d *deliberation) arguments(etat string) []any {
	a := d.tx.Acteur
	return []any{d.tx.Academie, d.v.genre, d.v.auteur, d.v.libelle, etat, d.motif, a.Utilisateur.String(), a.Qui, a.Profil, a.Depuis}
}

// journalDe tells each compétence touched, in the statement that touches it.
func journalDe(source string) string {
	return `INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, apres)
		SELECT $1, uuid_v7(), nullif($7, '00000000-0000-0000-0000-000000000000')::uuid, $8, nullif($9, ''), nullif($10, ''), 'avis', 'competence', competence_id::text, nullif($6, ''),
			jsonb_build_object('au_titre_de', $2::text, 'auteur', $3::text, 'nom', $4::text, 'avis', $5::text) FROM ` + source
}

// conclure counts what changed for good.
func (d *deliberation) conclure(ctx context.Context) (b api.BilanAvis, err error) {
	n, _, err := db.One[struct{ Deviennent, Cessent, Disparaissent int }](ctx, d.tx.Reader, `SELECT
		count(*) FILTER (WHERE apres AND NOT avant) AS deviennent, count(*) FILTER (WHERE avant AND NOT apres) AS cessent, count(*) FILTER (WHERE disparue) AS disparaissent
		FROM (SELECT coalesce(c.effective, false) AS avant, `+Effective("$1", "c.id")+` AS apres,
			NOT EXISTS (SELECT 1 FROM competence k WHERE k.academie = $1 AND k.id = c.id) AS disparue FROM choisie c) x`, d.tx.Academie)
	return api.BilanAvis{Lignes: int(d.lignes), Ecrites: int(d.ecrites), DeviennentEffectives: n.Deviennent, CessentEffectives: n.Cessent, Disparaissent: n.Disparaissent}, err
}
