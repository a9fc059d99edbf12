package disponibilite

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

var genresVoeu = []string{"periode", "etablissement", "distance", "type_mission", "collegue"}

// Voeux is the list of what people would like.
var Voeux = list.Liste{
	Operation: "ListerVoeux", Portee: surIntervenant("v"),
	Definition: &list.Definition{
		Ressource: "voeux", Base: "voeu v", Alias: "v", Tri: "intervenant_nom,genre",
		Jointures: []list.Jointure{jointureIntervenant("v"), jointureSession("v"),
			{Alias: "e", SQL: "LEFT JOIN etablissement e ON e.academie = v.academie AND e.id = v.etablissement_id"},
			{Alias: "t", SQL: "LEFT JOIN type_mission t ON t.academie = v.academie AND t.code = v.type_mission"},
			{Alias: "k", SQL: "LEFT JOIN intervenant k ON k.academie = v.academie AND k.id = v.collegue_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "v.id", Genre: list.UUID},
			{Cle: "intervenant", Titre: "Intervenant (identifiant)", SQL: "v.intervenant_id", Genre: list.UUID, Cachee: true},
			{Cle: "intervenant_nom", Titre: "Intervenant", SQL: "i.nom || ' ' || i.prenom", Via: []string{"i"}, NonNul: true},
			{Cle: "session", Titre: "Session (identifiant)", SQL: "v.session_id", Genre: list.UUID, Cachee: true},
			colonneSession("v"),
			{Cle: "genre", Titre: "Vœu", SQL: "v.genre", Genre: list.Choix, Valeurs: genresVoeu},
			{Cle: "sens", Titre: "Sens", SQL: "v.sens", Genre: list.Choix, Valeurs: []string{"souhaite", "evite"}},
			{Cle: "debut", Titre: "Du", SQL: "v.debut", Genre: list.Date},
			{Cle: "fin", Titre: "Au", SQL: "v.fin", Genre: list.Date},
			{Cle: "etablissement", Titre: "Établissement (identifiant)", SQL: "v.etablissement_id", Genre: list.UUID, Cachee: true},
			{Cle: "etablissement_nom", Titre: "Établissement", SQL: "e.uai || ' ' || e.nom", Via: []string{"e"}},
			{Cle: "distance_km", Titre: "Distance (km)", SQL: "v.distance_km", Genre: list.Nombre},
			{Cle: "type_mission", Titre: "Code type de mission", SQL: "v.type_mission"},
			{Cle: "type_libelle", Titre: "Type de mission", SQL: "t.libelle", Via: []string{"t"}},
			{Cle: "collegue", Titre: "Collègue (identifiant)", SQL: "v.collegue_id", Genre: list.UUID, Cachee: true},
			{Cle: "collegue_nom", Titre: "Collègue", SQL: "k.nom || ' ' || k.prenom", Via: []string{"k"}},
			{Cle: "commentaire", Titre: "Commentaire", SQL: "v.commentaire"},
			{Cle: "maj_le", Titre: "Le", SQL: "v.maj_le", Genre: list.Instant, NonNul: true},
		},
	},
}

// ListerVoeux answers GET /voeux.
func (a API) ListerVoeux(ctx context.Context, r api.ListerVoeuxRequestObject) (api.ListerVoeuxResponseObject, error) {
	res, err := list.Lire[api.Voeu](ctx, a.Base, Voeux, list.Params(r.Params))
	return api.ListerVoeux200JSONResponse(res), err
}

// ExprimerVoeu answers POST /voeux. It returns fail.NotFound for a session, a place or a colleague that cannot be named,
// fail.Invalid for a vœu that is not whole, fail.Conflict for one already expressed.
func (a API) ExprimerVoeu(ctx context.Context, r api.ExprimerVoeuRequestObject) (api.ExprimerVoeuResponseObject, error) {
	p, b := access.De(ctx), r.Body
	if p.Intervenant == nil {
		return nil, sansDossier()
	}
	id := uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := sessionOuverte(ctx, tx.Reader, p.Academie, b.Session); err != nil {
			return err
		}
		connus, err := db.Scalar[bool](ctx, tx.Reader, `SELECT ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM etablissement WHERE academie = $1 AND id = $2))
			AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM type_mission WHERE academie = $1 AND code = $3)) AND ($4::uuid IS NULL OR `+collegue+`)`,
			p.Academie, b.Etablissement, b.TypeMission, b.Collegue, *p.Intervenant)
		if err != nil {
			return err
		}
		if !connus {
			return fail.Introuvable("Ce que nomme ce vœu")
		}
		_, err = tx.Exec(ctx, `INSERT INTO voeu (academie, id, intervenant_id, session_id, genre, sens, debut, fin, etablissement_id, distance_km, type_mission, collegue_id, commentaire)
			VALUES ($1, $2, $3, $4, $5, coalesce($6, 'souhaite'), $7, $8, $9, $10, $11, $12, nullif(trim($13), ''))`, p.Academie, id, *p.Intervenant, b.Session, string(b.Genre), b.Sens,
			jourDe(b.Debut), jourDe(b.Fin), b.Etablissement, b.DistanceKm, b.TypeMission, b.Collegue, b.Commentaire)
		return err
	})
	if err != nil {
		return nil, err
	}
	v, _, err := list.Un[api.Voeu](ctx, a.Base, Voeux, id)
	return api.ExprimerVoeu201JSONResponse(v), err
}

// collegue $4 of $5: somebody of one of his establishments. The whole académie is not for everyone to search.
const collegue = `EXISTS (SELECT 1 FROM rattachement m JOIN rattachement c ON c.academie = m.academie AND c.etablissement_id = m.etablissement_id AND c.effectif
	WHERE m.academie = $1 AND m.effectif AND m.intervenant_id = $5::uuid AND c.intervenant_id = $4)`

func sansDossier() error {
	return fail.New(fail.Conflict, "intervenant.absent", "Votre compte n’est relié à aucun dossier d’intervenant : demandez à la division des examens de le faire.")
}

func sessionOuverte(ctx context.Context, r db.Reader, academie string, id uuid.UUID) error {
	ok, err := db.Scalar[bool](ctx, r, `SELECT EXISTS (SELECT 1 FROM session WHERE academie = $1 AND id = $2 AND etat IN ('preparation', 'ouverte'))`, academie, id)
	if err == nil && !ok {
		err = fail.New(fail.NotFound, "introuvable", "Cette session est introuvable, ou n’est plus ouverte.", fail.Field{Pointer: "/session", Code: "introuvable", Message: "choisissez une session ouverte"})
	}
	return err
}

// SupprimerVoeu answers DELETE /voeux/{id}: one's own. It returns fail.NotFound.
func (a API) SupprimerVoeu(ctx context.Context, r api.SupprimerVoeuRequestObject) (api.SupprimerVoeuResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM voeu WHERE academie = $1 AND id = $2 AND intervenant_id = $3`, p.Academie, r.Id, p.Intervenant)
		if err == nil && n == 0 {
			err = fail.Introuvable("Ce vœu")
		}
		return err
	})
	return api.SupprimerVoeu204Response{}, err
}

// ListerChoixVoeux answers GET /voeux/choix.
func (a API) ListerChoixVoeux(ctx context.Context, r api.ListerChoixVoeuxRequestObject) (api.ListerChoixVoeuxResponseObject, error) {
	p, q := access.De(ctx), ""
	if r.Params.Q != nil {
		q = *r.Params.Q
	}
	res := api.ChoixVoeux{}
	err := a.Base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		for _, x := range []struct {
			ou   *[]api.Choix
			sql  string
			args []any
		}{
			{&res.Sessions, `SELECT id::text, libelle FROM session WHERE academie = $1 AND etat IN ('preparation', 'ouverte') ORDER BY annee DESC, tour`, nil},
			{&res.Examens, `SELECT code AS id, libelle FROM examen WHERE academie = $1 ORDER BY libelle`, nil},
			{&res.Types, `SELECT code AS id, libelle FROM type_mission WHERE academie = $1 ORDER BY libelle`, nil},
			{&res.Etablissements, `SELECT id::text, nom || coalesce(' (' || commune || ')', '') || ' ' || uai AS libelle FROM etablissement WHERE academie = $1 AND ouvert
				AND strpos(sans_accent(uai || ' ' || nom || ' ' || coalesce(commune, '')), sans_accent($2)) > 0 ORDER BY nom, id LIMIT 20`, []any{q}},
			{&res.Collegues, `SELECT DISTINCT i.id::text, i.nom || ' ' || i.prenom AS libelle FROM rattachement m JOIN rattachement c ON c.academie = m.academie
				AND c.etablissement_id = m.etablissement_id AND c.effectif JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id
				WHERE m.academie = $1 AND m.effectif AND m.intervenant_id = $2 AND i.id <> $2 AND i.etat = 'actif' ORDER BY 2 LIMIT 400`, []any{p.Intervenant}},
		} {
			if *x.ou, err = db.Query[api.Choix](ctx, l, x.sql, append([]any{p.Academie}, x.args...)...); err != nil {
				return err
			}
		}
		regles, err := lireRegles(ctx, l, p.Academie)
		res.DispenseLimite, res.AvisJours = regles.DispenseLimite, &regles.DispenseAvisJours
		return err
	})
	return api.ListerChoixVoeux200JSONResponse(res), err
}
