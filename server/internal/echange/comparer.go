package echange

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"imagin/server/internal/db"
)

// comparaison is the difference between a file and the database, held in temporary tables of one transaction:
// vu_<objet> is what the file says, ecart_<objet> what is new or different, parti_<objet> what it no longer names.
type comparaison struct {
	tx       *db.Tx
	i        *importation
	litteral []any // académie and import, as SQL literals: CREATE TABLE AS takes no parameter
}

func comparer(tx *db.Tx, i *importation) *comparaison {
	return &comparaison{tx, i, []any{"'" + strings.ReplaceAll(i.Academie, "'", "''") + "'", "'" + i.id.String() + "'"}}
}

// sql fills the académie and the import in.
func (c *comparaison) sql(texte string) string {
	return strings.NewReplacer("%[1]s", c.litteral[0].(string), "%[2]s", c.litteral[1].(string)).Replace(texte)
}

func (c *comparaison) executer(ctx context.Context, texte string) (int64, error) {
	n, err := c.tx.Exec(ctx, c.sql(texte))
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, c.sql(texte))
	}
	return n, err
}

// mesurer works out the difference of one kind of rows.
func (c *comparaison) mesurer(ctx context.Context, o *objet) (*bilan, error) {
	b := &bilan{objet: o}
	var err error
	if b.vus, err = c.executer(ctx, "CREATE TEMP TABLE vu_"+o.nom+" ON COMMIT DROP AS "+o.vu); err != nil {
		return nil, err
	}
	// After a first import the statistics of the table are those of an empty one: whatever the plan, both sides of the
	// join must be found by their key.
	for _, sql := range []string{"CREATE INDEX ON vu_" + o.nom + " (" + strings.Join(o.cle, ", ") + ")", "ANALYZE vu_" + o.nom} {
		if _, err := c.executer(ctx, sql); err != nil {
			return nil, err
		}
	}
	if _, err := c.executer(ctx, "CREATE TEMP TABLE ecart_"+o.nom+" ON COMMIT DROP AS "+o.ecarts()); err != nil {
		return nil, err
	}
	n, _, err := db.One[struct{ Crees, Modifies int64 }](ctx, c.tx.Reader,
		"SELECT count(*) FILTER (WHERE cree) AS crees, count(*) FILTER (WHERE NOT cree) AS modifies FROM ecart_"+o.nom)
	if err != nil {
		return nil, err
	}
	b.crees, b.modifies = n.Crees, n.Modifies
	if o.portee == "" {
		return b, nil
	}
	return b, c.disparus(ctx, b)
}

func (c *comparaison) disparus(ctx context.Context, b *bilan) error {
	o := b.objet
	garde, portee := o.garde, o.portee
	if c.i.lu.complement {
		portee = "false"
	}
	if garde == "" {
		garde = "NULL"
	}
	vivant := ou(o.vivant, "true")
	if _, err := c.executer(ctx, "CREATE TEMP TABLE parti_"+o.nom+" ON COMMIT DROP AS SELECT "+o.cleTable()+" AS cible, "+o.etiquette+" AS etiquette, ("+garde+
		")::text AS garde FROM "+o.table+" t WHERE t.academie = %[1]s AND ("+portee+") AND ("+vivant+
		") AND NOT EXISTS (SELECT 1 FROM vu_"+o.nom+" v WHERE "+o.jointure()+")"); err != nil {
		return err
	}
	n, _, err := db.One[struct{ Partis, Gardes, Connus int64 }](ctx, c.tx.Reader, c.sql("SELECT count(*) FILTER (WHERE garde IS NULL) AS partis, "+
		"count(*) FILTER (WHERE garde IS NOT NULL) AS gardes, (SELECT count(*) FROM "+o.table+" t WHERE t.academie = %[1]s AND ("+portee+
		") AND ("+vivant+")) AS connus FROM parti_"+o.nom))
	b.partis, b.gardes, b.connus = n.Partis, n.Gardes, n.Connus
	return err
}

// ecarts selects what is new or different, with the fields that change: {"mel": [before, after]}.
func (o *objet) ecarts() string {
	var compares, champs []string
	for _, col := range o.aComparer() {
		avant, apres := "t."+col, o.valeur(col)
		compares = append(compares, avant+" IS DISTINCT FROM "+apres)
		if m, ok := o.montrees[col]; ok {
			avant, apres = fmt.Sprintf(m, "t"), fmt.Sprintf(m, "v")
		}
		champs = append(champs, fmt.Sprintf("'%s', CASE WHEN t.%s IS DISTINCT FROM %s THEN jsonb_build_array(%s, %s) END", col, col, o.valeur(col), avant, apres))
	}
	vivant := ou(o.vivant, "true")
	if o.vivant != "" {
		champs = append(champs, "'en_vigueur', CASE WHEN NOT ("+vivant+") THEN '[false, true]'::jsonb END")
	}
	existe := "t." + o.cle[0] + " IS NOT NULL"
	change := "false"
	if !o.creeSeul {
		change = "(" + ou(o.droit, "true") + ") AND (" + strings.Join(append(compares, "NOT ("+vivant+")"), " OR ") + ")"
	}
	id := ", t.id AS cible"
	if o.cleTable() != "t.id" && !slices.Contains(o.cle, "id") {
		id = ", NULL::uuid AS cible"
	}
	return "SELECT v.*" + id + ", NOT (" + existe + ") AS cree, CASE WHEN " + existe + " THEN jsonb_strip_nulls(jsonb_build_object(" +
		strings.Join(champs, ", ") + ")) END AS champs FROM vu_" + o.nom + " v LEFT JOIN " + o.table + " t ON t.academie = %[1]s AND " + o.jointure() +
		" WHERE NOT (" + existe + ") OR " + change
}

// valeur is what would be written in a column: what the file says, unless somebody corrected the field by hand.
func (o *objet) valeur(col string) string {
	v := "v." + col
	if e, ok := o.valeurs[col]; ok {
		v = e
	}
	if slices.Contains(o.proteges, col) {
		v = "CASE WHEN '" + col + "' = ANY(t.saisis) THEN t." + col + " ELSE " + v + " END"
	}
	return v
}

func (o *objet) jointure() string {
	var s []string
	for _, c := range o.cle {
		s = append(s, "t."+c+" = v."+c)
	}
	return strings.Join(s, " AND ")
}

// sansID are the tables found by their code alone.
var sansID = []string{"examen", "specialite", "discipline", "matiere", "mef", "modalite", "corps", "grade", "fonction", "intervenant_cle", "intervenant_secret"}

func (o *objet) cleTable() string {
	if slices.Contains(sansID, o.table) {
		return "t." + o.cle[len(o.cle)-1]
	}
	return "t.id"
}

func ou(s, defaut string) string {
	if s == "" {
		return defaut
	}
	return s
}
