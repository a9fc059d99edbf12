package list

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
)

// Params are the query parameters that every list has; each operation's own type converts to it.
type Params api.ListerIntervenantsParams

// Recherche turns the parameters into a question.
func (p Params) Recherche() Recherche {
	re := Recherche{}
	if p.Page != nil {
		re.Page = *p.Page
	}
	if p.Taille != nil {
		re.Taille = int(*p.Taille)
	}
	re.Tri, re.Q, re.Filtre, re.Apres = texte(p.Tri), texte(p.Q), texte(p.Filtre), texte(p.Apres)
	return re
}

func texte(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Liste is a list as the API offers it: the operation that reads it, whose rights its export shares; its definition;
// what each principal may see of it.
type Liste struct {
	*Definition
	Operation string
	Portee    func(*access.Principal) Portee
}

// Un answers a read by identifier with the same columns and the same scope as the list. ok is false when the row does
// not exist or is out of scope.
func Un[T any](ctx context.Context, base *db.DB, l Liste, id uuid.UUID) (ligne T, ok bool, err error) {
	principal := access.De(ctx)
	q, err := l.preparerPour(principal, Recherche{})
	if err != nil {
		return ligne, false, err
	}
	q.ou = append(q.ou, l.Alias+".id = "+q.arg(id))
	b := &pgx.Batch{}
	b.Queue("SELECT "+q.selection()+q.de(true)+q.clauseOu(), q.args...)
	err = principal.Lot(ctx, base, b, func(r pgx.BatchResults) error {
		ligne, ok, err = db.Suivante[T](r)
		return err
	})
	return ligne, ok, err
}

// Dans is Un inside a transaction: it sees what the transaction has written.
func Dans[T any](ctx context.Context, r db.Reader, l Liste, id any) (ligne T, ok bool, err error) {
	principal := access.De(ctx)
	q, err := l.preparerPour(principal, Recherche{})
	if err != nil {
		return ligne, false, err
	}
	q.ou = append(q.ou, l.Alias+".id = "+q.arg(id))
	return db.One[T](ctx, r, "SELECT "+q.selection()+q.de(true)+q.clauseOu(), q.args...)
}

// Choisies are the identifiers of a selection, within the principal's scope.
func Choisies(ctx context.Context, r db.Reader, l Liste, s api.Selection) ([]uuid.UUID, error) {
	sql, args, err := l.Choisir(access.De(ctx), s)
	if err != nil {
		return nil, err
	}
	lus, err := db.Query[struct{ ID uuid.UUID }](ctx, r, sql, args...)
	ids := make([]uuid.UUID, len(lus))
	for i, x := range lus {
		ids[i] = x.ID
	}
	return ids, err
}
