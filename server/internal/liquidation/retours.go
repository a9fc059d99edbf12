package liquidation

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
	"imagin/server/internal/liquidation/flux"
)

// DeposerRetourLiquidation answers POST /retours-liquidation: the file is kept, a tâche reads it. The same bytes give the
// return that is known. It returns fail.Invalid without a file, fail.TooLarge.
func (a API) DeposerRetourLiquidation(ctx context.Context, r api.DeposerRetourLiquidationRequestObject) (api.DeposerRetourLiquidationResponseObject, error) {
	for {
		partie, err := r.Body.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, fail.New(fail.Invalid, "retour.absent", "Joignez le fichier de retour.", fail.Field{Pointer: "/retour", Code: "required", Message: "ce champ est requis"})
		}
		if err != nil {
			return nil, fail.New(fail.Malformed, "retour.interrompu", "L’envoi du fichier s’est interrompu. Recommencez.").Because(err)
		}
		if partie.FormName() != "retour" {
			continue
		}
		d, err := recevoir(partie)
		if err != nil {
			return nil, err
		}
		defer d.Fermer()
		id, _, err := a.garder(ctx, access.De(ctx).Academie, d, arrivee{nom: nomPropre(partie.FileName()), origine: "depot"})
		if err != nil {
			return nil, err
		}
		l, err := a.retour(ctx, id)
		return api.DeposerRetourLiquidation202JSONResponse(l), err
	}
}

func recevoir(r io.Reader) (*fichier.Depot, error) {
	d, err := fichier.Recevoir(io.LimitReader(r, flux.TailleRetour+1))
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = fail.New(fail.Malformed, "retour.interrompu", "L’envoi du fichier s’est interrompu. Recommencez.").Because(err)
	}
	if err == nil && d.Taille() > flux.TailleRetour {
		d.Fermer()
		err = fail.New(fail.TooLarge, "retour.taille", fmt.Sprintf("Ce fichier dépasse %d Mo : un retour répond à un seul lot.", flux.TailleRetour>>20))
	}
	return d, err
}

// arrivee is how a return came.
type arrivee struct {
	nom, origine string
	cle          *string // name, size and date on the far side
}

// garder keeps a return once, sealed, with its tâche. nouveau is false when the same bytes, or the same file of the far
// side, are known.
func (a API) garder(ctx context.Context, academie string, d *fichier.Depot, x arrivee) (id uuid.UUID, nouveau bool, err error) {
	id = nouvelID()
	err = a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		// Two servers may look into the same box at once.
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('retour:' || $1, 0))`, academie); err != nil {
			return err
		}
		connu, ok, err := db.One[struct {
			ID      uuid.UUID
			Dormant bool
		}](ctx, tx.Reader, `SELECT r.id, r.etat = 'depose' AND t.etat NOT IN ('en_attente', 'en_cours') AS dormant FROM retour_liquidation r JOIN tache t ON t.academie = r.academie AND t.id = r.tache_id
			WHERE r.academie = $1 AND (r.empreinte = $2 AND r.etat <> 'refuse' OR r.cle = $3) ORDER BY r.depose_le LIMIT 1`, academie, d.Empreinte(), x.cle)
		if err != nil {
			return err
		}
		if ok {
			if id = connu.ID; connu.Dormant {
				return a.reveiller(ctx, tx, id, x.nom)
			}
			return nil
		}
		nouveau = true
		garde, tache := nouvelID(), nouvelID()
		if err := d.Ranger(ctx, tx, a.Coffre, garde, x.nom); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO retour_liquidation (academie, id, nom, fichier_id, empreinte, taille, origine, cle, tache_id, depose_par) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			academie, id, x.nom, garde, d.Empreinte(), d.Taille(), x.origine, x.cle, tache, tx.Acteur.Qui); err != nil {
			return err
		}
		return a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: codeRetour, Libelle: "Retour " + x.nom, Objet: "/retours-liquidation/" + id.String()})
	})
	return id, nouveau, err
}

// reveiller reads again a return whose tâche was stopped before it was read.
func (a API) reveiller(ctx context.Context, tx *db.Tx, id uuid.UUID, nom string) error {
	tache := nouvelID()
	if _, err := tx.Exec(ctx, `UPDATE retour_liquidation SET tache_id = $3 WHERE academie = $1 AND id = $2`, tx.Academie, id, tache); err != nil {
		return err
	}
	return a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: codeRetour, Libelle: "Retour " + nom, Objet: "/retours-liquidation/" + id.String()})
}

// nomPropre keeps of a name what can be shown.
func nomPropre(nom string) string {
	nom = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(path.Base(strings.ReplaceAll(nom, `\`, "/")), ""))
	if r := []rune(nom); len(r) > 120 {
		nom = string(r[:120])
	}
	if nom == "" || nom == "." || nom == "/" {
		nom = "retour.csv"
	}
	return nom
}
