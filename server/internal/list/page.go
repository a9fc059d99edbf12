package list

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// Resultat is one page of a list.
// Its fields are those of the API's pages, in the same order, so that one converts to the other.
type Resultat[T any] struct {
	Items      []T
	Page       int
	Suivant    *string // cursor of the next page in synchronisation order
	Taille     int
	Total      int
	TotalExact bool
}

// plafondCompte is where counting stops when no maintained total exists: beyond it the total is a floor.
const plafondCompte = 100_000

// Debut is the cursor that starts a synchronisation.
const Debut = "debut"

// Page answers one page of a list: two statements in one round trip, whatever the number of rows.
// academie is empty for a reader across académies. It returns fail.Malformed for an unknown column or a bad value.
func Page[T any](ctx context.Context, r db.Reader, d *Definition, academie string, portee Portee, re Recherche) (Resultat[T], error) {
	res := Resultat[T]{Page: max(re.Page, 1), Taille: re.Taille, TotalExact: true}
	if res.Taille == 0 {
		res.Taille = 50
	}
	q, err := d.preparer(academie, portee, re)
	if err != nil {
		return res, err
	}
	total, argsTotal := q.total()
	if re.Apres != "" {
		err = q.reprendre(re.Apres)
		res.Page = 1
	}
	if err != nil {
		return res, err
	}
	saut := (res.Page - 1) * res.Taille
	if re.Apres == "" {
		if saut, err = q.ancrer(ctx, r, saut); err != nil {
			return res, err
		}
	}
	sql := q.page(res.Taille, saut)

	b := &pgx.Batch{}
	b.Queue(sql, q.args...)
	b.Queue(total, argsTotal...)
	reponses := r.Batch(ctx, b)
	defer func() { _ = reponses.Close() }()
	lignes, err := reponses.Query()
	if err != nil {
		return res, err
	}
	if res.Items, err = pgx.CollectRows(lignes, pgx.RowToStructByNameLax[T]); err != nil {
		return res, err
	}
	if err := reponses.QueryRow().Scan(&res.Total); err != nil {
		return res, err
	}
	if q.d.Compte == nil || !q.compteSuffit() {
		res.TotalExact = res.Total <= plafondCompte
		res.Total = min(res.Total, plafondCompte)
	}
	if re.Apres != "" && len(res.Items) == res.Taille {
		res.Suivant = curseur(res.Items[len(res.Items)-1])
	}
	return res, nil
}

// ou gives the WHERE clause.
func (r *requete) clauseOu() string {
	if len(r.ou) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(r.ou, " AND ")
}

// de gives FROM with the joins asked for, in declaration order.
func (r *requete) de(toutes bool) string {
	var b strings.Builder
	b.WriteString(" FROM " + r.d.Base)
	r.jointures(&b, toutes)
	return b.String()
}

func (r *requete) jointures(b *strings.Builder, toutes bool) {
	for _, j := range r.d.Jointures {
		if toutes || r.via[j.Alias] {
			b.WriteString(" " + j.SQL)
		}
	}
}

// ordre gives ORDER BY, ended by the key so that no two pages share a row. A column that is never NULL is written
// bare, so that its index serves in both directions.
func (r *requete) ordre() string {
	parts := make([]string, 0, len(r.tri)+1)
	for _, t := range r.tri {
		s := t.col.SQL
		if t.desc {
			s += " DESC"
		}
		if !t.col.NonNul {
			s += " NULLS LAST"
		}
		parts = append(parts, s)
	}
	cle := r.d.Alias + ".id"
	if len(r.tri) > 0 && r.tri[len(r.tri)-1].desc {
		cle += " DESC"
	}
	return " ORDER BY " + strings.Join(append(parts, cle), ", ")
}

// page writes the statement of one page: rows are found first, on the base and the joins that the filter needs,
// and only those fifty are joined to their labels.
func (r *requete) page(taille, saut int) string {
	var b strings.Builder
	b.WriteString("SELECT " + r.selection() + " FROM (SELECT " + r.d.Alias + ".*")
	b.WriteString(r.de(false) + r.clauseOu() + r.ordre())
	fmt.Fprintf(&b, " LIMIT %d OFFSET %d) %s", taille, saut, r.d.Alias)
	r.jointures(&b, true)
	b.WriteString(r.ordre())
	return b.String()
}

func (r *requete) selection() string {
	parts := make([]string, len(r.d.Colonnes))
	for i, c := range r.d.Colonnes {
		parts[i] = c.SQL + " AS " + c.Cle
	}
	return strings.Join(parts, ", ")
}

// total writes the counting statement: maintained differences where they suffice, else a count that stops at the cap.
func (r *requete) total() (string, []any) {
	if r.compteSuffit() {
		return r.totalTenu()
	}
	return fmt.Sprintf("SELECT count(*) FROM (SELECT 1%s%s LIMIT %d) x", r.de(false), r.clauseOu(), plafondCompte+1),
		append([]any(nil), r.args...)
}

// reprendre replaces the order by the identifiers', from a cursor.
func (r *requete) reprendre(apres string) error {
	r.tri = nil
	if apres == Debut {
		return nil
	}
	id, err := uuid.Parse(apres)
	if err != nil {
		return fail.New(fail.Malformed, "apres", "Le curseur « apres » est illisible : reprenez celui du champ « suivant », ou « debut ».",
			fail.Field{Pointer: "apres", Code: "curseur", Message: "curseur illisible"})
	}
	r.ou = append(r.ou, r.d.Alias+".id > "+r.arg(id))
	return nil
}

// curseur is the identifier of the last row: every listed type has one.
func curseur(ligne any) *string {
	id := fmt.Sprint(reflect.ValueOf(ligne).FieldByName("Id").Interface())
	return &id
}
