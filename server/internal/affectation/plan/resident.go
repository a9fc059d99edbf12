package plan

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/affectation/instance"
	"imagin/server/internal/affectation/optim"
)

// sessionLue is a session as one instant saw it, laid out with its plan. One question at a time.
type sessionLue struct {
	instantane          string // of the database, when it was read
	le                  time.Time
	p                   *instance.Probleme
	x                   *optim.Index
	missions, personnes map[uuid.UUID]int32
	etendues            [][2]int64 // of each poste, when its mission begins and ends: seconds since 1970
	seul                chan struct{}
	fixes               []int32 // people who hold what no rule explains: nobody calls them
	// horsRegle are the affectations that do not go with the others.
	horsRegle []optim.Affectation
}

// poserSession lays the plan of a session out, as it stands.
func poserSession(d *instance.Donnees, faites []uuid.UUID, instantane string, le time.Time) (*sessionLue, error) {
	fixes := make(map[uuid.UUID]bool, len(faites))
	for _, id := range faites {
		fixes[id] = true
	}
	s := instance.Preparer(*d)
	s.Liberer(fixes)
	l := &sessionLue{instantane: instantane, le: le, p: s.Construire(voisinsReparer), seul: make(chan struct{}, 1)}
	l.p.PrixDeplacement = 0
	l.missions, l.personnes = s.Index()
	x, err := optim.Indexer(l.p.Probleme, nil)
	if err != nil {
		return nil, err
	}
	l.x = x
	for n := range l.p.Probleme.Postes {
		debut, fin := l.p.MissionDe(int32(n)).Etendue()
		l.etendues = append(l.etendues, [2]int64{debut.Unix(), fin.Unix()})
	}
	for _, a := range depart(l.p) {
		if x.Affecter(a) != nil {
			l.fixes, l.horsRegle = append(l.fixes, a.Personne), append(l.horsRegle, a)
		}
	}
	x.Chauffer()
	return l, nil
}

// proposer ranks the replacements of an absence, within the days from du to au; ok is false for what is left to the
// database: a seat that has no room for whom it is about, one that nobody can fill, for there is more to say of it, or when
// others ask for too long.
func (l *sessionLue) proposer(ctx context.Context, a absence, du, au time.Time) (res api.Remplacements, ok bool) {
	j, ouverte := l.missions[a.MissionID]
	i, connue := l.personnes[a.IntervenantID]
	if !ouverte || !connue || l.p.S.Missions[j].Fixe {
		return res, false
	}
	ici := optim.Affectation{Poste: l.p.Poste(j, a.Role), Personne: i}
	if ici.Poste < 0 || l.p.Tenus[ici].Affectation != a.ID {
		return res, false
	}
	attente := time.NewTimer(attenteMax)
	defer attente.Stop()
	select {
	case l.seul <- struct{}{}:
		defer func() { <-l.seul }()
	case <-attente.C:
		return res, false
	case <-ctx.Done():
		return res, false
	}
	c := &chantier{absence: a, p: l.p, x: l.x, ici: ici, fixes: l.fixes}
	de, jusqua := du.Unix(), au.Unix()
	l.asseoir(ici, func() {
		res = c.classer(func(poste int32) bool { return l.etendues[poste][0] < jusqua && l.etendues[poste][1] > de })
	})
	return res, len(res.Solutions) > 0
}

// asseoir calls f with somebody on her seat: whoever is there against the rules, as what else she holds says, takes it for
// the time of the question, for she leaves all of it anyway. f is not called when the seat has no room.
func (l *sessionLue) asseoir(ici optim.Affectation, f func()) {
	if !slices.Contains(l.horsRegle, ici) {
		f()
		return
	}
	l.x.Provisoire(func() {
		tenus := l.x.Tient(ici.Personne)
		for _, n := range tenus {
			l.x.Desaffecter(optim.Affectation{Poste: n, Personne: ici.Personne})
		}
		if l.x.Affecter(ici) == nil {
			f()
			l.x.Desaffecter(ici)
		}
		for _, n := range tenus {
			_ = l.x.Affecter(optim.Affectation{Poste: n, Personne: ici.Personne}) // as it was
		}
	})
}
