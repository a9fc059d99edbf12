// Package demo invents an académie to show and to measure the product with.
package demo

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Taille of the académie.
type Taille string

// The sizes.
const (
	Mini      Taille = "mini"
	Academie  Taille = "academie"
	Nationale Taille = "nationale"
)

// Options of a generation: the same ones give the same rows.
type Options struct {
	Taille Taille
	Graine uint64
	Annee  int // year of the session being prepared
}

// Identite is somebody to sign in as.
type Identite struct{ Identifiant, Role string }

// Identites of the demonstration portal.
var Identites = []Identite{
	{"claire.leclere", "enseignante"},
	{"gaelle.morvan", "gestionnaire"},
	{"admin.demo", "administrateur et gestionnaire"},
	{"yves.kermarrec", "chef d’établissement et de centre"},
	{"anne.lebihan", "inspectrice"},
	{"nadia.national", "national"},
	{"paul.finances", "gestionnaire financier"},
}

// Bilan says what was loaded.
type Bilan struct{ Etablissements, Intervenants, Affectations int }

func (b Bilan) String() string {
	return fmt.Sprintf("%d établissements, %d intervenants, %d affectations", b.Etablissements, b.Intervenants, b.Affectations)
}

// Charger writes the académie as the owner of the schema, in one transaction.
func Charger(ctx context.Context, dsnProprietaire string, o Options) (Bilan, error) {
	c, err := pgx.Connect(ctx, dsnProprietaire)
	if err != nil {
		return Bilan{}, err
	}
	defer func() { _ = c.Close(ctx) }()
	tx, err := c.Begin(ctx)
	if err != nil {
		return Bilan{}, err
	}
	defer func() { _ = tx.Rollback(ctx) }()
	for _, ordre := range ordresMini {
		if _, err := tx.Exec(ctx, ordre); err != nil {
			return Bilan{}, fmt.Errorf("données de démonstration : %w", err)
		}
	}
	return Bilan{1, 1, 0}, tx.Commit(ctx)
}
