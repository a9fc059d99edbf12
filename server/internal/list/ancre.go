package list

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/singleflight"

	"imagin/server/internal/access"
	"imagin/server/internal/db"
)

// Deep pages. OFFSET 500 000 reads half a million rows. Instead, the sort key of every two hundredth row is kept for
// a short while: page N starts from the anchor before it and skips less than two hundred rows.
// Rows written since the anchors were taken may shift a deep page by as many rows; consecutive pages still follow
// each other, since they start from the same anchors.
const (
	pasAncres   = 200
	seuilAncres = 5000             // below it, OFFSET is as fast
	vieAncres   = 30 * time.Second // how old an anchor may be
	maxAncres   = 64               // questions remembered
)

type ancres struct {
	prises time.Time
	cles   [][]any
}

var (
	ancresMu     sync.Mutex
	ancresTenues = map[string]ancres{}
	ancresUnVol  singleflight.Group
)

// ancrer moves a deep page to its anchor: it adds the starting condition and returns what remains to skip.
func (r *requete) ancrer(ctx context.Context, base *db.DB, p *access.Principal, saut int) (int, error) {
	if saut < seuilAncres || !r.ancrable() {
		return saut, nil
	}
	cles, err := r.ancresDe(ctx, base, p)
	if err != nil {
		return 0, err
	}
	rang := saut/pasAncres - 1 // anchors hold rows 200, 400… (0-based ranks)
	if rang >= len(cles) {
		return saut, nil // past the end: let the database say so
	}
	marques := make([]string, len(cles[rang]))
	for i, v := range cles[rang] {
		marques[i] = r.arg(v)
	}
	comparaison := ">="
	if r.tri[0].desc {
		comparaison = "<="
	}
	r.ou = append(r.ou, fmt.Sprintf("(%s) %s (%s)", strings.Join(r.expressionsTri(), ", "), comparaison, strings.Join(marques, ", ")))
	return saut % pasAncres, nil
}

// ancrable: a row comparison only says the same thing as ORDER BY when nothing is NULL and all directions agree.
func (r *requete) ancrable() bool {
	for _, t := range r.tri {
		if !t.col.NonNul || t.desc != r.tri[0].desc {
			return false
		}
	}
	return len(r.tri) > 0
}

func (r *requete) expressionsTri() []string {
	ex := make([]string, 0, len(r.tri)+1)
	for _, t := range r.tri {
		ex = append(ex, t.col.SQL)
	}
	return append(ex, r.d.Alias+".id")
}

func (r *requete) ancresDe(ctx context.Context, base *db.DB, p *access.Principal) ([][]any, error) {
	// The conditions and their values say who may see what: they are the key, so no count or order leaks.
	cle := fmt.Sprint(r.d.Ressource, "|", r.academie, "|", r.clauseOu(), "|", r.ordre(), "|", r.args)
	ancresMu.Lock()
	tenue, ok := ancresTenues[cle]
	ancresMu.Unlock()
	if ok && time.Since(tenue.prises) < vieAncres {
		return tenue.cles, nil
	}
	v, err, _ := ancresUnVol.Do(cle, func() (any, error) {
		var cles [][]any
		err := p.Lire(ctx, base, func(lecteur db.Reader, _ string) (err error) {
			cles, err = r.prendreAncres(ctx, lecteur)
			return err
		})
		if err != nil {
			return nil, err
		}
		ancresMu.Lock()
		defer ancresMu.Unlock()
		if len(ancresTenues) >= maxAncres {
			clear(ancresTenues)
		}
		ancresTenues[cle] = ancres{time.Now(), cles}
		return cles, nil
	})
	if err != nil {
		return nil, err
	}
	cles, _ := v.([][]any)
	return cles, nil
}

func (r *requete) prendreAncres(ctx context.Context, lecteur db.Reader) ([][]any, error) {
	ex := r.expressionsTri()
	noms := make([]string, len(ex))
	choisis := make([]string, len(ex))
	for i := range ex {
		noms[i] = fmt.Sprintf("k%d", i)
		choisis[i] = ex[i] + " AS " + noms[i]
	}
	sql := fmt.Sprintf("SELECT %s FROM (SELECT %s, row_number() OVER (%s) - 1 AS rang%s%s) x WHERE rang > 0 AND rang %% %d = 0 ORDER BY rang",
		strings.Join(noms, ", "), strings.Join(choisis, ", "), r.ordre()[1:], r.de(false), r.clauseOu(), pasAncres)
	var cles [][]any
	err := lecteur.Rows(ctx, sql, r.args, func(ligne pgx.Rows) error {
		v, err := ligne.Values()
		if err == nil {
			cles = append(cles, v)
		}
		return err
	})
	return cles, err
}
