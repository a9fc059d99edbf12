package convocation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
)

// Codes of the tâches of this package.
const (
	codeTraitement = "traitement-convocation"
	codeAnnulation = "annulation-convocation"
)

// Types are the tâches of convocations.
func (a API) Types() []job.Type {
	return []job.Type{{Code: codeTraitement, Executer: a.traiter}, {Code: codeAnnulation, Executer: a.annuler}}
}

// avec gives the mails of a tâche the queue that runs it.
func (a API) avec(file *job.File) API {
	poste := *a.Poste
	poste.File = file
	a.Poste, a.File = &poste, file
	return a
}

// parTranche is how many letters one transaction writes: a crash loses less than a second of work.
const parTranche = 200

// traitement is a run as its job reads it.
type traitement struct {
	ID, SessionID, ModeleVersion      uuid.UUID
	SessionCode                       string
	Etat, Genre                       string
	Texte                             []byte
	Motif                             *string
	Demandees, Convocations, Ecartees int
	reglages                          Reglages
	modele                            lettre.Modele
	signatures                        signatures
}

func lireTraitement(ctx context.Context, r db.Reader, academie string, id uuid.UUID, verrou string) (*traitement, error) {
	t, ok, err := db.One[traitement](ctx, r, `SELECT t.id, t.session_id, s.code AS session_code, t.modele_version, t.etat, t.genre, convert_to(t.reglages::text, 'UTF8') AS texte, t.motif,
		t.demandees, t.convocations, t.ecartees FROM traitement_convocation t JOIN session s ON s.academie = t.academie AND s.id = t.session_id
		WHERE t.academie = $1 AND t.id = $2`+verrou, academie, id)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, fail.Introuvable("Ce traitement")
	}
	return &t, json.Unmarshal(t.Texte, &t.reglages)
}

// completer reads what the letters of a run need, once for all of them.
func (t *traitement) completer(ctx context.Context, r db.Reader, academie string) (err error) {
	if t.modele, err = modeleVersion(ctx, r, academie, t.ModeleVersion); err != nil {
		return err
	}
	t.signatures, err = lireSignatures(ctx, r, academie)
	return err
}

func objet(id uuid.UUID) string { return "/traitements-convocation/" + id.String() }

func idDe(objet string) (uuid.UUID, error) {
	return uuid.Parse(objet[strings.LastIndexByte(objet, '/')+1:])
}

// traiter is the official run: chunk after chunk, each whole in its transaction. A run taken back after a death goes on
// with the lines that are still to do.
func (a API) traiter(ctx context.Context, e *job.Execution) error {
	a = a.avec(e.File)
	id, err := idDe(e.Objet)
	if err != nil {
		return err
	}
	var t *traitement
	err = a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		if t, err = lireTraitement(ctx, tx.Reader, e.Academie, id, " FOR UPDATE OF t"); err != nil {
			return err
		}
		if t.Etat == "demande" || t.Etat == "interrompu" {
			if err := changerEtat(ctx, tx, id, "en_cours"); err != nil {
				return err
			}
		}
		return t.completer(ctx, tx.Reader, e.Academie)
	})
	if err != nil {
		return err
	}
	for {
		if err := e.Avancer(ctx, "Convocations", int64(t.Convocations), int64(t.Demandees)); err != nil {
			return a.interrompre(ctx, e, t, err)
		}
		fini := false
		err := a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
			lues, err := prochaines(ctx, tx, t)
			if fini = len(lues) == 0; err == nil && fini {
				return a.conclure(ctx, tx, e, t)
			}
			if err != nil {
				return err
			}
			if t.Genre == "rectificatif" {
				return a.trancheRectificative(ctx, tx, t, lues)
			}
			return a.tranche(ctx, tx, t, lues)
		})
		if err != nil || fini {
			return err
		}
	}
}

// interrompre keeps what was done when somebody stops a run: it can be taken up again, or cancelled.
func (a API) interrompre(ctx context.Context, e *job.Execution, t *traitement, err error) error {
	if !errors.Is(err, job.ErrAnnulee) {
		return err
	}
	return a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		if err := changerEtat(ctx, tx, t.ID, "interrompu"); err != nil {
			return err
		}
		return e.Terminer(ctx, tx, fmt.Sprintf("Interrompu à la demande : %s. Le traitement peut être repris ou annulé.", nombre(t.Convocations, "convocation faite")))
	})
}

func (a API) conclure(ctx context.Context, tx *db.Tx, e *job.Execution, t *traitement) error {
	if err := terminer(ctx, tx, t); err != nil {
		return err
	}
	message := nombre(t.Convocations, "convocation éditée") + "."
	if t.Ecartees > 0 {
		message += " " + nombre(t.Ecartees, "affectation écartée") + ", avec leur motif."
	}
	return e.Terminer(ctx, tx, message)
}

func terminer(ctx context.Context, tx *db.Tx, t *traitement) error {
	_, err := tx.Exec(ctx, `UPDATE traitement_convocation SET etat = 'termine', termine_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, t.ID)
	return err
}

func changerEtat(ctx context.Context, tx *db.Tx, id uuid.UUID, etat string) error {
	_, err := tx.Exec(ctx, `UPDATE traitement_convocation SET etat = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, tx.Academie, id, etat)
	return err
}

func nombre(n int, mot string) string {
	if n > 1 {
		mot = strings.ReplaceAll(mot, " ", "s ") + "s"
	}
	return fmt.Sprintf("%d %s", n, mot)
}
