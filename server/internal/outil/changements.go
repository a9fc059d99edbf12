package outil

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// curseur is a place in the sequence of changes: a transaction, then a rank in it.
type curseur struct{ Xid, Rang int64 }

func (c curseur) String() string { return fmt.Sprintf("%d.%d", c.Xid, c.Rang) }

func lireCurseur(s string) (c curseur, err error) {
	if _, err := fmt.Sscanf(s, "%d.%d", &c.Xid, &c.Rang); err != nil || c.Xid < 0 || c.Rang < 0 || c.String() != s {
		return c, fail.New(fail.Malformed, "curseur", "Ce curseur est illisible : reprenez celui de la réponse précédente.",
			fail.Field{Pointer: "depuis", Code: "forme", Message: "curseur illisible"})
	}
	return c, nil
}

type changement struct {
	Xid, Rang            int64
	Ressource, Operation string
	ObjetID              uuid.UUID
	Le                   time.Time
}

// horizon is the oldest transaction still under way: what comes before it can no longer grow.
const horizon = `pg_snapshot_xmin(pg_current_snapshot())::text::bigint`

const selectChangements = `SELECT xid, rang, ressource, objet_id, operation, le FROM changement
	WHERE academie = $1 AND (xid, rang) > ($2, $3) AND xid < ` + horizon + ` AND (cardinality($4::text[]) = 0 OR ressource = ANY($4)) ORDER BY xid, rang LIMIT $5`

// ListerChangements answers GET /changements. A tool first asks without cursor, reads the lists by keyset, then follows
// from that cursor: what changed meanwhile is told again rather than lost. It returns fail.Malformed for a cursor that
// is not ours.
func (a API) ListerChangements(ctx context.Context, r api.ListerChangementsRequestObject) (api.ListerChangementsResponseObject, error) {
	p := access.De(ctx)
	limite, ressources := 500, []string{}
	if r.Params.Limite != nil {
		limite = *r.Params.Limite
	}
	if r.Params.Ressources != nil && *r.Params.Ressources != "" {
		ressources = strings.Split(*r.Params.Ressources, ",")
		for _, x := range ressources {
			if permissionDe(x) == "" {
				return nil, fail.New(fail.Malformed, "changements.ressource", "« "+x+" » n’est pas suivie. Ressources possibles : "+nomsSuivis()+".",
					fail.Field{Pointer: "ressources", Code: "inconnue", Message: x})
			}
		}
	}
	rep := api.ListerChangements200JSONResponse{Items: []api.Changement{}}
	err := a.Sessions.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		if r.Params.Depuis == nil {
			maintenant, err := db.Scalar[int64](ctx, l, `SELECT `+horizon)
			rep.Curseur, rep.Fini = curseur{max(0, maintenant-1), 1 << 60}.String(), true
			return err
		}
		c, err := lireCurseur(*r.Params.Depuis)
		if err != nil {
			return err
		}
		lus, err := db.Query[changement](ctx, l, selectChangements, p.Academie, c.Xid, c.Rang, ressources, limite)
		for _, x := range lus {
			c = curseur{x.Xid, x.Rang}
			if lisible(p, x.Ressource) {
				rep.Items = append(rep.Items, api.Changement{Ressource: x.Ressource, Id: x.ObjetID, Operation: api.ChangementOperation(x.Operation), Le: x.Le})
			}
		}
		rep.Curseur, rep.Fini = c.String(), len(lus) < limite
		return err
	})
	return rep, err
}

// lisible: a tool only hears of what it may read.
func lisible(p *access.Principal, ressource string) bool {
	permission := permissionDe(ressource)
	return permission != "" && access.Verifier(p, permission) == nil
}
