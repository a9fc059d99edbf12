package frais

import (
	"imagin/server/internal/db"
	"imagin/server/internal/frais/routage"
)

// API holds the operations on frais. Routage is nil where no routing service is set.
type API struct {
	Base    *db.DB
	Routage *routage.Service
}
