package centre

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
)

// ModifierCentre answers PATCH /centres/{id}. In another zone the missions keep their wall clock: eight o’clock stays
// eight o’clock. It returns fail.NotFound, fail.Stale, fail.Conflict for a closed session.
func (a API) ModifierCentre(ctx context.Context, r api.ModifierCentreRequestObject) (api.ModifierCentreResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	var fait api.CentreComplet
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		avant, err := prendre(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		if err := modifier(ctx, tx, avant, r.Body); err != nil {
			return err
		}
		fait, err = complet(ctx, tx.Reader, r.Id)
		return err
	})
	return api.ModifierCentre200JSONResponse(fait), err
}

type ligne struct {
	ID              uuid.UUID
	SessionID       uuid.UUID
	Libelle, Fuseau string
	Virtuel         bool
	Origine         string
	Version         int
}

func prendre(ctx context.Context, tx *db.Tx, id uuid.UUID, version int) (ligne, error) {
	c, ok, err := db.One[ligne](ctx, tx.Reader, `SELECT id, session_id, libelle, fuseau, virtuel, origine, version FROM centre WHERE academie = $1 AND id = $2 FOR UPDATE`, tx.Academie, id)
	switch {
	case err != nil:
		return c, err
	case !ok:
		return c, fail.Introuvable("Ce centre")
	case c.Version != version:
		return c, fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié ce centre depuis que vous l’avez lu. Relisez-le, puis reportez vos changements.")
	}
	return c, sessionVivante(ctx, tx, c.SessionID)
}

func modifier(ctx context.Context, tx *db.Tx, avant ligne, b *api.ModificationCentre) error {
	ecrits := map[string]any{}
	if b.Libelle != nil {
		ecrits["libelle"] = strings.TrimSpace(*b.Libelle)
	}
	if b.Capacite.IsSpecified() {
		ecrits["capacite"] = nul(b.Capacite)
	}
	for champ, v := range map[string]nullable.Nullable[string]{"adresse": b.Adresse, "code_postal": b.CodePostal, "commune": b.Commune, "code_commune": b.CodeCommune,
		"zone": b.Zone, "chef_nom": b.ChefNom, "chef_mel": b.ChefMel, "chef_telephone": b.ChefTelephone} {
		if v.IsSpecified() {
			ecrits[champ] = nul(v)
		}
	}
	if b.Fuseau != nil && *b.Fuseau != avant.Fuseau {
		ecrits["fuseau"] = *b.Fuseau
	}
	if err := ecrire(ctx, tx, avant, ecrits); err != nil {
		return err
	}
	if b.Fuseau != nil && *b.Fuseau != avant.Fuseau {
		if err := garderLHeure(ctx, tx, avant, *b.Fuseau); err != nil {
			return err
		}
	}
	if b.Usages != nil {
		if err := ecrireUsages(ctx, tx, avant.ID, *b.Usages); err != nil {
			return err
		}
	}
	return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "centre", ObjetID: avant.ID.String(), Avant: map[string]any{"libelle": avant.Libelle, "fuseau": avant.Fuseau}, Apres: b})
}

// ecrire writes the named columns, which are constants of this package; what a person says of a centre of OCEAN is
// protected from its next load.
func ecrire(ctx context.Context, tx *db.Tx, avant ligne, ecrits map[string]any) error {
	champs := slices.Sorted(maps.Keys(ecrits))
	sets, args := []string{"version = version + 1", "maj_le = now()"}, []any{tx.Academie, avant.ID}
	for _, c := range champs {
		args = append(args, ecrits[c])
		sets = append(sets, c+" = $"+strconv.Itoa(len(args)))
	}
	if avant.Origine == "ocean" && len(champs) > 0 {
		args = append(args, champs)
		sets = append(sets, "saisis = ARRAY(SELECT DISTINCT x FROM unnest(saisis || $"+strconv.Itoa(len(args))+"::text[]) x ORDER BY x)")
	}
	_, err := tx.Exec(ctx, `UPDATE centre SET `+strings.Join(sets, ", ")+` WHERE academie = $1 AND id = $2`, args...)
	return err
}

// garderLHeure moves the instants of the missions of a centre whose zone was wrong. Nobody holds a place while it is
// done, so that two missions of one person may cross.
func garderLHeure(ctx context.Context, tx *db.Tx, c ligne, zone string) error {
	places := `UPDATE occupation o SET active = $3 FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
		WHERE m.academie = $1 AND m.centre_id = $2 AND o.academie = a.academie AND o.affectation_id = a.id AND o.active <> $3 AND a.etat NOT IN ('proposee', 'desaffectee')`
	if _, err := tx.Exec(ctx, places, tx.Academie, c.ID, false); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE creneau k SET debut = (k.debut AT TIME ZONE $3) AT TIME ZONE $4, fin = (k.fin AT TIME ZONE $3) AT TIME ZONE $4
		FROM mission m WHERE m.academie = $1 AND m.centre_id = $2 AND k.academie = m.academie AND k.mission_id = m.id`, tx.Academie, c.ID, c.Fuseau, zone); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, places, tx.Academie, c.ID, true)
	return err
}

// SupprimerCentre answers DELETE /centres/{id}. It returns fail.NotFound, fail.Stale, fail.Conflict for a centre where
// something is held, or that OCEAN would bring back.
func (a API) SupprimerCentre(ctx context.Context, r api.SupprimerCentreRequestObject) (api.SupprimerCentreResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		c, err := prendre(ctx, tx, r.Id, version)
		if err != nil {
			return err
		}
		n, _, err := db.One[struct{ Missions, Autres int }](ctx, tx.Reader, `SELECT (SELECT count(*) FROM mission WHERE academie = $1 AND centre_id = $2) AS missions,
			(SELECT count(*) FROM commission WHERE academie = $1 AND centre_id = $2) + (SELECT count(*) FROM jury WHERE academie = $1 AND centre_id = $2) AS autres`, tx.Academie, c.ID)
		switch {
		case err != nil:
			return err
		case n.Missions > 0:
			return fail.New(fail.Conflict, "centre.missions", "Ce centre a "+strconv.Itoa(n.Missions)+" mission(s) : changez-les de centre, ou supprimez-les d’abord.")
		case n.Autres > 0:
			return fail.New(fail.Conflict, "centre.commissions", "Des jurys ou des commissions se tiennent dans ce centre : il reste.")
		case c.Origine == "ocean":
			return fail.New(fail.Conflict, "centre.ocean", "Ce centre vient d’OCEAN : supprimé, il reviendrait au prochain échange.")
		}
		if _, err := tx.Exec(ctx, `DELETE FROM centre WHERE academie = $1 AND id = $2`, tx.Academie, c.ID); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "suppression", Objet: "centre", ObjetID: c.ID.String(), Avant: map[string]any{"libelle": c.Libelle}})
	})
	return api.SupprimerCentre204Response{}, err
}

// nul is the value of a field, or nothing when it is null or blank.
func nul[T any](n nullable.Nullable[T]) any {
	v, err := n.Get()
	if err != nil {
		return nil
	}
	if s, ok := any(v).(string); ok && strings.TrimSpace(s) == "" {
		return nil
	}
	return v
}
