package instance

import (
	"slices"

	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
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

// compositions writes the wishes on juries and pairs for the engine.
func (p *Probleme) compositions() []optim.Composition {
	var faites []optim.Composition
	for k := range p.S.Souhaits {
		w := &p.S.Souhaits[k]
		m := &p.S.Missions[w.Mission]
		code := regle.Composition
		if w.Paires {
			code = regle.Binome
		}
		prix := int64(p.S.Reglages.Prix(code, m.Examen))
		postes := p.postesDe(w)
		if prix == 0 || len(postes) == 0 || m.Fixe {
			continue
		}
		faites = append(faites, optim.Composition{Postes: postes, Classe: w.Classe, Valeur: w.Valeur, Min: w.Min, Max: w.Max, Paires: w.Paires, Prix: prix})
	}
	return faites
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
