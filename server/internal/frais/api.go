package frais

import (
	"imagin/server/internal/db"
	"imagin/server/internal/fichier"
	"imagin/server/internal/frais/routage"
	"imagin/server/internal/secret"
)

// API holds the operations on frais. Routage and Antivirus are nil where
// none is set.
type API struct {
	Base      *db.DB
	Coffre    *secret.Coffre
	Routage   *routage.Service
	Antivirus *fichier.Antivirus
}
