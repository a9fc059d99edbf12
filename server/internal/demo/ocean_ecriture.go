package demo

import (
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgtype"
)

// ocean writes the réglementation of the session, its jurys, its commissions and the rules that make missions of them.
func (e ecrivain) ocean(h *hasard, a *academie, s *session, o *ocean) error {
	if _, err := e.tx.Exec(e.ctx, `SELECT regles_de_depart($1, $2)`, a.code, s.id); err != nil {
		return err
	}
	if _, err := e.tx.Exec(e.ctx, `UPDATE regle_generation SET reserve_pct = $3 WHERE academie = $1 AND session_id = $2 AND source = 'commission'`, a.code, s.id, parReserve); err != nil {
		return err
	}
	var epr [][]any
	for i := range epreuves {
		epr = append(epr, []any{a.code, h.id(), s.id, a.epreuves[i], true, "ocean", a.le})
	}
	var jurys, commissions, origines [][]any
	for _, j := range o.jurys {
		jurys = append(jurys, []any{a.code, j.id, s.id, j.examen, j.specialite, j.code, "JURY " + j.code, j.centre, j.le, heure("14:00"), j.candidats, "ocean", a.le})
	}
	for _, c := range o.commissions {
		var absents, remonte any
		if c.presents != nil {
			absents, remonte = c.candidats-*c.presents, c.le.AddDate(0, 0, 10)
		}
		commissions = append(commissions, []any{a.code, c.id, s.id, o.jurys[c.jury].id, epreuves[c.epreuve].examen, a.epreuves[c.epreuve], c.code, c.genre, c.centre, c.le, heure(c.heure), c.duree, c.jours,
			c.candidats, c.demande, "ENSEIGNANT", c.presents, absents, remonte, "ocean", a.le})
		for _, x := range c.origines {
			origines = append(origines, []any{a.code, h.id(), c.id, x.uai, x.candidats})
		}
	}
	return e.suite([]table{
		{"session_epreuve", []string{"academie", "id", "session_id", "epreuve_option_id", "donne_lieu", "origine", "maj_le"}, epr},
		{"inscription", []string{"academie", "id", "session_id", "epreuve_option_id", "uai_origine", "inscrits", "dispenses"}, o.inscriptions(h, a, s)},
		{"centre_usage", []string{"academie", "id", "centre_id", "examen", "genre", "origine"}, o.usages(h, a)},
		{"jury", []string{"academie", "id", "session_id", "examen", "specialite", "code", "libelle", "centre_id", "deliberation_le", "deliberation_a", "candidats", "origine", "maj_le"}, jurys},
		{"commission", []string{"academie", "id", "session_id", "jury_id", "examen", "epreuve_option_id", "code", "type", "centre_id", "le", "a", "duree_min", "nb_jours", "candidats", "demandes", "profil",
			"presents", "absents", "remonte_le", "origine", "maj_le"}, commissions},
		{"commission_origine", []string{"academie", "id", "commission_id", "uai_origine", "candidats"}, origines},
	})
}

// inscriptions: as many as the commissions will see, school by school; a few more for the first épreuve of a session to
// come, so that totals differ somewhere.
func (o *ocean) inscriptions(h *hasard, a *academie, s *session) [][]any {
	type cle struct {
		epreuve int
		uai     string
	}
	inscrits, ordre := map[cle]int{}, []cle{}
	for _, c := range o.commissions {
		if c.genre != "CORRECTION" && c.genre != "INTERROGATION" {
			continue
		}
		for _, x := range c.origines {
			k := cle{c.epreuve, x.uai}
			if _, deja := inscrits[k]; !deja {
				ordre = append(ordre, k)
			}
			inscrits[k] += x.candidats
		}
	}
	var lignes [][]any
	for n, k := range ordre {
		dispenses := h.IntN(2)
		if n == 0 && !s.finie() {
			inscrits[k] += 5
		}
		lignes = append(lignes, []any{a.code, h.id(), s.id, a.epreuves[k.epreuve], k.uai, inscrits[k] + dispenses, dispenses})
	}
	return lignes
}

// usages of the centres, as their commissions and jurys show them.
func (o *ocean) usages(h *hasard, a *academie) [][]any {
	type cle struct {
		centre        uuid.UUID
		examen, genre string
	}
	vus := map[cle]bool{}
	var lignes [][]any
	voir := func(centre uuid.UUID, examen, genre string) {
		if k := (cle{centre, examen, genre}); genre != "" && !vus[k] {
			vus[k] = true
			lignes = append(lignes, []any{a.code, h.id(), centre, examen, genre, "ocean"})
		}
	}
	for _, c := range o.commissions {
		if c.centre == nil {
			continue
		}
		genre := map[string]string{"CORRECTION": "correction", "INTERROGATION": "oral", "SURVEILLANCE": "ecrit"}[c.genre]
		if n := epreuves[c.epreuve].nature; c.genre == "INTERROGATION" && (n == "pratique" || n == "eps") {
			genre = "pratique"
		}
		voir(*c.centre, epreuves[c.epreuve].examen, genre)
	}
	for _, j := range o.jurys {
		voir(j.centre, j.examen, "deliberation")
	}
	return lignes
}

// origine of the mission: deliberations were entered by hand.
func (m *mission) origine() string {
	if m.commission == nil {
		return "saisie"
	}
	return "ocean"
}

// ocean is what the mission keeps of its commission: jury, commission, key, label, candidates, charge of one person.
func (m *mission) ocean() []any {
	if m.commission == nil {
		return []any{m.jury, nil, nil, "Délibération", nil, nil, nil}
	}
	var charge, unite any
	if u := map[string]string{"CORRECTION": "copies", "INTERROGATION": "candidats"}[m.genre.code]; u != "" {
		charge, unite = (m.candidats+m.titulaires-1)/m.titulaires, u
	}
	return []any{m.jury, *m.commission, "commission:" + m.commission.String() + ":" + m.genre.code, m.libelle, m.candidats, charge, unite}
}

// besoins and origines of the missions: the sums are kept by the database.
func (e ecrivain) besoins(h *hasard, a *academie, missions []mission, o *ocean) error {
	var besoins, origines [][]any
	ajouter := func(m *mission, role string, n, reserve int) {
		if n+reserve > 0 {
			besoins = append(besoins, []any{a.code, h.id(), m.id, role, n, reserve})
		}
	}
	commissions := map[uuid.UUID]int{}
	for i := range o.commissions {
		commissions[o.commissions[i].id] = i
	}
	for i := range missions {
		m := &missions[i]
		if m.commission == nil {
			ajouter(m, "president", 1, 0)
			ajouter(m, "secretaire", min(1, m.besoin-1), 0)
			ajouter(m, "membre", max(0, m.besoin-2), 0)
			continue
		}
		ajouter(m, m.genre.role, m.titulaires, m.reserve)
		for _, x := range o.commissions[commissions[*m.commission]].origines {
			origines = append(origines, []any{a.code, h.id(), m.id, x.uai, x.candidats})
		}
	}
	return e.suite([]table{
		{"mission_besoin", []string{"academie", "id", "mission_id", "role", "nombre", "reservistes"}, besoins},
		{"mission_origine", []string{"academie", "id", "mission_id", "uai_origine", "candidats"}, origines},
	})
}

// heure of the day, as COPY takes it.
func heure(hm string) pgtype.Time {
	t, err := time.Parse("15:04", hm)
	return pgtype.Time{Microseconds: int64(t.Hour()*60+t.Minute()) * 60_000_000, Valid: err == nil}
}

// joursCorrection is how long copies are kept, in working days.
const joursCorrection = 5

// ouvre moves forward by working days.
func ouvre(jour time.Time, n int) time.Time {
	for n > 0 {
		if jour = jour.AddDate(0, 0, 1); jour.Weekday() != time.Saturday && jour.Weekday() != time.Sunday {
			n--
		}
	}
	return jour
}
