package plan

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// dossier is a stored plan laid out for questions: the session under the rules that the plan was made with, and who sits where.
type dossier struct {
	academie            string
	plan                uuid.UUID
	seul                chan struct{} // held by the one question under way
	lu                  time.Time     // when people and missions were read
	version             int           // of the plan, when places were read
	p                   *instance.Probleme
	o                   *instance.Occupation
	missions, personnes map[uuid.UUID]int32
	centres             map[uuid.UUID]string // of each mission
	retenus             map[optim.Affectation]siegeDit
}

// siegeDit is why nobody moves a place.
type siegeDit struct{ Convoquee, Verrou bool }

// assise is the place asked about, and its plan.
type assise struct {
	PlanID, MissionID     uuid.UUID
	Role                  string
	IntervenantID         *uuid.UUID
	Convoquee, Verrou     bool
	Cout                  int
	SessionID             uuid.UUID
	Etat                  string
	Version               int
	Perimetre, Parametres json.RawMessage
}

func lireAssise(ctx context.Context, r db.Reader, academie string, id uuid.UUID) (assise, error) {
	a, ok, err := db.One[assise](ctx, r, `SELECT x.plan_id, x.mission_id, x.role, x.intervenant_id, x.convoquee, x.verrou, x.cout, p.session_id, p.etat, p.version,
		p.perimetre, p.parametres FROM plan_place x JOIN plan p ON p.academie = x.academie AND p.id = x.plan_id WHERE x.academie = $1 AND x.id = $2`, academie, id)
	switch {
	case err != nil:
		return a, err
	case !ok:
		return a, fail.Introuvable("Cette place")
	case a.Etat == "en_calcul":
		return a, fail.New(fail.Conflict, "plan.en_calcul", "Ce plan est en cours de calcul : il s’expliquera quand il sera fini.")
	}
	return a, nil
}

// ouvrir brings the dossier up to date: people and missions when they were read too long ago, places when the plan changed.
func (d *dossier) ouvrir(ctx context.Context, r db.Reader, a *assise) error {
	if d.p == nil || time.Since(d.lu) > fraicheur {
		if err := d.lire(ctx, r, a); err != nil {
			d.p = nil
			return err
		}
	}
	if d.version == a.Version && d.o != nil {
		return d.refus(ctx, r)
	}
	if err := d.asseoir(ctx, r); err != nil {
		d.o = nil
		return err
	}
	d.version = a.Version
	return d.refus(ctx, r)
}

func (d *dossier) lire(ctx context.Context, r db.Reader, a *assise) error {
	var perimetre Perimetre
	if err := json.Unmarshal(a.Perimetre, &perimetre); err != nil {
		return err
	}
	var archives struct {
		Regles *[]regle.Reglage `json:"regles"`
	}
	if err := json.Unmarshal(a.Parametres, &archives); err != nil {
		return err
	}
	if archives.Regles != nil {
		regles := regle.Nouveaux(*archives.Regles)
		perimetre.Regles = &regles
	}
	lu := time.Now()
	donnees, err := Lire(ctx, r, d.academie, a.SessionID, perimetre, uuid.Nil)
	if err != nil {
		return err
	}
	d.p, d.o, d.lu = instance.Preparer(*donnees).Cadre(), nil, lu
	d.missions, d.personnes = d.p.S.Index()
	d.centres = map[uuid.UUID]string{}
	return r.Rows(ctx, `SELECT m.id, c.libelle FROM mission m JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id WHERE m.academie = $1 AND m.session_id = $2 AND m.etat = 'ouverte'`,
		[]any{d.academie, a.SessionID}, func(x pgx.Rows) error {
			var id uuid.UUID
			var centre string
			if err := x.Scan(&id, &centre); err != nil {
				return err
			}
			d.centres[id] = centre
			return nil
		})
}

// asseoir reads who sits where: the places of the plan, and around it what people do that no plan moves. A place whose
// mission or person is no more to be read is left out: it explains itself by its absence.
func (d *dossier) asseoir(ctx context.Context, r db.Reader) error {
	d.o, d.retenus = d.p.NouvelleOccupation(), map[optim.Affectation]siegeDit{}
	duPlan := map[int32]bool{}
	type place struct {
		MissionID         uuid.UUID
		Role              string
		IntervenantID     *uuid.UUID
		Convoquee, Verrou bool
	}
	places, err := db.Query[place](ctx, r, `SELECT mission_id, role, intervenant_id, convoquee, verrou FROM plan_place WHERE academie = $1 AND plan_id = $2
		ORDER BY mission_id, role, rang`, d.academie, d.plan)
	if err != nil {
		return err
	}
	for _, x := range places {
		j, lue := d.missions[x.MissionID]
		if !lue {
			continue
		}
		duPlan[j] = true
		n := d.p.Poste(j, x.Role)
		if n < 0 || x.IntervenantID == nil {
			continue
		}
		if i, connue := d.personnes[*x.IntervenantID]; connue {
			a := optim.Affectation{Poste: n, Personne: i}
			d.o.Asseoir(a, x.Convoquee || x.Verrou)
			if x.Convoquee || x.Verrou {
				d.retenus[a] = siegeDit{x.Convoquee, x.Verrou}
			}
		}
	}
	for a, t := range d.p.Tenus {
		if j := d.p.Origine[a.Poste][0]; !duPlan[j] && t.Affectation != uuid.Nil {
			d.o.Asseoir(a, true)
		}
	}
	return nil
}

func (d *dossier) refus(ctx context.Context, r db.Reader) error {
	type paire struct{ MissionID, IntervenantID uuid.UUID }
	ps, err := db.Query[paire](ctx, r, `SELECT mission_id, intervenant_id FROM plan_interdit WHERE academie = $1 AND plan_id = $2`, d.academie, d.plan)
	refusees := make(map[[2]int32]bool, len(ps))
	for _, x := range ps {
		j, lue := d.missions[x.MissionID]
		i, connue := d.personnes[x.IntervenantID]
		if lue && connue {
			refusees[[2]int32{j, i}] = true
		}
	}
	d.p.S.Interdits = refusees
	return err
}
