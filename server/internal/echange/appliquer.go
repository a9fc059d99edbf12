package echange

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"imagin/server/internal/db"
)

// bilan is the difference of one kind of rows, counted.
type bilan struct {
	objet                                             *objet
	vus, crees, modifies, partis, gardes, connus, lus int64
}

// noter keeps the difference line by line, for the preview and for the report.
func (c *comparaison) noter(ctx context.Context, b *bilan) error {
	o := b.objet
	if o.silencieux {
		return nil
	}
	if b.crees+b.modifies > 0 {
		if _, err := c.executer(ctx, "INSERT INTO import_ecart (academie, import_id, objet, nature, cible, libelle, champs) SELECT %[1]s, %[2]s, '"+o.nom+
			"', CASE WHEN cree THEN 'cree' ELSE 'modifie' END, cible, etiquette, champs FROM ecart_"+o.nom); err != nil {
			return err
		}
	}
	if b.partis+b.gardes > 0 {
		cible := "cible"
		if o.cleTable() != "t.id" {
			cible = "NULL"
		}
		_, err := c.executer(ctx, "INSERT INTO import_ecart (academie, import_id, objet, nature, cible, libelle, garde) SELECT %[1]s, %[2]s, '"+o.nom+
			"', CASE WHEN garde IS NULL THEN 'parti' ELSE 'garde' END, "+cible+", etiquette, garde FROM parti_"+o.nom)
		return err
	}
	return nil
}

// appliquer writes exactly the difference that was measured; another count would mean that the description is wrong,
// and undoes everything.
func (c *comparaison) appliquer(ctx context.Context, b *bilan) error {
	o := b.objet
	for _, etape := range []struct {
		attendu int64
		sql     string
	}{{b.crees, o.creation()}, {b.modifies, o.modification()}, {b.partis, o.depart()}} {
		if etape.attendu == 0 {
			continue
		}
		n, err := c.executer(ctx, etape.sql)
		if err != nil {
			return err
		}
		if n != etape.attendu {
			return fmt.Errorf("import de %s : %d lignes écrites, %d prévues", o.nom, n, etape.attendu)
		}
	}
	if o.journalisee && b.modifies+b.partis > 0 {
		return c.journaliser(ctx, o)
	}
	return nil
}

func (o *objet) creation() string {
	colonnes, valeurs := []string{"academie"}, []string{"%[1]s"}
	for _, col := range slices.Concat(o.cle, o.ecrites) {
		v := "v." + col
		if e, ok := o.valeurs[col]; ok { // nothing exists yet: what was there is absent
			v = strings.ReplaceAll(e, "t."+col, "NULL")
		}
		colonnes, valeurs = append(colonnes, col), append(valeurs, v)
	}
	for _, col := range slices.Sorted(maps.Keys(o.ajouts)) {
		colonnes, valeurs = append(colonnes, col), append(valeurs, o.ajouts[col])
	}
	return "INSERT INTO " + o.table + " (" + strings.Join(colonnes, ", ") + ") SELECT " + strings.Join(valeurs, ", ") + " FROM ecart_" + o.nom + " v WHERE v.cree"
}

func (o *objet) modification() string {
	var sets []string
	for _, col := range o.ecrites {
		sets = append(sets, col+" = "+o.valeur(col))
	}
	for _, s := range []string{o.ranimer, o.maj} {
		if s != "" {
			sets = append(sets, s)
		}
	}
	return "UPDATE " + o.table + " t SET " + strings.Join(sets, ", ") + " FROM ecart_" + o.nom + " v WHERE NOT v.cree AND t.academie = %[1]s AND " + o.jointure()
}

func (o *objet) depart() string {
	if o.supprime {
		return "DELETE FROM " + o.table + " t USING parti_" + o.nom + " p WHERE p.garde IS NULL AND t.academie = %[1]s AND t.id = p.cible"
	}
	sets := o.partir
	if o.maj != "" {
		sets += ", " + o.maj
	}
	return "UPDATE " + o.table + " t SET " + sets + " FROM parti_" + o.nom + " p WHERE p.garde IS NULL AND t.academie = %[1]s AND " + o.cleTable() + " = p.cible" + o.precision()
}

// precision: codes are unique within what the file must name.
func (o *objet) precision() string {
	if o.cleTable() == "t.id" {
		return ""
	}
	return " AND (" + o.portee + ")"
}

// journaliser writes one line per row changed or gone: who, when, through which import, before and after.
func (c *comparaison) journaliser(ctx context.Context, o *objet) error {
	a := c.tx.Acteur
	pourquoi := "Import " + c.i.source + " : " + c.i.nom
	ligne := `INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, avant, apres)
		SELECT %[1]s, uuid_v7(), nullif(current_setting('app.utilisateur', true), '')::uuid, $1, nullif($2, ''), nullif($3, ''), '`
	if _, err := c.tx.Exec(ctx, c.sql(ligne+`import', '`+o.nom+`', cible::text, $4,
		(SELECT jsonb_object_agg(key, value->0) FROM jsonb_each(champs)), (SELECT jsonb_object_agg(key, value->1) FROM jsonb_each(champs))
		FROM ecart_`+o.nom+` WHERE NOT cree`), a.Qui, a.Profil, a.Depuis, pourquoi); err != nil || o.portee == "" {
		return err
	}
	_, err := c.tx.Exec(ctx, c.sql(ligne+`disparition', '`+o.nom+`', cible::text, $4, NULL, NULL FROM parti_`+o.nom+` WHERE garde IS NULL`),
		a.Qui, a.Profil, a.Depuis, pourquoi)
	return err
}

// empreinte sums up the difference: what was shown is what will be applied, or the question is asked again.
func (c *comparaison) empreinte(ctx context.Context) (string, error) {
	return db.Scalar[string](ctx, c.tx.Reader, `SELECT coalesce(md5(string_agg(md5(concat_ws('|', objet, nature, libelle, champs, garde)), '' ORDER BY objet, nature, libelle,
		champs::text)), '') FROM import_ecart WHERE academie = $1 AND import_id = $2`, c.i.Academie, c.i.id)
}
