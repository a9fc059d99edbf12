package activite

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// API holds the operations on what the gestionnaire opens and closes.
type API struct{ Base *db.DB }

// servicesOuverts are those whose doors the gestionnaire keeps; his own stay open.
var servicesOuverts = []string{"etablissement", "centre", "intervenant"}

// Campagnes is the history of openings and closings.
var Campagnes = list.Liste{
	Operation: "ListerCampagnes", Portee: func(*access.Principal) list.Portee { return list.Portee{} },
	Definition: &list.Definition{
		Ressource: "campagnes", Base: "campagne c", Alias: "c", Tri: "-cree_le",
		Recherches: []list.Cherche{{SQL: "sans_accent(coalesce(c.message, ''))"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "c.id", Genre: list.UUID},
			{Cle: "service", Titre: "Service", SQL: "c.service", Genre: list.Choix, Valeurs: servicesOuverts},
			{Cle: "activite", Titre: "Activité", SQL: "c.activite", NonNul: true},
			{Cle: "examen", Titre: "Examen", SQL: "c.examen"},
			{Cle: "suit", Titre: "Suit la décision générale", SQL: "c.suit", Genre: list.Booleen},
			{Cle: "ouverte", Titre: "Ouverte", SQL: "c.ouverte", Genre: list.Booleen},
			{Cle: "debut", Titre: "À partir du", SQL: "c.debut", Genre: list.Instant},
			{Cle: "fin", Titre: "Jusqu’au", SQL: "c.fin", Genre: list.Instant},
			{Cle: "message", Titre: "Message", SQL: "c.message"},
			{Cle: "decide_par", Titre: "Décidé par", SQL: "c.decide_par"},
			{Cle: "cree_le", Titre: "Décidé le", SQL: "c.cree_le", Genre: list.Instant, NonNul: true},
		},
	},
}

// ListerCampagnes answers GET /campagnes.
func (a API) ListerCampagnes(ctx context.Context, r api.ListerCampagnesRequestObject) (api.ListerCampagnesResponseObject, error) {
	res, err := list.Lire[api.Campagne](ctx, a.Base, Campagnes, list.Params(r.Params))
	return api.ListerCampagnes200JSONResponse(res), err
}

type decision struct {
	ID        uuid.UUID
	Service   string
	DecidePar *string
	CreeLe    time.Time
	campagne
}

// ListerOuvertures answers GET /ouvertures: every activité of every service, as the service meets it now.
func (a API) ListerOuvertures(ctx context.Context, _ api.ListerOuverturesRequestObject) (api.ListerOuverturesResponseObject, error) {
	p := access.De(ctx)
	o := api.Ouvertures{Ouvertures: []api.Ouverture{}}
	var lues []decision
	err := a.Base.Lire(ctx, p.Academie, func(r db.Reader) (err error) {
		if lues, err = decisions(ctx, r, p.Academie); err != nil {
			return err
		}
		o.Examens, err = db.Query[api.ExamenOuvert](ctx, r, `SELECT code, libelle FROM examen WHERE academie = $1 ORDER BY libelle`, p.Academie)
		return err
	})
	for _, s := range servicesOuverts {
		for _, act := range catalogue[s] {
			o.Ouvertures = append(o.Ouvertures, ouverture(s, act, nil, lues, time.Now()))
			for _, d := range lues {
				if d.Service == s && d.Activite == act.Code && d.Examen != nil {
					o.Ouvertures = append(o.Ouvertures, ouverture(s, act, d.Examen, lues, time.Now()))
				}
			}
		}
	}
	return api.ListerOuvertures200JSONResponse(o), err
}

// decisions are those in force.
func decisions(ctx context.Context, r db.Reader, academie string) ([]decision, error) {
	return db.Query[decision](ctx, r, `SELECT * FROM (
			SELECT DISTINCT ON (service, activite, examen) id, service, activite, examen, suit, ouverte, debut, fin, message, decide_par, cree_le FROM campagne
			WHERE academie = $1 ORDER BY service, activite, examen, cree_le DESC, id DESC) d
		WHERE NOT suit ORDER BY service, activite, examen NULLS FIRST`, academie)
}

// ouverture of an activité, or of what is decided for one examen alone.
func ouverture(service string, act Activite, examen *string, lues []decision, maintenant time.Time) api.Ouverture {
	o := api.Ouverture{Service: api.ServiceOuvert(service), Activite: act.Code, Libelle: act.Libelle, Examen: examen}
	var enVigueur []campagne
	for _, d := range lues {
		if d.Service == service && d.Activite == act.Code && memeExamen(d.Examen, examen) {
			d.Examen = nil // read by itself
			o.Debut, o.Fin, o.DecideLe, o.DecidePar, o.Derniere = d.Debut, d.Fin, &d.CreeLe, d.DecidePar, &d.ID
			enVigueur = append(enVigueur, d.campagne)
		}
	}
	act.Droit = "" // whoever of the service is entitled
	e := etat(act, "", enVigueur, maintenant)
	o.Ouverte, o.Raison, o.Message = e.Ouverte, nonVide(e.Raison), nonVide(e.Message)
	return o
}

func memeExamen(a, b *string) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

func nonVide(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// DeciderOuverture answers POST /ouvertures: one more decision, in force at once. It returns fail.NotFound for an
// activité that the service has not, fail.Stale when somebody decided since, fail.Invalid when the dates are reversed.
func (a API) DeciderOuverture(ctx context.Context, r api.DeciderOuvertureRequestObject) (api.DeciderOuvertureResponseObject, error) {
	p, b := access.De(ctx), r.Body
	act, ok := trouver(string(b.Service), b.Activite)
	if !ok {
		return nil, fail.Introuvable("Cette activité")
	}
	if !b.Ouverte {
		b.Debut, b.Fin = nil, nil // what is closed has no dates
	}
	suit := b.Suivre != nil && *b.Suivre
	var lues []decision
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('ouverture:' || $1, 0))`, p.Academie); err != nil {
			return err
		}
		avant, err := decisions(ctx, tx.Reader, p.Academie)
		if err != nil {
			return err
		}
		if b.Examen != nil {
			if connu, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM examen WHERE academie = $1 AND code = $2)`, p.Academie, *b.Examen); err != nil || !connu {
				return errors.Join(err, fail.Introuvable("Cet examen"))
			}
		}
		if vue := ouverture(string(b.Service), act, b.Examen, avant, time.Now()).Derniere; (vue == nil) != (b.Derniere == nil) || vue != nil && *vue != *b.Derniere {
			return fail.New(fail.Stale, "version_perimee", "Quelqu’un a décidé de cette activité depuis que vous l’avez lue. Relisez-la.")
		}
		if _, err := tx.Exec(ctx, `INSERT INTO campagne (academie, id, service, activite, ouverte, debut, fin, message, decide_par, cree_le, examen, suit)
			VALUES ($1, $2, $3, $4, $5, $6, $7, nullif(trim($8), ''), $9, clock_timestamp(), $10, $11)`,
			p.Academie, uuid.Must(uuid.NewV7()), string(b.Service), b.Activite, b.Ouverte, b.Debut, b.Fin, b.Message, tx.Acteur.Qui, b.Examen, suit); err != nil {
			return err
		}
		lues, err = decisions(ctx, tx.Reader, p.Academie)
		return err
	})
	return api.DeciderOuverture200JSONResponse(ouverture(string(b.Service), act, b.Examen, lues, time.Now())), err
}
