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
	grade, etat           string
}

var (
	grades    = []string{"CERT. CL N", "CERT. HCL", "AGREGE CN", "AGREGE HCL", "CONTRACT."}
	gradesPLP = []string{"PLP CL N", "PLP HCL", "CONTRACT."}
)

// intervenantsDe draws teachers. In each kind of establishment the disciplines come by turns, as often as they weigh,
// so that a small académie holds them all.
func intervenantsDe(h *hasard, a *academie, n int) []intervenant {
	tours := map[string]int{}
	tirages := map[string][]int{"COLLEGE": tirageDe("COLLEGE"), "LYCEE": tirageDe("LYCEE"), "LP": tirageDe("LP")}
	faits := make([]intervenant, 0, n)
	if a.code == Rennes {
		faits = append(faits, intervenant{id: idClaire, civilite: "Mme", nom: "LECLERE", prenom: "Claire", etat: "actif",
			naissance: time.Date(1979, 3, 14, 0, 0, 0, 0, time.UTC), grade: "CERT. CL N"})
	}
	for i := len(faits); i < n; i++ {
		p := intervenant{id: h.id(), etablissement: h.IntN(len(a.etablissements)), etat: etatIntervenant(h),
			naissance: time.Date(1962+h.IntN(40), time.Month(1+h.IntN(12)), 1+h.IntN(28), 0, 0, 0, 0, time.UTC)}
		genre := a.etablissements[p.etablissement].genre
		p.discipline = tirages[genre][tours[genre]*7%len(tirages[genre])]
		tours[genre]++
		p.grade = parmi(h, grades)
		if disciplines[p.discipline].code[0] == 'P' {
			p.grade = parmi(h, gradesPLP)
		}
		p.civilite, p.nom, p.prenom = personne(h)
		faits = append(faits, p)
	}
	return faits
}

// etatIntervenant: a few were set aside by the gestionnaire, a few are gone.
func etatIntervenant(h *hasard) string {
	switch d := h.IntN(100); {
	case d < 2:
		return "ecarte"
	case d < 3:
		return "historise"
	}
	return "actif"
}

func (p intervenant) ligne(a *academie, rang int) []any {
	e := a.etablissements[p.etablissement]
	origine := "EPP"
	if e.secteur == "prive" {
		origine = "EPP_PRIVE"
	}
	return []any{a.code, p.id, int64(rang + 1), p.civilite, p.nom, p.nom, p.prenom, p.naissance, "ENS",
		p.grade, fmt.Sprintf("intervenant%d@exemple.fr", rang+1), e.commune.nom, e.commune.insee, origine, p.etat, a.le, a.le}
}

var colonnesIntervenant = []string{"academie", "id", "numero", "civilite", "nom", "nom_patronymique", "prenom",
	"date_naissance", "fonction", "grade", "mel", "commune", "code_commune", "origine", "etat", "maj_le", "cree_le"}

// cles are those by which STS-WEB names the people that HR knows.
func (a *academie) cles() [][]any {
	lignes := make([][]any, len(a.intervenants))
	for rang, p := range a.intervenants {
		lignes[rang] = []any{a.code, "STS", fmt.Sprintf("epp:%d", 100_001+rang), p.id, "SOURCE", a.le}
	}
	return lignes
}

var colonnesCle = []string{"academie", "type", "cle", "intervenant_id", "voie", "le"}

// rattachements gives everyone a principal establishment, and one in ten a second one.
func (a *academie) rattachements(h *hasard) [][]any {
	lignes := make([][]any, 0, len(a.intervenants)*11/10)
	un := func(p intervenant, e int, genre string) {
		lignes = append(lignes, []any{a.code, h.id(), p.id, a.etablissements[e].id, genre, genre, "ENS", disciplines[p.discipline].code,
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

var colonnesRattachement = []string{"academie", "id", "intervenant_id", "etablissement_id", "type", "declare", "fonction", "discipline", "debut", "source"}

// enseignements are what each teaches this school year in his own establishment: a few divisions, then the same ones in
// practical and supervised work.
func (a *academie) enseignements(h *hasard, entre [2]int) [][]any {
	parGenre := map[string][]division{}
	for _, d := range divisions {
		parGenre[d.genre] = append(parGenre[d.genre], d)
	}
	lignes := make([][]any, 0, len(a.intervenants)*entre[1])
	for _, p := range a.intervenants {
		e := a.etablissements[p.etablissement]
		possibles := parGenre[e.genre]
		debut, n := h.IntN(len(possibles)), min(len(possibles)*len(modalites), entre[0]+h.IntN(entre[1]-entre[0]+1))
		if p.id == idClaire {
			debut, n = 2, 3 // terminale générale, terminale ES, BTS: what her compétences come from
		}
		for k := range n {
			d := possibles[(debut+k)%len(possibles)]
			classe := fmt.Sprintf("%s%d", d.structure, 1+h.IntN(6))
			lignes = append(lignes, []any{a.code, h.id(), a.annee - 1, p.id, e.id, disciplines[p.discipline].matiere, d.mef, modalites[k/len(possibles)][0],
				[]string{classe}, 1500 + 500*h.IntN(8), "STS"})
		}
	}
	return lignes
}

var colonnesEnseignement = []string{"academie", "id", "annee", "intervenant_id", "etablissement_id", "matiere", "mef", "modalite",
	"structures", "millieme_heures", "source"}
