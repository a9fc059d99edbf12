package plan

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// What a repair looks at: the missions of the same hours that those who could come hold, the nearest in time first, and
// those who could hold these in turn.
const (
	missionsAutour  = 150
	relevesAutour   = 2_000
	voisinsReparer  = 400
	solutionsMax    = 12
	heuresDeTrajet  = 6
	affectationsVue = `etat IN ('affectee', 'convoquee', 'effectuee')`
)

// absence is the seat that somebody leaves.
type absence struct {
	ID, SessionID, MissionID, IntervenantID uuid.UUID
	Nom, Etat, Role                         string
	Debut, Fin                              time.Time
	Epreuve                                 *uuid.UUID
	Latitude, Longitude                     float64
}

func lireAbsence(ctx context.Context, r db.Reader, academie string, id uuid.UUID) (absence, error) {
	a, ok, err := db.One[absence](ctx, r, `SELECT a.id, a.session_id, a.mission_id, a.intervenant_id, i.nom || ' ' || i.prenom AS nom, a.etat, a.role, a.debut, a.fin,
		CASE WHEN t.exige_competence THEN m.epreuve_option_id END AS epreuve, coalesce(c.latitude, e.latitude, 0) AS latitude, coalesce(c.longitude, e.longitude, 0) AS longitude
		FROM affectation a JOIN intervenant i ON i.academie = a.academie AND i.id = a.intervenant_id JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
		JOIN type_mission t ON t.academie = m.academie AND t.code = m.type LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
		LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id WHERE a.academie = $1 AND a.id = $2`, academie, id)
	switch {
	case err != nil:
		return a, err
	case !ok:
		return a, fail.Introuvable("Cette affectation")
	case a.Etat != "affectee" && a.Etat != "convoquee":
		return a, fail.New(fail.Conflict, "remplacement.etat", a.Nom+" n’est plus attendue sur cette mission : il n’y a personne à remplacer.")
	}
	return a, nil
}

// chantier is what surrounds an absence: the problem, its plan, and the way between its seats and the affectations.
type chantier struct {
	absence
	p      *instance.Probleme
	x      *optim.Index
	ici    optim.Affectation
	places map[uuid.UUID]optim.Affectation
	// aConvoquer are the new affectations of seats whose holder was convoked.
	aConvoquer []uuid.UUID
	fixes      []int32 // people who hold what no rule explains: nobody calls them
}

// ouvrir reads the problem around an absence from the database as it is now. It returns fail.NotFound, fail.Conflict for
// somebody who is not expected there (remplacement.etat) or a mission that is not open (mission.etat).
func ouvrir(ctx context.Context, r db.Reader, academie string, affectation uuid.UUID) (*chantier, error) {
	a, err := lireAbsence(ctx, r, academie, affectation)
	if err != nil {
		return nil, err
	}
	perimetre, err := a.autour(ctx, r, academie)
	if err != nil {
		return nil, err
	}
	d, err := Lire(ctx, r, academie, a.SessionID, perimetre, uuid.Nil)
	if err != nil {
		return nil, err
	}
	faites, err := ids(ctx, r, `SELECT id FROM affectation WHERE academie = $1 AND mission_id = ANY ($2) AND etat = 'effectuee'`, academie, perimetre.Missions)
	if err != nil {
		return nil, err
	}
	fixes := map[uuid.UUID]bool{a.ID: true}
	for _, id := range faites {
		fixes[id] = true
	}
	s := instance.Preparer(*d)
	s.Liberer(fixes)
	c := &chantier{absence: a, p: s.Construire(voisinsReparer), places: map[uuid.UUID]optim.Affectation{}}
	c.p.PrixDeplacement = 0 // who is disturbed counts in the ranking, not in the euros
	return c, c.poser()
}

// autour is the perimeter of a repair.
func (a *absence) autour(ctx context.Context, r db.Reader, academie string) (p Perimetre, err error) {
	var vivier []uuid.UUID
	if a.Epreuve != nil {
		vivier, err = ids(ctx, r, `SELECT intervenant_id FROM competence WHERE academie = $1 AND epreuve_option_id = $2`, academie, *a.Epreuve)
	} else {
		vivier, err = ids(ctx, r, plusProches, academie, a.Latitude, a.Longitude, voisinage)
	}
	if err != nil {
		return p, err
	}
	p.Missions, err = ids(ctx, r, `SELECT $2::uuid UNION ALL SELECT id FROM (SELECT m.id FROM mission m WHERE m.academie = $1 AND m.session_id = $3 AND m.etat = 'ouverte' AND m.id <> $2
		AND EXISTS (SELECT 1 FROM affectation a WHERE a.academie = m.academie AND a.mission_id = m.id AND a.intervenant_id = ANY ($4) AND a.`+affectationsVue+`
		  AND a.debut < $6::timestamptz + make_interval(hours => $8) AND a.fin > $5::timestamptz - make_interval(hours => $8))
		ORDER BY m.id LIMIT $7) x`, academie, a.MissionID, a.SessionID, vivier, a.Debut, a.Fin, missionsAutour, heuresDeTrajet)
	if err != nil {
		return p, err
	}
	p.Personnes, err = ids(ctx, r, `SELECT unnest($2::uuid[]) UNION SELECT intervenant_id FROM affectation WHERE academie = $1 AND mission_id = ANY ($3) AND `+affectationsVue+`
		UNION (SELECT c.intervenant_id FROM competence c WHERE c.academie = $1 AND c.epreuve_option_id IN (SELECT m.epreuve_option_id FROM mission m WHERE m.academie = $1 AND m.id = ANY ($3))
		  GROUP BY 1 ORDER BY 1 LIMIT $4)`, academie, vivier, p.Missions, relevesAutour)
	return p, err
}

// poser lays the plan as it stands, the absence first. What does not go with the rest by the rules (somebody affected
// against them) is left out, and who holds it is not called.
func (c *chantier) poser() error {
	_, personnes := c.p.S.Index()
	missions, _ := c.p.S.Index()
	j, ouverte := missions[c.MissionID]
	if !ouverte || c.p.S.Missions[j].Fixe {
		return fail.New(fail.Conflict, "mission.etat", "Cette mission n’est pas ouverte : on n’y remplace personne.")
	}
	c.ici = optim.Affectation{Poste: c.p.Poste(j, c.Role), Personne: personnes[c.IntervenantID]}
	x, err := optim.Indexer(c.p.Probleme, []optim.Affectation{c.ici})
	if err != nil {
		return err
	}
	c.x = x
	for _, a := range depart(c.p) {
		if a != c.ici && x.Affecter(a) != nil {
			c.fixes = append(c.fixes, a.Personne)
		}
	}
	for a, t := range c.p.Tenus {
		c.places[t.Affectation] = a
	}
	return nil
}
