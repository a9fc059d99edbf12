package plan

import (
	"context"
	"fmt"
	"strings"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// dimensions along which one follows the affectation: key and label of a mission m.
var dimensions = map[string][2]string{
	"examen":     {"coalesce(m.examen, '')", "coalesce(x.libelle, 'Sans examen')"},
	"epreuve":    {"coalesce(m.epreuve_option_id::text, '')", "coalesce(m.examen || ' – ' || o.libelle, 'Sans épreuve')"},
	"centre":     {"coalesce(c.code, '')", "coalesce(c.code || ' ' || c.libelle, 'Sans centre')"},
	"discipline": {"coalesce(d.discipline, '')", "coalesce(d.libelle, 'Sans discipline')"},
	"type":       {"m.type", "t.libelle"},
	"jour":       {"coalesce(k.jour::text, '')", "coalesce(to_char(k.jour, 'DD/MM/YYYY'), 'Sans date')"},
	"mission":    {"m.id::text", "concat_ws(' – ', coalesce(m.libelle, t.libelle || coalesce(' – ' || o.libelle, '')), c.libelle, to_char(k.jour, 'DD/MM/YYYY'))"},
}

// LireAvancement answers GET /avancement: needs and people by one dimension, or two. It returns fail.Malformed for a
// filter that cannot be read.
func (a API) LireAvancement(ctx context.Context, r api.LireAvancementRequestObject) (api.LireAvancementResponseObject, error) {
	p := access.De(ctx)
	ligne := dimensions[string(r.Params.Par)]
	cle, titre := "NULL::text", "NULL::text"
	if r.Params.Croise != nil {
		d := dimensions[string(*r.Params.Croise)]
		cle, titre = d[0], d[1]
	}
	ou, args, err := filtrer(deref(r.Params.Filtre), []any{p.Academie, r.Params.Session})
	if err != nil {
		return nil, err
	}
	res := api.Avancement{}
	err = a.Base.Lire(ctx, p.Academie, func(rd db.Reader) (err error) {
		res.Lignes, err = db.Query[api.LigneAvancement](ctx, rd, fmt.Sprintf(suivre, ligne[0], ligne[1], cle, titre, ou), args...)
		return err
	})
	if res.Lignes == nil {
		res.Lignes = []api.LigneAvancement{}
	}
	return api.LireAvancement200JSONResponse(res), err
}

// filtrer reads « dimension:valeur;dimension:valeur » into conditions; all of them must hold.
func filtrer(filtre string, args []any) (ou string, _ []any, _ error) {
	for f := range strings.SplitSeq(filtre, ";") {
		if f == "" {
			continue
		}
		dim, valeur, ok := strings.Cut(f, ":")
		d, connue := dimensions[dim]
		if !ok || !connue {
			return "", nil, fail.New(fail.Malformed, "filtre", "Le filtre s’écrit dimension:valeur, par exemple examen:BTS;jour:2027-06-08.", fail.Field{Pointer: "filtre", Code: "forme", Message: "dimension:valeur"})
		}
		args = append(args, valeur)
		ou += fmt.Sprintf(" AND %s = $%d", d[0], len(args))
	}
	return ou, args, nil
}

// suivre counts the open missions of a session. The discipline of a mission is that of most of those who hold its
// compétence; its day, that of its first créneau where it happens.
const suivre = `
	WITH k AS (SELECT k.mission_id, min((k.debut AT TIME ZONE coalesce(c.fuseau, a.fuseau))::date) AS jour FROM creneau k JOIN mission m ON m.academie = k.academie AND m.id = k.mission_id
	       JOIN academie a ON a.code = k.academie LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id WHERE k.academie = $1 AND m.session_id = $2 GROUP BY 1),
	n AS (SELECT a.mission_id, count(*) FILTER (WHERE a.role <> 'reserviste') AS pourvu, count(*) FILTER (WHERE a.role <> 'reserviste' AND a.etat <> 'affectee') AS convoque,
	       count(*) FILTER (WHERE a.role = 'reserviste') AS reserve FROM affectation a WHERE a.academie = $1 AND a.session_id = $2 AND a.etat IN ('affectee', 'convoquee', 'effectuee') GROUP BY 1),
	d AS (SELECT DISTINCT ON (e.epreuve_option_id) e.epreuve_option_id, e.discipline, l.libelle FROM (
	       SELECT q.epreuve_option_id, r.discipline, count(*) AS combien FROM competence q JOIN rattachement r ON r.academie = q.academie AND r.intervenant_id = q.intervenant_id AND r.type = 'principal'
	        WHERE q.academie = $1 AND r.discipline IS NOT NULL GROUP BY 1, 2) e LEFT JOIN discipline l ON l.academie = $1 AND l.code = e.discipline ORDER BY e.epreuve_option_id, e.combien DESC, e.discipline)
	SELECT %[1]s AS cle, %[2]s AS libelle, %[3]s AS colonne, %[4]s AS colonne_libelle, count(*)::int AS missions, sum(m.besoin)::int AS besoin,
	       sum(least(coalesce(n.pourvu, 0), m.besoin))::int AS pourvu, sum(coalesce(n.convoque, 0))::int AS convoque, sum(m.reserve)::int AS reserve,
	       sum(least(coalesce(n.reserve, 0), m.reserve))::int AS reserve_pourvue
	  FROM mission m JOIN type_mission t ON t.academie = m.academie AND t.code = m.type LEFT JOIN examen x ON x.academie = m.academie AND x.code = m.examen
	  LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
	  LEFT JOIN k ON k.mission_id = m.id LEFT JOIN n ON n.mission_id = m.id LEFT JOIN d ON d.epreuve_option_id = m.epreuve_option_id
	 WHERE m.academie = $1 AND m.session_id = $2 AND m.etat = 'ouverte'%[5]s GROUP BY 1, 2, 3, 4 ORDER BY 1, 3`
