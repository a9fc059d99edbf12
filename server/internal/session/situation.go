package session

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// Controle is one kind of thing that must be finished before a session closes. Each noun declares its own.
type Controle struct {
	Code     string // stable, "missions.brouillon"
	Message  string // what remains and what to do, in French, said after its number: "missions en brouillon : …"
	SQL      string // counts what remains in session $2 of académie $1
	Activite string // where the rows are seen
	Filtre   string // RSQL that finds them there, with %s for the code of the session
}

// LireSession answers GET /sessions/{id}: the session, what it holds, what keeps it from closing. It returns fail.NotFound.
func (a API) LireSession(ctx context.Context, r api.LireSessionRequestObject) (api.LireSessionResponseObject, error) {
	s, err := a.lire(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	res := api.SituationSession{Session: s}
	p := access.De(ctx)
	err = p.Lire(ctx, a.Base, func(l db.Reader, _ string) (err error) {
		if res.Missions, err = parEtat(ctx, l, "mission", r.Id); err != nil {
			return err
		}
		if res.Affectations, err = parEtat(ctx, l, "affectation", r.Id); err != nil {
			return err
		}
		res.Inacheves, err = a.inacheves(ctx, l, p.Academie, s)
		return err
	})
	return api.LireSession200JSONResponse(res), err
}

func (a API) lire(ctx context.Context, id uuid.UUID) (api.Session, error) {
	s, ok, err := list.Un[api.Session](ctx, a.Base, Sessions, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette session")
	}
	return s, err
}

// parEtat counts the rows of a table of the session by state; the table is a constant of this package.
func parEtat(ctx context.Context, l db.Reader, table string, session uuid.UUID) ([]api.NombreParEtat, error) {
	lus, err := db.Query[api.NombreParEtat](ctx, l, `SELECT etat, count(*)::int AS nombre FROM `+table+`
		WHERE session_id = $1 GROUP BY etat ORDER BY etat`, session)
	if lus == nil {
		lus = []api.NombreParEtat{}
	}
	return lus, err
}

// inacheves runs every control in one round trip and keeps what remains.
func (a API) inacheves(ctx context.Context, l db.Reader, academie string, s api.Session) ([]api.Inacheve, error) {
	b := &pgx.Batch{}
	for _, c := range a.Controles {
		b.Queue(c.SQL, academie, s.Id)
	}
	reponses := l.Batch(ctx, b)
	defer func() { _ = reponses.Close() }()
	restes := []api.Inacheve{}
	for _, c := range a.Controles {
		var n int
		if err := reponses.QueryRow().Scan(&n); err != nil {
			return nil, err
		}
		if n > 0 {
			restes = append(restes, api.Inacheve{Code: c.Code, Message: c.Message, Nombre: n, Activite: c.Activite, Filtre: deLaSession(c.Filtre, s.Code)})
		}
	}
	return restes, nil
}
