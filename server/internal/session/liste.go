// Package session holds the exam sessions: each is prepared, opened, closed when nothing in it is left unfinished, and
// at last archived, from when on it is only read.
package session

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/list"
)

// API holds the operations on sessions.
type API struct {
	Base      *db.DB
	Controles []Controle // what must be finished before a session closes
	Copies    []Copie    // what one session takes from another
}

var etats = []string{"preparation", "ouverte", "close", "archivee"}

// Sessions is the list of exam sessions of the académie.
var Sessions = list.Liste{
	Operation: "ListerSessions",
	Portee:    func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "sessions", Base: "session s", Alias: "s", Tri: "-code",
		Recherches: []list.Cherche{{SQL: "sans_accent(s.code || ' ' || s.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "s.id", Genre: list.UUID},
			{Cle: "code", Titre: "Session", SQL: "s.code", NonNul: true},
			{Cle: "libelle", Titre: "Libellé", SQL: "s.libelle", NonNul: true},
			{Cle: "annee", Titre: "Année", SQL: "s.annee", Genre: list.Nombre, NonNul: true},
			{Cle: "tour", Titre: "Tour", SQL: "s.tour", Genre: list.Choix, Valeurs: []string{"NORMALE", "REMPLACEMENT"}},
			{Cle: "etat", Titre: "État", SQL: "s.etat", Genre: list.Choix, Valeurs: etats},
			{Cle: "debut", Titre: "Début", SQL: "s.debut", Genre: list.Date},
			{Cle: "fin", Titre: "Fin", SQL: "s.fin", Genre: list.Date},
			{Cle: "centres", Titre: "Centres", SQL: "(SELECT count(*) FROM centre c WHERE c.academie = s.academie AND c.session_id = s.id)", Genre: list.Nombre, Fixe: true},
			{Cle: "missions", Titre: "Missions", SQL: "(SELECT count(*) FROM mission m WHERE m.academie = s.academie AND m.session_id = s.id)", Genre: list.Nombre, Fixe: true},
			{Cle: "version", Titre: "Version", SQL: "s.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerSessions answers GET /sessions.
func (a API) ListerSessions(ctx context.Context, r api.ListerSessionsRequestObject) (api.ListerSessionsResponseObject, error) {
	res, err := list.Lire[api.Session](ctx, a.Base, Sessions, list.Params(r.Params))
	return api.ListerSessions200JSONResponse(res), err
}
