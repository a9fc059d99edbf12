package reglementation

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// AjouterSessionEpreuve answers POST /session-epreuves: an épreuve-option of the référentiel, or a new one with its
// examen and its spécialité. It returns fail.NotFound, fail.Invalid for one that is not wholly described, fail.Conflict
// when the session has it or is closed.
func (a API) AjouterSessionEpreuve(ctx context.Context, r api.AjouterSessionEpreuveRequestObject) (api.AjouterSessionEpreuveResponseObject, error) {
	b := r.Body
	var faite api.SessionEpreuve
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		s, ok, err := db.One[struct{ Etat string }](ctx, tx.Reader, `SELECT etat FROM session WHERE academie = $1 AND id = $2 FOR SHARE`, tx.Academie, b.Session)
		switch {
		case err != nil:
			return err
		case !ok:
			return fail.Introuvable("Cette session")
		case s.Etat == "close" || s.Etat == "archivee":
			return fail.New(fail.Conflict, "session.close", "Cette session est close : rouvrez-la pour y changer quelque chose.")
		}
		epreuve, err := epreuveDe(ctx, tx, b)
		if err != nil {
			return err
		}
		id := uuid.Must(uuid.NewV7())
		if _, err := tx.Exec(ctx, `INSERT INTO session_epreuve (academie, id, session_id, epreuve_option_id, donne_lieu, choisi_par, choisi_le)
			SELECT $1, $2, $3, o.id, coalesce($5, o.mode_evaluation <> 'ccf'), CASE WHEN $5::boolean IS NOT NULL THEN $6 END, CASE WHEN $5::boolean IS NOT NULL THEN now() END
			FROM epreuve_option o WHERE o.academie = $1 AND o.id = $4`, tx.Academie, id, b.Session, epreuve, b.DonneLieu, tx.Acteur.Qui); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "epreuve_option", ObjetID: epreuve.String(), Apres: b}); err != nil {
			return err
		}
		faite, _, err = list.Dans[api.SessionEpreuve](ctx, tx.Reader, SessionEpreuves, id)
		return err
	})
	return api.AjouterSessionEpreuve201JSONResponse(faite), err
}

// epreuveDe finds the épreuve-option that is named, or creates it; its examen and its spécialité come with it.
func epreuveDe(ctx context.Context, tx *db.Tx, b *api.SaisieEpreuve) (uuid.UUID, error) {
	if b.EpreuveOption != nil {
		ok, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM epreuve_option WHERE academie = $1 AND id = $2)`, tx.Academie, *b.EpreuveOption)
		if err == nil && !ok {
			err = fail.Introuvable("Cette épreuve-option")
		}
		return *b.EpreuveOption, err
	}
	for champ, v := range map[string]*string{"examen": b.Examen, "specialite": b.Specialite, "epreuve": b.Epreuve, "libelle": b.Libelle, "nature": (*string)(b.Nature)} {
		if v == nil || strings.TrimSpace(*v) == "" {
			return uuid.Nil, fail.New(fail.Invalid, "epreuve.incomplete", "Une épreuve nouvelle demande un examen, une spécialité, un code, un libellé et une nature.",
				fail.Field{Pointer: "/" + champ, Code: "requis", Message: "ce champ est requis"})
		}
	}
	mode, option := "ponctuel", ""
	if b.ModeEvaluation != nil {
		mode = string(*b.ModeEvaluation)
	}
	if b.Option != nil {
		option = strings.TrimSpace(*b.Option)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO examen (academie, code, libelle) VALUES ($1, $2, coalesce(nullif(trim($3), ''), $2)) ON CONFLICT DO NOTHING`, tx.Academie, *b.Examen, b.ExamenLibelle); err != nil {
		return uuid.Nil, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO specialite (academie, examen, code, libelle) VALUES ($1, $2, $3, coalesce(nullif(trim($4), ''), $3)) ON CONFLICT DO NOTHING`,
		tx.Academie, *b.Examen, *b.Specialite, b.SpecialiteLibelle); err != nil {
		return uuid.Nil, err
	}
	id := uuid.Must(uuid.NewV7())
	_, err := tx.Exec(ctx, `INSERT INTO epreuve_option (academie, id, examen, specialite, epreuve, option, libelle, nature, mode_evaluation, duree_min, groupe_remuneration)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif(trim($11), ''))`,
		tx.Academie, id, *b.Examen, *b.Specialite, strings.TrimSpace(*b.Epreuve), option, strings.TrimSpace(*b.Libelle), *b.Nature, mode, b.DureeMin, b.GroupeRemuneration)
	return id, err
}

// ModifierEpreuveOption answers PATCH /epreuves-options/{id}: what a person says wins over the files. It returns
// fail.NotFound, fail.Stale.
func (a API) ModifierEpreuveOption(ctx context.Context, r api.ModifierEpreuveOptionRequestObject) (api.ModifierEpreuveOptionResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	faite := api.EpreuveModifiee{Id: r.Id, Version: version}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		avant, ok, err := db.One[struct {
			Libelle, Nature, ModeEvaluation string
			DureeMin, PreparationMin        *int
			GroupeRemuneration, Discipline  *string
			Version                         int
		}](ctx, tx.Reader, `SELECT libelle, nature, mode_evaluation, duree_min, preparation_min, groupe_remuneration, discipline, version FROM epreuve_option WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, r.Id)
		switch {
		case err != nil:
			return err
		case !ok:
			return fail.Introuvable("Cette épreuve-option")
		case avant.Version != version:
			return fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié cette épreuve depuis que vous l’avez lue. Relisez-la.")
		}
		ecrits := ecritures(r.Body)
		if len(ecrits) == 0 {
			return nil
		}
		champs := slices.Sorted(maps.Keys(ecrits))
		sets, args := []string{"version = version + 1", "maj_le = now()", "saisis = ARRAY(SELECT DISTINCT x FROM unnest(saisis || $3::text[]) x ORDER BY x)"}, []any{tx.Academie, r.Id, champs}
		for _, c := range champs { // names are constants of this package
			args = append(args, ecrits[c])
			sets = append(sets, c+" = $"+strconv.Itoa(len(args)))
		}
		if _, err := tx.Exec(ctx, `UPDATE epreuve_option SET `+strings.Join(sets, ", ")+` WHERE academie = $1 AND id = $2`, args...); err != nil {
			return err
		}
		faite.Version++
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "epreuve_option", ObjetID: r.Id.String(), Avant: map[string]any{"libelle": avant.Libelle, "nature": avant.Nature,
			"mode_evaluation": avant.ModeEvaluation, "duree_min": avant.DureeMin, "groupe_remuneration": avant.GroupeRemuneration}, Apres: ecrits})
	})
	return api.ModifierEpreuveOption200JSONResponse(faite), err
}

func ecritures(b *api.ModificationEpreuve) map[string]any {
	ecrits := map[string]any{}
	if b.Libelle != nil {
		ecrits["libelle"] = strings.TrimSpace(*b.Libelle)
	}
	if b.Nature != nil {
		ecrits["nature"] = string(*b.Nature)
	}
	if b.ModeEvaluation != nil {
		ecrits["mode_evaluation"] = string(*b.ModeEvaluation)
	}
	for champ, n := range map[string]nullable.Nullable[int]{"duree_min": b.DureeMin, "preparation_min": b.PreparationMin} {
		if n.IsSpecified() {
			ecrits[champ] = nul(n)
		}
	}
	for champ, n := range map[string]nullable.Nullable[string]{"groupe_remuneration": b.GroupeRemuneration, "discipline": b.Discipline} {
		if n.IsSpecified() {
			ecrits[champ] = nul(n)
		}
	}
	return ecrits
}

func nul[T any](n nullable.Nullable[T]) any {
	if v, err := n.Get(); err == nil {
		return v
	}
	return nil
}
