package plan

import (
	"fmt"
	"strings"

	"imagin/api"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
)

// pourquoiPas says why somebody does not sit there: the rule and what it was read from; or what imposing her would cost,
// and whether she serves better elsewhere.
func (q *question) pourquoiPas(x *api.ExplicationPlace, i int32) error {
	x.Genre = api.ExplicationPlaceGenreImpossible
	x.Empechements = empechees(q.p.S, i, q.j)
	if q.p.Refusee(i, q.j) {
		x.Empechements = append(x.Empechements, api.RegleEnfreinte{Regle: "refus", Phrase: "Un gestionnaire a refusé " + q.nom(i) + " sur cette mission dans ce plan."})
	}
	for _, e := range x.Empechements {
		x.Phrases = append(x.Phrases, e.Phrase)
	}
	if len(x.Empechements) > 0 {
		return nil
	}
	elle := optim.Affectation{Poste: q.n, Personne: i}
	libres := map[int32]int{q.n: 1}
	for _, s := range q.o.Tient[i] {
		if _, ici := libres[s]; !ici {
			libres[s] = releves
		}
	}
	p, plan := q.p.Part(q.o, instance.Question{Libres: libres, Aussi: []optim.Affectation{elle}})
	e, err := optim.Indexer(p, plan)
	if err != nil {
		return err
	}
	r := e.PourquoiPas(elle)
	for _, o := range r.Obstacles {
		if o.Genre == optim.DejaLa {
			x.Genre = api.ExplicationPlaceGenreRetenue
			x.Phrases = append(x.Phrases, q.nom(i)+" est sur cette mission, dans ce rôle : demandez pourquoi sur sa propre place.")
			return nil
		}
	}
	if !r.Possible {
		q.retenue(x, i, r.Obstacles)
		return nil
	}
	x.Genre = api.ExplicationPlaceGenreEcartee
	delta, termes := q.mesurer(r.Mouvements, r.Delta)
	x.Delta, x.Termes, x.Mouvements = &delta, termes, q.mouvements(r.Mouvements)
	q.ecartee(x, i, &r, delta)
	return nil
}

// retenue: only locks stand in the way, hers elsewhere or those of this poste.
func (q *question) retenue(x *api.ExplicationPlace, i int32, os []optim.Obstacle) {
	for _, o := range os {
		var phrase string
		switch {
		case o.Poste >= 0:
			phrase = fmt.Sprintf("%s est %s, et n’en bouge pas.", q.nom(i), q.obstacle(o))
			if s, ok := q.retenus[optim.Affectation{Poste: o.Poste, Personne: i}]; ok && s.Convoquee {
				phrase = fmt.Sprintf("%s a déjà reçu sa convocation : %s.", q.nom(i), q.obstacle(o))
			}
		case o.Genre == optim.SansPlace:
			phrase = "Aucune place de ce rôle n’est à prendre : toutes sont verrouillées ou convoquées."
		default:
			phrase = fmt.Sprintf("%s est %s, et rien de ce qu’il faudrait quitter ne peut bouger.", q.nom(i), q.obstacle(o))
		}
		x.Phrases = append(x.Phrases, phrase)
		x.Empechements = append(x.Empechements, api.RegleEnfreinte{Regle: string(o.Genre), Phrase: phrase})
	}
}

// ecartee says what it would cost to have her there, and what she would leave.
func (q *question) ecartee(x *api.ExplicationPlace, i int32, r *optim.Refus, delta int64) {
	var quittees []string
	for _, m := range r.Mouvements {
		if m.Personne == i && m.Quitte >= 0 {
			quittees = append(quittees, q.ou(m.Quitte))
		}
	}
	combien := "ne coûterait ni plus ni moins"
	switch {
	case delta > 0:
		combien = fmt.Sprintf("coûterait %s de plus (%s)%s", optim.Euros(delta), enumerer(sommes(x.Termes, nil)), q.charge(i, x.Termes))
	case delta < 0:
		combien = fmt.Sprintf("coûterait %s de moins (%s)", optim.Euros(-delta), enumerer(sommes(x.Termes, nil)))
	}
	place := ""
	if r.AuLieuDe >= 0 {
		place = " à la place " + de(q.nom(r.AuLieuDe))
		if assis := q.place.IntervenantID; assis != nil && *assis != q.p.S.Personnes[r.AuLieuDe].ID {
			place += " (de ce rôle, la place la moins coûteuse à prendre)"
		}
	}
	if len(quittees) > 0 {
		x.Phrases = append(x.Phrases, fmt.Sprintf("%s est plus utile ailleurs : sur %s.", q.nom(i), strings.Join(quittees, " et sur ")),
			fmt.Sprintf("Mettre %s ici%s %s, %s.", q.nom(i), place, combien, q.suites(r.Mouvements, i, len(quittees))))
	} else {
		x.Phrases = append(x.Phrases, fmt.Sprintf("Mettre %s ici%s %s.", q.nom(i), place, combien))
	}
	if delta < 0 {
		x.Phrases = append(x.Phrases, "Le plan peut donc être amélioré : calculez-le de nouveau, ou faites ce changement à la main.")
	}
}

// suites says who takes over from her.
func (q *question) suites(ms []optim.Mouvement, i int32, quittees int) string {
	var releve []string
	for _, m := range ms {
		if m.Personne != i && m.Prend >= 0 {
			releve = append(releve, q.nom(m.Personne))
		}
	}
	switch {
	case len(releve) == 0 && quittees == 1:
		return "et laisserait cette autre place vide"
	case len(releve) == 0:
		return "et laisserait ces autres places vides"
	case len(releve) < quittees:
		return "remplacement par " + strings.Join(releve, " et ") + " compris, et laisserait une place vide"
	}
	return "remplacement par " + strings.Join(releve, " et ") + " compris"
}
