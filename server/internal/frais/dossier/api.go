// Package dossier holds what a person says of herself to be paid: where she lives, what she drives, on which account.
package dossier

import (
	"imagin/server/internal/db"
	"imagin/server/internal/secret"
)

// API holds the operations on dossiers.
type API struct {
	Base   *db.DB
	Coffre *secret.Coffre
}
