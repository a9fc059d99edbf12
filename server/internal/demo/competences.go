package demo

import (
	"strings"

	"github.com/google/uuid"
)

// competences and their authors. Most lines come from the computation; some schools, inspectors and teachers spoke.
type competences struct{ lignes, auteurs [][]any }

var (
	colonnesCompetence = []string{"academie", "id", "intervenant_id", "epreuve_option_id"}
	colonnesAuteur     = []string{"academie", "id", "competence_id", "type", "auteur", "libelle", "etat", "le", "motif"}
)

func (a *academie) competences(h *hasard, max int) competences {
	parDiscipline := map[string][]int{}
	for i, e := range epreuves {
		parDiscipline[e.discipline] = append(parDiscipline[e.discipline], i)
	}
	var c competences
	a.habilites = make([][]int, len(epreuves))
	for i, p := range a.intervenants {
		if p.id == idClaire {
			c.claire(h, a)
			continue
		}
		possibles := parDiscipline[disciplines[p.discipline].code]
		debut := h.IntN(len(possibles))
		for k := range min(len(possibles), 1+h.IntN(max)) {
			epreuve := possibles[(debut+k)%len(possibles)]
			id := c.une(h, a, p.id, epreuve)
			c.auteur(h, a, id, "systeme", "", "SYS", "C", nil)
			if c.avis(h, a, id, p) {
				a.habilites[epreuve] = append(a.habilites[epreuve], i)
			}
		}
	}
	return c
}

func (c *competences) une(h *hasard, a *academie, intervenant uuid.UUID, epreuve int) uuid.UUID {
	id := h.id()
	c.lignes = append(c.lignes, []any{a.code, id, intervenant, a.epreuves[epreuve]})
	return id
}

func (c *competences) auteur(h *hasard, a *academie, competence uuid.UUID, genre, auteur, libelle, etat string, motif any) {
	c.auteurs = append(c.auteurs, []any{a.code, h.id(), competence, genre, auteur, libelle, etat, a.le, motif})
}

// avis are the opinions that some people gave on a computed line. It says whether the compétence stands: the teacher's
// word is above the school's.
func (c *competences) avis(h *hasard, a *academie, id uuid.UUID, p intervenant) (effective bool) {
	effective = true
	e := a.etablissements[p.etablissement]
	switch {
	case h.chance(25):
		c.auteur(h, a, id, "etablissement", e.uai, e.uai, "V", nil)
	case h.chance(3):
		c.auteur(h, a, id, "etablissement", e.uai, e.uai, "R", "N’enseigne plus dans cette division")
		effective = false
	}
	if h.chance(8) {
		c.auteur(h, a, id, "intervenant", p.id.String(), p.nom+" "+p.prenom, "V", nil)
		effective = true
	}
	return effective
}

// claire reproduces the seven lines of the first IMAG'IN's screen; the person is shown by name, never by NUMEN.
func (c *competences) claire(h *hasard, a *academie) {
	for _, l := range []struct{ examen, specialite, epreuve, auteurs string }{
		{"BTS", "31406", "M", "sys etab moi"}, {"BTS", "32606", "M1", "moi"}, {"BTS", "32606", "M2", "moi"},
		{"BG", "ES", "MNS", "sys etab moi"}, {"BG", "ES", "MS", "sys etab moi"},
		{"BG", "S", "MNS", "sys"}, {"BG", "S", "MS", "sys etab"},
	} {
		for i, e := range epreuves {
			if e.examen != l.examen || e.specialite != l.specialite || e.code != l.epreuve {
				continue
			}
			id := c.une(h, a, idClaire, i)
			a.habilites[i] = append(a.habilites[i], 0) // she is the first of the académie
			for _, qui := range strings.Fields(l.auteurs) {
				switch qui {
				case "sys":
					c.auteur(h, a, id, "systeme", "", "SYS", "C", nil)
				case "etab":
					c.auteur(h, a, id, "etablissement", uaiJules, uaiJules, "C", nil)
				case "moi":
					c.auteur(h, a, id, "intervenant", idClaire.String(), "LECLERE Claire", "C", nil)
				}
			}
		}
	}
}
