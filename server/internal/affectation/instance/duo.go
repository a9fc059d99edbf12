package instance

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"imagin/server/internal/affectation/optim"
	"imagin/server/internal/affectation/regle"
)

// Duo is a wish to come with a colleague, or without: in one centre on one day, where the rules let both come. Whoever
// comes there alone thwarts it, or whoever comes together when they would rather not. A wish of both counts once.
//
// Anybody may supervise anywhere: a wish is looked at only in the places and days where one of the two is offered, or sits.
type Duo struct {
	A, B     int32
	Evite    bool
	Missions []int32 // those that the rules open to one of them
}

type paireDuo struct {
	a, b   int32
	evite  bool
	classe []int32 // shared by pairs that have nobody in common
	valeur int32
}

// lieuJour is where and when a wish is granted or not.
type lieuJour struct{ centre, jour int32 }

// voisinages are the pairs of colleagues, whom they bind, and the missions of each place and day.
type voisinages struct {
	paires   []paireDuo
	de       map[int32][]int32 // pairs of each person
	missions map[lieuJour][]int32
}

func (s *Session) voisinages() (v voisinages) {
	if s.Reglages.De(regle.Voeux, "").Force != regle.Souple {
		return v
	}
	if v.paires = s.paires(); len(v.paires) == 0 {
		return v
	}
	v.de, v.missions = map[int32][]int32{}, map[lieuJour][]int32{}
	for n := range v.paires {
		p := &v.paires[n]
		v.de[p.a], v.de[p.b] = append(v.de[p.a], int32(n)), append(v.de[p.b], int32(n))
	}
	for j := range s.Missions {
		if c, ok := s.lieuJour(int32(j)); ok {
			v.missions[c] = append(v.missions[c], int32(j))
		}
	}
	return v
}

// lieuJour of a mission where people meet.
func (s *Session) lieuJour(j int32) (lieuJour, bool) {
	m := &s.Missions[j]
	if !m.SurPlace || m.Fixe || m.Centre < 0 || len(m.Creneaux) == 0 {
		return lieuJour{}, false
	}
	return lieuJour{m.Centre, m.Creneaux[0].Jour}, true
}

// paires of colleagues, each once, in order.
func (s *Session) paires() (ps []paireDuo) {
	type cle struct {
		a, b  int32
		evite bool
	}
	_, gens := s.Index()
	vues := map[cle]bool{}
	for i := range s.Personnes {
		for k := range s.Personnes[i].Voeux {
			v := &s.Personnes[i].Voeux[k]
			autre, connu := gens[v.Collegue]
			if v.Genre != "collegue" || v.Collegue == uuid.Nil || !connu {
				continue
			}
			c := cle{min(int32(i), autre), max(int32(i), autre), v.Sens < 0}
			if !vues[c] {
				vues[c] = true
				ps = append(ps, paireDuo{a: c.a, b: c.b, evite: c.evite, valeur: int32(len(ps))}) //nolint:gosec // an index
			}
		}
	}
	repartir(ps, len(s.Personnes))
	return ps
}

// repartir gives each pair an array of classes in which its people belong to no other pair.
func repartir(ps []paireDuo, personnes int) {
	var tableaux [][]int32
	for n := range ps {
		p := &ps[n]
		k := slices.IndexFunc(tableaux, func(t []int32) bool { return t[p.a] < 0 && t[p.b] < 0 })
		if k < 0 {
			t := make([]int32, personnes)
			for i := range t {
				t[i] = -1
			}
			k, tableaux = len(tableaux), append(tableaux, t)
		}
		tableaux[k][p.a], tableaux[k][p.b] = p.valeur, p.valeur
		p.classe = tableaux[k]
	}
}

// duo is what a pair wishes in a place on a day; false where the rules do not let both come.
func (s *Session) duo(n int32, c lieuJour) (Duo, bool) {
	p := &s.voisins.paires[n]
	a, b := s.ouvertes(p.a, s.voisins.missions[c]), s.ouvertes(p.b, s.voisins.missions[c])
	if len(a) == 0 || len(b) == 0 {
		return Duo{}, false
	}
	missions := slices.Concat(a, b)
	slices.Sort(missions)
	return Duo{A: p.a, B: p.b, Evite: p.evite, Missions: slices.Compact(missions)}, true
}

// ouvertes are the missions of a place and day to which the rules let a person be called.
func (s *Session) ouvertes(i int32, missions []int32) (ms []int32) {
	for _, j := range missions {
		m := &s.Missions[j]
		if _, tient := s.Personnes[i].Competences[m.EpreuveOption]; (tient || !m.Exige) && s.premier(i, j) == "" {
			ms = append(ms, j)
		}
	}
	return ms
}

// Duos are the wishes of a person that hold where and when a mission is.
func (s *Session) Duos(i, j int32) (ds []Duo) {
	c, ok := s.lieuJour(j)
	if !ok {
		return nil
	}
	for _, n := range s.voisins.de[i] {
		if d, ok := s.duo(n, c); ok {
			ds = append(ds, d)
		}
	}
	return ds
}

// scene is a pair in a place on a day.
type scene struct {
	paire int32
	ou    lieuJour
}

// scenes where somebody of a pair is offered, in order.
func (p *Probleme) scenes(arcs []optim.Arc) []scene {
	vues := map[scene]bool{}
	var ss []scene
	for k := range arcs {
		for _, n := range p.S.voisins.de[arcs[k].Personne] {
			c, ok := p.S.lieuJour(p.Origine[arcs[k].Poste][0])
			if x := (scene{n, c}); ok && !vues[x] {
				vues[x] = true
				ss = append(ss, x)
			}
		}
	}
	slices.SortFunc(ss, func(a, b scene) int {
		return cmp.Or(cmp.Compare(a.paire, b.paire), cmp.Compare(a.ou.jour, b.ou.jour), cmp.Compare(a.ou.centre, b.ou.centre))
	})
	return ss
}

// apparier offers whoever is wished beside somebody wherever that somebody is offered.
func (p *Probleme) apparier(parMission [][]optim.Arc) {
	s := p.S
	if len(s.voisins.paires) == 0 {
		return
	}
	touchees := map[int32]bool{}
	for _, x := range p.scenes(slices.Concat(parMission...)) {
		if _, ok := s.duo(x.paire, x.ou); !ok {
			continue
		}
		for _, i := range []int32{s.voisins.paires[x.paire].a, s.voisins.paires[x.paire].b} {
			for _, j := range s.ouvertes(i, s.voisins.missions[x.ou]) {
				if !s.Interdits[[2]int32{j, i}] && !slices.ContainsFunc(parMission[j], func(a optim.Arc) bool { return a.Personne == i }) {
					total, trajet := s.chiffrer(i, j, nil)
					for k := range s.Missions[j].Postes {
						parMission[j] = append(parMission[j], optim.Arc{Poste: p.Postes[j] + int32(k), Personne: i, Cout: total, Trajet: max(0, trajet)})
					}
					touchees[j] = true
				}
			}
		}
	}
	for j := range touchees {
		slices.SortFunc(parMission[j], parPoste)
	}
}

// duos writes the wishes about colleagues for the engine, wherever one of them is offered.
func (p *Probleme) duos(arcs []optim.Arc) (cs []optim.Composition) {
	for _, x := range p.scenes(arcs) {
		if d, ok := p.S.duo(x.paire, x.ou); ok {
			cs = append(cs, p.duo(&p.S.voisins.paires[x.paire], &d))
		}
	}
	return cs
}

// duo is the composition of a wish, over the places of its missions; réservistes do not travel.
func (p *Probleme) duo(x *paireDuo, d *Duo) optim.Composition {
	c := optim.Composition{Classe: x.classe, Valeur: x.valeur, Prix: int64(p.S.Reglages.Prix(regle.Voeux, "")), Max: 1, Paires: !d.Evite, Une: !d.Evite}
	for _, j := range d.Missions {
		for k := range p.S.Missions[j].Postes {
			if !p.S.Missions[j].Postes[k].Reserve {
				c.Postes = append(c.Postes, p.Postes[j]+int32(k))
			}
		}
	}
	return c
}

// PenaliteDuos is what the wishes about colleagues of some people cost, in centimes, when tient tells the postes of each;
// nil: of everyone.
func (p *Probleme) PenaliteDuos(gens map[int32]bool, tient func(i int32) []int32) (total int64) {
	prix := int64(p.S.Reglages.Prix(regle.Voeux, ""))
	for n := range p.S.voisins.paires {
		x := &p.S.voisins.paires[n]
		if gens == nil || gens[x.a] || gens[x.b] {
			total += prix * p.contraries(int32(n), tient(x.a), tient(x.b))
		}
	}
	return total
}

// contraries counts the places and days where a pair does not get its wish.
func (p *Probleme) contraries(n int32, a, b []int32) (fois int64) {
	vus := map[lieuJour]bool{}
	for _, poste := range slices.Concat(a, b) {
		c, ok := p.S.lieuJour(p.Origine[poste][0])
		if !ok || vus[c] {
			continue
		}
		vus[c] = true
		d, ok := p.S.duo(n, c)
		if !ok {
			continue
		}
		va, vb := p.Vient(&d, a), p.Vient(&d, b)
		if d.Evite && va && vb || !d.Evite && va != vb {
			fois++
		}
	}
	return fois
}

// Vient says whether one of these postes is where a wish looks.
func (p *Probleme) Vient(d *Duo, postes []int32) bool {
	return slices.ContainsFunc(postes, func(n int32) bool {
		o := p.Origine[n]
		return slices.Contains(d.Missions, o[0]) && !p.S.Missions[o[0]].Postes[o[1]].Reserve
	})
}
