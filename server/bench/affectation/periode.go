package main

import (
	"bufio"
	"fmt"
	"io"
	"math"
)

// periode is a single period: everyone may hold up to capacite missions in it, each dearer than the last.
type periode struct {
	taille
	groupees bool // missions of several seats
	capacite int
}

const (
	videDIMACS = 1_000_000
	besoinMax  = 12
)

// ecrire writes it in DIMACS: people, then missions, then the sink.
func (p periode) ecrire(w io.Writer) error {
	m := nouveauMonde(p.taille)
	gens := make([]intervenant, p.personnes)
	par := make([][]int32, p.disciplines)
	for i := range gens {
		gens[i] = m.personne()
		par[gens[i].discipline] = append(par[gens[i].discipline], int32(i))
	}
	var besoins []int
	var arcs [][3]int
	centres := max(10, len(m.etablissements)/4)
	for places := 0; places < p.places; {
		besoin := 1
		if p.groupees {
			besoin = min(1+min(besoinMax-1, int(m.alea.ExpFloat64()*3.4)), p.places-places)
		}
		places += besoin
		besoins = append(besoins, besoin)
		e := m.alea.IntN(centres) * (len(m.etablissements) / centres)
		arcs = m.offres(arcs, len(besoins)-1, besoin, e, gens, m.proches(e, m.tirer(m.disciplines), gens, par))
	}
	b := bufio.NewWriterSize(w, 1<<16)
	ligne := func(format string, a ...any) { _, _ = fmt.Fprintf(b, format, a...) } // Flush tells the first error
	puits := p.personnes + len(besoins) + 1
	ligne("p min %d %d\n", puits, len(arcs)+p.personnes*p.capacite+len(besoins))
	for j, n := range besoins {
		ligne("n %d %d\n", p.personnes+1+j, n)
	}
	ligne("n %d %d\n", puits, -p.places)
	for _, a := range arcs {
		ligne("a %d %d 0 1 %d\n", p.personnes+1+a[0], a[1]+1, a[2])
	}
	for i := range gens {
		for l := range p.capacite {
			ligne("a %d %d 0 1 %d\n", i+1, puits, 400*l*l+200*l*int(gens[i].Prior))
		}
	}
	for j, n := range besoins {
		ligne("a %d %d 0 %d %d\n", p.personnes+1+j, puits, n, videDIMACS)
	}
	return b.Flush()
}

// offres lists the nearest people who may hold a mission.
func (m *monde) offres(arcs [][3]int, j, besoin, e int, gens []intervenant, proches []voisin) [][3]int {
	option := uint(1) << m.alea.IntN(options)
	reste := voisins + voisinsParPlace*(besoin-1)
	for _, v := range proches {
		p := &gens[v.i]
		if p.options&option == 0 || int(p.Est) == e || m.alea.Float64() < 0.12 {
			continue
		}
		c := int(kilometre*math.Sqrt(v.d2)) + int(p.Prior)*250 + m.alea.IntN(100)
		arcs = append(arcs, [3]int{j, int(v.i), c})
		if reste--; reste == 0 {
			break
		}
	}
	return arcs
}
