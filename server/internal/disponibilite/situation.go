package disponibilite

import (
	"context"
	"time"

	"github.com/google/uuid"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

var genresSituation = []string{"conge_long", "admissible", "stagiaire", "contractuel", "temps_partiel"}

// Situations is the list of what people said of a situation; what the files let us deduce is not written.
var Situations = list.Liste{
	Operation: "ListerSituations", Portee: surIntervenant("x"),
	Definition: &list.Definition{
		Ressource: "situations", Base: "situation x", Alias: "x", Tri: "intervenant_nom",
		Jointures:  []list.Jointure{jointureIntervenant("x")},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "x.id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "x.intervenant_id", Genre: list.UUID, Cachee: true},
			{Cle: "intervenant_nom", Titre: "Intervenant", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}, NonNul: true},
			{Cle: "genre", Titre: "Situation", SQL: "x.genre", Genre: list.Choix, Valeurs: genresSituation},
			{Cle: "leve", Titre: "Levée", SQL: "x.leve", Genre: list.Booleen},
			{Cle: "debut", Titre: "Début", SQL: "x.debut", Genre: list.Date},
			{Cle: "fin", Titre: "Fin", SQL: "x.fin", Genre: list.Date},
			{Cle: "quotite", Titre: "Quotité (%)", SQL: "x.quotite", Genre: list.Nombre},
			{Cle: "jours", Titre: "Jours libérés", SQL: "nullif(array_to_string(x.jours, ','), '')"},
			{Cle: "commentaire", Titre: "Commentaire", SQL: "x.commentaire"},
			{Cle: "saisi_par", Titre: "Saisie par", SQL: "x.saisi_par"},
			{Cle: "maj_le", Titre: "Le", SQL: "x.maj_le", Genre: list.Instant, NonNul: true},
			{Cle: "version", Titre: "Version", SQL: "x.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// ListerSituations answers GET /situations.
func (a API) ListerSituations(ctx context.Context, r api.ListerSituationsRequestObject) (api.ListerSituationsResponseObject, error) {
	res, err := list.Lire[api.Situation](ctx, a.Base, Situations, list.Params(r.Params))
	return api.ListerSituations200JSONResponse(res), err
}

func jourDe(d *openapi_types.Date) *time.Time {
	if d == nil {
		return nil
	}
	return &d.Time
}

// SaisirSituation answers POST /situations. It returns fail.Invalid, fail.NotFound.
func (a API) SaisirSituation(ctx context.Context, r api.SaisirSituationRequestObject) (api.SaisirSituationResponseObject, error) {
	p, b := access.De(ctx), r.Body
	id := uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := dansLePerimetre(ctx, tx.Reader, p, []uuid.UUID{b.Intervenant}, 1); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO situation (academie, id, intervenant_id, genre, leve, debut, fin, quotite, jours, commentaire, saisi_par)
			VALUES ($1, $2, $3, $4, coalesce($5, false), $6, $7, $8, coalesce($9::smallint[], '{}'), nullif(trim($10), ''), $11)`, p.Academie, id, b.Intervenant, string(b.Genre), b.Leve,
			jourDe(b.Debut), jourDe(b.Fin), b.Quotite, b.Jours, b.Commentaire, tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "situation", Objet: "intervenant", ObjetID: b.Intervenant.String(), Apres: b})
	})
	if err != nil {
		return nil, err
	}
	s, _, err := list.Un[api.Situation](ctx, a.Base, Situations, id)
	return api.SaisirSituation201JSONResponse(s), err
}

// SupprimerSituation answers DELETE /situations/{id}: what the files say holds again. It returns fail.NotFound.
func (a API) SupprimerSituation(ctx context.Context, r api.SupprimerSituationRequestObject) (api.SupprimerSituationResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		type effacee struct {
			IntervenantID uuid.UUID
			Genre         string
		}
		s, ok, err := db.One[effacee](ctx, tx.Reader, `DELETE FROM situation WHERE academie = $1 AND id = $2 RETURNING intervenant_id, genre`, p.Academie, r.Id)
		if err == nil && !ok {
			err = fail.Introuvable("Cette situation")
		}
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "situation", Objet: "intervenant", ObjetID: s.IntervenantID.String(), Avant: map[string]any{"genre": s.Genre}})
	})
	return api.SupprimerSituation204Response{}, err
}
