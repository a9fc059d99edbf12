package mission

import (
	"context"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
)

// A period of work at a distance counts on each of its days; days are those of the centre's clock. Missions that are
// cancelled are not shown.
const calendrierPar = `WITH e AS MATERIALIZED (
		SELECT o.academie, o.id, coalesce(o.discipline, discipline_epreuve(o.academie, o.id)) AS discipline FROM epreuve_option o
		WHERE $3 = 'discipline' AND o.academie = $1 AND o.id IN (SELECT epreuve_option_id FROM mission WHERE academie = $1 AND session_id = $2)),
	p AS MATERIALIZED (
		SELECT mission_id, count(*) AS affectes FROM affectation WHERE academie = $1 AND session_id = $2 AND etat NOT IN ('proposee', 'desaffectee') GROUP BY 1),
	j AS (
		SELECT DISTINCT m.id, m.besoin + m.reserve AS besoin, coalesce(p.affectes, 0) AS affectes, g.jour::date AS jour,
			CASE WHEN $3 = 'discipline' THEN e.discipline ELSE ce.code END AS cle, CASE WHEN $3 = 'discipline' THEN d.libelle ELSE ce.libelle END AS libelle
		FROM mission m JOIN academie ac ON ac.code = m.academie JOIN creneau k ON k.academie = m.academie AND k.mission_id = m.id
		LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
		LEFT JOIN e ON e.academie = m.academie AND e.id = m.epreuve_option_id LEFT JOIN discipline d ON d.academie = m.academie AND d.code = e.discipline
		LEFT JOIN p ON p.mission_id = m.id
		CROSS JOIN LATERAL generate_series((k.debut AT TIME ZONE ` + fuseau + `)::date, ((k.fin - interval '1 second') AT TIME ZONE ` + fuseau + `)::date, interval '1 day') g(jour)
		WHERE m.academie = $1 AND m.session_id = $2 AND m.etat <> 'annulee')
	SELECT coalesce(cle, '') AS cle, coalesce(libelle, cle, '') AS libelle, jour, count(*)::int AS missions, sum(besoin)::int AS besoin, sum(least(affectes, besoin))::int AS affectes
	FROM j GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`

// caseCalendrier is one day of one line.
type caseCalendrier struct {
	Cle, Libelle               string
	Jour                       time.Time
	Missions, Besoin, Affectes int
}

// LireCalendrier answers GET /calendrier: the whole session in one answer, one line per centre or discipline, one cell
// per day where something is held.
func (a API) LireCalendrier(ctx context.Context, r api.LireCalendrierRequestObject) (api.LireCalendrierResponseObject, error) {
	p := access.De(ctx)
	var cases []caseCalendrier
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		cases, err = db.Query[caseCalendrier](ctx, l, calendrierPar, p.Academie, r.Params.Session, string(r.Params.Par))
		return err
	})
	return api.LireCalendrier200JSONResponse(enLignes(cases)), err
}

// enLignes gathers cells that come in the order of their lines.
func enLignes(cases []caseCalendrier) api.Calendrier {
	c := api.Calendrier{Lignes: []api.LigneCalendrier{}}
	var debut, fin time.Time
	for i, x := range cases {
		if i == 0 || x.Cle != cases[i-1].Cle || x.Libelle != cases[i-1].Libelle {
			c.Lignes = append(c.Lignes, api.LigneCalendrier{Cle: x.Cle, Libelle: x.Libelle})
		}
		l := &c.Lignes[len(c.Lignes)-1]
		l.Jours = append(l.Jours, api.JourCalendrier{Jour: openapi_types.Date{Time: x.Jour}, Missions: x.Missions, Besoin: x.Besoin, Affectes: x.Affectes})
		if debut.IsZero() || x.Jour.Before(debut) {
			debut = x.Jour
		}
		if x.Jour.After(fin) {
			fin = x.Jour
		}
	}
	if len(cases) > 0 {
		c.Debut, c.Fin = &openapi_types.Date{Time: debut}, &openapi_types.Date{Time: fin}
	}
	return c
}
