package mission

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// errSimulation undoes what was only tried.
var errSimulation = fail.New(fail.Conflict, "simulation", "Simulation.")

// ModifierMission answers PATCH /missions/{id}. With simulation, it says what would change, whom it touches and what
// would remain to be done, and changes nothing. It returns fail.NotFound, fail.Stale, fail.Invalid, and fail.Conflict
// when the mission is over, when somebody is held elsewhere at the new hours, when people are touched and the caller
// has not said that she knows.
func (a API) ModifierMission(ctx context.Context, r api.ModifierMissionRequestObject) (api.ModifierMissionResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	var effet api.EffetMission
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		m, err := prendre(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if m.Etat == "annulee" || m.Etat == "close" {
			return fail.New(fail.Conflict, "mission.etat", "Cette mission est "+map[string]string{"annulee": "annulée", "close": "close"}[m.Etat]+" : elle ne se modifie plus.")
		}
		effet, err = modifier(ctx, tx, m, r.Body)
		return err
	})
	if fail.As(err) == errSimulation {
		err = nil
	}
	return api.ModifierMission200JSONResponse(effet), err
}

func modifier(ctx context.Context, tx *db.Tx, m ligne, b *api.ModificationMission) (e api.EffetMission, err error) {
	c, err := cibler(ctx, tx, m, b)
	if err != nil {
		return e, err
	}
	if e.Touches, err = toucher(ctx, tx, c); err != nil {
		return e, err
	}
	e.Change = []string{}
	for _, p := range c.parts {
		e.Change = append(e.Change, intitules[p])
	}
	besoins := []api.BesoinMission{}
	if b.Besoins != nil {
		besoins = *b.Besoins
	}
	e.Suites = suites(c, e.Touches, besoins)
	simulation := b.Simulation != nil && *b.Simulation
	empeches := empechees(e.Touches)
	if len(empeches) > 0 {
		e.Suites = append([]string{"Désaffecter d’abord, ou choisir un autre horaire pour : " + strings.Join(empeches, " ; ") + "."}, e.Suites...)
	}
	if !c.sensible() && !c.change("besoins") {
		e.Touches = []api.PersonneTouchee{}
	}
	if err := permis(c, e, empeches, simulation, b.Accepte); err != nil {
		return e, err
	}
	if len(empeches) == 0 && len(c.parts) > 0 {
		if err := c.ecrire(ctx, tx, b, e); err != nil {
			return e, err
		}
	}
	if e.Mission, err = complete(ctx, tx.Reader, m.ID); err == nil && simulation {
		err = errSimulation
	}
	return e, err
}

// permis says why a change may not be made now; a simulation always may.
func permis(c *cible, e api.EffetMission, empeches []string, simulation bool, accepte *bool) error {
	switch {
	case c.change("creneaux") && len(c.creneaux) == 0 && len(e.Touches) > 0:
		return fail.New(fail.Conflict, "mission.creneaux", "Des personnes sont affectées à cette mission : elle garde au moins un créneau.", fail.Field{Pointer: "/creneaux", Code: "requis", Message: "au moins un créneau"})
	case simulation:
		return nil
	case len(empeches) > 0:
		return fail.New(fail.Conflict, "mission.chevauchement", "Au nouvel horaire, certaines personnes affectées sont déjà prises sur place ailleurs. Désaffectez-les d’abord : "+strings.Join(empeches, " ; ")+".")
	case len(e.Touches) > 0 && (accepte == nil || !*accepte):
		return fail.New(fail.Conflict, "mission.touche", fmt.Sprintf("Ce changement touche %s. Relisez ce qu’il entraîne, puis confirmez-le.", personnes(len(e.Touches))))
	}
	return nil
}

func empechees(touches []api.PersonneTouchee) []string {
	var dites []string
	for _, t := range touches {
		if t.Empechement != nil {
			dites = append(dites, fmt.Sprintf("%s %s (%s)", t.Nom, t.Prenom, *t.Empechement))
		}
	}
	return dites
}

// partsSaisies are the parts that a correction by hand protects from the next generation.
var partsSaisies = map[string]string{"centre": "centre", "creneaux": "creneaux", "besoins": "besoins", "candidats": "candidats", "origines": "candidats", "libelle": "libelle"}

// ecrire makes the change, with its line in the history, and an alert when people were already convoked.
func (c *cible) ecrire(ctx context.Context, tx *db.Tx, b *api.ModificationMission, e api.EffetMission) error {
	saisis := []string{}
	for _, p := range c.parts {
		if s, ok := partsSaisies[p]; ok && c.Origine == "ocean" {
			saisis = append(saisis, s)
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE mission SET type = $3, libelle = nullif(trim($4), ''), centre_id = $5, examen = $6, epreuve_option_id = $7, candidats = $8, charge = $9,
			charge_unite = $10, consigne = nullif(trim($11), ''), version = version + 1, maj_le = now(),
			saisis = ARRAY(SELECT DISTINCT x FROM unnest(saisis || $12::text[]) x ORDER BY x) WHERE academie = $1 AND id = $2`,
		tx.Academie, c.ID, c.Type, c.Libelle, c.CentreID, c.Examen, c.EpreuveOptionID, c.Candidats, c.Charge, c.ChargeUnite, c.Consigne, saisis); err != nil {
		return err
	}
	if c.change("creneaux") {
		if err := ecrireCreneaux(ctx, tx, c.ID, c.creneaux); err != nil {
			return err
		}
	}
	if c.change("besoins") {
		if err := ecrireBesoins(ctx, tx, c.ID, *b.Besoins); err != nil {
			return err
		}
	}
	if c.change("origines") {
		if err := ecrireOrigines(ctx, tx, c.ID, *b.Origines); err != nil {
			return err
		}
	}
	if err := c.alerter(ctx, tx, e); err != nil {
		return err
	}
	motif := ""
	if b.Motif != nil {
		motif = *b.Motif
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "mission", ObjetID: c.ID.String(), Pourquoi: motif, Avant: c.avant, Apres: c.apres})
}

func (c *cible) alerter(ctx context.Context, tx *db.Tx, e api.EffetMission) error {
	convoques := 0
	for _, t := range e.Touches {
		if t.Etat == "convoquee" {
			convoques++
		}
	}
	if convoques == 0 || len(e.Suites) == 0 {
		return nil
	}
	return alerter(ctx, tx, c.ID, c.SessionID, c.avant, c.apres, len(e.Touches), convoques, strings.Join(e.Suites, " "))
}

func enJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(b)
}
