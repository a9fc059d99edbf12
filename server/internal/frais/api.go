package frais

import (
	"imagin/server/internal/db"
	"imagin/server/internal/frais/routage"
	"imagin/server/internal/secret"
)

// API holds the operations on frais. Routage is nil where no routing service is set.
type API struct {
	Base    *db.DB
	Coffre  *secret.Coffre
	Routage *routage.Service
}
