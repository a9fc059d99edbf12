package plan

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/competence"
	"imagin/server/internal/db"
)

// personnes reads everyone who may be called, and whoever is on one of the missions already. She leaves from her
// principal establishment; without one, from where she lives.
func (l *lecture) personnes(ctx context.Context) error {
	type ligne struct {
		ID                  uuid.UUID
		Nom                 string
		EtablissementID     *uuid.UUID
		Discipline          string
		Residence, Lieu     string
		Latitude, Longitude *float64
	}
	ps, err := db.Query[ligne](ctx, l.r, `
		SELECT i.id, i.nom || ' ' || i.prenom AS nom, r.etablissement_id, coalesce(r.discipline, '') AS discipline, coalesce(i.code_commune, '') AS residence,
		       coalesce(e.code_commune, '') AS lieu, c.latitude, c.longitude
		  FROM intervenant i LEFT JOIN rattachement r ON r.academie = i.academie AND r.intervenant_id = i.id AND r.type = 'principal' AND r.effectif
		  LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		  LEFT JOIN commune c ON c.academie = i.academie AND c.code_insee = i.code_commune
		 WHERE i.academie = $1 AND ($3::uuid[] IS NULL OR i.id = ANY ($3)) AND (i.etat = 'actif' OR EXISTS (SELECT 1 FROM affectation a WHERE a.academie = i.academie AND a.intervenant_id = i.id
		       AND a.mission_id = ANY ($2) AND a.etat IN ('affectee', 'convoquee', 'effectuee')))
		 ORDER BY i.id`, l.academie, l.ids(), l.p.Personnes)
	for _, x := range ps {
		p := instance.Personne{ID: x.ID, Nom: x.Nom, Lieu: -1, Discipline: x.Discipline, Quotite: 100, Competences: map[uuid.UUID]int16{}}
		for _, c := range []string{x.Residence, x.Lieu} {
			if c != "" {
				p.Communes = append(p.Communes, c)
			}
		}
		if x.EtablissementID != nil {
			if n, ok := l.lieux[*x.EtablissementID]; ok {
				p.Lieu = n
			}
		}
		if p.Lieu < 0 {
			p.Lieu = l.domicile(x.Residence, x.Latitude, x.Longitude)
		}
		l.qui[x.ID] = int32(len(l.d.Personnes)) //nolint:gosec // an index
		l.d.Personnes = append(l.d.Personnes, p)
	}
	return err
}

func (l *lecture) domicile(insee string, latitude, longitude *float64) int32 {
	if n, vu := l.communes[insee]; vu {
		return n
	}
	x := instance.Lieu{Commune: insee}
	if latitude != nil && longitude != nil {
		x.Latitude, x.Longitude, x.Connu = *latitude, *longitude, true
	}
	l.communes[insee] = l.lieu(x)
	return l.communes[insee]
}

// appartenances are the establishments where each person works, the second ones too.
func (l *lecture) appartenances(ctx context.Context) error {
	return l.r.Rows(ctx, `SELECT r.intervenant_id, e.uai FROM rattachement r JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
		WHERE r.academie = $1 AND r.effectif AND r.historise_le IS NULL AND ($2::uuid[] IS NULL OR r.intervenant_id = ANY ($2))
		ORDER BY r.intervenant_id, e.uai`, []any{l.academie, l.p.Personnes}, func(x pgx.Rows) error {
		var qui uuid.UUID
		var uai string
		if err := x.Scan(&qui, &uai); err != nil {
			return err
		}
		if i, ok := l.qui[qui]; ok {
			l.d.Personnes[i].UAI = append(l.d.Personnes[i].UAI, uai)
		}
		return nil
	})
}

// sansPriorite is what a compétence that no rule gave is worth: whoever holds it has no exam class.
const sansPriorite = 9

func (l *lecture) competences(ctx context.Context) error {
	return l.r.Rows(ctx, `SELECT c.intervenant_id, c.epreuve_option_id, coalesce((SELECT min(p.priorite) FROM competence_auteur p
		WHERE p.academie = c.academie AND p.competence_id = c.id), $3)::int2 FROM competence c
		WHERE c.academie = $1 AND ($4::uuid[] IS NULL OR c.intervenant_id = ANY ($4)) AND c.epreuve_option_id IN (SELECT m.epreuve_option_id FROM mission m WHERE m.academie = $1 AND m.id = ANY ($2))
		  AND `+competence.Effective("c.academie", "c.id"), []any{l.academie, l.ids(), sansPriorite, l.p.Personnes}, func(x pgx.Rows) error {
		var qui, quoi uuid.UUID
		var priorite int16
		if err := x.Scan(&qui, &quoi, &priorite); err != nil {
			return err
		}
		if i, ok := l.qui[qui]; ok {
			l.d.Personnes[i].Competences[quoi] = priorite
		}
		return nil
	})
}

// passe counts the missions done in the sessions before this one, as many of them as the rule of equity says.
func (l *lecture) passe(ctx context.Context) error {
	n := l.d.Reglages.De(regle.Equite, "").Valeur
	return l.r.Rows(ctx, `SELECT intervenant_id, count(*)::int4 FROM affectation WHERE academie = $1 AND etat = 'effectuee'
		AND session_id IN (SELECT id FROM session WHERE academie = $1 AND annee < $2 ORDER BY annee DESC, code LIMIT $3)
		AND ($4::uuid[] IS NULL OR intervenant_id = ANY ($4)) GROUP BY 1`, []any{l.academie, l.annee, n, l.p.Personnes}, func(x pgx.Rows) error {
		var qui uuid.UUID
		var combien int32
		if err := x.Scan(&qui, &combien); err != nil {
			return err
		}
		if i, ok := l.qui[qui]; ok {
			l.d.Personnes[i].Passe = combien
		}
		return nil
	})
}

// situations: who is a contractuel, and designated; who works part-time, and what days that leaves.
func (l *lecture) situations(ctx context.Context) error {
	type ligne struct {
		IntervenantID uuid.UUID
		Genre         string
		Quotite       int32
		Jours         int32
	}
	ss, err := db.Query[ligne](ctx, l.r, `SELECT s.intervenant_id, s.genre, coalesce(s.quotite, 100) AS quotite,
		CASE WHEN r.temps_partiel = 'prorata' AND s.genre = 'temps_partiel' THEN ceil(r.prorata_jours * s.quotite / 100.0)::int ELSE 0 END AS jours
		FROM situations($1, $3) s JOIN regle_disponibilite r ON r.academie = $1 WHERE s.genre IN ('contractuel', 'temps_partiel')
		UNION ALL SELECT intervenant_id, 'designe', 100, 0 FROM proposition WHERE academie = $1 AND session_id = $2 AND type = 'contractuel' AND etat <> 'ecartee'`,
		l.academie, l.session, l.p.Personnes)
	for _, s := range ss {
		i, ok := l.qui[s.IntervenantID]
		if !ok {
			continue
		}
		p := &l.d.Personnes[i]
		switch s.Genre {
		case "contractuel":
			p.Contractuel = true
		case "designe":
			p.Designee = true
		default:
			p.Quotite, p.Jours = s.Quotite, s.Jours
		}
	}
	return err
}

func (l *lecture) voeux(ctx context.Context) error {
	type ligne struct {
		IntervenantID               uuid.UUID
		Genre, Sens                 string
		Debut, Fin                  *time.Time
		EtablissementID, CollegueID *uuid.UUID
		DistanceKm                  int32
		TypeMission                 string
	}
	vs, err := db.Query[ligne](ctx, l.r, `SELECT intervenant_id, genre, sens, debut, fin, etablissement_id, collegue_id, coalesce(distance_km, 0) AS distance_km,
		coalesce(type_mission, '') AS type_mission FROM voeu WHERE academie = $1 AND session_id = $2
		AND ($3::uuid[] IS NULL OR intervenant_id = ANY ($3)) ORDER BY id`, l.academie, l.session, l.p.Personnes)
	for _, v := range vs {
		i, ok := l.qui[v.IntervenantID]
		if !ok {
			continue
		}
		w := instance.Voeu{Genre: v.Genre, Sens: 1, DistanceKm: v.DistanceKm, Type: v.TypeMission, Lieu: -1}
		if v.Sens == "evite" {
			w.Sens = -1
		}
		if v.Debut != nil && v.Fin != nil {
			w.Debut, w.Fin = minuit(*v.Debut, l.d.Fuseau), minuit(v.Fin.AddDate(0, 0, 1), l.d.Fuseau)
		}
		if v.EtablissementID != nil {
			if n, connu := l.lieux[*v.EtablissementID]; connu {
				w.Lieu = n
			}
		}
		if v.CollegueID != nil {
			w.Collegue = *v.CollegueID
		}
		l.d.Personnes[i].Voeux = append(l.d.Personnes[i].Voeux, w)
	}
	return err
}

func minuit(jour time.Time, z *time.Location) time.Time {
	return time.Date(jour.Year(), jour.Month(), jour.Day(), 0, 0, 0, 0, z)
}
