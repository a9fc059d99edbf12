package intervenant

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

// Historiques is what the journal says of the things that gestionnaires change: filter it by objet and objet_id.
var Historiques = list.Liste{
	Operation: "ListerHistoriques",
	Portee: func(*access.Principal) list.Portee {
		return list.Portee{SQL: "j.objet IN ('intervenant', 'session', 'epreuve_option', 'centre', 'mission', 'jury', 'commission')"}
	},
	Definition: &list.Definition{
		Ressource: "historiques", Base: "journal j", Alias: "j", Tri: "-le",
		Recherches: []list.Cherche{{SQL: "sans_accent(j.qui || ' ' || j.action)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "j.id", Genre: list.UUID},
			{Cle: "objet", Titre: "Objet", SQL: "j.objet", NonNul: true},
			{Cle: "objet_id", Titre: "Identifiant de l’objet", SQL: "j.objet_id", NonNul: true},
			{Cle: "intervenant", Titre: "Intervenant", SQL: "CASE WHEN j.objet = 'intervenant' THEN j.objet_id END"},
			{Cle: "le", Titre: "Le", SQL: "j.le", Genre: list.Instant, NonNul: true},
			{Cle: "qui", Titre: "Qui", SQL: "j.qui", NonNul: true},
			{Cle: "depuis", Titre: "Depuis", SQL: "j.depuis"},
			{Cle: "action", Titre: "Action", SQL: "j.action", NonNul: true},
			{Cle: "pourquoi", Titre: "Pourquoi", SQL: "j.pourquoi"},
			{Cle: "avant", Titre: "Avant", SQL: "j.avant::text"},
			{Cle: "apres", Titre: "Après", SQL: "j.apres::text"},
		},
	},
}

// ListerHistoriques answers GET /historiques.
func (a API) ListerHistoriques(ctx context.Context, r api.ListerHistoriquesRequestObject) (api.ListerHistoriquesResponseObject, error) {
	res, err := list.Lire[api.Historique](ctx, a.Base, Historiques, list.Params(r.Params))
	return api.ListerHistoriques200JSONResponse(res), err
}

// Suppleances is who stands in for whom, as STS-WEB says it.
var Suppleances = list.Liste{
	Operation: "ListerSuppleances",
	Portee:    func(*access.Principal) list.Portee { return list.Portee{SQL: "s.historise_le IS NULL"} },
	Definition: &list.Definition{
		Ressource: "suppleances", Base: "suppleance s", Alias: "s", Tri: "-debut",
		Jointures: []list.Jointure{
			{Alias: "a", SQL: "JOIN intervenant a ON a.academie = s.academie AND a.id = s.suppleant_id"},
			{Alias: "b", SQL: "JOIN intervenant b ON b.academie = s.academie AND b.id = s.absent_id"},
			{Alias: "e", SQL: "JOIN etablissement e ON e.academie = s.academie AND e.id = s.etablissement_id"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(a.nom || ' ' || a.prenom)", Via: []string{"a"}}, {SQL: "sans_accent(b.nom || ' ' || b.prenom)", Via: []string{"b"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "s.id", Genre: list.UUID},
			{Cle: "annee", Titre: "Année", SQL: "s.annee", Genre: list.Nombre},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}}, {Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.nom", Via: []string{"e"}},
			{Cle: "suppleant", Titre: "Suppléant", SQL: "s.suppleant_id", Genre: list.UUID, Cachee: true},
			{Cle: "suppleant_nom", Titre: "Suppléant", SQL: "a.nom || ' ' || a.prenom", Via: []string{"a"}},
			{Cle: "absent", Titre: "Absent", SQL: "s.absent_id", Genre: list.UUID, Cachee: true},
			{Cle: "absent_nom", Titre: "Absent", SQL: "b.nom || ' ' || b.prenom", Via: []string{"b"}},
			{Cle: "matiere", Titre: "Code matière", SQL: "s.matiere"}, {Cle: "structure", Titre: "Division ou groupe", SQL: "s.structure"},
			{Cle: "debut", Titre: "Début", SQL: "s.debut", Genre: list.Date, NonNul: true}, {Cle: "fin", Titre: "Fin", SQL: "s.fin", Genre: list.Date},
		},
	},
}

// ListerSuppleances answers GET /suppleances.
func (a API) ListerSuppleances(ctx context.Context, r api.ListerSuppleancesRequestObject) (api.ListerSuppleancesResponseObject, error) {
	res, err := list.Lire[api.Suppleance](ctx, a.Base, Suppleances, list.Params(r.Params))
	return api.ListerSuppleances200JSONResponse(res), err
}
