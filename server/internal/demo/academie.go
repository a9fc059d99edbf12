package demo

import (
	"fmt"
	"time"

	"github.com/google/uuid"
)

// academie being generated.
type academie struct {
	code, libelle, fuseau string
	annee                 int       // of the session being prepared
	le                    time.Time // when everything was last written: no clock, so that two loads are equal
	zone                  *time.Location
	communes              []commune
	etablissements        []etablissement
	intervenants          []intervenant
	epreuves              []uuid.UUID         // by index in epreuves
	preparee              uuid.UUID           // the session being prepared
	lieux                 map[string][]string // UAI by kind of establishment
	habilites             [][]int             // by index in epreuves: the intervenants whose compétence stands
}

// inventer draws the people and the places of an académie.
func inventer(h *hasard, code, libelle, fuseau string, communes []commune, d dimensions, annee int) (*academie, error) {
	zone, err := time.LoadLocation(fuseau)
	if err != nil {
		return nil, fmt.Errorf("fuseau de l’académie %s : %w", libelle, err)
	}
	a := &academie{code: code, libelle: libelle, fuseau: fuseau, annee: annee, zone: zone,
		le: time.Date(annee-1, 10, 1, 6, 0, 0, 0, time.UTC)}
	a.communes = communes
	a.etablissements = etablissementsDe(h, code, communes, d.etablissements)
	a.intervenants = intervenantsDe(h, a, d.intervenants)
	for range epreuves {
		a.epreuves = append(a.epreuves, h.id())
	}
	return a, nil
}

// sessions: one that is over, whose missions were done, and one that is being prepared.
func (a *academie) sessions(h *hasard) [2]*session {
	une := func(annee int, etat string) *session {
		jour := time.Date(annee, 6, 1, 0, 0, 0, 0, a.zone)
		for jour.Weekday() != time.Monday {
			jour = jour.AddDate(0, 0, 1)
		}
		return &session{id: h.id(), code: fmt.Sprintf("%d-N", annee), libelle: fmt.Sprintf("Session normale %d", annee), etat: etat,
			annee: annee, debut: jour, fin: jour.AddDate(0, 0, 46), virtuel: h.id()}
	}
	finie, prochaine := une(a.annee-1, "close"), une(a.annee, "ouverte")
	a.preparee = prochaine.id
	return [2]*session{finie, prochaine}
}
