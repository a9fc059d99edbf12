package echange

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/echange/imaoce"
	"imagin/server/internal/fail"
)

func momentDe(code string) *int {
	if o, ok := origineDe(code); ok && o.moment > 0 {
		return &o.moment
	}
	return nil
}

// systemeDe says where an exchange comes from; nil for the other sources.
func systemeDe(code, systeme string) *string {
	if momentDe(code) == nil {
		return nil
	}
	return &systeme
}

// LireEchangesSession answers GET /sessions/{id}/echanges. It returns fail.NotFound.
func (a API) LireEchangesSession(ctx context.Context, r api.LireEchangesSessionRequestObject) (api.LireEchangesSessionResponseObject, error) {
	var res api.EchangesSession
	err := a.base.Lire(ctx, access.De(ctx).Academie, func(l db.Reader) error {
		s, err := lireSession(ctx, l, "id", r.Id)
		if err != nil {
			return err
		}
		res = api.EchangesSession{Session: s.ID, Code: s.Code, Etat: s.Etat, BaseImaoce: a.imaoce.URL != "", Moments: []api.MomentEchange{}}
		for _, o := range origines {
			if o.moment == 0 {
				continue
			}
			m, err := lireMoment(ctx, l, s, o)
			if err != nil {
				return err
			}
			res.Moments = append(res.Moments, m)
		}
		return nil
	})
	return api.LireEchangesSession200JSONResponse(res), err
}

func lireMoment(ctx context.Context, l db.Reader, s *sessionVisee, o origineDonnees) (api.MomentEchange, error) {
	m := api.MomentEchange{Moment: o.moment, Source: api.SourceImport(o.code), Libelle: nomsMoments[o.moment], Tables: []string{}}
	for _, t := range imaoce.Tables(o.moment) {
		m.Tables = append(m.Tables, string(t))
	}
	type passe struct {
		Nombre                      int
		AppliqueLe                  *time.Time
		Applique, Dernier           *uuid.UUID
		AppliqueMessage             *string
		DernierEtat, DernierMessage *string
	}
	p, _, err := db.One[passe](ctx, l, `SELECT (SELECT count(*)::int FROM import m WHERE m.session_id = $1 AND m.moment = $2 AND m.etat = 'applique') AS nombre,
		f.applique_le, f.id AS applique, f.message AS applique_message, d.id AS dernier, d.etat AS dernier_etat, d.message AS dernier_message
		FROM (SELECT 1) x
		LEFT JOIN LATERAL (SELECT * FROM import m WHERE m.session_id = $1 AND m.moment = $2 AND m.etat = 'applique' ORDER BY m.applique_le DESC LIMIT 1) f ON true
		LEFT JOIN LATERAL (SELECT * FROM import m WHERE m.session_id = $1 AND m.moment = $2 ORDER BY m.depose_le DESC LIMIT 1) d ON true`, s.ID, o.moment)
	if err != nil {
		return m, err
	}
	m.Nombre, m.AppliqueLe, m.Applique, m.AppliqueMessage, m.Dernier, m.DernierEtat, m.DernierMessage = p.Nombre, p.AppliqueLe, p.Applique, p.AppliqueMessage, p.Dernier, p.DernierEtat, p.DernierMessage
	manque, err := momentManquant(ctx, l, s.ID, o.moment)
	phrase := ""
	switch {
	case s.Etat == "close" || s.Etat == "archivee":
		phrase = "La session est close : OCEAN ne la change plus."
	case manque > 0:
		phrase = fmt.Sprintf("Demande d’abord l’échange %d (%s).", manque, nomsMoments[manque])
	default:
		return m, err
	}
	m.Empeche = &phrase
	return m, err
}

// LancerEchange answers POST /sessions/{id}/echanges/{moment}: the latest complete load of the IMAOCE base becomes a file
// received like any other, so that it can be replayed. It returns fail.NotFound, fail.Conflict when the deployment names
// no base, when the base has no load for this exchange, or when an earlier exchange is missing.
func (a API) LancerEchange(ctx context.Context, r api.LancerEchangeRequestObject) (api.LancerEchangeResponseObject, error) {
	p := access.De(ctx)
	var s *sessionVisee
	source := ""
	err := a.base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		if s, err = lireSession(ctx, l, "id", r.Id); err != nil {
			return err
		}
		for _, o := range origines {
			if o.moment == r.Moment {
				source = o.code
				m, err := lireMoment(ctx, l, s, o)
				if err == nil && m.Empeche != nil {
					err = fail.New(fail.Conflict, "import.moment_anterieur", *m.Empeche)
				}
				return err
			}
		}
		return fail.Introuvable("Cet échange")
	})
	if err != nil {
		return nil, err
	}
	c, err := a.imaoce.chercher(ctx, p.Academie, s.Code, r.Moment)
	if err != nil {
		return nil, err
	}
	defer c.depot.Fermer()
	mode := "apercu"
	if r.Body.Mode != nil {
		mode = string(*r.Body.Mode)
	}
	id, fichier := nouvelID(), nouvelID()
	nom := fmt.Sprintf("imaoce-%s-%d-chargement-%s.zip", s.Code, r.Moment, c.id)
	err = a.base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := c.depot.Ranger(ctx, tx, a.coffre, fichier, nom); err != nil {
			return err
		}
		return recu{id: id, fichier: fichier, source: source, nom: nom, mode: mode, octets: c.depot.Taille(), session: &s.ID, systeme: &c.systeme, chargement: &c.id}.inscrire(ctx, tx, a.file)
	})
	if err != nil {
		return nil, err
	}
	i, err := a.lire(ctx, id)
	return api.LancerEchange202JSONResponse(i), err
}
