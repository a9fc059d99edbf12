package plan

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// ExpliquerPlace answers GET /places-plan/{id}/explication. It returns fail.NotFound, fail.Conflict while the plan is being
// computed (plan.en_calcul) or when its mission is no longer open (plan.mission), fail.Invalid for somebody who is not in
// the vivier.
func (a API) ExpliquerPlace(ctx context.Context, r api.ExpliquerPlaceRequestObject) (api.ExpliquerPlaceResponseObject, error) {
	var res api.ExplicationPlace
	err := a.interroger(ctx, r.Id, func(q *question) error {
		var err error
		res, err = q.expliquer(r.Params.Intervenant)
		return err
	})
	return api.ExpliquerPlace200JSONResponse(res), err
}

// question is a place of a plan asked about, in its dossier.
type question struct {
	*dossier
	ctx   context.Context //nolint:containedctx // a question lives as long as its request
	place assise
	j, n  int32 // mission, poste
}

// interroger opens the dossier of a place, answers, and gives it back.
func (a API) interroger(ctx context.Context, place uuid.UUID, repondre func(*question) error) error {
	p := access.De(ctx)
	var s assise
	if err := a.Base.Lire(ctx, p.Academie, func(rd db.Reader) (err error) {
		s, err = lireAssise(ctx, rd, p.Academie, place)
		return err
	}); err != nil {
		return err
	}
	d, err := a.Dossiers.prendre(ctx, p.Academie, s.PlanID)
	if err != nil {
		return err
	}
	defer d.rendre()
	if err := a.Base.Lire(ctx, p.Academie, func(rd db.Reader) error { return d.ouvrir(ctx, rd, &s) }); err != nil {
		return err
	}
	j, lue := d.missions[s.MissionID]
	if !lue || d.p.S.Missions[j].Fixe {
		return fail.New(fail.Conflict, "plan.mission", "Cette mission n’est plus ouverte : calculez de nouveau le plan.")
	}
	n := d.p.Poste(j, s.Role)
	if n < 0 {
		return fail.New(fail.Conflict, "plan.mission", "Cette mission ne demande plus personne dans ce rôle : calculez de nouveau le plan.")
	}
	return repondre(&question{dossier: d, ctx: ctx, place: s, j: j, n: n})
}

func (q *question) expliquer(qui *uuid.UUID) (api.ExplicationPlace, error) {
	x := api.ExplicationPlace{Phrases: []string{}, Mouvements: []api.MouvementExplique{}, Empechements: []api.RegleEnfreinte{}, Termes: []api.TermeCout{}, LuLe: q.lu}
	assis := q.place.IntervenantID
	if qui != nil && (assis == nil || *assis != *qui) {
		i, connue := q.personnes[*qui]
		if !connue {
			return x, fail.New(fail.Invalid, "plan.personne", "Cette personne n’est pas dans le vivier de l’académie.", fail.Field{Pointer: "intervenant", Code: "inconnu", Message: "choisissez quelqu’un du vivier"})
		}
		x.Intervenant, x.Nom = qui, &q.p.S.Personnes[i].Nom
		return x, q.pourquoiPas(&x, i)
	}
	if assis == nil {
		return x, q.pourquoiVide(&x)
	}
	x.Intervenant = assis
	i, connue := q.personnes[*assis]
	if !connue {
		x.Genre = api.ExplicationPlaceGenreRetenue
		x.Phrases = append(x.Phrases, "Depuis le calcul, cette personne a quitté le vivier de l’académie : cette place est à revoir avant de publier.")
		return x, nil
	}
	x.Nom = &q.p.S.Personnes[i].Nom
	return x, q.pourquoiElle(&x, i)
}

// ou says a mission as one names it to somebody: what, where, when.
func (d *dossier) ou(n int32) string {
	m := d.p.MissionDe(n)
	s := "« " + m.Libelle + " »"
	centre := d.centres[m.ID]
	quand := ""
	if len(m.Creneaux) > 0 {
		quand = "le " + heure(m.Creneaux[0].Debut)
	}
	switch {
	case centre != "" && quand != "":
		return s + " (" + centre + ", " + quand + ")"
	case centre != "":
		return s + " (" + centre + ")"
	case quand != "":
		return s + " (" + quand + ")"
	}
	return s
}

func (d *dossier) nom(i int32) string { return d.p.S.Personnes[i].Nom }

// mesurer breaks down by rule what moves cost, given what the engine found that they cost in all, and adds what the
// wishes on juries and pairs make of it.
func (d *dossier) mesurer(moves []optim.Mouvement, delta int64) (int64, []api.TermeCout) {
	n := map[regle.Code]int64{}
	charge := map[int32]int{}
	sieges := map[int32]int{}
	for _, m := range moves {
		if m.Prend >= 0 {
			d.paire(n, m.Personne, m.Prend, 1)
			charge[m.Personne]++
			sieges[m.Prend]++
		}
		if m.Quitte >= 0 {
			d.paire(n, m.Personne, m.Quitte, -1)
			charge[m.Personne]--
			sieges[m.Quitte]--
		}
	}
	for i, de := range charge {
		n[regle.Equite] += d.surcharge(i, de)
	}
	for s, de := range sieges {
		p := &d.p.Probleme.Postes[s]
		vides := func(assis int) int64 { return max(0, int64(p.Besoin)-int64(assis)) }
		code := regle.Couverture
		if p.Reserve {
			code = regle.Reserve
		}
		n[code] += p.NonPourvu * (vides(len(d.o.Assis[s])+de) - vides(len(d.o.Assis[s])))
	}
	reste := delta
	for _, v := range n {
		reste -= v
	}
	n[regle.Regroupement] += reste
	composition, duos := d.composition(moves)
	n[regle.Composition] += composition
	n[regle.Voeux] += duos
	return delta + composition + duos, triees(n)
}

// paire adds the terms of a pair, and what undoing or keeping a published one counts for.
func (d *dossier) paire(n map[regle.Code]int64, i, s int32, signe int64) {
	for _, t := range d.p.S.Cout(i, d.p.Origine[s][0]).Termes {
		n[t.Regle] += signe * int64(t.Centimes)
	}
	if t, ok := d.p.Tenus[optim.Affectation{Poste: s, Personne: i}]; ok && t.Affectation != uuid.Nil {
		n[regle.Stabilite] -= signe * d.p.PrixDeplacement
	}
}

// surcharge is what de more missions (less, when negative) weigh on a person on top of what she holds.
func (d *dossier) surcharge(i int32, de int) (c int64) {
	tient := len(d.o.Tient[i])
	for ; de > 0; de-- {
		c += d.p.S.Charge(i, tient)
		tient++
	}
	for ; de < 0; de++ {
		tient--
		c -= d.p.S.Charge(i, tient)
	}
	return c
}

// composition is what moves change to the penalties of the wishes on the missions they touch, and of those about colleagues.
func (d *dossier) composition(moves []optim.Mouvement) (total, duos int64) {
	apres := map[int32][]int32{}
	lire := func(s int32) []int32 {
		if g, vu := apres[s]; vu {
			return g
		}
		return d.o.Assis[s]
	}
	missions, gens := map[int32]bool{}, map[int32]bool{}
	tient := map[int32][]int32{}
	for _, m := range moves {
		if !gens[m.Personne] {
			gens[m.Personne], tient[m.Personne] = true, slices.Clone(d.o.Tient[m.Personne])
		}
		if m.Quitte >= 0 {
			missions[d.p.Origine[m.Quitte][0]] = true
			apres[m.Quitte] = sans(lire(m.Quitte), m.Personne)
			tient[m.Personne] = sans(tient[m.Personne], m.Quitte)
		}
		if m.Prend >= 0 {
			missions[d.p.Origine[m.Prend][0]] = true
			apres[m.Prend] = append(sans(lire(m.Prend), m.Personne), m.Personne)
			tient[m.Personne] = append(tient[m.Personne], m.Prend)
		}
	}
	for j := range missions {
		total += d.p.Penalite(j, lire) - d.p.Penalite(j, d.assis)
	}
	avant := func(i int32) []int32 { return d.o.Tient[i] }
	return total, d.p.PenaliteDuos(gens, func(i int32) []int32 {
		if gens[i] {
			return tient[i]
		}
		return d.o.Tient[i]
	}) - d.p.PenaliteDuos(gens, avant)
}

func (d *dossier) assis(s int32) []int32 { return d.o.Assis[s] }

func sans(gens []int32, i int32) []int32 {
	autres := make([]int32, 0, len(gens)+1)
	for _, g := range gens {
		if g != i {
			autres = append(autres, g)
		}
	}
	return autres
}

// dire writes moves for people, and keeps them for screens.
func (d *dossier) mouvements(moves []optim.Mouvement) []api.MouvementExplique {
	ms := make([]api.MouvementExplique, 0, len(moves))
	for _, m := range moves {
		x := api.MouvementExplique{Intervenant: d.p.S.Personnes[m.Personne].ID, Nom: d.nom(m.Personne)}
		if m.Prend >= 0 {
			id, role, libelle := d.p.MissionDe(m.Prend).ID, d.p.RoleDe(m.Prend), d.ou(m.Prend)
			x.Prend, x.PrendRole, x.PrendLibelle = &id, &role, &libelle
		}
		if m.Quitte >= 0 {
			id, role, libelle := d.p.MissionDe(m.Quitte).ID, d.p.RoleDe(m.Quitte), d.ou(m.Quitte)
			x.Quitte, x.QuitteRole, x.QuitteLibelle = &id, &role, &libelle
		}
		ms = append(ms, x)
	}
	return ms
}

// perime says what changed since the computation for somebody who sits there.
func (q *question) perime(i int32) (phrases []string) {
	for _, e := range q.p.S.Empechements(i, q.j) {
		phrases = append(phrases, "Depuis le calcul : "+empechement(q.p.S, i, q.j, e)+" Cette place est à revoir avant de publier.")
	}
	return phrases
}

func empechees(s *instance.Session, i, j int32) []api.RegleEnfreinte {
	es := []api.RegleEnfreinte{}
	for _, e := range s.Empechements(i, j) {
		es = append(es, api.RegleEnfreinte{Regle: string(e.Regle), Phrase: empechement(s, i, j, e)})
	}
	return es
}

func accorde(n int, un, plusieurs string) string {
	if n > 1 {
		return fmt.Sprintf("%d %s", n, plusieurs)
	}
	return fmt.Sprintf("%d %s", n, un)
}
