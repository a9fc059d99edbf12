package echange

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

func toute(*access.Principal) list.Portee { return list.Portee{} }

// Ecarts is the difference of imports, line by line.
var Ecarts = list.Liste{
	Operation: "ListerImportEcarts", Portee: toute,
	Definition: &list.Definition{
		Ressource: "import-ecarts", Base: "import_ecart d", Alias: "d", Tri: "objet,nature,libelle",
		Recherches: []list.Cherche{{SQL: "sans_accent(d.libelle)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "d.id", Genre: list.UUID},
			{Cle: "import", Titre: "Import", SQL: "d.import_id", Genre: list.UUID},
			{Cle: "objet", Titre: "Objet", SQL: "d.objet", NonNul: true},
			{Cle: "nature", Titre: "Nature", SQL: "d.nature", Genre: list.Choix, Valeurs: []string{"cree", "modifie", "parti", "garde"}},
			{Cle: "cible", Titre: "Ligne touchée", SQL: "d.cible", Genre: list.UUID, Cachee: true},
			{Cle: "libelle", Titre: "Libellé", SQL: "d.libelle", NonNul: true},
			{Cle: "champs", Titre: "Changements", SQL: "d.champs::text"},
			{Cle: "garde", Titre: "Laissé tel quel", SQL: "d.garde"},
		},
	},
}

// ListerImportEcarts answers GET /import-ecarts.
func (a API) ListerImportEcarts(ctx context.Context, r api.ListerImportEcartsRequestObject) (api.ListerImportEcartsResponseObject, error) {
	res, err := list.Lire[api.ImportEcart](ctx, a.base, Ecarts, list.Params(r.Params))
	return api.ListerImportEcarts200JSONResponse(res), err
}

// Anomalies is every line that was set aside or deserves a look.
var Anomalies = list.Liste{
	Operation: "ListerImportAnomalies", Portee: toute,
	Definition: &list.Definition{
		Ressource: "import-anomalies", Base: "import_anomalie n", Alias: "n", Tri: "fichier,ligne",
		Recherches: []list.Cherche{{SQL: "sans_accent(n.message)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "n.id", Genre: list.UUID},
			{Cle: "import", Titre: "Import", SQL: "n.import_id", Genre: list.UUID},
			{Cle: "fichier", Titre: "Fichier", SQL: "n.fichier"},
			{Cle: "ligne", Titre: "Ligne", SQL: "n.ligne", Genre: list.Nombre},
			{Cle: "champ", Titre: "Champ", SQL: "n.champ"},
			{Cle: "valeur", Titre: "Valeur", SQL: "n.valeur"},
			{Cle: "message", Titre: "Message", SQL: "n.message", NonNul: true},
			{Cle: "rejet", Titre: "Ligne non reprise", SQL: "n.rejet", Genre: list.Booleen},
		},
	},
}

// ListerImportAnomalies answers GET /import-anomalies.
func (a API) ListerImportAnomalies(ctx context.Context, r api.ListerImportAnomaliesRequestObject) (api.ListerImportAnomaliesResponseObject, error) {
	res, err := list.Lire[api.AnomalieImport](ctx, a.base, Anomalies, list.Params(r.Params))
	return api.ListerImportAnomalies200JSONResponse(res), err
}
