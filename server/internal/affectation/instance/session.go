package instance

import (
	"github.com/google/uuid"

	"imagin/server/internal/affectation/regle"
	"imagin/server/internal/disponibilite"
)

// Session is the data made ready: distances, and what the rules say of each mission.
type Session struct {
	Donnees
	km       distances
	gabarits []gabarit
	regroupe bool
	// souhaitsDe lists the wishes on each mission.
	souhaitsDe map[int32][]int
	voisins    voisinages
	autour     *alentours
	// deSuite: the cheapest people alone are offered to a mission; a repair is about one seat at a time.
	deSuite bool
}

// gabarit is what the rules say of a mission, read once for all its pairs.
type gabarit struct {
	creneaux                           []disponibilite.Creneau
	propreEtablissement, propresEleves regle.Force
	bassin, contractuels               regle.Force
	rayon                              regle.Reglage
	prixBassin, prixEtablissement      int32
	prixEleves, prixClasse             int32
	prixContractuels, prixVoeux        int32
}

// Preparer makes the data ready. They are only read afterwards, and may be shared.
func Preparer(d Donnees) *Session {
	s := &Session{Donnees: d, km: nouvellesDistances(d.Lieux), gabarits: make([]gabarit, len(d.Missions)),
		regroupe: d.Reglages.De(regle.Regroupement, "").Force == regle.Souple}
	for j := range d.Missions {
		s.gabarits[j] = s.gabarit(&d.Missions[j])
	}
	s.autour = s.alentours()
	s.souhaitsDe = map[int32][]int{}
	for k := range d.Souhaits {
		s.souhaitsDe[d.Souhaits[k].Mission] = append(s.souhaitsDe[d.Souhaits[k].Mission], k)
	}
	s.voisins = s.voisinages()
	return s
}

// Avec is the same session under other rules; what does not depend on them is shared.
func (s *Session) Avec(r regle.Reglages) *Session {
	autre := &Session{Donnees: s.Donnees, km: s.km, souhaitsDe: s.souhaitsDe, voisins: s.voisins, gabarits: make([]gabarit, len(s.Missions)),
		regroupe: r.De(regle.Regroupement, "").Force == regle.Souple}
	autre.Reglages = r
	for j := range s.Missions {
		autre.gabarits[j] = autre.gabarit(&s.Missions[j])
	}
	return autre
}

func (s *Session) gabarit(m *Mission) gabarit {
	r, x := &s.Reglages, m.Examen
	g := gabarit{rayon: r.De(regle.Rayon, x), bassin: r.De(regle.Bassin, x).Force, contractuels: r.De(regle.Contractuels, x).Force,
		propresEleves: r.De(regle.PropresEleves, x).Force, prixBassin: r.Prix(regle.Bassin, x), prixEleves: r.Prix(regle.PropresEleves, x),
		prixClasse: r.Prix(regle.ClasseExamen, x), prixContractuels: r.Prix(regle.Contractuels, x), prixVoeux: r.Prix(regle.Voeux, x)}
	if m.Exige { // whoever only supervises or helps does it where he works
		g.propreEtablissement, g.prixEtablissement = r.De(regle.PropreEtablissement, x).Force, r.Prix(regle.PropreEtablissement, x)
	}
	var examen *string
	if x != "" {
		examen = &x
	}
	for _, c := range m.Creneaux {
		g.creneaux = append(g.creneaux, disponibilite.Creneau{ID: c.ID, Debut: c.Debut, Fin: c.Fin, SurPlace: m.SurPlace, Type: m.Type,
			SessionID: s.Session, Examen: examen})
	}
	return g
}

// Km is the distance by road, estimated, between where a person works and the centre of a mission; 0 at a distance.
func (s *Session) Km(p, m int32) int32 {
	if !s.Missions[m].SurPlace {
		return 0
	}
	return s.km.entre(s.Personnes[p].Lieu, s.Missions[m].Centre)
}

// Index finds missions and people by identifier.
func (s *Session) Index() (missions, personnes map[uuid.UUID]int32) {
	missions, personnes = make(map[uuid.UUID]int32, len(s.Missions)), make(map[uuid.UUID]int32, len(s.Personnes))
	for j := range s.Missions {
		missions[s.Missions[j].ID] = int32(j)
	}
	for i := range s.Personnes {
		personnes[s.Personnes[i].ID] = int32(i)
	}
	return missions, personnes
}

// Conflits are the missions that a person holds and that she could not hold together with another one: their créneaux
// overlap, or the journey between them takes longer than what separates them.
func (s *Session) Conflits(i, j int32) []int32 {
	m := &s.Missions[j]
	if !m.SurPlace {
		return nil
	}
	trajet := s.trajet()
	if trajet == nil {
		trajet = func(int32, int32) int32 { return 0 }
	}
	var c []int32
	for k := range s.Missions {
		x := &s.Missions[k]
		if int32(k) != j && x.SurPlace && x.tient(i) && seGenent(m, x, trajet) {
			c = append(c, int32(k))
		}
	}
	return c
}

// Tient says whether a person is on a mission already.
func (s *Session) Tient(i, j int32) bool { return s.Missions[j].tient(i) }

func (m *Mission) tient(i int32) bool {
	for k := range m.Postes {
		for _, t := range m.Postes[k].Tenus {
			if t.Personne == i {
				return true
			}
		}
	}
	return false
}

func seGenent(a, b *Mission, trajet func(de, vers int32) int32) bool {
	for _, x := range a.Creneaux {
		for _, y := range b.Creneaux {
			de, vers, avant, apres := a.Centre, b.Centre, x, y
			if y.Debut.Before(x.Debut) {
				de, vers, avant, apres = vers, de, y, x
			}
			if apres.Debut.Sub(avant.Fin).Minutes() < float64(trajet(de, vers)) {
				return true
			}
		}
	}
	return false
}
