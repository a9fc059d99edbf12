package plan

import (
	"context"
	"math"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
)

// souhaits are wishes on who sits together: correctors by two of one establishment, and what the règlement asks of juries.
func (l *lecture) souhaits(ctx context.Context) error {
	if l.d.Reglages.De(regle.Binome, "").Force == regle.Souple {
		l.binomes()
	}
	return l.jurys(ctx)
}

func (l *lecture) binomes() {
	classe := make([]int32, len(l.d.Personnes))
	for i := range l.d.Personnes {
		classe[i] = l.d.Personnes[i].Lieu
	}
	for j := range l.d.Missions {
		if m := &l.d.Missions[j]; m.Type == "CORRECTION" && !m.Fixe {
			l.d.Souhaits = append(l.d.Souhaits, instance.Souhait{Mission: int32(j), Roles: []string{"correcteur"}, Classe: classe, Paires: true})
		}
	}
}

// jurys turns the rules of composition into wishes that can be counted: so many of such a quality in such roles.
func (l *lecture) jurys(ctx context.Context) error {
	type ligne struct {
		Examen, Libelle string
		Roles, Qualites []string
		Minimum         int32
	}
	rs, err := db.Query[ligne](ctx, l.r, `SELECT examen, libelle, roles, qualites, coalesce(minimum, 1) AS minimum FROM regle_jury
		WHERE academie = $1 AND actif AND moment = 'deliberation' AND exigence IN ('role_qualite', 'nombre_minimal') AND qualites <> '{}' ORDER BY examen, rang`, l.academie)
	if err != nil || len(rs) == 0 {
		return err
	}
	qualites, err := l.qualites(ctx)
	if err != nil {
		return err
	}
	for _, r := range rs {
		classe := make([]int32, len(l.d.Personnes))
		for i := range classe {
			classe[i] = -1
			for _, q := range qualites[l.d.Personnes[i].ID] {
				for _, v := range r.Qualites {
					if v == q {
						classe[i] = 1
					}
				}
			}
		}
		for j := range l.d.Missions {
			if m := &l.d.Missions[j]; m.Type == "DELIBERATION" && m.Examen == r.Examen && !m.Fixe {
				l.d.Souhaits = append(l.d.Souhaits, instance.Souhait{Mission: int32(j), Roles: r.Roles, Classe: classe, Valeur: 1,
					Min: r.Minimum, Max: math.MaxInt32, Libelle: r.Libelle})
			}
		}
	}
	return nil
}

// qualites are those of the people read: everybody's are long to tell where few are looked at.
func (l *lecture) qualites(ctx context.Context) (map[uuid.UUID][]string, error) {
	var qui []uuid.UUID
	if l.p.Personnes != nil {
		qui = make([]uuid.UUID, len(l.d.Personnes))
		for i := range l.d.Personnes {
			qui[i] = l.d.Personnes[i].ID
		}
	}
	type ligne struct {
		ID       uuid.UUID
		Qualites []string
	}
	qs, err := db.Query[ligne](ctx, l.r, `SELECT i.id, ARRAY(SELECT q FROM unnest(ARRAY[i.qualite,
		CASE WHEN sans_accent(coalesce(i.grade, '') || ' ' || coalesce(i.corps, '')) LIKE '%agreg%' THEN 'agrege' END,
		CASE WHEN sans_accent(coalesce(i.grade, '') || ' ' || coalesce(i.corps, '')) LIKE '%certif%' OR sans_accent(coalesce(i.grade, '')) LIKE 'cert.%' THEN 'certifie' END,
		CASE WHEN i.origine = 'EPP_PRIVE' THEN 'enseignant_prive' END]) q WHERE q IS NOT NULL) AS qualites
		FROM intervenant i WHERE i.academie = $1 AND i.etat = 'actif' AND ($2::uuid[] IS NULL OR i.id = ANY ($2))`, l.academie, qui)
	par := make(map[uuid.UUID][]string, len(qs))
	for _, q := range qs {
		par[q.ID] = q.Qualites
	}
	return par, err
}
