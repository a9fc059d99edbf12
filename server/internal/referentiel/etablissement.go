// Package referentiel holds the établissements that everything else stands on.
package referentiel

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// API holds the operations of the référentiel.
type API struct{ Base *db.DB }

func libre(*access.Principal) list.Portee { return list.Portee{} }

// Etablissements is the list of schools: every profile that may read it reads it whole.
var Etablissements = list.Liste{
	Operation: "ListerEtablissements",
	Portee:    libre,
	Definition: &list.Definition{
		Ressource: "etablissements", Base: "etablissement e", Alias: "e", Tri: "nom",
		Recherches: []list.Cherche{{SQL: "sans_accent(e.uai || ' ' || e.nom || ' ' || coalesce(e.commune, ''))"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "e.id", Genre: list.UUID},
			{Cle: "uai", Titre: "UAI", SQL: "e.uai", NonNul: true},
			{Cle: "nom", Titre: "Établissement", SQL: "e.nom", NonNul: true},
			{Cle: "type", Titre: "Type", SQL: "e.type", NonNul: true},
			{Cle: "nature", Titre: "Nature", SQL: "e.nature"},
			{Cle: "secteur", Titre: "Secteur", SQL: "e.secteur", Genre: list.Choix, Valeurs: []string{"public", "prive"}},
			{Cle: "adresse", Titre: "Adresse", SQL: "e.adresse"},
			{Cle: "code_postal", Titre: "Code postal", SQL: "e.code_postal"},
			{Cle: "commune", Titre: "Commune", SQL: "e.commune"},
			{Cle: "code_commune", Titre: "Code commune", SQL: "e.code_commune"},
			{Cle: "latitude", Titre: "Latitude", SQL: "e.latitude", Genre: list.Nombre},
			{Cle: "longitude", Titre: "Longitude", SQL: "e.longitude", Genre: list.Nombre},
			{Cle: "telephone", Titre: "Téléphone", SQL: "e.telephone"},
			{Cle: "mel", Titre: "Courriel", SQL: "e.mel"},
			{Cle: "ouvert", Titre: "Ouvert", SQL: "e.ouvert", Genre: list.Booleen},
			{Cle: "origine", Titre: "Origine", SQL: "e.origine"},
			{Cle: "historise_le", Titre: "Hors du fichier officiel depuis", SQL: "e.historise_le", Genre: list.Instant},
			{Cle: "personnels", Titre: "Personnels", SQL: "(SELECT count(*) FROM rattachement rp WHERE rp.academie = e.academie AND rp.etablissement_id = e.id AND rp.effectif)",
				Genre: list.Nombre, Fixe: true},
			{Cle: "version", Titre: "Version", SQL: "e.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerEtablissements answers GET /etablissements.
func (a API) ListerEtablissements(ctx context.Context, r api.ListerEtablissementsRequestObject) (api.ListerEtablissementsResponseObject, error) {
	res, err := list.Lire[api.Etablissement](ctx, a.Base, Etablissements, list.Params(r.Params))
	return api.ListerEtablissements200JSONResponse(res), err
}

// LireEtablissement answers GET /etablissements/{id}. It returns fail.NotFound.
func (a API) LireEtablissement(ctx context.Context, r api.LireEtablissementRequestObject) (api.LireEtablissementResponseObject, error) {
	e, ok, err := list.Un[api.Etablissement](ctx, a.Base, Etablissements, r.Id)
	if err == nil && !ok {
		err = fail.Introuvable("Cet établissement")
	}
	return api.LireEtablissement200JSONResponse(e), err
}
