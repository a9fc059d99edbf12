package mission

import (
	"context"
	"slices"
	"time"

	"github.com/oapi-codegen/nullable"

	"imagin/api"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// cible is what a mission is to become, and which parts of it change.
type cible struct {
	ligne    // the columns, changed
	parts    []string
	avant    map[string]any
	apres    map[string]any
	creneaux []creneau // when « creneaux » changes
}

func (c *cible) noter(part string, avant, apres any) {
	if !slices.Contains(c.parts, part) {
		c.parts = append(c.parts, part)
	}
	c.avant[part], c.apres[part] = avant, apres
}

func (c *cible) change(part string) bool { return slices.Contains(c.parts, part) }

// voulu is what a field is to become: unchanged when it is absent, nothing when it is null.
func voulu[T comparable](n nullable.Nullable[T], actuel *T) (nouveau *T, change bool) {
	if !n.IsSpecified() {
		return actuel, false
	}
	if v, err := n.Get(); err == nil {
		nouveau = &v
	}
	return nouveau, (nouveau == nil) != (actuel == nil) || nouveau != nil && *nouveau != *actuel
}

// cibler compares what is asked with what is. It returns fail.Invalid for a kind, a centre, an épreuve or an hour that
// does not exist, and for a mission with people that would be left without a créneau.
func cibler(ctx context.Context, tx *db.Tx, m ligne, b *api.ModificationMission) (*cible, error) {
	c := &cible{ligne: m, avant: map[string]any{}, apres: map[string]any{}}
	if b.Type != nil && *b.Type != m.Type {
		surPlace, err := typeConnu(ctx, tx, *b.Type)
		if err != nil {
			return nil, err
		}
		c.noter("type", m.Type, *b.Type)
		c.Type, c.SurPlace = *b.Type, surPlace
	}
	if err := c.ciblerEpreuve(ctx, tx, b); err != nil {
		return nil, err
	}
	c.ciblerTextes(b)
	if err := c.ciblerHoraire(ctx, tx, m, b); err != nil {
		return nil, err
	}
	return c, c.ciblerListes(ctx, tx, b)
}

func (c *cible) ciblerEpreuve(ctx context.Context, tx *db.Tx, b *api.ModificationMission) error {
	epreuve, autreEpreuve := voulu(b.EpreuveOption, c.EpreuveOptionID)
	demande, autreExamen := voulu(b.Examen, c.Examen)
	if !autreEpreuve && !autreExamen {
		return nil
	}
	if autreEpreuve {
		c.noter("epreuve", c.EpreuveOptionID, epreuve)
		c.EpreuveOptionID = epreuve
	}
	examen, err := examenDe(ctx, tx, c.EpreuveOptionID, demande)
	if err != nil {
		return err
	}
	if (examen == nil) != (c.Examen == nil) || examen != nil && *examen != *c.Examen {
		c.noter("examen", c.Examen, examen)
	}
	c.Examen = examen
	return nil
}

// ciblerTextes compares what is said of the mission, which nobody has to be told again but the instructions.
func (c *cible) ciblerTextes(b *api.ModificationMission) {
	var autre bool
	avant := c.ligne
	if c.Libelle, autre = voulu(b.Libelle, c.Libelle); autre {
		c.noter("libelle", avant.Libelle, c.Libelle)
	}
	if c.Consigne, autre = voulu(b.Consigne, c.Consigne); autre {
		c.noter("consigne", avant.Consigne, c.Consigne)
	}
	if c.Candidats, autre = voulu(b.Candidats, c.Candidats); autre {
		c.noter("candidats", avant.Candidats, c.Candidats)
	}
	if c.Charge, autre = voulu(b.Charge, c.Charge); autre {
		c.noter("charge", avant.Charge, c.Charge)
	}
	if b.ChargeUnite != nil && (c.ChargeUnite == nil || *c.ChargeUnite != string(*b.ChargeUnite)) {
		c.noter("charge_unite", c.ChargeUnite, b.ChargeUnite)
		c.ChargeUnite = (*string)(b.ChargeUnite)
	}
}

// ciblerHoraire: a mission that goes to a centre of another zone keeps its wall clock, unless new hours come with it.
func (c *cible) ciblerHoraire(ctx context.Context, tx *db.Tx, m ligne, b *api.ModificationMission) error {
	var autre bool
	if c.CentreID, autre = voulu(b.Centre, m.CentreID); autre {
		c.noter("centre", m.CentreID, c.CentreID)
	}
	if !autre && b.Creneaux == nil {
		return nil
	}
	if c.CentreID == nil && m.Etat == "ouverte" {
		return fail.New(fail.Conflict, "mission.centre", "Une mission ouverte garde un centre. Indiquez-en un autre, au besoin virtuel.", fail.Field{Pointer: "/centre", Code: "requis", Message: "Indiquez un centre."})
	}
	de, err := time.LoadLocation(m.Fuseau)
	if err != nil {
		return err
	}
	vers, err := zoneDe(ctx, tx, m.SessionID, c.CentreID)
	if err != nil {
		return err
	}
	actuels, err := creneauxDe(ctx, tx.Reader, tx.Academie, m.ID)
	if err != nil {
		return err
	}
	voulus := transporter(actuels, de, vers)
	if b.Creneaux != nil {
		if voulus, err = lireCreneaux(*b.Creneaux, vers, c.SurPlace); err != nil {
			return err
		}
	}
	if !slices.EqualFunc(actuels, voulus, func(x, y creneau) bool {
		return x.Debut.Equal(y.Debut) && x.Fin.Equal(y.Fin) && x.SurPlace == y.SurPlace
	}) {
		c.noter("creneaux", enMots(actuels, de), enMots(voulus, vers))
		c.creneaux = voulus
	}
	c.Fuseau = vers.String()
	return nil
}

// enMots is how the history tells the hours: at the clock of the centre.
func enMots(cs []creneau, zone *time.Location) []string {
	mots := []string{}
	for _, c := range cs {
		d, f := c.Debut.In(zone), c.Fin.In(zone)
		fin := f.Format("15:04")
		if d.YearDay() != f.YearDay() || d.Year() != f.Year() {
			fin = f.Format("02/01/2006 15:04")
		}
		mots = append(mots, d.Format("02/01/2006 15:04")+" à "+fin)
	}
	return mots
}

// ciblerListes compares the needs and the origins, which are replaced whole.
func (c *cible) ciblerListes(ctx context.Context, tx *db.Tx, b *api.ModificationMission) error {
	if b.Besoins == nil && b.Origines == nil {
		return nil
	}
	avant, err := complete(ctx, tx.Reader, c.ID)
	if err != nil {
		return err
	}
	if b.Besoins != nil && besoinsEnMots(avant.Besoins) != besoinsEnMots(*b.Besoins) {
		c.noter("besoins", besoinsEnMots(avant.Besoins), besoinsEnMots(*b.Besoins))
	}
	if b.Origines != nil && originesEnMots(avant.Origines) != originesEnMots(*b.Origines) {
		c.noter("origines", originesEnMots(avant.Origines), originesEnMots(*b.Origines))
	}
	return nil
}
