package plan

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

const (
	// sessionsDites is how many sessions are looked back at.
	sessionsDites = 5
	// anonymes is how many people make a median that says nothing of one of them.
	anonymes = 5
)

// LireChargesIntervenant answers GET /intervenants/{id}/charges. It returns fail.NotFound for somebody unknown, or beyond
// the principal's scope.
func (a API) LireChargesIntervenant(ctx context.Context, r api.LireChargesIntervenantRequestObject) (api.LireChargesIntervenantResponseObject, error) {
	p := access.De(ctx)
	var res api.ChargesIntervenant
	err := p.Lire(ctx, a.Base, func(rd db.Reader, _ string) error {
		x, ok, err := lirePersonne(ctx, rd, p, r.Id)
		if err != nil {
			return err
		}
		if !ok {
			return fail.Introuvable("Cette personne")
		}
		res = api.ChargesIntervenant{Intervenant: r.Id, Nom: x.Nom, Sessions: []api.ChargeSession{}}
		if x.Libelle != "" {
			res.Discipline = &x.Libelle
		}
		lues, err := db.Query[chargeLue](ctx, rd, lireCharges, x.Academie, r.Id, sessionsDites)
		for _, l := range lues {
			res.Sessions = append(res.Sessions, l.enSession(p.Profil == "intervenant"))
		}
		return err
	})
	return api.LireChargesIntervenant200JSONResponse(res), err
}

type personneLue struct{ Academie, Nom, Libelle string }

func lirePersonne(ctx context.Context, r db.Reader, p *access.Principal, id uuid.UUID) (personneLue, bool, error) {
	c := p.SurIntervenant("i.academie", "i.id")
	sql, args := "$1::text IS NULL", []any{nil, id, p.Academie}
	if c.SQL != "" {
		sql, args[0] = c.SQL, c.Args[0]
	}
	return db.One[personneLue](ctx, r, `SELECT i.academie, i.nom || ' ' || i.prenom AS nom, coalesce(d.libelle, r.discipline, '') AS libelle FROM intervenant i
		LEFT JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id AND r.type = 'principal' AND r.effectif
		LEFT JOIN discipline d ON d.academie = r.academie AND d.code = r.discipline WHERE (`+sql+`) AND i.id = $2 AND (i.academie = $3 OR $3 = '')`, args...)
}

type chargeLue struct {
	Code, Libelle                                           string
	Personnes, Missions, Jours, Copies, Km                  int
	MedianeMissions, MedianeJours, MedianeCopies, MedianeKm float64
}

func (l *chargeLue) enSession(soi bool) api.ChargeSession {
	x := api.ChargeSession{Session: l.Code, Libelle: l.Libelle, Personnes: l.Personnes,
		Moi: api.Mesures{Missions: float64(l.Missions), Jours: float64(l.Jours), Copies: float64(l.Copies), Km: float64(l.Km)}}
	if l.Personnes > 0 && (!soi || l.Personnes >= anonymes) {
		x.Mediane = &api.Mesures{Missions: l.MedianeMissions, Jours: l.MedianeJours, Copies: l.MedianeCopies, Km: l.MedianeKm}
	}
	return x
}

// lireCharges measures each person of the discipline in each session, then keeps one and the medians. Kilometres are those
// of a plan: the crow’s flight and a quarter, one way, from where she works to each centre on site.
const lireCharges = `
	WITH moi AS (SELECT coalesce((SELECT r.discipline FROM rattachement r WHERE r.academie = $1 AND r.intervenant_id = $2 AND r.type = 'principal' AND r.effectif), '') AS discipline),
	gens AS (SELECT r.intervenant_id, e.latitude, e.longitude FROM rattachement r CROSS JOIN moi LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
	   WHERE r.academie = $1 AND r.type = 'principal' AND r.effectif AND r.discipline = moi.discipline
	  UNION ALL SELECT $2::uuid, NULL, NULL WHERE NOT EXISTS (SELECT 1 FROM rattachement r, moi WHERE r.academie = $1 AND r.intervenant_id = $2 AND r.type = 'principal' AND r.effectif AND r.discipline = moi.discipline)),
	s AS (SELECT s.id, s.code, s.libelle, s.annee FROM session s WHERE s.academie = $1 AND EXISTS (SELECT 1 FROM affectation a WHERE a.academie = $1 AND a.session_id = s.id)
	   ORDER BY s.annee DESC, s.code DESC LIMIT $3),
	a AS (SELECT a.session_id, a.intervenant_id, a.id, CASE WHEN m.charge_unite = 'copies' THEN coalesce(m.charge, 0) ELSE 0 END AS copies,
	     CASE WHEN t.sur_place AND NOT coalesce(c.virtuel, false) THEN round(1.25 * 2 * 6371 * asin(least(1, sqrt(power(sin(radians(coalesce(c.latitude, f.latitude) - g.latitude) / 2), 2)
	       + cos(radians(g.latitude)) * cos(radians(coalesce(c.latitude, f.latitude))) * power(sin(radians(coalesce(c.longitude, f.longitude) - g.longitude) / 2), 2))))) END AS km
	   FROM affectation a JOIN gens g ON g.intervenant_id = a.intervenant_id JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
	   JOIN type_mission t ON t.academie = m.academie AND t.code = m.type LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
	   LEFT JOIN etablissement f ON f.academie = c.academie AND f.id = c.etablissement_id
	  WHERE a.academie = $1 AND a.session_id IN (SELECT id FROM s) AND a.etat IN ('affectee', 'convoquee', 'effectuee')),
	j AS (SELECT a.session_id, a.intervenant_id, count(DISTINCT (lower(o.periode) AT TIME ZONE ac.fuseau)::date) AS jours FROM a JOIN occupation o ON o.academie = $1 AND o.affectation_id = a.id AND o.sur_place
	   JOIN academie ac ON ac.code = $1 GROUP BY 1, 2),
	n AS (SELECT a.session_id, a.intervenant_id, count(*)::int AS missions, sum(a.copies)::int AS copies, coalesce(sum(a.km), 0)::int AS km, coalesce(max(j.jours), 0)::int AS jours
	   FROM a LEFT JOIN j ON j.session_id = a.session_id AND j.intervenant_id = a.intervenant_id GROUP BY 1, 2),
	d AS (SELECT session_id, count(*)::int AS personnes, percentile_cont(0.5) WITHIN GROUP (ORDER BY missions) AS mediane_missions, percentile_cont(0.5) WITHIN GROUP (ORDER BY jours) AS mediane_jours,
	     percentile_cont(0.5) WITHIN GROUP (ORDER BY copies) AS mediane_copies, percentile_cont(0.5) WITHIN GROUP (ORDER BY km) AS mediane_km FROM n GROUP BY 1)
	SELECT s.code, s.libelle, coalesce(d.personnes, 0) AS personnes, coalesce(n.missions, 0) AS missions, coalesce(n.jours, 0) AS jours, coalesce(n.copies, 0) AS copies, coalesce(n.km, 0) AS km,
	     coalesce(d.mediane_missions, 0) AS mediane_missions, coalesce(d.mediane_jours, 0) AS mediane_jours, coalesce(d.mediane_copies, 0) AS mediane_copies, coalesce(d.mediane_km, 0) AS mediane_km
	  FROM s LEFT JOIN d ON d.session_id = s.id LEFT JOIN n ON n.session_id = s.id AND n.intervenant_id = $2 ORDER BY s.annee DESC, s.code DESC`
