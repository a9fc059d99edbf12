package convocation

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation"
	"imagin/server/internal/db"
)

// aConvoquer is the query of the affectations that a setting would convoke, with its arguments: those of its filter, in its
// session, that are affected and not yet convoked.
func aConvoquer(p *access.Principal, g api.Parametrage) (sql string, args []any, err error) {
	sql, args, err = affectation.Affectations.Choisir(p, api.Selection{Mode: api.SelectionModeFiltre, Filtre: &g.Filtre})
	args = append(args, g.Session, p.Academie)
	return fmt.Sprintf(`SELECT x.id, x.intervenant_id FROM affectation x WHERE x.academie = $%d AND x.session_id = $%d AND x.etat = 'affectee' AND x.id IN (%s)`,
		len(args), len(args)-1, sql), args, err
}

// ordres of the letters of a run.
var ordres = map[string]string{
	"nom":           "sans_accent(a.nom), sans_accent(a.prenom)",
	"etablissement": "coalesce(e.uai, ''), sans_accent(a.nom), sans_accent(a.prenom)",
	"centre":        "coalesce(ce.code, ''), sans_accent(a.nom), sans_accent(a.prenom)",
}

// ranger writes what a run will convoke, letter by letter in its order, and returns how many affectations that makes.
func ranger(ctx context.Context, tx *db.Tx, traitement uuid.UUID, r Reglages, choix string, args []any) (int64, error) {
	groupe := map[string]string{"personne": "a.intervenant_id", "mission": "a.id", "convocation": "z.groupe"}[r.Regroupement]
	colonne := "NULL::uuid"
	if r.Regroupement == "convocation" { // rectificatives: the query says which letter each affectation is on
		colonne = "c.groupe"
	}
	args = append(args, tx.Academie, traitement)
	n := len(args)
	return tx.Exec(ctx, fmt.Sprintf(`INSERT INTO traitement_ligne (academie, traitement_id, affectation_id, groupe, rang)
		SELECT $%d, $%d, q.id, q.groupe, dense_rank() OVER (ORDER BY q.place, q.groupe) FROM (
			SELECT a.id, %s AS groupe, min(z.place) OVER (PARTITION BY %s) AS place FROM affectation a JOIN (
				SELECT a.id, %s AS groupe, row_number() OVER (ORDER BY %s, a.debut, a.id) AS place FROM affectation a
				JOIN (%s) c ON c.id = a.id
				LEFT JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
				LEFT JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal'
				LEFT JOIN etablissement e ON e.academie = r.academie AND e.id = r.etablissement_id
				WHERE a.academie = $%d) z ON z.id = a.id WHERE a.academie = $%d) q`, n-1, n, groupe, groupe, colonne, ordres[r.Ordre], choix, n-1, n-1), args...)
}
