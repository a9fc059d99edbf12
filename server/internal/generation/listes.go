package generation

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

func toute(*access.Principal) list.Portee { return list.Portee{} }

var roles = []string{"president", "vice_president", "membre", "correcteur", "interrogateur", "coordonnateur", "secretaire", "surveillant"}

// Generations is the history of the generations of a session.
var Generations = list.Liste{
	Operation: "ListerGenerations", Portee: toute,
	Definition: &list.Definition{
		Ressource: "generations", Base: "generation g", Alias: "g", Tri: "-lancee_le",
		Jointures:  []list.Jointure{{Alias: "s", SQL: "JOIN session s ON s.academie = g.academie AND s.id = g.session_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(g.lancee_par)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "g.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session (identifiant)", SQL: "g.session_id", Genre: list.UUID, Cachee: true},
			{Cle: "session_code", Titre: "Session", SQL: "s.code", Via: []string{"s"}},
			{Cle: "etat", Titre: "État", SQL: "g.etat", Genre: list.Choix, Valeurs: []string{"demandee", "simulee", "appliquee", "abandonnee"}},
			{Cle: "ouvrir", Titre: "Ouvrir", SQL: "g.ouvrir", Genre: list.Booleen},
			{Cle: "simulation", Titre: "Simulation", SQL: "g.simulation", Genre: list.Booleen, Cachee: true},
			{Cle: "difference", Titre: "Empreinte de la différence", SQL: "g.difference", Cachee: true},
			{Cle: "message", Titre: "Message", SQL: "g.message"},
			{Cle: "comptes", Titre: "Comptes", SQL: "nullif(g.comptes, '{}')", Genre: list.Document, Fixe: true, Cachee: true},
			{Cle: "lancee_le", Titre: "Lancée le", SQL: "g.lancee_le", Genre: list.Instant, NonNul: true},
			{Cle: "lancee_par", Titre: "Par", SQL: "g.lancee_par"},
			{Cle: "appliquee_le", Titre: "Appliquée le", SQL: "g.appliquee_le", Genre: list.Instant},
			{Cle: "tache", Titre: "Tâche", SQL: "g.tache_id", Genre: list.UUID, Cachee: true},
		},
	},
}

// ListerGenerations answers GET /generations.
func (a API) ListerGenerations(ctx context.Context, r api.ListerGenerationsRequestObject) (api.ListerGenerationsResponseObject, error) {
	res, err := list.Lire[api.Generation](ctx, a.Base, Generations, list.Params(r.Params))
	return api.ListerGenerations200JSONResponse(res), err
}

// Ecarts is the difference of a generation, mission by mission.
var Ecarts = list.Liste{
	Operation: "ListerGenerationEcarts", Portee: toute,
	Definition: &list.Definition{
		Ressource: "generation-ecarts", Base: "generation_ecart d", Alias: "d", Tri: "-convoques,-affectes,nature,libelle",
		Recherches: []list.Cherche{{SQL: "sans_accent(d.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "d.id", Genre: list.UUID},
			{Cle: "generation", Titre: "Génération", SQL: "d.generation_id", Genre: list.UUID, Cachee: true},
			{Cle: "nature", Titre: "Nature", SQL: "d.nature", Genre: list.Choix, Valeurs: []string{"creee", "modifiee", "retiree", "revenue", "alerte"}},
			{Cle: "mission", Titre: "Mission", SQL: "d.mission_id", Genre: list.UUID, Cachee: true},
			{Cle: "libelle", Titre: "Libellé", SQL: "d.libelle", NonNul: true},
			{Cle: "champs", Titre: "Changements", SQL: "d.champs::text"},
			{Cle: "affectes", Titre: "Affectés", SQL: "d.affectes", Genre: list.Nombre, NonNul: true},
			{Cle: "convoques", Titre: "Convoqués", SQL: "d.convoques", Genre: list.Nombre, NonNul: true},
		},
	},
}

// ListerGenerationEcarts answers GET /generation-ecarts.
func (a API) ListerGenerationEcarts(ctx context.Context, r api.ListerGenerationEcartsRequestObject) (api.ListerGenerationEcartsResponseObject, error) {
	res, err := list.Lire[api.GenerationEcart](ctx, a.Base, Ecarts, list.Params(r.Params))
	return api.ListerGenerationEcarts200JSONResponse(res), err
}
