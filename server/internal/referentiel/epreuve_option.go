package referentiel

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

// EpreuvesOptions is the regulation: what may be examined.
var EpreuvesOptions = list.Liste{
	Operation: "ListerEpreuvesOptions",
	Portee:    func(*access.Principal) list.Portee { return list.Portee{SQL: "o.historise_le IS NULL"} },
	Definition: &list.Definition{
		Ressource: "epreuves-options", Base: "epreuve_option o", Alias: "o", Tri: "examen,specialite,epreuve,option",
		Jointures: []list.Jointure{
			{Alias: "x", SQL: "JOIN examen x ON x.academie = o.academie AND x.code = o.examen"},
			{Alias: "s", SQL: "JOIN specialite s ON s.academie = o.academie AND s.examen = o.examen AND s.code = o.specialite"},
		},
		Recherches: []list.Cherche{
			{SQL: "sans_accent(o.examen || ' ' || o.specialite || ' ' || o.epreuve || ' ' || o.libelle)"},
			{SQL: "sans_accent(x.libelle || ' ' || s.libelle)", Via: []string{"x", "s"}},
		},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "o.id", Genre: list.UUID},
			{Cle: "examen", Titre: "Code examen", SQL: "o.examen", NonNul: true},
			{Cle: "examen_libelle", Titre: "Examen", SQL: "x.libelle", Via: []string{"x"}},
			{Cle: "specialite", Titre: "Code spécialité", SQL: "o.specialite", NonNul: true},
			{Cle: "specialite_libelle", Titre: "Spécialité", SQL: "s.libelle", Via: []string{"s"}},
			{Cle: "epreuve", Titre: "Code épreuve", SQL: "o.epreuve", NonNul: true},
			{Cle: "option", Titre: "Option", SQL: "o.option", NonNul: true},
			{Cle: "libelle", Titre: "Épreuve-option", SQL: "o.libelle", NonNul: true},
			{Cle: "nature", Titre: "Nature", SQL: "o.nature", Genre: list.Choix, Valeurs: []string{"ecrit", "oral", "pratique", "eps", "vae"}},
			{Cle: "duree_min", Titre: "Durée (minutes)", SQL: "o.duree_min", Genre: list.Nombre},
		},
	},
}

// ListerEpreuvesOptions answers GET /epreuves-options.
func (a API) ListerEpreuvesOptions(ctx context.Context, r api.ListerEpreuvesOptionsRequestObject) (api.ListerEpreuvesOptionsResponseObject, error) {
	res, err := list.Lire[api.EpreuveOption](ctx, a.Base, EpreuvesOptions, list.Params(r.Params))
	return api.ListerEpreuvesOptions200JSONResponse(res), err
}
