package instance

import (
	"github.com/google/uuid"

	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
)

// Probleme is a session as the engine reads it, with the way back from its indices.
type Probleme struct {
	*optim.Probleme
	S *Session
	// Origine gives the mission and the poste (index in Mission.Postes) of each poste of the problem.
	Origine [][2]int32
	// Postes gives, for each mission, the first of its postes in the problem.
	Postes []int32
	// Tenus are the affectations that stand before the plan, by poste and person of the problem.
	Tenus map[optim.Affectation]Tenu
	// detenteurs lists who holds each épreuve-option; Nil, everyone.
	detenteurs map[uuid.UUID][]int32
}

// Construire makes the problem. For each poste only the cheapest people are offered to the engine at first: voisins of
// them, and five more for each seat; the others are reached through Omis, so that the bound holds for everyone.
func (s *Session) Construire(voisins int) *Probleme {
	p := s.Cadre()
	p.offrir(voisins)
	p.Compositions, p.Recomposer = p.compositions(p.Arcs), p.compositions
	return p
}

// Cadre is the problem without anybody offered yet: people, missions, postes, journeys, and who stood where before.
func (s *Session) Cadre() *Probleme {
	p := &Probleme{Probleme: &optim.Probleme{}, S: s, Postes: make([]int32, len(s.Missions)), Tenus: map[optim.Affectation]Tenu{}, detenteurs: s.detenteurs()}
	p.Personnes = s.personnes()
	p.Missions = s.missions()
	p.Trajet = s.trajet()
	p.CumulsInterdits = s.cumuls()
	if s.Reglages.De(regle.Stabilite, "").Force == regle.Souple {
		p.PrixDeplacement = int64(s.Reglages.Prix(regle.Stabilite, ""))
	}
	for j := range s.Missions {
		p.Postes[j] = int32(len(p.Probleme.Postes)) //nolint:gosec // an index
		for k := range s.Missions[j].Postes {
			p.poste(int32(j), int32(k))
		}
	}
	return p
}

func (p *Probleme) poste(j, k int32) {
	m := &p.S.Missions[j]
	x := &m.Postes[k]
	r := &p.S.Reglages
	prix := int64(r.Prix(regle.Couverture, m.Examen))
	if x.Reserve {
		prix = int64(r.Prix(regle.Reserve, m.Examen))
	}
	besoin := x.Besoin
	if m.Fixe {
		besoin, prix = int32(len(x.Tenus)), 0 //nolint:gosec // a few
	}
	n := int32(len(p.Probleme.Postes)) //nolint:gosec // an index
	for _, t := range x.Tenus {
		p.Tenus[optim.Affectation{Poste: n, Personne: t.Personne}] = t
	}
	// People already convoked are never undone by a plan, were they more than the mission now wants.
	besoin = max(besoin, int32(verrouilles(x.Tenus))) //nolint:gosec // a few
	p.Probleme.Postes = append(p.Probleme.Postes, optim.Poste{Mission: j, Besoin: besoin, NonPourvu: prix, Role: k, Reserve: x.Reserve})
	p.Origine = append(p.Origine, [2]int32{j, k})
}

func verrouilles(tenus []Tenu) (n int) {
	for _, t := range tenus {
		if t.Convoque || t.Verrouille {
			n++
		}
	}
	return n
}

func (s *Session) personnes() []optim.Personne {
	quota := func(c regle.Code) int32 {
		if d := s.Reglages.De(c, ""); d.Force == regle.Imperative {
			return d.Valeur
		}
		return optim.SansLimite
	}
	plafonds := optim.Plafonds{Missions: quota(regle.QuotaMissions), Jours: quota(regle.QuotaJours), Copies: quota(regle.QuotaCopies),
		Candidats: quota(regle.QuotaCandidats)}
	prorata := s.Reglages.De(regle.TempsPartiel, "").Force == regle.Souple
	type cle struct{ passe, quotite int32 }
	charges := map[cle][]int64{}
	faites := make([]optim.Personne, len(s.Personnes))
	for i := range s.Personnes {
		x := &s.Personnes[i]
		c := cle{x.Passe, 100}
		if prorata && x.Quotite > 0 {
			c.quotite = x.Quotite
		}
		if charges[c] == nil {
			charges[c] = s.charge(c.passe, c.quotite)
		}
		faites[i] = optim.Personne{Plafonds: plafonds, Charge: charges[c]}
		if x.Jours > 0 {
			faites[i].Jours = min(faites[i].Jours, x.Jours)
		}
	}
	return faites
}

// charge is the cost of each further mission: it grows with those of this session and with those of past ones, and
// weighs more on whoever works part-time where the académie says so. The last value is repeated beyond the end.
func (s *Session) charge(passe, quotite int32) []int64 {
	prix := int64(s.Reglages.Prix(regle.Equite, ""))
	const longueur = 24
	c := make([]int64, longueur)
	for l := range int64(longueur) {
		c[l] = (prix*l*l + prix*l*int64(passe)/2) * 100 / int64(quotite)
	}
	return c
}

func (s *Session) missions() []optim.Mission {
	origine := s.origine()
	familles := s.familles()
	faites := make([]optim.Mission, len(s.Missions))
	for j := range s.Missions {
		m := &s.Missions[j]
		x := optim.Mission{Centre: m.Centre, ADistance: !m.SurPlace, Famille: familles[[2]string{m.Examen, m.Type}], Copies: m.Copies, Candidats: m.Candidats}
		if m.Centre < 0 {
			x.Centre = int32(len(s.Lieux)) //nolint:gosec // an index
		}
		for k := range m.Creneaux {
			c := &m.Creneaux[k]
			debut, fin := c.Debut.Unix()/60-origine, (c.Fin.Unix()+59)/60-origine
			x.Creneaux = append(x.Creneaux, optim.Creneau{Debut: int32(debut), Fin: int32(fin), Jour: c.Jour}) //nolint:gosec // minutes of one session
		}
		faites[j] = x
	}
	return faites
}

// origine of the clock of the problem, in minutes since 1970.
func (s *Session) origine() int64 {
	origine := int64(-1)
	for j := range s.Missions {
		for k := range s.Missions[j].Creneaux {
			if d := s.Missions[j].Creneaux[k].Debut.Unix() / 60; origine < 0 || d < origine {
				origine = d
			}
		}
	}
	return max(origine, 0)
}

func (s *Session) trajet() func(de, vers int32) int32 {
	d := s.Reglages.De(regle.Trajet, "")
	if d.Force != regle.Imperative {
		return nil
	}
	n := int32(len(s.Lieux)) //nolint:gosec // an index
	return func(de, vers int32) int32 {
		if de == vers || de >= n || vers >= n {
			return 0
		}
		return Minutes(s.km.entre(de, vers)) + d.Valeur
	}
}

func (s *Session) familles() map[[2]string]int32 {
	f := map[[2]string]int32{}
	for j := range s.Missions {
		cle := [2]string{s.Missions[j].Examen, s.Missions[j].Type}
		if _, vue := f[cle]; !vue {
			f[cle] = int32(len(f)) //nolint:gosec // an index
		}
	}
	return f
}

// cumuls unfolds the pairs that the académie forbids over the families that the session holds.
func (s *Session) cumuls() [][2]int32 {
	if s.Reglages.De(regle.Cumul, "").Force != regle.Imperative {
		return nil
	}
	familles := s.familles()
	vus := map[[2]int32]bool{}
	var paires [][2]int32
	for _, c := range s.Cumuls {
		for a, ia := range familles {
			for b, ib := range familles {
				paire := [2]int32{min(ia, ib), max(ia, ib)}
				if ia != ib && c.vise(a, b) && !vus[paire] {
					vus[paire] = true
					paires = append(paires, paire)
				}
			}
		}
	}
	trierPaires(paires)
	return paires
}

func (c Cumul) vise(a, b [2]string) bool {
	va := func(x [2]string, examen, genre string) bool {
		return (examen == "" || examen == x[0]) && (genre == "" || genre == x[1])
	}
	return va(a, c.ExamenA, c.TypeA) && va(b, c.ExamenB, c.TypeB)
}

// Poste finds the poste of the problem for a role of a mission; −1 when it has none.
func (p *Probleme) Poste(m int32, role string) int32 {
	for k := range p.S.Missions[m].Postes {
		if p.S.Missions[m].Postes[k].Role == role {
			return p.Postes[m] + int32(k)
		}
	}
	return -1
}

// MissionDe is the mission of a poste of the problem.
func (p *Probleme) MissionDe(poste int32) *Mission { return &p.S.Missions[p.Origine[poste][0]] }

// RoleDe is the role of a poste of the problem.
func (p *Probleme) RoleDe(poste int32) string {
	return p.MissionDe(poste).Postes[p.Origine[poste][1]].Role
}

// Cle names a seat across reads of the database.
type Cle struct {
	Mission uuid.UUID
	Role    string
}

// Charge is what one mission more weighs on a person who holds n of them already, in centimes.
func (s *Session) Charge(i int32, n int) int64 {
	quotite := int32(100)
	if s.Reglages.De(regle.TempsPartiel, "").Force == regle.Souple && s.Personnes[i].Quotite > 0 {
		quotite = s.Personnes[i].Quotite
	}
	c := s.charge(s.Personnes[i].Passe, quotite)
	return c[min(max(n, 0), len(c)-1)]
}
