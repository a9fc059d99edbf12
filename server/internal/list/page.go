package list

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/access"
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

// Lire answers one page of a list for the principal of ctx: two statements in one round trip, whatever the number of
// rows. The caller converts the result to the operation's type. It returns fail.Malformed for an unknown column or a
// bad value.
func Lire[T any](ctx context.Context, base *db.DB, l Liste, p Params) (Resultat[T], error) {
	principal, re := access.De(ctx), p.Recherche()
	res := Resultat[T]{Items: []T{}, Page: max(re.Page, 1), Taille: re.Taille, TotalExact: true}
	if res.Taille == 0 {
		res.Taille = 50
	}
	q, err := l.preparerPour(principal, re)
	if err != nil {
		return res, err
	}
	total, argsTotal := q.total()
	saut := (res.Page - 1) * res.Taille
	if re.Apres != "" {
		res.Page, saut = 1, 0
		err = q.reprendre(re.Apres)
	} else {
		saut, err = q.ancrer(ctx, base, principal, saut)
	}
	if err != nil {
		return res, err
	}
	b := &pgx.Batch{}
	b.Queue(q.page(res.Taille, saut), q.args...)
	b.Queue(total, argsTotal...)
	err = principal.Lot(ctx, base, b, func(r pgx.BatchResults) error {
		if res.Items, err = db.Suivantes[T](r); err != nil {
			return err
		}
		return r.QueryRow().Scan(&res.Total)
	})
	if err != nil {
		return res, err
	}
	if !q.compteSuffit() {
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
