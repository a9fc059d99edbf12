package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"imagin/api"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
)

const (
	// releves is how many people are looked at to take over from whoever would leave another mission.
	releves = 60
	// dechaines is how many of the cheapest people held elsewhere are tried in chains.
	dechaines = 40
	citees    = 3 // names in a sentence
)

// pourquoiElle says why the person who sits there does: who could come, who would have been cheaper and is taken
// elsewhere, what doing without her would cost.
func (q *question) pourquoiElle(x *api.ExplicationPlace, i int32) error {
	x.Genre = api.ExplicationPlaceGenreRetenue
	x.Phrases = append(x.Phrases, q.perime(i)...)
	ici := optim.Affectation{Poste: q.n, Personne: i}
	if s, ok := q.retenus[ici]; ok {
		x.Phrases = append(x.Phrases, retenue(q.nom(i), s))
	}
	libres := map[int32]int{q.n: 0}
	for _, s := range q.liens(i) {
		libres[s] = releves
	}
	p, plan := q.p.Part(q.o, instance.Question{Libres: libres})
	e, err := optim.Indexer(p, plan)
	if err != nil {
		return err
	}
	r, ok := e.Pourquoi(ici)
	if !ok {
		return nil
	}
	x.Rang, x.Possibles = &r.Rang, &r.Possibles
	x.Phrases = append(x.Phrases, q.rang(&r, i), q.moinsCheres(e.Candidats(q.n), &r, i), q.collegues(i))
	if r.Alternative == nil {
		x.Phrases = append(x.Phrases, "Sans "+q.nom(i)+", la place resterait vide : personne d’autre ne peut la prendre, même en changeant deux autres personnes de place.")
	} else {
		moves := append([]optim.Mouvement{{Personne: i, Prend: -1, Quitte: q.n}}, r.Alternative.Mouvements...)
		delta, termes := q.mesurer(moves, r.Alternative.Delta)
		x.Delta, x.Termes, x.Mouvements = &delta, termes, q.mouvements(moves)
		x.Phrases = append(x.Phrases, q.alternative(r.Alternative, i, delta, termes))
	}
	x.Phrases = slices.DeleteFunc(x.Phrases, func(s string) bool { return s == "" })
	return nil
}

func retenue(nom string, s siegeDit) string {
	if s.Convoquee {
		return nom + " a déjà reçu sa convocation pour cette mission : aucun plan n’y touche."
	}
	return nom + " est là parce que quelqu’un a verrouillé cette place : le calcul n’y touche pas."
}

// liens are the postes that the cheapest of those who are taken elsewhere would leave to come.
func (q *question) liens(i int32) []int32 {
	var postes []int32
	for n, k := range q.p.Possibles(q.n, dechaines) {
		if k == i || n >= dechaines {
			continue
		}
		for _, s := range q.o.Tient[k] {
			if s != q.n && !q.o.Fixes[optim.Affectation{Poste: s, Personne: k}] && !slices.Contains(postes, s) {
				postes = append(postes, s)
			}
		}
	}
	return postes
}

// rang says where she stands among those who could simply come.
func (q *question) rang(r *optim.Raison, i int32) string {
	if len(q.p.S.Empechements(i, q.j)) > 0 {
		return ""
	}
	cout := q.cout(i, &r.Cout)
	if n := len(q.o.Tient[i]); n > 1 {
		cout += fmt.Sprintf(" ; c’est l’une de ses %d missions", n)
	}
	switch {
	case r.Possibles == 1:
		return fmt.Sprintf("%s est la seule personne qui puisse tenir cette place sans en quitter une autre : %s.", q.nom(i), cout)
	case r.Rang == 1:
		return fmt.Sprintf("%s est, des %d personnes qui peuvent tenir cette place, celle qui coûte le moins : %s.", q.nom(i), r.Possibles, cout)
	}
	return fmt.Sprintf("%s vient au %de rang, par le coût, des %d personnes qui peuvent tenir cette place : %s.", q.nom(i), r.Rang, r.Possibles, cout)
}

// cout says what somebody costs there, on top of the rest: euros paid first, then what rules add.
func (q *question) cout(i int32, v *optim.Vecteur) string {
	n := map[string]int64{}
	for _, t := range q.p.S.Cout(i, q.j).Termes {
		n[string(t.Regle)] += int64(t.Centimes)
	}
	n[string(regle.Equite)] += v.Charge
	n[string(regle.Regroupement)] += v.TrajetPartage
	s := enumerer(n)
	switch {
	case s == "":
		s = "rien à verser, aucune contrainte"
	case strings.Contains(s, ", "):
		s = optim.Euros(v.Total()) + ", soit " + s
	}
	if km := q.p.S.Km(i, q.j); km > 0 {
		s += fmt.Sprintf(" (%d km)", km)
	}
	return s
}

// moinsCheres names the cheaper people who are taken elsewhere at those hours, or at a quota.
func (q *question) moinsCheres(cs []optim.Candidat, r *optim.Raison, i int32) string {
	var pris []optim.Candidat
	for _, c := range cs {
		if c.Personne != i && len(c.Obstacles) > 0 && c.Cout.Total() < r.Cout.Total() {
			pris = append(pris, c)
		}
	}
	if len(pris) == 0 || len(q.p.S.Empechements(i, q.j)) > 0 {
		return ""
	}
	slices.SortStableFunc(pris, func(a, b optim.Candidat) int { return cmp.Compare(a.Cout.Total(), b.Cout.Total()) })
	var noms []string
	for _, c := range pris[:min(citees, len(pris))] {
		noms = append(noms, fmt.Sprintf("%s (%s), %s", q.nom(c.Personne), optim.Euros(c.Cout.Total()), q.obstacle(c.Obstacles[0])))
	}
	s := fmt.Sprintf("%s auraient coûté moins cher mais ne sont pas libres : ", accorde(len(pris), "personne", "personnes"))
	if len(pris) == 1 {
		s = "1 personne aurait coûté moins cher mais n’est pas libre : "
	}
	s += strings.Join(noms, " ; ")
	if len(pris) > citees {
		s += " ; et " + accorde(len(pris)-citees, "autre", "autres")
	}
	return s + "."
}

// collegues says what became of her wishes about colleagues, there on that day.
func (q *question) collegues(i int32) string {
	var dits []string
	for _, d := range q.p.S.Duos(i, q.j) {
		autre := d.A + d.B - i
		la := q.p.Vient(&d, q.o.Tient[autre])
		voeu := map[bool]string{false: "venir ensemble", true: "ne pas venir ensemble"}[d.Evite]
		suite := map[bool]string{true: "c’est le cas", false: "ce n’est pas le cas"}[la != d.Evite]
		dits = append(dits, fmt.Sprintf("Vœu : %s et %s souhaitent %s ; %s ici ce jour-là.", q.nom(i), q.nom(autre), voeu, suite))
	}
	return strings.Join(dits, " ")
}

// obstacle says what keeps somebody from simply coming.
func (d *dossier) obstacle(o optim.Obstacle) string {
	switch o.Genre {
	case optim.MemeMission:
		return "déjà sur cette mission dans un autre rôle"
	case optim.Chevauchement:
		return "déjà sur " + d.ou(o.Poste)
	case optim.TempsDeTrajet:
		return "qui n’aurait pas le temps du trajet depuis " + d.ou(o.Poste)
	case optim.CumulInterdit:
		return "déjà sur " + d.ou(o.Poste) + ", un cumul que l’académie interdit"
	case optim.PlafondMissions:
		return "au plafond de missions"
	case optim.PlafondJours:
		return "au plafond de jours"
	case optim.PlafondCopies:
		return "au plafond de copies"
	case optim.PlafondCandidats:
		return "au plafond de candidats"
	case optim.SansArc, optim.PaireInterdite, optim.DejaLa, optim.SansPlace:
	}
	return "dont la place est verrouillée"
}

// alternative says the cheapest way found to do without her.
func (q *question) alternative(a *optim.Remplacement, i int32, delta int64, termes []api.TermeCout) string {
	qui := q.chaine(a.Mouvements)
	switch {
	case delta < 0:
		return fmt.Sprintf("Une solution meilleure existe aujourd’hui, pour %s de moins : %s. Calculez de nouveau le plan.", optim.Euros(-delta), qui)
	case delta == 0:
		return fmt.Sprintf("Sans %s, une autre solution ne coûterait pas plus cher : %s.", q.nom(i), qui)
	}
	return fmt.Sprintf("Sans %s, la solution la moins chère serait %s : %s de plus (%s)%s.", q.nom(i), qui, optim.Euros(delta), enumerer(sommes(termes, nil)),
		q.charge(a.Mouvements[len(a.Mouvements)-1].Personne, termes))
}

// charge says what equity looks at, where it counts.
func (d *dossier) charge(i int32, termes []api.TermeCout) string {
	n, passe := len(d.o.Tient[i]), int(d.p.S.Personnes[i].Passe)
	if n+passe == 0 || !slices.ContainsFunc(termes, func(t api.TermeCout) bool { return t.Regle == string(regle.Equite) && t.Centimes > 0 }) {
		return ""
	}
	var dits []string
	if n > 0 {
		dits = append(dits, accorde(n, "mission dans ce plan", "missions dans ce plan"))
	}
	switch {
	case passe > 0 && n > 0:
		dits = append(dits, fmt.Sprintf("%d dans les sessions passées", passe))
	case passe > 0:
		dits = append(dits, accorde(passe, "mission dans les sessions passées", "missions dans les sessions passées"))
	}
	return " ; " + d.nom(i) + " a déjà " + strings.Join(dits, " et ")
}

// chaine says who comes, and who takes over from her.
func (d *dossier) chaine(ms []optim.Mouvement) string {
	var parts []string
	for k, m := range ms {
		s, quitte := d.nom(m.Personne), ", qui quitterait "
		if k > 0 {
			s, quitte = "où "+s+" prendrait "+map[bool]string{true: "sa place", false: "la sienne"}[k == 1], " en quittant "
		}
		if m.Quitte >= 0 {
			s += quitte + d.ou(m.Quitte)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}
