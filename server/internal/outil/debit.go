package outil

import (
	"context"
	"fmt"
	"time"

	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/limite"
)

// Debiter counts one request of a tool. It returns fail.TooMany, with the time to wait, beyond what the tool was given
// for a minute, whichever servers it asked.
func Debiter(ctx context.Context, base *db.DB, p *access.Principal) error {
	return limite.Tenir(ctx, base, "client:"+p.Academie+":"+p.Utilisateur.String(), p.Debit, time.Minute,
		fmt.Sprintf("Cet outil a droit à %d requêtes par minute. Attendez, ou demandez moins souvent : /changements dit ce qui a changé.", p.Debit))
}
