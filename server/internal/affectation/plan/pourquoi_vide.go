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
	// postesDisputes and personnesDisputees bound the set of missions that compete for the same people.
	postesDisputes     = 400
	personnesDisputees = 4_000
	disputantsDits     = 60
)

// pourquoiVide says why nobody sits there: the missions that compete for the same people, and these people; or that
// nobody may come at all, by which rules.
func (q *question) pourquoiVide(x *api.ExplicationPlace) error {
	x.Genre = api.ExplicationPlaceGenreVide
	r, err := q.penurie()
	if err != nil {
		return err
	}
	switch {
	case r.Remede != nil:
		q.remede(x, r.Remede)
		return nil
	case len(r.Personnes) == 0:
		x.Phrases = append(x.Phrases, q.personne(), q.ecartes())
	default:
		x.Phrases = append(x.Phrases, q.dispute(&r), q.ecartes())
	}
	x.Phrases = slices.DeleteFunc(x.Phrases, func(s string) bool { return s == "" })
	x.Penurie = q.decrirePenurie(&r)
	return nil
}

// penurie grows the set of postes until everyone who may serve it is in it.
func (q *question) penurie() (r optim.Penurie, err error) {
	libres := map[int32]int{q.n: 0}
	for {
		p, plan := q.p.Part(q.o, instance.Question{Libres: libres})
		e, err := optim.Indexer(p, plan)
		if err != nil {
			return r, err
		}
		r = e.PourquoiVide(q.n)
		avant := len(libres)
		for _, s := range r.Postes {
			libres[s] = 0
		}
		if len(libres) == avant || r.Remede != nil {
			return r, nil
		}
		if len(libres) > postesDisputes || len(r.Personnes) > personnesDisputees || q.ctx.Err() != nil {
			r.Tronquee, r.Stricte = true, false
			return r, q.ctx.Err()
		}
	}
}

// remede: somebody could come; either it costs more than the seat is worth, or things changed since.
func (q *question) remede(x *api.ExplicationPlace, r *optim.Remplacement) {
	delta, termes := q.mesurer(r.Mouvements, r.Delta)
	x.Delta, x.Termes, x.Mouvements = &delta, termes, q.mouvements(r.Mouvements)
	qui := q.chaine(r.Mouvements)
	prix := q.p.Probleme.Postes[q.n].NonPourvu
	if delta > 0 {
		x.Phrases = append(x.Phrases, fmt.Sprintf("%s pourrait venir, mais pour %s : plus que les %s que vaut une place pourvue. Le plan a préféré la laisser vide.",
			qui, optim.Euros(delta+prix), optim.Euros(prix)))
		return
	}
	x.Phrases = append(x.Phrases, fmt.Sprintf("Quelqu’un peut venir : %s, pour %s.", qui, optim.Euros(delta+prix)),
		"La place a été vidée à la main, ou la situation a changé depuis le calcul : calculez de nouveau, ou choisissez cette personne.")
}

// personne: no rule lets anybody come.
func (q *question) personne() string {
	if q.p.S.Missions[q.j].Exige && q.p.Ecartes(q.j, func(int32, []instance.Empechement) {}) == 0 {
		return "Personne dans l’académie n’a la compétence que cette mission exige."
	}
	if len(q.surPlace()) > 0 {
		return "Personne d’autre ne peut venir sur cette mission."
	}
	return "Personne ne peut tenir cette place."
}

// surPlace are those who hold a role of the mission.
func (q *question) surPlace() map[int32]bool {
	la := map[int32]bool{}
	for k := range q.p.S.Missions[q.j].Postes {
		for _, i := range q.o.Assis[q.p.Postes[q.j]+int32(k)] {
			la[i] = true
		}
	}
	return la
}

// dispute says the Hall set in words.
func (q *question) dispute(r *optim.Penurie) string {
	missions := map[int32]bool{}
	for _, s := range r.Postes {
		missions[q.p.Origine[s][0]] = true
	}
	gens, une := len(r.Personnes), len(missions) == 1
	quoi := fmt.Sprintf("%d missions se disputent les mêmes personnes : elles demandent ensemble %d places", len(missions), r.Demande)
	if une {
		quoi = "Cette mission demande " + accorde(int(r.Demande), "place", "places")
	}
	qui := fmt.Sprintf("et les %d personnes qui peuvent venir n’en tiennent que %d", gens, r.Pourvues)
	if gens == 1 {
		qui = fmt.Sprintf("et la seule personne qui peut venir n’en tient que %d", r.Pourvues)
	}
	s := quoi + ", " + qui
	manque := int(r.Demande - r.Pourvues)
	switch {
	case r.Stricte:
		s += ". Aucun plan ne peut mieux faire : il manquera toujours " + accorde(manque, "personne", "personnes") + ", tant que personne d’autre ne peut venir."
		s = strings.Replace(s, "toujours 1 personne,", "toujours une personne,", 1)
	case r.Tronquee:
		s += ". D’autres missions encore sont prises dans le même jeu : en voici les premières."
	default:
		s += ". Aucun échange d’une mission contre une autre n’en pourvoirait davantage."
	}
	return s
}

// raisonsDites are what is said of one person put aside by a rule, then of several.
var raisonsDites = map[regle.Code][2]string{
	regle.Disponibilite:       {"est indisponible à ces dates", "sont indisponibles à ces dates"},
	regle.PropreEtablissement: {"travaille dans le centre lui-même", "travaillent dans le centre lui-même"},
	regle.PropresEleves:       {"enseigne aux candidats", "enseignent aux candidats"},
	regle.Bassin:              {"est du même bassin que le centre", "sont du même bassin que le centre"},
	regle.Rayon:               {"est au-delà du rayon", "sont au-delà du rayon"},
	regle.Contractuels:        {"est contractuelle et n’a pas été désignée", "sont contractuelles et n’ont pas été désignées"},
	refusee:                   {"a été refusée dans ce plan", "ont été refusées dans ce plan"},
}

// refusee is said as a rule is.
const refusee regle.Code = "refus"

// ecartes counts by rule whom the rules keep away.
func (q *question) ecartes() string {
	n := map[regle.Code]int{}
	total := 0
	la := q.surPlace()
	vivier := q.p.Ecartes(q.j, func(i int32, es []instance.Empechement) {
		if !la[i] {
			n[es[0].Regle]++
			total++
		}
	})
	for _, i := range q.p.Refusees(q.j) {
		if len(q.p.S.Empechements(i, q.j)) == 0 {
			n[refusee]++
			total++
		}
	}
	if total == 0 {
		return ""
	}
	codes := make([]regle.Code, 0, len(n))
	for c := range n {
		codes = append(codes, c)
	}
	slices.SortFunc(codes, func(a, b regle.Code) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	if vivier == 1 {
		return "La seule personne qui a la compétence " + raisonsDites[codes[0]][0] + "."
	}
	var parts []string
	if len(la) > 0 {
		parts = append(parts, accorde(len(la), "y est déjà", "y sont déjà"))
	}
	for _, c := range codes {
		parts = append(parts, accorde(n[c], raisonsDites[c][0], raisonsDites[c][1]))
	}
	quoi := "personnes de l’académie"
	if q.p.S.Missions[q.j].Exige {
		quoi = "personnes qui ont la compétence"
	}
	return fmt.Sprintf("Sur %d %s, %s.", vivier, quoi, strings.Join(parts, ", "))
}

func (q *question) decrirePenurie(r *optim.Penurie) *api.PenuriePlan {
	x := &api.PenuriePlan{Missions: []api.MissionDisputee{}, Personnes: []api.PersonneDisputee{}, NombrePersonnes: len(r.Personnes), Demande: r.Demande, Pourvues: r.Pourvues,
		Stricte: r.Stricte, Partielle: r.Tronquee}
	dans := map[int32]bool{}
	for _, s := range r.Postes {
		dans[s] = true
	}
	for _, s := range r.Postes[:min(len(r.Postes), disputantsDits)] {
		x.Missions = append(x.Missions, api.MissionDisputee{Mission: q.p.MissionDe(s).ID, Libelle: q.ou(s), Role: q.p.RoleDe(s),
			Demande: int(q.p.Probleme.Postes[s].Besoin), Pourvues: len(q.o.Assis[s])})
	}
	for _, i := range r.Personnes {
		var sur []string
		for _, s := range q.o.Tient[i] {
			if dans[s] {
				sur = append(sur, q.ou(s))
			}
		}
		x.Personnes = append(x.Personnes, api.PersonneDisputee{Intervenant: q.p.S.Personnes[i].ID, Nom: q.nom(i), Sur: strings.Join(sur, " ; ")})
	}
	slices.SortFunc(x.Personnes, func(a, b api.PersonneDisputee) int { return cmp.Compare(a.Nom, b.Nom) })
	x.Personnes = x.Personnes[:min(len(x.Personnes), disputantsDits)]
	return x
}
