package convocation

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/list"
)

// ListerTraitements answers GET /traitements-convocation.
func (a API) ListerTraitements(ctx context.Context, r api.ListerTraitementsRequestObject) (api.ListerTraitementsResponseObject, error) {
	res, err := list.Lire[api.Traitement](ctx, a.Base, Traitements, list.Params(r.Params))
	return api.ListerTraitements200JSONResponse(res), err
}

// LireTraitement answers GET /traitements-convocation/{id}. It returns fail.NotFound.
func (a API) LireTraitement(ctx context.Context, r api.LireTraitementRequestObject) (api.LireTraitementResponseObject, error) {
	t, err := a.lireTraitement(ctx, r.Id)
	return api.LireTraitement200JSONResponse(t), err
}

func (a API) lireTraitement(ctx context.Context, id uuid.UUID) (api.Traitement, error) {
	t, ok, err := list.Un[api.Traitement](ctx, a.Base, Traitements, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce traitement")
	}
	return t, err
}

// demande is a run to put in the queue.
type demande struct {
	session, modeleVersion uuid.UUID
	libelle, genre         string
	reglages               Reglages
	choix                  string // query of the affectations, by id
	args                   []any
	attendues              int // number that was read, or -1
}

// LancerTraitement answers POST /traitements-convocation: what it convokes is fixed now. It returns fail.NotFound,
// fail.Stale when the number of affectations is no longer the one that was read, fail.Invalid when there is none.
func (a API) LancerTraitement(ctx context.Context, r api.LancerTraitementRequestObject) (api.LancerTraitementResponseObject, error) {
	p := access.De(ctx)
	g, err := a.lireParametrage(ctx, r.Body.Parametrage)
	if err != nil {
		return nil, err
	}
	choix, args, err := aConvoquer(p, g)
	if err != nil {
		return nil, err
	}
	var id uuid.UUID
	err = a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		version, err := derniereVersion(ctx, tx.Reader, p.Academie, g.Modele)
		if err != nil {
			return err
		}
		id, err = a.lancer(ctx, tx, demande{session: g.Session, modeleVersion: version, libelle: g.Libelle, genre: "officiel", reglages: reglagesDe(g), choix: choix, args: args, attendues: r.Body.Affectations})
		return err
	})
	if err != nil {
		return nil, err
	}
	t, err := a.lireTraitement(ctx, id)
	return api.LancerTraitement202JSONResponse(t), err
}

// lancer writes a run, what it will convoke, and its tâche.
func (a API) lancer(ctx context.Context, tx *db.Tx, d demande) (uuid.UUID, error) {
	id, tache := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	texte, err := json.Marshal(d.reglages)
	if err != nil {
		return id, err
	}
	if err := a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: codeTraitement, Libelle: "Convocations – " + d.libelle, Objet: objet(id)}); err != nil {
		return id, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO traitement_convocation (academie, id, session_id, libelle, genre, reglages, modele_version, tache_id, demande_par) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.Academie, id, d.session, d.libelle, d.genre, json.RawMessage(texte), d.modeleVersion, tache, tx.Acteur.Qui); err != nil {
		return id, err
	}
	n, err := ranger(ctx, tx, id, d.reglages, d.choix, d.args)
	if err != nil {
		return id, err
	}
	if n == 0 {
		return id, fail.New(fail.Invalid, "traitement.vide", "Aucune affectation n’est à convoquer : toutes le sont déjà, ou le filtre n’en retient aucune.")
	}
	if d.attendues >= 0 && int(n) != d.attendues {
		return id, fail.New(fail.Stale, "traitement.change", fmt.Sprintf("%s sont à convoquer, et non %d : des affectations ont changé depuis le contrôle. Relisez-le.", nombre(int(n), "affectation"), d.attendues))
	}
	if _, err := tx.Exec(ctx, `UPDATE traitement_convocation SET demandees = $3 WHERE academie = $1 AND id = $2`, tx.Academie, id, n); err != nil {
		return id, err
	}
	return id, journal.Ecrire(ctx, tx, journal.Ligne{Action: "traitement", Objet: "traitement_convocation", ObjetID: id.String(),
		Apres: map[string]any{"libelle": d.libelle, "genre": d.genre, "affectations": n, "reglages": d.reglages}})
}

// AnnulerTraitement answers POST /traitements-convocation/{id}/annulation. It returns fail.NotFound, fail.Conflict when the
// run is not over, or when états de frais were sent or the service seen to be done.
func (a API) AnnulerTraitement(ctx context.Context, r api.AnnulerTraitementRequestObject) (api.AnnulerTraitementResponseObject, error) {
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		t, err := lireTraitement(ctx, tx.Reader, tx.Academie, r.Id, " FOR UPDATE OF t")
		if err != nil {
			return err
		}
		if arrete, err := arrete(ctx, tx.Reader, t); err != nil || !arrete && t.Etat != "termine" {
			if err != nil {
				return err
			}
			return fail.New(fail.Conflict, "traitement.etat", "Seul un traitement terminé ou interrompu peut être annulé.")
		}
		if err := refuserTenue(ctx, tx.Reader, tx.Academie, r.Id); err != nil {
			return err
		}
		tache := uuid.Must(uuid.NewV7())
		if err := a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: codeAnnulation, Libelle: "Annulation d’un traitement de convocations", Objet: objet(r.Id)}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE traitement_convocation SET etat = 'annulation', motif = $3, annule_par = $4, tache_id = $5, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`,
			tx.Academie, r.Id, r.Body.Motif, tx.Acteur.Qui, tache); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "annulation", Objet: "traitement_convocation", ObjetID: r.Id.String(), Pourquoi: r.Body.Motif})
	})
	if err != nil {
		return nil, err
	}
	t, err := a.lireTraitement(ctx, r.Id)
	return api.AnnulerTraitement202JSONResponse(t), err
}

// ReprendreTraitement answers POST /traitements-convocation/{id}/reprise. It returns fail.NotFound, fail.Conflict when the
// run was not interrupted.
func (a API) ReprendreTraitement(ctx context.Context, r api.ReprendreTraitementRequestObject) (api.ReprendreTraitementResponseObject, error) {
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) error {
		t, err := lireTraitement(ctx, tx.Reader, tx.Academie, r.Id, " FOR UPDATE OF t")
		if err != nil {
			return err
		}
		if arrete, err := arrete(ctx, tx.Reader, t); err != nil || !arrete || t.Etat == "annulation" {
			if err != nil {
				return err
			}
			return fail.New(fail.Conflict, "traitement.etat", "Seul un traitement interrompu peut être repris.")
		}
		tache := uuid.Must(uuid.NewV7())
		if err := a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: codeTraitement, Libelle: "Reprise d’un traitement de convocations", Objet: objet(r.Id)}); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE traitement_convocation SET tache_id = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, r.Id, tache)
		return err
	})
	if err != nil {
		return nil, err
	}
	t, err := a.lireTraitement(ctx, r.Id)
	return api.ReprendreTraitement202JSONResponse(t), err
}

// arrete says whether nobody works on a run that is not over: it was interrupted, or its tâche failed for good.
func arrete(ctx context.Context, r db.Reader, t *traitement) (bool, error) {
	if t.Etat == "termine" || t.Etat == "annule" {
		return false, nil
	}
	return db.Scalar[bool](ctx, r, `SELECT x.etat IN ('terminee', 'echouee', 'annulee') FROM traitement_convocation t JOIN tache x ON x.academie = t.academie AND x.id = t.tache_id
		WHERE t.academie = current_setting('app.academie') AND t.id = $1`, t.ID)
}

// RemettreTraitement answers POST /traitements-convocation/{id}/remise: the printed letters left. It returns fail.NotFound.
func (a API) RemettreTraitement(ctx context.Context, r api.RemettreTraitementRequestObject) (api.RemettreTraitementResponseObject, error) {
	if _, err := a.lireTraitement(ctx, r.Id); err != nil {
		return nil, err
	}
	var n int64
	err := a.Base.InAcademie(ctx, access.De(ctx).Academie, func(tx *db.Tx) (err error) {
		if n, err = tx.Exec(ctx, `UPDATE convocation c SET etat = 'envoyee', canal = 'papier', envoyee_le = now(), version = c.version + 1, maj_le = now() FROM intervenant i
			WHERE c.academie = $1 AND c.traitement_id = $2 AND c.etat = 'editee' AND i.academie = c.academie AND i.id = c.intervenant_id AND coalesce(i.mel, '') = ''`, tx.Academie, r.Id); err != nil {
			return err
		}
		return journal.Ecrire(ctx, tx, journal.Ligne{Action: "remise", Objet: "traitement_convocation", ObjetID: r.Id.String(), Apres: map[string]any{"lettres": n}})
	})
	return api.RemettreTraitement200JSONResponse{Lettres: int(n)}, err
}
