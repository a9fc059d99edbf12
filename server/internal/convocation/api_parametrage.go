package convocation

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/affectation"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// ListerParametrages answers GET /parametrages-edition.
func (a API) ListerParametrages(ctx context.Context, r api.ListerParametragesRequestObject) (api.ListerParametragesResponseObject, error) {
	res, err := list.Lire[api.Parametrage](ctx, a.Base, Parametrages, list.Params(r.Params))
	for i := range res.Items {
		res.Items[i].Mien = res.Items[i].ProprietaireId == access.De(ctx).Utilisateur
	}
	return api.ListerParametrages200JSONResponse(res), err
}

// LireParametrage answers GET /parametrages-edition/{id}. It returns fail.NotFound.
func (a API) LireParametrage(ctx context.Context, r api.LireParametrageRequestObject) (api.LireParametrageResponseObject, error) {
	g, err := a.lireParametrage(ctx, r.Id)
	return api.LireParametrage200JSONResponse(g), err
}

func (a API) lireParametrage(ctx context.Context, id uuid.UUID) (api.Parametrage, error) {
	g, ok, err := list.Un[api.Parametrage](ctx, a.Base, Parametrages, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce paramétrage")
	}
	g.Mien = g.ProprietaireId == access.De(ctx).Utilisateur
	return g, err
}

// verifierFiltre refuses a filter that the list of affectations could not read.
func verifierFiltre(p *access.Principal, filtre string) error {
	_, _, err := affectation.Affectations.Choisir(p, api.Selection{Mode: api.SelectionModeFiltre, Filtre: &filtre})
	return err
}

// CreerParametrage answers POST /parametrages-edition. It returns fail.Malformed for a bad filter, fail.Conflict for a
// name taken.
func (a API) CreerParametrage(ctx context.Context, r api.CreerParametrageRequestObject) (api.CreerParametrageResponseObject, error) {
	p, b := access.De(ctx), r.Body
	if err := verifierFiltre(p, valeur(b.Filtre, "")); err != nil {
		return nil, err
	}
	id := uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		modele, err := modeleVoulu(ctx, tx, b.Modele)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO parametrage_edition (academie, id, libelle, proprietaire_id, proprietaire, partage, session_id, filtre, modele_id, signataire, regroupement, ordre,
				copie_chef, langue, service, adresse, ville, contact, tel, mel, reponse_jours, relance_jours)
			VALUES ($1, $2, trim($3), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
			append([]any{p.Academie, id, b.Libelle, p.Utilisateur, tx.Acteur.Qui}, valeurs(b, modele)...)...); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "parametrage_edition", ObjetID: id.String(), Apres: b})
	})
	if err != nil {
		return nil, err
	}
	g, err := a.lireParametrage(ctx, id)
	return api.CreerParametrage201JSONResponse(g), err
}

func modeleVoulu(ctx context.Context, tx *db.Tx, voulu *uuid.UUID) (uuid.UUID, error) {
	if voulu == nil {
		return modeleDeDepart(ctx, tx)
	}
	_, err := derniereVersion(ctx, tx.Reader, tx.Academie, *voulu)
	return *voulu, err
}

// valeurs from partage to relance_jours, in the order of the table.
func valeurs(b *api.EcritureParametrage, modele uuid.UUID) []any {
	return []any{valeur(b.Partage, false), b.Session, valeur(b.Filtre, ""), modele, string(valeur(b.Signataire, api.PorteeSignatureAcademie)),
		string(valeur(b.Regroupement, api.RegroupementPersonne)), string(valeur(b.Ordre, api.OrdreLettresNom)), valeur(b.CopieChef, true), string(valeur(b.Langue, api.LangueCourrielFr)),
		b.Service, valeur(b.Adresse, ""), valeur(b.Ville, ""), valeur(b.Contact, ""), valeur(b.Tel, ""), valeur(b.Mel, ""), valeur(b.ReponseJours, 8), valeur(b.RelanceJours, 0)}
}

// ModifierParametrage answers PATCH /parametrages-edition/{id}. It returns fail.NotFound, fail.Forbidden for another's,
// fail.Stale, fail.Malformed for a bad filter.
func (a API) ModifierParametrage(ctx context.Context, r api.ModifierParametrageRequestObject) (api.ModifierParametrageResponseObject, error) {
	p, b := access.De(ctx), r.Body
	version, err := db.VersionLue(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	if err := verifierFiltre(p, valeur(b.Filtre, "")); err != nil {
		return nil, err
	}
	avant, err := a.mien(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		modele, err := modeleVoulu(ctx, tx, b.Modele)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `UPDATE parametrage_edition SET libelle = trim($4), partage = $5, session_id = $6, filtre = $7, modele_id = $8, signataire = $9, regroupement = $10, ordre = $11,
			copie_chef = $12, langue = $13, service = $14, adresse = $15, ville = $16, contact = $17, tel = $18, mel = $19, reponse_jours = $20, relance_jours = $21, version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2 AND version = $3`, append([]any{p.Academie, r.Id, version, b.Libelle}, valeurs(b, modele)...)...)
		if err == nil && n == 0 {
			err = perimee(ctx, tx, "parametrage_edition", r.Id, "Ce paramétrage")
		}
		if err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "modification", Objet: "parametrage_edition", ObjetID: r.Id.String(), Avant: avant, Apres: b})
	})
	if err != nil {
		return nil, err
	}
	g, err := a.lireParametrage(ctx, r.Id)
	return api.ModifierParametrage200JSONResponse(g), err
}

// mien reads a setting that the principal owns. It returns fail.Forbidden for one that is only shared with her.
func (a API) mien(ctx context.Context, id uuid.UUID) (api.Parametrage, error) {
	g, err := a.lireParametrage(ctx, id)
	if err == nil && !g.Mien {
		err = fail.New(fail.Forbidden, "parametrage.autrui", "Ce paramétrage appartient à "+g.Proprietaire+". Faites-en une copie pour le modifier.")
	}
	return g, err
}

// SupprimerParametrage answers DELETE /parametrages-edition/{id}. It returns fail.NotFound, fail.Forbidden for another's.
func (a API) SupprimerParametrage(ctx context.Context, r api.SupprimerParametrageRequestObject) (api.SupprimerParametrageResponseObject, error) {
	avant, err := a.mien(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	err = a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM parametrage_edition WHERE academie = $1 AND id = $2`, tx.Academie, r.Id); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "suppression", Objet: "parametrage_edition", ObjetID: r.Id.String(), Avant: avant})
	})
	return api.SupprimerParametrage204Response{}, err
}

// CopierParametrage answers POST /parametrages-edition/{id}/copie: one's own copy, not shared. It returns fail.NotFound.
func (a API) CopierParametrage(ctx context.Context, r api.CopierParametrageRequestObject) (api.CopierParametrageResponseObject, error) {
	p := access.De(ctx)
	if _, err := a.lireParametrage(ctx, r.Id); err != nil {
		return nil, err
	}
	id := uuid.Must(uuid.NewV7())
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO parametrage_edition (academie, id, libelle, proprietaire_id, proprietaire, session_id, filtre, modele_id, signataire, regroupement, ordre, copie_chef, langue,
				service, adresse, ville, contact, tel, mel, reponse_jours, relance_jours)
			SELECT academie, $3, left(libelle, 100) || ' (copie' || coalesce(' ' || nullif((SELECT count(*) FROM parametrage_edition k WHERE k.academie = g.academie AND k.proprietaire_id = $4
				AND k.libelle LIKE left(g.libelle, 100) || ' (copie%'), 0) + 1, '') || ')', $4, $5, session_id, filtre, modele_id, signataire, regroupement, ordre, copie_chef, langue,
				service, adresse, ville, contact, tel, mel, reponse_jours, relance_jours FROM parametrage_edition g WHERE g.academie = $1 AND g.id = $2`, p.Academie, r.Id, id, p.Utilisateur, tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "creation", Objet: "parametrage_edition", ObjetID: id.String(), Apres: map[string]any{"copie_de": r.Id}})
	})
	if err != nil {
		return nil, err
	}
	g, err := a.lireParametrage(ctx, id)
	return api.CopierParametrage201JSONResponse(g), err
}

func reglagesDe(g api.Parametrage) Reglages {
	return Reglages{Signataire: string(g.Signataire), Regroupement: string(g.Regroupement), Ordre: string(g.Ordre), CopieChef: g.CopieChef, Langue: string(g.Langue),
		Service: g.Service, Adresse: g.Adresse, Ville: g.Ville, Contact: g.Contact, Tel: g.Tel, Mel: g.Mel, ReponseJours: g.ReponseJours, RelanceJours: g.RelanceJours}
}
