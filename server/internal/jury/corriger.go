package jury

import (
	"context"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// correction gathers what somebody changes by hand: from then on files leave those fields alone, until they are given
// back.
type correction struct {
	valeurs map[string]any // column → value
	rendus  []string
}

func (c *correction) ecrire(ctx context.Context, tx *db.Tx, table string, id uuid.UUID, version int) error {
	sets, args, saisis := []string{}, []any{tx.Academie, id, version, c.rendus}, []string{}
	for col, v := range c.valeurs {
		args = append(args, v)
		sets = append(sets, col+" = $"+strconv.Itoa(len(args)))
		saisis = append(saisis, col)
	}
	args = append(args, saisis)
	sets = append(sets, "saisis = ARRAY(SELECT DISTINCT x FROM unnest(saisis || $"+strconv.Itoa(len(args))+"::text[]) x WHERE NOT x = ANY (coalesce($4::text[], '{}')) ORDER BY x)",
		"version = version + 1", "maj_le = now()")
	n, err := tx.Exec(ctx, "UPDATE "+table+" SET "+strings.Join(sets, ", ")+" WHERE academie = $1 AND id = $2 AND version = $3", args...)
	if err == nil && n == 0 {
		err = fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié cette ligne depuis que vous l’avez lue. Relisez-la, puis reportez vos changements.")
	}
	if err != nil {
		return err
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "correction", Objet: table, ObjetID: id.String(), Apres: map[string]any{"valeurs": c.valeurs, "rendus": c.rendus}})
}

func poser[T any](c *correction, colonne string, v nullable.Nullable[T]) {
	if !v.IsSpecified() {
		return
	}
	c.valeurs[colonne] = nil
	if x, err := v.Get(); err == nil {
		if d, ok := any(x).(openapi_types.Date); ok {
			c.valeurs[colonne] = d.Time
			return
		}
		c.valeurs[colonne] = x
	}
}

// placer finds a centre of the session by its code.
func placer(ctx context.Context, tx *db.Tx, c *correction, table string, id uuid.UUID, code nullable.Nullable[string]) error {
	if !code.IsSpecified() {
		return nil
	}
	c.valeurs["centre_id"] = nil
	if code.IsNull() { // no centre any more
		return nil
	}
	v := code.MustGet()
	centre, err := db.Scalar[*uuid.UUID](ctx, tx.Reader, `SELECT ce.id FROM centre ce JOIN `+table+` x ON x.academie = ce.academie AND x.session_id = ce.session_id
		WHERE ce.academie = $1 AND x.id = $2 AND ce.code = $3 AND ce.retire_le IS NULL`, tx.Academie, id, strings.TrimSpace(v))
	if err == nil && centre == nil {
		err = fail.New(fail.Invalid, "centre.inconnu", "La session n’a pas de centre « "+v+" ». Créez-le dans « Établissements et centres ».",
			fail.Field{Pointer: "/centre", Code: "inconnu", Message: "centre inconnu de la session"})
	}
	c.valeurs["centre_id"] = centre
	return err
}

// colonnes under which OCEAN knows the fields of a correction.
var colonnes = map[string]string{"centre": "centre_id"}

func rendus(champs *[]string) []string {
	if champs == nil {
		return nil
	}
	var r []string
	for _, c := range *champs {
		if col, ok := colonnes[c]; ok {
			c = col
		}
		r = append(r, c)
	}
	return r
}

// ModifierJury answers PATCH /jurys/{id}. It returns fail.Stale, fail.Invalid for a centre that the session has not.
func (a API) ModifierJury(ctx context.Context, r api.ModifierJuryRequestObject) (api.ModifierJuryResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	c := &correction{valeurs: map[string]any{}, rendus: rendus(r.Body.Rendre)}
	if r.Body.Libelle != nil {
		c.valeurs["libelle"] = *r.Body.Libelle
	}
	poser(c, "deliberation_le", r.Body.DeliberationLe)
	poser(c, "deliberation_a", r.Body.DeliberationA)
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := placer(ctx, tx, c, "jury", r.Id, r.Body.Centre); err != nil {
			return err
		}
		return c.ecrire(ctx, tx, "jury", r.Id, version)
	})
	if err != nil {
		return nil, err
	}
	j, err := a.lire(ctx, r.Id)
	return api.ModifierJury200JSONResponse(j), err
}

// LireCommission answers GET /commissions/{id}. It returns fail.NotFound.
func (a API) LireCommission(ctx context.Context, r api.LireCommissionRequestObject) (api.LireCommissionResponseObject, error) {
	c, err := a.lireCommission(ctx, r.Id)
	return api.LireCommission200JSONResponse(c), err
}

func (a API) lireCommission(ctx context.Context, id uuid.UUID) (api.Commission, error) {
	c, ok, err := list.Un[api.Commission](ctx, a.Base, Commissions, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette commission")
	}
	return c, err
}

// ModifierCommission answers PATCH /commissions/{id}. Its missions follow at the next generation. It returns fail.Stale,
// fail.Invalid for a centre that the session has not.
func (a API) ModifierCommission(ctx context.Context, r api.ModifierCommissionRequestObject) (api.ModifierCommissionResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	c := &correction{valeurs: map[string]any{}, rendus: rendus(r.Body.Rendre)}
	poser(c, "le", r.Body.Le)
	poser(c, "a", r.Body.A)
	poser(c, "duree_min", r.Body.DureeMin)
	poser(c, "demandes", r.Body.Demandes)
	if r.Body.NbJours != nil {
		c.valeurs["nb_jours"] = *r.Body.NbJours
	}
	if r.Body.Candidats != nil {
		c.valeurs["candidats"] = *r.Body.Candidats
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := placer(ctx, tx, c, "commission", r.Id, r.Body.Centre); err != nil {
			return err
		}
		return c.ecrire(ctx, tx, "commission", r.Id, version)
	})
	if err != nil {
		return nil, err
	}
	k, err := a.lireCommission(ctx, r.Id)
	return api.ModifierCommission200JSONResponse(k), err
}

// ModifierRegleJury answers PATCH /regles-jury/{id}. It returns fail.Stale.
func (a API) ModifierRegleJury(ctx context.Context, r api.ModifierRegleJuryRequestObject) (api.ModifierRegleJuryResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE regle_jury SET actif = coalesce($4, actif), minimum = coalesce($5, minimum), part = coalesce($6, part), version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2 AND version = $3`, tx.Academie, r.Id, version, r.Body.Actif, r.Body.Minimum, r.Body.Part)
		if err == nil && n == 0 {
			err = fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié cette règle depuis que vous l’avez lue. Relisez-la.")
		}
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "regle_jury", ObjetID: r.Id.String(), Apres: r.Body})
	})
	if err != nil {
		return nil, err
	}
	regle, ok, err := list.Un[api.RegleJury](ctx, a.Base, Regles, r.Id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette règle")
	}
	return api.ModifierRegleJury200JSONResponse(regle), err
}
