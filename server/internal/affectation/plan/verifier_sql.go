package plan

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/instance"
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

// Which pairs are asked about: those that the plan makes, or those that publishing it would undo.
const (
	faites   = `SELECT x.mission_id, x.intervenant_id, x.role, x.rang FROM plan_place x WHERE x.academie = $1 AND x.plan_id = $2 AND x.intervenant_id IS NOT NULL AND NOT x.convoquee`
	defaites = `SELECT a.mission_id, a.intervenant_id, a.role, 0::int2 AS rang FROM affectation a WHERE a.academie = $1 AND a.etat = 'affectee'
		AND a.mission_id IN (SELECT mission_id FROM plan_place WHERE academie = $1 AND plan_id = $2)
		AND NOT EXISTS (SELECT 1 FROM plan_place x WHERE x.academie = $1 AND x.plan_id = $2 AND x.mission_id = a.mission_id AND x.intervenant_id = a.intervenant_id)`
)

// convoqueesDepuis are on missions of the plan, without it.
const convoqueesDepuis = `SELECT a.mission_id, a.intervenant_id, a.role, -1::int2 AS rang FROM affectation a WHERE a.academie = $1 AND a.etat IN ('convoquee', 'effectuee')
		AND a.mission_id IN (SELECT mission_id FROM plan_place WHERE academie = $1 AND plan_id = $2)
		AND NOT EXISTS (SELECT 1 FROM plan_place x WHERE x.academie = $1 AND x.plan_id = $2 AND x.mission_id = a.mission_id AND x.intervenant_id = a.intervenant_id)`

// disponibilites asks the one function of availability about every pair.
func (v *verification) disponibilites(ctx context.Context, paires string) ([]verif.Violation, error) {
	type ligne struct {
		Mission, Intervenant uuid.UUID
		Role, Nom, Libelle   string
		Raison               string
	}
	ls, err := db.Query[ligne](ctx, v.r, `
		WITH p AS (`+paires+`),
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
func (v *verification) lieuxPermis(ctx context.Context, paires string) ([]verif.Violation, error) {
	type ligne struct {
		Mission, Intervenant uuid.UUID
		Role, Nom, Libelle   string
		Examen, Centre       string
		SurPlace             bool
		ChezElle             bool
		Latitude, Longitude  *float64
		Commune              string
		MemeBassin           bool
		Contractuel          bool
		Trop                 bool
	}
	ls, err := db.Query[ligne](ctx, v.r, `
		WITH p AS (`+paires+`), contrats AS (SELECT DISTINCT s.intervenant_id FROM situations($1, NULL) s JOIN plan p ON p.academie = $1 AND p.id = $2 WHERE s.genre = 'contractuel'
		   AND NOT EXISTS (SELECT 1 FROM proposition d WHERE d.academie = $1 AND d.session_id = p.session_id AND d.intervenant_id = s.intervenant_id AND d.type = 'contractuel' AND d.etat <> 'ecartee'))
		SELECT x.mission_id AS mission, x.intervenant_id AS intervenant, x.role, i.nom || ' ' || i.prenom AS nom, coalesce(m.libelle, m.type) AS libelle, coalesce(m.examen, '') AS examen,
		       t.sur_place AND NOT coalesce(c.virtuel, false) AS sur_place, coalesce(c.id::text, '') AS centre,
		       coalesce(e.id = f.id, false) AS chez_elle, coalesce(e.latitude, we.latitude, wi.latitude) AS latitude, coalesce(e.longitude, we.longitude, wi.longitude) AS longitude,
		       coalesce(e.code_commune, i.code_commune, '') AS commune,
		       coalesce(e.bassin = coalesce(c.zone, f.bassin), false) AS meme_bassin, k.intervenant_id IS NOT NULL AS contractuel,
		       x.rang > coalesce((SELECT CASE WHEN x.role = 'reserviste' THEN sum(b.reservistes) ELSE sum(b.nombre) FILTER (WHERE b.role = x.role) END FROM mission_besoin b
		                  WHERE b.academie = $1 AND b.mission_id = x.mission_id), m.besoin + m.reserve) AS trop
		  FROM p x JOIN mission m ON m.academie = $1 AND m.id = x.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
		  JOIN intervenant i ON i.academie = $1 AND i.id = x.intervenant_id
		  LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id LEFT JOIN etablissement f ON f.academie = c.academie AND f.id = c.etablissement_id
		  LEFT JOIN rattachement r ON r.academie = $1 AND r.intervenant_id = x.intervenant_id AND r.type = 'principal' AND r.effectif
		  LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		  LEFT JOIN commune we ON we.academie = e.academie AND we.code_insee = e.code_commune LEFT JOIN commune wi ON wi.academie = i.academie AND wi.code_insee = i.code_commune
		  LEFT JOIN contrats k ON k.intervenant_id = x.intervenant_id`, v.academie, v.plan)
	var trouvees []verif.Violation
	dire := func(r verif.Regle, x ligne, phrase string) {
		trouvees = append(trouvees, verif.Violation{Regle: r, Personne: x.Intervenant.String(), Poste: x.Mission.String() + "/" + x.Role, Phrase: phrase})
	}
	for _, x := range ls {
		d := v.reglages.De(regle.Rayon, x.Examen)
		if d.Force == regle.Imperative && x.SurPlace && !x.ChezElle {
			if km := v.km(x.Centre, x.Latitude, x.Longitude, x.Commune); km > d.Valeur {
				dire(rayon, x, fmt.Sprintf("%s viendrait de %d km sur %s : la limite est de %d km.", x.Nom, km, x.Libelle, d.Valeur))
			}
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

// km between a centre and where somebody works, today: not what the plan stored.
func (v *verification) km(centre string, latitude, longitude *float64, commune string) int32 {
	la := v.lieux[centre]
	d := instance.Lieu{Commune: commune}
	if latitude != nil && longitude != nil {
		d.Latitude, d.Longitude, d.Connu = *latitude, *longitude, true
	}
	return int32(instance.Kilometres(&la, &d))
}

// stables lists who must stay where stability is imperative: those whom publishing would undo though nothing keeps them
// from coming, neither a rule about the pair nor a gestionnaire who refused it; and who is convoked since the plan was
// made, whatever the rules.
func (v *verification) stables(ctx context.Context) error {
	type ligne struct {
		Mission, Intervenant uuid.UUID
		Role, Examen         string
		Convoquee            bool
	}
	ls, err := db.Query[ligne](ctx, v.r, `
		WITH d AS (`+defaites+` UNION ALL `+convoqueesDepuis+`)
		SELECT d.mission_id AS mission, d.intervenant_id AS intervenant, d.role, coalesce(m.examen, '') AS examen, d.rang < 0 AS convoquee
		  FROM d JOIN mission m ON m.academie = $1 AND m.id = d.mission_id
		 WHERE d.rang < 0 OR NOT EXISTS (SELECT 1 FROM plan_interdit x WHERE x.academie = $1 AND x.plan_id = $2 AND x.mission_id = d.mission_id AND x.intervenant_id = d.intervenant_id)
		   -- a role that wants fewer people than it had keeps those who were there
		   AND EXISTS (SELECT 1 FROM plan_place x WHERE x.academie = $1 AND x.plan_id = $2 AND x.mission_id = d.mission_id AND x.role = d.role
		     AND NOT EXISTS (SELECT 1 FROM affectation a WHERE a.academie = $1 AND a.mission_id = x.mission_id AND a.intervenant_id = x.intervenant_id AND a.etat IN ('affectee', 'convoquee', 'effectuee')))`, v.academie, v.plan)
	var quittees []verif.Stable
	for _, x := range ls {
		switch {
		case x.Convoquee:
			v.d.Verrous = append(v.d.Verrous, verif.Affectation{Poste: x.Mission.String() + "/" + x.Role, Personne: x.Intervenant.String()})
		case v.reglages.Imperative(regle.Stabilite, x.Examen):
			quittees = append(quittees, verif.Stable{Mission: x.Mission.String(), Role: x.Role, Personne: x.Intervenant.String()})
		}
	}
	if err != nil || len(quittees) == 0 {
		return err
	}
	excusees, err := v.excusees(ctx)
	for _, x := range quittees {
		if !excusees[x] {
			v.d.Stables = append(v.d.Stables, x)
		}
	}
	return err
}

// excusees are the pairs quittees that are no longer possible anyway.
func (v *verification) excusees(ctx context.Context) (map[verif.Stable]bool, error) {
	e := map[verif.Stable]bool{}
	for _, f := range []func(context.Context, string) ([]verif.Violation, error){v.disponibilites, v.lieuxPermis} {
		vs, err := f(ctx, defaites)
		if err != nil {
			return nil, err
		}
		for _, x := range vs {
			mission, role, _ := strings.Cut(x.Poste, "/")
			e[verif.Stable{Mission: mission, Role: role, Personne: x.Personne}] = true
		}
	}
	return e, nil
}
