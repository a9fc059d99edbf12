package journal

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/list"
)

// API holds the consultation of the journal.
type API struct {
	Base   *db.DB
	Sceaux *Sceaux
}

// Lignes is the journal of the académie.
var Lignes = list.Liste{
	Operation: "ListerJournal",
	Portee:    func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "journal", Base: "journal j", Alias: "j", Tri: "-le",
		Recherches: []list.Cherche{{SQL: "sans_accent(j.qui || ' ' || j.objet || ' ' || j.action)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "j.id", Genre: list.UUID},
			{Cle: "le", Titre: "Le", SQL: "j.le", Genre: list.Instant, NonNul: true},
			{Cle: "qui", Titre: "Qui", SQL: "j.qui", NonNul: true},
			{Cle: "profil", Titre: "Profil", SQL: "j.profil"},
			{Cle: "depuis", Titre: "Depuis", SQL: "j.depuis"},
			{Cle: "action", Titre: "Action", SQL: "j.action", NonNul: true},
			{Cle: "objet", Titre: "Objet", SQL: "j.objet", NonNul: true},
			{Cle: "objet_id", Titre: "Identifiant de l’objet", SQL: "j.objet_id", NonNul: true},
			{Cle: "pourquoi", Titre: "Pourquoi", SQL: "j.pourquoi"},
			{Cle: "avant", Titre: "Avant", SQL: "j.avant::text"},
			{Cle: "apres", Titre: "Après", SQL: "j.apres::text"},
		},
	},
}

// ListerJournal answers GET /journal.
func (a API) ListerJournal(ctx context.Context, r api.ListerJournalRequestObject) (api.ListerJournalResponseObject, error) {
	res, err := list.Lire[api.LigneJournal](ctx, a.Base, Lignes, list.Params(r.Params))
	return api.ListerJournal200JSONResponse(res), err
}
