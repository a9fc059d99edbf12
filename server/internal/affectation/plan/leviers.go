package plan

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"imagin/api"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/fail"
)

const (
	// postesRejoues bounds the missions computed again for each lever; beyond, only the one asked about is.
	postesRejoues = 60
	// travailLevier is the work given to each, in the engine's units: less than a tenth of a second.
	travailLevier = 15_000
)

// personneDePlus is the lever that no rule names.
const personneDePlus = "personne"

// ListerLeviers answers GET /places-plan/{id}/leviers. It returns fail.NotFound, fail.Conflict for a place that somebody
// holds (plan.place_tenue), or as ExpliquerPlace.
func (a API) ListerLeviers(ctx context.Context, r api.ListerLeviersRequestObject) (api.ListerLeviersResponseObject, error) {
	res := api.Leviers{Leviers: []api.Levier{}}
	err := a.interroger(ctx, r.Id, func(q *question) error {
		if q.place.IntervenantID != nil {
			return fail.New(fail.Conflict, "plan.place_tenue", "Cette place est tenue : les leviers se cherchent pour une place vide.")
		}
		res.LuLe = q.lu
		return q.leviers(&res)
	})
	return api.ListerLeviers200JSONResponse(res), err
}

// leviers computes again, under each change, the missions that compete for the same people; nothing else moves.
func (q *question) leviers(res *api.Leviers) error {
	r, err := q.penurie()
	if err != nil {
		return err
	}
	e := essai{q: q, postes: r.Postes}
	if len(r.Postes) > postesRejoues || r.Remede != nil {
		e.postes = []int32{q.n}
		res.Partiel = r.Remede == nil
	}
	if !slices.Contains(e.postes, q.n) {
		e.postes = append(e.postes, q.n)
	}
	res.Missions = len(e.postes)
	if e.avant, err = e.jouer(q.p, nil); err != nil {
		if errors.Is(err, optim.ErrProbleme) {
			return nil // what is locked around contradicts itself: nothing can be computed before it is put right
		}
		return err
	}
	for _, f := range []func() (*api.Levier, error){e.rayon, e.moins(regle.PropreEtablissement), e.moins(regle.Bassin), e.moins(regle.Contractuels), e.moins(regle.PropresEleves),
		e.plafond(regle.QuotaMissions, 1), e.plafond(regle.QuotaJours, 1), e.plafond(regle.QuotaCopies, 20), e.plafond(regle.QuotaCandidats, 20), e.marge, e.presence, e.renfort} {
		l, err := f()
		if err != nil {
			return err
		}
		if l != nil && l.Places > 0 {
			res.Leviers = append(res.Leviers, *l)
		}
	}
	slices.SortStableFunc(res.Leviers, func(a, b api.Levier) int {
		dernier := func(l *api.Levier) int {
			if l.Regle == personneDePlus {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(dernier(&a), dernier(&b)), cmp.Compare(a.Cout*int64(b.Places), b.Cout*int64(a.Places)))
	})
	return nil
}

// essai computes a set of postes again.
type essai struct {
	q      *question
	postes []int32
	avant  resultat
}

type resultat struct{ vides, cout int64 }

// jouer solves the postes of the set with everything else as it stands; modifier, when not nil, changes the problem first.
func (e *essai) jouer(p *instance.Probleme, modifier func(*optim.Probleme)) (resultat, error) {
	libres := make(map[int32]int, len(e.postes))
	for _, s := range e.postes {
		libres[s] = 0
	}
	x, plan := p.Part(e.q.o, instance.Question{Libres: libres, Fige: true})
	if modifier != nil {
		modifier(x)
	}
	r, err := optim.Resoudre(e.q.ctx, x, optim.Options{Gap: -1, Budget: travailLevier, Depart: plan})
	if err != nil {
		return resultat{}, err
	}
	return resultat{r.NonPourvus, r.Cout - r.Termes.NonPourvus}, nil
}

// levier plays a variant of the problem, and says what it gives.
func (e *essai) levier(p *instance.Probleme, l api.Levier, quoi string, modifier func(*optim.Probleme)) (*api.Levier, error) {
	r, err := e.jouer(p, modifier)
	if err != nil {
		if errors.Is(err, optim.ErrProbleme) {
			return nil, nil
		}
		return nil, err
	}
	l.Places, l.Cout = int(e.avant.vides-r.vides), r.cout-e.avant.cout
	l.Phrase = fmt.Sprintf("%s : %s, pour %s.", quoi, accorde(l.Places, "place de plus", "places de plus"), optim.Euros(l.Cout))
	return &l, nil
}

func (e *essai) reglage(c regle.Code) regle.Reglage {
	return e.q.p.S.Reglages.De(c, e.q.p.S.Missions[e.q.j].Examen)
}

// sous is the problem when one rule is set otherwise, for the examen of the mission where the rule looks at it.
func (e *essai) sous(d regle.Reglage) *instance.Probleme {
	d.Examen = e.q.p.S.Missions[e.q.j].Examen
	if globale(d.Code) {
		d.Examen = ""
	}
	return e.q.p.Sous(e.q.p.S.Reglages.Avec(d))
}

// globale: the rule is read once for the session, whatever the examen.
func globale(c regle.Code) bool {
	switch c { //nolint:exhaustive // the others look at the examen
	case regle.QuotaMissions, regle.QuotaJours, regle.QuotaCopies, regle.QuotaCandidats, regle.Trajet:
		return true
	}
	return false
}

// moins is one imperative rule less.
func (e *essai) moins(c regle.Code) func() (*api.Levier, error) {
	return func() (*api.Levier, error) {
		d := e.reglage(c)
		if d.Force != regle.Imperative {
			return nil, nil
		}
		def, _ := regle.De(c)
		d.Force = regle.Sans
		return e.levier(e.sous(d), api.Levier{Regle: string(c)}, "Ne plus appliquer la règle « "+def.Libelle+" »"+e.pour(), nil)
	}
}

func (e *essai) pour() string {
	if x := e.q.p.S.Missions[e.q.j].Examen; x != "" {
		return " (" + x + ")"
	}
	return ""
}

// plafond is a quota raised by one step.
func (e *essai) plafond(c regle.Code, pas int32) func() (*api.Levier, error) {
	return func() (*api.Levier, error) {
		d := e.q.p.S.Reglages.De(c, "")
		if d.Force != regle.Imperative {
			return nil, nil
		}
		def, _ := regle.De(c)
		de, a := int(d.Valeur), int(d.Valeur+pas)
		d.Valeur += pas
		return e.levier(e.sous(d), api.Levier{Regle: string(c), De: &de, A: &a}, fmt.Sprintf("Porter le plafond de %d à %d %s", de, a, def.Unite), nil)
	}
}

// marge is no margin beside the journey itself.
func (e *essai) marge() (*api.Levier, error) {
	d := e.q.p.S.Reglages.De(regle.Trajet, "")
	if d.Force != regle.Imperative || d.Valeur == 0 {
		return nil, nil
	}
	de, a := int(d.Valeur), 0
	d.Valeur = 0
	return e.levier(e.sous(d), api.Levier{Regle: string(regle.Trajet), De: &de, A: &a}, fmt.Sprintf("Ne plus exiger %d minutes de marge en plus du trajet", de), nil)
}

// rayon is the smallest radius that fills one more seat; a wider one never fills fewer.
func (e *essai) rayon() (*api.Levier, error) {
	d := e.reglage(regle.Rayon)
	if d.Force != regle.Imperative {
		return nil, nil
	}
	distances := e.distances(d)
	jouer := func(km int32) (*api.Levier, error) {
		de, a := int(d.Valeur), int(km)
		large := d
		large.Valeur = km
		return e.levier(e.sous(large), api.Levier{Regle: string(regle.Rayon), De: &de, A: &a}, fmt.Sprintf("Porter le rayon de %d à %d km%s", de, a, e.pour()), nil)
	}
	bas, haut := 0, len(distances)
	var mieux *api.Levier
	for bas < haut {
		milieu := (bas + haut) / 2
		l, err := jouer(distances[milieu])
		if err != nil {
			return nil, err
		}
		if l != nil && l.Places > 0 {
			mieux, haut = l, milieu
		} else {
			bas = milieu + 1
		}
	}
	if mieux != nil && *mieux.A > *mieux.De+1 {
		mieux.Phrase += " Un kilomètre de plus n’y suffirait pas."
	}
	return mieux, nil
}

// distances of those whom the radius alone keeps from the missions of the set, each once, in order.
func (e *essai) distances(d regle.Reglage) []int32 {
	var km []int32
	for _, s := range e.postes {
		j := e.q.p.Origine[s][0]
		if e.q.p.S.Missions[j].Examen != e.q.p.S.Missions[e.q.j].Examen {
			continue
		}
		e.q.p.Ecartes(j, func(i int32, es []instance.Empechement) {
			if len(es) == 1 && es[0].Regle == regle.Rayon && e.q.p.S.Km(i, j) > d.Valeur {
				km = append(km, e.q.p.S.Km(i, j))
			}
		})
	}
	slices.Sort(km)
	return slices.Compact(km)
}

// presence: those whom their unavailability alone keeps away, were they there.
func (e *essai) presence() (*api.Levier, error) {
	var gens []int32
	e.q.p.Ecartes(e.q.j, func(i int32, es []instance.Empechement) {
		if !slices.ContainsFunc(es, func(x instance.Empechement) bool { return x.Regle != regle.Disponibilite }) {
			gens = append(gens, i)
		}
	})
	if len(gens) == 0 {
		return nil, nil
	}
	slices.SortFunc(gens, func(a, b int32) int { return cmp.Compare(e.q.nom(a), e.q.nom(b)) })
	var noms []string
	for _, i := range gens[:min(citees, len(gens))] {
		noms = append(noms, e.q.nom(i))
	}
	quoi := "Si " + strings.Join(noms, " et ") + " pouvait venir"
	if len(gens) > 1 {
		quoi = "Si les personnes indisponibles pouvaient venir (" + strings.Join(noms, ", ")
		if len(gens) > citees {
			quoi += " et " + accorde(len(gens)-citees, "autre", "autres")
		}
		quoi += ")"
	}
	return e.levier(e.q.p.SansBlocages(gens), api.Levier{Regle: string(regle.Disponibilite)}, quoi, nil)
}

// renfort is one more person, who holds the compétence, is free and lives there.
func (e *essai) renfort() (*api.Levier, error) {
	m := &e.q.p.S.Missions[e.q.j]
	l, err := e.levier(e.q.p, api.Levier{Regle: personneDePlus}, "Une personne de plus", func(x *optim.Probleme) {
		x.Personnes = append(slices.Clone(x.Personnes), optim.Personne{Plafonds: optim.Libre(1)})
		for _, s := range e.postes {
			if o := e.q.p.MissionDe(s); o.EpreuveOption == m.EpreuveOption && o.Exige == m.Exige {
				x.Arcs = append(x.Arcs, optim.Arc{Poste: s, Personne: int32(len(x.Personnes) - 1)}) //nolint:gosec // an index
			}
		}
	})
	if l != nil {
		l.Phrase = fmt.Sprintf("Une personne de plus, compétente et libre à ces heures-là : %s.", accorde(l.Places, "place de plus", "places de plus"))
	}
	return l, err
}
