package echange

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/fail"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
)

const typeImport = "import"

// adaptateur is one source: how its file is staged, how what is staged becomes ours.
type adaptateur struct {
	limite   int64
	preparer func(ctx context.Context, i *importation, r io.Reader) error
	tables   []string // staging tables it fills
	fusion   func(ctx context.Context, tx *db.Tx, i *importation) error
}

var adaptateurs = map[string]adaptateur{
	"sts":            {64 << 20, preparerSTS, []string{"individu", "enseignement", "nomenclature", "etablissement"}, fusionnerSTS},
	"etablissements": {100 << 20, preparerEtablissements, []string{"etablissement"}, fusionnerEtablissements},
}

func sources() []string { return []string{"sts", "etablissements"} }

var limites = map[string]int64{"sts": 64 << 20, "etablissements": 100 << 20}

// importation is one import being done.
type importation struct {
	*job.Execution
	id        uuid.UUID
	source    string
	nom       string
	taille    int64
	lecteur   *lecteur
	anomalies []source.Anomalie
	rejets    map[string]int64
	nbAnomalies,
	lus int64
	uai     string
	annee   int
	comptes []compte
}

// anomaliesMax is how many faulty lines are kept; all are counted.
const anomaliesMax = 1000

// TypeImport is the tâche that reads a file received and applies it. The staging is emptied first, and the whole
// effect, the report and the end of the tâche are one transaction: killed anywhere, it can be done again.
func TypeImport(base *db.DB) job.Type {
	return job.Type{Code: typeImport, Executer: func(ctx context.Context, e *job.Execution) error {
		i, err := charger(ctx, base, e)
		if err != nil || i == nil {
			return err
		}
		err = i.faire(ctx)
		if err != nil {
			err = i.echouer(ctx, err)
		}
		return err
	}}
}

func charger(ctx context.Context, base *db.DB, e *job.Execution) (*importation, error) {
	type lue struct {
		ID      uuid.UUID
		Source  string
		Fichier uuid.UUID
		Nom     string
		Taille  int64
	}
	i := &importation{Execution: e, rejets: map[string]int64{}}
	err := base.InAcademie(ctx, e.Academie, func(tx *db.Tx) error {
		l, ok, err := db.One[lue](ctx, tx.Reader, `SELECT m.id, m.source, f.id AS fichier, f.nom, f.taille FROM import m
			JOIN fichier f ON f.academie = m.academie AND f.id = m.fichier_id WHERE m.academie = $1 AND m.tache_id = $2`, e.Academie, e.Tache)
		if err != nil || !ok {
			i = nil
			return errors.Join(err)
		}
		i.id, i.source, i.nom, i.taille = l.ID, l.Source, l.Nom, l.Taille
		i.lecteur = &lecteur{ctx: ctx, base: base, academie: e.Academie, id: l.Fichier}
		_, err = tx.Exec(ctx, `UPDATE import SET etat = 'en_cours' WHERE academie = $1 AND id = $2`, e.Academie, i.id)
		return err
	})
	return i, err
}

func (i *importation) faire(ctx context.Context) error {
	a := adaptateurs[i.source]
	// What a killed attempt staged is dropped.
	if err := i.Base.InAcademie(ctx, i.Academie, func(tx *db.Tx) error { return i.vider(ctx, tx, a.tables) }); err != nil {
		return err
	}
	if err := i.Avancer(ctx, "Lecture du fichier", 0, i.taille); err != nil {
		return err
	}
	contenu, err := source.Ouvrir(i.lecteur, 4*a.limite)
	if err != nil {
		return err
	}
	if err := a.preparer(ctx, i, contenu); err != nil {
		return err
	}
	if err := i.Avancer(ctx, "Application", i.taille, i.taille); err != nil {
		return err
	}
	return i.Base.InAcademie(ctx, i.Academie, func(tx *db.Tx) error {
		// Two imports of one source in one académie: the second waits for the first.
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended('import:' || $1 || ':' || $2, 0))`, i.Academie, i.source); err != nil {
			return err
		}
		if err := a.fusion(ctx, tx, i); err != nil {
			return err
		}
		if err := i.vider(ctx, tx, a.tables); err != nil {
			return err
		}
		return i.conclure(ctx, tx)
	})
}

func (i *importation) vider(ctx context.Context, tx *db.Tx, tables []string) error {
	for _, t := range tables {
		if _, err := tx.Exec(ctx, "DELETE FROM staging."+t+" WHERE import_id = $1", i.id); err != nil {
			return err
		}
	}
	return nil
}

func (i *importation) conclure(ctx context.Context, tx *db.Tx) error {
	message := i.resume()
	if err := i.rangerAnomalies(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE import SET etat = 'applique', applique_le = now(), message = $3, comptes = $4
		WHERE academie = $1 AND id = $2`, i.Academie, i.id, message, enJSON(i.comptes)); err != nil {
		return err
	}
	if err := journal.Ecrire(ctx, tx, journal.Ligne{Action: "application", Objet: "import", ObjetID: i.id.String(), Apres: i.comptes}); err != nil {
		return err
	}
	return i.Terminer(ctx, tx, message)
}

func (i *importation) resume() string {
	var crees, modifies, retires int64
	for _, c := range i.comptes {
		crees, modifies, retires = crees+c.Crees, modifies+c.Modifies, retires+c.Retires
	}
	fin := ""
	if i.nbAnomalies > 0 {
		fin = " " + accorder(i.nbAnomalies, "anomalie") + " à regarder."
	}
	if crees+modifies+retires == 0 {
		return "Aucun changement : tout était déjà connu." + fin
	}
	return "Appliqué : " + accorder(crees, "création") + ", " + accorder(modifies, "modification") + ", " + accorder(retires, "retrait") + "." + fin
}

// accorder: French is singular up to two, not included.
func accorder(n int64, mot string) string {
	if n > 1 {
		mot += "s"
	}
	return fmt.Sprintf("%d %s", n, mot)
}

func (i *importation) rangerAnomalies(ctx context.Context, tx *db.Tx) error {
	b := &pgx.Batch{}
	b.Queue("DELETE FROM import_anomalie WHERE academie = $1 AND import_id = $2", i.Academie, i.id)
	for rang, a := range i.anomalies {
		b.Queue(`INSERT INTO import_anomalie (academie, import_id, rang, ligne, champ, valeur, message, rejet)
			VALUES ($1, $2, $3, nullif($4, 0), nullif($5, ''), nullif($6, ''), $7, $8)`,
			i.Academie, i.id, rang, a.Ligne, a.Champ, a.Valeur, a.Message, a.Rejet)
	}
	return tx.Batch(ctx, b).Close()
}

// noter keeps a faulty line for the report.
func (i *importation) noter(objet string, a source.Anomalie) {
	i.nbAnomalies++
	if a.Rejet {
		i.rejets[objet]++
	}
	if len(i.anomalies) < anomaliesMax {
		i.anomalies = append(i.anomalies, a)
	}
}

// echouer records why nothing was applied. What the file did wrong is final; what we did wrong is tried again.
func (i *importation) echouer(ctx context.Context, cause error) error {
	etat, message := "", ""
	var refus *source.Refus
	switch {
	case errors.Is(cause, job.ErrAnnulee):
		etat, message = "annule", "Annulé à la demande. Rien n’a été modifié."
	case errors.As(cause, &refus):
		etat, message = "refuse", refus.Message
		i.noter("fichier", source.Anomalie{Ligne: refus.Ligne, Champ: refus.Code, Message: refus.Message, Rejet: true})
		cause = fail.New(fail.Invalid, refus.Code, refus.Message)
	case fail.As(cause) != nil && fail.As(cause).Kind != fail.Busy && fail.As(cause).Code != "concurrence":
		etat, message = "refuse", fail.As(cause).Message
	default:
		return cause
	}
	apres := context.WithoutCancel(ctx)
	err := i.Base.InAcademie(apres, i.Academie, func(tx *db.Tx) error {
		if err := i.rangerAnomalies(apres, tx); err != nil {
			return err
		}
		if _, err := tx.Exec(apres, `UPDATE import SET etat = $3, message = $4 WHERE academie = $1 AND id = $2`, i.Academie, i.id, etat, message); err != nil {
			return err
		}
		return i.vider(apres, tx, adaptateurs[i.source].tables)
	})
	return errors.Join(cause, err)
}

// lot buffers rows for one staging table and sends them by COPY.
type lot struct {
	i        *importation
	table    string
	colonnes []string
	lignes   [][]any
}

const tailleLot = 5000

func (l *lot) ajouter(ctx context.Context, ligne ...any) error {
	l.lignes = append(l.lignes, ligne)
	if len(l.lignes) < tailleLot {
		return nil
	}
	return l.envoyer(ctx)
}

func (l *lot) envoyer(ctx context.Context) error {
	if len(l.lignes) == 0 {
		return nil
	}
	if err := l.i.Avancer(ctx, "Lecture du fichier", l.i.lecteur.lus, l.i.taille); err != nil {
		return err
	}
	err := l.i.Base.InAcademie(ctx, l.i.Academie, func(tx *db.Tx) error {
		_, err := tx.CopyFrom(ctx, "staging", l.table, l.colonnes, pgx.CopyFromRows(l.lignes))
		return err
	})
	l.lignes = l.lignes[:0]
	return err
}

func vide(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
