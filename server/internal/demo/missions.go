package demo

import (
	"time"

	"github.com/google/uuid"
)

type session struct {
	id                  uuid.UUID
	code, libelle, etat string
	annee               int
	debut, fin          time.Time
	centres             []uuid.UUID // one for each examining establishment
	virtuel             uuid.UUID
}

// mission before it is written: who was designated is drawn with it, so that nobody is twice at the same hour.
type mission struct {
	id, session, centre uuid.UUID
	genre               genreMission
	epreuve             int
	jour                time.Time
	etat                string
	besoin              int
	designes            []designation
	// What OCEAN says of it.
	jury, commission               *uuid.UUID
	libelle                        string
	candidats, titulaires, reserve int
}

type designation struct {
	id         uuid.UUID
	qui        int // index in the académie's intervenants
	role, etat string
	motif      string
}

// moment of a mission: a day on site, or a week of marking at home.
type moment struct{ debut, fin time.Time }

func (m *mission) moments() []moment {
	a := func(heure, minute int) time.Time {
		return m.jour.Add(time.Duration(heure)*time.Hour + time.Duration(minute)*time.Minute)
	}
	switch m.genre.code {
	case "CORRECTION":
		return []moment{{a(8, 0), ouvre(m.jour, joursCorrection-1).Add(18 * time.Hour)}}
	case "INTERROGATION":
		return []moment{{a(8, 0), a(18, 0)}}
	case "HARMONISATION":
		return []moment{{a(9, 0), a(18, 0)}}
	case "SURVEILLANCE":
		return []moment{{a(7, 30), a(12, 30)}}
	}
	return []moment{{a(9, 0), a(17, 0)}}
}

// Weights of the kinds of mission for a written and for another épreuve.
var (
	genresEcrit = []int{0, 0, 0, 0, 3, 3, 2, 4}
	genresOral  = []int{1, 1, 1, 1, 1, 2}
)

const joursEpreuves = 30

// missionsDe designates n people over the days of a session, each on épreuves he may examine. The holders of a
// compétence are taken one after the other, from where the mission before stopped: the load is spread, and nobody is
// taken twice the same day.
func (a *academie) missionsDe(h *hasard, s *session, n int) []mission {
	t := tour{suivants: make([]int, len(epreuves)), prisLe: make([]int, len(a.intervenants)), charges: make([]int, len(a.intervenants)),
		plafond: 2*n/len(a.intervenants) + 3}
	var faites []mission
	for jour := range joursEpreuves {
		reste := n*(jour+1)/joursEpreuves - n*jour/joursEpreuves
		for essais := 0; reste > 0 && essais < 4*n; essais++ {
			e := h.IntN(len(epreuves))
			qui := a.libres(&t, s, e, jour+1, min(2+h.IntN(6), reste))
			if len(qui) == 0 {
				continue
			}
			m := a.mission(h, s, e, jour)
			for k, i := range qui {
				d := designation{id: h.id(), qui: i, role: roleDe(m.genre, k, len(qui)), etat: s.etatAffectation(h, m.etat)}
				d.motif = motifDe(h, m.etat, d.etat)
				m.designes = append(m.designes, d)
			}
			m.besoin = len(qui)
			if !s.finie() && h.chance(20) {
				m.besoin += 1 + h.IntN(2) // somebody is still to be found
			}
			reste -= len(qui)
			faites = append(faites, m)
		}
	}
	return faites
}

// tour remembers whose turn it is for each épreuve, the last day on which each person was taken and how often: the few
// who hold a rare épreuve do not bear it all.
type tour struct {
	suivants, prisLe, charges []int
	plafond                   int
}

// libres takes at most n people who may examine an épreuve and have nothing else that day.
func (a *academie) libres(t *tour, s *session, e, jour, n int) []int {
	habilites := a.habilites[e]
	var qui []int
	for vus := 0; vus < len(habilites) && len(qui) < n; vus++ {
		i := habilites[t.suivants[e]%len(habilites)]
		t.suivants[e]++
		if t.prisLe[i] == jour || t.charges[i] == t.plafond || (!s.finie() && a.intervenants[i].etat != "actif") {
			continue
		}
		t.prisLe[i] = jour
		t.charges[i]++
		qui = append(qui, i)
	}
	return qui
}

func (a *academie) mission(h *hasard, s *session, e, jour int) mission {
	genres := genresOral
	if epreuves[e].nature == "ecrit" {
		genres = genresEcrit
	}
	m := mission{id: h.id(), session: s.id, genre: genresMission[parmi(h, genres)], epreuve: e, centre: s.virtuel,
		etat: s.etatMission(h), jour: s.debut.AddDate(0, 0, jour+jour/5*2)}
	if m.genre.surPlace {
		m.centre = parmi(h, s.centres)
	}
	return m
}

func roleDe(g genreMission, k, taille int) string {
	switch {
	case g.code == "DELIBERATION" && k == 0:
		return "president"
	case g.code == "DELIBERATION" && k == 1:
		return "secretaire"
	case k == taille-1 && taille > 4:
		return "reserviste"
	}
	return g.role
}

func (s *session) finie() bool { return s.etat == "close" }

// etatMission: over or cancelled in a session that is over; most are open in one to come.
func (s *session) etatMission(h *hasard) string {
	switch d := h.IntN(100); {
	case s.finie() && d < 2:
		return "annulee"
	case s.finie():
		return "close"
	case d < 15:
		return "brouillon"
	}
	return "ouverte"
}

// etatAffectation of one designation: past, people came or not; to come, a mix. A draft only proposes.
func (s *session) etatAffectation(h *hasard, mission string) string {
	switch d := h.IntN(100); {
	case mission == "annulee":
		return "desaffectee"
	case mission == "brouillon":
		return "proposee"
	case s.finie() && d < 92:
		return "effectuee"
	case s.finie() && d < 96:
		return "non_effectuee"
	case s.finie():
		return "desaffectee"
	case d < 20:
		return "proposee"
	case d < 65:
		return "affectee"
	case d < 97:
		return "convoquee"
	}
	return "desaffectee"
}

var motifs = []string{"Congé de maladie", "Indisponible", "Échange avec un collègue", "Élève connu de l’examinateur"}

func motifDe(h *hasard, mission, etat string) string {
	switch {
	case mission == "annulee":
		return "Mission annulée"
	case etat == "desaffectee":
		return parmi(h, motifs)
	case etat == "non_effectuee":
		return "Absence justifiée"
	}
	return ""
}
