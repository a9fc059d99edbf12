package session

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// CreerSession answers POST /sessions: a session in preparation, with what it takes from another one. It returns
// fail.Conflict when the code is taken, fail.Invalid when the dates are reversed. The same Idempotency-Key gives the
// same session again.
func (a API) CreerSession(ctx context.Context, r api.CreerSessionRequestObject) (api.CreerSessionResponseObject, error) {
	p, b := access.De(ctx), r.Body
	id := uuid.Must(uuid.NewV7())
	if r.Params.IdempotencyKey != nil { // the key names the row: a second call finds it there
		id = uuid.NewSHA1(uuid.NameSpaceOID, []byte("session/"+p.Academie+"/"+p.Utilisateur.String()+"/"+*r.Params.IdempotencyKey))
	}
	code, libelle := fmt.Sprintf("%d-%c", b.Annee, b.Tour[0]), fmt.Sprintf("Session %d", b.Annee)
	if b.Tour == "REMPLACEMENT" {
		libelle = fmt.Sprintf("Session de remplacement %d", b.Annee)
	}
	code, libelle = sinon(b.Code, code), sinon(b.Libelle, libelle)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `INSERT INTO session (academie, id, code, libelle, annee, tour, debut, fin)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (academie, id) DO NOTHING`, p.Academie, id, code, libelle, b.Annee, string(b.Tour), jour(b.Debut), jour(b.Fin))
		if err != nil || n == 0 {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "session", ObjetID: id.String(), Apres: b}); err != nil {
			return err
		}
		if b.Depuis == nil {
			_, err = tx.Exec(ctx, `SELECT regles_de_depart($1, $2)`, p.Academie, id)
			return err
		}
		_, err = a.reprendre(ctx, tx, *b.Depuis, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	s, err := a.lire(ctx, id)
	return api.CreerSession201JSONResponse(s), err
}

// ModifierSession answers PATCH /sessions/{id}: its name and dates. It returns fail.NotFound, fail.Stale, fail.Conflict
// when it is archived.
func (a API) ModifierSession(ctx context.Context, r api.ModifierSessionRequestObject) (api.ModifierSessionResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	p, b := access.De(ctx), r.Body
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		avant, err := prendre(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE session SET libelle = coalesce($3, libelle), debut = coalesce($4, debut), fin = coalesce($5, fin), version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2`, p.Academie, r.Id, b.Libelle, jour(b.Debut), jour(b.Fin)); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "session", ObjetID: r.Id.String(), Avant: avant, Apres: b})
	})
	if err != nil {
		return nil, err
	}
	s, err := a.lire(ctx, r.Id)
	return api.ModifierSession200JSONResponse(s), err
}

// ligne is what the journal keeps of a session before a change.
type ligne struct {
	Code    string  `json:"code"`
	Libelle string  `json:"libelle"`
	Etat    string  `json:"etat"`
	Debut   *string `json:"debut"`
	Fin     *string `json:"fin"`
	Version int     `json:"-"`
}

// prendre locks the session that was read. It returns fail.NotFound, fail.Stale.
func prendre(ctx context.Context, tx *db.Tx, id uuid.UUID, version int) (ligne, error) {
	s, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT code, libelle, etat, debut::text AS debut, fin::text AS fin, version FROM session
		WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, id)
	switch {
	case err != nil:
		return s, err
	case !ok:
		return s, fail.Introuvable("Cette session")
	case s.Version != version:
		return s, fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié cette session depuis que vous l’avez lue. Relisez-la.")
	}
	return s, nil
}
