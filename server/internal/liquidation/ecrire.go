package liquidation

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/fichier"
	"imagin/server/internal/job"
	"imagin/server/internal/liquidation/flux"
	"imagin/server/internal/secret"
)

const sqlParts = `SELECT l.rang, l.part_id, l.genre, est_externe(i.origine), coalesce(i.numero, 0), c.numen, c.nir, c.iban, coalesce(d.bic, ''), i.nom, i.prenom, s.code, coalesce(m.examen, ''), p.jour,
	x.depart, x.retour, l.montant, l.centre_couts, l.enveloppe, l.programme, f.regle, f.code, f.unite, f.quantite, f.taux, f.coefficient, f.montant
	FROM lot_ligne l JOIN efm_part p ON p.academie = l.academie AND p.id = l.part_id JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
	JOIN session s ON s.academie = e.academie AND s.id = e.session_id JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id
	JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id JOIN efm_ligne f ON f.academie = p.academie AND f.part_id = p.id
	CROSS JOIN LATERAL coordonnees_paiement($1, i.id) c LEFT JOIN dossier_frais d ON d.academie = i.academie AND d.intervenant_id = i.id LEFT JOIN deplacement x ON x.academie = p.academie AND x.part_id = p.id
	WHERE l.academie = $1 AND l.lot_id = $2 AND f.montant > 0 ORDER BY l.rang, f.rang`

// redacteur turns rows into parts, and opens of the secrets only what the target needs.
type redacteur struct {
	coffre       *secret.Coffre
	academie     string
	lot          *lu
	ordonnateurs map[string]string // by examen
	f            flux.Ecrivain
	part         flux.Part
	numen, nir   []byte
	iban         []byte
	progres      func(rang int) error
}

// ecrire makes the file of a lot, keeps it sealed, and freezes the lot. A file that does not come to the lines of the lot,
// or does not read back as it was written, is refused.
func (a API) ecrire(ctx context.Context, tx *db.Tx, e *job.Execution, l *lu) error {
	tete := &flux.Lot{Academie: tx.Academie, Numero: l.Numero, Cible: flux.Cible(l.Cible), Devise: l.Devise, Cree: l.CreeLe, Execution: l.Execution, Nombre: l.Nombre, Somme: l.Somme}
	if l.Cible == string(flux.SEPA) {
		var err error
		if tete.Payeur, err = a.payeur(ctx, tx.Reader, tx.Academie); err != nil {
			return err
		}
	}
	r := &redacteur{coffre: a.Coffre, academie: tx.Academie, lot: l, progres: func(rang int) error {
		return e.Avancer(ctx, "Écriture du fichier", int64(rang), int64(l.Nombre))
	}}
	if err := r.lireOrdonnateurs(ctx, tx.Reader); err != nil {
		return err
	}
	depot, err := deposer(func(w io.Writer) (err error) {
		if r.f, err = flux.Nouveau(w, tete); err != nil {
			return err
		}
		if err = tx.Rows(ctx, sqlParts, []any{tx.Academie, l.ID}, r.ligne); err != nil {
			return err
		}
		if err = r.vider(); err != nil {
			return err
		}
		return r.f.Fermer()
	})
	if err != nil {
		return err
	}
	defer depot.Fermer()
	relu, err := flux.Relire(io.NewSectionReader(depot, 0, depot.Taille()), flux.Cible(l.Cible))
	if err != nil || relu != (flux.Bilan{Parts: l.Nombre, Somme: l.Somme}) {
		return errors.Join(flux.ErrTotal, err)
	}
	garde := nouvelID()
	if err := depot.Ranger(ctx, tx, a.Coffre, garde, l.NomFichier); err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE lot SET etat = 'prepare', nombre = $3, somme = $4, fichier_id = $5, empreinte = $6, taille = $7, version = version + 1, maj_le = now() WHERE academie = $1 AND id = $2`,
		tx.Academie, l.ID, l.Nombre, l.Somme, garde, depot.Empreinte(), depot.Taille())
	return err
}

// deposer spools what fn writes.
func deposer(fn func(io.Writer) error) (*fichier.Depot, error) {
	lit, ecrit := io.Pipe()
	type rendu struct {
		d   *fichier.Depot
		err error
	}
	fini := make(chan rendu, 1)
	go func() {
		d, err := fichier.Recevoir(lit)
		_ = lit.CloseWithError(err) // a full disk stops the writer
		fini <- rendu{d, err}
	}()
	err := fn(ecrit)
	_ = ecrit.CloseWithError(err)
	r := <-fini
	if err != nil && r.d != nil {
		r.d.Fermer()
	}
	return r.d, errors.Join(err, r.err)
}

func (r *redacteur) lireOrdonnateurs(ctx context.Context, l db.Reader) error {
	r.ordonnateurs = map[string]string{}
	return l.Rows(ctx, `SELECT x.examen, i.ordonnateur FROM (SELECT DISTINCT coalesce(m.examen, '') AS examen FROM lot_ligne l JOIN mission m ON m.academie = l.academie AND m.id = l.mission_id
		WHERE l.academie = $1 AND l.lot_id = $2) x CROSS JOIN LATERAL imputation($1, nullif(x.examen, '')) i WHERE i.ordonnateur IS NOT NULL`, []any{r.academie, r.lot.ID}, func(rows pgx.Rows) error {
		var examen string
		var scelle []byte
		if err := rows.Scan(&examen, &scelle); err != nil {
			return err
		}
		var err error
		r.ordonnateurs[examen], err = r.ouvrir(scelle, secret.Numen)
		return err
	})
}

func (r *redacteur) ligne(rows pgx.Rows) error {
	var p flux.Part
	var f flux.Ligne
	var numen, nir, iban []byte
	var id uuid.UUID
	var depart, retour *time.Time
	if err := rows.Scan(&p.Rang, &id, &p.Genre, &p.Externe, &p.Matricule, &numen, &nir, &iban, &p.BIC, &p.Nom, &p.Prenom, &p.Session, &p.Examen, &p.Jour, &depart, &retour, &p.Montant,
		&p.CentreCouts, &p.Enveloppe, &p.Programme, &f.Regle, &f.Code, &f.Unite, &f.Quantite, &f.Taux, &f.Coefficient, &f.Montant); err != nil {
		return err
	}
	if p.Rang != r.part.Rang {
		if err := r.vider(); err != nil {
			return err
		}
		p.ID, p.Depart, p.Retour, p.Ordonnateur = id, depart, retour, r.ordonnateurs[p.Examen]
		p.Lignes = r.part.Lignes[:0]
		r.part, r.numen, r.nir, r.iban = p, numen, nir, iban
	}
	r.part.Lignes = append(r.part.Lignes, f)
	return nil
}

// vider writes the part that is whole. An internal person is known by her NUMEN; an external one by her NIR, and paid on her
// account.
func (r *redacteur) vider() (err error) {
	p := &r.part
	if p.Rang == 0 {
		return nil
	}
	if p.Externe {
		p.NIR, err = r.ouvrir(r.nir, secret.NIR)
	} else {
		p.Numen, err = r.ouvrir(r.numen, secret.Numen)
	}
	if err != nil {
		return err
	}
	if p.Externe || r.lot.Cible == string(flux.SEPA) {
		if p.IBAN, err = r.ouvrir(r.iban, secret.IBAN); err != nil {
			return err
		}
	}
	if err := r.f.Ecrire(p); err != nil {
		return err
	}
	return r.progres(p.Rang)
}

func (r *redacteur) ouvrir(scelle []byte, genre string) (string, error) {
	if scelle == nil {
		return "", nil
	}
	clair, err := r.coffre.Dechiffrer(scelle, secret.Lieu(r.academie, genre))
	if err != nil {
		err = fail.New(fail.Conflict, "lot.secret", "Une coordonnée bancaire ou un identifiant ne s’ouvre pas avec la clé de ce serveur. Prévenez l’exploitant.").Because(err)
	}
	return string(clair), err
}
