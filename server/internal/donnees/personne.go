package donnees

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/intervenant"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// ExporterDonneesPersonnelles answers GET /intervenants/{id}/donnees-personnelles: every row of the base that holds the
// person, found by the catalogue, so that a new table cannot be forgotten. Secrets stay masked; the reading is a line of
// the journal.
func (a API) ExporterDonneesPersonnelles(ctx context.Context, r api.ExporterDonneesPersonnellesRequestObject) (api.ExporterDonneesPersonnellesResponseObject, error) {
	rep, err := a.exporter(ctx, r.Id)
	return api.ExporterDonneesPersonnelles200JSONResponse(rep), err
}

// ExporterMesDonnees answers GET /mes-donnees: the same, asked by the person herself. It returns fail.NotFound for an
// account that is linked to nobody.
func (a API) ExporterMesDonnees(ctx context.Context, _ api.ExporterMesDonneesRequestObject) (api.ExporterMesDonneesResponseObject, error) {
	p := access.De(ctx)
	if p.Intervenant == nil {
		return nil, fail.Introuvable("Votre dossier d’intervenant")
	}
	rep, err := a.exporter(ctx, *p.Intervenant)
	return api.ExporterMesDonnees200JSONResponse(rep), err
}

func (a API) exporter(ctx context.Context, id uuid.UUID) (api.DonneesPersonnelles, error) {
	rep := api.DonneesPersonnelles{EtabliLe: a.Now(), Intervenant: id, Rubriques: []api.RubriqueDonnees{}}
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		tables, err := db.Query[struct{ Nom, Colonne string }](ctx, tx.Reader, `SELECT c.relname AS nom, a.attname AS colonne FROM pg_class c
			JOIN pg_attribute a ON a.attrelid = c.oid AND (a.attname = 'intervenant_id' OR c.relname = 'intervenant' AND a.attname = 'id')
			JOIN pg_attribute b ON b.attrelid = c.oid AND b.attname = 'academie'
			WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname <> 'intervenant', c.relname`)
		if err != nil {
			return err
		}
		for _, t := range tables {
			// Names come from the catalogue. What is sealed or digested tells nobody anything, and the mask stays.
			lignes, err := db.Scalar[string](ctx, tx.Reader, fmt.Sprintf(`SELECT coalesce(jsonb_agg(to_jsonb(x) - 'chiffre' - 'empreinte' - 'academie'), '[]')::text FROM %s x
				WHERE academie = $1 AND %s = $2`, t.Nom, t.Colonne), tx.Academie, id)
			if err != nil {
				return err
			}
			if lignes != "[]" {
				rep.Rubriques = append(rep.Rubriques, api.RubriqueDonnees{Table: t.Nom, Lignes: lignes})
			}
		}
		if len(rep.Rubriques) == 0 || rep.Rubriques[0].Table != "intervenant" {
			return fail.Introuvable("Cette personne")
		}
		trace, err := db.Scalar[string](ctx, tx.Reader, `SELECT coalesce(jsonb_agg(jsonb_build_object('le', le, 'action', action, 'avant', avant, 'apres', apres) ORDER BY le), '[]')::text
			FROM journal WHERE academie = $1 AND objet = 'intervenant' AND objet_id = $2::text`, tx.Academie, id)
		if err != nil {
			return err
		}
		rep.Rubriques = append(rep.Rubriques, api.RubriqueDonnees{Table: "journal", Lignes: trace})
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "droit_acces", Objet: "intervenant", ObjetID: id.String()})
	})
	return rep, err
}

// RectifierPersonne answers PATCH /intervenants/{id}/donnees-personnelles: what the person asks to have put right, with
// why. A later import says when the source still disagrees.
func (a API) RectifierPersonne(ctx context.Context, r api.RectifierPersonneRequestObject) (api.RectifierPersonneResponseObject, error) {
	b := r.Body
	if b.Nom == nil && b.Prenom == nil && b.NomPatronymique == nil && b.DateNaissance == nil {
		return nil, fail.New(fail.Invalid, "rectification.vide", "Indiquez ce qui doit être rectifié.")
	}
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		type etat struct{ Nom, Prenom, NomPatronymique, DateNaissance *string }
		const lire = `SELECT nom, prenom, nom_patronymique, date_naissance::text FROM intervenant WHERE academie = $1 AND id = $2`
		avant, ok, err := db.One[etat](ctx, tx.Reader, lire+` FOR UPDATE`, tx.Academie, r.Id)
		if err != nil {
			return err
		}
		if !ok {
			return fail.Introuvable("Cette personne")
		}
		naissance := (*string)(nil)
		if b.DateNaissance != nil {
			s := b.DateNaissance.String()
			naissance = &s
		}
		if _, err := tx.Exec(ctx, `UPDATE intervenant SET nom = coalesce($3, nom), prenom = coalesce($4, prenom), nom_patronymique = coalesce($5, nom_patronymique),
			date_naissance = coalesce($6::date, date_naissance), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`,
			tx.Academie, r.Id, b.Nom, b.Prenom, b.NomPatronymique, naissance); err != nil {
			return err
		}
		apres, _, err := db.One[etat](ctx, tx.Reader, lire, tx.Academie, r.Id)
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "rectification", Objet: "intervenant", ObjetID: r.Id.String(), Pourquoi: b.Motif, Avant: avant, Apres: apres})
	})
	if err != nil {
		return nil, err
	}
	i, _, err := list.Un[api.Intervenant](ctx, a.Base, intervenant.Intervenants, r.Id)
	return api.RectifierPersonne200JSONResponse(i), err
}
