package instance

import (
	"math"
	"slices"

	"imagin/server/internal/affectation/optim"
)

// Souhait is a wish on the people of a mission: at least Min and at most Max of them are of the class, or, by Paires,
// people of one class come by two. Roles empty: everybody but réservistes.
type Souhait struct {
	Mission  int32
	Roles    []string
	Classe   []int32 // of each person; shared between wishes
	Valeur   int32
	Min, Max int32
	Paires   bool
	Libelle  string
}

// compositions writes the wishes on juries and pairs for the engine. A wish asks for no more people of its class than can
// come: what nobody can grant is told by the coherence of juries, and would only blur the proof.
func (p *Probleme) compositions(arcs []optim.Arc) []optim.Composition {
	var faites []optim.Composition
	offerts := p.offerts(arcs)
	for k := range p.S.Souhaits {
		w := &p.S.Souhaits[k]
		m := &p.S.Missions[w.Mission]
		prix := p.prixDe(w)
		postes := p.postesDe(w)
		if prix == 0 || len(postes) == 0 || m.Fixe {
			continue
		}
		minimum := w.Min
		if !w.Paires {
			if minimum = min(w.Min, possibles(w, postes, offerts)); minimum == 0 && w.Max == math.MaxInt32 {
				continue
			}
		}
		faites = append(faites, optim.Composition{Postes: postes, Classe: w.Classe, Valeur: w.Valeur, Min: minimum, Max: w.Max, Paires: w.Paires, Prix: prix})
	}
	return append(faites, p.duos(arcs)...)
}

// offerts lists who is offered to each poste.
func (p *Probleme) offerts(arcs []optim.Arc) [][]int32 {
	o := make([][]int32, len(p.Probleme.Postes))
	for k := range arcs {
		o[arcs[k].Poste] = append(o[arcs[k].Poste], arcs[k].Personne)
	}
	return o
}

// possibles counts the people of the class wanted who are offered to the postes of a wish, and the seats they could take.
func possibles(w *Souhait, postes []int32, offerts [][]int32) int32 {
	vus := map[int32]bool{}
	for _, n := range postes {
		for _, i := range offerts[n] {
			if w.Classe[i] == w.Valeur {
				vus[i] = true
			}
		}
	}
	return int32(len(vus)) //nolint:gosec // a few
}

func (p *Probleme) postesDe(w *Souhait) []int32 {
	var postes []int32
	for k := range p.S.Missions[w.Mission].Postes {
		x := &p.S.Missions[w.Mission].Postes[k]
		if !x.Reserve && (len(w.Roles) == 0 || slices.Contains(w.Roles, x.Role)) {
			postes = append(postes, p.Postes[w.Mission]+int32(k))
		}
	}
	return postes
}
