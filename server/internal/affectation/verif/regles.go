package verif

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Regle identifies a hard rule.
type Regle string

// The hard rules.
const (
	Reference       Regle = "reference"
	Doublon         Regle = "doublon"
	Places          Regle = "places"
	MissionOuverte  Regle = "mission_ouverte"
	Competence      Regle = "competence"
	Etablissement   Regle = "etablissement"
	Indisponibilite Regle = "indisponibilite"
	Contrat         Regle = "contrat"
	Chevauchement   Regle = "chevauchement"
	Trajet          Regle = "trajet"
	Cumul           Regle = "cumul"
	QuotaMissions   Regle = "quota_missions"
	QuotaJours      Regle = "quota_jours"
	QuotaCopies     Regle = "quota_copies"
	QuotaCandidats  Regle = "quota_candidats"
	Verrou          Regle = "verrou"
	Interdit        Regle = "interdit"
	Stabilite       Regle = "stabilite"
)

// Regles are all of them, in the order in which they are checked.
var Regles = []Regle{Reference, Doublon, Places, MissionOuverte, Competence, Etablissement, Indisponibilite, Contrat,
	Chevauchement, Trajet, Cumul, QuotaMissions, QuotaJours, QuotaCopies, QuotaCandidats, Verrou, Interdit, Stabilite}

// Violation is one rule broken, by whom and where, in a sentence for the gestionnaire.
type Violation struct {
	Regle         Regle
	Personne      string
	Poste, Contre string // Contre: the other poste of a pair
	Phrase        string
}

// une affectation resolved.
type tenue struct {
	a Affectation
	p *Personne
	s *Poste
	m *Mission
}

// Verifier returns every violation of the dossier; none: the plan may be published.
func Verifier(d *Dossier) []Violation {
	c := nouveau(d)
	for _, t := range c.tenues {
		c.seule(t)
	}
	for _, s := range d.Postes {
		if n := c.pris[s.ID]; n > s.Places {
			c.dire(Places, "", s.ID, "", "Le poste %s compte %d affectations pour %d places.", s.ID, n, s.Places)
		}
	}
	for i := range d.Personnes {
		c.ensemble(&d.Personnes[i])
	}
	c.imposees()
	c.stabilite()
	return c.violations
}

// seule checks one affectation by itself.
func (c *controle) seule(t tenue) {
	if !t.m.Ouverte {
		c.sur(MissionOuverte, t, "La mission %s n’est pas ouverte.", t.m.Libelle)
	}
	if t.m.Exige != "" && !slices.Contains(t.p.Competences, t.m.Exige) {
		c.sur(Competence, t, "%s n’a pas la compétence %s.", t.p.Nom, t.m.Exige)
	}
	for _, e := range t.m.Origines {
		if slices.Contains(t.p.Etablissements, e) {
			c.sur(Etablissement, t, "%s ne peut pas intervenir pour l’établissement %s.", t.p.Nom, e)
		}
	}
	for _, k := range t.m.Creneaux {
		if !t.p.Jusqua.IsZero() && k.Fin.After(t.p.Jusqua) {
			c.sur(Contrat, t, "La mission %s finit après le contrat de %s.", t.m.Libelle, t.p.Nom)
		}
		for _, i := range t.p.Indisponible {
			if k.Debut.Before(i.Fin) && i.Debut.Before(k.Fin) {
				c.sur(Indisponibilite, t, "%s n’est pas disponible le %s.", t.p.Nom, k.Debut.Format("02/01/2006 à 15:04"))
			}
		}
	}
}

// ensemble checks all that one person holds, two by two and in sum.
func (c *controle) ensemble(p *Personne) {
	ts := c.de[p.ID]
	jours := map[string]bool{}
	copies, candidats := 0, 0
	for i, t := range ts {
		copies, candidats = copies+t.m.Copies, candidats+t.m.Candidats
		if !t.m.ADistance {
			ajouterJours(jours, t.m)
		}
		for _, u := range ts[:i] {
			c.paire(t, u)
		}
	}
	c.quota(QuotaMissions, p, "missions", len(ts), p.Missions)
	c.quota(QuotaJours, p, "jours", len(jours), p.Jours)
	c.quota(QuotaCopies, p, "copies", copies, p.Copies)
	c.quota(QuotaCandidats, p, "candidats", candidats, p.Candidats)
}

// ajouterJours adds the local day on which each créneau begins.
func ajouterJours(jours map[string]bool, m *Mission) {
	for _, k := range m.Creneaux {
		jours[k.Debut.Format(time.DateOnly)] = true
	}
}

func (c *controle) quota(r Regle, p *Personne, quoi string, n int, max *int) {
	if max != nil && n > *max {
		c.dire(r, p.ID, "", "", "%s reçoit %d %s pour un plafond de %d.", p.Nom, n, quoi, *max)
	}
}

func (c *controle) paire(t, u tenue) {
	if t.m.ID == u.m.ID {
		c.contre(Doublon, t, u, "%s est deux fois sur la mission %s.", t.p.Nom, t.m.Libelle)
	}
	for _, f := range c.d.Cumuls {
		if f == [2]string{t.m.Famille, u.m.Famille} || f == [2]string{u.m.Famille, t.m.Famille} {
			c.contre(Cumul, t, u, "%s ne peut pas cumuler %s et %s.", t.p.Nom, t.m.Famille, u.m.Famille)
		}
	}
	if t.m.ADistance || u.m.ADistance || t.m.ID == u.m.ID {
		return
	}
	for _, a := range t.m.Creneaux {
		for _, b := range u.m.Creneaux {
			c.creneaux(t, u, a, b)
		}
	}
}

func (c *controle) creneaux(t, u tenue, a, b Periode) {
	de, vers := t.m.Centre, u.m.Centre
	if b.Debut.Before(a.Debut) || b.Debut.Equal(a.Debut) && b.Fin.Before(a.Fin) {
		a, b, de, vers = b, a, vers, de
	}
	if b.Debut.Before(a.Fin) {
		c.contre(Chevauchement, t, u, "%s serait à la fois sur %s et sur %s.", t.p.Nom, t.m.Libelle, u.m.Libelle)
		return
	}
	if c.d.Trajet == nil {
		return
	}
	if faut := c.d.Trajet(de, vers); b.Debut.Sub(a.Fin) < faut {
		c.contre(Trajet, t, u, "%s a %s pour un trajet de %s entre %s et %s.", t.p.Nom, b.Debut.Sub(a.Fin), faut, t.m.Libelle, u.m.Libelle)
	}
}

func (c *controle) imposees() {
	for _, v := range c.d.Verrous {
		if !c.tient[v] {
			c.dire(Verrou, v.Personne, v.Poste, "", "L’affectation de %s sur %s est verrouillée, ou déjà convoquée : elle n’est pas dans le plan.", c.nom(v.Personne), c.libelle(v.Poste))
		}
	}
	for _, v := range c.d.Interdits {
		if c.tient[v] {
			c.dire(Interdit, v.Personne, v.Poste, "", "L’affectation de %s sur %s a été refusée.", c.nom(v.Personne), c.libelle(v.Poste))
		}
	}
}

func (c *controle) nom(id string) string {
	if p := c.personnes[id]; p != nil {
		return p.Nom
	}
	return id
}

// libelle of the mission of a poste, which the dossier may not hold when nobody sits there.
func (c *controle) libelle(poste string) string {
	mission, _, _ := strings.Cut(poste, "/")
	if k := slices.IndexFunc(c.d.Postes, func(s Poste) bool { return s.ID == poste }); k >= 0 {
		mission = c.d.Postes[k].Mission
	}
	if m := c.missions[mission]; m != nil {
		return m.Libelle
	}
	return poste
}

// stabilite: whoever was on a mission stays, in one role or another, unless a rule about herself keeps her away.
func (c *controle) stabilite() {
	for _, x := range c.d.Stables {
		t := tenue{p: c.personnes[x.Personne], m: c.missions[x.Mission], s: &Poste{}}
		if t.p == nil || t.m == nil || c.presente(x) || c.empechee(t) {
			continue
		}
		c.dire(Stabilite, x.Personne, x.Mission+"/"+x.Role, "", "Ce plan retire %s de %s : l’académie a rendu la stabilité impérative.", t.p.Nom, t.m.Libelle)
	}
}

func (c *controle) presente(x Stable) bool {
	return slices.ContainsFunc(c.de[x.Personne], func(t tenue) bool { return t.m.ID == x.Mission })
}

// empechee asks the rules about a pair that is not in the plan.
func (c *controle) empechee(t tenue) bool {
	essai := &controle{d: c.d}
	essai.seule(t)
	return len(essai.violations) > 0
}

func (c *controle) dire(r Regle, personne, poste, contre, format string, a ...any) {
	c.violations = append(c.violations, Violation{Regle: r, Personne: personne, Poste: poste, Contre: contre, Phrase: fmt.Sprintf(format, a...)})
}

func (c *controle) sur(r Regle, t tenue, format string, a ...any) {
	c.dire(r, t.p.ID, t.s.ID, "", format, a...)
}

func (c *controle) contre(r Regle, t, u tenue, format string, a ...any) {
	c.dire(r, t.p.ID, t.s.ID, u.s.ID, format, a...)
}
