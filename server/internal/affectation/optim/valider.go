package optim

import (
	"errors"
	"fmt"
	"math"
)

// ErrProbleme wraps every refusal of a Probleme that does not hold together.
var ErrProbleme = errors.New("problème d’affectation incohérent")

// maxSomme bounds objectives, so that they stay exact in JSON and in sums of potentials.
const maxSomme = 1 << 53

func refus(format string, a ...any) error {
	return fmt.Errorf("%w : "+format, append([]any{ErrProbleme}, a...)...)
}

// Valider checks indices, signs, orders and sizes; the errors name the faulty element and wrap ErrProbleme.
func (p *Probleme) Valider() error {
	if len(p.Personnes) >= math.MaxInt32/4 || len(p.Postes) >= math.MaxInt32/4 || len(p.Arcs) >= math.MaxInt32/4 {
		return refus("trop grand")
	}
	for _, f := range []func() error{p.validerPersonnes, p.validerMissions, p.validerPostes, p.validerArcs, p.validerCompositions} {
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

func (p *Probleme) validerPersonnes() error {
	for i := range p.Personnes {
		x := &p.Personnes[i]
		if x.Missions < 0 || x.Jours < 0 || x.Copies < 0 || x.Candidats < 0 {
			return refus("personne %d : plafond négatif", i)
		}
		for l, c := range x.Charge {
			if c < -1<<40 || c > 1<<40 {
				return refus("personne %d : coût de charge démesuré", i)
			}
			if l > 0 && c < x.Charge[l-1] {
				return refus("personne %d : le coût de charge doit croître avec le nombre de missions", i)
			}
		}
	}
	return nil
}

func (p *Probleme) validerMissions() error {
	for j := range p.Missions {
		m := &p.Missions[j]
		if m.Copies < 0 || m.Candidats < 0 {
			return refus("mission %d : poids négatif", j)
		}
		for k, c := range m.Creneaux {
			if c.Fin < c.Debut || c.Debut < math.MinInt32/4 || c.Fin > math.MaxInt32/4 {
				return refus("mission %d : créneau %d qui finit avant de commencer, ou hors du calendrier", j, k)
			}
			if k > 0 && c.Debut < m.Creneaux[k-1].Fin {
				return refus("mission %d : créneaux non triés ou qui se recouvrent", j)
			}
		}
	}
	return nil
}

func (p *Probleme) validerPostes() error {
	var somme float64
	for k := range p.Postes {
		s := &p.Postes[k]
		switch {
		case s.Mission < 0 || int(s.Mission) >= len(p.Missions):
			return refus("poste %d : mission %d inconnue", k, s.Mission)
		case s.Besoin < 0 || s.Besoin > 1<<24:
			return refus("poste %d : besoin négatif ou démesuré", k)
		case s.NonPourvu < 0 || s.NonPourvu > 1<<40:
			return refus("poste %d : prix d’une place vide négatif ou démesuré", k)
		}
		somme += float64(s.Besoin) * float64(s.NonPourvu)
	}
	if somme > maxSomme {
		return refus("la somme des coûts dépasse ce qui se calcule exactement")
	}
	return nil
}

func (p *Probleme) validerArcs() error {
	for k := range p.Arcs {
		if err := p.validerArc(p.Arcs[k], k); err != nil {
			return err
		}
	}
	if p.PrixDeplacement < 0 || p.PrixDeplacement > 1<<30 {
		return refus("prix d’un déplacement négatif ou démesuré")
	}
	return nil
}

func (p *Probleme) validerArc(a Arc, k int) error {
	switch {
	case a.Poste < 0 || int(a.Poste) >= len(p.Postes):
		return refus("arc %d : poste %d inconnu", k, a.Poste)
	case a.Personne < 0 || int(a.Personne) >= len(p.Personnes):
		return refus("arc %d : personne %d inconnue", k, a.Personne)
	case a.Cout > 1<<30 || a.Cout < -1<<30 || a.Trajet < 0 || a.Trajet > 1<<30:
		return refus("arc %d : coût démesuré, ou trajet négatif", k)
	case a.Etat&Verrouille != 0 && a.Etat&Interdit != 0:
		return refus("arc %d : à la fois verrouillé et interdit", k)
	}
	return nil
}

func (p *Probleme) validerCompositions() error {
	for k := range p.Compositions {
		c := &p.Compositions[k]
		if len(c.Classe) < len(p.Personnes) || c.Prix < 0 || c.Prix > 1<<30 || c.Min < 0 || (c.Max < c.Min && !c.Paires) {
			return refus("composition %d : une classe par personne, 0 ≤ Min ≤ Max, prix positif", k)
		}
		for _, s := range c.Postes {
			if s < 0 || int(s) >= len(p.Postes) {
				return refus("composition %d : poste %d inconnu", k, s)
			}
		}
	}
	return nil
}
