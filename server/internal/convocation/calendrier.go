package convocation

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"io"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/convocation/agenda"
	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// LireAgendaConvocation answers GET /convocations/{id}/agenda. It returns fail.NotFound.
func (a API) LireAgendaConvocation(ctx context.Context, r api.LireAgendaConvocationRequestObject) (api.LireAgendaConvocationResponseObject, error) {
	if _, err := a.lireConvocation(ctx, r.Id); err != nil {
		return nil, err
	}
	academie := access.De(ctx).Academie
	var evs []agenda.Evenement
	err := a.Base.Lire(ctx, academie, func(l db.Reader) (err error) {
		evs, err = a.evenements(ctx, l, academie, "c.id = $2", r.Id)
		return err
	})
	return rendu{"text/calendar; charset=utf-8", "convocation.ics", func(w io.Writer) error { return agenda.Ecrire(w, "Convocation", evs) }}, err
}

// domaine of the names of events: that of the service, always the same.
func (a API) domaine() string {
	d := strings.TrimPrefix(strings.TrimPrefix(a.URL, "https://"), "http://")
	if i := strings.IndexAny(d, ":/"); i >= 0 {
		d = d[:i]
	}
	return d
}

// evenements of the convocations that a condition chooses, oldest first.
func (a API) evenements(ctx context.Context, r db.Reader, academie, condition string, args ...any) (evs []agenda.Evenement, err error) {
	lus, err := a.agendas(ctx, r, academie, condition, args...)
	for _, l := range lus {
		evs = append(evs, l.evenements...)
	}
	return evs, err
}

type agendaDe struct {
	convocation uuid.UUID
	evenements  []agenda.Evenement
}

// agendas of the convocations that a condition chooses, each with what it changes in the one before.
func (a API) agendas(ctx context.Context, r db.Reader, academie, condition string, args ...any) ([]agendaDe, error) {
	type ligne struct {
		ID             uuid.UUID
		Contenu, Avant []byte
		Sequence       int
	}
	lues, err := db.Query[ligne](ctx, r, `SELECT c.id, convert_to(c.contenu::text, 'UTF8') AS contenu, convert_to(p.contenu::text, 'UTF8') AS avant, c.sequence FROM convocation c
		LEFT JOIN convocation p ON p.academie = c.academie AND p.id = c.remplace_id WHERE c.academie = $1 AND `+condition+` ORDER BY c.debut, c.id`, append([]any{academie}, args...)...)
	if err != nil {
		return nil, err
	}
	lus := make([]agendaDe, len(lues))
	for i, l := range lues {
		var apres lettre.Lettre
		var avant *lettre.Lettre
		if err := json.Unmarshal(l.Contenu, &apres); err != nil {
			return nil, err
		}
		if l.Avant != nil {
			avant = &lettre.Lettre{}
			if err := json.Unmarshal(l.Avant, avant); err != nil {
				return nil, err
			}
		}
		lus[i] = agendaDe{l.ID, agenda.Evenements(avant, &apres, l.Sequence, a.domaine(), a.URL+"/activites/missions-consultation")}
	}
	return lus, nil
}

// LireAgenda answers GET /agendas/{jeton}: every letter of the person, oldest first, so that the last word on an event is
// the last read. It returns fail.NotFound for an address that does not exist, or no longer.
func (a API) LireAgenda(ctx context.Context, r api.LireAgendaRequestObject) (api.LireAgendaResponseObject, error) {
	academie, jeton, _ := strings.Cut(strings.TrimSuffix(r.Jeton, ".ics"), "-")
	empreinte := sha256.Sum256([]byte(jeton))
	var evs []agenda.Evenement
	err := a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		qui, err := db.Scalar[uuid.UUID](ctx, tx.Reader, `UPDATE agenda_abonnement SET lu_le = now() WHERE academie = $1 AND empreinte = $2 AND revoque_le IS NULL RETURNING intervenant_id`, academie, empreinte[:])
		if err != nil {
			return err
		}
		if qui == uuid.Nil {
			return fail.Introuvable("Cet agenda")
		}
		evs, err = a.evenements(ctx, tx.Reader, academie, `c.intervenant_id = $2 AND c.etat NOT IN ('remplacee', 'annulee')`, qui)
		evs = agenda.Dernieres(evs)
		return err
	})
	if err != nil {
		return nil, err
	}
	return rendu{"text/calendar; charset=utf-8", "imagin.ics", func(w io.Writer) error { return agenda.Ecrire(w, "IMAG’IN – mes convocations", evs) }}, nil
}
