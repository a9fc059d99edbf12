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
	etatMission         string
}

// mission before it is written: who was designated is drawn with it, so that nobody is twice at the same hour.
type mission struct {
	id, session, centre uuid.UUID
	genre               genreMission
	epreuve             int
	jour                time.Time
	designes            []designation
}

type designation struct {
	id         uuid.UUID
	qui        int // index in the académie's intervenants
	role, etat string
}

// moment of a mission: a day on site, or a week of marking at home.
type moment struct{ debut, fin time.Time }

func (m *mission) moments() []moment {
	a := func(heure, minute, jours int) time.Time {
		return m.jour.AddDate(0, 0, jours).Add(time.Duration(heure)*time.Hour + time.Duration(minute)*time.Minute)
	}
	switch m.genre.code {
	case "CORRECTION":
		return []moment{{a(8, 0, 0), a(18, 0, 5)}}
	case "INTERROGATION":
		return []moment{{a(8, 0, 0), a(12, 30, 0)}, {a(13, 30, 0), a(18, 0, 0)}}
	case "SURVEILLANCE":
		return []moment{{a(7, 30, 0), a(12, 30, 0)}}
	}
	return []moment{{a(9, 0, 0), a(17, 0, 0)}}
}

// Weights of the kinds of mission for a written and for another épreuve.
var (
	genresEcrit = []int{0, 0, 0, 0, 3, 3, 2, 4}
	genresOral  = []int{1, 1, 1, 1, 1, 2}
)

const joursEpreuves = 30

// missionsDe designates n people over the days of a session. Each day the holders of a discipline are taken one after
// the other, from where the day before stopped: nobody is taken twice the same day, and the load is shared.
func (a *academie) missionsDe(h *hasard, s *session, n int) []mission {
	parDiscipline := make([][]int, len(disciplines))
	for i, p := range a.intervenants {
		parDiscipline[p.discipline] = append(parDiscipline[p.discipline], i)
	}
	curseurs := make([]int, len(disciplines))
	var faites []mission
	for jour := range joursEpreuves {
		reste := n*(jour+1)/joursEpreuves - n*jour/joursEpreuves
		pris := make([]int, len(disciplines))
		for essais := 0; reste > 0 && essais < 4*n; essais++ {
			e := h.IntN(len(epreuves))
			d := indiceDiscipline(epreuves[e].discipline)
			taille := min(2+h.IntN(6), reste, len(parDiscipline[d])-pris[d])
			if taille <= 0 {
				continue
			}
			m := a.mission(h, s, e, jour)
			for k := range taille {
				qui := parDiscipline[d][curseurs[d]%len(parDiscipline[d])]
				curseurs[d]++
				m.designes = append(m.designes, designation{h.id(), qui, roleDe(m.genre, k, taille), s.etatAffectation(h)})
			}
			pris[d] += taille
			reste -= taille
			faites = append(faites, m)
		}
	}
	return faites
}

func (a *academie) mission(h *hasard, s *session, e, jour int) mission {
	genres := genresOral
	if epreuves[e].nature == "ecrit" {
		genres = genresEcrit
	}
	m := mission{id: h.id(), session: s.id, genre: genresMission[parmi(h, genres)], epreuve: e, centre: s.virtuel,
		jour: s.debut.AddDate(0, 0, jour+jour/5*2)}
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

// etatAffectation of one designation, by the moment of the session: past, everyone came or not; to come, a mix.
func (s *session) etatAffectation(h *hasard) string {
	d := h.IntN(100)
	if s.etat == "close" {
		switch {
		case d < 92:
			return "effectuee"
		case d < 96:
			return "non_effectuee"
		}
		return "desaffectee"
	}
	switch {
	case d < 30:
		return "proposee"
	case d < 70:
		return "affectee"
	case d < 97:
		return "convoquee"
	}
	return "desaffectee"
}

func indiceDiscipline(code string) int {
	for i, d := range disciplines {
		if d.code == code {
			return i
		}
	}
	return 0
}
