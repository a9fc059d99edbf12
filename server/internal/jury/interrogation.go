package jury

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"imagin/server/internal/db"
)

type verdict struct {
	respectee bool
	constat   string
}

// interrogation checks a rule in every commission of the jury that interrogates on its épreuve; nil when there is none.
// A commission without anybody yet is not at fault.
func interrogation(ctx context.Context, l db.Reader, academie string, jury uuid.UUID, r regle) (*verdict, error) {
	type ligne struct {
		Mission uuid.UUID
		Libelle *string
		membre
	}
	lus, err := db.Query[ligne](ctx, l, `SELECT q.*, y.mission, y.libelle FROM (`+membres+` AND x.nature = 'oral' AND ($3::text IS NULL OR x.epreuve = $3)) q
		JOIN (SELECT a.id, m.id AS mission, m.libelle FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id WHERE a.academie = $1 AND m.jury_id = $2) y ON y.id = q.affectation
		ORDER BY y.mission`, academie, jury, r.Epreuve)
	if err != nil || len(lus) == 0 {
		return nil, err
	}
	v, fautives, vues := &verdict{respectee: true}, 0, 0
	exemple := ""
	for debut := 0; debut < len(lus); {
		fin := debut
		var siegent []membre
		for fin < len(lus) && lus[fin].Mission == lus[debut].Mission {
			siegent = append(siegent, lus[fin].membre)
			fin++
		}
		vues++
		if ok, constat := r.Verifier(enMembres(siegent), nil); !ok {
			fautives++
			if exemple == "" && lus[debut].Libelle != nil {
				exemple = *lus[debut].Libelle + " : " + constat
			}
		}
		debut = fin
	}
	v.constat = combien(vues, "commission le respecte", "commissions le respectent") + "."
	if fautives > 0 {
		v.respectee = false
		v.constat = fmt.Sprintf("%d commission(s) sur %d à revoir. %s", fautives, vues, exemple)
	}
	return v, nil
}
