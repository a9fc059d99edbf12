package optim

import "slices"

// directs remembers who could take a seat of a poste at the least cost, moving nobody: enough of them for the best that
// is left when a few people are excluded. They are forgotten as soon as what one of the eligible people holds changes.
type directs struct {
	sur     bool
	complet bool // there is nobody else
	les     []direct
}

type direct struct {
	arc  int32 // −1: none
	cout int64
}

const directsGardes = 5

// oublier is called when what person i of a partie holds has changed.
func (x *Index) oublier(c, i int32) {
	pt := x.parties[c]
	x.changements++
	x.etats[c] = x.changements
	for k := pt.pd[i]; k < pt.pd[i+1]; k++ {
		x.directs[c][pt.arcs[k].poste].sur = false
	}
}

// direct is the cheapest direct replacement of poste j by someone who is not excluded.
func (x *Index) direct(c, j int32, exclus []int32) direct {
	d, pt := &x.directs[c][j], x.parties[c]
	if !d.sur {
		pt.chercherDirects(j, d, nil)
	}
	for _, e := range d.les {
		if !slices.Contains(exclus, pt.arcs[e.arc].pers) {
			return e
		}
	}
	if d.complet {
		return direct{arc: -1}
	}
	var autre directs
	pt.chercherDirects(j, &autre, exclus)
	if len(autre.les) == 0 {
		return direct{arc: -1}
	}
	return autre.les[0]
}

func (x *partie) chercherDirects(j int32, d *directs, exclus []int32) {
	d.sur, d.complet, d.les = true, true, d.les[:0]
	for _, k := range x.parPoste[x.ad[j]:x.ad[j+1]] {
		i := x.arcs[k].pers
		if x.pris[k] || slices.Contains(exclus, i) || !x.admet(i, k, x.tenu[i]) {
			continue
		}
		d.garder(direct{k, x.ajout(i, k, x.tenu[i])})
	}
}

// garder inserts in order of cost.
func (d *directs) garder(e direct) {
	n := len(d.les)
	for n > 0 && d.les[n-1].cout > e.cout {
		n--
	}
	if len(d.les) == directsGardes {
		d.complet = false
		if n == directsGardes {
			return
		}
		d.les = d.les[:directsGardes-1]
	}
	d.les = slices.Insert(d.les, n, e)
}
