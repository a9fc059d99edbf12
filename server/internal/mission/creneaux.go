package mission

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/list"
)

// Creneaux is the diary of the missions: one line per créneau, its day and hours read at the clock of its centre.
var Creneaux = list.Liste{
	Operation: "ListerCreneaux",
	Portee: func(p *access.Principal) list.Portee {
		c := portee(p)
		if c.SQL != "" { // as the list of missions is scoped
			c.SQL = "EXISTS (SELECT 1 FROM mission m WHERE m.academie = k.academie AND m.id = k.mission_id AND " + c.SQL + ")"
		}
		return c
	},
	Definition: &list.Definition{
		Ressource: "creneaux", Base: "creneau k", Alias: "k", Tri: "debut",
		Jointures: append([]list.Jointure{{Alias: "m", SQL: "JOIN mission m ON m.academie = k.academie AND m.id = k.mission_id"}}, apresMission()...),
		Recherches: []list.Cherche{{SQL: "sans_accent(coalesce(m.libelle, ''))", Via: []string{"m"}}, {SQL: "sans_accent(coalesce(o.libelle, ''))", Via: []string{"o"}},
			{SQL: "sans_accent(coalesce(ce.code || ' ' || ce.libelle, ''))", Via: []string{"ce"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "k.id", Genre: list.UUID},
			{Cle: "mission", Titre: "Mission", SQL: "k.mission_id", Genre: list.UUID},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}},
			{Cle: "type", Titre: "Code type", SQL: "m.type", Via: []string{"m"}},
			{Cle: "type_libelle", Titre: "Type", SQL: "tm.libelle", Via: []string{"tm"}},
			{Cle: "libelle", Titre: "Libellé", SQL: "m.libelle", Via: []string{"m"}},
			{Cle: "centre", Titre: "Code centre", SQL: "ce.code", Via: []string{"ce"}},
			{Cle: "centre_nom", Titre: "Centre", SQL: "ce.libelle", Via: []string{"ce"}},
			{Cle: "examen", Titre: "Examen", SQL: "m.examen", Via: []string{"m"}},
			{Cle: "epreuve_option_libelle", Titre: "Épreuve-option", SQL: "o.libelle", Via: []string{"o"}},
			{Cle: "discipline", Titre: "Discipline", SQL: "coalesce(o.discipline, discipline_epreuve(m.academie, m.epreuve_option_id))", Via: []string{"o"}},
			{Cle: "jour", Titre: "Jour", SQL: "(k.debut AT TIME ZONE " + fuseau + ")::date", Genre: list.Date, Via: []string{"ce", "ac"}},
			{Cle: "heure", Titre: "Heure", SQL: "to_char(k.debut AT TIME ZONE " + fuseau + ", 'HH24:MI')", Via: []string{"ce", "ac"}},
			{Cle: "fin_jour", Titre: "Jour de fin", SQL: "((k.fin - interval '1 second') AT TIME ZONE " + fuseau + ")::date", Genre: list.Date, Via: []string{"ce", "ac"}},
			{Cle: "fin_heure", Titre: "Heure de fin", SQL: "to_char(k.fin AT TIME ZONE " + fuseau + ", 'HH24:MI')", Via: []string{"ce", "ac"}},
			{Cle: "debut", Titre: "Début", SQL: "k.debut", Genre: list.Instant, NonNul: true, SQLExport: "k.debut AT TIME ZONE " + fuseau, ViaExport: []string{"ce", "ac"}},
			{Cle: "fin", Titre: "Fin", SQL: "k.fin", Genre: list.Instant, NonNul: true, SQLExport: "k.fin AT TIME ZONE " + fuseau, ViaExport: []string{"ce", "ac"}},
			{Cle: "fuseau", Titre: "Fuseau", SQL: fuseau, Via: []string{"ce", "ac"}},
			{Cle: "duree_min", Titre: "Durée (min)", SQL: "(extract(epoch FROM k.fin - k.debut) / 60)::int", Genre: list.Nombre},
			{Cle: "sur_place", Titre: "Sur place", SQL: "k.sur_place", Genre: list.Booleen},
			{Cle: "etat", Titre: "État", SQL: "m.etat", Genre: list.Choix, Valeurs: Etats, Via: []string{"m"}},
			{Cle: "besoin", Titre: "Besoin", SQL: "m.besoin", Genre: list.Nombre, Via: []string{"m"}},
			{Cle: "affectes", Titre: "Affectés", SQL: affectes, Genre: list.Nombre, Via: []string{"m"}},
		},
	},
}

// apresMission are the joins of a mission, reached through it.
func apresMission() []list.Jointure {
	var j []list.Jointure
	for _, x := range jointures {
		j = append(j, list.Jointure{Alias: x.Alias, SQL: x.SQL, Apres: append([]string{"m"}, x.Apres...)})
	}
	return j
}

// ListerCreneaux answers GET /creneaux.
func (a API) ListerCreneaux(ctx context.Context, r api.ListerCreneauxRequestObject) (api.ListerCreneauxResponseObject, error) {
	res, err := list.Lire[api.Creneau](ctx, a.Base, Creneaux, list.Params(r.Params))
	return api.ListerCreneaux200JSONResponse(res), err
}
