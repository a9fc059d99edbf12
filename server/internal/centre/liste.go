package centre

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// API holds the operations on centres.
type API struct{ Base *db.DB }

const vivantes = `FROM mission m WHERE m.academie = c.academie AND m.centre_id = c.id AND m.etat IN ('brouillon', 'ouverte')`

// Centres is the list of places of each session; a centre's own address wins over its establishment's.
var Centres = list.Liste{
	Operation: "ListerCentres", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "centres", Base: "centre c", Alias: "c", Tri: "libelle",
		Jointures: []list.Jointure{
			{Alias: "s", SQL: "JOIN session s ON s.academie = c.academie AND s.id = c.session_id"},
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id"},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(c.code || ' ' || c.libelle || ' ' || coalesce(c.commune, ''))"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "c.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "c.session_id", Table: "session", Code: "code"}},
			{Cle: "session_id", Titre: "Identifiant de la session", SQL: "c.session_id", Genre: list.UUID, Cachee: true},
			{Cle: "code", Titre: "Code", SQL: "c.code", NonNul: true},
			{Cle: "libelle", Titre: "Centre", SQL: "c.libelle", NonNul: true},
			{Cle: "etablissement", Titre: "UAI", SQL: "e.uai", Via: []string{"e"}},
			{Cle: "etablissement_id", Titre: "Identifiant de l’établissement", SQL: "c.etablissement_id", Genre: list.UUID, Cachee: true},
			{Cle: "virtuel", Titre: "Virtuel", SQL: "c.virtuel", Genre: list.Booleen},
			{Cle: "usages", Titre: "Usages", SQL: `coalesce((SELECT string_agg(DISTINCT u.genre, ',' ORDER BY u.genre) FROM centre_usage u WHERE u.academie = c.academie AND u.centre_id = c.id), '')`},
			{Cle: "adresse", Titre: "Adresse", SQL: "coalesce(c.adresse, e.adresse)", Via: []string{"e"}},
			{Cle: "code_postal", Titre: "Code postal", SQL: "coalesce(c.code_postal, e.code_postal)", Via: []string{"e"}},
			{Cle: "commune", Titre: "Commune", SQL: "coalesce(c.commune, e.commune)", Via: []string{"e"}},
			{Cle: "code_commune", Titre: "Code commune", SQL: "coalesce(c.code_commune, e.code_commune)", Via: []string{"e"}},
			{Cle: "zone", Titre: "Zone", SQL: "c.zone"},
			{Cle: "fuseau", Titre: "Fuseau", SQL: "c.fuseau", NonNul: true},
			{Cle: "capacite", Titre: "Capacité", SQL: "c.capacite", Genre: list.Nombre},
			{Cle: "chef_nom", Titre: "Chef de centre", SQL: "c.chef_nom"},
			{Cle: "chef_mel", Titre: "Courriel du chef", SQL: "c.chef_mel"},
			{Cle: "chef_telephone", Titre: "Téléphone du chef", SQL: "c.chef_telephone"},
			{Cle: "latitude", Titre: "Latitude", SQL: "coalesce(c.latitude, e.latitude)", Genre: list.Nombre, Via: []string{"e"}},
			{Cle: "longitude", Titre: "Longitude", SQL: "coalesce(c.longitude, e.longitude)", Genre: list.Nombre, Via: []string{"e"}},
			{Cle: "origine", Titre: "Origine", SQL: "c.origine", Genre: list.Choix, Valeurs: []string{"ocean", "saisie"}},
			{Cle: "retire_le", Titre: "Retiré d’OCEAN le", SQL: "c.retire_le", Genre: list.Instant},
			{Cle: "missions", Titre: "Missions", SQL: "(SELECT count(*) " + vivantes + ")", Genre: list.Nombre},
			{Cle: "besoin", Titre: "Besoin", SQL: "(SELECT coalesce(sum(m.besoin + m.reserve), 0)::int " + vivantes + ")", Genre: list.Nombre},
			{Cle: "affectes", Titre: "Affectés", SQL: `(SELECT count(*) FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
				WHERE m.academie = c.academie AND m.centre_id = c.id AND m.etat IN ('brouillon', 'ouverte') AND a.etat <> 'desaffectee' AND a.etat <> 'proposee')`, Genre: list.Nombre},
			{Cle: "version", Titre: "Version", SQL: "c.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerCentres answers GET /centres.
func (a API) ListerCentres(ctx context.Context, r api.ListerCentresRequestObject) (api.ListerCentresResponseObject, error) {
	res, err := list.Lire[api.Centre](ctx, a.Base, Centres, list.Params(r.Params))
	return api.ListerCentres200JSONResponse(res), err
}

// LireCentre answers GET /centres/{id}. It returns fail.NotFound.
func (a API) LireCentre(ctx context.Context, r api.LireCentreRequestObject) (api.LireCentreResponseObject, error) {
	var c api.CentreComplet
	err := access.De(ctx).Lire(ctx, a.Base, func(l db.Reader, _ string) (err error) {
		c, err = complet(ctx, l, r.Id)
		return err
	})
	return api.LireCentre200JSONResponse(c), err
}

func complet(ctx context.Context, l db.Reader, id uuid.UUID) (c api.CentreComplet, err error) {
	var ok bool
	if c.Centre, ok, err = list.Dans[api.Centre](ctx, l, Centres, id); err != nil {
		return c, err
	}
	if !ok {
		return c, fail.Introuvable("Ce centre")
	}
	c.Usages, err = db.Query[api.UsageCentre](ctx, l, `SELECT genre, examen, capacite FROM centre_usage WHERE centre_id = $1 ORDER BY genre, examen NULLS FIRST`, id)
	if c.Usages == nil {
		c.Usages = []api.UsageCentre{}
	}
	return c, err
}
