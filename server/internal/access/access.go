// Package access says who may do what: the principal of a request, the permissions of each profile, and the state
// of activités. Rights are read from the database at each request; a token carries none.
package access

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// Principal is the person or tool behind a request, with the one profile she acts under.
type Principal struct {
	Academie      string
	Utilisateur   uuid.UUID
	Session       uuid.UUID
	ProfilID      uuid.UUID
	Profil        string
	Nom           string // first name and last name
	Identifiant   string // of the portal that vouched for her
	Intervenant   *uuid.UUID
	Etablissement *uuid.UUID
	Uai           *string
	Disciplines   []string
	Adresse       string
	Habilitations []Habilitation // of a gestionnaire; the others are not limited so
	Activites     []string       // of the gestion that the operation under way belongs to
	Portees       []string       // of a tool
	Debit         int            // requests a minute, of a tool
}

type clePrincipal struct{}

// Avec carries p in ctx, and names it as the author of changes.
func Avec(ctx context.Context, p *Principal) context.Context {
	ctx = db.AvecActeur(ctx, db.Acteur{Utilisateur: p.Utilisateur, Qui: p.Nom, Profil: p.Profil, Depuis: p.Adresse})
	return context.WithValue(ctx, clePrincipal{}, p)
}

// De returns the principal of ctx. Operations only run behind the permission check, which put it there.
func De(ctx context.Context) *Principal {
	p, _ := ctx.Value(clePrincipal{}).(*Principal)
	return p
}

// Public and Connecte are the two permissions that are not held by profiles.
const (
	Public   = "public"
	Connecte = "connecte"
)

// Verifier returns nil when the principal holds the permission, else fail.Unauthenticated or fail.Forbidden.
func Verifier(p *Principal, permission string) error {
	switch {
	case permission == Public:
		return nil
	case p == nil:
		return fail.New(fail.Unauthenticated, "non_connecte", "Connectez-vous pour continuer.")
	case permission == Connecte, Permet(p.Profil, permission), slices.Contains(p.Portees, permission):
		return nil
	}
	return fail.New(fail.Forbidden, "non_autorise", "Votre service n’a pas accès à cette fonction.")
}

// National says whether the principal reads across académies.
func (p *Principal) National() bool { return p.Profil == "national" }

// Lot sends reads in one round trip where the principal may read: her académie, or all of them.
func (p *Principal) Lot(ctx context.Context, base *db.DB, b *pgx.Batch, fn func(pgx.BatchResults) error) error {
	if p.National() {
		return base.LotAcross(ctx, "profil national : "+p.Nom, b, fn)
	}
	return base.Lot(ctx, p.Academie, b, fn)
}

// Perimetre is the académie that the principal's questions name; empty across académies.
func (p *Principal) Perimetre() string {
	if p.National() {
		return ""
	}
	return p.Academie
}

// Lire opens a read-only transaction where the principal may read: her académie, or all of them.
func (p *Principal) Lire(ctx context.Context, base *db.DB, fn func(r db.Reader, academie string) error) error {
	if p.National() {
		return base.Across(ctx, "profil national : "+p.Nom, func(r db.Reader) error { return fn(r, "") })
	}
	return base.Lire(ctx, p.Academie, func(r db.Reader) error { return fn(r, p.Academie) })
}
