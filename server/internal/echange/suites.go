package echange

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
)

type enAttente struct {
	Etat       string
	Source     string
	Nom        string
	Taille     int64
	FichierID  uuid.UUID
	Difference *string
	SessionID  *uuid.UUID
	Systeme    *string
	Chargement *string
}

func lireAttente(ctx context.Context, tx *db.Tx, id uuid.UUID) (enAttente, error) {
	l, ok, err := db.One[enAttente](ctx, tx.Reader, `SELECT m.etat, m.source, f.nom, f.taille, m.fichier_id, m.difference, m.session_id, m.systeme, m.chargement FROM import m
		JOIN fichier f ON f.academie = m.academie AND f.id = m.fichier_id WHERE m.academie = $1 AND m.id = $2 FOR UPDATE OF m`, tx.Academie, id)
	if err == nil && !ok {
		err = fail.Introuvable("Cet import")
	}
	return l, err
}

// ConfirmerImport answers POST /imports/{id}/confirmation: the file is treated again, and applied if it would still do
// what was shown. It returns fail.NotFound, fail.Conflict when the import waits for nothing or shows something else.
func (a API) ConfirmerImport(ctx context.Context, r api.ConfirmerImportRequestObject) (api.ConfirmerImportResponseObject, error) {
	p := access.De(ctx)
	err := a.base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := lireAttente(ctx, tx, r.Id)
		switch {
		case err != nil:
			return err
		case l.Etat != "a_confirmer":
			return fail.New(fail.Conflict, "import.rien_a_confirmer", "Cet import n’attend plus de confirmation. Relisez-le.")
		case l.Difference == nil || *l.Difference != r.Body.Difference:
			return fail.New(fail.Conflict, "import.difference_changee", "La différence a changé depuis que vous l’avez lue. Relisez-la avant de l’appliquer.")
		}
		tache := nouvelID()
		if err := a.file.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: typeImport, Libelle: "Application de " + l.Nom, Objet: "/imports/" + r.Id.String()}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE import SET etat = 'en_cours', tache_id = $3, accepte = difference, confirme_par = $4, confirme_le = now(), version = version + 1
			WHERE academie = $1 AND id = $2`, p.Academie, r.Id, tache, tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "confirmation", Objet: "import", ObjetID: r.Id.String(), Apres: map[string]any{"difference": r.Body.Difference}})
	})
	if err != nil {
		return nil, err
	}
	i, err := a.lire(ctx, r.Id)
	return api.ConfirmerImport202JSONResponse(i), err
}

// AbandonnerImport answers POST /imports/{id}/abandon. It returns fail.NotFound, fail.Conflict when it waits for nothing.
func (a API) AbandonnerImport(ctx context.Context, r api.AbandonnerImportRequestObject) (api.AbandonnerImportResponseObject, error) {
	p := access.De(ctx)
	err := a.base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := lireAttente(ctx, tx, r.Id)
		if err != nil {
			return err
		}
		if l.Etat != "a_confirmer" {
			return fail.New(fail.Conflict, "import.rien_a_confirmer", "Cet import n’attend plus de confirmation. Relisez-le.")
		}
		if _, err := tx.Exec(ctx, `UPDATE import SET etat = 'abandonne', attend = NULL, version = version + 1, message = 'Abandonné par ' || $3 || '. Rien n’a été modifié.'
			WHERE academie = $1 AND id = $2`, p.Academie, r.Id, tx.Acteur.Qui); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "abandon", Objet: "import", ObjetID: r.Id.String()})
	})
	if err != nil {
		return nil, err
	}
	i, err := a.lire(ctx, r.Id)
	return api.AbandonnerImport200JSONResponse(i), err
}

// ReprendreImport answers POST /imports/{id}/reprise: the same file, treated as if it had just come. It returns
// fail.NotFound, fail.Conflict while the first treatment is going on.
func (a API) ReprendreImport(ctx context.Context, r api.ReprendreImportRequestObject) (api.ReprendreImportResponseObject, error) {
	p := access.De(ctx)
	nouveau := nouvelID()
	err := a.base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := lireAttente(ctx, tx, r.Id)
		if err != nil {
			return err
		}
		if l.Etat == "depose" || l.Etat == "en_cours" {
			return fail.New(fail.Conflict, "import.en_cours", "Cet import est en cours de traitement : attendez sa fin, ou annulez-le.")
		}
		return recu{id: nouveau, fichier: l.FichierID, source: l.Source, nom: l.Nom, mode: "auto", octets: l.Taille, reprend: &r.Id, session: l.SessionID, systeme: l.Systeme,
			chargement: l.Chargement}.inscrire(ctx, tx, a.file)
	})
	if err != nil {
		return nil, err
	}
	i, err := a.lire(ctx, nouveau)
	return api.ReprendreImport202JSONResponse(i), err
}
