package optim

// verifierVerrous refuses locks that contradict the hard rules or one another: there would be no plan.
func (m *modele) verifierVerrous() error {
	p := m.p
	pris := map[int32]int32{}
	de := map[int32][]int32{}
	vus := map[Affectation]bool{}
	for k := range p.Arcs {
		a := &p.Arcs[k]
		if a.Etat&Verrouille == 0 || vus[Affectation{a.Poste, a.Personne}] {
			continue
		}
		vus[Affectation{a.Poste, a.Personne}] = true
		if pris[a.Poste]++; pris[a.Poste] > p.Postes[a.Poste].Besoin {
			return refus("poste %d : plus de verrous que de places", a.Poste)
		}
		for _, b := range de[a.Personne] {
			if !m.compatibles(p.Postes[a.Poste].Mission, p.Postes[b].Mission) {
				return refus("personne %d : les postes %d et %d, verrouillés, sont incompatibles", a.Personne, b, a.Poste)
			}
		}
		de[a.Personne] = append(de[a.Personne], a.Poste)
	}
	for i, postes := range de {
		if !p.tientPlafonds(i, postes) {
			return refus("personne %d : les verrous dépassent un plafond", i)
		}
	}
	return nil
}

// tientPlafonds: person i can hold all these postes by her quotas.
func (p *Probleme) tientPlafonds(i int32, postes []int32) bool {
	x := &p.Personnes[i]
	var copies, candidats int64
	var jours []int32
	for _, s := range postes {
		m := &p.Missions[p.Postes[s].Mission]
		copies, candidats = copies+int64(m.Copies), candidats+int64(m.Candidats)
		jours = m.jours(jours, nil)
	}
	return len(postes) <= int(x.Missions) && len(jours) <= int(x.Jours) && copies <= int64(x.Copies) && candidats <= int64(x.Candidats)
}
