package demo

import (
	"fmt"
	"time"

	"github.com/google/uuid"
)

type intervenant struct {
	id                    uuid.UUID
	civilite, nom, prenom string
	naissance             time.Time
	discipline            int // index in disciplines
	etablissement         int // index in the académie's
	grade                 string
}

var grades = []string{"CERT. CL N", "CERT. HCL", "AGREGE CN", "AGREGE HCL", "PLP CL N", "CONTRACT."}

// intervenantsDe draws teachers. The disciplines follow their weight in order, so that a small académie holds each.
func intervenantsDe(h *hasard, a *academie, n int) []intervenant {
	var tirage []int
	for i, d := range disciplines {
		for range d.poids {
			tirage = append(tirage, i)
		}
	}
	faits := make([]intervenant, 0, n)
	if a.code == Rennes {
		faits = append(faits, intervenant{id: idClaire, civilite: "Mme", nom: "LECLERE", prenom: "Claire",
			naissance: time.Date(1979, 3, 14, 0, 0, 0, 0, time.UTC), grade: "CERT. CL N"})
	}
	for i := len(faits); i < n; i++ {
		p := intervenant{id: h.id(), discipline: tirage[i*7%len(tirage)], etablissement: h.IntN(len(a.etablissements)),
			naissance: time.Date(1962+h.IntN(40), time.Month(1+h.IntN(12)), 1+h.IntN(28), 0, 0, 0, 0, time.UTC), grade: parmi(h, grades)}
		p.civilite, p.nom, p.prenom = personne(h)
		faits = append(faits, p)
	}
	return faits
}

func (p intervenant) ligne(a *academie, rang int) []any {
	return []any{a.code, p.id, int64(rang + 1), p.civilite, p.nom, p.nom, p.prenom, p.naissance, "ENS", p.grade,
		fmt.Sprintf("intervenant%d@exemple.fr", rang+1), "EPP", a.le}
}

var colonnesIntervenant = []string{"academie", "id", "numero", "civilite", "nom", "nom_patronymique", "prenom", "date_naissance",
	"fonction", "grade", "mel", "origine", "maj_le"}

// rattachements gives everyone a principal establishment, and one in ten a second one.
func (a *academie) rattachements(h *hasard) [][]any {
	lignes := make([][]any, 0, len(a.intervenants)*11/10)
	un := func(p intervenant, e int, genre string) {
		lignes = append(lignes, []any{a.code, h.id(), p.id, a.etablissements[e].id, genre, "ENS", disciplines[p.discipline].code,
			time.Date(a.annee-1-h.IntN(12), 9, 1, 0, 0, 0, 0, time.UTC), "EPP"})
	}
	for _, p := range a.intervenants {
		un(p, p.etablissement, "principal")
		if p.id != idClaire && h.chance(10) {
			if autre := h.IntN(len(a.etablissements)); autre != p.etablissement {
				un(p, autre, "secondaire")
			}
		}
	}
	return lignes
}

var colonnesRattachement = []string{"academie", "id", "intervenant_id", "etablissement_id", "type", "fonction", "discipline", "debut", "source"}

// enseignements are what each teaches this school year in his own establishment: two to four divisions.
func (a *academie) enseignements(h *hasard) [][]any {
	parGenre := map[string][]division{}
	for _, d := range divisions {
		parGenre[d.genre] = append(parGenre[d.genre], d)
	}
	lignes := make([][]any, 0, len(a.intervenants)*3)
	for _, p := range a.intervenants {
		e := a.etablissements[p.etablissement]
		possibles := parGenre[e.genre]
		debut, n := h.IntN(len(possibles)), min(len(possibles), 2+h.IntN(3))
		if p.id == idClaire {
			debut, n = 2, 3 // terminale générale, terminale ES, BTS: what her compétences come from
		}
		for k := range n {
			d := possibles[(debut+k)%len(possibles)]
			classe := fmt.Sprintf("%s%d", d.structure, 1+h.IntN(6))
			lignes = append(lignes, []any{a.code, h.id(), a.annee - 1, p.id, e.id, disciplines[p.discipline].matiere, d.mef, "CG",
				[]string{classe}, 1500 + 500*h.IntN(8), "STS"})
		}
	}
	return lignes
}

var colonnesEnseignement = []string{"academie", "id", "annee", "intervenant_id", "etablissement_id", "matiere", "mef", "modalite",
	"structures", "millieme_heures", "source"}
