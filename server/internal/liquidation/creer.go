package liquidation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/liquidation/flux"
)

// CreerLot answers POST /lots: the lot is numbered and named, a tâche freezes its parts. The same Idempotency-Key gives the
// same lot again. It returns fail.Invalid for an unknown session, or a SEPA lot without the account that pays.
func (a API) CreerLot(ctx context.Context, r api.CreerLotRequestObject) (api.CreerLotResponseObject, error) {
	p, b := access.De(ctx), r.Body
	id := nouvelID()
	err := a.Base.InAcademie(ctx, p.Academie, func(tx *db.Tx) error {
		if err := seul(ctx, tx); err != nil {
			return err
		}
		if connu, err := db.Scalar[*uuid.UUID](ctx, tx.Reader, `SELECT id FROM lot WHERE academie = $1 AND cle_idempotence = $2`, tx.Academie, r.Params.IdempotencyKey); err != nil || connu != nil {
			if connu != nil {
				id = *connu
			}
			return err
		}
		var c choix
		if err := c.lire(ctx, tx.Reader, tx.Academie, &api.ChoixLot{Cible: b.Cible, Session: b.Session, Examen: b.Examen, JusquAu: b.JusquAu}); err != nil {
			return err
		}
		if b.Cible == api.CibleLotSepa {
			if _, err := a.payeur(ctx, tx.Reader, tx.Academie); err != nil {
				return err
			}
		}
		execution := time.Now().AddDate(0, 0, 1)
		if b.Execution != nil {
			execution = b.Execution.Time
		}
		return a.demander(ctx, tx, id, &c, b.Attendu, execution, r.Params.IdempotencyKey)
	})
	if err != nil {
		return nil, err
	}
	l, err := a.lot(ctx, id)
	return api.CreerLot202JSONResponse(l), err
}

// seul makes those who compose lots of an académie wait for one another: what one chose, the next sees.
func seul(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('liquidation:' || $1, 0))`, tx.Academie)
	return err
}

func (a API) demander(ctx context.Context, tx *db.Tx, id uuid.UUID, c *choix, attendu int, execution time.Time, cle *string) error {
	tache := nouvelID()
	numero, err := inscrire(ctx, tx, id, c, attendu, execution, cle, tache)
	if err != nil {
		return err
	}
	return a.File.Ajouter(ctx, tx, job.Nouvelle{ID: tache, Type: codeCreation, Libelle: fmt.Sprintf("Lot de liquidation n° %d", numero), Objet: "/lots/" + id.String()})
}

// inscrire numbers and names a lot.
func inscrire(ctx context.Context, tx *db.Tx, id uuid.UUID, c *choix, attendu int, execution time.Time, cle *string, tache uuid.UUID) (int, error) {
	numero, err := db.Scalar[int](ctx, tx.Reader, `SELECT coalesce(max(numero), 0) + 1 FROM lot WHERE academie = $1`, tx.Academie)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, `INSERT INTO lot (academie, id, numero, cible, session_id, examen, jusqu_au, attendu, devise, nom_fichier, execution, cle_idempotence, tache_id, cree_par)
		SELECT $1, $2, $3, $4, $5, $6, $7, $8, devise, $9, $10, $11, $12, $13 FROM academie WHERE code = $1`,
		tx.Academie, id, numero, c.Cible, c.SessionID, c.Examen, c.JusquAu, attendu, flux.Nom(tx.Academie, flux.Cible(c.Cible), numero), execution, cle, tache, tx.Acteur.Qui)
	return numero, err
}

// lu is a lot as its jobs read it.
type lu struct {
	ID                            uuid.UUID
	Numero, Attendu, Nombre       int
	Somme                         int64
	Cible, Devise, Etat           string
	SessionID                     *uuid.UUID
	Examen                        *string
	JusquAu, PublieLe             *time.Time
	NomFichier                    string
	FichierID, TacheID            *uuid.UUID
	Empreinte, Porte, Destination *string
	Execution, CreeLe             time.Time
}

func lireLot(ctx context.Context, r db.Reader, academie string, id uuid.UUID, verrou string) (lu, error) {
	l, ok, err := db.One[lu](ctx, r, `SELECT id, numero, attendu, nombre, somme, cible, devise, etat, session_id, examen, jusqu_au, publie_le, nom_fichier, fichier_id, tache_id, empreinte, porte,
		destination, execution, cree_le FROM lot WHERE academie = $1 AND id = $2`+verrou, academie, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce lot")
	}
	return l, err
}

// preparer is the tâche that freezes a lot: its lines, its file, its end, in one transaction.
func (a API) preparer(ctx context.Context, e *job.Execution) error {
	id, err := idDe(e.Objet)
	if err != nil {
		return err
	}
	if err := e.Avancer(ctx, "Choix des parts", 0, 0); err != nil {
		return a.renoncer(ctx, e, id, err)
	}
	err = a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		if err := seul(ctx, tx); err != nil {
			return err
		}
		l, err := lireLot(ctx, tx.Reader, tx.Academie, id, " FOR UPDATE")
		if err != nil {
			return err
		}
		if l.Etat != "demande" {
			return e.Terminer(ctx, tx, "Ce lot est déjà préparé.")
		}
		if err := a.figer(ctx, tx, &l); err != nil {
			return err
		}
		if err := a.ecrire(ctx, tx, e, &l); err != nil {
			return err
		}
		return e.Terminer(ctx, tx, fmt.Sprintf("Lot n° %d préparé : %s, %s.", l.Numero, compter(l.Nombre, "part"), argent(l.Somme, l.Devise)))
	})
	return a.renoncer(ctx, e, id, err)
}

// renoncer closes a lot that will never be made, and says why.
func (a API) renoncer(ctx context.Context, e *job.Execution, id uuid.UUID, cause error) error {
	f := fail.As(cause)
	annulee := errors.Is(cause, job.ErrAnnulee)
	if cause == nil || !annulee && (f == nil || f.Kind == fail.Busy || f.Code == "concurrence") {
		return cause
	}
	motif := "Préparation arrêtée à la demande."
	if !annulee {
		motif = f.Message
	}
	err := a.Base.InAcademie(context.WithoutCancel(ctx), e.Academie, func(tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE lot SET etat = 'annule', motif = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2 AND etat = 'demande'`, tx.Academie, id, motif)
		return err
	})
	return errors.Join(err, cause)
}

// figer writes the lines of a lot, by one statement. It returns fail.Conflict when they are no longer those announced.
func (a API) figer(ctx context.Context, tx *db.Tx, l *lu) error {
	c := choix{l.Cible, l.SessionID, l.Examen, l.JusquAu}
	args := c.args(tx.Academie)
	// Locked first, chosen after: what the choice reads is what stays.
	if _, err := tx.Exec(ctx, `SELECT count(*) FROM (SELECT 1 FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
		JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id WHERE `+choisies+` ORDER BY p.id FOR UPDATE OF p) x`, args...); err != nil {
		return err
	}
	n, err := tx.Exec(ctx, candidats+`, imputations AS MATERIALIZED (SELECT x.examen, i.* FROM (SELECT DISTINCT examen FROM juges WHERE raison IS NULL) x CROSS JOIN LATERAL imputation($1, x.examen) i)
		INSERT INTO lot_ligne (academie, id, lot_id, rang, part_id, genre, mission_id, intervenant_id, montant, devise, centre_couts, enveloppe, programme)
		SELECT $1, uuid_v7(), $6, row_number() OVER (ORDER BY j.nom, j.prenom, j.jour, j.id), j.id, j.genre, j.mission_id, j.intervenant_id, j.montant, j.devise,
			coalesce(i.centre_couts, ''), coalesce(i.enveloppe, ''), coalesce(i.programme, '')
		FROM juges j LEFT JOIN imputations i ON i.examen IS NOT DISTINCT FROM j.examen WHERE j.raison IS NULL`, append(args, l.ID)...)
	if err != nil {
		return err
	}
	if int(n) != l.Attendu {
		return fail.New(fail.Conflict, "lot.change", fmt.Sprintf("La simulation annonçait %s, il y en a maintenant %d : quelqu’un a validé, renvoyé ou mis en lot entre-temps. Simulez de nouveau.", compter(l.Attendu, "part"), n))
	}
	l.Nombre = int(n)
	l.Somme, err = db.Scalar[int64](ctx, tx.Reader, `SELECT sum(montant)::bigint FROM lot_ligne WHERE academie = $1 AND lot_id = $2`, tx.Academie, l.ID)
	return err
}
