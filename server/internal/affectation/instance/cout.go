package instance

import (
	"slices"

	"imagin/server/internal/affectation/regle"
)

// Terme is one part of the cost of a pair, in centimes; negative when it is a reason for her.
type Terme struct {
	Regle    regle.Code `json:"regle"`
	Centimes int32      `json:"centimes"`
	Quantite int32      `json:"quantite,omitempty"` // kilometres, wishes…
}

// Cout of a pair: what is paid for her coming, and what the soft rules say of it. Trajet is the part that is not paid
// when she is in that centre the same day already.
type Cout struct {
	Total, Trajet int32
	Termes        []Terme
}

// Cout returns the cost of a pair, term by term. The load of the person is not in it: it depends on her other missions.
func (s *Session) Cout(i, j int32) Cout {
	var c Cout
	c.Total, c.Trajet = s.chiffrer(i, j, func(t Terme) { c.Termes = append(c.Termes, t) })
	return c
}

// chiffrer adds the terms; voir may be nil. It is called for millions of pairs.
func (s *Session) chiffrer(i, j int32, voir func(Terme)) (total, trajet int32) {
	p, m, g := &s.Personnes[i], &s.Missions[j], &s.gabarits[j]
	dire := func(code regle.Code, centimes, quantite int32) {
		if centimes == 0 {
			return
		}
		total += centimes
		if voir != nil {
			voir(Terme{code, centimes, quantite})
		}
	}
	if m.SurPlace {
		trajet = s.chiffrerVenue(p, m, g, dire)
	}
	if g.prixEleves != 0 && commun(m.Origines, p.UAI) != "" {
		dire(regle.PropresEleves, g.prixEleves, 0)
	}
	if m.Exige && g.prixClasse != 0 && p.Competences[m.EpreuveOption] != 1 {
		dire(regle.ClasseExamen, g.prixClasse, 0)
	}
	if p.Contractuel && !p.Designee {
		dire(regle.Contractuels, g.prixContractuels, 0)
	}
	if len(p.Voeux) > 0 && g.prixVoeux != 0 {
		if n := s.voeux(p, m); n != 0 {
			dire(regle.Voeux, -g.prixVoeux*n, n)
		}
	}
	return total, trajet
}

// chiffrerVenue adds what depends on where she comes from, and returns the journey that a mission of the same day in the
// same centre would spare.
func (s *Session) chiffrerVenue(p *Personne, m *Mission, g *gabarit, dire func(regle.Code, int32, int32)) (trajet int32) {
	km := s.km.entre(p.Lieu, m.Centre)
	trajet = s.deplacement(p, m, km)
	dire(regle.Frais, trajet, km)
	if g.rayon.Force == regle.Souple && km > g.rayon.Valeur {
		dire(regle.Rayon, g.rayon.Poids*(km-g.rayon.Valeur), km-g.rayon.Valeur)
	}
	if g.prixBassin != 0 && s.memeBassin(p, m) {
		dire(regle.Bassin, g.prixBassin, 0)
	}
	if g.prixEtablissement != 0 && m.CentreUAI != "" && slices.Contains(p.UAI, m.CentreUAI) {
		dire(regle.PropreEtablissement, g.prixEtablissement, 0)
	}
	if !s.regroupe {
		return 0
	}
	return trajet
}

// deplacement is what the journeys of a mission make the académie pay: nothing in one's own commune or one that touches
// it, else each day there and back with a meal, or nights on the spot where it is far and several days run.
func (s *Session) deplacement(p *Personne, m *Mission, km int32) int32 {
	if m.Centre < 0 || km == 0 || s.sansDroit(p, m) {
		return 0
	}
	return s.route(m, km)
}

// route is what so many kilometres cost, whoever drives them.
func (s *Session) route(m *Mission, km int32) int32 {
	jours, repas := m.jours()
	b := &s.Bareme
	if km > b.NuiteeAuDela && jours > 1 {
		return 2*km*b.ParKm + (jours-1)*b.Nuitee + (repas+jours-1)*b.Repas
	}
	return jours*2*min(km, sansPont)*b.ParKm + repas*b.Repas
}

func (s *Session) sansDroit(p *Personne, m *Mission) bool {
	c := s.Lieux[m.Centre].Commune
	for _, d := range p.Communes {
		if d == c || s.Bareme.Limitrophe != nil && s.Bareme.Limitrophe(d, c) {
			return true
		}
	}
	return false
}

// jours counts the days of a mission, and those on which one eats there: a day that covers 11:00 to 14:00.
func (m *Mission) jours() (jours, repas int32) {
	vus := int32(-1)
	for k := range m.Creneaux {
		c := &m.Creneaux[k]
		if c.Jour != vus {
			vus = c.Jour
			jours++
			debut, fin := c.Debut, c.Fin
			for l := k + 1; l < len(m.Creneaux) && m.Creneaux[l].Jour == c.Jour; l++ {
				fin = m.Creneaux[l].Fin
			}
			if debut.Hour() < 11 && fin.Sub(debut).Hours() >= float64(14-debut.Hour()) {
				repas++
			}
		}
	}
	return jours, repas
}

// voeux is how many wishes a mission grants, less those it thwarts.
func (s *Session) voeux(p *Personne, m *Mission) (n int32) {
	for k := range p.Voeux {
		v := &p.Voeux[k]
		if !s.touche(v, p, m) {
			if v.Genre == "distance" && m.SurPlace {
				n--
			}
			continue
		}
		n += v.Sens
	}
	return n
}

func (s *Session) touche(v *Voeu, p *Personne, m *Mission) bool {
	switch v.Genre {
	case "periode":
		for k := range m.Creneaux {
			if m.Creneaux[k].Debut.Before(v.Fin) && v.Debut.Before(m.Creneaux[k].Fin) {
				return true
			}
		}
	case "etablissement":
		return m.Centre >= 0 && v.Lieu == m.Centre
	case "distance":
		return m.SurPlace && s.km.entre(p.Lieu, m.Centre) <= v.DistanceKm
	case "type_mission":
		return v.Type == m.Type
	}
	return false
}
