package demo

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"
)

// disponibilites: who cannot come, who would like what, which schools have finished; the session being prepared.
func (e ecrivain) disponibilites(h *hasard, a *academie, s *session, sceller func([]byte, string) []byte) error {
	if _, err := e.tx.Exec(e.ctx, `UPDATE regle_disponibilite SET mel_service = 'dec@exemple.fr', mel_etablissement = 'ce.{uai}@exemple.fr', dispense_limite = $2 WHERE academie = $1`,
		a.code, time.Date(a.annee, 2, 28, 0, 0, 0, 0, time.UTC)); err != nil {
		return err
	}
	var situations, indisponibilites, voeux, dispenses, saisies [][]any
	for n, p := range a.intervenants {
		if p.etat != "actif" || p.id == idClaire {
			continue
		}
		switch d := h.IntN(100); {
		case d < 4:
			situations = append(situations, a.situation(h, p, "temps_partiel", nil, nil, 80, parmi(h, [][]int16{{1}, {2}, {3}, {4}, {5}})))
		case d < 5:
			debut, fin := s.debut, s.debut.AddDate(0, 0, 20)
			situations = append(situations, a.situation(h, p, "admissible", &debut, &fin, nil, []int16{}))
		case d < 8:
			indisponibilites = append(indisponibilites, a.indisponibilite(h, p, s))
		case d < 13:
			v := a.voeu(h, p, s)
			if autre := a.collegue(n); len(voeux)%4 == 3 && autre != nil {
				v[4], v[5], v[6], v[7], v[8], v[9], v[11] = "collegue", "souhaite", nil, nil, nil, nil, autre
			}
			voeux = append(voeux, v)
		case d < 14 && sceller != nil:
			dispenses = append(dispenses, a.dispense(h, p, s, sceller))
		}
	}
	for i, et := range a.etablissements {
		if et.id != idJules && i%5 < 3 {
			saisies = append(saisies, []any{a.code, h.id(), s.id, et.id, "terminee", "Chef d’établissement", a.le.AddDate(0, 0, h.IntN(40)), a.le})
		}
	}
	return e.suite([]table{
		{"situation", []string{"academie", "id", "intervenant_id", "genre", "debut", "fin", "quotite", "jours", "saisi_par", "maj_le"}, situations},
		{"indisponibilite", []string{"academie", "id", "intervenant_id", "debut", "fin", "motif", "source", "etablissement_id", "saisi_par", "cree_le", "maj_le"}, indisponibilites},
		{"voeu", []string{"academie", "id", "intervenant_id", "session_id", "genre", "sens", "debut", "fin", "distance_km", "type_mission", "maj_le", "collegue_id"}, voeux},
		{"dispense", []string{"academie", "id", "intervenant_id", "session_id", "motif", "etat", "demandee_le", "avis", "avis_par", "avis_le", "decision_par", "decision_le", "maj_le"}, dispenses},
		{"saisie_competence", []string{"academie", "id", "session_id", "etablissement_id", "etat", "declaree_par", "declaree_le", "maj_le"}, saisies},
	})
}

func (a *academie) situation(h *hasard, p intervenant, genre string, debut, fin *time.Time, quotite any, jours []int16) []any {
	return []any{a.code, h.id(), p.id, genre, debut, fin, quotite, jours, "Division des examens", a.le}
}

// indisponibilite of one to three days among the épreuves, entered by the person's school or by the division.
func (a *academie) indisponibilite(h *hasard, p intervenant, s *session) []any {
	debut := s.debut.AddDate(0, 0, h.IntN(40))
	source, etablissement, auteur := "etablissement", any(a.etablissements[p.etablissement].id), "Chef d’établissement"
	if h.chance(30) {
		source, etablissement, auteur = "gestionnaire", nil, "Division des examens"
	}
	return []any{a.code, h.id(), p.id, debut, debut.AddDate(0, 0, 1+h.IntN(3)), parmi(h, []string{"formation", "sortie_scolaire", "conge", "mandat", "absence"}),
		source, etablissement, auteur, a.le, a.le}
}

// collegue is somebody of the same school and discipline, with whom one would travel.
func (a *academie) collegue(n int) any {
	p := a.intervenants[n]
	for _, x := range a.intervenants[n+1:] {
		if x.etat == "actif" && x.etablissement == p.etablissement && x.discipline == p.discipline {
			return x.id
		}
	}
	return nil
}

func (a *academie) voeu(h *hasard, p intervenant, s *session) []any {
	v := []any{a.code, h.id(), p.id, s.id, "distance", "souhaite", nil, nil, 20 + 10*h.IntN(5), nil, a.le, nil}
	switch h.IntN(3) {
	case 0:
		debut := s.debut.AddDate(0, 0, h.IntN(30))
		v[4], v[5], v[6], v[7], v[8] = "periode", parmi(h, []string{"souhaite", "evite"}), debut, debut.AddDate(0, 0, 4), nil
	case 1:
		v[4], v[5], v[8], v[9] = "type_mission", parmi(h, []string{"souhaite", "evite"}), nil, parmi(h, genresMission).code
	}
	return v
}

var exposes = []struct{ motif, expose string }{
	{"sante", "Intervention chirurgicale prévue en juin, certificat à suivre."},
	{"proche_candidat", "Ma fille passe le même examen dans l’académie cette année."},
	{"concours", "Je prépare l’oral de l’agrégation interne."},
	{"famille", "Je suis seule avec un enfant de six mois à cette période."},
}

// dispense at any moment of its life. The motive is sealed, as everywhere.
func (a *academie) dispense(h *hasard, p intervenant, s *session, sceller func([]byte, string) []byte) []any {
	id := h.id()
	x := parmi(h, exposes)
	clair, _ := json.Marshal(map[string]string{"motif": x.motif, "expose": x.expose}) // two strings: never fails
	le := a.le.AddDate(0, 0, 20+h.IntN(30))
	d := []any{a.code, id, p.id, s.id, sceller(clair, lieuDispense(a.code, id)), "demandee", le, nil, nil, nil, nil, nil, a.le}
	etat := h.IntN(4)
	if etat > 0 {
		d[5], d[7], d[8], d[9] = "avis_rendu", parmi(h, []string{"favorable", "favorable", "defavorable"}), "Chef d’établissement", le.AddDate(0, 0, 3)
	}
	if etat > 1 {
		d[5], d[10], d[11] = parmi(h, []string{"accordee", "accordee", "refusee"}), "Division des examens", le.AddDate(0, 0, 9)
	}
	return d
}

// lieuDispense is where disponibilite looks for the motive.
func lieuDispense(academie string, id uuid.UUID) string {
	return "dispense/" + academie + "/" + id.String()
}
