package optim

import (
	"math/rand/v2"
	"slices"

	"imagin/server/internal/affectation/flot"
)

// partie is a connected component: people, postes and arcs that meet no other. Identifiers are local. Arcs are numbered
// by person, in the order of the missions' ends, so that one person's schedule is an increasing list.
type partie struct {
	m        *modele
	pers     []int32 // global
	postes   []int32 // global
	pd       []int32 // arcs of person i: pd[i]…pd[i+1]
	arcs     []arcLocal
	ad       []int32 // arcs of poste j: parPoste[ad[j]…ad[j+1]]
	parPoste []int32
	mots     []int32 // words of compatibility per arc of person i
	db       []int   // where those of person i begin
	compat   []uint64
	prefixe  []int32 // of each arc: how many first arcs of the person are all compatible with it
	besoin   []int32
	u        []int64
	mission  []int32
	quota    []int32
	cote     []bool // person with another quota than missions
	partage  bool   // somebody may share a journey
	// compositions wish for people of certain classes on certain postes (local numbers); duPoste lists those of a poste.
	compositions []Composition
	duPoste      [][]int32
	assis        [][]int32 // arcs that hold the seats of each poste; see asseoir

	etat
	recherche
}

type arcLocal struct {
	poste, pers  int32
	cout, trajet int32 // trajet: 0 when no other arc of the person could come just before in that centre
	aide         int32 // the most that the next mission may spare by coming just after
	global       int32
	fixe         bool // locked
	distance     bool
}

// etat is the current plan of a partie.
type etat struct {
	pris   []bool
	tenu   [][]int32 // arcs of each person, increasing
	pleins []int32   // seats taken of each poste
	cout   int64
}

// recherche is what the search learns.
type recherche struct {
	alea     *rand.Rand
	simplexe flot.Simplexe
	travail  int64
	d        dp
	f        famille
	aides    []aide

	etapes, plongees int
	depart           map[Affectation]bool
	aPlan            bool
	meilleurCout     int64
	meilleurPlan     []int32 // arcs

	borneSure         bool
	borne, borneAvant int64 // the best, and what it was before the last rise
	exact             bool
	g                 montee
	moyenne           float64 // mean price
	prix              []int64 // of each poste, × echelle
	minimum           []int64 // of each person under prix, × echelle
	ecart             []int32 // of each arc: what it costs at least to impose it, under prix; saturated

	distants, calendrier []int32   // postes à distance; days of the party
	parJour              [][]int32 // postes on site that some moment of each day may concern
}

// parties cuts the problem into components, the largest first.
func (m *modele) parties(graine uint64) []*partie {
	ks := m.retenus()
	p := m.p
	np := len(p.Personnes)
	pere := make([]int32, np+len(p.Postes))
	for u := range pere {
		pere[u] = int32(u)
	}
	for _, k := range ks {
		a, b := racine(pere, p.Arcs[k].Personne), racine(pere, i32(np)+p.Arcs[k].Poste)
		if a != b {
			pere[max(a, b)] = min(a, b)
		}
	}
	for _, c := range p.Compositions { // what is judged together is solved together
		for n := 1; n < len(c.Postes); n++ {
			if a, b := racine(pere, i32(np)+c.Postes[0]), racine(pere, i32(np)+c.Postes[n]); a != b {
				pere[max(a, b)] = min(a, b)
			}
		}
	}
	rang := map[int32]int{}
	var ps []*partie
	local := make([]int32, len(pere))
	for k := range local {
		local[k] = -1
	}
	for _, k := range ks {
		a := &p.Arcs[k]
		r := racine(pere, a.Personne)
		c, vu := rang[r]
		if !vu {
			c = len(ps)
			rang[r] = c
			ps = append(ps, &partie{m: m})
		}
		ps[c].ajouter(local, i32(np), k, a)
	}
	m.repartirCompositions(ps, local, i32(np), rang, pere)
	for c, x := range ps {
		x.sceller(graine, uint64(c))
	}
	slices.SortStableFunc(ps, func(a, b *partie) int { return len(b.arcs) - len(a.arcs) })
	return ps
}

func racine(pere []int32, u int32) int32 {
	for pere[u] != u {
		pere[u] = pere[pere[u]]
		u = pere[u]
	}
	return u
}

// ajouter takes an arc in; they come by person.
func (x *partie) ajouter(local []int32, np, k int32, a *Arc) {
	if local[a.Personne] < 0 {
		local[a.Personne] = i32(len(x.pers))
		x.pers = append(x.pers, a.Personne)
		x.pd = append(x.pd, i32(len(x.arcs)))
	}
	if s := np + a.Poste; local[s] < 0 {
		local[s] = i32(len(x.postes))
		x.postes = append(x.postes, a.Poste)
	}
	cout := a.Cout
	if x.m.publies[Affectation{a.Poste, a.Personne}] {
		cout -= int32(x.m.p.PrixDeplacement) //nolint:gosec // Valider bounds both
	}
	x.arcs = append(x.arcs, arcLocal{poste: local[np+a.Poste], pers: local[a.Personne], cout: cout, trajet: a.Trajet, global: k,
		fixe: a.Etat&Verrouille != 0, distance: !x.m.p.mission(k).surPlace()})
}

func (x *partie) sceller(graine, rang uint64) {
	p := x.m.p
	x.pd = append(x.pd, i32(len(x.arcs)))
	x.arcs = slices.Clip(x.arcs)
	for _, s := range x.postes {
		x.besoin = append(x.besoin, p.Postes[s].Besoin)
		x.u = append(x.u, p.Postes[s].NonPourvu)
		x.mission = append(x.mission, p.Postes[s].Mission)
	}
	x.indexerPostes()
	x.indexerPersonnes()
	x.pris = make([]bool, len(x.arcs))
	x.tenu = make([][]int32, len(x.pers))
	x.pleins = make([]int32, len(x.postes))
	x.prix = make([]int64, len(x.postes))
	x.minimum = make([]int64, len(x.pers))
	x.alea = rand.New(rand.NewPCG(graine, rang)) //nolint:gosec // a search to be replayed, not a secret
}

func (x *partie) indexerPostes() {
	x.ad = make([]int32, len(x.postes)+1)
	for k := range x.arcs {
		x.ad[x.arcs[k].poste+1]++
	}
	for j := range x.postes {
		x.ad[j+1] += x.ad[j]
	}
	x.parPoste = make([]int32, len(x.arcs))
	ou := slices.Clone(x.ad)
	for k := range x.arcs {
		j := x.arcs[k].poste
		x.parPoste[ou[j]] = int32(k)
		ou[j]++
	}
}

// indexerPersonnes computes, for each person, which pairs of her arcs are compatible.
func (x *partie) indexerPersonnes() {
	n := x.nbPersonnes()
	x.mots, x.db = make([]int32, n), make([]int, n)
	x.quota, x.cote = make([]int32, n), make([]bool, n)
	total := 0
	for i := range n {
		d := x.pd[i+1] - x.pd[i]
		x.mots[i], x.db[i] = (d+63)/64, total
		total += int(d * x.mots[i])
		g := &x.m.p.Personnes[x.pers[i]]
		x.quota[i] = min(g.Missions, d)
		x.cote[i] = g.Jours != SansLimite || g.Copies != SansLimite || g.Candidats != SansLimite
	}
	x.compat = make([]uint64, total)
	x.prefixe = make([]int32, len(x.arcs))
	for i := range n {
		lo, hi := x.pd[i], x.pd[i+1]
		for a := lo; a < hi; a++ {
			for b := lo; b < a; b++ {
				if x.m.compatibles(x.mission[x.arcs[a].poste], x.mission[x.arcs[b].poste]) {
					x.ligne(i, a)[(b-lo)/64] |= 1 << ((b - lo) % 64)
					x.ligne(i, b)[(a-lo)/64] |= 1 << ((a - lo) % 64)
				}
			}
			for x.prefixe[a] < a-lo && x.compatible(i, a, lo+x.prefixe[a]) {
				x.prefixe[a]++
			}
		}
		if x.m.partage {
			x.partager(i)
		}
	}
}

// partager finds which journeys of a person could be shared: few are, and the others cost the search nothing.
func (x *partie) partager(i int32) {
	for b := x.pd[i]; b < x.pd[i+1]; b++ {
		t, partage := x.arcs[b].trajet, false
		if t <= 0 {
			continue
		}
		for a := x.pd[i]; a < b; a++ {
			if x.compatible(i, a, b) && x.m.suit(x.mission[x.arcs[a].poste], x.mission[x.arcs[b].poste]) {
				partage = true
				x.arcs[a].aide = max(x.arcs[a].aide, t)
			}
		}
		if !partage {
			x.arcs[b].trajet = 0
		}
		x.partage = x.partage || partage
	}
}

// ligne is the set of the arcs of person i compatible with her arc a.
func (x *partie) ligne(i, a int32) []uint64 {
	w := int(x.mots[i])
	o := x.db[i] + int(a-x.pd[i])*w
	return x.compat[o : o+w]
}

func (x *partie) compatible(i, a, b int32) bool {
	r := b - x.pd[i]
	return x.ligne(i, a)[r/64]>>(r%64)&1 != 0
}

// libre: arc a goes with all the arcs held.
func (x *partie) libre(i, a int32, tenus []int32) bool {
	for _, b := range tenus {
		if !x.compatible(i, a, b) {
			return false
		}
	}
	return true
}

func (x *partie) marge(i int32, l int) int64 { return x.m.p.Personnes[x.pers[i]].marge(l) }

func (x *partie) nbPersonnes() int32 { return i32(len(x.pers)) }
func (x *partie) nbPostes() int32    { return i32(len(x.postes)) }
func (x *partie) nbArcs() int32      { return i32(len(x.arcs)) }
