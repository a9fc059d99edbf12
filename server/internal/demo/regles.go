package demo

import (
	"fmt"
	"strings"

	"github.com/google/uuid"

	"imagin/server/internal/competence"
)

// regle de compétence, as the table holds it: priority 1 for the classe d'examen, 3 for the other classes of the same
// branch, 9 for whoever teaches the matière anywhere. Collège teachers are kept out of the BTS.
func (a *academie) regles(h *hasard, s *session, fines bool) [][]any {
	var lignes [][]any
	matiere := map[string]string{}
	for _, d := range disciplines {
		matiere[d.code] = d.matiere
	}
	une := func(e int, sens, dispositif, diplome, annee, modalite string, priorite int, commentaire any) {
		lignes = append(lignes, []any{a.code, h.id(), s.id, a.epreuves[e], sens, matiere[epreuves[e].discipline], dispositif, diplome, annee, modalite, epreuves[e].discipline, priorite, commentaire, a.le})
	}
	for e, x := range epreuves {
		for _, d := range divisions {
			if !d.mene(x) {
				continue
			}
			priorite, annee := 3, d.mef[9:10]
			if strings.Contains(" "+d.prepare+" ", " "+x.examen+"/"+x.specialite+" ") {
				priorite, annee = 1, "derniere"
			}
			if !fines {
				une(e, "donne", d.mef[:3], d.mef[3:8], annee, "", priorite, nil)
				continue
			}
			for _, m := range modalites {
				une(e, "donne", d.mef[:3], d.mef[3:8], annee, m[0], priorite, nil)
			}
		}
		une(e, "donne", "", "", "toutes", "", 9, "Vivier élargi : à n’employer que s’il manque quelqu’un")
		if x.examen == "BTS" {
			une(e, "exclut", "10?", "", "toutes", "", 1, "Pas de BTS pour les classes de collège")
		}
	}
	return lignes
}

// mene says whether a division belongs to the branch of studies of an épreuve.
func (d division) mene(e epreuve) bool {
	return d.voie == e.examen || d.voie == "LP" && (e.examen == "BCP" || e.examen == "CAP")
}

var colonnesRegle = []string{"academie", "id", "session_id", "epreuve_option_id", "sens", "matiere", "dispositif", "diplome", "annee", "modalite", "discipline", "priorite", "commentaire", "maj_le"}

// regles writes the rules of a session, and where the SYS lines already there come from.
func (e ecrivain) regles(h *hasard, a *academie, s *session, fines bool) error {
	if err := e.copier("regle_competence", colonnesRegle, a.regles(h, s, fines)); err != nil {
		return err
	}
	for _, sql := range competence.Lecture() {
		if _, err := e.tx.Exec(e.ctx, sql); err != nil {
			return fmt.Errorf("règles de démonstration : %w", err)
		}
		if sql == competence.Demande {
			if _, err := e.tx.Exec(e.ctx, `INSERT INTO demande VALUES ($1, $2, '')`, a.code, s.id); err != nil {
				return err
			}
		}
	}
	_, err := e.tx.Exec(e.ctx, `UPDATE competence_auteur x SET priorite = v.priorite, regles = v.regles, enseignements = v.enseignements
		FROM voulu v, competence c, demande q WHERE c.academie = q.academie AND c.intervenant_id = v.intervenant_id AND c.epreuve_option_id = v.epreuve_option_id
		AND x.academie = c.academie AND x.competence_id = c.id AND x.type = 'systeme'`)
	if err != nil {
		return err
	}
	_, err = e.tx.Exec(e.ctx, `DROP TABLE `+competence.TablesLecture)
	return err
}

// propositions of the inspectrice: a few teachers of her discipline in reserve, a contractuel that may be called.
func (a *academie) propositions(h *hasard, auteur uuid.UUID, nom string) [][]any {
	var lignes [][]any
	reservistes, contractuels := 5, 2
	for _, p := range a.intervenants {
		if disciplines[p.discipline].code != "L1300" || p.etat != "actif" || p.id == idClaire {
			continue
		}
		switch {
		case p.grade == "CONTRACT." && contractuels > 0:
			contractuels--
			lignes = append(lignes, []any{a.code, h.id(), a.preparee, p.id, "contractuel", "En CDI, a déjà corrigé deux sessions", auteur, nom, a.le})
		case p.grade != "CONTRACT." && reservistes > 0:
			reservistes--
			lignes = append(lignes, []any{a.code, h.id(), a.preparee, p.id, "reserviste", nil, auteur, nom, a.le})
		}
	}
	return lignes
}

var colonnesProposition = []string{"academie", "id", "session_id", "intervenant_id", "type", "commentaire", "utilisateur_id", "propose_par", "propose_le"}
