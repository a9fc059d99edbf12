package referentiel

import (
	"context"

	"imagin/api"
	"imagin/server/internal/list"
)

// Sessions is the list of exam sessions of the académie.
var Sessions = list.Liste{
	Operation: "ListerSessions",
	Portee:    libre,
	Definition: &list.Definition{
		Ressource: "sessions", Base: "session s", Alias: "s", Tri: "-code",
		Recherches: []list.Cherche{{SQL: "sans_accent(s.code || ' ' || s.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "s.id", Genre: list.UUID},
			{Cle: "code", Titre: "Session", SQL: "s.code", NonNul: true},
			{Cle: "libelle", Titre: "Libellé", SQL: "s.libelle", NonNul: true},
			{Cle: "annee", Titre: "Année", SQL: "s.annee", Genre: list.Nombre, NonNul: true},
			{Cle: "tour", Titre: "Tour", SQL: "s.tour", Genre: list.Choix, Valeurs: []string{"NORMALE", "REMPLACEMENT"}},
			{Cle: "etat", Titre: "État", SQL: "s.etat", Genre: list.Choix, Valeurs: []string{"preparation", "ouverte", "close", "archivee"}},
			{Cle: "debut", Titre: "Début", SQL: "s.debut", Genre: list.Date},
			{Cle: "fin", Titre: "Fin", SQL: "s.fin", Genre: list.Date},
		},
	},
}

// ListerSessions answers GET /sessions.
func (a API) ListerSessions(ctx context.Context, r api.ListerSessionsRequestObject) (api.ListerSessionsResponseObject, error) {
	res, err := list.Lire[api.Session](ctx, a.Base, Sessions, list.Params(r.Params))
	return api.ListerSessions200JSONResponse(res), err
}
