package verif

// controle indexes a dossier and gathers what it finds.
type controle struct {
	d          *Dossier
	tenues     []tenue
	de         map[string][]tenue
	pris       map[string]int
	tient      map[Affectation]bool
	personnes  map[string]*Personne
	missions   map[string]*Mission
	violations []Violation
}

// nouveau resolves the references. What refers to nothing is a violation, and is judged no further.
func nouveau(d *Dossier) *controle {
	c := &controle{d: d, de: map[string][]tenue{}, pris: map[string]int{}, tient: map[Affectation]bool{}}
	personnes := make(map[string]*Personne, len(d.Personnes))
	for i := range d.Personnes {
		personnes[d.Personnes[i].ID] = &d.Personnes[i]
	}
	missions := make(map[string]*Mission, len(d.Missions))
	for i := range d.Missions {
		missions[d.Missions[i].ID] = &d.Missions[i]
	}
	postes := make(map[string]*Poste, len(d.Postes))
	for i := range d.Postes {
		postes[d.Postes[i].ID] = &d.Postes[i]
	}
	c.personnes, c.missions = personnes, missions
	for _, a := range d.Affectations {
		t := tenue{a: a, p: personnes[a.Personne], s: postes[a.Poste]}
		if t.s != nil {
			t.m = missions[t.s.Mission]
		}
		if t.p == nil || t.m == nil {
			c.dire(Reference, a.Personne, a.Poste, "", "L’affectation de %s sur %s désigne une personne, un poste ou une mission qui n’existe pas.", a.Personne, a.Poste)
			continue
		}
		c.tenues = append(c.tenues, t)
		c.de[a.Personne] = append(c.de[a.Personne], t)
		c.pris[a.Poste]++
		c.tient[a] = true
	}
	return c
}
