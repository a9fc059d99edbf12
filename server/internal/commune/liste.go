// Package commune holds the communes and which of them are declared limitrophes, on which rights to travel expenses hang.
package commune

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// API holds the operations on communes.
type API struct{ Base *db.DB }

func libre(*access.Principal) list.Portee { return list.Portee{} }

// effective: declared by somebody, or by the file as it is now.
const effective = "l.declaree AND l.historise_le IS NULL"

// Communes is the list of communes.
var Communes = list.Liste{
	Operation: "ListerCommunes", Portee: libre,
	Definition: &list.Definition{
		Ressource: "communes", Base: "commune c", Alias: "c", Tri: "nom",
		Recherches: []list.Cherche{{SQL: "sans_accent(c.nom || ' ' || c.code_insee)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "c.id", Genre: list.UUID},
			{Cle: "code_insee", Titre: "Code INSEE", SQL: "c.code_insee", NonNul: true},
			{Cle: "nom", Titre: "Commune", SQL: "c.nom", NonNul: true},
			{Cle: "departement", Titre: "Département", SQL: "c.departement", NonNul: true},
			{Cle: "population", Titre: "Population", SQL: "c.population", Genre: list.Nombre},
			{Cle: "nb_limitrophes", Titre: "Limitrophes", SQL: `(SELECT count(*) FROM commune_limitrophe l WHERE l.academie = c.academie AND ` + effective +
				` AND (l.insee_a = c.code_insee OR l.insee_b = c.code_insee))`, Genre: list.Nombre, Fixe: true},
			{Cle: "codes_postaux", Titre: "Codes postaux", SQL: "array_to_string(c.codes_postaux, ', ')"},
			{Cle: "latitude", Titre: "Latitude", SQL: "c.latitude", Genre: list.Nombre},
			{Cle: "longitude", Titre: "Longitude", SQL: "c.longitude", Genre: list.Nombre},
			{Cle: "source", Titre: "Origine des coordonnées", SQL: "c.source"},
			{Cle: "historise_le", Titre: "Hors du fichier depuis", SQL: "c.historise_le", Genre: list.Instant},
		},
	},
}

// Limitrophes is the list of declared pairs.
var Limitrophes = list.Liste{
	Operation: "ListerCommunesLimitrophes", Portee: libre,
	Definition: &list.Definition{
		Ressource: "communes-limitrophes", Base: "commune_limitrophe l", Alias: "l", Tri: "nom_a,nom_b",
		Jointures: []list.Jointure{
			{Alias: "a", SQL: "JOIN commune a ON a.academie = l.academie AND a.code_insee = l.insee_a"},
			{Alias: "b", SQL: "JOIN commune b ON b.academie = l.academie AND b.code_insee = l.insee_b"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(a.nom)", Via: []string{"a"}}, {SQL: "sans_accent(b.nom)", Via: []string{"b"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "l.id", Genre: list.UUID},
			{Cle: "insee_a", Titre: "Code INSEE", SQL: "l.insee_a"}, {Cle: "nom_a", Titre: "Commune", SQL: "a.nom", Via: []string{"a"}},
			{Cle: "insee_b", Titre: "Code INSEE (2)", SQL: "l.insee_b"}, {Cle: "nom_b", Titre: "Commune limitrophe", SQL: "b.nom", Via: []string{"b"}},
			{Cle: "declaree", Titre: "Limitrophes", SQL: effective, Genre: list.Booleen},
			{Cle: "origine", Titre: "Origine", SQL: "l.origine", Genre: list.Choix, Valeurs: []string{"FICHIER", "SAISI"}},
			{Cle: "motif", Titre: "Motif", SQL: "l.motif"},
			{Cle: "maj_le", Titre: "Modifiée le", SQL: "l.maj_le", Genre: list.Instant},
			{Cle: "version", Titre: "Version", SQL: "l.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerCommunes answers GET /communes.
func (a API) ListerCommunes(ctx context.Context, r api.ListerCommunesRequestObject) (api.ListerCommunesResponseObject, error) {
	res, err := list.Lire[api.Commune](ctx, a.Base, Communes, list.Params(r.Params))
	return api.ListerCommunes200JSONResponse(res), err
}

// LireCommune answers GET /communes/{id}. It returns fail.NotFound.
func (a API) LireCommune(ctx context.Context, r api.LireCommuneRequestObject) (api.LireCommuneResponseObject, error) {
	c, err := a.lire(ctx, r.Id)
	return api.LireCommune200JSONResponse(c), err
}

func (a API) lire(ctx context.Context, id [16]byte) (api.Commune, error) {
	c, ok, err := list.Un[api.Commune](ctx, a.Base, Communes, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette commune")
	}
	return c, err
}

// ListerCommunesLimitrophes answers GET /communes-limitrophes.
func (a API) ListerCommunesLimitrophes(ctx context.Context, r api.ListerCommunesLimitrophesRequestObject) (api.ListerCommunesLimitrophesResponseObject, error) {
	res, err := list.Lire[api.CommuneLimitrophe](ctx, a.Base, Limitrophes, list.Params(r.Params))
	return api.ListerCommunesLimitrophes200JSONResponse(res), err
}
