package demo

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	ddl "imagin/deployments/imaoce"
	"imagin/server/internal/echange/imaoce"
)

// What OCEAN would send of the session after the one being prepared: the same jurys and commissions, fifty-two weeks
// later. :session is the code of the session to come, :de the one that is copied, :academie the académie. Columns are
// those of the tables of IMAOCE.
var versImaoce = map[imaoce.Genre]string{
	imaoce.TableSession: `SELECT ':session', s.annee + 1, s.tour, s.academie, (s.debut - 200)::date FROM session s WHERE s.academie = ':academie' AND s.code = ':de'`,
	imaoce.TableReglementation: `SELECT ':session', o.examen, x.libelle, o.specialite, p.libelle, o.groupe_epreuves, o.epreuve, o.libelle, o.option, NULL, CASE o.nature WHEN 'ecrit' THEN 'E' WHEN 'oral' THEN 'O'
		WHEN 'pratique' THEN 'P' ELSE upper(o.nature) END, upper(o.mode_evaluation), o.coefficient, o.duree_min, o.preparation_min, CASE WHEN o.anticipee THEN 'O' ELSE 'N' END,
		CASE o.caractere WHEN 'facultatif' THEN 'F' ELSE 'O' END, o.groupe_remuneration
		FROM epreuve_option o JOIN examen x ON x.academie = o.academie AND x.code = o.examen JOIN specialite p ON p.academie = o.academie AND p.examen = o.examen AND p.code = o.specialite
		WHERE o.academie = ':academie' AND o.historise_le IS NULL`,
	imaoce.TableInscriptions: `SELECT ':session', o.examen, o.specialite, o.epreuve, o.option, i.uai_origine, i.inscrits, i.dispenses FROM inscription i
		JOIN session s ON s.academie = i.academie AND s.id = i.session_id JOIN epreuve_option o ON o.academie = i.academie AND o.id = i.epreuve_option_id WHERE i.academie = ':academie' AND s.code = ':de'`,
	imaoce.TableCentres: `SELECT ':session', u.examen, c.code, upper(u.genre), c.libelle, u.capacite FROM centre_usage u JOIN centre c ON c.academie = u.academie AND c.id = u.centre_id
		JOIN session s ON s.academie = c.academie AND s.id = c.session_id WHERE u.academie = ':academie' AND s.code = ':de' AND u.examen IS NOT NULL`,
	imaoce.TableJurys: `SELECT ':session', j.examen, j.specialite, j.code, j.libelle, c.code, (j.deliberation_le + 364)::date, j.deliberation_a, j.candidats FROM jury j
		JOIN session s ON s.academie = j.academie AND s.id = j.session_id LEFT JOIN centre c ON c.academie = j.academie AND c.id = j.centre_id WHERE j.academie = ':academie' AND s.code = ':de'`,
	imaoce.TableCommissions: `SELECT ':session', o.examen, o.specialite, o.epreuve, o.option, j.code, k.code, k.type, c.code, (k.le + 364)::date, k.a, k.duree_min, k.nb_jours, k.candidats, k.demandes, k.profil FROM commission k
		JOIN session s ON s.academie = k.academie AND s.id = k.session_id JOIN jury j ON j.academie = k.academie AND j.id = k.jury_id JOIN epreuve_option o ON o.academie = k.academie AND o.id = k.epreuve_option_id
		LEFT JOIN centre c ON c.academie = k.academie AND c.id = k.centre_id WHERE k.academie = ':academie' AND s.code = ':de'`,
	imaoce.TableOrigines: `SELECT ':session', o.examen, o.specialite, o.epreuve, o.option, j.code, k.code, g.uai_origine, g.candidats FROM commission_origine g JOIN commission k ON k.academie = g.academie AND k.id = g.commission_id
		JOIN session s ON s.academie = k.academie AND s.id = k.session_id JOIN jury j ON j.academie = k.academie AND j.id = k.jury_id JOIN epreuve_option o ON o.academie = k.academie AND o.id = k.epreuve_option_id
		WHERE g.academie = ':academie' AND s.code = ':de'`,
	imaoce.TablePresents: `SELECT ':session', o.examen, o.specialite, o.epreuve, o.option, j.code, k.code, k.candidats, greatest(k.candidats - 1, 0), least(k.candidats, 1), (k.le + 374)::date FROM commission k
		JOIN session s ON s.academie = k.academie AND s.id = k.session_id JOIN jury j ON j.academie = k.academie AND j.id = k.jury_id JOIN epreuve_option o ON o.academie = k.academie AND o.id = k.epreuve_option_id
		WHERE k.academie = ':academie' AND s.code = ':de' AND k.type IN ('CORRECTION', 'INTERROGATION')`,
}

// suivante is the session whose exchanges the demonstration can try: annee is that of the one being prepared.
func suivante(annee int) (session, de string) {
	return fmt.Sprintf("%d-N", annee+1), fmt.Sprintf("%d-N", annee)
}

func requete(g imaoce.Genre, academie string, annee int) string {
	session, de := suivante(annee)
	return strings.NewReplacer(":session", session, ":de", de, ":academie", academie).Replace(versImaoce[g])
}

// EcrireImaoce writes the tables of the four exchanges as CSV files: 1_session.csv, 1_reglementation.csv…
func EcrireImaoce(ctx context.Context, dsnProprietaire, dossier string, annee int) error {
	c, err := pgx.Connect(ctx, dsnProprietaire)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	if err := os.MkdirAll(dossier, 0o755); err != nil {
		return err
	}
	for moment := 1; moment <= 4; moment++ {
		for _, g := range imaoce.Tables(moment) {
			f, err := os.Create(filepath.Join(dossier, fmt.Sprintf("%d_%s.csv", moment, g)))
			if err != nil {
				return err
			}
			err = CopierImaoce(ctx, c, f, g, annee)
			if ferme := f.Close(); err == nil {
				err = ferme
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// CopierImaoce writes one table as CSV, in a stable order.
func CopierImaoce(ctx context.Context, c *pgx.Conn, w io.Writer, g imaoce.Genre, annee int) error {
	if _, err := io.WriteString(w, strings.Join(imaoce.Colonnes(g), ";")+"\n"); err != nil {
		return err
	}
	var ordre []string
	for i := range imaoce.Colonnes(g) {
		ordre = append(ordre, fmt.Sprint(i+1))
	}
	_, err := c.PgConn().CopyTo(ctx, w, "COPY ("+requete(g, Rennes, annee)+" ORDER BY "+strings.Join(ordre, ", ")+") TO STDOUT (FORMAT csv, DELIMITER ';')")
	return err
}

// RemplirImaoce makes the intermediate base beside the demonstration data, and four loads of the session to come.
func RemplirImaoce(ctx context.Context, dsnProprietaire string, annee int) error {
	c, err := pgx.Connect(ctx, dsnProprietaire)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close(ctx) }()
	return pgx.BeginFunc(ctx, c, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, ddl.Schema); err != nil {
			return err
		}
		session, _ := suivante(annee)
		for moment := 1; moment <= 4; moment++ {
			var id int64
			if err := tx.QueryRow(ctx, "SELECT imaoce.ouvrir_chargement($1, $2, $3)", Rennes, session, moment).Scan(&id); err != nil {
				return err
			}
			for _, g := range imaoce.Tables(moment) {
				if _, err := tx.Exec(ctx, fmt.Sprintf("INSERT INTO imaoce.%s (chargement, %s) SELECT %d, x.* FROM (%s) x", g, strings.Join(imaoce.Colonnes(g), ", "), id, requete(g, Rennes, annee))); err != nil {
					return fmt.Errorf("base IMAOCE, table %s : %w", g, err)
				}
			}
			if _, err := tx.Exec(ctx, "SELECT imaoce.clore_chargement($1)", id); err != nil {
				return err
			}
		}
		return nil
	})
}
