package convocation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/convocation/lettre"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais"
	"imagin/server/internal/job"
)

// annuler undoes a run, chunk after chunk: convocations are cancelled, affectations are again only affected, their états de
// frais are taken back, and those who had been told are told. Killed, it goes on with what is left.
func (a API) annuler(ctx context.Context, e *job.Execution) error {
	a = a.avec(e.File)
	id, err := idDe(e.Objet)
	if err != nil {
		return err
	}
	var t *traitement
	err = a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		if t, err = lireTraitement(ctx, tx.Reader, e.Academie, id, ""); err != nil {
			return err
		}
		return t.completer(ctx, tx.Reader, e.Academie)
	})
	for faites := 0; err == nil; {
		if err = e.Avancer(ctx, "Annulation", int64(faites), int64(t.Convocations)); err != nil {
			if !errors.Is(err, job.ErrAnnulee) { // half a cancellation is nothing that one may leave
				return err
			}
		}
		n := 0
		err = a.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
			if n, err = a.trancheAnnulee(ctx, tx, t); err != nil || n > 0 {
				return err
			}
			if _, err := tx.Exec(ctx, `UPDATE traitement_convocation SET etat = 'annule', annule_le = now(), version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`, e.Academie, id); err != nil {
				return err
			}
			return e.Terminer(ctx, tx, "Traitement annulé : "+nombre(t.Convocations, "convocation")+" ; les affectations sont de nouveau à convoquer.")
		})
		faites += n
		if n == 0 {
			return err
		}
	}
	return err
}

type vivante struct {
	ID, IntervenantID, ModeleVersion uuid.UUID
	SignatureID                      *uuid.UUID
	Etat, Type, Nom, Prenom, Mel     string
	Sequence                         int
	Contenu                          []byte
	Debut, EditeeLe                  time.Time
	Affectations                     []uuid.UUID
}

const lireVivantes = `SELECT c.id, c.intervenant_id, c.modele_version, c.signature_id, c.etat, c.type, c.nom, c.prenom, coalesce(i.mel, '') AS mel, c.sequence, convert_to(c.contenu::text, 'UTF8') AS contenu, c.debut, c.editee_le,
		ARRAY(SELECT m.affectation_id FROM convocation_mission m WHERE m.academie = c.academie AND m.convocation_id = c.id AND m.vivante) AS affectations
	FROM convocation c JOIN intervenant i ON i.academie = c.academie AND i.id = c.intervenant_id `

// trancheAnnulee cancels the next letters of a run, and returns how many.
func (a API) trancheAnnulee(ctx context.Context, tx *db.Tx, t *traitement) (int, error) {
	vivantes, err := db.Query[vivante](ctx, tx.Reader, lireVivantes+`WHERE c.academie = $1 AND c.traitement_id = $2 AND c.type <> 'annulation' AND c.etat NOT IN ('remplacee', 'annulee')
		ORDER BY c.id LIMIT $3 FOR UPDATE OF c`, tx.Academie, t.ID, parTranche)
	if err != nil || len(vivantes) == 0 {
		return 0, err
	}
	motif := ""
	if t.Motif != nil {
		motif = *t.Motif
	}
	return len(vivantes), a.annulerVivantes(ctx, tx, t, vivantes, motif, "affectee")
}

// annulerVivantes cancels letters in force. Affectations go to the state vers; "" leaves them where they are.
func (a API) annulerVivantes(ctx context.Context, tx *db.Tx, t *traitement, vivantes []vivante, motif, vers string) error {
	var ids, affectations []uuid.UUID
	for _, v := range vivantes {
		ids, affectations = append(ids, v.ID), append(affectations, v.Affectations...)
	}
	if _, err := frais.Retirer(ctx, tx, affectations); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE convocation_mission SET vivante = false WHERE academie = $1 AND convocation_id = ANY ($2)`, tx.Academie, ids); err != nil {
		return err
	}
	if vers != "" {
		if _, err := tx.Exec(ctx, `UPDATE affectation SET etat = $3, version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2) AND etat = 'convoquee'`, tx.Academie, affectations, vers); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE convocation SET etat = 'annulee', version = version + 1, maj_le = now() WHERE academie = $1 AND id = ANY ($2)`, tx.Academie, ids); err != nil {
		return err
	}
	// What waits to be sent no longer has to be.
	if _, err := tx.Exec(ctx, `UPDATE courriel SET etat = 'annule', version = version + 1, maj_le = now()
		WHERE academie = $1 AND objet = 'convocation' AND objet_id = ANY ($2) AND etat IN ('en_attente', 'echec')`, tx.Academie, textes(ids)); err != nil {
		return err
	}
	return a.direAnnulation(ctx, tx, t, vivantes, motif)
}

// prevenues says who had been told, or is being told as we speak: a mail in the hand of a round leaves.
func prevenues(ctx context.Context, tx *db.Tx, vivantes []vivante) (dites []vivante, err error) {
	var muettes []uuid.UUID
	for _, v := range vivantes {
		if v.Etat == "editee" {
			muettes = append(muettes, v.ID)
		}
	}
	lues, err := db.Query[struct{ ObjetID string }](ctx, tx.Reader, `SELECT objet_id FROM courriel WHERE academie = $1 AND objet = 'convocation' AND objet_id = ANY ($2) AND genre = $3 AND etat IN ('en_cours', 'envoye')`,
		tx.Academie, textes(muettes), Genre)
	parties := map[string]bool{}
	for _, l := range lues {
		parties[l.ObjetID] = true
	}
	for _, v := range vivantes {
		if v.Etat != "editee" || parties[v.ID.String()] {
			dites = append(dites, v)
		}
	}
	return dites, err
}

func textes(ids []uuid.UUID) []string {
	t := make([]string, len(ids))
	for i, id := range ids {
		t[i] = id.String()
	}
	return t
}

// direAnnulation writes a letter of cancellation to each person who had been told.
func (a API) direAnnulation(ctx context.Context, tx *db.Tx, t *traitement, vivantes []vivante, motif string) error {
	dites, err := prevenues(ctx, tx, vivantes)
	if err != nil || len(dites) == 0 {
		return err
	}
	premier, err := numeroter(ctx, tx, t.SessionID, len(dites))
	if err != nil {
		return err
	}
	nouvelles := make([]nouvelle, len(dites))
	for i, v := range dites {
		var l lettre.Lettre
		if err := json.Unmarshal(v.Contenu, &l); err != nil {
			return fmt.Errorf("convocation %s : %w", v.ID, err)
		}
		avant := l
		l.Version, l.Motif, l.Remplace, l.Changements = lettre.Annulation, motif, &avant.Le, nil
		n := nouvelle{ID: uuid.Must(uuid.NewV7()), Intervenant: v.IntervenantID, Numero: numero(t.SessionCode, premier+i), Type: lettre.Annulation, Sequence: v.Sequence + 1,
			Signature: v.SignatureID, Jeton: jetonNeuf(), Remplace: &v.ID, Nom: v.Nom, Prenom: v.Prenom, Debut: v.Debut, Affectations: v.Affectations, mel: v.Mel, avant: &avant}
		a.sceller(&n, l, tx.Academie, time.Now().In(l.Le.Location()))
		nouvelles[i] = n
	}
	if err := ecrire(ctx, tx, t, nouvelles); err != nil {
		return err
	}
	return a.poster(ctx, tx, t, nouvelles)
}

// refuserTenue keeps a run from being cancelled once the états de frais of its letters can no longer be taken back.
func refuserTenue(ctx context.Context, r db.Reader, academie string, id uuid.UUID) error {
	type ligne struct{ Transmis, Constates int }
	n, _, err := db.One[ligne](ctx, r, `SELECT count(*) FILTER (WHERE pourquoi = 'transmis') AS transmis, count(*) FILTER (WHERE pourquoi = 'constat') AS constates
		FROM efm_tenus($1, ARRAY(SELECT m.affectation_id FROM convocation c JOIN convocation_mission m ON m.academie = c.academie AND m.convocation_id = c.id AND m.vivante
			WHERE c.academie = $1 AND c.traitement_id = $2))`, academie, id)
	if err != nil || n.Transmis+n.Constates == 0 {
		return err
	}
	var pourquoi string
	switch n.Transmis {
	case 0:
		pourquoi = "le service fait est déjà constaté pour " + nombre(n.Constates, "mission")
	case 1:
		pourquoi = "un état de frais est déjà transmis ou payé"
	default:
		pourquoi = fmt.Sprintf("%d états de frais sont déjà transmis ou payés", n.Transmis)
	}
	return fail.New(fail.Conflict, "traitement.frais", "Ce traitement ne peut plus être annulé : "+pourquoi+". Annulez les convocations une à une.")
}
