package instance

import (
	"slices"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/disponibilite"
)

// Empechement is a hard rule that keeps a person from a mission, with what it was read from.
type Empechement struct {
	Regle   regle.Code
	Donnee  string                 // UAI, kilometres…
	Blocage *disponibilite.Blocage // for Disponibilite
}

// Empechements lists every hard rule that keeps a person from a mission, taken alone: what depends on her other
// missions (overlaps, quotas, cumuls) belongs to the plan. None: she can be called.
func (s *Session) Empechements(p, m int32) []Empechement {
	var e []Empechement
	s.empecher(p, m, func(x Empechement) bool { e = append(e, x); return true })
	return e
}

// premier returns the first rule that keeps a person from a mission, or "".
func (s *Session) premier(p, m int32) (code regle.Code) {
	s.empecher(p, m, func(x Empechement) bool { code = x.Regle; return false })
	return code
}

// empecher tells each hard rule broken, the quickest to check first, until voir returns false.
func (s *Session) empecher(i, j int32, voir func(Empechement) bool) {
	p, m := &s.Personnes[i], &s.Missions[j]
	if m.Exige && m.EpreuveOption != uuid.Nil {
		if _, ok := p.Competences[m.EpreuveOption]; !ok && !voir(Empechement{Regle: regle.Competence}) {
			return
		}
	}
	if !s.empecherChezSoi(p, m, j, voir) || !s.empecherDeLoin(p, m, j, voir) {
		return
	}
	for k := range p.Blocages {
		if s.bloque(&p.Blocages[k], j) && !voir(Empechement{Regle: regle.Disponibilite, Blocage: &p.Blocages[k]}) {
			return
		}
	}
}

// empecherChezSoi: not in one's own school, not one's own pupils.
func (s *Session) empecherChezSoi(p *Personne, m *Mission, j int32, voir func(Empechement) bool) bool {
	g := &s.gabarits[j]
	if g.propreEtablissement == regle.Imperative && m.CentreUAI != "" && slices.Contains(p.UAI, m.CentreUAI) &&
		!voir(Empechement{Regle: regle.PropreEtablissement, Donnee: m.CentreUAI}) {
		return false
	}
	if g.propresEleves != regle.Imperative {
		return true
	}
	u := commun(m.Origines, p.UAI)
	return u == "" || voir(Empechement{Regle: regle.PropresEleves, Donnee: u})
}

// empecherDeLoin: not from one's own bassin, not from too far, not a contractuel, where the académie said so.
func (s *Session) empecherDeLoin(p *Personne, m *Mission, j int32, voir func(Empechement) bool) bool {
	g := &s.gabarits[j]
	if g.bassin == regle.Imperative && s.memeBassin(p, m) && !voir(Empechement{Regle: regle.Bassin, Donnee: s.Lieux[p.Lieu].Bassin}) {
		return false
	}
	if g.rayon.Force == regle.Imperative && m.SurPlace && s.km.entre(p.Lieu, m.Centre) > g.rayon.Valeur && !voir(Empechement{Regle: regle.Rayon}) {
		return false
	}
	return g.contractuels != regle.Imperative || !p.Contractuel || p.Designee || voir(Empechement{Regle: regle.Contractuels})
}

func (s *Session) bloque(b *disponibilite.Blocage, j int32) bool {
	for k := range s.gabarits[j].creneaux {
		if b.Bloque(&s.gabarits[j].creneaux[k]) {
			return true
		}
	}
	return false
}

func (s *Session) memeBassin(p *Personne, m *Mission) bool {
	return m.SurPlace && m.Centre >= 0 && p.Lieu >= 0 && s.Lieux[p.Lieu].Bassin != "" && s.Lieux[p.Lieu].Bassin == s.Lieux[m.Centre].Bassin
}

func commun(a, b []string) string {
	for _, x := range a {
		if slices.Contains(b, x) {
			return x
		}
	}
	return ""
}
