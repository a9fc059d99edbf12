package plan

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/db"
)

// lireMissions reads the open missions of the perimeter, then, as they stand, all others on which somebody of ours is
// during the session: they weigh on overlaps, journeys and quotas.
func (l *lecture) lireMissions(ctx context.Context) error {
	type ligne struct {
		ID                  uuid.UUID
		Libelle, Type       string
		Examen              string
		EpreuveOptionID     *uuid.UUID
		Exige               bool
		CentreID            *uuid.UUID
		EtablissementID     *uuid.UUID
		Uai                 string
		Latitude, Longitude *float64
		Commune, Zone       string
		SurPlace, Fixe      bool
		ChargeUnite         string
		Charge              int32
		JuryID              *uuid.UUID
	}
	ms, err := db.Query[ligne](ctx, l.r, `
		WITH choisies AS (
		  SELECT m.id, false AS fixe FROM mission m LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		   WHERE m.academie = $1 AND m.session_id = $2 AND m.etat = 'ouverte' AND (cardinality($3::text[]) = 0 OR m.examen = ANY ($3))
		     AND (cardinality($4::text[]) = 0 OR m.type = ANY ($4)) AND (cardinality($5::text[]) = 0 OR c.code = ANY ($5))
		     AND ($8::uuid[] IS NULL OR m.id = ANY ($8)) AND ($10::uuid[] IS NULL OR m.id = ANY ($10))
		     AND EXISTS (SELECT 1 FROM creneau k WHERE k.academie = m.academie AND k.mission_id = m.id)
		), fixes AS (
		  SELECT DISTINCT a.mission_id AS id, true AS fixe FROM affectation a
		   WHERE a.academie = $1 AND a.etat IN ('affectee', 'convoquee', 'effectuee') AND (a.session_id = $2 OR a.debut < $7 AND a.fin > $6)
		     AND ($9::uuid[] IS NULL OR a.intervenant_id = ANY ($9))
		     AND NOT EXISTS (SELECT 1 FROM choisies x WHERE x.id = a.mission_id))
		SELECT m.id, coalesce(m.libelle, t.libelle || coalesce(' – ' || o.libelle, '')) AS libelle, m.type, coalesce(m.examen, '') AS examen, m.epreuve_option_id,
		       t.exige_competence AS exige, c.id AS centre_id, c.etablissement_id, coalesce(e.uai, '') AS uai, c.latitude, c.longitude,
		       coalesce(c.code_commune, e.code_commune, '') AS commune, coalesce(c.zone, e.bassin, '') AS zone,
		       t.sur_place AND NOT coalesce(c.virtuel, false) AS sur_place, x.fixe, coalesce(m.charge_unite, '') AS charge_unite,
		       coalesce(m.charge, 0) AS charge, m.jury_id
		  FROM (SELECT * FROM choisies UNION ALL SELECT * FROM fixes) x JOIN mission m ON m.academie = $1 AND m.id = x.id
		  JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
		  LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		  LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id
		  LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
		 ORDER BY m.id`, l.academie, l.session, nonNil(l.p.Examens), nonNil(l.p.Types), nonNil(l.p.Centres), l.du, l.au, l.p.Missions, l.p.Personnes, l.p.Choisies)
	if err != nil {
		return err
	}
	centres := map[uuid.UUID]int32{}
	for _, x := range ms {
		m := instance.Mission{ID: x.ID, Libelle: x.Libelle, Type: x.Type, Examen: x.Examen, Exige: x.Exige && x.EpreuveOptionID != nil, Centre: -1,
			CentreUAI: x.Uai, SurPlace: x.SurPlace, Fixe: x.Fixe}
		if x.EpreuveOptionID != nil {
			m.EpreuveOption = *x.EpreuveOptionID
		}
		if x.JuryID != nil {
			m.Jury = *x.JuryID
		}
		switch x.ChargeUnite {
		case "copies":
			m.Copies = x.Charge
		case "candidats":
			m.Candidats = x.Charge
		}
		if x.CentreID != nil && x.SurPlace {
			n, vu := centres[*x.CentreID]
			if !vu {
				n = l.centre(x.EtablissementID, x.Latitude, x.Longitude, x.Commune, x.Zone)
				centres[*x.CentreID] = n
			}
			m.Centre = n
		}
		l.missions[x.ID] = int32(len(l.d.Missions)) //nolint:gosec // an index
		l.d.Missions = append(l.d.Missions, m)
	}
	return nil
}

// centre is the lieu of a centre: its establishment's, unless it has a place of its own.
func (l *lecture) centre(etablissement *uuid.UUID, latitude, longitude *float64, commune, zone string) int32 {
	if latitude != nil && longitude != nil {
		return l.lieu(instance.Lieu{Latitude: *latitude, Longitude: *longitude, Connu: true, Commune: commune, Bassin: zone})
	}
	if etablissement != nil {
		if n, ok := l.lieux[*etablissement]; ok {
			if zone != "" {
				l.d.Lieux[n].Bassin = zone
			}
			return n
		}
	}
	return l.lieu(instance.Lieu{Commune: commune, Bassin: zone})
}

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func (l *lecture) ids() []uuid.UUID {
	ids := make([]uuid.UUID, len(l.d.Missions))
	for j := range l.d.Missions {
		ids[j] = l.d.Missions[j].ID
	}
	return ids
}

func (l *lecture) creneaux(ctx context.Context) error {
	return l.r.Rows(ctx, `SELECT k.mission_id, k.id, k.debut, k.fin, coalesce(c.fuseau, a.fuseau) FROM creneau k
		JOIN mission m ON m.academie = k.academie AND m.id = k.mission_id JOIN academie a ON a.code = k.academie
		LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		WHERE k.academie = $1 AND k.mission_id = ANY ($2) ORDER BY k.mission_id, k.debut`, []any{l.academie, l.ids()}, func(x pgx.Rows) error {
		var mission uuid.UUID
		var c instance.Creneau
		var fuseau string
		if err := x.Scan(&mission, &c.ID, &c.Debut, &c.Fin, &fuseau); err != nil {
			return err
		}
		z, err := l.zone(fuseau)
		if err != nil {
			return err
		}
		c.Debut, c.Fin = c.Debut.In(z), c.Fin.In(z)
		c.Jour = jourDe(c.Debut)
		m := &l.d.Missions[l.missions[mission]]
		m.Creneaux = append(m.Creneaux, c)
		return nil
	})
}

// jourDe numbers the day of an instant in its zone.
func jourDe(t time.Time) int32 {
	a, m, j := t.Date()
	return int32(time.Date(a, m, j, 0, 0, 0, 0, time.UTC).Unix() / 86400) //nolint:gosec // days
}

// besoins makes the postes: one for each role needed, and one of réservistes. A mission that says no role needs as many
// people as it says, in the role that its type commands.
func (l *lecture) besoins(ctx context.Context) error {
	type ligne struct {
		MissionID           uuid.UUID
		Role                string
		Nombre, Reservistes int32
	}
	bs, err := db.Query[ligne](ctx, l.r, `SELECT mission_id, role, nombre, reservistes FROM mission_besoin WHERE academie = $1 AND mission_id = ANY ($2)
		UNION ALL SELECT m.id, CASE m.type WHEN 'CORRECTION' THEN 'correcteur' WHEN 'INTERROGATION' THEN 'interrogateur' WHEN 'SURVEILLANCE' THEN 'surveillant' ELSE 'membre' END,
		m.besoin, m.reserve FROM mission m WHERE m.academie = $1 AND m.id = ANY ($2) AND NOT EXISTS (SELECT 1 FROM mission_besoin b WHERE b.academie = m.academie AND b.mission_id = m.id)
		ORDER BY 1, 2`, l.academie, l.ids())
	if err != nil {
		return err
	}
	reserves := map[uuid.UUID]int32{}
	for _, b := range bs {
		l.poste(b.MissionID, b.Role).Besoin = b.Nombre
		reserves[b.MissionID] += b.Reservistes
	}
	for j := range l.d.Missions {
		if n := reserves[l.d.Missions[j].ID]; n > 0 {
			l.poste(l.d.Missions[j].ID, "reserviste").Besoin = n
		}
	}
	return nil
}

// poste of a mission for a role, made when it has none yet.
func (l *lecture) poste(mission uuid.UUID, role string) *instance.Poste {
	m := &l.d.Missions[l.missions[mission]]
	cle := instance.Cle{Mission: mission, Role: role}
	n, vu := l.posteDe[cle]
	if !vu {
		n = int32(len(m.Postes)) //nolint:gosec // an index
		l.posteDe[cle] = n
		m.Postes = append(m.Postes, instance.Poste{Role: role, Reserve: role == "reserviste"})
	}
	return &m.Postes[n]
}

func (l *lecture) origines(ctx context.Context) error {
	return l.r.Rows(ctx, `SELECT mission_id, uai_origine FROM mission_origine WHERE academie = $1 AND mission_id = ANY ($2) AND candidats > 0
		ORDER BY mission_id, uai_origine`, []any{l.academie, l.ids()}, func(x pgx.Rows) error {
		var mission uuid.UUID
		var uai string
		if err := x.Scan(&mission, &uai); err != nil {
			return err
		}
		m := &l.d.Missions[l.missions[mission]]
		m.Origines = append(m.Origines, uai)
		return nil
	})
}

func (l *lecture) affectations(ctx context.Context) error {
	type ligne struct {
		ID, MissionID, IntervenantID uuid.UUID
		Role, Etat                   string
	}
	as, err := db.Query[ligne](ctx, l.r, `SELECT id, mission_id, intervenant_id, role, etat FROM affectation
		WHERE academie = $1 AND mission_id = ANY ($2) AND etat IN ('affectee', 'convoquee', 'effectuee') ORDER BY id`, l.academie, l.ids())
	for _, a := range as {
		if i, ok := l.qui[a.IntervenantID]; ok {
			p := l.poste(a.MissionID, a.Role)
			p.Tenus = append(p.Tenus, instance.Tenu{Personne: i, Affectation: a.ID, Convoque: a.Etat != "affectee"})
		}
	}
	return err
}
