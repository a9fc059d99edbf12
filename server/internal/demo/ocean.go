package demo

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// ocean is what OCEAN says of a session: jurys, commissions, where their candidates come from. Missions are made of it,
// so that generating them again finds them as they are.
type ocean struct {
	jurys       []juryOcean
	commissions []commissionOcean
}

type juryOcean struct {
	id                 uuid.UUID
	examen, specialite string
	code               string
	centre             uuid.UUID
	le                 time.Time
	candidats, rang    int
}

type commissionOcean struct {
	id                 uuid.UUID
	jury, epreuve      int
	code, genre        string
	centre             *uuid.UUID
	le                 time.Time
	heure              string
	duree, jours       int // minutes a day, days
	candidats, demande int
	presents           *int
	origines           []origineOcean
}

type origineOcean struct {
	uai       string
	candidats int
}

const (
	parJury    = 20 // commissions of a jury
	parReserve = 13 // per cent: one réserviste from four people on
)

// oceanDe gives each mission its commission, and the deliberations their jury. It draws from its own luck: what else is
// invented stays the same.
func (a *academie) oceanDe(h *hasard, s *session, missions []mission) *ocean {
	o := &ocean{}
	a.lieux = map[string][]string{}
	for _, x := range a.etablissements {
		a.lieux[x.genre] = append(a.lieux[x.genre], x.uai)
	}
	enCours := map[string]int{} // spécialité → its jury that still takes commissions
	for i := range missions {
		m := &missions[i]
		j := a.juryDe(h, s, o, enCours, m.epreuve)
		m.titulaires, m.reserve = m.besoin, 0
		if m.genre.code == "DELIBERATION" {
			m.jury = &o.jurys[j].id
			continue
		}
		if m.genre.code == "SURVEILLANCE" || m.genre.code == "ELABORATION" {
			m.besoin = max(m.besoin, 2)
		}
		if m.titulaires = m.besoin; len(m.designes) > 4 {
			m.titulaires--
		}
		if m.titulaires >= 4 {
			m.reserve = 1
		}
		m.besoin = m.titulaires
		c := a.commissionDe(h, o, j, m)
		if s.finie() {
			c.presents = new(int)
			*c.presents = c.candidats - min(c.candidats, h.IntN(3))
		}
		o.commissions = append(o.commissions, c)
		m.jury, m.commission, m.candidats = &o.jurys[j].id, &o.commissions[len(o.commissions)-1].id, c.candidats
		m.libelle = fmt.Sprintf("Jury %s commission %s", o.jurys[j].code, c.code)
	}
	if !s.finie() {
		a.dernieres(h, s, o)
	}
	return o
}

func (a *academie) juryDe(h *hasard, s *session, o *ocean, enCours map[string]int, e int) int {
	x := epreuves[e]
	cle := x.examen + "/" + x.specialite
	if j, ok := enCours[cle]; ok && o.jurys[j].rang < parJury {
		o.jurys[j].rang++
		return j
	}
	numero := 1
	for _, j := range o.jurys {
		if j.examen == x.examen && j.specialite == x.specialite {
			numero++
		}
	}
	o.jurys = append(o.jurys, juryOcean{id: h.id(), examen: x.examen, specialite: x.specialite, code: fmt.Sprintf("%s%03d", x.specialite, numero), centre: parmi(h, s.centres),
		le: s.debut.AddDate(0, 0, 35+h.IntN(4)), rang: 1})
	enCours[cle] = len(o.jurys) - 1
	return len(o.jurys) - 1
}

// commissionDe says the mission as OCEAN would have asked for it.
func (a *academie) commissionDe(h *hasard, o *ocean, j int, m *mission) commissionOcean {
	t := m.moments()
	c := commissionOcean{id: h.id(), jury: j, epreuve: m.epreuve, code: fmt.Sprintf("%c%02d", m.genre.code[0], o.jurys[j].rang), genre: m.genre.code, centre: &m.centre, le: m.jour,
		heure: t[0].debut.Format("15:04"), jours: 1, demande: m.titulaires}
	switch m.genre.code {
	case "CORRECTION":
		c.jours, c.candidats = joursCorrection, 15+h.IntN(21)
	case "INTERROGATION":
		c.candidats, c.duree = 15+h.IntN(21), 600
	case "SURVEILLANCE":
		c.candidats, c.duree = 12*m.titulaires, 300
	case "ELABORATION":
		c.duree = 480
	}
	c.origines = a.originesDe(h, m.epreuve, c.candidats)
	if c.genre == "CORRECTION" || c.genre == "INTERROGATION" {
		o.jurys[j].candidats += c.candidats
	}
	return c
}

// originesDe spreads candidates over one to four schools that prepare the examen.
func (a *academie) originesDe(h *hasard, e, candidats int) []origineOcean {
	genre := map[string]string{"DNB": "COLLEGE", "BCP": "LP", "CAP": "LP"}[epreuves[e].examen]
	if genre == "" {
		genre = "LYCEE"
	}
	possibles := a.lieux[genre]
	debut, lieux := h.IntN(len(possibles)), []origineOcean{}
	for n, reste := min(1+h.IntN(4), len(possibles), candidats), candidats; n > 0; n-- {
		part := reste / n
		lieux = append(lieux, origineOcean{possibles[(debut+n)%len(possibles)], part})
		reste -= part
	}
	return lieux
}

// dernieres: commissions that no mission serves yet, one of them without a centre: the screens have something to say.
func (a *academie) dernieres(h *hasard, s *session, o *ocean) {
	nombre := 3 + len(o.commissions)/18
	for n := range nombre {
		j := n * (len(o.jurys) - 1) / nombre
		e := slices.IndexFunc(epreuves, func(x epreuve) bool {
			return x.examen == o.jurys[j].examen && x.specialite == o.jurys[j].specialite && x.nature == "ecrit"
		})
		if e < 0 {
			continue
		}
		centre := &s.virtuel
		if n == 0 {
			centre = nil
		}
		c := commissionOcean{id: h.id(), jury: j, epreuve: e, code: fmt.Sprintf("T%03d", n+1), genre: "CORRECTION", centre: centre, le: s.debut.AddDate(0, 0, 14), heure: "08:00", jours: joursCorrection,
			candidats: 24, demande: 1}
		c.origines = a.originesDe(h, e, c.candidats)
		o.commissions = append(o.commissions, c)
	}
}
