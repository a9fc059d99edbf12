package session

import (
	"context"
	"fmt"
	"strings"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
)

// ChangerEtatSession answers POST /sessions/{id}/etat. It returns fail.NotFound, fail.Stale, and fail.Conflict for a
// state that cannot follow, a closing while something is unfinished (each in its fields), a reopening without a reason.
func (a API) ChangerEtatSession(ctx context.Context, r api.ChangerEtatSessionRequestObject) (api.ChangerEtatSessionResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	p, vers, motif := access.De(ctx), string(r.Body.Etat), sinon(r.Body.Motif, "")
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		avant, err := prendre(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if avant.Etat == "close" && vers == "ouverte" && motif == "" {
			return fail.New(fail.Invalid, "session.motif", "Rouvrir une session close demande un motif.", fail.Field{Pointer: "/motif", Code: "requis", Message: "Indiquez le motif."})
		}
		if vers == "close" {
			restes, err := a.inacheves(ctx, tx.Reader, p.Academie, api.Session{Id: r.Id, Code: avant.Code})
			if err != nil {
				return err
			}
			if len(restes) > 0 {
				return inachevee(restes)
			}
		}
		if _, err := tx.Exec(ctx, `UPDATE session SET etat = $3, version = version + 1, maj_le = now(),
			close_le = CASE $3 WHEN 'close' THEN now() WHEN 'archivee' THEN close_le END, archivee_le = CASE $3 WHEN 'archivee' THEN now() END WHERE academie = $1 AND id = $2`, p.Academie, r.Id, vers); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "etat", Objet: "session", ObjetID: r.Id.String(), Pourquoi: motif,
			Avant: map[string]any{"etat": avant.Etat}, Apres: map[string]any{"etat": vers}})
	})
	if err != nil {
		return nil, err
	}
	s, err := a.lire(ctx, r.Id)
	return api.ChangerEtatSession200JSONResponse(s), err
}

// inachevee says everything that remains at once: whoever closes a session does not discover it piece by piece.
func inachevee(restes []api.Inacheve) error {
	var champs []fail.Field
	var dits []string
	for _, x := range restes {
		dit := fmt.Sprintf("%d %s", x.Nombre, x.Message)
		dits = append(dits, dit)
		champs = append(champs, fail.Field{Pointer: x.Activite + "?filtre=" + x.Filtre, Code: x.Code, Message: dit})
	}
	return fail.New(fail.Conflict, "session.inachevee", "Cette session n’est pas achevée : "+strings.Join(dits, " ; ")+".", champs...)
}

// deLaSession writes the code of the session into a filter, quoted: a code may hold anything.
func deLaSession(filtre, code string) string {
	cite := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(code) + `"`
	return strings.ReplaceAll(filtre, "%s", cite)
}

func sinon(s *string, defaut string) string {
	if s == nil || strings.TrimSpace(*s) == "" {
		return defaut
	}
	return strings.TrimSpace(*s)
}

func jour(d *openapi_types.Date) any {
	if d == nil {
		return nil
	}
	return d.Time
}
