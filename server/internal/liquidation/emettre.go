package liquidation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/collecte"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
)

// EmettreLot answers POST /lots/{id}/emission: the file leaves once, by the door of the académie. Asked again while it
// leaves, it gives the same lot; after a failure, it takes the sending up again. It returns fail.NotFound, fail.Conflict for
// a lot that was not checked, or has left.
func (a API) EmettreLot(ctx context.Context, r api.EmettreLotRequestObject) (api.EmettreLotResponseObject, error) {
	p := access.De(ctx)
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		l, err := lireLot(ctx, tx.Reader, tx.Academie, r.Id, " FOR UPDATE")
		if err != nil {
			return err
		}
		if l.Etat != "controle" && l.Etat != "transmission" {
			return fail.New(fail.Conflict, "lot.etat", "Ce lot ne peut pas être émis : il est "+etats[l.Etat]+". Seul un lot contrôlé s’émet, une fois.")
		}
		if occupe, err := enCours(ctx, tx, &l); err != nil || occupe {
			return err
		}
		reglage, err := lireReglage(ctx, tx.Reader, tx.Academie)
		if err != nil {
			return err
		}
		tache := nouvelID()
		if _, err := tx.Exec(ctx, `UPDATE lot SET etat = 'transmission', porte = coalesce(CASE WHEN publie_le IS NOT NULL THEN porte END, $3), faute = NULL, tache_id = $4, version = version + 1, maj_le = now()
			WHERE academie = $1 AND id = $2`, tx.Academie, l.ID, reglage.Porte, tache); err != nil {
			return err
		}
		return a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: codeEmission, Libelle: fmt.Sprintf("Envoi du lot n° %d", l.Numero), Objet: "/lots/" + l.ID.String()})
	})
	if err != nil {
		return nil, err
	}
	l, err := a.lot(ctx, r.Id)
	return api.EmettreLot202JSONResponse(l), err
}

// emettre is the tâche that sends a lot: whole on the far side, said so here, published there, and only then transmitted. At
// whatever instant it dies, the next one finds where it was.
func (a API) emettre(ctx context.Context, e *job.Execution) error {
	id, err := idDe(e.Objet)
	if err != nil {
		return err
	}
	var l lu
	var reglage reglage
	err = a.Base.Lire(ctx, e.Academie, func(r db.Reader) (err error) {
		if l, err = lireLot(ctx, r, e.Academie, id, ""); err == nil {
			reglage, err = lireReglage(ctx, r, e.Academie)
		}
		return err
	})
	if err != nil {
		return err
	}
	recu := "Remis à la main : téléchargez le fichier et déposez-le vous-même."
	if l.Etat == "transmission" && *l.Porte != "manuel" {
		if recu, err = a.envoyer(ctx, e, &l, &reglage); err != nil {
			return a.echouer(ctx, e, &l, err)
		}
	}
	if err := e.Avancer(ctx, "Parts transmises", 0, int64(l.Nombre)); err != nil && !errors.Is(err, job.ErrAnnulee) { // too late to stop
		return err
	}
	return a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error { return transmettre(ctx, tx, e, id, recu) })
}

// transmettre writes down that the lot has left, with all its parts.
func transmettre(ctx context.Context, tx *db.Tx, e *job.Execution, id uuid.UUID, recu string) error {
	l, err := lireLot(ctx, tx.Reader, tx.Academie, id, " FOR UPDATE")
	if err != nil {
		return err
	}
	if l.Etat != "transmission" {
		return e.Terminer(ctx, tx, "Ce lot est déjà "+etats[l.Etat]+".")
	}
	// By their keys, handed over: a join would follow statistics that a table just filled has not.
	parts, err := db.Scalar[[]uuid.UUID](ctx, tx.Reader, `SELECT array_agg(part_id) FROM lot_ligne WHERE academie = $1 AND lot_id = $2`, tx.Academie, l.ID)
	if err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `UPDATE efm_part p SET etat = 'transmis', motif = NULL, version = p.version + 1, maj_le = now() FROM unnest($2::uuid[]) x (id) WHERE p.academie = $1 AND p.id = x.id`,
		tx.Academie, parts)
	if err != nil {
		return err
	}
	if int(n) != l.Nombre {
		return fmt.Errorf("lot %s : %d parts transmises pour %d", l.ID, n, l.Nombre)
	}
	if _, err := tx.Exec(ctx, `UPDATE lot SET etat = 'transmis', transmis_le = now(), recu = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, l.ID, recu); err != nil {
		return err
	}
	return e.Terminer(ctx, tx, fmt.Sprintf("Lot n° %d transmis : %s, %s.", l.Numero, compter(l.Nombre, "part"), argent(l.Somme, l.Devise)))
}

// envoyer puts the file on the far side, once, and gives the receipt.
func (a API) envoyer(ctx context.Context, e *job.Execution, l *lu, r *reglage) (string, error) {
	if r.Porte != *l.Porte || l.PublieLe != nil && (l.Destination == nil || *l.Destination != r.destination()) {
		return "", fail.New(fail.Conflict, "lot.porte_changee", "La porte du SEM a changé depuis que ce lot a commencé à partir : remettez ses anciens réglages pour reprendre cet envoi, ou assurez-vous d’abord que le fichier n’est pas arrivé.")
	}
	porte, err := a.ouvrir(ctx, e.Academie, r, r.Envoi)
	if err != nil {
		return "", err
	}
	defer func() { _ = porte.Fermer() }()
	if l.PublieLe == nil {
		if err := e.Avancer(ctx, "Envoi du fichier", 0, int64(l.Nombre)); err != nil {
			return "", err
		}
		c, err := fichier.Ouvrir(ctx, a.Base, a.Coffre, e.Academie, *l.FichierID)
		if err != nil {
			return "", err
		}
		if err := porte.Televerser(ctx, l.NomFichier, c.Lecteur(), *l.Empreinte); err != nil {
			return "", err
		}
		if err := a.annoncer(ctx, e.Academie, l, r.destination()); err != nil {
			return "", err
		}
	}
	p, err := porte.Publier(ctx, l.NomFichier, *l.Empreinte)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, SHA-256 %s, %s.", l.NomFichier, *l.Empreinte, map[collecte.Publication]string{collecte.Publie: "déposé et relu", collecte.Deja: "déjà en place à la reprise de l’envoi, identique",
		collecte.Enleve: "déjà enlevé par la plateforme à la reprise de l’envoi : attendez son accusé"}[p]), nil
}

// annoncer writes down that the file is about to be published: from here the lot is no longer cancelled.
func (a API) annoncer(ctx context.Context, academie string, l *lu, destination string) error {
	return a.Base.InAcademie(ctx, academie, func(tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE lot SET publie_le = now(), destination = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'transmission' AND publie_le IS NULL`,
			academie, l.ID, destination)
		if err == nil && n == 0 {
			err = fail.New(fail.Conflict, "lot.etat", "Ce lot n’est plus à envoyer.")
		}
		return err
	})
}

// echouer keeps why, for the screen; a broken door is not tried five times in a row, a person takes it up again.
func (a API) echouer(ctx context.Context, e *job.Execution, l *lu, cause error) error {
	var porte *collecte.Erreur
	if errors.As(cause, &porte) {
		cause = fail.New(fail.Conflict, porte.Code, porte.Message)
	}
	f := fail.As(cause)
	if f == nil && !errors.Is(cause, job.ErrAnnulee) {
		return cause
	}
	message := "Envoi arrêté à la demande."
	if f != nil {
		message = f.Message
	}
	err := a.Base.InAcademie(context.WithoutCancel(ctx), e.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE lot SET faute = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'transmission'`, tx.Academie, l.ID, message)
		return err
	})
	return errors.Join(err, cause)
}

func (a API) ouvrir(ctx context.Context, academie string, r *reglage, chemin string) (*collecte.Porte, error) {
	return collecte.Ouvrir(ctx, filepath.Join(a.Sem.Racine, academie), a.Sem.Secrets, collecte.Reglage{Genre: r.Porte, Chemin: chemin, Hote: vide(r.Hote), Compte: vide(r.Compte), CleHote: vide(r.CleHote), Secret: vide(r.Secret)},
		collecte.Options{AutoriserLocal: a.Sem.Local})
}

// nettoyer takes away what an abandoned sending left on the far side: if it cannot, nobody takes it anyway.
func (a API) nettoyer(ctx context.Context, academie string, l *lu) {
	ctx, finir := context.WithTimeout(ctx, 10*time.Second)
	defer finir()
	var r reglage
	err := a.Base.Lire(ctx, academie, func(lecteur db.Reader) (err error) { r, err = lireReglage(ctx, lecteur, academie); return err })
	if err != nil || r.Porte == "manuel" {
		return
	}
	porte, err := a.ouvrir(ctx, academie, &r, r.Envoi)
	if err == nil {
		err = errors.Join(porte.Retirer(l.NomFichier), porte.Fermer())
	}
	if err != nil {
		slog.InfoContext(ctx, "fichier provisoire laissé de l’autre côté", "fichier", l.NomFichier, "erreur", err)
	}
}

func empreinteDe(r io.Reader) (string, error) {
	h := sha256.New()
	_, err := io.Copy(h, r)
	return hex.EncodeToString(h.Sum(nil)), err
}
