package generation

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// Regles say how many people, of which role, for how many candidates.
var Regles = list.Liste{
	Operation: "ListerReglesGeneration", Portee: toute,
	Definition: &list.Definition{
		Ressource: "regles-generation", Base: "regle_generation r", Alias: "r", Tri: "source,genre,type_mission,role,examen",
		Jointures: []list.Jointure{{Alias: "s", SQL: "JOIN session s ON s.academie = r.academie AND s.id = r.session_id"},
			{Alias: "t", SQL: "JOIN type_mission t ON t.academie = r.academie AND t.code = r.type_mission"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(t.libelle)", Via: []string{"t"}}, {SQL: "sans_accent(r.genre)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "r.id", Genre: list.UUID},
			{Cle: "session", Titre: "Session (identifiant)", SQL: "r.session_id", Genre: list.UUID, Cachee: true},
			{Cle: "session_code", Titre: "Session", SQL: "s.code", Via: []string{"s"}},
			{Cle: "source", Titre: "Source", SQL: "r.source", Genre: list.Choix, Valeurs: []string{"commission", "jury", "centre"}, NonNul: true},
			{Cle: "genre", Titre: "Genre", SQL: "r.genre", NonNul: true},
			{Cle: "examen", Titre: "Examen", SQL: "r.examen"},
			{Cle: "nature", Titre: "Nature", SQL: "r.nature"},
			{Cle: "type_mission", Titre: "Code type", SQL: "r.type_mission", NonNul: true},
			{Cle: "type_mission_libelle", Titre: "Type de mission", SQL: "t.libelle", Via: []string{"t"}},
			{Cle: "role", Titre: "Rôle", SQL: "r.role", Genre: list.Choix, Valeurs: roles, NonNul: true},
			{Cle: "base", Titre: "Base", SQL: "r.base", Genre: list.Choix, Valeurs: []string{"forfait", "candidats", "demandes"}},
			{Cle: "nombre", Titre: "Nombre", SQL: "r.nombre", Genre: list.Nombre},
			{Cle: "par", Titre: "Pour", SQL: "r.par", Genre: list.Nombre},
			{Cle: "minimum", Titre: "Minimum", SQL: "r.minimum", Genre: list.Nombre},
			{Cle: "maximum", Titre: "Maximum", SQL: "r.maximum", Genre: list.Nombre},
			{Cle: "reserve_pct", Titre: "Réserve (%)", SQL: "r.reserve_pct", Genre: list.Nombre},
			{Cle: "reserve_min", Titre: "Réserve (au moins)", SQL: "r.reserve_min", Genre: list.Nombre},
			{Cle: "duree_min", Titre: "Durée (min)", SQL: "r.duree_min", Genre: list.Nombre},
			{Cle: "actif", Titre: "En service", SQL: "r.actif", Genre: list.Booleen},
			{Cle: "version", Titre: "Version", SQL: "r.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerReglesGeneration answers GET /regles-generation.
func (a API) ListerReglesGeneration(ctx context.Context, r api.ListerReglesGenerationRequestObject) (api.ListerReglesGenerationResponseObject, error) {
	res, err := list.Lire[api.RegleGeneration](ctx, a.Base, Regles, list.Params(r.Params))
	return api.ListerReglesGeneration200JSONResponse(res), err
}

var genresDeCentre = []string{"ecrit", "oral", "pratique", "correction", "deliberation"}

// ecrire one rule; version 0 is a creation.
func (a API) ecrire(ctx context.Context, id uuid.UUID, version int, b *api.SaisieRegleGeneration) (api.RegleGeneration, error) {
	p := access.De(ctx)
	genre := ""
	if b.Genre != nil {
		genre = strings.TrimSpace(*b.Genre)
	}
	if b.Source == "commission" {
		genre = strings.ToUpper(genre)
	}
	if b.Source == "centre" && !slices.Contains(genresDeCentre, genre) {
		return api.RegleGeneration{}, fail.New(fail.Invalid, "regle_generation.genre", "Une règle sur les centres dit leur usage : "+strings.Join(genresDeCentre, ", ")+".",
			fail.Field{Pointer: "/genre", Code: "oneof", Message: "usage d’un centre"})
	}
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if _, err := sessionVivante(ctx, tx, b.Session); err != nil {
			return err
		}
		connus, _, err := db.One[struct{ Type, Examen bool }](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM type_mission WHERE academie = $1 AND code = $2) AS type,
			$3::text IS NULL OR EXISTS (SELECT 1 FROM examen WHERE academie = $1 AND code = $3) AS examen`, p.Academie, b.TypeMission, b.Examen)
		switch {
		case err != nil:
			return err
		case !connus.Type:
			return fail.New(fail.Invalid, "regle_generation.type", "Ce type de mission n’existe pas.", fail.Field{Pointer: "/type_mission", Code: "inconnu", Message: "type de mission inconnu"})
		case !connus.Examen:
			return fail.New(fail.Invalid, "regle_generation.examen", "Cet examen n’existe pas.", fail.Field{Pointer: "/examen", Code: "inconnu", Message: "examen inconnu"})
		}
		valeurs := []any{p.Academie, id, b.Session, string(b.Source), genre, b.Examen, b.Nature, b.TypeMission, string(b.Role), string(b.Base), b.Nombre,
			ou(b.Par, 1), ou(b.Minimum, 0), b.Maximum, ou(b.ReservePct, 0), ou(b.ReserveMin, 0), b.DureeMin, b.Actif == nil || *b.Actif}
		if version == 0 {
			_, err = tx.Exec(ctx, `INSERT INTO regle_generation (academie, id, session_id, source, genre, examen, nature, type_mission, role, base, nombre, par, minimum, maximum, reserve_pct, reserve_min, duree_min, actif)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`, valeurs...)
		} else {
			err = changer(ctx, tx, `UPDATE regle_generation SET source = $4, genre = $5, examen = $6, nature = $7, type_mission = $8, role = $9, base = $10, nombre = $11, par = $12, minimum = $13,
				maximum = $14, reserve_pct = $15, reserve_min = $16, duree_min = $17, actif = $18, version = version + 1, maj_le = now()
				WHERE academie = $1 AND id = $2 AND session_id = $3 AND version = $19`, append(valeurs, version)...)
		}
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: map[bool]string{true: "creation", false: "modification"}[version == 0], Objet: "regle_generation", ObjetID: id.String(), Apres: b})
	})
	if err != nil {
		return api.RegleGeneration{}, err
	}
	r, ok, err := list.Un[api.RegleGeneration](ctx, a.Base, Regles, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cette règle")
	}
	return r, err
}

// changer runs an UPDATE or a DELETE of the version that was read. It returns fail.Stale when it is no longer there.
func changer(ctx context.Context, tx *db.Tx, sql string, valeurs ...any) error {
	n, err := tx.Exec(ctx, sql, valeurs...)
	if err == nil && n == 0 {
		err = fail.New(fail.Stale, "version_perimee", "Quelqu’un a modifié ou retiré cette ligne depuis que vous l’avez lue. Relisez-la, puis reportez vos changements.")
	}
	return err
}

// CreerRegleGeneration answers POST /regles-generation. It returns fail.Invalid, fail.Conflict for a rule that exists.
func (a API) CreerRegleGeneration(ctx context.Context, r api.CreerRegleGenerationRequestObject) (api.CreerRegleGenerationResponseObject, error) {
	regle, err := a.ecrire(ctx, uuid.Must(uuid.NewV7()), 0, r.Body)
	return api.CreerRegleGeneration201JSONResponse(regle), err
}

// ModifierRegleGeneration answers PUT /regles-generation/{id}. It returns fail.Invalid, fail.Conflict, fail.Stale.
func (a API) ModifierRegleGeneration(ctx context.Context, r api.ModifierRegleGenerationRequestObject) (api.ModifierRegleGenerationResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	regle, err := a.ecrire(ctx, r.Id, version, r.Body)
	return api.ModifierRegleGeneration200JSONResponse(regle), err
}

// SupprimerRegleGeneration answers DELETE /regles-generation/{id}. It returns fail.Stale.
func (a API) SupprimerRegleGeneration(ctx context.Context, r api.SupprimerRegleGenerationRequestObject) (api.SupprimerRegleGenerationResponseObject, error) {
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if err := changer(ctx, tx, `DELETE FROM regle_generation WHERE academie = $1 AND id = $2 AND version = $3`, tx.Academie, r.Id, version); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "suppression", Objet: "regle_generation", ObjetID: r.Id.String()})
	})
	return api.SupprimerRegleGeneration204Response{}, err
}

func ou(n *int, defaut int) int {
	if n == nil {
		return defaut
	}
	return *n
}
