package list

import (
	"context"

	"github.com/google/uuid"

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

// Lire answers a list operation for the principal of ctx. The caller converts the result to the operation's type.
func Lire[T any](ctx context.Context, base *db.DB, l Liste, p Params) (res Resultat[T], err error) {
	principal := access.De(ctx)
	err = principal.Lire(ctx, base, func(r db.Reader, academie string) error {
		res, err = Page[T](ctx, r, l.Definition, academie, l.Portee(principal), p.Recherche())
		return err
	})
	if res.Items == nil {
		res.Items = []T{}
	}
	return res, err
}

// Un answers a read by identifier with the same columns and the same scope as the list. ok is false when the row does
// not exist or is out of scope.
func Un[T any](ctx context.Context, base *db.DB, l Liste, id uuid.UUID) (ligne T, ok bool, err error) {
	principal := access.De(ctx)
	err = principal.Lire(ctx, base, func(r db.Reader, academie string) error {
		q, err := l.preparer(academie, l.Portee(principal), Recherche{})
		if err != nil {
			return err
		}
		q.ou = append(q.ou, l.Alias+".id = "+q.arg(id))
		ligne, ok, err = db.One[T](ctx, r, "SELECT "+q.selection()+q.de(true)+q.clauseOu(), q.args...)
		return err
	})
	return ligne, ok, err
}
