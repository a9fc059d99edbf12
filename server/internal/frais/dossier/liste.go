package dossier

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

// perime: older than what the académie allows, or never confirmed.
const perime = "(dossier_mois(i.academie) > 0 AND (d.confirme_le IS NULL OR d.confirme_le + dossier_mois(i.academie) * interval '1 month' < now()))"

const sansRib = "(est_externe(i.origine) AND NOT EXISTS (SELECT 1 FROM intervenant_secret s WHERE s.academie = i.academie AND s.intervenant_id = i.id AND s.type = 'IBAN'))"

// Dossiers is the list of those of the people who have an état de frais.
var Dossiers = list.Liste{
	Operation: "ListerDossiersFrais",
	Portee: func(p *access.Principal) list.Portee {
		c := p.SurIntervenant("i.academie", "i.id")
		if c.SQL != "" {
			c.SQL += " AND "
		}
		return list.Portee{SQL: c.SQL + "EXISTS (SELECT 1 FROM etat_frais e WHERE e.academie = i.academie AND e.intervenant_id = i.id)", Args: c.Args}
	},
	Definition: &list.Definition{
		Ressource: "dossiers-frais", Base: "intervenant i", Alias: "i", Tri: "nom,prenom",
		Jointures:  []list.Jointure{{Alias: "d", SQL: "LEFT JOIN dossier_frais d ON d.academie = i.academie AND d.intervenant_id = i.id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "i.id", Genre: list.UUID},
			{Cle: "nom", Titre: "Nom", SQL: "i.nom", NonNul: true}, {Cle: "prenom", Titre: "Prénom", SQL: "i.prenom", NonNul: true},
			{Cle: "externe", Titre: "Externe", SQL: "est_externe(i.origine)", Genre: list.Booleen},
			{Cle: "commune", Titre: "Résidence", SQL: "i.commune"},
			{Cle: "vehicule", Titre: "Véhicule", SQL: "d.vehicule", Genre: list.Choix, Valeurs: []string{"voiture", "moto", "velomoteur"}, Via: []string{"d"}},
			{Cle: "confirme_le", Titre: "Confirmé le", SQL: "d.confirme_le", Genre: list.Instant, Via: []string{"d"}},
			{Cle: "perime", Titre: "À confirmer", SQL: perime, Genre: list.Booleen, Via: []string{"d"}},
			{Cle: "a_reconnaitre", Titre: "Situation à reconnaître", SQL: "coalesce(d.rqth_declaree AND NOT d.rqth OR d.taxi_demande AND NOT d.taxi, false)", Genre: list.Booleen, Via: []string{"d"}},
			{Cle: "sans_rib", Titre: "Sans compte", SQL: sansRib, Genre: list.Booleen},
		},
	},
}

// ListerDossiersFrais answers GET /dossiers-frais.
func (a API) ListerDossiersFrais(ctx context.Context, r api.ListerDossiersFraisRequestObject) (api.ListerDossiersFraisResponseObject, error) {
	res, err := list.Lire[api.DossierSuivi](ctx, a.Base, Dossiers, list.Params(r.Params))
	return api.ListerDossiersFrais200JSONResponse(res), err
}
