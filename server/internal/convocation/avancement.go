package convocation

import (
	"context"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
)

// axes along which the progress of convocations is told: key, label.
var axes = map[api.ParAvancement][2]string{
	api.ParAvancementEpreuve:    {"coalesce(o.id::text, '')", "coalesce(x.libelle || ' – ', '') || coalesce(o.libelle, 'Sans épreuve')"},
	api.ParAvancementCentre:     {"coalesce(ce.code, '')", "coalesce(ce.libelle || coalesce(', ' || ce.commune, ''), 'Sans centre')"},
	api.ParAvancementDiscipline: {"coalesce(r.discipline, '')", "coalesce(d.libelle, r.discipline, 'Sans discipline')"},
}

// LireAvancementConvocations answers GET /avancement-convocations.
func (a API) LireAvancementConvocations(ctx context.Context, r api.LireAvancementConvocationsRequestObject) (api.LireAvancementConvocationsResponseObject, error) {
	p, axe := access.De(ctx), axes[r.Params.Par]
	reponse := api.LireAvancementConvocations200JSONResponse{Lignes: []api.LigneAvancementConvocations{}}
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) error {
		lues, err := db.Query[api.LigneAvancementConvocations](ctx, l, `SELECT `+axe[0]+` AS cle, `+axe[1]+` AS libelle, count(*) AS affectees, count(*) FILTER (WHERE a.etat <> 'affectee') AS convoquees,
				count(*) FILTER (WHERE c.etat IN ('ouverte', 'acquittee', 'contestee')) AS ouvertes, count(*) FILTER (WHERE c.etat = 'acquittee') AS acquittees, count(*) FILTER (WHERE c.etat = 'contestee') AS contestees
			FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
			LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
			LEFT JOIN examen x ON x.academie = m.academie AND x.code = m.examen
			LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
			LEFT JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal'
			LEFT JOIN discipline d ON d.academie = r.academie AND d.code = r.discipline
			LEFT JOIN convocation_mission cm ON cm.academie = a.academie AND cm.affectation_id = a.id AND cm.vivante
			LEFT JOIN convocation c ON c.academie = cm.academie AND c.id = cm.convocation_id
			WHERE a.academie = $1 AND a.session_id = $2 AND a.etat IN ('affectee', 'convoquee', 'effectuee', 'non_effectuee') GROUP BY 1, 2 ORDER BY 2, 1 LIMIT 2000`, p.Academie, r.Params.Session)
		if lues != nil {
			reponse.Lignes = lues
		}
		return err
	})
	return reponse, err
}
