package optim

// pas is one person who could take a seat of a poste, and what she would leave for it: the arcs, and the difference of cost.
type pas struct {
	arc, quitte int32 // quitte: −1 when she leaves nothing
	cout        int64
}

// pasDe remembers those of a poste, in the order of its arcs, for as long as the plan of the partie does not change. appels
// are those who would leave a reserve seat.
type pasDe struct {
	etat        int
	les, appels []pas
}

func (x *Index) pasVers(c, j int32) *pasDe {
	d := &x.pas[c][j]
	if d.etat == x.etats[c] {
		return d
	}
	pt := x.parties[c]
	*d = pasDe{etat: x.etats[c], les: d.les[:0], appels: d.appels[:0]}
	for _, k := range pt.parPoste[pt.ad[j]:pt.ad[j+1]] {
		if pt.pris[k] {
			continue
		}
		i := pt.arcs[k].pers
		tenus := pt.tenu[i]
		switch gene, nombre := pt.gene(i, k, tenus); {
		case nombre == 0 && pt.admet(i, k, tenus):
			d.les = append(d.les, pas{k, -1, pt.ajout(i, k, tenus)})
		case nombre == 0: // at a quota
			for _, t := range tenus {
				pt.quitter(d, k, t)
			}
		case nombre == 1:
			pt.quitter(d, k, gene)
		}
	}
	return d
}

// Chauffer computes beforehand, for every poste, who could take a seat of it: the first question about each is then as quick
// as those that follow, until what somebody holds changes.
func (x *Index) Chauffer() {
	for c, pt := range x.parties {
		for j := range pt.nbPostes() {
			x.pasVers(i32(c), j)
			x.direct(i32(c), j, nil)
		}
	}
}

// quitter notes that the person may leave t for k.
func (x *partie) quitter(d *pasDe, k, t int32) {
	i := x.arcs[k].pers
	var buf [16]int32
	sans := buf[:0]
	for _, b := range x.tenu[i] {
		if b != t {
			sans = append(sans, b)
		}
	}
	if x.arcs[t].fixe || !x.admet(i, k, sans) {
		return
	}
	p := pas{k, t, x.ajout(i, k, sans) - x.ajout(i, t, sans)}
	d.les = append(d.les, p)
	if x.m.p.Postes[x.postes[x.arcs[t].poste]].Reserve {
		d.appels = append(d.appels, p)
	}
}
