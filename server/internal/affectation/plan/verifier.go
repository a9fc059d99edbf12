package plan

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/affectation/verif"
	"imagin/server/internal/competence"
	"imagin/server/internal/db"
)

// Verifier reads the stored plan and everything the rules look at, afresh, and checks each hard rule on it. It goes by
// its own queries: what made the plan is not asked whether the plan is right.
func Verifier(ctx context.Context, r db.Reader, academie string, plan uuid.UUID) ([]verif.Violation, error) {
	v := &verification{r: r, academie: academie, plan: plan, missions: map[string]*verif.Mission{}, personnes: map[string]*verif.Personne{}, lieux: map[string]instance.Lieu{}}
	for _, e := range []func(context.Context) error{v.regles, v.lireMissions, v.creneaux, v.origines, v.lirePersonnes, v.lirePlaces, v.cumuls, v.stables} {
		if err := e(ctx); err != nil {
			return nil, err
		}
	}
	for _, m := range v.missions {
		v.d.Missions = append(v.d.Missions, *m)
	}
	for _, p := range v.personnes {
		v.d.Personnes = append(v.d.Personnes, *p)
	}
	violations := verif.Verifier(&v.d)
	for _, f := range []func(context.Context, string) ([]verif.Violation, error){v.disponibilites, v.lieuxPermis} {
		x, err := f(ctx, faites)
		if err != nil {
			return nil, err
		}
		violations = append(violations, x...)
	}
	return violations, nil
}

type verification struct {
	r         db.Reader
	academie  string
	plan      uuid.UUID
	reglages  regle.Reglages
	d         verif.Dossier
	missions  map[string]*verif.Mission // «id» as the plan has it, «id/tenue» for those who were there before
	personnes map[string]*verif.Personne
	lieux     map[string]instance.Lieu // by centre
}

// tenue marks the twin of a mission that holds people whom the plan did not choose: they take part in overlaps and
// quotas, and are judged on nothing else.
const tenue = "/tenue"

func (v *verification) regles(ctx context.Context) (err error) {
	v.reglages, err = Reglages(ctx, v.r, v.academie)
	marge := v.reglages.De(regle.Trajet, "")
	if marge.Force == regle.Imperative {
		v.d.Trajet = func(de, vers string) time.Duration {
			a, connu := v.lieux[de]
			b, aussi := v.lieux[vers]
			if de == vers || !connu || !aussi || a == b && (a.Connu || a.Commune != "") {
				return 0
			}
			return time.Duration(instance.Minutes(int32(instance.Kilometres(&a, &b)))+marge.Valeur) * time.Minute
		}
	}
	return err
}

func (v *verification) lireMissions(ctx context.Context) error {
	type ligne struct {
		ID                  uuid.UUID
		Libelle, Etat, Type string
		Examen              string
		Epreuve             *uuid.UUID
		Centre              string
		Uai                 string
		SurPlace            bool
		ChargeUnite         string
		Charge              int
		Latitude, Longitude *float64
		Commune             string
		Dedans              bool
	}
	ls, err := db.Query[ligne](ctx, v.r, `
		WITH dedans AS (SELECT DISTINCT mission_id FROM plan_place WHERE academie = $1 AND plan_id = $2),
		bornes AS (SELECT min(k.debut) - interval '1 day' AS du, max(k.fin) + interval '1 day' AS au FROM creneau k JOIN dedans d ON d.mission_id = k.mission_id WHERE k.academie = $1),
		dehors AS (SELECT DISTINCT a.mission_id FROM affectation a, bornes, plan p WHERE p.academie = $1 AND p.id = $2 AND a.academie = $1
		   AND a.etat IN ('affectee', 'convoquee', 'effectuee') AND (a.session_id = p.session_id OR a.debut < au AND a.fin > du)
		   AND NOT EXISTS (SELECT 1 FROM dedans d WHERE d.mission_id = a.mission_id))
		SELECT m.id, coalesce(m.libelle, t.libelle || coalesce(' – ' || o.libelle, '')) AS libelle, m.etat, m.type, coalesce(m.examen, '') AS examen,
		       CASE WHEN t.exige_competence THEN m.epreuve_option_id END AS epreuve, coalesce(c.id::text, '') AS centre, coalesce(e.uai, '') AS uai,
		       t.sur_place AND NOT coalesce(c.virtuel, false) AS sur_place, coalesce(m.charge_unite, '') AS charge_unite, coalesce(m.charge, 0) AS charge,
		       coalesce(c.latitude, e.latitude, w.latitude) AS latitude, coalesce(c.longitude, e.longitude, w.longitude) AS longitude,
		       coalesce(c.code_commune, e.code_commune, '') AS commune, x.dedans
		  FROM (SELECT mission_id, true AS dedans FROM dedans UNION ALL SELECT mission_id, false FROM dehors) x
		  JOIN mission m ON m.academie = $1 AND m.id = x.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
		  LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id
		  LEFT JOIN commune w ON w.academie = c.academie AND w.code_insee = coalesce(c.code_commune, e.code_commune)
		  LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id`, v.academie, v.plan)
	for _, x := range ls {
		m := verif.Mission{ID: x.ID.String(), Libelle: x.Libelle, Centre: x.Centre, Ouverte: x.Etat == "ouverte", ADistance: !x.SurPlace, Famille: x.Examen + "/" + x.Type}
		switch x.ChargeUnite {
		case "copies":
			m.Copies = x.Charge
		case "candidats":
			m.Candidats = x.Charge
		}
		if x.SurPlace {
			l := instance.Lieu{Commune: x.Commune}
			if x.Latitude != nil && x.Longitude != nil {
				l.Latitude, l.Longitude, l.Connu = *x.Latitude, *x.Longitude, true
			}
			v.lieux[x.Centre] = l
		}
		jumelle := m
		jumelle.ID, jumelle.Ouverte = m.ID+tenue, true
		v.missions[jumelle.ID] = &jumelle
		if !x.Dedans {
			continue
		}
		if x.Epreuve != nil {
			m.Exige = x.Epreuve.String()
			if v.reglages.Imperative(regle.PropreEtablissement, x.Examen) && x.Uai != "" && x.SurPlace {
				m.Origines = append(m.Origines, x.Uai)
			}
		}
		v.missions[m.ID] = &m
	}
	return err
}

func (v *verification) creneaux(ctx context.Context) error {
	type ligne struct {
		MissionID  uuid.UUID
		Debut, Fin time.Time
		Fuseau     string
	}
	ls, err := db.Query[ligne](ctx, v.r, `SELECT k.mission_id, k.debut, k.fin, coalesce(c.fuseau, a.fuseau) AS fuseau FROM creneau k
		JOIN mission m ON m.academie = k.academie AND m.id = k.mission_id JOIN academie a ON a.code = k.academie LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		WHERE k.academie = $1 AND k.mission_id = ANY ($2) ORDER BY k.mission_id, k.debut`, v.academie, v.ids())
	if err != nil {
		return err
	}
	for _, x := range ls {
		z, err := time.LoadLocation(x.Fuseau)
		if err != nil {
			return err
		}
		for _, cle := range []string{x.MissionID.String(), x.MissionID.String() + tenue} {
			if m := v.missions[cle]; m != nil {
				m.Creneaux = append(m.Creneaux, verif.Periode{Debut: x.Debut.In(z), Fin: x.Fin.In(z)})
			}
		}
	}
	return nil
}

// ids of the missions, each once.
func (v *verification) ids() []string {
	var ids []string
	for id := range v.missions {
		if n := len(id) - len(tenue); n > 0 && id[n:] == tenue {
			ids = append(ids, id[:n])
		}
	}
	return ids
}

func (v *verification) origines(ctx context.Context) error {
	type ligne struct {
		MissionID uuid.UUID
		Examen    string
		Uai       string
	}
	ls, err := db.Query[ligne](ctx, v.r, `SELECT o.mission_id, coalesce(m.examen, '') AS examen, o.uai_origine AS uai FROM mission_origine o
		JOIN mission m ON m.academie = o.academie AND m.id = o.mission_id
		WHERE o.academie = $1 AND o.candidats > 0 AND o.mission_id IN (SELECT mission_id FROM plan_place WHERE academie = $1 AND plan_id = $2)`, v.academie, v.plan)
	for _, x := range ls {
		if m := v.missions[x.MissionID.String()]; m != nil && v.reglages.Imperative(regle.PropresEleves, x.Examen) {
			m.Origines = append(m.Origines, x.Uai)
		}
	}
	return err
}

func (v *verification) lirePersonnes(ctx context.Context) error {
	type ligne struct {
		ID               uuid.UUID
		Nom              string
		Uai, Competences []string
		Jours            *int
	}
	quota := func(c regle.Code) *int {
		if d := v.reglages.De(c, ""); d.Force == regle.Imperative {
			n := int(d.Valeur)
			return &n
		}
		return nil
	}
	ls, err := db.Query[ligne](ctx, v.r, `
		WITH qui AS (SELECT intervenant_id AS id FROM plan_place WHERE academie = $1 AND plan_id = $2 AND intervenant_id IS NOT NULL
		  UNION SELECT a.intervenant_id FROM affectation a WHERE a.academie = $1 AND a.etat IN ('affectee', 'convoquee', 'effectuee')
		    AND a.mission_id IN (SELECT mission_id FROM plan_place WHERE academie = $1 AND plan_id = $2)),
		parts AS (SELECT s.intervenant_id, min(ceil(r.prorata_jours * s.quotite / 100.0))::int AS jours FROM situations($1, (SELECT array_agg(id) FROM qui)) s
		   JOIN regle_disponibilite r ON r.academie = $1 AND r.temps_partiel = 'prorata' WHERE s.genre = 'temps_partiel' GROUP BY 1)
		SELECT i.id, i.nom || ' ' || i.prenom AS nom, p.jours,
		  ARRAY(SELECT e.uai FROM rattachement r JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		         WHERE r.academie = i.academie AND r.intervenant_id = i.id AND r.effectif AND r.historise_le IS NULL) AS uai,
		  ARRAY(SELECT c.epreuve_option_id::text FROM competence c WHERE c.academie = i.academie AND c.intervenant_id = i.id AND `+competence.Effective("c.academie", "c.id")+`) AS competences
		FROM qui JOIN intervenant i ON i.academie = $1 AND i.id = qui.id LEFT JOIN parts p ON p.intervenant_id = i.id`, v.academie, v.plan)
	for _, x := range ls {
		p := &verif.Personne{ID: x.ID.String(), Nom: x.Nom, Competences: x.Competences, Etablissements: x.Uai, Missions: quota(regle.QuotaMissions),
			Jours: quota(regle.QuotaJours), Copies: quota(regle.QuotaCopies), Candidats: quota(regle.QuotaCandidats)}
		if x.Jours != nil && (p.Jours == nil || *x.Jours < *p.Jours) {
			p.Jours = x.Jours
		}
		v.personnes[p.ID] = p
	}
	return err
}

// lirePlaces reads who sits where: the plan's choices on the missions themselves, the people who were there before — convoked,
// or on missions outside the plan — on their twins.
func (v *verification) lirePlaces(ctx context.Context) error {
	type ligne struct {
		Mission, Intervenant uuid.UUID
		Role                 string
		Avant                bool
	}
	ls, err := db.Query[ligne](ctx, v.r, `SELECT mission_id AS mission, intervenant_id AS intervenant, role, convoquee AS avant FROM plan_place
		WHERE academie = $1 AND plan_id = $2 AND intervenant_id IS NOT NULL
		UNION ALL SELECT a.mission_id, a.intervenant_id, a.role, true FROM affectation a
		WHERE a.academie = $1 AND a.etat IN ('affectee', 'convoquee', 'effectuee') AND a.mission_id = ANY ($3)
		  AND NOT EXISTS (SELECT 1 FROM plan_place p WHERE p.academie = $1 AND p.plan_id = $2 AND p.mission_id = a.mission_id)
		  AND EXISTS (SELECT 1 FROM plan_place p WHERE p.academie = $1 AND p.plan_id = $2 AND p.intervenant_id = a.intervenant_id)`, v.academie, v.plan, v.ids())
	if err != nil {
		return err
	}
	postes := map[string]bool{}
	for _, x := range ls {
		mission := x.Mission.String()
		if x.Avant {
			mission += tenue
		}
		poste := mission + "/" + x.Role
		if !postes[poste] {
			postes[poste] = true
			v.d.Postes = append(v.d.Postes, verif.Poste{ID: poste, Mission: mission, Role: x.Role, Places: 1 << 20})
		}
		v.d.Affectations = append(v.d.Affectations, verif.Affectation{Poste: poste, Personne: x.Intervenant.String()})
	}
	return v.interdits(ctx)
}

func (v *verification) interdits(ctx context.Context) error {
	type ligne struct {
		Mission, Intervenant uuid.UUID
		Role                 string
	}
	ls, err := db.Query[ligne](ctx, v.r, `SELECT x.mission_id AS mission, x.intervenant_id AS intervenant, p.role FROM plan_interdit x
		JOIN plan_place p ON p.academie = x.academie AND p.plan_id = x.plan_id AND p.mission_id = x.mission_id AND p.intervenant_id = x.intervenant_id
		WHERE x.academie = $1 AND x.plan_id = $2`, v.academie, v.plan)
	for _, x := range ls {
		v.d.Interdits = append(v.d.Interdits, verif.Affectation{Poste: x.Mission.String() + "/" + x.Role, Personne: x.Intervenant.String()})
	}
	return err
}

// cumuls unfolds the forbidden pairs over the families of the dossier.
func (v *verification) cumuls(ctx context.Context) error {
	if v.reglages.De(regle.Cumul, "").Force != regle.Imperative {
		return nil
	}
	type paire struct{ A, B string }
	ls, err := db.Query[paire](ctx, v.r, `
		WITH f AS (SELECT DISTINCT coalesce(examen, '') AS examen, type FROM mission WHERE academie = $1 AND id = ANY ($2))
		SELECT DISTINCT a.examen || '/' || a.type AS a, b.examen || '/' || b.type AS b FROM cumul_interdit c
		  JOIN f a ON (c.examen_a IS NULL OR c.examen_a = a.examen) AND (c.type_a IS NULL OR c.type_a = a.type)
		  JOIN f b ON (c.examen_b IS NULL OR c.examen_b = b.examen) AND (c.type_b IS NULL OR c.type_b = b.type)
		 WHERE c.academie = $1 AND (a.examen, a.type) <> (b.examen, b.type)`, v.academie, v.ids())
	for _, x := range ls {
		v.d.Cumuls = append(v.d.Cumuls, [2]string{x.A, x.B})
	}
	return err
}
