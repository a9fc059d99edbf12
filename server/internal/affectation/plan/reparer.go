package plan

import (
	"context"
	"time"

	"github.com/google/uuid"

	"imagin/api"
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
	voisinsReparer  = 150
	solutionsMax    = 12
	heuresDeTrajet  = 6
	affectationsVue = `etat IN ('affectee', 'convoquee', 'effectuee')`
)

// absence is the seat that somebody leaves.
type absence struct {
	ID, SessionID, MissionID, IntervenantID uuid.UUID
	Nom, Etat, Role                         string
	Debut, Fin                              time.Time
	Fuseau                                  string // of the académie
	Epreuve                                 *uuid.UUID
	Latitude, Longitude                     float64
}

func lireAbsence(ctx context.Context, r db.Reader, academie string, id uuid.UUID) (absence, error) {
	a, ok, err := db.One[absence](ctx, r, `SELECT a.id, a.session_id, a.mission_id, a.intervenant_id, i.nom || ' ' || i.prenom AS nom, a.etat, a.role, a.debut, a.fin, ac.fuseau,
		CASE WHEN t.exige_competence THEN m.epreuve_option_id END AS epreuve, coalesce(c.latitude, e.latitude, 0) AS latitude, coalesce(c.longitude, e.longitude, 0) AS longitude
		FROM affectation a JOIN academie ac ON ac.code = a.academie JOIN intervenant i ON i.academie = a.academie AND i.id = a.intervenant_id
		JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id JOIN type_mission t ON t.academie = m.academie AND t.code = m.type LEFT JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
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

// ouvrir reads the problem around an absence from the database as it is now, with the people whom a chain moves. It
// returns fail.Conflict for a mission that is not open (mission.etat).
func (a *absence) ouvrir(ctx context.Context, r db.Reader, academie string, chaine []api.MouvementDemande) (*chantier, error) {
	perimetre, err := a.autour(ctx, r, academie, chaine)
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
	c := &chantier{absence: *a, p: s.Construire(voisinsReparer), places: map[uuid.UUID]optim.Affectation{}}
	c.p.PrixDeplacement = 0 // who is disturbed counts in the ranking, not in the euros
	return c, c.poser(chaine)
}

// periode is the day of an absence, or its days, and some hours around: what one repairs within.
func (a *absence) periode() (du, au time.Time, err error) {
	z, err := time.LoadLocation(a.Fuseau)
	if err != nil {
		return du, au, err
	}
	du, au = joursEntiers(a.Debut, a.Fin, z)
	return du, au, nil
}

func joursEntiers(debut, fin time.Time, z *time.Location) (du, au time.Time) {
	d, f := debut.In(z), fin.Add(-time.Nanosecond).In(z)
	du = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, z).Add(-heuresDeTrajet * time.Hour)
	au = time.Date(f.Year(), f.Month(), f.Day()+1, 0, 0, 0, 0, z).Add(heuresDeTrajet * time.Hour)
	return du.UTC(), au.UTC()
}

// autour is the perimeter of a repair; who is moved by a chain is in it, and what she leaves.
func (a *absence) autour(ctx context.Context, r db.Reader, academie string, chaine []api.MouvementDemande) (p Perimetre, err error) {
	qui, quittes := []uuid.UUID{}, []uuid.UUID{}
	for _, m := range chaine {
		qui = append(qui, m.Intervenant)
		if m.Quitte != nil {
			quittes = append(quittes, *m.Quitte)
		}
	}
	du, au, err := a.periode()
	if err != nil {
		return p, err
	}
	var vivier []uuid.UUID
	if a.Epreuve != nil {
		vivier, err = ids(ctx, r, `SELECT intervenant_id FROM competence WHERE academie = $1 AND epreuve_option_id = $2`, academie, *a.Epreuve)
	} else {
		vivier, err = ids(ctx, r, plusProches, academie, a.Latitude, a.Longitude, voisinage)
	}
	if err != nil {
		return p, err
	}
	p.Missions, err = ids(ctx, r, `SELECT $2::uuid UNION SELECT m.id FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
		WHERE a.academie = $1 AND a.id = ANY ($8) AND m.etat = 'ouverte' AND m.session_id = $3 UNION SELECT id FROM (SELECT m.id FROM mission m WHERE m.academie = $1 AND m.session_id = $3 AND m.etat = 'ouverte' AND m.id <> $2
		AND EXISTS (SELECT 1 FROM affectation a WHERE a.academie = m.academie AND a.mission_id = m.id AND a.intervenant_id = ANY ($4) AND a.`+affectationsVue+`
		  AND a.debut < $6::timestamptz AND a.fin > $5::timestamptz)
		ORDER BY m.id LIMIT $7) x`, academie, a.MissionID, a.SessionID, append(vivier, qui...), du, au, missionsAutour, quittes)
	if err != nil {
		return p, err
	}
	p.Personnes, err = ids(ctx, r, `SELECT unnest($2::uuid[]) UNION SELECT intervenant_id FROM affectation WHERE academie = $1 AND mission_id = ANY ($3) AND `+affectationsVue+`
		UNION (SELECT c.intervenant_id FROM competence c WHERE c.academie = $1 AND c.epreuve_option_id IN (SELECT m.epreuve_option_id FROM mission m WHERE m.academie = $1 AND m.id = ANY ($3))
		  GROUP BY 1 ORDER BY 1 LIMIT $4)`, academie, append(vivier, qui...), p.Missions, relevesAutour)
	return p, err
}

// poser lays the plan as it stands, the absence first. What does not go with the rest by the rules (somebody affected
// against them) is left out, and who holds it is not called.
func (c *chantier) poser(chaine []api.MouvementDemande) error {
	_, personnes := c.p.S.Index()
	missions, _ := c.p.S.Index()
	j, ouverte := missions[c.MissionID]
	if !ouverte || c.p.S.Missions[j].Fixe {
		return fail.New(fail.Conflict, "mission.etat", "Cette mission n’est pas ouverte : on n’y remplace personne.")
	}
	c.ici = optim.Affectation{Poste: c.p.Poste(j, c.Role), Personne: personnes[c.IntervenantID]}
	for a, t := range c.p.Tenus {
		c.places[t.Affectation] = a
	}
	poste := c.ici.Poste
	for _, m := range chaine {
		if i, connue := personnes[m.Intervenant]; connue && poste >= 0 {
			c.p.Admettre(optim.Affectation{Poste: poste, Personne: i})
		}
		if poste = -1; m.Quitte != nil {
			if t, tenue := c.places[*m.Quitte]; tenue {
				poste = t.Poste
			}
		}
	}
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
	return nil
}
