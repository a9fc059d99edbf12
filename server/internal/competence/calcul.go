package competence

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
)

// The two tâches of a computation: its difference, then its effect.
var (
	TypeCalcul      = job.Type{Code: "calcul_competences", Executer: simuler}
	TypeApplication = job.Type{Code: "application_competences", Executer: appliquer}
)

type calcul struct {
	ID        uuid.UUID
	SessionID uuid.UUID
	Examen    *string
	Etat      string
	Empreinte *string
}

func (c calcul) examen() string { return texte(c.Examen) }

// lireCalcul takes the computation that a tâche is about, for itself.
func lireCalcul(ctx context.Context, tx *db.Tx, objet string) (calcul, error) {
	c, ok, err := db.One[calcul](ctx, tx.Reader, `SELECT id, session_id, examen, etat, empreinte FROM calcul_competence WHERE academie = $1 AND id = $2 FOR UPDATE`,
		tx.Academie, strings.TrimPrefix(objet, "/calculs-competence/"))
	if err == nil && !ok {
		err = fail.New(fail.Conflict, "calcul.abandonne", "Un calcul plus récent a remplacé celui-ci.")
	}
	return c, err
}

func simuler(ctx context.Context, e *job.Execution) error {
	if err := e.Avancer(ctx, "Lecture des enseignements par les règles", 0, 1); err != nil {
		return err
	}
	return e.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		c, err := lireCalcul(ctx, tx, e.Objet)
		if err != nil {
			return err
		}
		b, err := Mesurer(ctx, tx, c.SessionID, c.examen())
		if err != nil {
			return err
		}
		if err := c.montrer(ctx, tx, b, ""); err != nil {
			return err
		}
		return e.Terminer(ctx, tx, b.String())
	})
}

// appliquer writes the difference that was shown, exactly: when what is taught, the rules or the authors have changed
// since, the new difference is shown instead and nothing is written.
func appliquer(ctx context.Context, e *job.Execution) error {
	if err := e.Avancer(ctx, "Vérification de la différence", 0, 2); err != nil {
		return err
	}
	return e.Base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('calcul_competence:' || $1, 0))`, tx.Academie); err != nil {
			return err
		}
		c, err := lireCalcul(ctx, tx, e.Objet)
		if err != nil {
			return err
		}
		if c.Etat != "a_confirmer" {
			return fail.New(fail.Conflict, "calcul.etat", "Cette différence est déjà appliquée.")
		}
		b, err := Mesurer(ctx, tx, c.SessionID, c.examen())
		if err != nil {
			return err
		}
		if b.Empreinte != texte(c.Empreinte) {
			const change = "Les enseignements, les règles ou les compétences ont changé depuis : rien n’est appliqué. Lisez la nouvelle différence, puis confirmez-la."
			if err := c.montrer(ctx, tx, b, change); err != nil {
				return err
			}
			return e.Terminer(ctx, tx, change)
		}
		if err := e.Avancer(ctx, "Écriture des compétences", 1, 2); err != nil {
			return err
		}
		if err := Ecrire(ctx, tx, b); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE calcul_competence SET etat = 'applique', applique_le = now(), message = NULL WHERE academie = $1 AND id = $2`, tx.Academie, c.ID); err != nil {
			return err
		}
		if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "calcul", Objet: "competence", ObjetID: c.ID.String(),
			Apres: map[string]any{"gains": b.Gains, "pertes": b.Pertes, "changements": b.Changements, "examen": c.Examen}}); err != nil {
			return err
		}
		return e.Terminer(ctx, tx, b.String())
	})
}

// Mesurer works out, in temporary tables of the transaction, what the rules of a session would change to the SYS lines
// of an examen (” for all of them). It writes nothing else.
func Mesurer(ctx context.Context, tx *db.Tx, session uuid.UUID, examen string) (b Bilan, err error) {
	if _, err := tx.Exec(ctx, Demande); err != nil {
		return b, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO demande VALUES ($1, $2, $3)`, tx.Academie, session, examen); err != nil {
		return b, err
	}
	for _, sql := range append(Lecture()[1:], tableEcart.remplir()...) {
		if _, err := tx.Exec(ctx, sql); err != nil {
			return b, fmt.Errorf("calcul des compétences : %w\n%s", err, sql)
		}
	}
	b, _, err = db.One[Bilan](ctx, tx.Reader, bilanSQL)
	return b, err
}

// Ecrire writes the difference that Mesurer found. Another count than the one announced undoes everything.
func Ecrire(ctx context.Context, tx *db.Tx, b Bilan) error {
	for _, etape := range applicationSQL {
		n, err := tx.Exec(ctx, etape.sql)
		if err != nil {
			return err
		}
		if etape.attendu != nil && n != etape.attendu(b) {
			return fmt.Errorf("calcul des compétences : %d lignes écrites, %d prévues", n, etape.attendu(b))
		}
	}
	return nil
}

// montrer keeps the difference, line by line, for people to read, filter and export.
func (c calcul) montrer(ctx context.Context, tx *db.Tx, b Bilan, message string) error {
	if _, err := tx.Exec(ctx, `DELETE FROM calcul_competence_ecart WHERE academie = $1 AND calcul_id = $2`, tx.Academie, c.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO calcul_competence_ecart (academie, calcul_id, nature, intervenant_id, epreuve_option_id, priorite, priorite_avant, effective_avant, effective_apres, regles, enseignements)
		SELECT $1, $2, nature, intervenant_id, epreuve_option_id, priorite, priorite_avant, effective_avant, effective_apres, regles, enseignements FROM ecart`, tx.Academie, c.ID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `UPDATE calcul_competence SET etat = 'a_confirmer', empreinte = $3, message = nullif($4, ''), gains = $5, pertes = $6, changements = $7, maintenues = $8, calcule_le = now()
		WHERE academie = $1 AND id = $2`, tx.Academie, c.ID, b.Empreinte, message, b.Gains, b.Pertes, b.Changements, b.Maintenues)
	return err
}

func (b Bilan) String() string {
	return fmt.Sprintf("%d gagnées, %d perdues, %d dont l’origine change, %d inchangées.", b.Gains, b.Pertes, b.Changements, b.Maintenues)
}
