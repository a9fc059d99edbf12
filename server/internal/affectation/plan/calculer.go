package plan

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
)

// Version of the engine and of the way problems are built: a plan computed again with the same one is the same.
const Version = "1"

// voisins is how many people each poste is offered at first; the proof then looks at all the others.
const voisins = 30

// budgetHabituel, in units of work, follows the number of places: about half a minute of processor for a whole académie,
// a few seconds for a session that one reads on a screen.
func budgetHabituel(places int64) int64 { return min(6_000_000, 200_000+200*places) }

// TacheCalcul is the tâche that computes a plan.
const TacheCalcul = "plan"

// TypeCalcul computes a plan: read, solve, write, in the tâche's own time; nothing is written before the end, and what
// is written ends the tâche in the same transaction.
func TypeCalcul() job.Type {
	return job.Type{Code: TacheCalcul, Executer: func(ctx context.Context, e *job.Execution) error {
		id, err := uuid.Parse(strings.TrimPrefix(e.Objet, "/plans/"))
		if err != nil {
			return fail.New(fail.Invalid, "plan.objet", "Cette tâche ne désigne pas un plan.")
		}
		c := &execution{Execution: e, id: id}
		if err = c.calculer(ctx); err != nil && (fail.As(err) != nil || errors.Is(err, job.ErrAnnulee)) {
			return c.renoncer(ctx, err) // final: nobody will try again
		}
		return err
	}}
}

type execution struct {
	*job.Execution
	id    uuid.UUID
	fiche fiche
}

// fiche is what a plan says of itself before it is computed.
type fiche struct {
	SessionID uuid.UUID
	Etat      string
	Libelle   string
	Perimetre json.RawMessage
	Graine    int64
	Budget    int64
	EcartVise int64
	CalculeLe *time.Time
}

func (c *execution) calculer(ctx context.Context) error {
	debut := time.Now()
	p, err := c.lire(ctx)
	if err != nil {
		return err
	}
	suivi, arreter := context.WithCancel(ctx)
	defer arreter()
	var demande error
	defer menager()()
	plan, err := optim.Resoudre(suivi, p.Probleme, optim.Options{Graine: uint64(c.fiche.Graine), Budget: cmp.Or(c.fiche.Budget, budgetHabituel(p.Places())), //nolint:gosec // bits of a seed
		Gap: float64(c.fiche.EcartVise) / 1e6, Depart: depart(p), Suivi: func(x optim.Progres) {
			if err := c.dire(ctx, x); err != nil && demande == nil {
				demande = err
				arreter()
			}
		}})
	if demande != nil {
		return demande
	}
	if err != nil {
		return err
	}
	if err := c.Avancer(ctx, "Écriture du plan", 0, 1); err != nil {
		return err
	}
	return c.ecrire(ctx, p, plan, time.Since(debut))
}

func (c *execution) lire(ctx context.Context) (*instance.Probleme, error) {
	if err := c.Avancer(ctx, "Lecture de la session", 0, 1); err != nil {
		return nil, err
	}
	var d *instance.Donnees
	err := c.Base.Lire(ctx, c.Academie, func(r db.Reader) error {
		f, ok, err := db.One[fiche](ctx, r, `SELECT session_id, etat, libelle, perimetre, graine, budget, ecart_vise, calcule_le FROM plan WHERE academie = $1 AND id = $2`, c.Academie, c.id)
		if err != nil {
			return err
		}
		if !ok || f.Etat != "en_calcul" {
			return fail.New(fail.Conflict, "plan.etat", "Ce plan n’attend plus d’être calculé.")
		}
		c.fiche = f
		var perimetre Perimetre
		if err := json.Unmarshal(f.Perimetre, &perimetre); err != nil {
			return err
		}
		d, err = Lire(ctx, r, c.Academie, f.SessionID, perimetre, c.id)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := c.Avancer(ctx, "Construction des possibilités", 0, 1); err != nil {
		return nil, err
	}
	p := instance.Preparer(*d).Construire(voisins)
	if len(p.Origine) == 0 {
		return nil, fail.New(fail.Invalid, "plan.vide", "Aucune mission ouverte ne correspond à ce périmètre : ouvrez des missions, ou élargissez-le.")
	}
	return p, nil
}

// depart is what stands already: the search begins there.
func depart(p *instance.Probleme) []optim.Affectation {
	var a []optim.Affectation
	for k := range p.Arcs {
		if p.Arcs[k].Etat&(optim.Publie|optim.Verrouille) != 0 {
			a = append(a, optim.Affectation{Poste: p.Arcs[k].Poste, Personne: p.Arcs[k].Personne})
		}
	}
	return a
}

// dire tells the watchers where the search is, in words and numbers that they can follow.
func (c *execution) dire(ctx context.Context, x optim.Progres) error {
	vides := "aucune place vide"
	if x.NonPourvus > 0 {
		vides = fmt.Sprintf("places encore vides : %d", x.NonPourvus)
	}
	etape := fmt.Sprintf("recherche, %s, coût %s €, écart prouvé %s %%", vides, euros(x.Cout), pourCent(x.Gap))
	return c.Avancer(ctx, etape, min(x.Travail, max(x.Budget-1, 0)), max(x.Budget, 1))
}

func euros(centimes int64) string {
	n := (centimes + 50) / 100
	s := fmt.Sprint(n)
	for k := len(s) - 3; k > 0; k -= 3 {
		s = s[:k] + " " + s[k:]
	}
	return s
}

func pourCent(gap float64) string {
	s := []byte(fmt.Sprintf("%.2f", gap*100))
	for k := range s {
		if s[k] == '.' {
			s[k] = ','
		}
	}
	return string(s)
}

// renoncer leaves the plan as it was before it was asked: proposed if it had been computed, else abandoned.
func (c *execution) renoncer(ctx context.Context, cause error) error {
	apres := context.WithoutCancel(ctx)
	err := c.Base.InAcademie(apres, c.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(apres, `UPDATE plan SET etat = CASE WHEN calcule_le IS NULL THEN 'abandonne' ELSE 'propose' END, version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2 AND etat = 'en_calcul'`, c.Academie, c.id)
		return err
	})
	if err != nil {
		return err
	}
	return cause
}

// preuveUtile is the gap over everyone beyond which what is shown is the gap over the people offered to the search.
const preuveUtile = 0.01

// preuve is the bound to show, and whether it holds for every eligible pair rather than for those offered first.
func preuve(plan *optim.Plan) (borne int64, complete bool) {
	if plan.Gap() <= preuveUtile || plan.BorneOffre <= plan.Borne {
		return plan.Borne, true
	}
	return plan.BorneOffre, false
}

func (c *execution) ecrire(ctx context.Context, p *instance.Probleme, plan *optim.Plan, duree time.Duration) error {
	places := placesDe(p, plan)
	b := bilan(p, plan, places)
	borne, complete := preuve(plan)
	return c.Base.InAcademie(ctx, c.Academie, func(tx *db.Tx) error {
		if err := ecrirePlaces(ctx, tx, c.id, places); err != nil {
			return err
		}
		regles, err := db.Scalar[json.RawMessage](ctx, tx.Reader, `SELECT coalesce(jsonb_agg(to_jsonb(r) - 'academie' - 'id' - 'version'), '[]') FROM regle_affectation r WHERE academie = $1`, c.Academie)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `UPDATE plan SET etat = 'propose', moteur = $3, calcule_le = now(), cout = $4, borne = $5, ecart = $6, places = $7, pourvues = $8,
			vides = $9, reserves_vides = $10, personnes = $11, km = $12, frais = $13, deplaces = $14, nouveaux = $15, a_reconvoquer = $16, gini = $17,
			charge_min = $18, charge_max = $19, au_plafond = $20, termes = $21, rejouable = $22, preuve_complete = $23, duree_ms = $24, modifie_main = 0,
			parametres = $25, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'en_calcul'`,
			c.Academie, c.id, Version, plan.Cout, borne, int64(optim.Gap(plan.Cout, borne)*1e6), b.places, b.pourvues, b.vides, b.reservesVides, b.personnes, b.km, b.frais,
			b.deplaces, b.nouveaux, b.aReconvoquer, b.gini, b.chargeMin, b.chargeMax, b.auPlafond, enJSON(b.termes), plan.Rejouable, complete,
			duree.Milliseconds(), enJSON(map[string]any{"regles": regles, "graine": c.fiche.Graine, "budget": c.fiche.Budget, "ecart_vise": c.fiche.EcartVise, "voisins": voisins}))
		if err != nil {
			return err
		}
		if n != 1 {
			return fail.New(fail.Conflict, "plan.etat", "Ce plan n’attend plus d’être calculé.")
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "calcul", Objet: "plan", ObjetID: c.id.String(),
			Apres: map[string]any{"cout": plan.Cout, "borne": borne, "places": b.places, "vides": b.vides}}); err != nil {
			return err
		}
		return c.Terminer(ctx, tx, b.phrase(plan))
	})
}
