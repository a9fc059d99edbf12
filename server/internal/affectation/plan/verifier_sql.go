package plan

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/affectation/verif"
	"imagin/server/internal/db"
)

// Rules that the database answers by itself, beside those of verif.
const (
	indisponible verif.Regle = "indisponibilite"
	rayon        verif.Regle = verif.Regle(regle.Rayon)
	bassin       verif.Regle = verif.Regle(regle.Bassin)
	contractuels verif.Regle = verif.Regle(regle.Contractuels)
	places       verif.Regle = verif.Places
)

// disponibilites asks the one function of availability about every place that the plan fills, and counts its seats.
func (v *verification) disponibilites(ctx context.Context) ([]verif.Violation, error) {
	type ligne struct {
		Mission, Intervenant uuid.UUID
		Role, Nom, Libelle   string
		Raison               string
	}
	ls, err := db.Query[ligne](ctx, v.r, `
		WITH p AS (SELECT x.mission_id, x.intervenant_id, x.role FROM plan_place x WHERE x.academie = $1 AND x.plan_id = $2 AND x.intervenant_id IS NOT NULL AND NOT x.convoquee),
		f AS (SELECT (min(k.debut) - interval '1 day')::date AS du, (max(k.fin) + interval '1 day')::date AS au FROM creneau k WHERE k.academie = $1 AND k.mission_id IN (SELECT mission_id FROM p)),
		b AS MATERIALIZED (SELECT b.* FROM f, LATERAL blocages($1, (SELECT array_agg(DISTINCT intervenant_id) FROM p), f.du, f.au) b WHERE b.raison NOT IN ('occupe', 'quotite_atteinte'))
		SELECT DISTINCT p.mission_id AS mission, p.intervenant_id AS intervenant, p.role, i.nom || ' ' || i.prenom AS nom, coalesce(m.libelle, m.type) AS libelle, b.raison
		  FROM p JOIN b ON b.intervenant_id = p.intervenant_id JOIN mission m ON m.academie = $1 AND m.id = p.mission_id
		  JOIN type_mission t ON t.academie = m.academie AND t.code = m.type LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		  JOIN creneau k ON k.academie = m.academie AND k.mission_id = m.id JOIN intervenant i ON i.academie = $1 AND i.id = p.intervenant_id
		 WHERE bloque(b.periode, b.portee, b.types_permis, b.session_id, b.examen, k.debut, k.fin, t.sur_place AND NOT coalesce(c.virtuel, false), m.type, m.session_id, m.examen)`,
		v.academie, v.plan)
	var trouvees []verif.Violation
	for _, x := range ls {
		trouvees = append(trouvees, verif.Violation{Regle: indisponible, Personne: x.Intervenant.String(), Poste: x.Mission.String() + "/" + x.Role,
			Phrase: fmt.Sprintf("%s n’est pas disponible pour %s (%s).", x.Nom, x.Libelle, x.Raison)})
	}
	return trouvees, err
}

// lieuxPermis checks the rules that look at where people come from, when the académie made them imperative, and that no
// mission receives more people than it wants.
func (v *verification) lieuxPermis(ctx context.Context) ([]verif.Violation, error) {
	type ligne struct {
		Mission, Intervenant uuid.UUID
		Role, Nom, Libelle   string
		Examen               string
		SurPlace             bool
		Km                   int32
		MemeBassin           bool
		Contractuel          bool
		Trop                 bool
	}
	ls, err := db.Query[ligne](ctx, v.r, `
		WITH contrats AS (SELECT DISTINCT s.intervenant_id FROM situations($1, NULL) s JOIN plan p ON p.academie = $1 AND p.id = $2 WHERE s.genre = 'contractuel'
		   AND NOT EXISTS (SELECT 1 FROM proposition d WHERE d.academie = $1 AND d.session_id = p.session_id AND d.intervenant_id = s.intervenant_id AND d.type = 'contractuel' AND d.etat <> 'ecartee'))
		SELECT x.mission_id AS mission, x.intervenant_id AS intervenant, x.role, i.nom || ' ' || i.prenom AS nom, coalesce(m.libelle, m.type) AS libelle, coalesce(m.examen, '') AS examen,
		       t.sur_place AND NOT coalesce(c.virtuel, false) AS sur_place, coalesce(x.km, 0) AS km,
		       coalesce(e.bassin = coalesce(c.zone, f.bassin), false) AS meme_bassin, k.intervenant_id IS NOT NULL AS contractuel,
		       x.rang > coalesce((SELECT CASE WHEN x.role = 'reserviste' THEN sum(b.reservistes) ELSE sum(b.nombre) FILTER (WHERE b.role = x.role) END FROM mission_besoin b
		                  WHERE b.academie = x.academie AND b.mission_id = x.mission_id), m.besoin + m.reserve) AS trop
		  FROM plan_place x JOIN mission m ON m.academie = x.academie AND m.id = x.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
		  JOIN intervenant i ON i.academie = x.academie AND i.id = x.intervenant_id
		  LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id LEFT JOIN etablissement f ON f.academie = c.academie AND f.id = c.etablissement_id
		  LEFT JOIN rattachement r ON r.academie = x.academie AND r.intervenant_id = x.intervenant_id AND r.type = 'principal' AND r.effectif
		  LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		  LEFT JOIN contrats k ON k.intervenant_id = x.intervenant_id
		 WHERE x.academie = $1 AND x.plan_id = $2 AND NOT x.convoquee`, v.academie, v.plan)
	var trouvees []verif.Violation
	dire := func(r verif.Regle, x ligne, phrase string) {
		trouvees = append(trouvees, verif.Violation{Regle: r, Personne: x.Intervenant.String(), Poste: x.Mission.String() + "/" + x.Role, Phrase: phrase})
	}
	for _, x := range ls {
		d := v.reglages.De(regle.Rayon, x.Examen)
		if d.Force == regle.Imperative && x.SurPlace && x.Km > d.Valeur {
			dire(rayon, x, fmt.Sprintf("%s viendrait de %d km sur %s : la limite est de %d km.", x.Nom, x.Km, x.Libelle, d.Valeur))
		}
		if v.reglages.Imperative(regle.Bassin, x.Examen) && x.SurPlace && x.MemeBassin {
			dire(bassin, x, fmt.Sprintf("%s examinerait dans son propre bassin (%s).", x.Nom, x.Libelle))
		}
		if v.reglages.Imperative(regle.Contractuels, x.Examen) && x.Contractuel {
			dire(contractuels, x, fmt.Sprintf("%s est contractuel et n’a pas été désigné (%s).", x.Nom, x.Libelle))
		}
		if x.Trop {
			dire(places, x, fmt.Sprintf("%s est de trop sur %s : les besoins ont changé depuis le calcul.", x.Nom, x.Libelle))
		}
	}
	return trouvees, err
}
