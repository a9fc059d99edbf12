package main

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"imagin/server/internal/affectation/session"
)

// taille of an invented académie.
type taille struct {
	nom                            string
	personnes, places, disciplines int
	graine                         uint64
}

const (
	doc = "Minimise sum(arc cost of chosen arcs) + sum over persons of sum_{l=0}^{n-1}(400*l*l+200*l*prior) + " +
		"unfilled_cost*unfilled seats. arcs=[mission,person,cost]; each arc at most once. Two missions a,b are compatible for " +
		"one person iff a before b or b before a; a before b iff a.end<=b.start and (same est, or b.start-a.end>=240, or " +
		"a.end+15+1.25*dist_km(a,b)<=b.start). At most max_missions_per_person per person."
	jours           = 10
	plafondMissions = 8
	nonPourvu       = 100_000
	minutesParJour  = 1440
	options         = 6    // épreuve-options of a discipline
	competent       = 0.55 // chance to hold each
	voisins         = 30   // nearest people offered to the first seat of a mission
	voisinsParPlace = 5
	kilometre       = 80 // centimes, there and back by road
)

// intervenant is a person being invented.
type intervenant struct {
	session.Personne
	discipline int
	options    uint
	absent     uint // days
}

// monde is where they live.
type monde struct {
	alea           *rand.Rand
	etablissements [][2]float64
	poids          []float64
	disciplines    []float64
	cache          map[[2]int][]voisin
}

func nouveauMonde(t taille) *monde {
	m := &monde{alea: rand.New(rand.NewPCG(t.graine, 20))} //nolint:gosec // invented data
	cote := 60 * math.Sqrt(float64(t.personnes)/5000)
	villes := make([][2]float64, max(40, t.personnes/70))
	attrait := make([]float64, len(villes))
	for v := range villes {
		villes[v] = [2]float64{m.alea.Float64() * cote, m.alea.Float64() * cote}
		attrait[v] = math.Pow(float64(v+1), -0.8)
	}
	attrait = cumuler(attrait)
	for range max(20, t.personnes/45) {
		v := villes[m.tirer(attrait)]
		m.etablissements = append(m.etablissements, [2]float64{v[0] + m.alea.ExpFloat64()*1.5, v[1] + m.alea.ExpFloat64()*1.5})
		m.poids = append(m.poids, 0.4+m.alea.Float64())
	}
	m.poids = cumuler(m.poids)
	for d := range t.disciplines {
		m.disciplines = append(m.disciplines, math.Pow(float64(d+1), -0.8))
	}
	m.disciplines = cumuler(m.disciplines)
	return m
}

func cumuler(p []float64) []float64 {
	for k := 1; k < len(p); k++ {
		p[k] += p[k-1]
	}
	return p
}

func (m *monde) tirer(cumul []float64) int {
	k, _ := slices.BinarySearch(cumul, m.alea.Float64()*cumul[len(cumul)-1])
	return min(k, len(cumul)-1)
}

// personne lives around her establishment; one in seven works part-time and has a day off each week, one in twenty is
// away for three days.
func (m *monde) personne() intervenant {
	e := m.tirer(m.poids)
	r, angle := m.alea.ExpFloat64()*12, m.alea.Float64()*2*math.Pi
	p := intervenant{Personne: session.Personne{X: m.etablissements[e][0] + r*math.Cos(angle), Y: m.etablissements[e][1] + r*math.Sin(angle),
		Est: i32(e), Prior: int64(m.alea.ExpFloat64() * 1.2)}, discipline: m.tirer(m.disciplines)}
	for o := range options {
		if m.alea.Float64() < competent {
			p.options |= 1 << o
		}
	}
	if p.options == 0 {
		p.options = 1 << m.alea.IntN(options)
	}
	if m.alea.Float64() < 0.15 {
		j := m.alea.IntN(jours / 2)
		p.absent |= 1<<j | 1<<(j+jours/2)
	}
	if m.alea.Float64() < 0.05 {
		p.absent |= 7 << m.alea.IntN(jours-2)
	}
	return p
}

// horaire draws a mission's period: half-days, days, two days running, or two hours of orals.
func (m *monde) horaire() (debut, fin int32, occupes uint) {
	j := m.alea.IntN(jours)
	jour := i32(j) * minutesParJour
	switch u := m.alea.Float64(); {
	case u < 0.35:
		return jour + 480, jour + 720, 1 << j
	case u < 0.65:
		return jour + 810, jour + 1050, 1 << j
	case u < 0.85:
		return jour + 480, jour + 1050, 1 << j
	case u < 0.93 && j < jours-1:
		return jour + 480, jour + minutesParJour + 1050, 3 << j
	}
	debut = jour + 480 + 30*i32(m.alea.IntN(15))
	return debut, debut + 120, 1 << j
}

// inventer makes a whole session.
func inventer(t taille) *session.Fichier {
	m := nouveauMonde(t)
	f := &session.Fichier{Doc: doc, MaxMissions: plafondMissions, NonPourvu: nonPourvu}
	gens := make([]intervenant, t.personnes)
	par := make([][]int32, t.disciplines)
	for i := range gens {
		gens[i] = m.personne()
		f.Personnes = append(f.Personnes, gens[i].Personne)
		par[gens[i].discipline] = append(par[gens[i].discipline], int32(i))
	}
	centres := max(10, len(m.etablissements)/4)
	for places := 0; places < t.places; {
		e := m.alea.IntN(centres) * (len(m.etablissements) / centres)
		debut, fin, occupes := m.horaire()
		besoin := min(1+min(7, int(m.alea.ExpFloat64()*2.2)), t.places-places)
		places += besoin
		f.Missions = append(f.Missions, session.Mission{Start: debut, End: fin, Need: i32(besoin), Est: i32(e),
			X: m.etablissements[e][0], Y: m.etablissements[e][1]})
		m.arcs(f, gens, par, m.tirer(m.disciplines), occupes)
	}
	return f
}

type voisin struct {
	d2 float64
	i  int32
}

// proches lists the people of a discipline by their distance to an establishment.
func (m *monde) proches(e, discipline int, gens []intervenant, par [][]int32) []voisin {
	cle := [2]int{e, discipline}
	if vs, vu := m.cache[cle]; vu {
		return vs
	}
	var vs []voisin
	lieu := m.etablissements[e]
	for _, i := range par[discipline] {
		x, y := gens[i].X-lieu[0], gens[i].Y-lieu[1]
		vs = append(vs, voisin{x*x + y*y, i})
	}
	slices.SortFunc(vs, func(a, b voisin) int { return cmp.Or(cmp.Compare(a.d2, b.d2), cmp.Compare(a.i, b.i)) })
	if m.cache == nil {
		m.cache = map[[2]int][]voisin{}
	}
	m.cache[cle] = vs
	return vs
}

// arcs offers the last mission to the nearest people who may hold it.
func (m *monde) arcs(f *session.Fichier, gens []intervenant, par [][]int32, discipline int, occupes uint) {
	j := len(f.Missions) - 1
	mi := &f.Missions[j]
	option := uint(1) << m.alea.IntN(options)
	reste := voisins + voisinsParPlace*int(mi.Need-1)
	for _, v := range m.proches(int(mi.Est), discipline, gens, par) {
		p := &gens[v.i]
		if p.options&option == 0 || p.Est == mi.Est || p.absent&occupes != 0 {
			continue
		}
		c := int64(kilometre*math.Sqrt(v.d2)) + p.Prior*250 + int64(m.alea.IntN(100))
		f.Arcs = append(f.Arcs, [3]int64{int64(j), int64(v.i), c})
		if reste--; reste == 0 {
			return
		}
	}
}

// i32 narrows what is small here by construction.
func i32(n int) int32 { return int32(n) } //nolint:gosec // bounded
