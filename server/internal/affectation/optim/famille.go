package optim

import (
	"context"
	"slices"
)

// famille is the great neighbourhood of the search: groups of missions that all cover one same moment (so that a person
// holds at most one of each), a group per day or so. All their seats are given again at once, by one exact flow that
// knows the load of each person, while the rest of the plan stays. See construire for how groups are kept compatible.
type famille struct {
	groupe  []int32 // of each poste; horsFamille, or sansGroupe for missions à distance
	postes  []int32 // in the family, in order of node
	noeud   []int32 // of each poste in the family
	places  []int32 // seats to give, of each poste in the family
	acces   []acces
	tri     []int32
	debut   []int32
	groupes []int32 // person (rank in personnes) of each group node
	occupe  []bool  // of each group node
	pers    []personneFamille
	cand    []int32 // arcs of one person under consideration
	gardes  []int32 // arcs kept, of all people
	nombre  []int32 // candidates of one person in each group
	noeudG  []int32 // node of one person in each group
	prixN   []int32 // how many flows priced each poste
	prixS   []float64
}

// acces is an arc offered to the flow. cible: group node if ≥ 0, else −1−rank of the person.
type acces struct {
	arc, poste, cible int32
	cout              int64
	num               int32
}

type personneFamille struct {
	i        int32
	fixes    int32 // missions held outside the family
	tenus    int32 // inside
	capacite int32
	garde    []int32 // arcs held outside
}

const (
	horsFamille = int32(-1)
	sansGroupe  = int32(-2)
)

// resoudreFamille gives the seats of the family again. Arcs whose ecart exceeds seuil are not offered, unless held.
func (x *partie) resoudreFamille(ctx context.Context, seuil int32) error {
	x.construire(seuil)
	f, s := &x.f, &x.simplexe
	x.batir()
	avant := s.Cout()
	if err := s.Resoudre(ctx); err != nil {
		return err
	}
	x.travail += s.Travail
	for n, j := range f.postes {
		f.prixN[j]++
		f.prixS[j] += float64(s.Prix(int32(n)))
	}
	if x.partage || len(x.compositions) > 0 {
		x.appliquerSiMieux()
	} else {
		x.appliquer(s.Cout() - avant)
	}
	return nil
}

// construire lists what the flow may use: for each person, the arcs of the family that go with what she keeps, and with
// one another across groups. Where two of different groups clash, one is left out (never one that she holds).
func (x *partie) construire(seuil int32) {
	f := &x.f
	f.acces, f.groupes, f.occupe, f.pers = f.acces[:0], f.groupes[:0], f.occupe[:0], f.pers[:0]
	f.places, f.gardes = f.places[:0], f.gardes[:0]
	for _, j := range f.postes {
		f.places = append(f.places, x.besoin[j])
	}
	for i := range x.nbPersonnes() {
		x.offrir(i, seuil)
	}
}

func (x *partie) offrir(i, seuil int32) {
	f := &x.f
	p := personneFamille{i: i}
	debut := len(f.gardes)
	f.cand = f.cand[:0]
	for _, k := range x.tenu[i] {
		if g := f.groupe[x.arcs[k].poste]; g == horsFamille || x.arcs[k].fixe {
			f.gardes = append(f.gardes, k)
			if g != horsFamille {
				f.places[f.noeud[x.arcs[k].poste]]--
			}
		} else {
			f.cand = append(f.cand, k)
		}
	}
	p.garde = f.gardes[debut:]
	p.fixes, p.tenus = i32(len(p.garde)), i32(len(f.cand))
	if p.fixes >= x.quota[i] {
		return
	}
	for k := x.pd[i]; k < x.pd[i+1]; k++ {
		a := &x.arcs[k]
		if f.groupe[a.poste] != horsFamille && !x.pris[k] && !a.fixe && (x.ecart == nil || x.ecart[k] <= seuil) &&
			x.libre(i, k, p.garde) && x.accordable(i, k, f.cand) {
			f.cand = append(f.cand, k)
		}
	}
	x.travail += int64(x.pd[i+1] - x.pd[i])
	if x.cote[i] {
		x.limiter(i, &p)
	}
	if len(f.cand) > 0 {
		x.relier(&p)
	}
}

// accordable: k goes with every candidate of another group.
func (x *partie) accordable(i, k int32, cand []int32) bool {
	g := x.f.groupe[x.arcs[k].poste]
	for _, c := range cand {
		if (g == sansGroupe || x.f.groupe[x.arcs[c].poste] != g) && !x.compatible(i, k, c) {
			return false
		}
	}
	return true
}

// relier makes the nodes of a person: herself, and one per group in which she has several arcs.
func (x *partie) relier(p *personneFamille) {
	f := &x.f
	rang := i32(len(f.pers))
	groupes := int32(0)
	for _, k := range f.cand {
		if g := f.groupe[x.arcs[k].poste]; g == sansGroupe {
			groupes++
		} else if f.nombre[g]++; f.nombre[g] == 1 {
			groupes++
			f.noeudG[g] = -1
		}
	}
	for _, k := range f.cand {
		cible := -1 - rang
		if g := f.groupe[x.arcs[k].poste]; g != sansGroupe && groupes > 1 && f.nombre[g] > 1 {
			if f.noeudG[g] < 0 {
				f.noeudG[g] = i32(len(f.groupes))
				f.groupes, f.occupe = append(f.groupes, rang), append(f.occupe, false)
			}
			cible = f.noeudG[g]
			f.occupe[cible] = f.occupe[cible] || x.pris[k]
		}
		f.acces = append(f.acces, acces{arc: k, poste: f.noeud[x.arcs[k].poste], cible: cible, cout: x.coutMarginal(p, k)})
	}
	for _, k := range f.cand {
		if g := f.groupe[x.arcs[k].poste]; g != sansGroupe {
			f.nombre[g] = 0
		}
	}
	p.capacite = min(groupes, x.quota[p.i]-p.fixes)
	f.pers = append(f.pers, *p)
}

// coutMarginal is what arc k adds to what the person keeps: shared journeys change with her neighbours of the day.
func (x *partie) coutMarginal(p *personneFamille, k int32) int64 {
	c := int64(x.arcs[k].cout)
	if !x.partage || x.arcs[k].distance {
		return c
	}
	pos, _ := slices.BinarySearch(p.garde, k)
	var av, ap int32 = -1, -1
	if pos > 0 {
		av = p.garde[pos-1]
		c -= x.economie(av, k) / echelle
	}
	if pos < len(p.garde) && !x.arcs[p.garde[pos]].distance {
		ap = p.garde[pos]
		c -= x.economie(k, ap) / echelle
	}
	if av >= 0 && ap >= 0 {
		c += x.economie(av, ap) / echelle
	}
	return c
}
