// Package habilitation lets the administrateur say which gestionnaire may touch which examens and activités, and until
// when.
package habilitation

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	types "github.com/oapi-codegen/runtime/types"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/activite"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/list"
)

// API holds the operations on habilitations.
type API struct{ Base *db.DB }

func libre(*access.Principal) list.Portee { return list.Portee{} }

// Habilitations given, past ones too.
var Habilitations = list.Liste{
	Operation: "ListerHabilitations", Portee: libre,
	Definition: &list.Definition{
		Ressource: "habilitations", Base: "habilitation h", Alias: "h", Tri: "nom,prenom",
		Jointures:  []list.Jointure{{Alias: "u", SQL: "JOIN utilisateur u ON u.academie = h.academie AND u.id = h.utilisateur_id"}},
		Recherches: []list.Cherche{{SQL: "sans_accent(u.nom || ' ' || u.prenom)", Via: []string{"u"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "h.id", Genre: list.UUID},
			{Cle: "utilisateur", Titre: "Utilisateur", SQL: "h.utilisateur_id", Genre: list.UUID},
			{Cle: "nom", Titre: "Nom", SQL: "u.nom", Via: []string{"u"}, NonNul: true},
			{Cle: "prenom", Titre: "Prénom", SQL: "u.prenom", Via: []string{"u"}, NonNul: true},
			{Cle: "examens", Titre: "Examens", SQL: "array_to_string(h.examens, ', ')"},
			{Cle: "activites", Titre: "Activités", SQL: "array_to_string(h.activites, ', ')"},
			{Cle: "debut", Titre: "Du", SQL: "h.debut", Genre: list.Date},
			{Cle: "fin", Titre: "Au", SQL: "h.fin", Genre: list.Date},
			{Cle: "motif", Titre: "Motif", SQL: "h.motif"},
			{Cle: "donnee_par", Titre: "Donnée par", SQL: "h.donnee_par", NonNul: true},
			{Cle: "cree_le", Titre: "Donnée le", SQL: "h.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "en_vigueur", Titre: "En vigueur", SQL: "(coalesce(h.debut, current_date) <= current_date AND coalesce(h.fin, current_date) >= current_date)", Genre: list.Booleen},
		},
	},
}

// Utilisateurs are those whom a portal vouched for.
var Utilisateurs = list.Liste{
	Operation: "ListerUtilisateurs", Portee: libre,
	Definition: &list.Definition{
		Ressource: "utilisateurs", Base: "utilisateur u", Alias: "u", Tri: "nom,prenom",
		Recherches: []list.Cherche{{SQL: "sans_accent(u.nom || ' ' || u.prenom || ' ' || u.identifiant)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "u.id", Genre: list.UUID},
			{Cle: "nom", Titre: "Nom", SQL: "u.nom", NonNul: true},
			{Cle: "prenom", Titre: "Prénom", SQL: "u.prenom", NonNul: true},
			{Cle: "identifiant", Titre: "Identifiant du portail", SQL: "u.identifiant", NonNul: true},
			{Cle: "courriel", Titre: "Mél", SQL: "u.courriel"},
			{Cle: "profils", Titre: "Profils", SQL: `coalesce((SELECT string_agg(DISTINCT p.profil, ', ') FROM utilisateur_profil p WHERE p.academie = u.academie AND p.utilisateur_id = u.id
				AND (p.debut IS NULL OR p.debut <= current_date) AND (p.fin IS NULL OR p.fin >= current_date)), '')`},
			{Cle: "actif", Titre: "Actif", SQL: "u.actif", Genre: list.Booleen},
			{Cle: "vu_le", Titre: "Dernière connexion", SQL: "u.vu_le", Genre: list.Instant},
		},
	},
}

// ListerHabilitations answers GET /habilitations.
func (a API) ListerHabilitations(ctx context.Context, r api.ListerHabilitationsRequestObject) (api.ListerHabilitationsResponseObject, error) {
	res, err := list.Lire[api.Habilitation](ctx, a.Base, Habilitations, list.Params(r.Params))
	return api.ListerHabilitations200JSONResponse(res), err
}

// ListerUtilisateurs answers GET /utilisateurs.
func (a API) ListerUtilisateurs(ctx context.Context, r api.ListerUtilisateursRequestObject) (api.ListerUtilisateursResponseObject, error) {
	res, err := list.Lire[api.Utilisateur](ctx, a.Base, Utilisateurs, list.Params(r.Params))
	return api.ListerUtilisateurs200JSONResponse(res), err
}

// DonnerHabilitation answers POST /habilitations. It returns fail.Invalid for an unknown examen or activité, fail.Forbidden
// for what the giver has not himself, fail.NotFound for somebody who is not a gestionnaire here.
func (a API) DonnerHabilitation(ctx context.Context, r api.DonnerHabilitationRequestObject) (api.DonnerHabilitationResponseObject, error) {
	p, b := access.De(ctx), r.Body
	examens, activites := uniques(b.Examens), uniques(b.Activites)
	if err := peutDonner(p, activites); err != nil {
		return nil, err
	}
	id := uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := verifierPersonne(ctx, tx, b.Utilisateur, examens); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO habilitation (academie, id, utilisateur_id, examens, activites, debut, fin, motif, donnee_par)
			VALUES ($1, $2, $3, $4, $5, $6, $7, nullif(trim($8), ''), $9)`, p.Academie, id, b.Utilisateur, examens, activites, jour(b.Debut), jour(b.Fin), b.Motif, tx.Acteur.Qui)
		return err
	})
	if err != nil {
		return nil, err
	}
	h, _, err := list.Un[api.Habilitation](ctx, a.Base, Habilitations, id)
	return api.DonnerHabilitation201JSONResponse(h), err
}

// peutDonner: nobody gives what he has not, and an activité that gestionnaires never have cannot be given to one.
func peutDonner(p *access.Principal, activites []string) error {
	for _, code := range activites {
		if !activite.PourProfil("gestion", code, "gestionnaire") {
			return fail.New(fail.Invalid, "habilitation.activite", "L’activité « "+code+" » n’existe pas, ou n’est pas de celles des gestionnaires.",
				fail.Field{Pointer: "/activites", Code: "inconnue", Message: code})
		}
		if !p.Habilite(code) || !activite.PourProfil("gestion", code, p.Profil) {
			return fail.New(fail.Forbidden, "habilitation.au_dela", "Vous ne pouvez donner que ce que vous avez : « "+code+" » ne vous est pas ouverte.")
		}
	}
	return nil
}

func verifierPersonne(ctx context.Context, tx *db.Tx, qui uuid.UUID, examens []string) error {
	ok, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM utilisateur_profil WHERE academie = $1 AND utilisateur_id = $2 AND profil = 'gestionnaire')`, tx.Academie, qui)
	if err != nil {
		return err
	}
	if !ok {
		return fail.Introuvable("Ce gestionnaire")
	}
	inconnus, err := db.Scalar[string](ctx, tx.Reader, `SELECT coalesce(string_agg(x, ', '), '') FROM unnest($2::text[]) x
		WHERE NOT EXISTS (SELECT 1 FROM examen e WHERE e.academie = $1 AND e.code = x)`, tx.Academie, examens)
	if err == nil && inconnus != "" {
		err = fail.New(fail.Invalid, "habilitation.examen", "Examen inconnu dans votre académie : "+inconnus+".",
			fail.Field{Pointer: "/examens", Code: "inconnu", Message: inconnus})
	}
	return err
}

// RetirerHabilitation answers DELETE /habilitations/{id}: in force at the next request of the person.
func (a API) RetirerHabilitation(ctx context.Context, r api.RetirerHabilitationRequestObject) (api.RetirerHabilitationResponseObject, error) {
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM habilitation WHERE academie = $1 AND id = $2`, tx.Academie, r.Id)
		if err == nil && n == 0 {
			err = fail.Introuvable("Cette habilitation")
		}
		return err
	})
	return api.RetirerHabilitation204Response{}, err
}

func jour(d *types.Date) *time.Time {
	if d == nil {
		return nil
	}
	return &d.Time
}

// uniques leaves nil as it is: all.
func uniques(l *[]string) []string {
	if l == nil {
		return nil
	}
	s := make([]string, 0, len(*l))
	for _, x := range *l {
		s = append(s, strings.TrimSpace(x))
	}
	slices.Sort(s)
	return slices.Compact(s)
}
