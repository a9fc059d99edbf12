package dossier

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

const sqlDossier = `SELECT i.id, i.nom, i.prenom, i.mel, i.telephone, i.adresse, i.code_postal, i.commune, i.code_commune, i.version AS version_intervenant,
	d.vehicule, d.puissance, d.energie, est_externe(i.origine) AS externe, s.masque AS rib, s.maj_le AS rib_le, d.bic,
	coalesce(d.rqth_declaree, false) AS rqth_declaree, coalesce(d.taxi_demande, false) AS taxi_demande, coalesce(d.rqth, false) AS rqth, coalesce(d.taxi, false) AS taxi,
	d.reconnu_par, d.reconnu_le, d.confirme_le, CASE WHEN dossier_mois(i.academie) > 0 THEN (d.confirme_le + dossier_mois(i.academie) * interval '1 month')::date END AS a_confirmer_le,
	` + perime + ` AS perime, est_externe(i.origine) AND s.masque IS NULL AS sans_rib, coalesce(d.version, 0) AS version
	FROM intervenant i LEFT JOIN dossier_frais d ON d.academie = i.academie AND d.intervenant_id = i.id
	LEFT JOIN intervenant_secret s ON s.academie = i.academie AND s.intervenant_id = i.id AND s.type = 'IBAN'
	WHERE i.academie = $1 AND i.id = $2`

// LireDossierFrais answers GET /dossiers-frais/{id}. It returns fail.NotFound out of scope.
func (a API) LireDossierFrais(ctx context.Context, r api.LireDossierFraisRequestObject) (api.LireDossierFraisResponseObject, error) {
	d, err := a.lire(ctx, r.Id)
	return api.LireDossierFrais200JSONResponse(d), err
}

func (a API) lire(ctx context.Context, id uuid.UUID) (d api.DossierFrais, err error) {
	p := access.De(ctx)
	if err := permis(p, id); err != nil {
		return d, err
	}
	err = a.Base.Lire(ctx, p.Academie, func(l db.Reader) (err error) {
		d, err = lire(ctx, l, p.Academie, id)
		return err
	})
	return d, err
}

func lire(ctx context.Context, l db.Reader, academie string, id uuid.UUID) (api.DossierFrais, error) {
	d, ok, err := db.One[api.DossierFrais](ctx, l, sqlDossier, academie, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce dossier")
	}
	if err != nil {
		return d, err
	}
	d.Compteurs, err = db.Query[api.CompteurKilometrique](ctx, l, `SELECT annee, metres, source, saisi_par FROM compteur_kilometrique
		WHERE academie = $1 AND intervenant_id = $2 ORDER BY annee DESC`, academie, id)
	return d, err
}

// permis: a teacher has her own dossier and no other.
func permis(p *access.Principal, id uuid.UUID) error {
	if p.Profil == "intervenant" && (p.Intervenant == nil || *p.Intervenant != id) {
		return fail.Introuvable("Ce dossier")
	}
	return nil
}
