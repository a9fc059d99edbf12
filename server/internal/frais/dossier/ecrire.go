package dossier

import (
	"context"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais"
	"imagin/server/internal/intervenant"
)

// EnregistrerDossierFrais answers PUT /dossiers-frais/{id}. Said by the person herself, it is confirmed too; her open
// travel claims follow. It returns fail.NotFound, fail.Stale, fail.Invalid for a commune that does not exist.
func (a API) EnregistrerDossierFrais(ctx context.Context, r api.EnregistrerDossierFraisRequestObject) (api.EnregistrerDossierFraisResponseObject, error) {
	p := access.De(ctx)
	if err := permis(p, r.Id); err != nil {
		return nil, err
	}
	lue, err := strconv.ParseInt(strings.Trim(r.Params.IfMatch, `"`), 10, 32) // 0: nothing is written yet
	if err != nil {
		return nil, fail.New(fail.Malformed, "version", "L’en-tête If-Match porte la version lue.")
	}
	version := int(lue)
	var d api.DossierFrais
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := prendre(ctx, tx, r.Id, version); err != nil {
			return err
		}
		if err := coordonnees(ctx, tx, r.Id, r.Body); err != nil {
			return err
		}
		if err := situation(ctx, tx, r.Id, r.Body); err != nil {
			return err
		}
		if p.Profil == "intervenant" {
			if err := confirmer(ctx, tx, r.Id); err != nil {
				return err
			}
		}
		if err := frais.Recalculer(ctx, tx, r.Id); err != nil {
			return err
		}
		d, err = lire(ctx, tx.Reader, p.Academie, r.Id)
		return err
	})
	return api.EnregistrerDossierFrais200JSONResponse(d), err
}

// prendre locks the person, so that her dossier is written by one at a time, and holds the version that was read.
func prendre(ctx context.Context, tx *db.Tx, id uuid.UUID, version int) error {
	if _, err := tx.Exec(ctx, `SELECT 1 FROM intervenant WHERE academie = $1 AND id = $2 FOR NO KEY UPDATE`, tx.Academie, id); err != nil {
		return err
	}
	x, ok, err := db.One[struct{ Version int }](ctx, tx.Reader, `SELECT coalesce(d.version, 0) AS version FROM intervenant i
		LEFT JOIN dossier_frais d ON d.academie = i.academie AND d.intervenant_id = i.id WHERE i.academie = $1 AND i.id = $2`, tx.Academie, id)
	switch {
	case err != nil:
		return err
	case !ok:
		return fail.Introuvable("Ce dossier")
	case x.Version != version:
		return fail.New(fail.Stale, "version_perimee", "Ce dossier a changé depuis que vous l’avez lu. Relisez-le.")
	}
	return nil
}

// coordonnees are the intervenant's: protected from files like any correction by hand. A field left out is left alone.
func coordonnees(ctx context.Context, tx *db.Tx, id uuid.UUID, s *api.SaisieDossierFrais) error {
	if s.CodeCommune != nil && *s.CodeCommune != "" {
		connue, err := db.Scalar[bool](ctx, tx.Reader, `SELECT EXISTS (SELECT 1 FROM commune WHERE academie = $1 AND code_insee = $2)`, tx.Academie, *s.CodeCommune)
		if err != nil {
			return err
		}
		if !connue {
			return fail.New(fail.Invalid, "dossier.commune", "Cette commune est inconnue : choisissez-la dans la liste.", fail.Field{Pointer: "/commune", Code: "inconnue", Message: "choisissez-la dans la liste"})
		}
	}
	version, err := db.Scalar[int](ctx, tx.Reader, `SELECT version FROM intervenant WHERE academie = $1 AND id = $2`, tx.Academie, id)
	if err != nil {
		return err
	}
	m := api.ModificationIntervenant{}
	for _, x := range []struct {
		dit *string
		ou  *nullable.Nullable[string]
	}{{s.Mel, &m.Mel}, {s.Telephone, &m.Telephone}, {s.Adresse, &m.Adresse}, {s.CodePostal, &m.CodePostal}, {s.Commune, &m.Commune}, {s.CodeCommune, &m.CodeCommune}} {
		switch {
		case x.dit == nil:
		case strings.TrimSpace(*x.dit) == "":
			x.ou.SetNull()
		default:
			x.ou.Set(strings.TrimSpace(*x.dit))
		}
	}
	return intervenant.Corriger(ctx, tx, id, version, &m)
}

func situation(ctx context.Context, tx *db.Tx, id uuid.UUID, s *api.SaisieDossierFrais) error {
	if s.Vehicule != nil && *s.Vehicule == api.VehiculeDossierVoiture && s.Puissance == nil {
		return fail.New(fail.Invalid, "dossier.puissance", "La puissance fiscale d’une voiture est attendue : case P.6 de la carte grise.", fail.Field{Pointer: "/puissance", Code: "requis", Message: "case P.6 de la carte grise"})
	}
	_, err := tx.Exec(ctx, `INSERT INTO dossier_frais AS d (academie, intervenant_id, vehicule, puissance, energie, rqth_declaree, taxi_demande) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (academie, intervenant_id) DO UPDATE SET vehicule = excluded.vehicule, puissance = excluded.puissance, energie = excluded.energie,
		rqth_declaree = excluded.rqth_declaree, taxi_demande = excluded.taxi_demande, rqth = d.rqth AND excluded.rqth_declaree, taxi = d.taxi AND excluded.taxi_demande,
		version = d.version + 1, maj_le = now()`, tx.Academie, id, s.Vehicule, s.Puissance, s.Energie, s.RqthDeclaree, s.TaxiDemande)
	return err
}

func confirmer(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	_, err := tx.Exec(ctx, `INSERT INTO dossier_frais AS d (academie, intervenant_id, confirme_le, confirme_par) VALUES ($1, $2, now(), $3)
		ON CONFLICT (academie, intervenant_id) DO UPDATE SET confirme_le = now(), confirme_par = excluded.confirme_par, version = d.version + 1, maj_le = now()`, tx.Academie, id, tx.Acteur.Qui)
	return err
}

// ConfirmerDossierFrais answers POST /dossiers-frais/{id}/confirmation: nothing has changed. It returns fail.NotFound.
func (a API) ConfirmerDossierFrais(ctx context.Context, r api.ConfirmerDossierFraisRequestObject) (api.ConfirmerDossierFraisResponseObject, error) {
	p := access.De(ctx)
	if err := permis(p, r.Id); err != nil {
		return nil, err
	}
	var d api.DossierFrais
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) (err error) {
		if err = confirmer(ctx, tx, r.Id); err != nil {
			return err
		}
		d, err = lire(ctx, tx.Reader, p.Academie, r.Id)
		return err
	})
	return api.ConfirmerDossierFrais200JSONResponse(d), err
}

// ReconnaitreSituation answers PUT /dossiers-frais/{id}/reconnaissance: the académie's word on a handicap, a taxi, and the
// kilometres paid elsewhere; open travel claims are priced again. It returns fail.NotFound, fail.Invalid for what the
// person did not declare.
func (a API) ReconnaitreSituation(ctx context.Context, r api.ReconnaitreSituationRequestObject) (api.ReconnaitreSituationResponseObject, error) {
	p := access.De(ctx)
	var d api.DossierFrais
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		avant, err := lire(ctx, tx.Reader, p.Academie, r.Id)
		if err != nil {
			return err
		}
		if r.Body.Rqth && !avant.RqthDeclaree || r.Body.Taxi && !avant.TaxiDemande {
			return fail.New(fail.Invalid, "dossier.non_declare", "La personne n’a pas déclaré cette situation dans son dossier : elle le fait d’abord, ou vous le faites pour elle.")
		}
		if avant.Rqth != r.Body.Rqth || avant.Taxi != r.Body.Taxi {
			if _, err := tx.Exec(ctx, `UPDATE dossier_frais SET rqth = $3, taxi = $4, reconnu_par = $5, reconnu_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND intervenant_id = $2`,
				p.Academie, r.Id, r.Body.Rqth, r.Body.Taxi, tx.Acteur.Qui); err != nil {
				return err
			}
		}
		if c := r.Body.Compteur; c != nil {
			if _, err := tx.Exec(ctx, `INSERT INTO compteur_kilometrique (academie, id, intervenant_id, annee, metres, source, saisi_par) VALUES ($1, $2, $3, $4, $5, $6, $7)
				ON CONFLICT (academie, intervenant_id, annee) DO UPDATE SET metres = excluded.metres, source = excluded.source, saisi_par = excluded.saisi_par, maj_le = now()`,
				p.Academie, uuid.Must(uuid.NewV7()), r.Id, c.Annee, c.Metres, strings.TrimSpace(c.Source), tx.Acteur.Qui); err != nil {
				return err
			}
		}
		if err := frais.Recalculer(ctx, tx, r.Id); err != nil {
			return err
		}
		d, err = lire(ctx, tx.Reader, p.Academie, r.Id)
		return err
	})
	return api.ReconnaitreSituation200JSONResponse(d), err
}
