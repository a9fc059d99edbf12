package mission

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// choisie is a mission of a bulk operation, with all that may refuse it.
type choisie struct {
	ID                                       uuid.UUID
	Nom, Etat, SessionEtat, Origine          string
	SessionID                                uuid.UUID
	CentreID                                 *uuid.UUID
	Fuseau                                   string
	Debut                                    *time.Time
	Besoin, Proposees, Affectees, Convoquees int
}

const lireChoisies = `SELECT m.id, ` + nomDeMission + ` || coalesce(to_char(m.debut AT TIME ZONE ` + fuseau + `, ', DD/MM/YYYY'), '') AS nom, m.etat, s.etat AS session_etat,
	m.origine, m.session_id, m.centre_id, ` + fuseau + ` AS fuseau, m.debut, m.besoin, f.proposees, f.affectees, f.convoquees
	FROM mission m JOIN session s ON s.academie = m.academie AND s.id = m.session_id JOIN type_mission tm ON tm.academie = m.academie AND tm.code = m.type
	JOIN academie ac ON ac.code = m.academie LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
	LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
	LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE a.etat = 'proposee') AS proposees, count(*) FILTER (WHERE a.etat = 'affectee') AS affectees,
		count(*) FILTER (WHERE a.etat IN ('convoquee', 'effectuee', 'non_effectuee')) AS convoquees
		FROM affectation a WHERE a.academie = m.academie AND a.mission_id = m.id AND a.etat <> 'desaffectee') f ON true
	WHERE m.academie = $1 AND m.id = ANY ($2) ORDER BY m.id FOR UPDATE OF m`

// OpererMissions answers POST /missions/operations: one operation over a selection, in one transaction; what cannot be
// done is said, the rest is done. It returns fail.Invalid when the operation lacks what it needs, fail.Conflict when it
// touches people and the caller has not said that she knows.
func (a API) OpererMissions(ctx context.Context, r api.OpererMissionsRequestObject) (api.OpererMissionsResponseObject, error) {
	b := r.Body
	if err := complet(b); err != nil {
		return nil, err
	}
	bilan := api.BilanOperation{Refus: []api.RefusMission{}, Suites: []string{}}
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		ids, err := list.Choisies(ctx, tx.Reader, Missions, b.Selection)
		if err != nil {
			return err
		}
		choisies, err := db.Query[choisie](ctx, tx.Reader, lireChoisies, tx.Academie, ids)
		if err != nil {
			return err
		}
		o := &operation{tx: tx, demande: b, bilan: &bilan}
		bilan.Choisies = len(choisies)
		if err := o.faire(ctx, choisies); err != nil {
			return err
		}
		if b.Simulation != nil && *b.Simulation {
			return errSimulation
		}
		if n := bilan.Affectes + bilan.Convoques; n > 0 && (b.Accepte == nil || !*b.Accepte) {
			return fail.New(fail.Conflict, "mission.touche", fmt.Sprintf("Ce changement touche %s. Relisez ce qu’il entraîne, puis confirmez-le.", personnes(n)))
		}
		return nil
	})
	if fail.As(err) == errSimulation {
		err = nil
	}
	return api.OpererMissions200JSONResponse(bilan), err
}

// complet checks that the operation has what it needs.
func complet(b *api.OperationMissions) error {
	requis := func(champ, message string) error {
		return fail.New(fail.Invalid, "operation."+champ, message, fail.Field{Pointer: "/" + champ, Code: "requis", Message: message})
	}
	switch {
	case b.Operation == "decaler" && (b.Jours == nil || *b.Jours == 0):
		return requis("jours", "Dites de combien de jours décaler les missions.")
	case b.Operation == "changer_centre" && b.Centre == nil:
		return requis("centre", "Choisissez le nouveau centre.")
	case b.Operation == "annuler" && (b.Motif == nil || strings.TrimSpace(*b.Motif) == ""):
		return requis("motif", "Annuler une mission demande un motif.")
	}
	return nil
}

// refuser says why the operation cannot be done on a mission; empty when it can.
func (o *operation) refuser(m choisie) string {
	if m.SessionEtat == "close" || m.SessionEtat == "archivee" {
		return "sa session est close"
	}
	if raison := refusEtat[o.demande.Operation][m.Etat]; raison != "" {
		return raison
	}
	switch o.demande.Operation {
	case "ouvrir":
		return incomplete(m)
	case "annuler":
		return occupee(m)
	case "decaler":
		if m.Debut == nil {
			return "elle n’a pas de créneau"
		}
	case "changer_centre":
		if m.CentreID != nil && *m.CentreID == *o.demande.Centre {
			return "elle est déjà dans ce centre"
		}
		if m.SessionID != o.sessionCentre {
			return "ce centre n’est pas de sa session"
		}
	case "clore", "reprendre":
	}
	return ""
}

// refusEtat: the states in which an operation means nothing.
var refusEtat = map[api.OperationMissionsOperation]map[string]string{
	"ouvrir":         {"ouverte": pasBrouillon, "close": pasBrouillon, "annulee": pasBrouillon},
	"clore":          {"brouillon": pasOuverte, "close": pasOuverte, "annulee": pasOuverte},
	"reprendre":      {"brouillon": pasAnnulee, "ouverte": pasAnnulee, "close": pasAnnulee},
	"annuler":        {"close": finie, "annulee": finie},
	"decaler":        {"close": finie, "annulee": finie},
	"changer_centre": {"close": finie, "annulee": finie},
}

const (
	pasBrouillon = "elle n’est pas en brouillon"
	pasOuverte   = "elle n’est pas ouverte"
	pasAnnulee   = "elle n’est pas annulée"
	finie        = "elle est close ou annulée"
)

// incomplete: a mission that is opened can be staffed.
func incomplete(m choisie) string {
	switch {
	case m.CentreID == nil:
		return "elle n’a pas de centre"
	case m.Debut == nil:
		return "elle n’a pas de créneau"
	case m.Besoin == 0:
		return "elle ne demande personne"
	}
	return ""
}

// occupee: nobody is left alone with a mission that is no more.
func occupee(m choisie) string {
	switch {
	case m.Convoquees > 0:
		return "des personnes y sont convoquées : annulez d’abord le traitement de convocation"
	case m.Affectees+m.Proposees > 0:
		return "des personnes y sont affectées ou proposées : désaffectez-les d’abord"
	}
	return ""
}

// exemplesMax missions are named for each reason; the others are counted.
const exemplesMax = 5

func (o *operation) refus(raison string, noms ...string) {
	if len(noms) == 0 {
		return
	}
	x := api.RefusMission{Raison: raison, Nombre: len(noms), Exemples: noms}
	if len(noms) > exemplesMax {
		x.Exemples = noms[:exemplesMax]
	}
	o.bilan.Refus = append(o.bilan.Refus, x)
}
